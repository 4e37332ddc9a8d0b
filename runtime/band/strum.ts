/** How a guitarist's hand crosses the strings. */

import type { MeterDef } from '../policy.ts'
import type { Quarters, Seconds } from '../units.ts'
import type { Note } from './note.ts'
import type { PartRun } from './parts.ts'
import type { BarSink } from './sink.ts'

/** Nearer than this, positions are the same: a bent one was multiplied and rounded. */
const SAME_PLACE: Quarters = 1e-6
/** How fast the strumming hand may move, in 8ths, 16ths and triplets: it takes the first that has all hits of the bar. */
const HAND: readonly Quarters[] = [1 / 2, 1 / 4, 1 / 3, 1 / 6, 1 / 8]

/**
 * Spreads the chords of a bar over the strings. The hand goes down on the beat, up after it
 * and so on, in 8ths; where the bar has shorter notes, twice as fast: down on every 8th, up between.
 *
 * HOT PATH: once a bar; allocates nothing.
 * @param from the bar's first chord in the sink
 */
function strum(sink: BarSink, part: PartRun, meter: MeterDef, from: number): void {
  const gap: Seconds = part.settings.strumMs / 1000
  if (!(gap > 0)) return
  const { notes } = sink
  let hand = 0
  while (hand < HAND.length - 1 && !hasAll(sink, meter, from, HAND[hand] ?? 1)) hand++
  const unit = HAND[hand] ?? 1
  for (let first = from; first < notes.length; ) {
    const chord = notes.at(first)
    let end = first + 1
    while (end < notes.length && notes.at(end)?.at === chord?.at) end++
    const down = strokeOf(sink, meter, chord, unit) % 2 === 0
    for (let n = first; n < end; n++) {
      const note = notes.at(n)
      // The lowest string comes first: chords are written from there.
      if (note !== undefined) note.offset = gap * (down ? n - first : end - 1 - n)
    }
    first = end
  }
}

/** Whether every hit of the bar falls on a movement of the hand. */
function hasAll(sink: BarSink, meter: MeterDef, from: number, unit: Quarters): boolean {
  for (let n = from; n < sink.notes.length; n++) {
    if (strokeOf(sink, meter, sink.notes.at(n), unit) < 0) return false
  }
  return true
}

/** Which movement of the hand since the beat a note falls on; −1 where it falls between. */
function strokeOf(
  sink: BarSink,
  { beats, quarters }: MeterDef,
  note: Note | undefined,
  unit: Quarters,
): number {
  const at = note?.at ?? 0
  let beat = beats.length - 1
  while (beat > 0 && (beats[beat] ?? 0) > at + SAME_PLACE) beat--
  const start = beats[beat] ?? 0
  const end = beats[beat + 1] ?? quarters
  for (let stroke = 0; start + stroke * unit < end; stroke++) {
    if (isAt(sink, at, start + stroke * unit)) return stroke
  }
  return -1
}

/** Whether a position is meant by another, straight or swung. */
function isAt(sink: BarSink, at: Quarters, written: Quarters): boolean {
  return Math.abs(at - written) < SAME_PLACE || Math.abs(at - sink.swing(written)) < SAME_PLACE
}

/** The feature `strumming`. */
export const strumming = { strum } as const
