/** Onsets from a Standard MIDI File: what a player's recording gives to `sil perform`. */

import { type MidiData, type MidiEvent, parseMidi } from 'midi-file'
import type { Midi, Ratio, Seconds } from '../units.ts'
import type { Reading } from './checks.ts'
import { faultOfEvents } from './midi-events.ts'

export interface MidiOnset {
  readonly time: Seconds
  readonly velocity: Ratio
  readonly pitch: Midi
}

/** MIDI's tempo until the file says otherwise: 120 quarters a minute. */
const DEFAULT_MICROSECONDS = 500000

/**
 * The note-ons of all tracks and channels, in order of time, with the file's tempo changes (or SMPTE frames)
 * turned into seconds. Velocities are shares of 127.
 */
export function onsetsOfMidi(bytes: Uint8Array): Reading<readonly MidiOnset[]> {
  const chunks = musicOf(bytes)
  if (typeof chunks === 'string') return failed(chunks)
  const fault = faultOfEvents(chunks)
  if (fault !== null) return failed(fault)
  let data: MidiData
  try {
    data = parseMidi(chunks)
  } catch {
    // The parser throws texts for whoever writes parsers.
    return failed('is damaged: what stands in a track is no MIDI event')
  }
  // The parser lets overlong numbers wrap around.
  if (data.tracks.some((track) => track.some((event) => !isSound(event)))) return failed('is damaged')
  const { format, ticksPerBeat, framesPerSecond, ticksPerFrame } = data.header
  if (format === 2) return failed('holds unrelated patterns (MIDI format 2); save it as format 0 or 1')
  if (framesPerSecond !== undefined && ticksPerFrame !== undefined) {
    // 29 stands for 30 drop-frame: 30000 frames in 1001 s.
    const ticksPerSecond = ticksPerFrame * (framesPerSecond === 29 ? 30000 / 1001 : framesPerSecond)
    if (!(ticksPerSecond > 0)) return failed('says that a second has no ticks')
    return {
      ok: true,
      value: notesOf(data).map(({ tick, ...note }) => ({ time: tick / ticksPerSecond, ...note })),
    }
  }
  if (ticksPerBeat === undefined || !(ticksPerBeat > 0)) return failed('says that a quarter has no ticks')
  const tempi = tempiOf(data)
  if (tempi.some(({ microsecondsPerQuarter }) => !(microsecondsPerQuarter > 0)))
    return failed('has a tempo of 0 µs a quarter: all that follows would be at once')
  return { ok: true, value: inSeconds(notesOf(data), tempi, ticksPerBeat) }
}

/** Name and length. */
const CHUNK_HEAD = 8
/** Format, number of tracks and division. */
const HEADER_BYTES = 6

/**
 * Header and tracks without the chunks of other kinds that makers put between them: the standard has readers skip those, and the
 * parser refuses them. It also takes what is there for all, so that is looked at here: the chunks must be as long as they say, and
 * as many tracks as the header says.
 *
 * @returns what is wrong, where it is a text
 */
function musicOf(bytes: Uint8Array): Uint8Array | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const nameAt = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (nameAt(0) !== 'MThd') return 'is not a MIDI file: it does not begin with MThd'
  if (bytes.length < CHUNK_HEAD + HEADER_BYTES) return CUT_OFF
  if (view.getUint32(4) < HEADER_BYTES) return 'is damaged: its header is too short'
  const music: Uint8Array[] = []
  let tracks = view.getUint16(10)
  for (let at = 0; at === 0 || tracks > 0; ) {
    if (at + CHUNK_HEAD > bytes.length) return CUT_OFF
    const name = nameAt(at)
    if (!/^[ -~]{4}$/.test(name)) return 'is damaged: what stands between its tracks is no chunk'
    const end = at + CHUNK_HEAD + view.getUint32(at + 4)
    if (end > bytes.length) return CUT_OFF
    if (at === 0 || name === 'MTrk') music.push(bytes.subarray(at, end))
    if (name === 'MTrk') tracks--
    at = end
  }
  return joined(music)
}

const CUT_OFF = 'is cut off: its last track is not whole'

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Data bytes have seven bits; the parser takes eight. */
function isSound(event: MidiEvent): boolean {
  if (!(event.deltaTime >= 0)) return false
  return event.type !== 'noteOn' || (event.velocity <= 127 && event.noteNumber <= 127)
}

interface TickNote extends Omit<MidiOnset, 'time'> {
  readonly tick: number
}

interface TickTempo {
  readonly tick: number
  readonly microsecondsPerQuarter: number
}

function failed(message: string): Reading<never> {
  return { ok: false, problems: [{ path: '', message }] }
}

function notesOf(data: MidiData): readonly TickNote[] {
  const notes: TickNote[] = []
  for (const track of data.tracks) {
    let tick = 0
    for (const event of track) {
      tick += event.deltaTime
      if (event.type === 'noteOn' && event.velocity > 0) {
        notes.push({ tick, velocity: event.velocity / 127, pitch: event.noteNumber })
      }
    }
  }
  return notes.sort((a, b) => a.tick - b.tick)
}

function tempiOf(data: MidiData): readonly TickTempo[] {
  const tempi: TickTempo[] = []
  for (const track of data.tracks) {
    let tick = 0
    for (const event of track) {
      tick += event.deltaTime
      if (event.type === 'setTempo') {
        tempi.push({ tick, microsecondsPerQuarter: event.microsecondsPerBeat })
      }
    }
  }
  return tempi.sort((a, b) => a.tick - b.tick)
}

function inSeconds(
  notes: readonly TickNote[],
  tempi: readonly TickTempo[],
  ticksPerQuarter: number,
): readonly MidiOnset[] {
  const onsets: MidiOnset[] = []
  let next = 0
  let from = { tick: 0, time: 0, microsecondsPerQuarter: DEFAULT_MICROSECONDS }
  const timeOf = (tick: number) =>
    from.time + ((tick - from.tick) * from.microsecondsPerQuarter) / (ticksPerQuarter * 1e6)
  for (const { tick, velocity, pitch } of notes) {
    for (let change = tempi[next]; change !== undefined && change.tick <= tick; change = tempi[++next]) {
      from = { ...change, time: timeOf(change.tick) }
    }
    onsets.push({ time: timeOf(tick), velocity, pitch })
  }
  return onsets
}
