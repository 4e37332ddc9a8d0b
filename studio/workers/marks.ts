/** The beats so far, as the page draws them: told when they are decided, and again when an onset meets them. */

import type { Policy } from '../../runtime/create-policy.ts'
import type { Performer } from '../../runtime/performer.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { BeatMark } from '../protocol.ts'
import { isPickup, type NumberedBeat, numbered } from './beats.ts'

export interface Marks {
  /** Reads what is new, and gives the marks that are new or other than before. */
  update(set: Performer, policy: Policy | null): readonly BeatMark[]
  /** The beat that sounds at a moment. */
  at(time: Seconds): BeatMark | null
  /** The beat nearest to a moment; the one after the last decided beat is expected where it would come. */
  nearest(time: Seconds): { readonly n: number; readonly time: Seconds; readonly length: Seconds } | null
  /** Those that an onset may still meet. */
  recent(): readonly BeatMark[]
  readonly last: BeatMark | null
  readonly all: readonly BeatMark[]
}

/** Beats that an onset may still change: the present one and the one before, and one decided ahead. */
const OPEN = 3

export function createMarks(first: Policy): Marks {
  const rows: NumberedBeat[] = []
  const marks: BeatMark[] = []

  return {
    update,
    at: (time) => marks.findLast((mark) => mark.time <= time) ?? null,
    nearest,
    recent: () => marks.slice(-OPEN),
    get last() {
      return marks.at(-1) ?? null
    },
    all: marks,
  }

  function update(set: Performer, policy: Policy | null): readonly BeatMark[] {
    const from = Math.max(0, rows.length - OPEN)
    const read = numbered(set.timeline(from), policy ?? first, rows[from - 1] ?? null)
    const fresh: BeatMark[] = []
    for (const [i, row] of read.entries()) {
      const mark = markOf(row, from + i, policy ?? first)
      const known = marks[from + i]
      rows[from + i] = row
      if (known !== undefined && isSame(known, mark)) continue
      marks[from + i] = mark
      fresh.push(mark)
    }
    return fresh
  }

  function nearest(time: Seconds): { n: number; time: Seconds; length: Seconds } | null {
    const last = marks.at(-1)
    if (last === undefined) return null
    let best = { n: last.n + 1, time: last.time + last.length, length: last.length }
    for (let i = marks.length - 1; i >= 0; i--) {
      const mark = marks[i]
      if (mark === undefined || Math.abs(mark.time - time) >= Math.abs(best.time - time)) break
      best = { n: mark.n, time: mark.time, length: mark.length }
    }
    return best
  }
}

function markOf(row: NumberedBeat, n: number, policy: Policy): BeatMark {
  const { measure, beatNumber, section, time, grid, length, bpm, mode, confidence, onset, deviation } = row
  return {
    n,
    measure,
    beatNumber,
    ...(isPickup(policy, row) ? { pickup: true } : {}),
    section,
    time,
    grid,
    length,
    bpm,
    mode,
    confidence,
    onset,
    deviation: deviation === null ? null : deviation * 1000,
  }
}

function isSame(a: BeatMark, b: BeatMark): boolean {
  return a.time === b.time && a.onset === b.onset && a.mode === b.mode && a.measure === b.measure
}
