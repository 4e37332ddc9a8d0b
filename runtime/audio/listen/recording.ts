/** A recording on its way to a timbre: read whole, since it is short, and refused in words where nothing can be heard in it. */

import type { Hertz, Ratio, Seconds } from '../../units.ts'
import { areOpposite, decodeMono, type FetchBytes, readWavHeader } from '../wav-reader.ts'

/** Longer than any one sound; of a take nobody could say which sound of it is meant. */
const MOST_SECONDS: Seconds = 60
/** −60 dBFS: below this it is the noise of a converter. */
const SILENCE = 1e-3
/** −66 dBFS: what is nearer to zero moves nobody's timbre. */
const LEAST_CONSTANT = 5e-4
/** The nearer to zero of the two is at least so much of the other: of a swing that is cut off it is half. */
const AGREED: Ratio = 0.7
/** The middle one of so many samples is near enough to that of all. */
const MOST_SORTED = 65_536
/** Frames that are decoded at a time: a minute of sixty-four channels must not be in memory at once. */
const PIECE = 65_536

export type Recording =
  | {
      readonly ok: true
      readonly samples: Float32Array
      readonly sampleRate: Hertz
      /** It ends before its header says. */
      readonly cutOff: boolean
    }
  /** `problem` goes on after the file's name: "is silent". */
  | { readonly ok: false; readonly problem: string }

/** @param size of the file in bytes */
export function readRecording(size: number, fetch: FetchBytes): Recording {
  const header = readWavHeader(size, fetch)
  if (!header.ok) return header
  const { info } = header
  const seconds = info.frames / info.sampleRate
  if (seconds > MOST_SECONDS) {
    return {
      ok: false,
      problem: `is ${lengthOf(seconds)} long; one sound is at most ${MOST_SECONDS} seconds`,
    }
  }
  if (info.frames === 0) return { ok: false, problem: 'holds no samples' }
  const opposite = areOpposite(info, fetch)
  const samples = new Float32Array(info.frames)
  for (let from = 0; from < info.frames; from += PIECE) {
    const piece = samples.subarray(from, from + PIECE)
    const bytes = fetch(info.dataOffset + from * info.frameBytes, piece.length * info.frameBytes)
    decodeMono(info, bytes, piece, opposite)
  }
  if (!samples.every(Number.isFinite)) return { ok: false, problem: 'holds samples that are no numbers' }
  const constant = constantIn(samples)
  let peak = 0
  for (let i = 0; i < samples.length; i++) {
    samples[i] = (samples[i] ?? 0) - constant
    peak = Math.max(peak, Math.abs(samples[i] ?? 0))
  }
  if (peak < SILENCE) return { ok: false, problem: 'is silent' }
  return { ok: true, samples, sampleRate: info.sampleRate, cutOff: info.truncated }
}

/**
 * By how much all of it stands beside zero, as cheap converters have it: an ear would take that for a step at the start, and a hat
 * for a thump. Where the mean and the middle one of the samples agree; of a drum that is cut off in its swing, and of a sound that is
 * all peaks, only one of them is beside zero.
 */
function constantIn(samples: Float32Array): number {
  const every = Math.ceil(samples.length / MOST_SORTED)
  const some = samples.filter((_, i) => i % every === 0).sort()
  const middle = some[some.length >> 1] ?? 0
  let mean = 0
  for (const sample of samples) mean += sample / samples.length
  const [constant, other] = Math.abs(mean) < Math.abs(middle) ? [mean, middle] : [middle, mean]
  return Math.abs(constant) < LEAST_CONSTANT || constant / other < AGREED ? 0 : constant
}

const lengthOf = (seconds: Seconds): string =>
  seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`
