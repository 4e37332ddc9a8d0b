/** Onsets heard in a WAV file, by the ears that also hear a microphone. The file is read in pieces, whatever its length. */

import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { createOnsetDetector } from '../../runtime/audio/ears/detector.ts'
import {
  areOpposite,
  decodeMono,
  type FetchBytes,
  readWavHeader,
  type WavInfo,
} from '../../runtime/audio/wav-reader.ts'
import { Failure, fileFailure, INPUT_ERROR } from '../outcome.ts'
import { letComeSlowly, type Start } from './began-before.ts'
import type { Onset } from './onsets.ts'

export interface HeardFile {
  readonly onsets: readonly Onset[]
  /** The header promises more sound than there is, or was never finished: a recording that was cut off. */
  readonly truncated: boolean
}

/** How far the listening has come, told after each piece. */
export type OnHeard = (pieces: number, of: number) => void

/** Frames read at once: a megabyte or two of the widest files. */
const PIECE = 65_536

/**
 * @param maxSeconds of sound; more is refused before it is heard
 * @param maxOnsets of them; more is refused when it comes
 */
export function hearWav(
  path: string,
  { maxSeconds, maxOnsets }: { readonly maxSeconds: number; readonly maxOnsets: number },
  onHeard: OnHeard = () => {},
): HeardFile {
  try {
    // Asked before it is opened: a pipe would wait for somebody who writes.
    refusePipe(path, statSync(path))
    const handle = openSync(path, 'r')
    try {
      const stat = fstatSync(handle)
      refusePipe(path, stat)
      const fetch = fetchFrom(handle)
      const reading = readWavHeader(stat.size, fetch)
      if (!reading.ok) throw new Failure(INPUT_ERROR, `${path} ${reading.problem}.`)
      const { info } = reading
      if (info.frames / info.sampleRate > maxSeconds) {
        throw new Failure(INPUT_ERROR, `${path} is longer than a whole day.`)
      }
      return { onsets: hear(path, info, fetch, maxOnsets, onHeard), truncated: info.truncated }
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(path, error, 'read')
  }
}

/** A folder is told by what reads it. */
function refusePipe(path: string, stat: Stats): void {
  if (!stat.isFile() && !stat.isDirectory()) {
    throw new Failure(INPUT_ERROR, `${path} is no file on disk, and a WAV file is read from both ends.`)
  }
}

function hear(
  path: string,
  info: WavInfo,
  fetch: FetchBytes,
  maxOnsets: number,
  onHeard: OnHeard,
): readonly Onset[] {
  const onsets: Onset[] = []
  let start: Start | null = null
  const detector = createOnsetDetector(info.sampleRate, (time, velocity) => {
    if (start !== null && time < start.begins) return
    if (onsets.length === maxOnsets) {
      throw new Failure(INPUT_ERROR, `${path} has more than ${maxOnsets} onsets.`)
    }
    onsets.push({ time, velocity, pitch: null })
  })
  const opposite = areOpposite(info, fetch)
  const samples = new Float32Array(PIECE)
  const pieces = Math.ceil(info.frames / PIECE)
  for (let piece = 0; piece < pieces; piece++) {
    const from = piece * PIECE
    const frames = Math.min(PIECE, info.frames - from)
    const bytes = fetch(info.dataOffset + from * info.frameBytes, frames * info.frameBytes)
    const decoded = decodeMono(info, bytes, samples, opposite)
    start ??= letComeSlowly(samples, decoded, info.sampleRate)
    if (start.constant !== 0)
      for (let i = 0; i < decoded; i++) samples[i] = (samples[i] ?? 0) - start.constant
    detector.process(samples, 0, decoded)
    onHeard(piece + 1, pieces)
  }
  detector.finish()
  return onsets
}

/** Reads into one buffer, again and again: what it gives is good until it is asked next. */
function fetchFrom(handle: number): FetchBytes {
  let buffer = Buffer.allocUnsafe(64)
  return (offset, length) => {
    if (buffer.length < length) buffer = Buffer.allocUnsafe(length)
    let filled = 0
    while (filled < length) {
      const read = readSync(handle, buffer, filled, length - filled, offset + filled)
      if (read === 0) break
      filled += read
    }
    return buffer.subarray(0, filled)
  }
}
