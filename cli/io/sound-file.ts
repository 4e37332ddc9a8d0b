/** WAV files written piece by piece: to temporary files beside them, renamed when all of them are on disk. */

import { closeSync, fsyncSync, rmSync, writeSync } from 'node:fs'
import { type WavShape, wavWriter } from '../../runtime/audio/wav.ts'
import { rename } from '../../training/rename.ts'
import { fileFailure } from '../outcome.ts'
import { endBy, holdingSignals } from './signals.ts'
import { openInstead, refuseHeld, refuseOther, targetOf, temporaryFor } from './write.ts'

interface SoundFile {
  readonly path: string
  /** @throws Failure where the disk is full */
  write(left: Float32Array, right: Float32Array, frames: number): void
}

/** Files that belong together: all of them get their names, or none. */
export interface SoundFiles {
  readonly paths: readonly string[]
  /** @throws Failure where there can be no such file */
  open(path: string, shape: WavShape, seed: number): SoundFile
  /** They are complete: gives them their names. */
  finish(): void
  /** Leaves nothing behind; does nothing after `finish`. */
  discard(): void
}

interface Open extends SoundFile {
  /** Where the file really lies. */
  readonly target: string
  readonly temporary: string
  /** Writes what is held back, to the disk itself. */
  complete(): void
  close(): void
}

/** Frames that are gathered before they are written. */
const PIECE = 16384
/** Sound takes long to compute, and half a file of gigabytes must not stay behind. Heard while whoever computes waits a turn. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export function soundFiles(): SoundFiles {
  const files: Open[] = []
  const stop = (signal: NodeJS.Signals): void => {
    discard()
    endBy(signal)
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  return {
    get paths() {
      return files.map(({ path }) => path)
    },
    open(path, shape, seed) {
      const file = openSoundFile(path, shape, seed, files.length)
      files.push(file)
      return file
    },
    finish() {
      holdingSignals(() => {
        for (const file of files) file.complete()
        for (const { path, target } of files) refuseHeld(path, target)
        for (const { path, target, temporary } of files) named(path, () => rename(temporary, target))
        discard()
      })
    },
    discard,
  }

  function discard(): void {
    for (const signal of SIGNALS) process.off(signal, stop)
    for (const file of files) {
      file.close()
      rmSync(file.temporary, { force: true })
    }
  }
}

function openSoundFile(path: string, shape: WavShape, seed: number, index: number): Open {
  refuseOther(path)
  const target = targetOf(path)
  const temporary = temporaryFor(target, index)
  const writer = wavWriter({ ...shape, seed })
  const left = new Float32Array(PIECE)
  const right = new Float32Array(PIECE)
  let held = 0
  const handle = named(path, () => openInstead(path, temporary))
  let isOpen = true
  try {
    put(writer.header)
  } catch (error) {
    close()
    rmSync(temporary, { force: true })
    throw error
  }
  return { path, target, temporary, write, complete, close }

  function put(bytes: Uint8Array): void {
    named(path, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
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

  function complete(): void {
    flush()
    put(writer.end())
    named(path, () => fsyncSync(handle))
    close()
  }

  function close(): void {
    if (!isOpen) return
    isOpen = false
    closeSync(handle)
  }
}

/** What the file system refuses, in words. */
function named<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw fileFailure(path, error, 'write')
  }
}
