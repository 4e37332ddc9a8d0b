/** A timbre heard by itself, and a recording heard as a timbre. */

import type { PlayedBy } from '../../../compiler/defaults.ts'
import { lexiconModel } from '../../../runtime/audio/listen/lexicon-model.ts'
import { readRecording } from '../../../runtime/audio/listen/recording.ts'
import { strike } from '../../../runtime/audio/strike.ts'
import type { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'
import { describeIn } from '../../../runtime/timbre/nearest.ts'
import { type AskTimbre, asked } from './reader.ts'

const SECONDS = 2
/** −6 dBFS */
const PEAK = 0.5

export interface Ear {
  /** Plays one stroke or note. */
  play(timbre: TimbreEmbedding, by: PlayedBy): void
  close(): void
}

export function createEar(): Ear {
  let context: AudioContext | null = null
  return {
    play(timbre, by) {
      context ??= new AudioContext({ latencyHint: 'interactive' })
      void context.resume()
      const { sampleRate } = context
      const { left, right } = strike(timbre, by, { sampleRate, seconds: SECONDS })
      const buffer = context.createBuffer(2, left.length, sampleRate)
      const most = [left, right].reduce(
        (peak, channel) => channel.reduce((a, x) => Math.max(a, Math.abs(x)), peak),
        1e-9,
      )
      for (const [i, channel] of [left, right].entries()) {
        buffer.copyToChannel(
          Float32Array.from(channel, (x) => (x * PEAK) / most),
          i,
        )
      }
      const source = new AudioBufferSourceNode(context, { buffer })
      source.connect(context.destination)
      source.start()
    },
    close: () => void context?.close(),
  }
}

/** More bytes than a minute of sound has in any common format. */
const MOST_BYTES = 100_000_000

/** Longer than for a prompt: its encoder may have to be loaded first, and words that change once they are read are worse than late ones. */
const PATIENCE_MS = 12_000

export type Heard =
  | {
      readonly ok: true
      readonly prompt: string
      /** What is to be said besides: "it was cut off". */
      readonly notes: readonly string[]
    }
  | { readonly ok: false; readonly problem: string }

/** What a WAV file sounds like, in words: by the trained ear, else by the lexicon's. */
export async function hearFile(file: File, ask: AskTimbre): Promise<Heard> {
  if (file.size > MOST_BYTES) return { ok: false, problem: 'is larger than one sound is' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const recording = readRecording(bytes.length, (at, length) => bytes.subarray(at, at + length))
  if (!recording.ok) return recording
  const { samples, sampleRate } = recording
  const cut = recording.cutOff ? ['it was cut off'] : []
  // Its samples go to the other thread; the lexicon may need them here.
  const answer = await Promise.race([
    asked(ask, { about: 'recording', samples: samples.slice(), sampleRate }),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS)),
  ])
  if (answer?.about === 'recording') {
    if (!answer.heard.ok) return answer.heard
    const { prompt, note } = answer.heard
    return { ok: true, prompt, notes: note === null ? cut : [...cut, note] }
  }
  const heard = lexiconModel.embedAudio(samples, sampleRate)
  if (!heard.ok) return heard
  const { prompt } = await describeIn(lexiconModel, heard.vector)
  return { ok: true, prompt, notes: [...cut, 'heard by the lexicon'] }
}
