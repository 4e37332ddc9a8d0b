/**
 * The band as the studio plays it: policies come and go, events go out ahead of time, what happens is reported.
 *
 * It knows no worker and no audio: whoever runs it calls `tick` a few times in every look-ahead. What a policy throws
 * never ends it: the last one that could play goes on.
 */

import type { Policy } from '../../runtime/create-policy.ts'
import type { StartOptions } from '../../runtime/performer.ts'
import { messageOf } from '../../runtime/problems.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Bpm, Decibels, Seconds } from '../../runtime/units.ts'
import type { BandCommand, BeatMark, Checkpoint, GoOn } from '../protocol.ts'
import { noteMark, viewOf } from './band-view.ts'
import type { Engine, EngineSetup } from './engine-setup.ts'
import type { Marks } from './marks.ts'
import { begin, isPolicy, type Performing, type Ready, readyToBegin } from './performing.ts'
import { createPlayerTempo } from './player-tempo.ts'
import { type Recovered, recover } from './recover.ts'
import { displaced, tapMark } from './tap-mark.ts'
import { wind } from './wind.ts'
import { zoneView } from './zone-view.ts'

/** Events are handed to the audio thread this long before they are rendered. */
export const LOOK_AHEAD: Seconds = 0.1
/** From `play` to the first beat: time for the first events to reach the audio thread. */
const LEAD_IN: Seconds = 0.12
/** A killed band loses nothing but the way from here; what is kept grows with the session, and so does the pause. */
const CHECKPOINT_EVERY: Seconds = 2
const CHECKPOINT_SHARE = 0.02
/** Of so many taps a beat that is not over may be told anew. */
const OPEN_TAPS = 16

/** Another piece that waits for the barline. */
interface Upcoming extends Ready {
  readonly policy: Policy
  readonly revision: number
  readonly gain: Decibels | null
  readonly options: Begin
  /** Bar after which it begins. */
  readonly after: number
}

type Begin = Pick<BandCommand & { kind: 'play' }, 'seed' | 'tempo' | 'input'>

export function createEngine(setup: EngineSetup): Engine {
  const { output, report } = setup
  const tempo = createPlayerTempo()
  const muted = new Set<string>()
  /** From a moment of the context to the player's ear. */
  let late = setup.latency
  let policy: Policy | null = null
  /** The newest revision that was asked for: an older one that loads later is dropped. */
  let newest = -1
  /** That of `policy`. */
  let revision = -1
  let now: Performing | null = null
  let upcoming: Upcoming | null = null
  /** Where the last performance ended: what was drawn of it stays as it is. */
  let ended: Seconds = 0
  /** Of the band as it was when it began: an edit that is louder shall be louder. */
  let gain: Decibels = 0
  /** The loads that are on their way: what is to be played waits for them. */
  let loading: Promise<void> = Promise.resolve()
  /** Gains that came with their pieces, by behaviour. */
  const levels = new Map<string, Decibels>()
  let played: Beat[] = []
  let piece: Engine['piece'] = null
  let checkpointAt: Seconds = 0
  /** Taps, cues, pauses and resumes, whether anything played or not. */
  let heard = 0

  return {
    take,
    tick,
    renewed,
    get played() {
      return played
    },
    get piece() {
      return piece
    },
  }

  async function take(command: BandCommand): Promise<void> {
    switch (command.kind) {
      case 'load':
      case 'next':
        loading = load(command)
        return loading
      case 'play':
        await loading
        return play(command)
      case 'go-on':
        loading = resumeFrom(command)
        return loading
      case 'stop':
        return stop()
      case 'panic':
        output.panic()
        return stop()
      case 'mute':
        return mute(command)
      case 'latency':
        late = command.output
        return
      default:
        heard++
        if (now === null) return
        if (command.kind === 'tap') tap(now, command)
        else if (command.kind === 'cue') now.set.cue()
        else if (command.kind === 'pause') pause(now)
        else resume(now)
    }
  }

  async function load(command: BandCommand & { kind: 'load' | 'next' }): Promise<void> {
    newest = Math.max(newest, command.revision)
    const refuse = (problem: string): void =>
      report({ kind: 'loaded', revision: command.revision, at: null, problem })
    let loaded: unknown
    try {
      loaded = await setup.load(command.code)
    } catch (error) {
      refuse(messageOf(error))
      return
    }
    // A newer edit is on its way, and this one would sound for nobody.
    if (command.revision < newest) return refuse('a newer edit took its place')
    if (!isPolicy(loaded)) return refuse('the compiled module exports no policy')
    if (now === null) return takeUp(loaded, command.revision, command.kind === 'next' ? command.gain : null)
    // What is edited before it begins is still to begin.
    if (command.kind === 'next') return follow(now, loaded, command.revision, command.gain, command)
    if (upcoming !== null) return follow(now, loaded, command.revision, upcoming.gain, upcoming.options)
    const { slots, at } = command
    const swapped = now.set.swap(loaded, { at, ...(slots === null ? {} : { slots }) })
    if (!swapped.ok) {
      const { code, message } = swapped.problem
      // The last beat still sounds: this is for the next performance.
      return code === 'already-ended' ? takeUp(loaded, command.revision, null) : refuse(message)
    }
    policy = loaded
    revision = command.revision
    tellBand(loaded)
    report({ kind: 'loaded', revision, at: swapped.time, problem: null })
  }

  /** Nothing plays: the next `play` plays this. */
  function takeUp(loaded: Policy, its: number, known: Decibels | null): void {
    policy = loaded
    revision = its
    level(loaded, known)
    report({ kind: 'loaded', revision, at: null, problem: null })
    view()
  }

  function follow(
    playing: Performing,
    next: Policy,
    its: number,
    level: Decibels | null,
    options: Begin,
  ): void {
    if (upcoming !== null) {
      const problem = 'another piece took its place'
      if (upcoming.revision !== its)
        report({ kind: 'loaded', revision: upcoming.revision, at: null, problem })
    }
    if (playing.marks.last === null) {
      // The player was to count in, and has not: there is no barline to wait for.
      upcoming = null
      stop()
      takeUp(next, its, level)
      play({ kind: 'play', ...options, fromBar: 1 })
      return
    }
    const after = playing.marks.at(sessionNow(playing) + LOOK_AHEAD)?.measure ?? 0
    const ready = readyToBegin(next, startOptions(options))
    upcoming = { ...ready, policy: next, revision: its, gain: level, options, after: Math.max(0, after) }
    report({ kind: 'waits', revision: its })
  }

  /** Takes longer than the look-ahead where nobody knows the gain: only while nothing plays. */
  function level(next: Policy, known: Decibels | null = null): void {
    const { behaviour } = next.definition
    if (known !== null) levels.set(behaviour, known)
    gain = levels.get(behaviour) ?? setup.gainOf(next)
    tellBand(next)
  }

  function tellBand({ definition }: Policy): void {
    const { members } = definition
    output.band(
      members.map(({ name, kind }) => ({ name, kind })),
      gain,
    )
    for (const { name } of members) output.mute(name, muted.has(name))
  }

  /** That it is over nobody need be told who hears it. */
  function onError({ code, message }: { readonly code: string; readonly message: string }): void {
    if (code !== 'already-ended') report({ kind: 'problem', message })
  }

  function startOptions({ seed, tempo: bpm, input }: Begin): StartOptions {
    return {
      seed,
      startedAt: setup.today(),
      sessionId: setup.sessionId(),
      latency: { input: input.latency, output: late, calibrated: input.calibrated },
      onError,
      ...(bpm === null ? {} : { tempo: bpm }),
    }
  }

  function play(command: BandCommand & { kind: 'play' }): void {
    if (now !== null) stop()
    if (policy === null) {
      report({ kind: 'problem', message: 'there is nothing to play yet' })
      return
    }
    // An edit may have taken over since, or another piece.
    level(policy)
    enter(begin(policy, startOptions(command), output.now() + LEAD_IN, command.fromBar), policy)
    tick()
  }

  function enter(performing: Performing, its: Policy): void {
    now = performing
    ended = 0
    played = []
    piece = { policy: its, marks: performing.marks }
    checkpointAt = Number.NEGATIVE_INFINITY
    tempo.forget()
    report({ kind: 'began', revision, title: performing.title, heard })
  }

  function stop(): void {
    if (now === null) return
    const { set, title } = now
    ended = sessionNow(now) - late
    now = null
    output.clear()
    report({ kind: 'ended', log: set.end(), title })
    if (upcoming !== null) {
      const { policy: next, revision: its, gain: known } = upcoming
      upcoming = null
      takeUp(next, its, known)
    } else view()
  }

  function mute({ member, muted: silent }: BandCommand & { kind: 'mute' }): void {
    if (silent) muted.add(member)
    else muted.delete(member)
    output.mute(member, silent)
    view()
  }

  function pause(playing: Performing): void {
    if (playing.pausedAt !== null) return
    playing.pausedAt = playing.until
    playing.set.pause(playing.until)
    view()
  }

  function resume(playing: Performing): void {
    if (playing.pausedAt === null) return
    playing.pausedAt = null
    playing.until = Math.max(playing.until, sessionNow(playing) + LOOK_AHEAD / 4)
    playing.set.resume(playing.until)
    view()
  }

  function tick(): void {
    if (now === null) return
    if (now.pausedAt === null) {
      if (now.skipTo > 1) skip(now)
      handOut(now, sessionNow(now) + LOOK_AHEAD)
      if (now.set.ended) {
        const { last } = now.marks
        // The form is through when its last beat is, and not when that was handed out.
        const end = last === null ? now.until : last.time + last.length
        if (upcoming !== null) {
          takeOver(now, upcoming, end)
          return
        }
        if (sessionNow(now) >= end) {
          stop()
          return
        }
      }
    }
    view()
    checkpoint(now)
  }

  /** What the context renders now, on the session's clock. */
  function sessionNow({ zero }: Performing): Seconds {
    return output.now() - zero
  }

  function handOut(performing: Performing, until: Seconds): void {
    if (!(until > performing.until)) return
    performing.until = until
    send(performing, performing.set.advance(until))
  }

  function send(performing: Performing, beats: readonly Beat[]): void {
    const { set, marks } = performing
    const fresh = marks.update(set, policy)
    const next = upcoming
    const barline =
      next === null ? undefined : fresh.find(({ measure, n }) => measure > next.after && isBarline(marks, n))
    if (next === null || barline === undefined) {
      sound(performing, beats, fresh)
      return
    }
    const before = <T extends { readonly measure: number }>(all: readonly T[]): readonly T[] =>
      all.filter(({ measure }) => measure < barline.measure)
    sound(performing, before(beats), before(fresh))
    takeOver(performing, next, barline.time)
  }

  /** To the audio thread, and to the page. */
  function sound(performing: Performing, beats: readonly Beat[], fresh: readonly BeatMark[]): void {
    const { marks, zero } = performing
    for (const beat of beats) played.push(beat)
    // What was silent for a while comes in with the bar, and not in the middle of it.
    if (performing.soundFrom === Number.POSITIVE_INFINITY && performing.until > sessionNow(performing)) {
      performing.soundFrom = (marks.at(sessionNow(performing))?.measure ?? 0) + 1
      report({ kind: 'went-on', measure: performing.soundFrom })
    }
    const heard = beats.filter(({ member, measure }) => !muted.has(member) && measure >= performing.soundFrom)
    if (heard.length > 0) output.play(heard, zero)
    // Beats first: a note's bar is known before the note.
    if (fresh.length > 0) report({ kind: 'beats', beats: fresh })
    if (heard.length > 0) report({ kind: 'notes', notes: heard.map(noteMark), zero })
  }

  /** The other piece begins where this one's bar would have. */
  function takeOver(playing: Performing, next: Upcoming, at: Seconds): void {
    const { performing, first, beats } = next
    upcoming = null
    now = null
    report({ kind: 'ended', log: playing.set.end({ at: Math.max(0, at) }), title: playing.title })
    policy = next.policy
    revision = next.revision
    if (next.gain !== null) {
      gain = next.gain
      levels.set(policy.definition.behaviour, gain)
    }
    tellBand(policy)
    performing.zero = playing.zero + at - first
    performing.until = first
    enter(performing, policy)
    report({ kind: 'loaded', revision, at: null, problem: null })
    send(performing, beats)
    handOut(performing, sessionNow(performing) + LOOK_AHEAD)
    view()
  }

  /** The count is through: on to the bar that was asked for, unheard. */
  function skip(performing: Performing): void {
    const { set } = performing
    const count = set.countSeconds
    if (sessionNow(performing) + LOOK_AHEAD < count - LOOK_AHEAD || policy === null) return
    handOut(performing, count - LOOK_AHEAD / 2)
    const found = wind(set, policy, { measure: performing.skipTo, beatNumber: 1 })
    performing.skipTo = 1
    if (found === undefined) return
    // What would have sounded on the way has been handed out, to nobody.
    performing.zero -= found.row.time - count
    performing.until = found.row.time
    send(performing, found.beats)
  }

  function tap(
    playing: Performing,
    { contextTime, latency, velocity, pitch }: BandCommand & { kind: 'tap' },
  ): void {
    const heard = contextTime - latency - playing.zero
    // The session takes one latency out of all onsets; another source's is made up for.
    playing.set.onset(heard + playing.input, pitch === null ? { velocity } : { velocity, pitch })
    const zones = policy === null ? null : zoneView(policy, playing.marks.last)
    const fresh = playing.marks.update(playing.set, policy)
    const mark = tapMark(heard, velocity, playing.marks, zones, playing.set.habit)
    for (const tap of displaced(playing.taps, fresh)) report({ kind: 'displaced', tap })
    if (playing.taps.push(mark) > OPEN_TAPS) playing.taps.shift()
    report({ kind: 'tap', tap: mark })
    if (fresh.length > 0) report({ kind: 'beats', beats: fresh })
    tempo.hear(heard, mark.n)
  }

  function renewed(): void {
    if (policy !== null) tellBand(policy)
    if (now !== null) now.soundFrom = Number.POSITIVE_INFINITY
  }

  function checkpoint({ set, zero, pausedAt, skipTo }: Performing): void {
    const at = output.now()
    if (at < checkpointAt) return
    const log = set.checkpoint()
    report({ kind: 'checkpoint', checkpoint: { log, zero, pausedAt, skipTo, gain, heard, revision } })
    // As long as a session lasts, so long is its log.
    checkpointAt = at + Math.max(CHECKPOINT_EVERY, CHECKPOINT_SHARE * log.duration_seconds)
  }

  async function resumeFrom(command: GoOn): Promise<void> {
    const { checkpoint: kept, since, muted: silent } = command
    try {
      const recovered = await recover(command, {
        load: setup.load,
        options: ({ seed, latency: { input, calibrated } }) =>
          startOptions({ seed, tempo: null, input: { latency: input, calibrated } }),
        onError,
        now: () => output.now() + LOOK_AHEAD,
      })
      policy = recovered.policy
      revision = kept.revision
      newest = Math.max(newest, revision)
      gain = kept.gain
      for (const member of silent) muted.add(member)
      tellBand(policy)
      takeBack(recovered, kept)
    } catch (error) {
      report({ kind: 'problem', message: `the performance could not go on: ${messageOf(error)}` })
      // What was played is not lost with it.
      report({ kind: 'ended', log: kept.log, title: policy?.definition.title ?? '' })
    }
    for (const said of since) {
      // Another piece begins with a barline to come, and not with one that went by meanwhile.
      if (said.kind === 'next') tick()
      await take(said)
    }
    if (now === null) view()
    else tick()
  }

  function takeBack({ policy: its, first, performing, beats, anew }: Recovered, { log }: Checkpoint): void {
    if (anew) report({ kind: 'ended', log, title: its.definition.title })
    if (performing === null) return
    if (anew) {
      enter(performing, its)
      report({ kind: 'went-on', measure: performing.marks.last?.measure ?? 1 })
      send(performing, beats)
      return
    }
    now = performing
    played = [...beats]
    piece = { policy: first, marks: performing.marks }
    performing.marks.update(performing.set, its)
    checkpointAt = Number.NEGATIVE_INFINITY
  }

  function view(): void {
    const at = now === null ? ended : sessionNow(now) - late
    const input = { performing: now, policy, at, muted, peaks: output.peaks() }
    report({ kind: 'view', view: viewOf({ ...input, playerBpm: (beat): Bpm | null => tempo.bpm(beat) }) })
  }
}

/** A bar's first beat: of those that were decided, the one before stands in another bar. */
function isBarline({ all }: Marks, n: number): boolean {
  return all[n]?.measure !== all[n - 1]?.measure
}
