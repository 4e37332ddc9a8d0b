import type { SessionBeat } from './input.ts'

/** A tempo that was written for some beats in a row: a rung of a ladder, a section's own, either end of a ramp. */
export interface WrittenTempo {
  readonly bpm: number
  /** The bar that it begins in. */
  readonly bar: number
  /** The tempo slid here from the one before, a little with each beat. */
  readonly slid: boolean
}

/** Tempi that differ by less are one: they are read off written times. */
const SAME_BPM = 0.01

/** The course of the written tempo over `beats`, which are in order and after the count-in. */
export function writtenTempi(beats: readonly SessionBeat[]): readonly WrittenTempo[] {
  const found: WrittenTempo[] = []
  let slid = false
  for (let i = 0; i < beats.length; ) {
    const first = beats[i]
    if (first === undefined) break
    let next = i + 1
    while (Math.abs((beats[next]?.written ?? Number.NaN) - first.written) < SAME_BPM) next++
    // One beat alone is on its way from one tempo to another, unless the way begins or ends with it.
    const underway = next === i + 1 && i > 0 && next < beats.length
    if (!underway) found.push({ bpm: first.written, bar: first.measure, slid })
    slid = underway
    i = next
  }
  return found
}
