/** How much of a quantum the engine takes while it plays more than any band does. */

import { AudioEngine } from '../../runtime/audio/engine.ts'
import { patchOf } from '../../runtime/audio/palette/patches.ts'
import type { SampleBank } from '../../runtime/audio/samples/bank.ts'
import type { MemberKind } from '../../runtime/policy.ts'
import { timbreOfText } from '../../runtime/timbre/prompt.ts'
import { pianoBank } from '../../test/harness/piano.ts'
import { quantile } from '../measure.ts'

const RATE = 48000
const QUANTUM = 128
/** Voices that sound all the time, by what plays them. */
const LOAD: readonly (readonly [kind: MemberKind, voice: string, prompt: string, count: number])[] = [
  ['pianist', 'comp', 'mellow upright piano', 24],
  ['drummer', 'ride', 'dry ride cymbal', 4],
  ['drummer', 'crash', 'bright crash cymbal', 4],
  ['drummer', 'snare', 'crisp snare drum', 2],
  ['drummer', 'kick', 'deep kick drum', 2],
  ['bassist', 'line', 'round upright bass', 2],
  ['guitarist', 'comp', 'clean electric guitar', 6],
]
export const LOADED = '24 piano (recorded), 12 drum, 2 bass, 6 guitar voices, room, limiter'
const QUANTA = 6000
/**
 * The same is performed so often, by an engine of its own each time: what the engine needs for a quantum comes back every
 * time, what else the machine was busy with does not.
 */
const PERFORMANCES = 5

export interface Load {
  /** Shares of a quantum's length. */
  readonly mean: number
  /** Of all quanta, whatever the machine did beside. */
  readonly p999: number
  /** The same of each quantum's median over the performances. */
  readonly own: number
  readonly voices: number
}

/** The recordings must have been built. */
export function loadOfEngine(): Load {
  const bank = pianoBank()
  perform(bank)
  const all = Array.from({ length: PERFORMANCES }, () => perform(bank))
  const every = all.flatMap((one) => [...one.times])
  const medians = Array.from({ length: QUANTA }, (_, q) =>
    quantile(
      all.map((one) => one.times[q] ?? Number.NaN),
      0.5,
    ),
  )
  return {
    mean: every.reduce((sum, x) => sum + x, 0) / every.length,
    p999: quantile(every, 0.999),
    own: quantile(medians, 0.999),
    voices: all[0]?.voices ?? 0,
  }
}

interface Performance {
  readonly times: Float64Array
  readonly voices: number
}

function perform(bank: SampleBank): Performance {
  const engine = new AudioEngine({ sampleRate: RATE })
  engine.setSamples(bank)
  LOAD.forEach(([kind, voice, prompt], i) => {
    const { instrument, values } = patchOf(kind, voice, timbreOfText(prompt), 'normal')
    engine.setPatch(i, instrument, values)
  })
  const left = new Float32Array(QUANTUM)
  const right = new Float32Array(QUANTUM)
  // All are struck anew every half second, spread over it.
  const strikes = LOAD.flatMap(([, , , count], patch) =>
    Array.from({ length: count }, (_, i) => ({ patch, i })),
  )
  const restrike = (): void => {
    strikes.forEach(({ patch, i }, at) => {
      const frame = engine.frame + Math.round((at / strikes.length) * 0.5 * RATE)
      const pitch = 55 * 2 ** ((i * 5) / 12)
      engine.schedule({
        frame,
        patch,
        channel: patch,
        velocity: 0.7,
        pitch,
        hold: 0,
        gain: 0.2,
        pan: 0,
        key: i,
      })
    })
  }
  const times = new Float64Array(QUANTA)
  let voices = 0
  for (let q = 0; q < QUANTA; q++) {
    if (q % 188 === 0) restrike()
    const began = process.hrtime.bigint()
    engine.process(left, right, QUANTUM)
    times[q] = Number(process.hrtime.bigint() - began) / 1e9 / (QUANTUM / RATE)
    voices += engine.voices
  }
  return { times, voices: voices / QUANTA }
}
