/** Onset files: JSON (a list of seconds, or the documented object), MIDI and WAV. Checked at the door. */

import { extname } from 'node:path'
import { onsetsOfMidi } from '../../runtime/score/midi-onsets.ts'
import { Failure, INPUT_ERROR } from '../outcome.ts'
import { lineOfElement, lineOfJsonError } from './json-place.ts'
import { readBytes, readJsonText } from './text.ts'
import { hearWav, type OnHeard } from './wav-onsets.ts'

export interface Onset {
  /** Seconds from the start of the performance; time 0 is the first count-in beat. */
  readonly time: number
  /** 0..1 */
  readonly velocity: number | null
  /** MIDI number. */
  readonly pitch: number | null
}

export interface OnsetFile {
  /** In order of time. */
  readonly onsets: readonly Onset[]
  /** The file was not in order and has been sorted. */
  readonly sorted: boolean
  /** The file says who played: `simulated` takes must be reported as such. */
  readonly source: 'recorded' | 'simulated'
  /** A recording that ends before its header says: it was cut off. */
  readonly truncated?: boolean
}

/** A million onsets are a day of sixteenths; more is a mistake or an attack. */
export const MAX_ONSETS = 1_000_000
/** A day. */
export const MAX_ONSET_TIME = 86_400
const MAX_BYTES = 256 * 1024 * 1024

/** @param onHeard told while sound is listened to, for progress bars */
export function readOnsets(path: string, onHeard?: OnHeard): OnsetFile {
  const kind = extname(path).toLowerCase()
  if (kind === '.wav' || kind === '.wave') return readWav(path, onHeard)
  if (OTHER_SOUND.includes(kind)) {
    throw new Failure(
      INPUT_ERROR,
      `${path} is sound in a format that I do not read.`,
      'Save it as a WAV file: its first sample is then the first count-in beat.',
    )
  }
  return kind === '.mid' || kind === '.midi' ? readMidi(path) : readJson(path)
}

const OTHER_SOUND: readonly string[] = [
  '.mp3',
  '.flac',
  '.ogg',
  '.opus',
  '.m4a',
  '.aif',
  '.aiff',
  '.caf',
  '.webm',
]

function readWav(path: string, onHeard: OnHeard | undefined): OnsetFile {
  const heard = hearWav(path, { maxSeconds: MAX_ONSET_TIME, maxOnsets: MAX_ONSETS }, onHeard)
  const file = inOrder(path, heard.onsets, 'recorded')
  return heard.truncated ? { ...file, truncated: true } : file
}

function readMidi(path: string): OnsetFile {
  const bytes = readBytes(path, MAX_BYTES)
  if (bytes.length === 0) throw new Failure(INPUT_ERROR, `${path} is empty.`)
  const reading = onsetsOfMidi(bytes)
  if (!reading.ok)
    throw new Failure(INPUT_ERROR, `${path} ${reading.problems[0]?.message ?? 'is not a MIDI file'}.`)
  return inOrder(path, reading.value, 'recorded')
}

function readJson(path: string): OnsetFile {
  const text = readJsonText(path, MAX_BYTES)
  if (text.trim() === '') {
    throw new Failure(
      INPUT_ERROR,
      `${path} is empty.`,
      'Onsets are a JSON list of seconds, as in [0.52, 1.07].',
    )
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Failure(
      INPUT_ERROR,
      `${path}, line ${lineOfJsonError(text)}: this is not JSON.`,
      'NaN, comments and trailing commas are not JSON.',
    )
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const version: unknown = isObject ? Reflect.get(value as object, 'version') : 1
  if (version !== 1) {
    throw new Failure(INPUT_ERROR, `${path} has version ${show(version)}; I know version 1.`)
  }
  const list: unknown = isObject ? Reflect.get(value as object, 'onsets') : value
  if (!Array.isArray(list)) {
    throw new Failure(
      INPUT_ERROR,
      `${path} holds no onsets.`,
      'A list of seconds, or { "version": 1, "onsets": [ … ] }.',
    )
  }
  const source: unknown =
    isObject && Reflect.has(value as object, 'source') ? Reflect.get(value as object, 'source') : 'recorded'
  // A word that is nearly the right one must not make a person of a simulation.
  if (source !== 'recorded' && source !== 'simulated') {
    throw new Failure(
      INPUT_ERROR,
      `${path} has the source ${show(source)}; "recorded" or "simulated" belongs there, or nothing.`,
    )
  }
  if (list.length > MAX_ONSETS) {
    throw new Failure(INPUT_ERROR, `${path} has ${list.length} onsets; the limit is ${MAX_ONSETS}.`)
  }
  const onsets = list.map((entry: unknown, i): Onset => {
    const onset = readOnset(entry)
    if (typeof onset === 'string') {
      throw new Failure(
        INPUT_ERROR,
        `${path}, line ${lineOfElement(text, 'onsets', i)}: onset ${i + 1} ${onset}.`,
      )
    }
    return onset
  })
  return inOrder(path, onsets, source)
}

/** The onset, or what is wrong with it. */
function readOnset(entry: unknown): Onset | string {
  if (typeof entry === 'number') return checkTime(entry) ?? { time: entry, velocity: null, pitch: null }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return `is ${show(entry)}, where a time in seconds belongs`
  }
  const time: unknown = Reflect.get(entry, 'time')
  const velocity: unknown = Reflect.get(entry, 'velocity') ?? null
  const pitch: unknown = Reflect.get(entry, 'pitch') ?? null
  if (typeof time !== 'number') return 'has no "time" in seconds'
  const wrong = checkTime(time)
  if (wrong !== null) return wrong
  if (velocity !== null && !(typeof velocity === 'number' && velocity >= 0 && velocity <= 1)) {
    return `has a velocity of ${show(velocity)}; it must lie in 0..1`
  }
  if (pitch !== null && !(typeof pitch === 'number' && pitch >= 0 && pitch <= 127)) {
    return `has a pitch of ${show(pitch)}; it must lie in 0..127`
  }
  return { time, velocity, pitch }
}

/** A JSON value in a few words: lists may be too deep to print, and texts too long. */
function show(value: unknown): string {
  try {
    const text = JSON.stringify(value) ?? 'left out'
    if (text.length <= 40) return text
  } catch {
    // Nested too deeply.
  }
  return typeof value === 'string' ? 'a long text' : Array.isArray(value) ? 'a long list' : 'a large object'
}

function checkTime(time: number): string | null {
  if (!Number.isFinite(time)) return 'is not a finite time'
  if (time < 0)
    return `lies at ${time} s, before the start: at 0 s the count begins, and bar 1 comes behind it`
  return time > MAX_ONSET_TIME ? `lies at ${time} s, after a whole day` : null
}

function inOrder(path: string, onsets: readonly Onset[], source: OnsetFile['source']): OnsetFile {
  if (onsets.length > MAX_ONSETS) {
    throw new Failure(INPUT_ERROR, `${path} has ${onsets.length} onsets; the limit is ${MAX_ONSETS}.`)
  }
  const late = onsets.findIndex((o) => !(o.time <= MAX_ONSET_TIME))
  if (late >= 0) throw new Failure(INPUT_ERROR, `${path}: onset ${late + 1} lies after a whole day.`)
  const sorted = onsets.some((o, i) => i > 0 && o.time < (onsets[i - 1]?.time ?? 0))
  return { onsets: sorted ? [...onsets].sort((a, b) => a.time - b.time) : onsets, sorted, source }
}
