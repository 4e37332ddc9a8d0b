/**
 * Where a lane is in the piece: its beats, bars and sections as they go by, and the count before them.
 *
 * HOT PATH: a step allocates nothing.
 */

import type { BarPlace, FormCursor } from './form.ts'
import type { MeterDef, PolicyDefinition, SectionDef } from './policy.ts'
import type { SwapPlace } from './swap.ts'
import type { BeatCount } from './tempo.ts'
import type { Quarters } from './units.ts'

/** What a form leads through. */
interface Piece {
  readonly definition: PolicyDefinition
  readonly form: FormCursor
}

export const NO_METER: MeterDef = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }

export class Course {
  /** Where the beat that was decided last stands. */
  readonly at: BeatCount = { bars: 0, beats: 0, beatInBar: 0, beatsInBar: 4, grid: 0 }
  /** Index into the sections. */
  section = 0
  def: SectionDef | undefined
  meter: MeterDef = NO_METER
  /** Counts from 1; 0 and less before bar 1. */
  measure = 0
  /** Of its section, from 0. */
  bar = 0
  /** Where the bar begins, counted from bar 1. */
  barQuarter: Quarters = 0
  sectionMeasure = 1
  /** Whole beats before the section. */
  sectionBeats = 0
  /** Beats of the count that are still to come, this one included; 0 once bar 1 has begun. */
  counting = 0
  /** The bar after this one, as it looked when this one began. */
  readonly next: BarPlace = { section: 0, bar: 0 }
  /** Whether there is one. */
  hasNext = false

  /** Where the present beat lies in its bar. */
  get place(): Quarters {
    return this.meter.beats[this.at.beatInBar] ?? 0
  }

  /** Of the present beat. */
  get length(): Quarters {
    const { beats, quarters } = this.meter
    const i = this.at.beatInBar
    return (beats[i + 1] ?? quarters) - (beats[i] ?? 0)
  }

  /** Where the next beat begins in this bar; without end for the last one, whose notes may lie anywhere behind it. */
  get beatEnd(): Quarters {
    const { beats, quarters } = this.meter
    const i = this.at.beatInBar
    return i + 1 < beats.length ? (beats[i + 1] ?? quarters) : Number.POSITIVE_INFINITY
  }

  /** Whether the present beat is the first that the player may move: bar 1, beat 1, and what is counted before it. */
  get isFirst(): boolean {
    return this.counting > 0 || this.at.beats === 0
  }

  /** Its number in the book: 1 for the first of bar 1, 0 and less in the count. */
  get number(): number {
    return this.counting > 0 ? 1 - this.counting : this.at.beats + 1
  }

  /** Enters the first bar of the form, so many beats before its start. False where there is nothing to play. */
  enter(piece: Piece, countBeats: number): boolean {
    if (!piece.form.next()) return false
    this.enterSection(piece)
    const { beats } = this.meter
    this.at.beatInBar = (beats.length - (countBeats % beats.length)) % beats.length
    this.counting = countBeats
    this.measure = 1 - Math.ceil(countBeats / beats.length)
    this.barQuarter = -this.place
    return true
  }

  /** Moves on by a beat; bar 1 is entered when the count is through. */
  step(): void {
    const { at } = this
    at.beatInBar++
    if (this.counting > 0) this.counting--
    else at.beats++
    if (at.beatInBar < at.beatsInBar) return
    at.beatInBar = 0
    this.barQuarter += this.meter.quarters
    this.measure++
    if (this.measure > 1) at.bars++
  }

  /** Takes the bar that the form has come to. True where it is the first of a section, or the first here. */
  takeBar({ form }: Piece): boolean {
    this.bar = form.bar
    return form.bar === 0 || form.leapt
  }

  enterSection(piece: Piece): void {
    this.bar = piece.form.bar
    this.readSection(piece)
    this.startSection(this.bar)
  }

  readSection({ definition, form }: Piece): void {
    this.section = form.section
    this.def = definition.sections[this.section]
    this.meter = this.def?.meter ?? NO_METER
    this.at.beatsInBar = this.meter.beats.length
  }

  /** @param bar of the section, the one with which it is entered */
  startSection(bar = 0): void {
    this.sectionMeasure = Math.max(1, this.measure - bar)
    this.sectionBeats = this.at.beats - bar * this.at.beatsInBar
  }

  /** Looks at what comes after this bar. */
  lookAhead({ form }: Piece): void {
    this.hasNext = form.peek(this.next)
  }

  /** The bar before the section: its first one comes next. */
  leadIn(): void {
    this.next.section = this.section
    this.next.bar = 0
    this.hasNext = true
  }

  /** The bar that comes next, in another piece: of the section of that name. */
  translateNext(from: Piece, to: Piece): void {
    if (!this.hasNext) return
    const { name } = from.definition.sections[this.next.section] ?? {}
    this.next.section = to.definition.sections.findIndex((one) => one.name === name)
    this.hasNext = this.next.section >= 0 || to.form.peek(this.next)
  }

  /** Stands where another one stands. */
  join(other: Course): void {
    Object.assign(this.at, other.at)
    Object.assign(this.next, other.next)
    this.measure = other.measure
    this.bar = other.bar
    this.barQuarter = other.barQuarter
    this.sectionMeasure = other.sectionMeasure
    this.sectionBeats = other.sectionBeats
    this.hasNext = other.hasNext
  }

  /** The next place where a policy may take over. Nothing changes during the count. */
  nextPlace(at: 'bar' | 'beat'): SwapPlace {
    const { beatInBar, beatsInBar } = this.at
    if (this.counting > 0) return { measure: 1, beatInBar: 0 }
    return at === 'beat' && beatInBar + 1 < beatsInBar
      ? { measure: this.measure, beatInBar: beatInBar + 1 }
      : { measure: this.measure + 1, beatInBar: 0 }
  }

  /** Quarters from the start of the present beat to a place to come, as things stand. */
  quartersTo({ measure, beatInBar }: SwapPlace): Quarters {
    const { beats, quarters } = this.meter
    return (measure - this.measure) * quarters + (beats[beatInBar] ?? 0) - this.place
  }

  /** Whether a piece, whose form has followed ours, has this very bar: in a section of that name and metre. */
  isIn({ definition, form }: Piece): boolean {
    const def = definition.sections[form.section]
    return (
      this.measure > 0 &&
      form.bar === this.bar &&
      def?.name === this.def?.name &&
      JSON.stringify(def?.meter) === JSON.stringify(this.meter)
    )
  }
}
