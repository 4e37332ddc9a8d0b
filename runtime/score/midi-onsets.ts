/** Onsets from a Standard MIDI File: what a player's recording gives to `sil perform`. */

import { type MidiData, type MidiEvent, parseMidi } from 'midi-file'
import type { Midi, Ratio, Seconds } from '../units.ts'
import type { Reading } from './checks.ts'

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
  if (isCutOff(bytes)) return failed('is cut off: its last track is not whole')
  let data: MidiData
  try {
    data = parseMidi(bytes)
  } catch (error) {
    // The parser throws texts.
    return failed(`is not a MIDI file: ${error instanceof Error ? error.message : String(error)}`)
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
  return { ok: true, value: inSeconds(notesOf(data), tempiOf(data), ticksPerBeat) }
}

/** The parser takes what is there for all: the chunks must be as long as they say, and as many tracks as the header says. */
function isCutOff(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const named = (at: number, name: string): boolean =>
    at + 8 <= bytes.length && [...name].every((char, i) => bytes[at + i] === char.charCodeAt(0))
  // What is no MIDI file at all is the parser's to say.
  if (!named(0, 'MThd')) return false
  if (bytes.length < 14) return true
  let missing = view.getUint16(10)
  let at = 8 + view.getUint32(4)
  for (; missing > 0; missing--) {
    // Another kind of chunk, or none: the parser refuses it where something follows.
    if (!named(at, 'MTrk')) return at + 8 > bytes.length
    at += 8 + view.getUint32(at + 4)
    if (at > bytes.length) return true
  }
  return false
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
