/**
 * One time through the piece: the form, the tempo, the clock and the notes that come of them.
 *
 * A band has one lane for everybody who keeps the followed clock, and a second one, which never adapts, where
 * somebody follows the grid. Beats are *decided* one by one, each when the host asks for music up to it; a note's
 * time is an estimate until then and is fixed for good when the note is handed out.
 *
 * HOT PATH: deciding a beat allocates nothing.
 */

import type { BarMaker } from './band/bar.ts'
import { type Note, NoteList, NoteQueue } from './band/note.ts'
import { type MemberRun, type VoiceRun, writtenLevel } from './band/parts.ts'
import { swingRatio } from './band/swing.ts'
import { FollowClock } from './follow/clock.ts'
import { Listener, type ListenerSetup } from './follow/listener.ts'
import type { BarPlace } from './form.ts'
import { GridTime } from './grid-time.ts'
import type { LaneSetup } from './lane-setup.ts'
import type { MeterDef, SectionDef } from './policy.ts'
import type { RuleMoment } from './rules.ts'
import type { ResponseMode } from './score/beat.ts'
import type { SwapPlace } from './swap.ts'
import type { BeatCount } from './tempo.ts'
import type { Bpm, Decibels, Quarters, Ratio, Seconds } from './units.ts'

/** Another policy that waits for its bar and beat; without a setup the lane ends there. */
interface Successor extends SwapPlace {
  readonly setup: LaneSetup | null
  /** It has taken over. */
  readonly begin: () => void
}

export class Lane implements RuleMoment {
  readonly queue = new NoteQueue()
  readonly clock = new FollowClock()
  /** Where the beat that was decided last stands. */
  readonly at: BeatCount = { bars: 0, beats: 0, beatInBar: 0, beatsInBar: 4, grid: 0 }
  /** True once the form is through: no more beats. */
  finished = false
  /** The next beat is decided when music beyond this moment is asked for. */
  due: Seconds = Number.POSITIVE_INFINITY
  section = 0
  measure = 0

  #setup: LaneSetup
  #successor: Successor | null = null
  readonly #listener: Listener
  readonly #grid = new GridTime()
  readonly #next: BarPlace = { section: 0, bar: 0 }
  /** Whether a bar comes after this one: `#next`, as it looked when this one began. */
  #hasNext = false
  /** The tempo at the start of the bar. */
  #barPeriod: Seconds = 0
  /** Notes of this beat that have been handed out. */
  readonly #heard = new NoteList()
  readonly #timeOf = (note: Note): Seconds =>
    note.quarter >= this.clock.quarter ? this.clock.timeAt(note.quarter) + note.offset : note.time

  #def: SectionDef | undefined
  #meter: MeterDef = NO_METER
  /** Beats of the count that are still to come, this one included; 0 once bar 1 has begun. */
  #counting = 0
  /** With so many of them to come the band comes in. */
  #pickup = 0
  #bar = 0
  #barQuarter: Quarters = 0
  #sectionMeasure = 1
  #sectionBeats = 0
  #notes = new NoteList()
  #cursor = 0
  /** How the band answered on the beat before: what placed this one. */
  #mode: ResponseMode = 'snap'
  #adapt: Ratio = 0

  constructor(setup: LaneSetup) {
    this.#setup = setup
    this.#listener = new Listener(this.#hearing())
  }

  #hearing(): ListenerSetup {
    const { definition, book, referenceOffset, adapts, features } = this.#setup
    const { meter } = definition.sections[definition.form[0]?.section ?? 0] ?? { meter: NO_METER }
    return {
      clock: this.clock,
      book,
      ear: referenceOffset,
      adapts,
      plays: definition.player.plays,
      beat: meter.beats[1] ?? meter.quarters,
      features,
    }
  }

  /** The tempo that the band keeps now. */
  get followed(): Bpm {
    return 60 / (this.clock.nextPeriod * this.#setup.plan.unit)
  }

  /** The section goes round until somebody says `cue`. */
  get vamping(): boolean {
    return this.#setup.form.vamping
  }

  /** Where the player plays by habit; NaN until enough was heard. */
  get habit(): Seconds {
    return this.#listener.habit
  }

  /** Length of the present beat. */
  get beat(): Seconds {
    return this.clock.period * this.clock.length
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
   * Starts with bar 1 after a count that the player gave.
   * @param counts when the player's beats sounded
   * @param period seconds per quarter as the player counted them; null where one beat gave no tempo
   */
  startAfterCount(counts: readonly Seconds[], period: Seconds | null): void {
    if (!this.#enterForm(0)) return
    const { book, plan } = this.#setup
    const beats = this.at.beatsInBar
    const played = this.#inRange(period ?? this.#period())
    for (const [i, time] of counts.entries()) {
      const n = i + 1 - counts.length
      const measure = 1 + Math.floor((n - 1) / beats)
      book?.begin(n, measure, this.section, time, time, 60 / (played * plan.unit), played * this.#length(), 1)
    }
    this.#startClock((counts[counts.length - 1] ?? 0) + played * this.#length(), played)
  }

  /** The player played. */
  hear(time: Seconds, velocity: Ratio, pitched: boolean): void {
    // Once the form is through there is no beat left to move: a player who plays on must not bring one back.
    if (this.finished || this.#counting > 1) return
    if (this.#listener.hear(time, velocity, pitched)) this.#moved()
  }

  /** A note has been handed out. */
  release(note: Note): void {
    // Of this beat: another policy that takes over in its middle must know.
    if (note.quarter >= this.clock.quarter) this.#heard.add(note)
    else this.#setup.pool.give(note)
  }

  cue(): void {
    this.#setup.form.cue()
  }

  jumpTo(section: number): void {
    this.#setup.form.jumpTo(section)
  }

  writtenLevel(member: MemberRun): Decibels {
    const part = this.#setup.maker?.partOf(this.section, member)
    if (part === undefined) return 0
    return writtenLevel(part.settings, this.at.beats - this.#sectionBeats, this.at.beatsInBar, this.beat)
  }

  /** The level that a member has now, rules included. */
  levelOf(member: MemberRun): Decibels {
    return member.level.value(this.writtenLevel(member), this.at.beats)
  }

  /** Decides the next beat, whenever it is. */
  decideNext(handedOut: Seconds): void {
    if (this.finished) return
    this.#drop(this.#heard)
    const { rules, tracker } = this.#setup
    const section = this.#def?.name
    if (this.#counting === 0) this.#listener.closeBeat(tracker, this.#grid.period, this.#setup.plan.unit)
    this.#step()
    if (rules !== null && tracker !== null && this.at.beats > 0) rules.evaluate(tracker.view, this)
    const successor = this.#successor
    const swaps = successor !== null && this.#isAt(successor) && this.#succeed(successor.setup)
    if ((swaps && successor.setup === null) || (this.at.beatInBar === 0 && !this.#nextBar())) {
      this.#finish()
      return
    }
    if (swaps) {
      this.#readSection()
      if (this.#def?.name !== section && this.#bar > 0) this.#startSection()
    }
    const { clock } = this
    const before = this.#firstBeat() ? Number.NaN : clock.time
    clock.decideNext(this.#length(), handedOut)
    this.at.grid = this.#grid.at(clock.quarter)
    this.#readTempo()
    this.#mode = this.#listener.mode
    this.#beginBeat(before, swaps)
    if (swaps) successor.begin()
  }

  get place(): SwapPlace {
    return { measure: this.measure, beatInBar: this.at.beatInBar }
  }

  /** The next place where a policy may take over. Nothing changes during the count. */
  nextPlace(at: 'bar' | 'beat'): SwapPlace {
    const { beatInBar, beatsInBar } = this.at
    if (this.#counting > 0) return { measure: 1, beatInBar: 0 }
    return at === 'beat' && beatInBar + 1 < beatsInBar
      ? { measure: this.measure, beatInBar: beatInBar + 1 }
      : { measure: this.measure + 1, beatInBar: 0 }
  }

  /** When a place to come will sound, as things stand. */
  timeOf({ measure, beatInBar }: SwapPlace): Seconds {
    const { clock } = this
    const { beats, quarters } = this.#meter
    const quarter = this.#barQuarter + (measure - this.measure) * quarters + (beats[beatInBar] ?? 0)
    return clock.nextTime + (quarter - clock.quarter - clock.length) * clock.nextPeriod
  }

  /** Another policy takes over at a place to come; in the middle of a bar only where it has the same one. */
  succeed(setup: LaneSetup | null, place: SwapPlace, begin: () => void): void {
    this.#successor = { setup, begin, ...place }
  }

  /** Whether another policy could take over within this bar: in the same bar of a section of that name and metre. */
  mayTurn({ definition, form }: LaneSetup): boolean {
    form.follow(this.#setup.form)
    const def = definition.sections[form.section]
    return (
      this.#counting === 0 &&
      this.measure > 0 &&
      form.bar === this.#bar &&
      def?.name === this.#def?.name &&
      JSON.stringify(def?.meter) === JSON.stringify(this.#meter)
    )
  }

  /** Another policy takes over where this one is: what has not been handed out is its own. */
  turn(setup: LaneSetup | null, handedOut: Seconds): void {
    this.#succeed(setup)
    this.finished = false
    if (setup === null) {
      this.queue.take(always, this.#heard)
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
    const { clock } = main
    this.#setup = setup
    const { form, plan } = setup
    form.follow(main.#setup.form)
    this.finished = false
    this.#successor = null
    Object.assign(this.at, main.at)
    this.measure = main.measure
    this.#bar = main.#bar
    this.#barQuarter = main.#barQuarter
    this.#sectionMeasure = main.#sectionMeasure
    this.#sectionBeats = main.#sectionBeats
    this.#next.section = main.#next.section
    this.#next.bar = main.#next.bar
    this.#hasNext = main.#hasNext
    plan.begin(this.at)
    this.#readSection()
    plan.read(this.at)
    const period = 60 / (plan.written * plan.unit)
    this.at.grid = clock.time
    this.#grid.anchor(clock.time, clock.quarter, period)
    this.clock.start(clock.time, clock.quarter, clock.length, period)
    this.#barPeriod = period
    this.#playRest(handedOut)
  }

  #finish(): void {
    this.finished = true
    this.due = Number.POSITIVE_INFINITY
  }

  #isAt({ measure, beatInBar, setup }: Successor): boolean {
    if (this.measure < measure || this.#counting > 0) return false
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
    for (const { voicing } of band.members) voicing?.join(band.hasBassist)
    if (this.#hasNext) {
      const { name } = before.definition.sections[this.#next.section] ?? {}
      this.#next.section = definition.sections.findIndex((one) => one.name === name)
      this.#hasNext = this.#next.section >= 0 || form.peek(this.#next)
    }
    this.#setup = setup
    this.#listener.swap(this.#hearing())
    return true
  }

  /** Makes this bar once more, for a policy that takes over in its middle, and plays what has not been heard of it. */
  #playRest(handedOut: Seconds): void {
    const waiting = new NoteList()
    const { queue, clock } = this
    const { maker, earliest } = this.#setup
    this.due = clock.nextTime - earliest
    if (maker === null) return
    queue.take((note) => note.quarter >= clock.quarter, waiting)
    this.#makeAgain(maker)
    this.#playBeat((note) => {
      if (this.#heard.take(note) !== null) return false
      const decided = waiting.take(note)
      // What follows the player's loudness stays as it was decided.
      if (decided !== null && alike(decided, note)) note.level = decided.level
      return decided !== null || note.time >= handedOut
    })
    this.#drop(waiting)
  }

  #makeAgain(maker: BarMaker): void {
    this.#makeBar(maker, this.#bar)
    this.#skipTo(this.#meter.beats[this.at.beatInBar] ?? 0)
  }

  /** Drops the notes of the bar that stand before a place. */
  #skipTo(from: Quarters): void {
    for (;;) {
      const note = this.#notes.at(this.#cursor)
      if (note === undefined || note.at >= from) return
      this.#setup.pool.give(note)
      this.#cursor++
    }
  }

  #drop(notes: NoteList): void {
    for (let i = 0; i < notes.length; i++) {
      const note = notes.at(i)
      if (note !== undefined) this.#setup.pool.give(note)
    }
    notes.length = 0
  }

  /** Enters the first bar of the form, `countBeats` before its start. False where there is nothing to play. */
  #enterForm(countBeats: number): boolean {
    if (!this.#setup.form.next()) {
      this.finished = true
      return false
    }
    this.#enterSection()
    const beats = this.#meter.beats
    this.at.beatInBar = (beats.length - (countBeats % beats.length)) % beats.length
    this.#counting = countBeats
    this.#pickup = this.#setup.features.pickingUp?.beats(this.#def) ?? 0
    this.measure = 1 - Math.ceil(countBeats / beats.length)
    this.#barQuarter = -(beats[this.at.beatInBar] ?? 0)
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
    this.clock.start(time, 0, this.#length(), period)
    this.#beginBeat(Number.NaN)
  }

  /** Moves the counts on by a beat; bar 1 is entered when the count is through. */
  #step(): void {
    const { at } = this
    at.beatInBar++
    if (this.#counting > 0) this.#counting--
    else at.beats++
    if (at.beatInBar < at.beatsInBar) return
    at.beatInBar = 0
    this.#barQuarter += this.#meter.quarters
    this.measure++
    if (this.measure > 1) at.bars++
  }

  /** Enters the form's next bar. False at the end. */
  #nextBar(): boolean {
    const { form } = this.#setup
    if (this.measure <= 1) return true
    if (!form.next()) return false
    this.#bar = form.bar
    if (form.bar === 0) this.#enterSection()
    return true
  }

  #enterSection(): void {
    const { plan, sectionTempos } = this.#setup
    this.#bar = 0
    this.#readSection()
    this.#startSection()
    plan.enterSection(sectionTempos[this.section] ?? null, this.#def?.tempoUnit ?? 1, this.at)
    this.#readRange()
  }

  #readSection(): void {
    const { definition, form, zones } = this.#setup
    this.section = form.section
    this.#def = definition.sections[this.section]
    this.#meter = this.#def?.meter ?? NO_METER
    this.at.beatsInBar = this.#meter.beats.length
    this.#listener.zones = zones[this.#def?.zones ?? 0] ?? null
    this.#adapt = this.#listener.zones?.adapt ?? 0
    this.#readRange()
  }

  #startSection(): void {
    this.#sectionMeasure = Math.max(1, this.measure)
    this.#sectionBeats = this.at.beats
  }

  #readRange(): void {
    const { plan } = this.#setup
    this.#listener.shortest = 60 / (plan.high * plan.unit)
    this.#listener.longest = 60 / (plan.low * plan.unit)
  }

  #readTempo(): void {
    const { plan } = this.#setup
    // Programs start with bar 1: during the count the tempo of its first beat holds.
    if (this.#counting > 0) return
    if (this.at.beats === 0) plan.begin(this.at)
    plan.read(this.at)
    const written = 60 / (plan.written * plan.unit)
    if (written !== this.#grid.period) this.#grid.anchor(this.at.grid, this.clock.quarter, written)
    if (plan.leads) this.clock.setPeriod(this.#inRange(60 / (plan.leadBpm * plan.unit)))
  }

  /** Whether the beat being decided is the first that the player may move: bar 1, beat 1. */
  #firstBeat(): boolean {
    return this.#counting > 0 || this.at.beats === 0
  }

  #inRange(period: Seconds): Seconds {
    const { shortest, longest } = this.#listener
    return period < shortest ? shortest : period > longest ? longest : period
  }

  #length(): Quarters {
    const { beats, quarters } = this.#meter
    const i = this.at.beatInBar
    return (beats[i + 1] ?? quarters) - (beats[i] ?? 0)
  }

  /** A beat has been decided: its notes, its row in the book, and the onsets that came early for it. */
  #beginBeat(before: Seconds, turned = false): void {
    const { clock, at } = this
    const { book, maker, plan, earliest, firstSection } = this.#setup
    const n = this.#counting > 0 ? 1 - this.#counting : at.beats + 1
    book?.begin(
      n,
      this.measure,
      firstSection + this.section,
      clock.time,
      at.grid,
      60 / (clock.period * plan.unit),
      this.beat,
      this.#listener.confidence,
    )
    this.#listener.adapt = plan.leads ? 0 : this.#adapt
    this.#placeListener()
    this.#listener.nextBeat(before, this.#counting > 0)
    if (this.#counting > 0 || maker === null) this.#playClick()
    if (maker !== null && this.#counting <= this.#pickup) {
      if (at.beatInBar === 0) this.#beginBar(maker)
      else if (this.#counting > 0 && this.#counting === this.#pickup) this.#beginPickup(maker)
      else if (turned) this.#makeAgain(maker)
      this.#playBeat()
    }
    this.due = clock.nextTime - earliest
  }

  #placeListener(): void {
    const { place } = this.#listener
    const { beatInBar } = this.at
    place.place = this.#meter.beats[beatInBar] ?? 0
    place.bar = this.#bar
    // Only a quarter has an off-beat 8th.
    place.offBeat = this.clock.length === 1 ? this.#offBeat() : Number.NaN
  }

  /** Where the off-beat 8th lies within the beat, swing included. */
  #offBeat(): Ratio {
    const swing = this.#setup.swings[this.section]
    return swing === undefined || swing.unit !== 0.5 ? 0.5 : swingRatio(swing, this.clock.period)
  }

  /** An onset moved the next beat, and with it what is still waiting in this one. */
  #moved(): void {
    this.due = this.clock.nextTime - this.#setup.earliest
    if (this.queue.length > 0) this.queue.retime(this.#timeOf)
  }

  #beginBar(maker: BarMaker): void {
    this.#hasNext = this.#setup.form.peek(this.#next)
    this.#barPeriod = this.clock.period
    this.#makeBar(maker, this.#bar)
  }

  /** The bar before the section's first, from where the pickup begins. */
  #beginPickup(maker: BarMaker): void {
    this.#next.section = this.section
    this.#next.bar = 0
    this.#hasNext = true
    this.#barPeriod = this.clock.period
    this.#makeBar(maker, -1)
    this.#skipTo(this.#setup.features.pickingUp?.start(this.#def) ?? 0)
  }

  #makeBar(maker: BarMaker, bar: number): void {
    for (; this.#cursor < this.#notes.length; this.#cursor++) {
      const unplayed = this.#notes.at(this.#cursor)
      if (unplayed !== undefined) this.#setup.pool.give(unplayed)
    }
    this.#notes = maker.make(
      this.section,
      bar,
      this.measure,
      this.#sectionMeasure,
      this.#hasNext ? this.#next : null,
      this.#barPeriod,
    )
    this.#cursor = 0
  }

  #playBeat(isDue: (note: Note) => boolean = always): void {
    const { beats, quarters } = this.#meter
    const i = this.at.beatInBar
    const end = i + 1 < beats.length ? (beats[i + 1] ?? quarters) : Number.POSITIVE_INFINITY
    const notes = this.#notes
    for (; this.#cursor < notes.length; this.#cursor++) {
      const note = notes.at(this.#cursor)
      if (note === undefined || note.at >= end) break
      const muted = note.voice.member.ruledMute ?? false
      if (!muted) this.#place(note)
      if (muted || !isDue(note)) this.#setup.pool.give(note)
      else this.queue.push(note)
    }
  }

  #playClick(): void {
    const { click, pool } = this.#setup
    if (click === null) return
    const first = this.at.beatInBar === 0
    const note = pool.take(click)
    note.at = this.#meter.beats[this.at.beatInBar] ?? 0
    note.length = 0
    note.velocity = first ? 1 : 0.7
    note.pitch = Number.NaN
    note.cell = 0
    note.articulation = 'normal'
    this.#place(note)
    this.queue.push(note)
  }

  /** Gives a note of this beat its time, level and names. */
  #place(note: Note): void {
    const { clock, at } = this
    const { voice } = note
    const quarter = this.#barQuarter + note.at
    note.quarter = quarter
    note.offset += voice.offset
    if (voice.human !== null) note.offset += voice.human.at(quarter)
    note.time = clock.timeAt(quarter) + note.offset
    note.grid = this.#grid.at(quarter)
    note.duration = note.length * clock.period
    note.beatNumber = at.beatInBar + 1
    note.measure = this.measure
    note.mode = this.#mode
    note.level = this.#levelOf(voice, quarter)
  }

  #levelOf(voice: VoiceRun, quarter: Quarters): Decibels {
    if (voice.steadyLevel !== null && voice.member.level.idle) return voice.steadyLevel
    const { settings } = voice.part
    const { at, clock } = this
    // A pickup stands before the first beat: what goes on from there has not begun.
    const beats = Math.max(0, at.beats - this.#counting + (quarter - clock.quarter) / clock.length)
    const { level } = settings
    const base =
      'db' in level ? level.db : writtenLevel(settings, beats - this.#sectionBeats, at.beatsInBar, this.beat)
    const moved = voice.member.level.value(base, beats)
    const dynamics = settings.dynamics
    const { loudness } = this.#setup
    const lift = dynamics === null || loudness === null ? 0 : loudness.lift(dynamics.share, dynamics.withinDb)
    return moved + voice.levelDb + lift
  }
}

const always = (): boolean => true

/** Whether two notes come from parts that are set alike. */
function alike(a: Note, b: Note): boolean {
  return JSON.stringify(a.voice.part.settings) === JSON.stringify(b.voice.part.settings)
}

const NO_METER: MeterDef = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
