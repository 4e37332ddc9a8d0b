/**
 * Tempos that change as written: ramps and ladders. The feature `changingTempo`.
 */

import type { Span, TempoProgram } from './policy.ts'
import type { BeatCount } from './tempo.ts'
import type { Bpm } from './units.ts'

type Changing = Exclude<TempoProgram, { readonly kind: 'steady' }>

/** The tempo of a beat. @param from where the program began */
function bpm(program: Changing, from: BeatCount, at: BeatCount): Bpm {
  if (program.kind === 'ramp') {
    const share = shareDone(program.over, from, at)
    return share >= 1 ? program.to : program.from + (program.to - program.from) * share
  }
  const climbed = Math.floor((at.bars - from.bars) / Math.max(1, program.everyBars))
  const rung = Math.abs(program.by) * climbed
  return program.to >= program.from
    ? Math.min(program.to, program.from + rung)
    : Math.max(program.to, program.from - rung)
}

function isRamping(program: Changing, from: BeatCount, at: BeatCount): boolean {
  return program.kind === 'ramp' && program.from !== program.to && shareDone(program.over, from, at) < 1
}

/** The share of a ramp that lies before this beat. */
function shareDone(over: Span, from: BeatCount, at: BeatCount): number {
  if (!(over.amount > 0)) return 1
  switch (over.unit) {
    case 'beats':
      return (at.beats - from.beats) / over.amount
    case 'bars':
      return (at.bars - from.bars + at.beatInBar / at.beatsInBar) / over.amount
    case 's':
      return (at.grid - from.grid) / over.amount
  }
}

/** The same, begun at another tempo: ramps and ladders keep their shape. */
function at(program: Changing, bpm: Bpm): Changing {
  const scale = bpm / program.from
  const moved = { from: bpm, to: program.to * scale }
  return program.kind === 'ramp' ? { ...program, ...moved } : { ...program, ...moved, by: program.by * scale }
}

export const changingTempo = { bpm, isRamping, at } as const
