/**
 * What the score remembers: notes, beats and taps, in arrays that are written round and round.
 * HOT PATH: read in every frame; allocates nothing once it stands.
 */

import type { ResponseMode } from '../../../runtime/score/beat.ts'
import type { Milliseconds, Seconds } from '../../../runtime/units.ts'
import type { BeatMark, NoteMark, TapMark } from '../../protocol.ts'
import { soundOr } from '../sound.ts'

/** Notes: ten seconds of five busy members and room to spare. */
const NOTES = 2048
const BEATS = 128
const TAPS = 256

export interface NoteRing {
  add(note: NoteMark, voice: number): void
  readonly count: number
  /** All of these: 0 is the newest. */
  time(back: number): Seconds
  duration(back: number): Seconds
  /** NaN for none. */
  pitch(back: number): number
  velocity(back: number): number
  voice(back: number): number
  clear(): void
}

export function createNoteRing(): NoteRing {
  const times = new Float64Array(NOTES)
  const durations = new Float32Array(NOTES)
  const pitches = new Float32Array(NOTES)
  const velocities = new Float32Array(NOTES)
  const voices = new Int16Array(NOTES)
  let added = 0
  const slot = (back: number): number => (added - 1 - back) % NOTES
  return {
    add(note, voice) {
      const at = added++ % NOTES
      times[at] = note.time
      durations[at] = soundOr(note.duration, 0, 3600, 0)
      pitches[at] = note.pitch ?? Number.NaN
      velocities[at] = soundOr(note.velocity, 0, 1, 0.7)
      voices[at] = voice
    },
    get count() {
      return Math.min(added, NOTES)
    },
    time: (back) => times[slot(back)] ?? 0,
    duration: (back) => durations[slot(back)] ?? 0,
    pitch: (back) => pitches[slot(back)] ?? Number.NaN,
    velocity: (back) => velocities[slot(back)] ?? 0,
    voice: (back) => voices[slot(back)] ?? 0,
    clear() {
      added = 0
    },
  }
}

export interface BeatRing {
  add(beat: BeatMark): void
  readonly count: number
  /** All of these: 0 is the newest. Undefined beyond what is remembered. */
  at(back: number): BeatMark | undefined
  /** The time of the beat with that number. */
  timeOf(n: number): Seconds | undefined
  clear(): void
}

/** Beats come one by one and are kept as they came. A beat told anew (its onset came later) replaces itself. */
export function createBeatRing(): BeatRing {
  const beats: (BeatMark | undefined)[] = Array.from({ length: BEATS }, () => undefined)
  let added = 0
  const at = (back: number): BeatMark | undefined =>
    back < 0 || back >= Math.min(added, BEATS) ? undefined : beats[(added - 1 - back) % BEATS]
  return {
    add(beat) {
      for (let back = 0; back < added && back < BEATS; back++) {
        const known = at(back)
        if (known === undefined || known.n < beat.n) break
        if (known.n > beat.n) continue
        beats[(added - 1 - back) % BEATS] = beat
        return
      }
      beats[added++ % BEATS] = beat
    },
    get count() {
      return Math.min(added, BEATS)
    },
    at,
    timeOf(n) {
      for (let back = 0; back < BEATS; back++) {
        const beat = at(back)
        if (beat === undefined || beat.n < n) return undefined
        if (beat.n === n) return beat.time
      }
      return undefined
    },
    clear() {
      added = 0
    },
  }
}

export interface TapRing {
  /**
   * One that is told again, with another verdict, keeps its place.
   * @param beatTime of the beat it met, NaN for none
   */
  add(tap: TapMark, beatTime: Seconds): void
  readonly count: number
  time(back: number): Seconds
  beatTime(back: number): Seconds
  /** NaN where no beat was near. */
  deviation(back: number): Milliseconds
  mode(back: number): ResponseMode | null
  velocity(back: number): number
  clear(): void
}

export function createTapRing(): TapRing {
  const times = new Float64Array(TAPS).fill(Number.NaN)
  const beatTimes = new Float64Array(TAPS)
  const deviations = new Float64Array(TAPS)
  const velocities = new Float32Array(TAPS)
  const modes: (ResponseMode | null)[] = Array.from({ length: TAPS }, () => null)
  let added = 0
  const slot = (back: number): number => (added - 1 - back) % TAPS
  return {
    add(tap, beatTime) {
      const known = times.indexOf(tap.time)
      const at = known < 0 ? added++ % TAPS : known
      times[at] = tap.time
      beatTimes[at] = beatTime
      deviations[at] = tap.deviation ?? Number.NaN
      velocities[at] = soundOr(tap.velocity, 0, 1, 0.7)
      modes[at] = tap.deviation === null ? null : tap.mode
    },
    get count() {
      return Math.min(added, TAPS)
    },
    time: (back) => times[slot(back)] ?? 0,
    beatTime: (back) => beatTimes[slot(back)] ?? Number.NaN,
    deviation: (back) => deviations[slot(back)] ?? Number.NaN,
    mode: (back) => modes[slot(back)] ?? null,
    velocity: (back) => velocities[slot(back)] ?? 0,
    clear() {
      added = 0
      times.fill(Number.NaN)
    },
  }
}
