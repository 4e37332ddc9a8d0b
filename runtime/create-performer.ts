/**
 * A policy, performing: onsets in, events out ahead of time, a session log at the end.
 *
 * One object for app, studio, command line, simulator and training. It never throws: what goes wrong is reported
 * to `onError`, and the band plays on.
 */

import { beatOfNote } from './band/note.ts'
import { PLAIN_VELOCITY } from './band/velocity.ts'
import type { Means } from './contextual.ts'
import { soundEnd } from './end-options.ts'
import { Now } from './now.ts'
import { buildPerformance, type Performance, type PerformanceSetup } from './performance.ts'
import type { HeardBeat, OnsetDetails, Performer, Playable } from './performer.ts'
import { guarded, inWords, messageOf, type OnProblem, type PerformanceProblem } from './problems.ts'
import type { Beat } from './score/beat.ts'
import { buildLog, type EndOptions, type Segment } from './session/build.ts'
import { LONGEST_SESSION, type SessionLog } from './session/log.ts'
import { SessionTape } from './session/tape.ts'
import { valuesOfSlots } from './slots.ts'
import {
  beatsOfCount,
  errorHandler,
  type StartOptions,
  soundOptions,
  soundSwap,
  startDraw,
  startLatency,
  startSeed,
  startSlots,
  startTempo,
  writtenTempo,
} from './start-options.ts'
import { type Inside, type Swap, type SwapOptions, type Swappable, takeOver } from './swap.ts'
import type { Decibels, Ratio, Seconds } from './units.ts'
import { RUNTIME_VERSION } from './version.ts'

/** No host looks further ahead than this at once; a larger step is a jump of its clock. */
export const MOST_AHEAD: Seconds = 1800
/** An onset this far beyond the music that was asked for is logged and otherwise ignored. */
const MOST_ONSET_AHEAD: Seconds = 30

const OVER: PerformanceProblem = {
  code: 'already-ended',
  message: 'the piece is over: nothing is left to swap',
}
const STRANGER: PerformanceProblem = {
  code: 'bad-swap',
  message:
    'policies take over from each other only where one version of Silencio compiled both for one target',
}

/** Of what a host may take for a policy: a module, or the promise of one. */
const NO_POLICY: PerformanceProblem = {
  code: 'bad-swap',
  message: 'swap takes a policy: the default export of its module',
}

const NO_BEATS: readonly Beat[] = Object.freeze([])

/** Networks are, and whoever draws around what will be one: they learn from the log what there was to be asked with. */
const isAsked = ({ networks, definition }: Playable, { explore }: StartOptions): boolean =>
  networks.size > 0 ||
  ((explore ?? false) !== false && definition.slots.some(({ kind }) => kind === 'contextual'))

export function createPerformer(policy: Playable, given: StartOptions | null = {}): Performer {
  const report = guarded(errorHandler(given))
  const { definition, features } = policy
  const asked = soundOptions(given, report)
  // What networks are asked with is frozen here, and logged.
  const context = features.contextual?.context(definition, policy.slots, asked) ?? {}
  const options = isAsked(policy, asked) ? { ...asked, context } : asked
  const means = meansOf(policy, options)
  const seed = startSeed(definition, options, report)
  const spread = { ...policy.spread, z: means.z }
  const drawn = startDraw({ definition, features, spread }, means.slots, seed, options, report)
  const slots = drawn?.slots ?? means.slots
  const latency = startLatency(options, report)
  const tempo = startTempo(options, report)
  const tape = new SessionTape()
  const setup: PerformanceSetup = {
    definition,
    slots,
    seed,
    features,
    tempo,
    clickOnly: options.mode === 'click',
    alone: false,
    onProblem: report,
  }
  let performance = soundPerformance(setup)
  const { main, book, lanes } = performance
  let { grid } = performance
  const segments: Segment[] = [segment(0, 0)]
  const { count } = definition.player
  const countBeats = beatsOfCount(definition)
  const playerCount =
    count.who === 'player' && countBeats > 0 && options.mode !== 'click'
      ? (features.countingIn?.(countBeats, performance.mainSetup) ?? null)
      : null

  const { clock } = book
  const { interruptions } = clock
  let last: SessionLog | null = null
  let isUnnamedTold = false

  if (playerCount === null) {
    main.start(0, countBeats)
    grid?.start(0, countBeats)
    settle()
  }

  const now = new Now({
    ended: hasEnded,
    bpm: () =>
      waitsForCount()
        ? writtenTempo(performance.definition, performance.slots, options.tempo)
        : main.followed,
    vamping: () => main.vamping,
    counting: () =>
      playerCount !== null && waitsForCount()
        ? { heard: playerCount.times.length, wanted: countBeats }
        : null,
    habit: () => main.habit,
  })
  return Object.assign(now, {
    onset,
    advance,
    pause,
    resume,
    cue,
    swap,
    checkpoint,
    end,
    countSeconds: playerCount === null ? main.untilBar1 : 0,
    level,
    timeline,
  })

  /** What a policy plays in the context of this session. */
  function meansOf(
    { definition, slots, networks, features }: Omit<Playable, 'spread'>,
    given: Pick<StartOptions, 'slots'>,
  ): Means {
    const fixed = startSlots({ definition, slots }, given, report)
    const z = new Map<string, number>()
    // A whole vector leaves nothing to be asked.
    if (given.slots instanceof Float64Array || features.contextual === undefined) return { slots: fixed, z }
    return features.contextual.means(definition.slots, networks, fixed, given.slots ?? {}, context)
  }

  function onset(time: Seconds, details?: OnsetDetails | null): void {
    if (last !== null) {
      report({ code: 'already-ended', message: 'an onset came after the end' })
      return
    }
    if (!isMoment(time, 'onset')) return
    const heard = time - latency.input
    // A time far beyond the music is a mistake in the host's clock, and no session is that long; nor is one longer than its piece.
    const sound = !hasEnded() && heard <= clock.handedOut + clock.paused + MOST_ONSET_AHEAD
    if (sound && heard > clock.lastOnset) clock.lastOnset = heard
    book.addOnset(heard)
    let velocity = PLAIN_VELOCITY
    let pitched = false
    try {
      if (typeof (details ?? {}) !== 'object')
        report({ code: 'bad-option', message: `onset: ${inWords(details)} is no set of details` })
      velocity = soundVelocity(details?.velocity, report)
      pitched = typeof details?.pitch === 'number'
    } catch (error) {
      report({ code: 'bad-option', message: `the onset's details cannot be read: ${messageOf(error)}` })
    }
    tape.onset(time, velocity, pitched)
    if (clock.stoodStillAt(heard)) return
    performance.loudness?.hear(velocity)
    try {
      hear(heard - clock.stoodBy(heard), velocity, pitched)
      settle()
    } catch (error) {
      report({ code: 'internal', message: messageOf(error) })
    }
  }

  /** Whether a host's number is a moment. */
  function isMoment(time: unknown, call: string): boolean {
    const sound = typeof time === 'number' && Math.abs(time) <= LONGEST_SESSION
    if (!sound) report({ code: 'bad-number', message: `${call}(${inWords(time)}): that is no time` })
    return sound
  }

  /** The player counts in and has not finished. */
  function waitsForCount(): boolean {
    return playerCount !== null && main.due === Number.POSITIVE_INFINITY && !main.finished
  }

  function hear(time: Seconds, velocity: Ratio, pitched: boolean): void {
    if (playerCount !== null && waitsForCount()) {
      if (!playerCount.hear(time)) return
      for (const lane of lanes) if (!lane.finished) lane.startAfterCount(playerCount.times)
      return
    }
    if (time > clock.handedOut + MOST_ONSET_AHEAD) {
      // Whoever plays on when the piece is through mistakes nothing.
      if (main.finished) return
      report({ code: 'onset-ahead', message: `an onset at ${time} s lies far beyond the music asked for` })
      return
    }
    // An onset after the next beat shows that the beat has passed, asked for or not.
    while (!main.finished && time > main.clock.nextTime + 0.5 * main.beat) main.decideNext(clock.handedOut)
    main.hear(time, velocity, pitched)
  }

  function advance(until: Seconds): readonly Beat[] {
    // What is no number at all may not even be subtracted from.
    const to = typeof until === 'number' ? until - clock.paused : Number.NaN
    // The quick way out of nearly every call.
    if (to <= clock.quietUntil && to < LONGEST_SESSION) {
      if (to > clock.handedOut) {
        clock.handedOut = to
        tape.advancedTo = until
      }
      return NO_BEATS
    }
    if (last !== null) return NO_BEATS
    if (!isMoment(until, 'advance')) return NO_BEATS
    return advanceTo(until, clock.pausedAt === null ? to : Math.min(to, clock.pausedAt - clock.paused))
  }

  function advanceTo(until: Seconds, to: Seconds): readonly Beat[] {
    if (to - clock.handedOut > MOST_AHEAD) {
      report({
        code: 'advance-too-far',
        message: `advance(${until}) jumps by ${Math.round(to - clock.handedOut)} s: the band takes that for a pause`,
      })
      // Nobody wants to hear at once what has not sounded for so long. A pause of the host's goes on behind it.
      const { pausedAt } = clock
      if (pausedAt !== null) resume(pausedAt)
      pause(clock.handedOut + clock.stoodByOwn(clock.handedOut))
      resume(Math.min(until, pausedAt ?? until))
      if (pausedAt !== null) pause(pausedAt)
      return NO_BEATS
    }
    if (!(to > clock.handedOut)) return NO_BEATS
    tape.advancedTo = until
    let beats: Beat[] | null = null
    try {
      beats = collect(to)
    } catch (error) {
      report({ code: 'internal', message: messageOf(error) })
    }
    clock.handedOut = to
    settle()
    return beats ?? NO_BEATS
  }

  /** Finds out until when there is nothing to hand out. */
  function settle(): void {
    const { due, queue } = main
    let quiet = due < queue.headTime ? due : queue.headTime
    if (grid !== null) quiet = Math.min(quiet, grid.due, grid.queue.headTime)
    // While time stands still, and after the end, every call is looked at.
    clock.quietUntil = clock.pausedAt === null && last === null ? quiet : Number.NEGATIVE_INFINITY
  }

  function collect(end: Seconds): Beat[] | null {
    const { handedOut } = clock
    // Beat by beat as they fall due: a rule of the one lane may move the form of both, however much is asked for at once.
    for (;;) {
      const lane = grid !== null && grid.due < main.due ? grid : main
      if (!(lane.due < end)) break
      lane.decideNext(handedOut)
    }
    let beats: Beat[] | null = null
    for (;;) {
      const from = grid !== null && grid.queue.headTime < main.queue.headTime ? grid : main
      if (!(from.queue.headTime < end)) return beats
      const note = from.queue.shift()
      if (note === undefined) return beats
      const time = note.time > handedOut ? note.time : handedOut
      const beat = beatOfNote(note, time, clock.stoodByOwn(time))
      from.release(note)
      // Most windows hold one event or none.
      if (beats === null) beats = [beat]
      else beats.push(beat)
    }
  }

  function pause(time: Seconds): void {
    if (!isMoment(time, 'pause')) return
    if (clock.pausedAt !== null || last !== null) return
    let before = interruptions.at(-1)
    // Time that stood still already since music was handed out last is part of it.
    while (before !== undefined && time <= before.from && before.to > clock.handedOut + clock.paused) {
      interruptions.pop()
      shift(before.from, before.from - before.to)
      before = interruptions.at(-1)
    }
    // Time that went by before the session began, or stood still otherwise, cannot stand still once more.
    const earliest = before?.to ?? 0
    if (time < earliest)
      report({ code: 'bad-number', message: `pause(${time}): the band has played since ${earliest} s` })
    const at = Math.max(time, earliest)
    tape.pause(at)
    clock.pausedAt = at
    settle()
  }

  function resume(time: Seconds): void {
    if (!isMoment(time, 'resume')) return
    if (clock.pausedAt === null || last !== null) return
    tape.resume(time)
    const from = clock.pausedAt
    if (time < from)
      report({ code: 'bad-number', message: `resume(${time}): time has stood still only since ${from} s` })
    // What was asked for beyond the pause has not been handed out.
    tape.advancedTo = Math.min(tape.advancedTo, from)
    clock.pausedAt = null
    if (!(time > from)) return
    interruptions.push({ from, to: time })
    shift(from, time - from)
    settle()
  }

  /** What was decided ahead, for a time that stood still, sounds that much later. */
  function shift(from: Seconds, by: Seconds): void {
    clock.paused = clock.stoodBy(Number.POSITIVE_INFINITY)
    book.shiftFrom(from, by)
    for (const segment of segments) if (segment.from >= from) segment.from += by
  }

  function cue(): void {
    if (last !== null) return
    tape.cue()
    for (const lane of lanes) lane.cue()
  }

  function swap(to: Swappable & Inside, given?: SwapOptions | null): Swap {
    try {
      if (last !== null || main.finished) return refuse(OVER)
      // Hosts are not all written in TypeScript.
      const { brings, definition, slots } = to ?? {}
      if (definition === undefined) return refuse(NO_POLICY)
      if (brings?.runtime !== RUNTIME_VERSION) return refuse(STRANGER)
      return swapTo({ definition, slots, ...brings }, given)
    } catch (error) {
      return refuse({ code: 'bad-swap', message: `the other policy cannot play: ${messageOf(error)}` })
    }
  }

  function refuse(problem: PerformanceProblem): Swap {
    report(problem)
    return { ok: false, problem }
  }

  function swapTo(to: Omit<Playable, 'spread'>, given: SwapOptions | null | undefined): Swap {
    const options = soundSwap(given, report)
    const { at: when = 'bar' } = options
    const { definition, features } = to
    const { slots } = meansOf(to, options)
    const next = buildPerformance({ ...setup, definition, slots, features, before: performance })
    tape.swap({ when, behaviour: definition.behaviour, slots: valuesOfSlots(definition.slots, slots) })
    const place = takeOver(performance, next, when, clock, (within) => begin(next, within))
    // A denser bar has music before the next beat is due.
    settle()
    const { measure, beatInBar, time } = place
    return { ok: true, measure, beatNumber: beatInBar + 1, time: time + clock.stoodByOwn(time) }
  }

  function begin(next: Performance, within: boolean): void {
    performance = next
    grid = next.grid
    if (grid !== null && !lanes.includes(grid)) lanes.push(grid)
    const from = within ? clock.handedOut : main.clock.time
    segments.push(segment(from + clock.stoodByOwn(from), within ? book.length : book.length - 1))
  }

  /** What the log says of a policy: of one that is gone nothing else is kept. */
  function segment(from: Seconds, row: number): Segment {
    const { definition, slots, reference, referenceOffset } = performance
    return { from, row, policy: { definition, slots, reference, referenceOffset } }
  }

  function hasEnded(): boolean {
    if (!main.finished || main.queue.length > 0) return false
    return grid === null || (grid.isThrough && grid.queue.length === 0)
  }

  function level(member: string): Decibels {
    const found = performance.band.members.find(({ name }) => name === member)
    return found === undefined ? Number.NaN : main.levelOf(found)
  }

  function timeline(from = 0): readonly HeardBeat[] {
    const first = typeof from === 'number' && from > book.first ? Math.floor(from) : book.first
    return Array.from({ length: Math.max(0, book.length - first) }, (_, i) => {
      const { section, onset, deviation, habit, ...beat } = book.beat(first + i)
      const name = performance.sectionNames[section] ?? ''
      return {
        ...beat,
        section: name,
        onset: known(onset),
        deviation: known(deviation),
        habit: known(habit),
      }
    })
  }

  function end(endOptions?: EndOptions | null): SessionLog {
    if (last === null) last = log(soundEnd(endOptions, hasEnded() ? 'completed' : 'stopped', report))
    else report({ code: 'already-ended', message: 'the session had ended before' })
    settle()
    return last
  }

  function checkpoint(): SessionLog {
    if (last !== null) return last
    if (options.sessionId === undefined && !isUnnamedTold) {
      isUnnamedTold = true
      report({
        code: 'bad-option',
        message: 'without a sessionId each checkpoint counts as another session',
      })
    }
    return log({ reason: 'killed' })
  }

  function log(endOptions: EndOptions): SessionLog {
    return buildLog({
      definition,
      slots,
      exploration: drawn?.exploration ?? null,
      seed,
      options,
      latency,
      book,
      segments,
      interruptions,
      pausedAt: clock.pausedAt,
      tape,
      tempo,
      duration: Math.max(clock.handedOut + clock.paused, clock.lastOnset),
      end: endOptions,
    })
  }
}

/** A policy whose band cannot be put together still gives a click. */
function soundPerformance(setup: PerformanceSetup): Performance {
  try {
    return buildPerformance(setup)
  } catch (error) {
    setup.onProblem({ code: 'internal', message: `the band cannot play: ${messageOf(error)}` })
    const { definition } = setup
    const sections = definition.sections.map((section) => ({ ...section, parts: [] }))
    return buildPerformance({
      ...setup,
      definition: { ...definition, sections, members: [], rules: [] },
      clickOnly: true,
    })
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

/** MIDI counts to 127: whoever hands that on makes every stroke the loudest, and is told. */
function soundVelocity(velocity: number | null | undefined, report: OnProblem): Ratio {
  if (velocity === undefined || velocity === null) return PLAIN_VELOCITY
  const positive = typeof velocity === 'number' && velocity >= 0
  if (positive && velocity <= 1) return velocity
  report({ code: 'bad-number', message: `onset: velocity ${inWords(velocity)} lies outside 0..1` })
  return positive ? 1 : PLAIN_VELOCITY
}
