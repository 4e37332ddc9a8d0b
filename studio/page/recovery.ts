/**
 * What the page remembers of a performance, so that another thread can play it on: the band's last checkpoint, the programs
 * that it was played from, and what was said since.
 */

import type { BandAnswer, BandRequest } from '../band-protocol.ts'
import type { BandCommand, BandView, Barline, Checkpoint, GoOn } from '../protocol.ts'

export interface Recovery {
  /** Everything that the page says to the band. */
  sent(request: BandRequest): void
  /** Everything that the band says. */
  heard(answer: BandAnswer): void
  /** Another thread begins: what it is to be told, in its order. */
  renew(): readonly BandCommand[]
  /** The oldest program that was sent, and of which the thread has not yet spoken. */
  readonly loading: number | null
  /** Somebody pressed play, and nothing began yet. */
  readonly starting: boolean
  readonly playing: boolean
  /** A thread that was told to stop what it plays, and has not said that it did. */
  readonly stopping: boolean
  /** How a performance ends whose thread died of its stop; null where none did, or nothing was kept of it. */
  ended(): (BandAnswer & { readonly kind: 'ended' }) | null
}

/** Programs of one performance that are kept, some 12 kB each. With more the performance begins anew from the bar. */
export const MOST_PROGRAMS = 200

type Loading = BandCommand & { readonly kind: 'load' | 'next' }

interface Sent {
  readonly request: Loading
  /** It is loaded, and waits for its barline. */
  readonly waits: boolean
  /** A thread has died with it waiting. Once that may have been for another reason. */
  readonly again: boolean
}

export function createRecovery(): Recovery {
  /** By revision: sent, and not yet answered. */
  const open = new Map<number, Sent>()
  /** The newest that was taken: what a `play` plays. */
  let last: Loading | null = null
  /** Those of this performance; null when there were too many. */
  let programs: Loading[] | null = null
  let checkpoint: Checkpoint | null = null
  /** Taps, cues and pauses of this performance, each with its place among all that this thread was told. */
  let said: { readonly place: number; readonly command: BandCommand }[] = []
  let told = 0
  let starting = false
  let playing = false
  let stopping = false
  let title = ''
  let view: BandView | null = null
  const muted = new Set<string>()

  return {
    sent,
    heard,
    renew,
    get loading() {
      return [...open].find(([, { waits }]) => !waits)?.[0] ?? null
    },
    get starting() {
      return starting
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
        open.set(request.revision, { request, waits: false, again: false })
        return
      case 'play':
        starting = true
        return
      case 'tap':
      case 'cue':
      case 'pause':
      case 'resume':
        if (playing || starting) said.push({ place: told, command: request })
        told++
        return
      case 'stop':
      case 'panic':
        // Whoever dies of it shall not come back playing.
        stopping ||= playing
        playing = false
        starting = false
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
      case 'waits': {
        const its = open.get(answer.revision)
        if (its !== undefined) open.set(answer.revision, { ...its, waits: true })
        return
      }
      case 'began': {
        playing = true
        starting = false
        stopping = false
        title = answer.title
        checkpoint = null
        since(answer.heard)
        const requests = [...open.values()].map(({ request }) => request)
        const its = [last, ...requests].find((one) => one?.revision === answer.revision) ?? null
        programs = its === null ? null : [its]
        return
      }
      case 'checkpoint':
        checkpoint = answer.checkpoint
        since(checkpoint.heard)
        return
      case 'problem':
        // Perhaps why nothing began.
        starting = false
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

  /** What was said before that is in the session already. */
  function since(heard: number): void {
    said = said.filter(({ place }) => place >= heard)
  }

  function loaded(revision: number, taken: boolean): void {
    const its = open.get(revision)?.request
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

  function renew(): readonly BandCommand[] {
    const begins = playing ? goOn() : null
    if (begins === null) said = []
    said = said.map(({ command }, place) => ({ place, command }))
    told = said.length
    const waiting = stillOpen()
    starting = false
    if (begins !== null) {
      const all = [...said.map(({ command }) => command), ...begins.programs, ...waiting]
      return [{ kind: 'go-on', ...begins.goOn, since: all }]
    }
    // What the audio thread still has of a performance that was stopped is not to be heard.
    const silence: readonly BandCommand[] = stopping ? [{ kind: 'panic' }] : []
    const mutes = [...muted].map((member): BandCommand => ({ kind: 'mute', member, muted: true }))
    return [...silence, ...(last === null ? [] : [asLoad(last)]), ...waiting, ...mutes]
  }

  /** Sent, and not spoken of: it is sent again. */
  function stillOpen(): readonly BandCommand[] {
    for (const [revision, { request, waits, again }] of open) {
      if (waits && again) open.delete(revision)
      else open.set(revision, { request, waits: false, again: again || waits })
    }
    return [...open.values()].map(({ request }) => request)
  }

  function goOn(): { readonly goOn: Omit<GoOn, 'since'>; readonly programs: readonly BandCommand[] } | null {
    if (last === null || checkpoint === null) return null
    const { revision } = checkpoint
    const known = programs?.filter((one) => one.revision <= revision) ?? [last]
    const codes = known.map(({ code }) => code)
    const whole = programs !== null
    const barline = view === null ? null : barlineOf(view)
    // Another session has another clock: what was said on this one's means nothing there.
    if (!whole) said = []
    return {
      goOn: { codes, whole, checkpoint, barline, muted: [...muted] },
      programs: programs?.filter((one) => one.revision > revision).map(asLoad) ?? [],
    }
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
