/**
 * The chords of the bar that is being made, and the one that follows it.
 *
 * HOT PATH: refilled for each bar; allocates nothing once its arrays have grown.
 */

import type { BarPlace } from '../form.ts'
import type { ChordDef, ChordSpan, SectionDef } from '../policy.ts'
import type { Quarters } from '../units.ts'

export class Harmony {
  /** What sounds on the next bar's first beat; null where the piece ends. */
  coming: ChordDef | null = null

  readonly #sections: readonly SectionDef[]
  readonly #chords: readonly ChordDef[]
  readonly #at: Quarters[] = []
  readonly #sounding: ChordDef[] = []
  #count = 0
  #quarters: Quarters = 4
  /** The section of the bar to come, which may be another; where it begins from here, and its first span behind that bar's start. */
  #after: SectionDef | undefined
  #first: Quarters = 0
  #behind = 0

  constructor(sections: readonly SectionDef[], chords: readonly ChordDef[]) {
    this.#sections = sections
    this.#chords = chords
  }

  /** Takes the chords of a bar. `next` is the bar to come, null at the end. */
  enter(here: SectionDef, bar: number, next: BarPlace | null): void {
    this.#count = 0
    this.#quarters = here.meter.quarters
    const spans = here.chords
    let i = firstAfter(spans, bar)
    this.#add(0, spans[i - 1]?.chord ?? here.tonic)
    for (let span = spans[i]; span !== undefined && span.bar === bar; span = spans[++i]) {
      this.#add(span.at, span.chord)
    }
    const after = this.#sections[next?.section ?? -1]
    this.#after = after
    this.coming = null
    if (next === null || after === undefined) return
    this.#first = this.#quarters - next.bar * after.meter.quarters
    this.#behind = firstAfter(after.chords, next.bar)
    this.coming = this.#chords[after.chords[this.#behind - 1]?.chord ?? after.tonic] ?? null
  }

  /** The chord at a position of the bar; beyond its end, the coming one. */
  chordAt(at: Quarters): ChordDef {
    if (at >= this.#quarters && this.coming !== null) return this.coming
    let i = this.#count - 1
    while (i > 0 && at < (this.#at[i] ?? 0)) i--
    return this.#sounding[i] ?? SILENCE
  }

  /** Where the chord that sounds at `at` gives way to another, within the bar or at its end; +∞ if it does not. */
  nextChange(at: Quarters): Quarters {
    for (let i = 0; i < this.#count; i++) {
      const change = this.#at[i] ?? 0
      if (change > at) return change
    }
    const last = this.#sounding[this.#count - 1]
    return this.coming !== null && this.coming !== last ? this.#quarters : Number.POSITIVE_INFINITY
  }

  /**
   * Where, between two positions, the chords fall silent, or leave the chord that is `held`; the second, which may lie
   * bars ahead, if they do not.
   */
  endIn(from: Quarters, to: Quarters, held: ChordDef | null = null): Quarters {
    for (let i = 0; i < this.#count; i++) {
      const at = this.#at[i] ?? 0
      if (at > from && at < to && ends(this.#sounding[i], held)) return at
    }
    const quarters = this.#quarters
    if (to > quarters && ends(this.coming, held)) return quarters
    const after = this.#after
    for (let i = this.#behind; ; i++) {
      const span = after?.chords[i]
      if (after === undefined || span === undefined) return to
      const at = this.#first + span.bar * after.meter.quarters + span.at
      if (at >= to) return to
      if (ends(this.#chords[span.chord], held)) return at
    }
  }

  #add(at: Quarters, index: number): void {
    const chord = this.#chords[index] ?? SILENCE
    // A chord written again is no change.
    if (this.#count > 0 && this.#sounding[this.#count - 1] === chord) return
    this.#at[this.#count] = at
    this.#sounding[this.#count] = chord
    this.#count++
  }
}

/** Whether a chord ends what is held, or where nothing is named, whatever sounds. By name: another policy has its own. */
function ends(chord: ChordDef | null | undefined, held: ChordDef | null): boolean {
  return (
    chord !== null && chord !== undefined && (held === null ? chord.root < 0 : chord.symbol !== held.symbol)
  )
}

/** Stands for a chord that is not there: nobody pitched plays. */
const SILENCE: ChordDef = { symbol: 'N.C.', root: -1, bass: -1, tones: [], degrees: [], scale: [] }

/** Index of the first span that begins after the start of the bar. */
function firstAfter(spans: readonly ChordSpan[], bar: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const span = spans[middle]
    if (span !== undefined && (span.bar < bar || (span.bar === bar && span.at <= 0))) low = middle + 1
    else high = middle
  }
  return low
}
