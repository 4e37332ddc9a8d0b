import { defaultTimbre } from '../../../compiler/defaults.ts'
import { AudioEngine } from '../../../runtime/audio/engine.ts'
import { patchOf } from '../../../runtime/audio/palette/patches.ts'
import type { SampleBank } from '../../../runtime/audio/samples/bank.ts'
import type { MemberKind } from '../../../runtime/policy.ts'
import type { Articulation } from '../../../runtime/score/beat.ts'
import type { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'
import { timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { RATE } from './measure.ts'

export interface StrikeOptions {
  readonly velocity?: number
  readonly articulation?: Articulation
  readonly seconds?: number
  /** Hertz. */
  readonly pitch?: number
  /** Seconds until the key is let go. */
  readonly hold?: number
  readonly prompt?: string
  /** In place of a prompt. */
  readonly timbre?: TimbreEmbedding
  readonly key?: number
  readonly gain?: number
  readonly rate?: number
  /** What pianos are played from; without it they are modal. */
  readonly samples?: SampleBank
  /** As its stem has it: no room, no limiter. */
  readonly dry?: boolean
}

const BLOCK = 128

const engines = new Map<string, AudioEngine>()

/** Making one takes longer than a short note. One that is reset is as it was made, to the bit (warm-up.test.ts). */
export function silentEngine(sampleRate = RATE, stems = false): AudioEngine {
  const name = `${sampleRate} Hz${stems ? ', stems' : ''}`
  const engine = engines.get(name) ?? new AudioEngine({ sampleRate, stems })
  engines.set(name, engine)
  engine.reset()
  return engine
}

/** One note of one voice, as the left channel plays it; its first sample is the event's. */
export function strike(kind: MemberKind, voice: string, options: StrikeOptions = {}): Float32Array {
  const {
    velocity = 0.8,
    articulation = 'normal',
    seconds = 2,
    pitch = 0,
    hold = 0,
    key = 7,
    gain = 0.5,
  } = options
  const {
    prompt = defaultTimbre(kind, voice),
    timbre = timbreOfText(prompt),
    rate = RATE,
    samples,
    dry = false,
  } = options
  const engine = silentEngine(rate, dry)
  const { instrument, values } = patchOf(kind, voice, timbre, articulation)
  engine.setPatch(0, instrument, values)
  if (samples !== undefined) engine.setSamples(samples)
  engine.schedule({
    frame: 0,
    patch: 0,
    channel: 0,
    velocity,
    pitch,
    hold: Math.round(hold * rate),
    gain,
    pan: -1,
    key,
  })
  const frames = Math.round(seconds * rate) + (dry ? 0 : engine.latency)
  const left = new Float32Array(frames)
  if (dry) {
    const [l, r, stem] = [new Float32Array(BLOCK), new Float32Array(BLOCK), new Float32Array(BLOCK)]
    for (let at = 0; at < frames; at += BLOCK) {
      engine.process(l, r, BLOCK)
      engine.readStem(0, stem, r, 0, BLOCK)
      left.set(stem.subarray(0, frames - at), at)
    }
    return left
  }
  engine.process(left, new Float32Array(frames), frames)
  return left.slice(engine.latency)
}

export const hertz = (midi: number): number => 440 * 2 ** ((midi - 69) / 12)
