/**
 * Where the band is in the tune: one step per bar through sections, repeats and vamps.
 *
 * The cursor can be asked what comes next without moving, because a walking bass leads into chords that have not
 * sounded yet. What it foretells may still change: a cue or a jump takes effect when the next bar begins.
 */

import type { FormStep, SectionDef } from './policy.ts'

/** A bar of the form. */
export interface BarPlace {
  /** Index into `PolicyDefinition.sections`. */
  section: number
  /** 0-based within the section. */
  bar: number
}

/** So many numbers of a trail say where a bar was. */
const PLACE = 4
/**
 * Bars of a trail, since a band may play for days. A player who pushes it by a quarter all along is so far ahead of the grid
 * after two hours; who is further behind goes on its own way.
 */
const TRAIL = 1024

/** Position of the form: which step, which time through it, which bar of its section. */
interface Position {
  step: number
  time: number
  bar: number
}

export interface FormOptions {
  /** A vamp plays once: nobody is there to cue. */
  readonly vampOnce: boolean
}

export class FormCursor {
  readonly #sections: readonly SectionDef[]
  readonly #steps: readonly FormStep[]
  readonly #repeat: boolean
  readonly #vampOnce: boolean
  readonly #at: Position = { step: 0, time: 0, bar: -1 }
  readonly #ahead: Position = { step: 0, time: 0, bar: -1 }
  /** A section that the form does not hold, visited by a jump; −1 on the form's own way. */
  #visiting = -1
  #jump = -1
  #cued = false
  /** Bars entered so far. */
  #bars = 0
  /** How many of them were those of the form before this one. */
  #from = 0
  #over = false
  /** Goes where this one goes; null where it goes its own way. */
  #leader: FormCursor | null = null
  /** Where this one has been in its last bars, for those that go with it: a ring; null where nobody does. */
  #trail: Int32Array | null = null
  #leapt = false
  #rests = false

  constructor(
    sections: readonly SectionDef[],
    form: readonly FormStep[],
    repeat: boolean,
    options: FormOptions,
  ) {
    this.#sections = sections
    const steps =
      form.length > 0 ? form : sections.map((_, section) => ({ kind: 'play' as const, section, times: 1 }))
    this.#steps = steps.filter((step) => lengthOf(sections[step.section]) > 0 && timesOf(step) > 0)
    this.#repeat = repeat
    this.#vampOnce = options.vampOnce
  }

  /** The bar that plays now. */
  get section(): number {
    return this.#visiting >= 0 ? this.#visiting : (this.#steps[this.#at.step]?.section ?? 0)
  }

  /** A vamp sounds, and nobody has said `cue`. */
  get vamping(): boolean {
    return this.#visiting < 0 && this.#steps[this.#at.step]?.kind === 'vamp' && !this.#cued
  }

  get bar(): number {
    return this.#at.bar
  }

  /** The bar does not come after the one before: this form was ahead of its leader, and the leader turned off. */
  get leapt(): boolean {
    return this.#leapt
  }

  /** This form was ahead of its leader and is through. The leader may still turn off: it waits. */
  get rests(): boolean {
    return this.#rests
  }

  /**
   * Goes where another one goes, bar by bar, whichever of the two is ahead: for a lane on another clock. Cues and jumps are
   * told to the leader. What has been played ahead of it was as things stood; the bar after is where it should be.
   */
  goWith(leader: FormCursor): void {
    this.#leader = leader
    leader.#trail ??= new Int32Array(TRAIL * PLACE)
  }

  /** Leaves the vamp that is sounding when its section is through. Elsewhere there is nothing to leave. */
  cue(): void {
    if (this.#visiting < 0 && this.#steps[this.#at.step]?.kind === 'vamp') this.#cued = true
  }

  /** Goes to a section when the next bar begins. */
  jumpTo(section: number): void {
    if (lengthOf(this.#sections[section]) > 0) this.#jump = section
  }

  /**
   * Takes over from the cursor of another form: stays at the section of that name, at the same turn of the form where it
   * plays more than once; where there is none, as many bars into the form, or at its start where it is not that long.
   */
  follow(before: FormCursor): void {
    const from = before.#at
    // Not begun yet.
    if (from.bar < 0) return
    this.#bars = before.#bars
    this.#from = before.#bars
    const here = before.section
    const at = this.#at
    const last = this.#steps.length - 1
    this.#visiting = before.#visiting < 0 ? -1 : this.#like(before, here)
    this.#jump = this.#like(before, before.#jump)
    this.#cued = before.#cued
    const step = this.#stepLike(before)
    if (step < 0 && this.#visiting < 0) {
      this.#goTo(before.#barsBefore())
      return
    }
    at.step = step < 0 ? Math.max(0, Math.min(from.step, last)) : step
    at.time = from.time
    // A visit to what is no more is over.
    at.bar = this.#visiting < 0 && before.#visiting >= 0 ? -1 : from.bar
    const now = this.#steps[at.step]
    if (now !== undefined) at.time = Math.min(at.time, timesOf(now) - 1)
    at.bar = Math.min(at.bar, lengthOf(this.#sections[this.section]) - 1)
  }

  /** The section here that is called as one over there; −1 for none that plays. */
  #like(before: FormCursor, section: number): number {
    const name = before.#sections[section]?.name
    return this.#sections.findIndex((own) => own.name === name && lengthOf(own) > 0)
  }

  /** The step that plays the section of the other's step for as many times: of the form's A's, the same one or the last. */
  #stepLike(before: FormCursor): number {
    const section = this.#like(before, before.#steps[before.#at.step]?.section ?? -1)
    let turn = before.#steps
      .slice(0, before.#at.step + 1)
      .filter((step) => this.#like(before, step.section) === section).length
    let found = -1
    for (const [i, step] of this.#steps.entries()) if (step.section === section && turn-- > 0) found = i
    return found
  }

  /** Bars from the start of the form to the present one. */
  #barsBefore(): number {
    const { step, time, bar } = this.#at
    let bars = this.#visiting < 0 ? bar : 0
    for (const [i, own] of this.#steps.slice(0, step + 1).entries()) {
      const times = i < step ? timesOf(own) : time
      if (times > 0) bars += lengthOf(this.#sections[own.section]) * times
    }
    return bars
  }

  #goTo(bars: number): void {
    const at = this.#at
    let left = bars
    for (const [i, step] of this.#steps.entries()) {
      const length = lengthOf(this.#sections[step.section])
      const time = Math.floor(left / length)
      if (time < timesOf(step)) {
        at.step = i
        at.time = time
        at.bar = time > 0 ? left - time * length : left
        return
      }
      left -= timesOf(step) * length
    }
    at.step = 0
    at.time = 0
    at.bar = -1
  }

  /** Moves on by a bar. False at the end of the form. */
  next(): boolean {
    const goes = this.#leader === null ? this.#step() : this.#stepWith(this.#leader)
    this.#bars++
    this.#over = !goes
    if (this.#trail !== null) this.#leave(this.#trail)
    return goes
  }

  #leave(trail: Int32Array): void {
    const place = ((this.#bars - 1) % TRAIL) * PLACE
    trail[place] = this.#at.step
    trail[place + 1] = this.#at.time
    trail[place + 2] = this.#at.bar
    trail[place + 3] = this.#visiting
  }

  #step(): boolean {
    if (this.#jump >= 0) {
      this.#land(this.#jump)
      this.#jump = -1
      return true
    }
    const at = this.#at
    const { step, bar } = at
    if (!this.#move(at)) return false
    if (this.#visiting >= 0 && at.bar === 0) this.#visiting = -1
    // A form of one vamp comes from it to itself. What was said in the count holds for the first.
    if (at.step !== step || (at.time === 0 && at.bar === 0 && bar >= 0)) this.#cued = false
    return true
  }

  #stepWith(leader: FormCursor): boolean {
    const { section, bar } = this
    const goes = this.#reach(leader, this.#bars + 1)
    this.#rests = !goes && !leader.#over
    this.#leapt = goes && this.bar > 0 && (this.section !== section || this.bar !== bar + 1)
    return goes || this.#rests
  }

  /** Goes where the leader was, is or, as things stand, will be in a bar. */
  #reach(leader: FormCursor, bar: number): boolean {
    const place = leader.#placeOf(bar)
    // Of a leader that begins later than this, or has not begun, nothing is known.
    if (place < 0 && (leader.#bars === 0 || bar <= leader.#bars)) return this.#step()
    this.#jump = leader.#jump
    this.#cued = leader.#cued
    const at = this.#at
    const trail = leader.#trail
    if (place >= 0 && trail !== null) {
      at.step = trail[place] ?? 0
      at.time = trail[place + 1] ?? 0
      at.bar = trail[place + 2] ?? 0
      this.#visiting = trail[place + 3] ?? -1
      return !leader.#over || bar < leader.#bars
    }
    at.step = leader.#at.step
    at.time = leader.#at.time
    at.bar = leader.#at.bar
    this.#visiting = leader.#visiting
    for (let ahead = leader.#bars; ahead < bar; ahead++) if (leader.#over || !this.#step()) return false
    return true
  }

  /** Where the trail tells of a bar; −1 where it does not. */
  #placeOf(bar: number): number {
    const isKept = bar > this.#from && bar > this.#bars - TRAIL && bar <= this.#bars
    return isKept ? ((bar - 1) % TRAIL) * PLACE : -1
  }

  /** What was played in a bar that the trail tells of. False where the form had ended. */
  #recall(place: number, bar: number, into: BarPlace): boolean {
    const trail = this.#trail
    if (trail === null || (this.#over && bar >= this.#bars)) return false
    const visiting = trail[place + 3] ?? -1
    into.section = visiting >= 0 ? visiting : (this.#steps[trail[place] ?? 0]?.section ?? 0)
    into.bar = trail[place + 2] ?? 0
    return true
  }

  /** The bar after the present one, as things stand. False where the form ends. */
  peek(into: BarPlace): boolean {
    const leader = this.#leader
    if (leader !== null) {
      const place = leader.#placeOf(this.#bars + 1)
      if (place >= 0) return leader.#recall(place, this.#bars + 1, into)
    }
    if (this.#jump >= 0) {
      into.section = this.#jump
      into.bar = 0
      return true
    }
    const ahead = this.#ahead
    ahead.step = this.#at.step
    ahead.time = this.#at.time
    ahead.bar = this.#at.bar
    if (!this.#move(ahead)) return false
    into.section =
      this.#visiting >= 0 && ahead.bar > 0 ? this.#visiting : (this.#steps[ahead.step]?.section ?? 0)
    into.bar = ahead.bar
    return true
  }

  #move(at: Position): boolean {
    const step = this.#steps[at.step]
    if (step === undefined) return false
    if (at.bar + 1 < lengthOf(this.#sections[this.#visiting >= 0 ? this.#visiting : step.section])) {
      at.bar++
      return true
    }
    // A visit is no turn of its own: after it the form goes on behind the turn that it broke off, and a vamp waits for its cue.
    if (!this.#isLastTurn(step, at.time)) at.time++
    else {
      if (at.step + 1 >= this.#steps.length && !this.#repeat) return false
      at.step = (at.step + 1) % this.#steps.length
      at.time = 0
    }
    at.bar = 0
    return true
  }

  #isLastTurn(step: FormStep, time: number): boolean {
    return step.kind === 'vamp' ? this.#cued || this.#vampOnce : time + 1 >= step.times
  }

  /** The next place of the form that plays the section; a section that the form does not play is a visit. */
  #land(section: number): void {
    const at = this.#at
    const count = this.#steps.length
    at.bar = 0
    const now = this.#steps[at.step]
    if (now?.section === section && now.kind === 'play' && !this.#isLastTurn(now, at.time)) {
      this.#visiting = -1
      at.time++
      return
    }
    for (let k = 1; k <= count; k++) {
      const step = (at.step + k) % count
      if (this.#steps[step]?.section === section) {
        this.#visiting = -1
        this.#cued = false
        at.step = step
        at.time = 0
        return
      }
    }
    this.#visiting = section
  }
}

function lengthOf(section: SectionDef | undefined): number {
  if (section === undefined) return 0
  return section.bars ?? Number.POSITIVE_INFINITY
}

function timesOf(step: FormStep): number {
  return step.kind === 'vamp' ? 1 : step.times
}
