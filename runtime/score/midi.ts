/**
 * A score as a Standard MIDI File: what any sequencer opens.
 *
 * Format 1, 960 ticks a quarter: a first track with tempi, metres, keys and a marker for each section, then one track a member. Notes stand where
 * they *sound* (`timestamp`), mapped through the tempo map, so that the file sounds right; bar lines are the
 * written ones. The same score gives the same bytes.
 *
 * What MIDI cannot carry: `gridTimestamp`, `responseMode`, `emphasis`, `measure`, `cell` and the timbre (which only
 * picks the program); a pitch between two semitones (the nearer one is taken); times before 0 (moved to 0);
 * a level (folded into the velocity, rounded to 1/127, never 0); the pan of single drums.
 */

import { exp2 } from '../math.ts'
import type { Seconds } from '../units.ts'
import type { Beat } from './beat.ts'
import { meta, type TrackEvent, utf8, variableLength } from './midi-bytes.ts'
import { conductorEvents } from './midi-conductor.ts'
import { drumNote, programOf, strokesOf } from './midi-map.ts'
import type { Score } from './score.ts'
import { createTickMap, TICKS_PER_QUARTER, type TickMap } from './tick-map.ts'

const DRUM_CHANNEL = 9
/** Channels for pitched members; with more members than these, two share one. */
const PITCHED_CHANNELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15] as const

/** A drum without a duration is held this long: some samplers drop shorter notes. */
const NOMINAL_SECONDS = 0.1

interface Note {
  readonly channel: number
  readonly key: number
  readonly velocity: number
  readonly start: number
  end: number
  readonly choked: boolean
}

/**
 * The score as the bytes of a `.mid` file.
 * @throws RangeError where a time or tempo is not finite, or a time lies beyond what MIDI can count (about 38 h).
 */
export function scoreToMidi(score: Score): Uint8Array {
  const ticks = createTickMap(score)
  const members = [...new Set(score.beats.map((beat) => beat.member))]
  let pitched = 0
  const tracks = members.map((member) => {
    const beats = score.beats.filter((beat) => beat.member === member)
    const channel = beats.some((beat) => beat.pitch !== null)
      ? (PITCHED_CHANNELS[pitched++ % PITCHED_CHANNELS.length] ?? 0)
      : DRUM_CHANNEL
    return trackBytes([...nameEvent(member), ...memberEvents(beats, channel, ticks)])
  })
  const first = trackBytes([...nameEvent(score.name), ...conductorEvents(score, ticks)])
  return Uint8Array.from([
    ...chunk('MThd', [0, 1, ...word16(tracks.length + 1), ...word16(TICKS_PER_QUARTER)]),
    ...[first, ...tracks].flatMap((bytes) => chunk('MTrk', bytes)),
  ])
}

function memberEvents(beats: readonly Beat[], channel: number, ticks: TickMap): readonly TrackEvent[] {
  const events: TrackEvent[] = []
  const notes: Note[] = []
  let pan = 0
  const voice = beats.find((beat) => beat.pitch !== null)
  if (voice !== undefined) events.push({ tick: 0, bytes: [0xc0 | channel, programOf(voice.timbre)] })
  for (const beat of beats) {
    if (beat.pitch !== null && beat.pan !== pan) {
      pan = beat.pan
      const position = Math.max(0, Math.min(127, Math.round(64 + 63.5 * pan)))
      events.push({ tick: ticks.tickOf(beat.timestamp), bytes: [0xb0 | channel, 10, position] })
    }
    // An end that MIDI cannot count to is told before strokes are made up to it.
    if (beat.articulation === 'roll') ticks.tickOf(beat.timestamp + beat.duration)
    for (const stroke of strokesOf(beat)) {
      notes.push(noteOf(beat, beat.timestamp + stroke.delay, stroke.loudness, channel, ticks))
    }
  }
  notes.sort((a, b) => a.start - b.start)
  separate(notes)
  for (const note of notes) {
    events.push({ tick: note.start, bytes: [0x90 | note.channel, note.key, note.velocity] })
    // A hand on the cymbal: samplers end its sound at full key pressure, and let drums ring on past a note-off.
    if (note.choked) events.push({ tick: note.end, bytes: [0xa0 | note.channel, note.key, 127] })
    events.push({ tick: note.end, bytes: [0x80 | note.channel, note.key, 64] })
  }
  return events
}

function noteOf(beat: Beat, time: Seconds, loudness: number, channel: number, ticks: TickMap): Note {
  const start = ticks.tickOf(time)
  const choked = beat.articulation === 'choke'
  const written = beat.articulation === 'roll' || beat.duration <= 0 ? NOMINAL_SECONDS : beat.duration
  const held = choked ? Math.min(written, CHOKE_SECONDS) : written
  return {
    channel: beat.pitch === null ? DRUM_CHANNEL : channel,
    key: beat.pitch === null ? drumNote(beat) : Math.max(0, Math.min(127, Math.round(beat.pitch))),
    velocity: midiVelocity(beat, loudness),
    start,
    end: Math.max(start + 1, ticks.tickOf(time + held)),
    choked,
  }
}

/** A cymbal that is choked is caught about that long after the stroke. */
const CHOKE_SECONDS: Seconds = 0.1

/** log2(10) / 40: General MIDI recommends a level of 40·log10(velocity / 127) dB. */
const VELOCITY_OCTAVES_PER_DECIBEL = 0.08304820237218406

function midiVelocity(beat: Beat, loudness: number): number {
  const velocity = 127 * beat.velocity * loudness * exp2(beat.level * VELOCITY_OCTAVES_PER_DECIBEL)
  return Math.max(1, Math.min(127, Math.round(velocity)))
}

/** A key struck again ends where it is struck, so that its first off does not cut the second note. */
function separate(notes: readonly Note[]): void {
  const sounding = new Map<number, Note>()
  for (const note of notes) {
    const id = note.channel * 128 + note.key
    const before = sounding.get(id)
    if (before !== undefined && before.start < note.start && before.end > note.start) before.end = note.start
    sounding.set(id, note)
  }
}

function nameEvent(name: string): readonly TrackEvent[] {
  return name === '' ? [] : [{ tick: 0, bytes: meta(0x03, utf8(name)) }]
}

/** Events of one tick keep their order: settings before notes, a key's off before its next on. */
function trackBytes(events: readonly TrackEvent[]): readonly number[] {
  const bytes: number[] = []
  let now = 0
  for (const event of [...events].sort((a, b) => a.tick - b.tick)) {
    bytes.push(...variableLength(event.tick - now), ...event.bytes)
    now = event.tick
  }
  bytes.push(0, ...meta(0x2f, []))
  return bytes
}

function chunk(name: string, bytes: readonly number[]): number[] {
  const length = [...word16(bytes.length >>> 16), ...word16(bytes.length)]
  return [...utf8(name), ...length].concat(bytes)
}

function word16(value: number): readonly number[] {
  return [(value >>> 8) & 0xff, value & 0xff]
}
