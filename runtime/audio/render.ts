/**
 * A performance as sound, computed at once: for files, benches and measurements. The same engine as on the audio thread.
 */

import type { Beat } from '../score/beat.ts'
import type { Seconds } from '../units.ts'
import { AudioEngine } from './engine.ts'
import { createPalette, type Player } from './palette/palette.ts'
import type { SampleBank } from './samples/bank.ts'

export interface RenderOptions {
  /** In order of time, as `advance` hands them out. */
  readonly beats: readonly Beat[]
  readonly members: readonly Player[]
  readonly sampleRate: number
  /** How long; time 0 is the first sample. */
  readonly seconds: Seconds
  /** Factor of everything, before the limiter. */
  readonly gain: number
  readonly stems?: boolean
  /** How long the end takes to fade out: a sound that is broken off clicks. None where not given. */
  readonly fade?: Seconds
  /** What pianos are played from; without it they are modal. */
  readonly samples?: SampleBank | null
}

/** A stretch of sound: left and right, of the mix and of each member. Good until the next one is asked for. */
export interface RenderedBlock {
  readonly frames: number
  readonly left: Float32Array
  readonly right: Float32Array
  readonly stems: readonly { readonly left: Float32Array; readonly right: Float32Array }[]
}

const BLOCK = 128
/** Beats are handed to the engine this far ahead, so that its queue stays small however long the piece. */
const AHEAD_SECONDS = 1

/** The sound of a performance, block by block. The limiter's delay is taken out: an event at 1 s sounds at 1 s. */
export function* renderBlocks(options: RenderOptions): Generator<RenderedBlock, void> {
  const { beats, members, sampleRate, seconds, gain, stems = false, fade = 0, samples = null } = options
  const engine = new AudioEngine({ sampleRate, stems })
  engine.setMaster(gain)
  if (samples !== null) engine.setSamples(samples)
  const palette = createPalette({
    sampleRate,
    sink: {
      setPatch: (index, instrument, values) => engine.setPatch(index, instrument, values),
      schedule: (event) => engine.schedule(event),
    },
  })
  palette.setMembers(members)
  const total = Math.ceil(seconds * sampleRate)
  const fading = Math.min(total, Math.round(fade * sampleRate))
  const left = new Float32Array(BLOCK)
  const right = new Float32Array(BLOCK)
  const parts = stems
    ? members.map(() => ({ left: new Float32Array(BLOCK), right: new Float32Array(BLOCK) }))
    : []
  let next = 0
  // What comes out first is the limiter's empty delay; stems have none.
  const skip = stems ? 0 : engine.latency
  for (let frame = -skip; frame < total; ) {
    const horizon = frame + skip + AHEAD_SECONDS * sampleRate
    for (; next < beats.length; next++) {
      const beat = beats[next]
      if (beat === undefined || beat.timestamp * sampleRate > horizon) break
      palette.play(beat, Math.round(beat.timestamp * sampleRate))
    }
    // The delay first, by itself; after it, whole blocks.
    const frames = frame < 0 ? Math.min(BLOCK, -frame) : Math.min(BLOCK, total - frame)
    engine.process(left, right, frames)
    for (let c = 0; c < parts.length; c++) {
      const part = parts[c]
      if (part !== undefined) engine.readStem(c, part.left, part.right, 0, frames)
    }
    if (frame + frames > total - fading) {
      for (const part of [{ left, right }, ...parts]) fadeOut(part, frames, total - frame, fading)
    }
    if (frame >= 0) yield { frames, left, right, stems: parts }
    frame += frames
  }
}

/** Half a cosine down to nothing; the block begins so many frames before the end. */
export function fadeOut(
  { left, right }: { readonly left: Float32Array; readonly right: Float32Array },
  frames: number,
  beforeEnd: number,
  fading: number,
): void {
  for (let n = Math.max(0, beforeEnd - fading); n < frames; n++) {
    const gain = 0.5 - 0.5 * Math.cos((Math.PI * (beforeEnd - 1 - n)) / fading)
    left[n] = gain * (left[n] ?? 0)
    right[n] = gain * (right[n] ?? 0)
  }
}

/** All of it in two arrays. */
export function render(options: RenderOptions): {
  readonly left: Float32Array
  readonly right: Float32Array
} {
  const total = Math.ceil(options.seconds * options.sampleRate)
  const left = new Float32Array(total)
  const right = new Float32Array(total)
  let at = 0
  for (const block of renderBlocks(options)) {
    left.set(block.left.subarray(0, block.frames), at)
    right.set(block.right.subarray(0, block.frames), at)
    at += block.frames
  }
  return { left, right }
}
