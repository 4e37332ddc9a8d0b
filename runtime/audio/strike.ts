/** One stroke or note of a timbre, by the engine that plays bands: for who wants to hear a timbre by itself. */

import type { MemberKind } from '../policy.ts'
import { CLASS_AXES, type ClassAxis } from '../timbre/axes.ts'
import type { TimbreEmbedding } from '../timbre/embedding.ts'
import { type Hertz, hertzOfMidi, type Seconds } from '../units.ts'
import { AudioEngine } from './engine.ts'
import { patchOf } from './palette/patches.ts'

export interface StrikeShape {
  readonly sampleRate: Hertz
  readonly seconds: Seconds
  /** 0 to 1. */
  readonly velocity?: number
}

export interface Player {
  readonly kind: MemberKind
  readonly voice: string
}

/** Who plays a class. */
export const PLAYERS: Readonly<Record<ClassAxis, Player>> = {
  kick: { kind: 'drummer', voice: 'kick' },
  snare: { kind: 'drummer', voice: 'snare' },
  hat: { kind: 'drummer', voice: 'hat' },
  cymbal: { kind: 'drummer', voice: 'ride' },
  tom: { kind: 'drummer', voice: 'tom2' },
  click: { kind: 'metronome', voice: 'beat' },
  shaker: { kind: 'metronome', voice: 'beat' },
  bass: { kind: 'bassist', voice: 'line' },
  keys: { kind: 'pianist', voice: 'comp' },
  guitar: { kind: 'guitarist', voice: 'comp' },
}

/** MIDI numbers: low E of a bass's middle octave, E of a guitar, middle C; 0 for what has no pitch. */
const PITCHES: Readonly<Record<MemberKind, number>> = {
  metronome: 0,
  drummer: 0,
  bassist: 40,
  pianist: 60,
  guitarist: 52,
}

/** The class that a timbre names most; a click where it names none. */
export function classOf(timbre: TimbreEmbedding): ClassAxis {
  let best: ClassAxis = 'click'
  let most = 0.15
  for (const axis of CLASS_AXES) {
    const grade = timbre.grade(axis)
    if (grade <= most) continue
    most = grade
    best = axis
  }
  return best
}

/** The sound, left and right: the first sample is the stroke's. */
export function strike(
  timbre: TimbreEmbedding,
  { kind, voice }: Player,
  { sampleRate, seconds, velocity = 0.8 }: StrikeShape,
): { readonly left: Float32Array; readonly right: Float32Array } {
  const pitch = PITCHES[kind]
  const engine = new AudioEngine({ sampleRate })
  const { instrument, values } = patchOf(kind, voice, timbre, 'normal')
  engine.setPatch(0, instrument, values)
  engine.schedule({
    frame: 0,
    patch: 0,
    channel: 0,
    velocity,
    pitch: pitch === 0 ? 0 : hertzOfMidi(pitch),
    // A note is held for three quarters of what is heard.
    hold: pitch === 0 ? 0 : Math.round(0.75 * seconds * sampleRate),
    gain: 0.5,
    pan: 0,
    key: 7,
  })
  const frames = Math.round(seconds * sampleRate) + engine.latency
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  engine.process(left, right, frames)
  return { left: left.subarray(engine.latency), right: right.subarray(engine.latency) }
}
