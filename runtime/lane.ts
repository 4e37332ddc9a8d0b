/**
 * One time through the piece: its course, the tempo, the clock, and the notes that come of them.
 *
 * A band has one lane for everybody who keeps the followed clock, and a second one, which never adapts, where
 * somebody follows the grid. Beats are *decided* one by one, each when the host asks for music up to it; a note's
 * time is an estimate until then and is fixed for good when the note is handed out.
 *
 * HOT PATH: deciding a beat allocates nothing.
 */

import type { Note, NoteQueue } from './band/note.ts'
import { type MemberRun, writtenLevel } from './band/parts.ts'
import { swingRatio } from './band/swing.ts'
import { BarPlayer } from './bar-player.ts'
import { Course } from './course.ts'
import { FollowClock } from './follow/clock.ts'
import { ANYTHING, type Expected, expectedIn } from './follow/expected.ts'
import { Listener, type ListenerSetup } from './follow/listener.ts'
import { GridTime } from './grid-time.ts'
import type { LaneSetup } from './lane-setup.ts'
import type { RuleMoment } from './rules.ts'
import type { SwapPlace } from './swap.ts'
import type { BeatCount } from './tempo.ts'
import type { Bpm, Decibels, Quarters, Ratio, Seconds } from './units.ts'

/** Another policy that waits for its bar and beat; without a setup the lane ends there. */
interface Successor extends SwapPlace {
  readonly setup: LaneSetup | null
  /** It has taken over. */
  readonly begin: () => void
}

const BAR_1: SwapPlace = { measure: 1, beatInBar: 0 }

export class Lane implements RuleMoment {
  readonly clock = new FollowClock()
  readonly queue: NoteQueue
  /** Where the beat that was decided last stands. */
  readonly at: BeatCount
  /** True once the form is through: no more beats. */
  finished = false
  /** The next beat is decided when music beyond this moment is asked for. */
  due: Seconds = Number.POSITIVE_INFINITY

  #setup: LaneSetup
  #expected: readonly Expected[]
  #successor: Successor | null = null
  readonly #course = new Course()
  readonly #grid = new GridTime()
  readonly #bars: BarPlayer
  readonly #listener: Listener
  /** With so many beats of the count to come the band comes in. */
  #pickup = 0
  #adapt: Ratio = 0

  constructor(setup: LaneSetup) {
    this.#setup = setup
    this.#expected = expectedIn(setup.definition, setup.features.expecting)
    this.at = this.#course.at
    this.#bars = new BarPlayer(setup, this.#course, this.clock, this.#grid)
    this.queue = this.#bars.queue
    this.#listener = new Listener(this.#hearing())
  }

  #hearing(): ListenerSetup {
    const { book, referenceOffset, adapts, features } = this.#setup
    return { clock: this.clock, book, ear: referenceOffset, adapts, features }
  }

  /** The bar that plays: 1 is the first, what is counted comes before it. */
  get measure(): number {
    return this.#course.measure
  }

  /** The tempo that the band keeps now. */
  get followed(): Bpm {
    return 60 / (this.clock.nextPeriod * this.#setup.plan.unit)
  }

  /** The section goes round until somebody says `cue`. */
  get vamping(): boolean {
    return this.#setup.form.vamping
  }

  /** Nothing more is to come, unless the lane that this one goes with turns off. */
  get isThrough(): boolean {
    return this.finished || this.#setup.form.rests
  }

  /** Where the player plays by habit; NaN until enough was heard. */
  get habit(): Seconds {
    return this.#listener.habit
  }

  /** Length of the present beat. */
  get beat(): Seconds {
    return this.clock.period * this.clock.length
  }

  get length(): Quarters {
    return this.clock.length
  }

  /**
   * Starts with the first beat of the count, or of bar 1 where nobody counts.
   * @param countBeats beats that the band counts before bar 1
   */
  start(time: Seconds, countBeats: number): void {
    if (!this.#enterForm(countBeats)) return
    this.#startClock(time, this.#period())
  }

  /**
   * Starts with bar 1 after a count that the player gave: the beats before it, which need not be equally long.
   * @param counts when the player's beats sounded; a single one gives no tempo
   */
  startAfterCount(counts: readonly Seconds[]): void {
    const course = this.#course
    if (!this.#enterForm(counts.length)) return
    const { book, plan, firstSection } = this.#setup
    const { beats, quarters } = course.meter
    const last = quarters - (beats[beats.length - 1] ?? 0)
    const [first = 0] = counts
    const end = counts[counts.length - 1] ?? 0
    const period = (end - first) / (course.quartersTo(BAR_1) - last)
    // Read here, the tempo is not new to the plan any more when bar 1 begins, where the band would lead.
    const written = this.#period()
    const played = this.#inRange(counts.length > 1 ? period : written)
    const bpm = 60 / (played * plan.unit)
    for (const time of counts) {
      const { number, measure, section, length } = course
      book?.begin(number, measure, firstSection + section, time, time, bpm, played * length, 1)
      course.step()
    }
    course.barQuarter = 0
    this.#startClock(end + played * last, played)
  }

  /** How long it is to bar 1, from the beat that was decided last. */
  get untilBar1(): Seconds {
    return this.clock.period * this.#course.quartersTo(BAR_1)
  }

  /** The player played. */
  hear(time: Seconds, velocity: Ratio, pitched: boolean): void {
    // Once the form is through there is no beat left to move: a player who plays on must not bring one back.
    if (this.finished || this.#course.counting > 1) return
    if (!this.#listener.hear(time, velocity, pitched)) return
    this.#fallDue()
    this.#bars.moved()
  }

  /** A note has been handed out. */
  release(note: Note): void {
    this.#bars.release(note)
  }

  cue(): void {
    this.#setup.form.cue()
  }

  jumpTo(section: number): void {
    this.#setup.form.jumpTo(section)
  }

  writtenLevel(member: MemberRun): Decibels {
    const { section, sectionBeats } = this.#course
    const part = this.#setup.maker?.partOf(section, member)
    if (part === undefined) return 0
    return writtenLevel(part.settings, this.at.beats - sectionBeats, this.at.beatsInBar, this.beat)
  }

  /** The level that a member has now, rules included. */
  levelOf(member: MemberRun): Decibels {
    return member.level.value(this.writtenLevel(member), this.at.beats)
  }

  /** Decides the next beat, whenever it is. */
  decideNext(handedOut: Seconds): void {
    if (this.finished) return
    const course = this.#course
    const { rules, tracker } = this.#setup
    const section = course.def?.name
    this.#bars.closeBeat()
    if (course.counting === 0) this.#listener.closeBeat(tracker, this.#grid.period, this.#setup.plan.unit)
    course.step()
    if (rules !== null && tracker !== null && this.at.beats > 0) rules.evaluate(tracker.view, this)
    const successor = this.#successor
    const swaps = successor !== null && this.#isAt(successor) && this.#succeed(successor.setup)
    if ((swaps && successor.setup === null) || (this.at.beatInBar === 0 && !this.#nextBar())) {
      this.#finish()
      return
    }
    if (swaps) {
      this.#readSection()
      if (course.def?.name !== section && course.bar > 0) course.startSection()
    }
    const { clock } = this
    const before = course.isFirst ? Number.NaN : clock.time
    clock.decideNext(course.length, handedOut)
    this.at.grid = this.#grid.at(clock.quarter)
    this.#readTempo()
    this.#bars.mode = this.#listener.mode
    this.#beginBeat(before, swaps)
    if (swaps) successor.begin()
  }

  get place(): SwapPlace {
    return { measure: this.measure, beatInBar: this.at.beatInBar }
  }

  /** The next place where a policy may take over. */
  nextPlace(at: 'bar' | 'beat'): SwapPlace {
    return this.#course.nextPlace(at)
  }

  /** When a place to come will sound, as things stand. */
  timeOf(place: SwapPlace): Seconds {
    const { clock } = this
    return clock.nextTime + (this.#course.quartersTo(place) - clock.length) * clock.nextPeriod
  }

  /** Another policy takes over at a place to come; in the middle of a bar only where it has the same one. */
  succeed(setup: LaneSetup | null, place: SwapPlace, begin: () => void): void {
    this.#successor = { setup, begin, ...place }
    this.#fallDue()
  }

  /** Whether another policy could take over within this bar: in the same bar of a section of that name and metre. */
  mayTurn(setup: LaneSetup): boolean {
    setup.form.follow(this.#setup.form)
    return this.#course.isIn(setup)
  }

  /** Another policy takes over where this one is: what has not been handed out is its own. */
  turn(setup: LaneSetup | null, handedOut: Seconds): void {
    this.#succeed(setup)
    this.finished = false
    if (setup === null) {
      this.#bars.silence()
      this.#finish()
      return
    }
    // Before the player has counted there is nothing to play.
    if (this.due === Number.POSITIVE_INFINITY) return
    this.#readSection()
    this.#playRest(handedOut)
  }

  /** Begins beside the main lane, with the beat that is sounding there, at the written tempo. */
  join(setup: LaneSetup, main: Lane, handedOut: Seconds): void {
    const { time, quarter, length } = main.clock
    this.#take(setup)
    const { form, plan } = setup
    form.follow(main.#setup.form)
    this.finished = false
    this.#successor = null
    this.#course.join(main.#course)
    plan.begin(this.at)
    this.#readSection()
    plan.read(this.at)
    const period = 60 / (plan.written * plan.unit)
    this.at.grid = time
    this.#grid.anchor(time, quarter, period)
    this.clock.start(time, quarter, length, period)
    this.#bars.takeTempo(period)
    this.#playRest(handedOut)
  }

  #take(setup: LaneSetup): void {
    this.#setup = setup
    this.#expected = expectedIn(setup.definition, setup.features.expecting)
    this.#bars.setup = setup
  }

  /** The next beat is decided before its first note may sound, here or in the policy that waits for it. */
  #fallDue(): void {
    const { earliest } = this.#setup
    this.due = this.clock.nextTime - Math.max(earliest, this.#successor?.setup?.earliest ?? earliest)
  }

  #finish(): void {
    this.finished = true
    this.due = Number.POSITIVE_INFINITY
  }

  #isAt({ measure, beatInBar, setup }: Successor): boolean {
    if (this.measure < measure || this.#course.counting > 0) return false
    if (this.at.beatInBar === 0) return true
    return (
      (this.measure > measure || this.at.beatInBar >= beatInBar) && (setup === null || this.mayTurn(setup))
    )
  }

  /** Takes everything from the policy that takes over but what the band knows and where it is. */
  #succeed(setup: LaneSetup | null): true {
    this.#successor = null
    if (setup === null) return true
    const before = this.#setup
    const { definition, form, plan, rules, sectionTempos, band, slots } = setup
    form.follow(before.form)
    const section = definition.sections[form.section]
    const own = sectionTempos[form.section] ?? null
    plan.swap(setup.piece, setup.unit, setup.features, own, section?.tempoUnit ?? 1, this.at)
    if (rules !== null && rules === before.rules) rules.swap(definition.rules, slots, band, this)
    this.#course.translateNext(before, setup)
    this.#take(setup)
    this.#listener.swap(this.#hearing())
    return true
  }

  /** Plays what has not been heard of this beat, as the policy that has taken over has it. */
  #playRest(handedOut: Seconds): void {
    const { maker } = this.#setup
    this.#fallDue()
    if (maker !== null) this.#bars.playRest(maker, handedOut)
  }

  /** Enters the first bar of the form, `countBeats` before its start. False where there is nothing to play. */
  #enterForm(countBeats: number): boolean {
    if (!this.#course.enter(this.#setup, countBeats)) {
      this.finished = true
      return false
    }
    this.#readListening()
    this.#enterSectionTempo()
    this.#pickup = this.#setup.features.pickingUp?.beats(this.#course.def) ?? 0
    return true
  }

  /** Seconds per quarter as written for the first beat. */
  #period(): Seconds {
    const { at } = this
    const { plan } = this.#setup
    const { beatInBar } = at
    // Of bar 1, however late in its bar the count begins.
    at.beatInBar = 0
    plan.begin(at)
    plan.read(at)
    at.beatInBar = beatInBar
    return 60 / (plan.written * plan.unit)
  }

  #startClock(time: Seconds, period: Seconds): void {
    this.at.grid = time
    this.#grid.anchor(time, 0, this.#period())
    this.clock.start(time, 0, this.#course.length, period)
    this.#beginBeat(Number.NaN)
  }

  /** Enters the form's next bar. False at the end. */
  #nextBar(): boolean {
    const { form } = this.#setup
    if (this.measure <= 1) return true
    if (!form.next()) return false
    if (this.#course.takeBar(this.#setup)) {
      this.#course.enterSection(this.#setup)
      this.#readListening()
      this.#enterSectionTempo()
    }
    return true
  }

  #enterSectionTempo(): void {
    const { plan, sectionTempos } = this.#setup
    const { section, def } = this.#course
    plan.enterSection(sectionTempos[section] ?? null, def?.tempoUnit ?? 1, this.at)
    this.#readRange()
  }

  #readSection(): void {
    this.#course.readSection(this.#setup)
    this.#readListening()
  }

  /** How the section answers the player. */
  #readListening(): void {
    this.#listener.zones = this.#setup.zones[this.#course.def?.zones ?? 0] ?? null
    this.#listener.expected = this.#expected[this.#course.section] ?? ANYTHING
    this.#adapt = this.#listener.zones?.adapt ?? 0
    this.#readRange()
  }

  #readRange(): void {
    const { plan } = this.#setup
    this.#listener.shortest = 60 / (plan.high * plan.unit)
    this.#listener.longest = 60 / (plan.low * plan.unit)
  }

  #readTempo(): void {
    const { plan } = this.#setup
    // Programs start with bar 1: during the count the tempo of its first beat holds.
    if (this.#course.counting > 0) return
    if (this.at.beats === 0) plan.begin(this.at)
    plan.read(this.at)
    const written = 60 / (plan.written * plan.unit)
    if (written !== this.#grid.period) this.#grid.anchor(this.at.grid, this.clock.quarter, written)
    if (plan.leads) this.clock.setPeriod(this.#inRange(60 / (plan.leadBpm * plan.unit)))
  }

  #inRange(period: Seconds): Seconds {
    const { shortest, longest } = this.#listener
    return period < shortest ? shortest : period > longest ? longest : period
  }

  /** A beat has been decided: its notes, its row in the book, and the onsets that came early for it. */
  #beginBeat(before: Seconds, turned = false): void {
    const { clock, at } = this
    const { book, maker, plan, firstSection } = this.#setup
    const { counting, number, measure, section } = this.#course
    book?.begin(
      number,
      measure,
      firstSection + section,
      clock.time,
      at.grid,
      60 / (clock.period * plan.unit),
      this.beat,
      this.#listener.confidence,
    )
    this.#listener.adapt = plan.leads ? 0 : this.#adapt
    this.#placeListener()
    this.#listener.nextBeat(before, counting > 0)
    if (counting > 0 || maker === null) this.#bars.playClick()
    if (maker !== null && counting <= this.#pickup) {
      if (counting > 0 && counting === this.#pickup)
        this.#bars.beginPickup(maker, this.#setup.features.pickingUp?.start(this.#course.def) ?? 0)
      else if (at.beatInBar === 0) this.#bars.beginBar(maker)
      else if (turned) this.#bars.makeAgain(maker)
      this.#bars.playBeat()
    }
    this.#fallDue()
  }

  #placeListener(): void {
    const { place } = this.#listener
    place.place = this.#course.place
    place.bar = this.#course.bar
    // Only a quarter has an off-beat 8th.
    place.offBeat = this.clock.length === 1 ? this.#offBeat() : Number.NaN
  }

  /** Where the off-beat 8th lies within the beat, swing included. */
  #offBeat(): Ratio {
    const swing = this.#setup.swings[this.#course.section]
    return swing === undefined || swing.unit !== 0.5 ? 0.5 : swingRatio(swing, this.clock.period)
  }
}
