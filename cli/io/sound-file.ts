/** A WAV file written piece by piece: to a temporary file beside it, renamed when all of it is on disk. */

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type WavShape, wavWriter } from '../../runtime/audio/wav.ts'
import { fileFailure } from '../outcome.ts'

export interface SoundFile {
  readonly path: string
  /** @throws Failure where the disk is full */
  write(left: Float32Array, right: Float32Array, frames: number): void
  /** The file is complete: gives it its name. */
  finish(): void
  /** Leaves nothing behind; does nothing after `finish`. */
  discard(): void
}

/** Frames that are gathered before they are written. */
const PIECE = 16384

export function openSoundFile(path: string, shape: WavShape, seed: number): SoundFile {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  const writer = wavWriter({ ...shape, seed })
  const left = new Float32Array(PIECE)
  const right = new Float32Array(PIECE)
  let held = 0
  let handle: number | null = guarded(() => openSync(temporary, 'w'))
  put(writer.header)
  return { path, write, finish, discard }

  function guarded<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      discard()
      throw fileFailure(path, error, 'write')
    }
  }

  function put(bytes: Uint8Array): void {
    const to = handle
    if (to === null) return
    guarded(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes, at)
    })
  }

  function write(l: Float32Array, r: Float32Array, frames: number): void {
    for (let n = 0; n < frames; ) {
      const count = Math.min(frames - n, PIECE - held)
      left.set(l.subarray(n, n + count), held)
      right.set(r.subarray(n, n + count), held)
      held += count
      n += count
      if (held === PIECE) flush()
    }
  }

  function flush(): void {
    if (held > 0) put(writer.frames([left, right], 0, held))
    held = 0
  }

  function finish(): void {
    flush()
    put(writer.end())
    const to = handle
    if (to === null) return
    guarded(() => {
      fsyncSync(to)
      closeSync(to)
      handle = null
      renameSync(temporary, path)
    })
  }

  function discard(): void {
    if (handle !== null) {
      closeSync(handle)
      handle = null
    }
    rmSync(temporary, { force: true })
  }
}
