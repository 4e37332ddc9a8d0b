/**
 * The band as the studio plays it: policies come and go, events go out ahead of time, what happens is reported.
 *
 * It knows no worker and no audio: whoever runs it calls `tick` a few times in every look-ahead. What a policy throws
 * never ends it: the last one that could play goes on.
 */

import type { Policy } from '../../runtime/create-policy.ts'
import type { Performer, StartOptions } from '../../runtime/performer.ts'
import { messageOf } from '../../runtime/problems.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { Decibels, Seconds } from '../../runtime/units.ts'
import type { BandCommand, BandReport, BandView, BeatMark } from '../protocol.ts'
import type { BandOutput } from './band-output.ts'
import { createMarks, type Marks } from './marks.ts'
import { createPlayerTempo } from './player-tempo.ts'
import { tapMark } from './tap-mark.ts'
import { wind } from './wind.ts'
import { zoneView } from './zone-view.ts'

/** Events are handed to the audio thread this long before they are rendered. */
export const LOOK_AHEAD: Seconds = 0.1
/** From `play` to the first beat: time for the first events to reach the audio thread. */
const LEAD_IN: Seconds = 0.12

export interface EngineSetup {
  readonly output: BandOutput
  readonly report: (report: BandReport) => void
  /** Runs compiled code and gives the policy that it exports. */
  readonly load: (code: string) => Promise<unknown>
  /** From a moment of the context to the player's ear. Onsets come with it taken out: see `page/clock.ts`. */
  readonly latency: Seconds
  /** ISO 8601, for the log. */
  readonly today: () => string
  /** What brings a band to the level of all bands. Takes its time: it is asked while nothing plays. */
  readonly gainOf: (policy: Policy) => Decibels
}

export interface Engine {
  take(command: BandCommand): Promise<void>
  /** Looks ahead once more. */
  tick(): void
  /** Everything that was handed out since the last `play`, the count included. */
  readonly played: readonly Beat[]
  /** What they were played from; null before the first `play`. */
  readonly piece: { readonly policy: Policy; readonly marks: Marks } | null
}

interface Performing {
  readonly set: Performer
  readonly marks: Marks
  /** Context time at which session time 0 is rendered. */
  zero: Seconds
  /** What the log says of the player's input. */
  readonly input: Seconds
  pausedAt: Seconds | null
  /** Bar that the performance begins with, once the count is through. */
  skipTo: number
  /** Everything before this has been handed out. */
  until: Seconds
}

export function createEngine(setup: EngineSetup): Engine {
  const { output, report } = setup
  const tempo = createPlayerTempo()
  const muted = new Set<string>()
  /** From a moment of the context to the player's ear. */
  let late = setup.latency
  let policy: Policy | null = null
  /** The newest revision that was asked for: an older one that loads later is dropped. */
  let newest = -1
  let now: Performing | null = null
  /** Where the last performance ended: what was drawn of it stays as it is. */
  let ended: Seconds = 0
  /** Of the band as it was when it began: an edit that is louder shall be louder. */
  let gain: Decibels = 0
  /** The loads that are on their way: what is to be played waits for them. */
  let loading: Promise<void> = Promise.resolve()
  let played: Beat[] = []
  let piece: Engine['piece'] = null

  return {
    take,
    tick,
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
        loading = load(command)
        return loading
      case 'play':
        await loading
        return play(command)
      case 'stop':
        return stop()
      case 'panic':
        output.panic()
        return stop()
      case 'pause':
        return pause()
      case 'resume':
        return resume()
      case 'cue':
        now?.set.cue()
        return
      case 'tap':
        return tap(command)
      case 'mute':
        return mute(command)
      case 'latency':
        late = command.output
    }
  }

  async function load(command: BandCommand & { kind: 'load' }): Promise<void> {
    const { revision, slots } = command
    newest = Math.max(newest, revision)
    const refuse = (problem: string): void => report({ kind: 'loaded', revision, at: null, problem })
    let loaded: unknown
    try {
      loaded = await setup.load(command.code)
    } catch (error) {
      refuse(messageOf(error))
      return
    }
    // A newer edit is on its way, and this one would sound for nobody.
    if (revision < newest) return refuse('a newer edit took its place')
    if (!isPolicy(loaded)) return refuse('the compiled module exports no policy')
    if (now === null) {
      policy = loaded
      level(loaded)
      report({ kind: 'loaded', revision, at: null, problem: null })
      view()
      return
    }
    const swapped = now.set.swap(loaded, { at: command.at, ...(slots === null ? {} : { slots }) })
    if (!swapped.ok) return refuse(swapped.problem.message)
    policy = loaded
    tellBand(loaded)
    report({ kind: 'loaded', revision, at: swapped.time, problem: null })
  }

  /** While nothing plays: listening takes longer than the look-ahead. */
  function level(next: Policy): void {
    gain = setup.gainOf(next)
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

  function play({ seed, tempo: bpm, fromBar, input }: BandCommand & { kind: 'play' }): void {
    if (policy === null) {
      report({ kind: 'problem', message: 'there is nothing to play yet' })
      return
    }
    if (now !== null) stop()
    // An edit may have taken over since, or another piece.
    level(policy)
    const options: StartOptions = {
      seed,
      startedAt: setup.today(),
      latency: { input: input.latency, output: late, calibrated: input.calibrated },
      onError: ({ message }) => report({ kind: 'problem', message }),
      ...(bpm === null ? {} : { tempo: bpm }),
    }
    const set = policy.start(options)
    const marks = createMarks(policy)
    const zero = output.now() + LEAD_IN
    now = { set, marks, zero, input: input.latency, pausedAt: null, skipTo: fromBar, until: 0 }
    ended = 0
    played = []
    piece = { policy, marks }
    tempo.forget()
    tick()
  }

  function stop(): void {
    if (now === null) return
    const { set } = now
    ended = sessionNow(now) - late
    now = null
    output.clear()
    report({ kind: 'ended', log: set.end() })
    view()
  }

  function mute({ member, muted: silent }: BandCommand & { kind: 'mute' }): void {
    if (silent) muted.add(member)
    else muted.delete(member)
    output.mute(member, silent)
    view()
  }

  function pause(): void {
    if (now === null || now.pausedAt !== null) return
    now.pausedAt = now.until
    now.set.pause(now.until)
    view()
  }

  function resume(): void {
    if (now === null || now.pausedAt === null) return
    now.pausedAt = null
    now.until = Math.max(now.until, sessionNow(now) + LOOK_AHEAD / 2)
    now.set.resume(now.until)
    view()
  }

  function tick(): void {
    if (now === null) return
    if (now.pausedAt === null) {
      if (now.skipTo > 1) skip(now)
      handOut(now, sessionNow(now) + LOOK_AHEAD)
      if (now.set.ended && sessionNow(now) > now.until - LOOK_AHEAD) {
        stop()
        return
      }
    }
    view()
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

  function send({ set, marks, zero }: Performing, beats: readonly Beat[]): void {
    for (const beat of beats) played.push(beat)
    const heard = beats.filter((beat) => !muted.has(beat.member))
    if (heard.length > 0) output.play(heard, zero)
    // Beats first: a note's bar is known before the note.
    const fresh = marks.update(set, policy)
    if (fresh.length > 0) report({ kind: 'beats', beats: fresh })
    if (heard.length > 0) report({ kind: 'notes', notes: heard.map(noteMark), zero })
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

  function tap({ contextTime, latency, velocity, pitch }: BandCommand & { kind: 'tap' }): void {
    if (now === null) return
    const heard = contextTime - latency - now.zero
    // The session takes one latency out of all onsets; another source's is made up for.
    now.set.onset(heard + now.input, pitch === null ? { velocity } : { velocity, pitch })
    const zones = policy === null ? null : zoneView(policy, now.marks.last)
    const mark = tapMark(heard, velocity, now.marks, zones, now.set.habit)
    report({ kind: 'tap', tap: mark })
    const fresh = now.marks.update(now.set, policy)
    if (fresh.length > 0) report({ kind: 'beats', beats: fresh })
    tempo.hear(heard, mark.n)
  }

  function view(): void {
    report({ kind: 'view', view: viewOf(now) })
  }

  function viewOf(performing: Performing | null): BandView {
    const at = performing === null ? ended : sessionNow(performing) - late
    const beat = performing?.marks.at(at) ?? null
    const peaks = output.peaks()
    const members = policy?.definition.members ?? []
    const section = beat === null ? null : sectionOf(beat)
    return {
      playing: performing !== null,
      paused: performing?.pausedAt != null,
      waiting: performing !== null && beat === null && policy?.definition.player.count.who === 'player',
      count: performing?.set.counting ?? null,
      vamping: performing?.set.vamping ?? false,
      now: at,
      beat,
      beatsInBar: section?.meter.beats.length ?? policy?.definition.sections[0]?.meter.beats.length ?? 4,
      section: beat?.section ?? '',
      bpm: performing?.set.bpm ?? writtenBpm(policy),
      playerBpm: performing === null || beat === null ? null : tempo.bpm(beat),
      bias: performing === null || Number.isNaN(performing.set.habit) ? null : performing.set.habit * 1000,
      zones: policy === null ? null : zoneView(policy, beat),
      members: members.map(({ name, kind }) => ({
        name,
        kind,
        level: performing?.set.level(name) ?? 0,
        muted: muted.has(name),
        peak: performing === null ? Number.NEGATIVE_INFINITY : (peaks[name] ?? Number.NEGATIVE_INFINITY),
      })),
    }
  }

  function sectionOf(beat: BeatMark) {
    const sections = policy?.definition.sections ?? []
    return sections.find(({ name }) => name === beat.section) ?? sections[0] ?? null
  }
}

function noteMark(beat: Beat) {
  const { timestamp, gridTimestamp, duration, measure, beatNumber, member, voice } = beat
  const { pitch, velocity, responseMode, cell } = beat
  return {
    time: timestamp,
    grid: gridTimestamp,
    duration,
    measure,
    beatNumber,
    member,
    voice,
    pitch,
    velocity,
    mode: responseMode,
    cell,
  }
}

function writtenBpm(policy: Policy | null): number {
  if (policy === null) return 120
  const { program } = policy.definition.tempo(policy.slots)
  return program.kind === 'steady' ? program.bpm : program.from
}

function isPolicy(value: unknown): value is Policy {
  return typeof value === 'object' && value !== null && 'start' in value && 'definition' in value
}
