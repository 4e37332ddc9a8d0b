/**
 * What the page remembers of a performance, so that another thread can play it on: the band's last checkpoint, the programs
 * that it was played from, and what was said since.
 */

import type { BandAnswer, BandRequest } from '../band-protocol.ts'
import type { BandCommand, BandView, Barline, Checkpoint } from '../protocol.ts'

export interface Recovery {
  /** Everything that the page says to the band. */
  sent(request: BandRequest): void
  /** Everything that the band says. */
  heard(answer: BandAnswer): void
  /** What a new thread is to be told, in its order. */
  commands(): readonly BandCommand[]
  /** A program that was sent, and of which the thread has not yet spoken. */
  readonly loading: number | null
  readonly playing: boolean
  /** A thread that was told to stop what it plays, and has not said that it did. */
  readonly stopping: boolean
  /** How a performance ends whose thread died of its stop; null where none did, or nothing was kept of it. */
  ended(): (BandAnswer & { readonly kind: 'ended' }) | null
}

/** Programs of one performance that are kept, some 12 kB each. With more the performance begins anew from the bar. */
export const MOST_PROGRAMS = 200

type Loading = BandCommand & { readonly kind: 'load' | 'next' }

export function createRecovery(): Recovery {
  /** By revision: sent, and not yet answered. */
  const open = new Map<number, Loading>()
  /** The newest that was taken: what a `play` plays. */
  let last: Loading | null = null
  /** Those of this performance; null when there were too many. */
  let programs: Loading[] | null = null
  let checkpoint: Checkpoint | null = null
  /** Taps, cues and pauses of this performance, and how many there were before the first of them. */
  let said: BandCommand[] = []
  let before = 0
  let playing = false
  let stopping = false
  let title = ''
  let view: BandView | null = null
  const muted = new Set<string>()

  return {
    sent,
    heard,
    commands,
    get loading() {
      const [revision] = [...open.keys()]
      return revision ?? null
    },
    get playing() {
      return playing
    },
    get stopping() {
      return stopping
    },
    ended: () => (stopping && checkpoint !== null ? { kind: 'ended', log: checkpoint.log, title } : null),
  }

  function sent(request: BandRequest): void {
    switch (request.kind) {
      case 'load':
      case 'next':
        open.set(request.revision, request)
        return
      case 'tap':
      case 'cue':
      case 'pause':
      case 'resume':
        if (playing) said.push(request)
        return
      case 'stop':
      case 'panic':
        // Whoever dies of it shall not come back playing.
        stopping ||= playing
        playing = false
        return
      case 'mute':
        if (request.muted) muted.add(request.member)
        else muted.delete(request.member)
        return
      default:
        return
    }
  }

  function heard(answer: BandAnswer): void {
    switch (answer.kind) {
      case 'loaded':
        loaded(answer.revision, answer.problem === null)
        return
      case 'began': {
        playing = true
        stopping = false
        title = answer.title
        checkpoint = null
        said = []
        before = 0
        const its = [last, ...open.values()].find((one) => one?.revision === answer.revision) ?? null
        programs = its === null ? null : [its]
        return
      }
      case 'checkpoint':
        checkpoint = answer.checkpoint
        said = said.slice(Math.max(0, checkpoint.heard - before))
        before = checkpoint.heard
        return
      case 'view':
        view = answer.view
        if (!view.playing) {
          playing = false
          stopping = false
        }
        return
      case 'ended':
        playing = false
        stopping = false
        programs = null
        checkpoint = null
        return
      default:
        return
    }
  }

  function loaded(revision: number, taken: boolean): void {
    const its = open.get(revision)
    open.delete(revision)
    if (its === undefined || !taken) return
    last = its
    if (
      !playing ||
      programs === null ||
      programs.some((one) => one.revision === revision && one.code === its.code)
    )
      return
    programs = programs.length < MOST_PROGRAMS ? [...programs, its] : null
  }

  function commands(): readonly BandCommand[] {
    const mutes = [...muted].map((member): BandCommand => ({ kind: 'mute', member, muted: true }))
    if (playing && last !== null && checkpoint !== null) {
      const { revision } = checkpoint
      const known = programs?.filter((one) => one.revision <= revision) ?? [last]
      const since = programs?.filter((one) => one.revision > revision).map(asLoad) ?? []
      const codes = known.map(({ code }) => code)
      const whole = programs !== null
      const barline = view === null ? null : barlineOf(view)
      const kept = { codes, whole, checkpoint, barline, muted: [...muted] }
      return [{ kind: 'go-on', ...kept, since: whole ? [...said, ...since] : [] }]
    }
    // What the audio thread still has of a performance that was stopped is not to be heard.
    const silence: readonly BandCommand[] = stopping ? [{ kind: 'panic' }] : []
    return [...silence, ...(last === null ? [] : [asLoad(last)]), ...mutes]
  }
}

/** What begins with a barline begins there no more: it is there, and that is all. */
function asLoad({ code, revision }: Loading): BandCommand {
  return { kind: 'load', code, revision, at: 'bar', slots: null }
}

function barlineOf({ beat, beatsInBar }: BandView): Barline | null {
  if (beat === null) return null
  const { measure, beatNumber, time, length, bpm } = beat
  return {
    measure: measure + 1,
    time: time + (beatsInBar - beatNumber + 1) * length,
    bar: beatsInBar * length,
    bpm,
  }
}
