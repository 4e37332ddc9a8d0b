/** A recording on its way to a timbre: read whole, since it is short, and refused in words where nothing can be heard in it. */

import type { Hertz, Seconds } from '../../units.ts'
import { areOpposite, decodeMono, type FetchBytes, readWavHeader } from '../wav-reader.ts'

/** Longer than any one sound; of a take nobody could say which sound of it is meant. */
export const MOST_SECONDS: Seconds = 60
/** −60 dBFS: below this it is the noise of a converter. */
const SILENCE = 1e-3
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
  let peak = 0
  for (const sample of samples) {
    if (!Number.isFinite(sample)) return { ok: false, problem: 'holds samples that are no numbers' }
    peak = Math.max(peak, Math.abs(sample))
  }
  if (peak < SILENCE) return { ok: false, problem: 'is silent' }
  return { ok: true, samples, sampleRate: info.sampleRate, cutOff: info.truncated }
}

const lengthOf = (seconds: Seconds): string =>
  seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`
