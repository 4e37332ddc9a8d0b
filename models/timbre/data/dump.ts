/**
 * All sounds of a training run, rendered by the voices themselves and read by the feature extractor: numbers only, kept in a cache that
 * is named by what they follow from (the source of voices, of features, of the draws; seed and count). Never committed.
 */

import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { FEATURE_COUNT } from '../audio/features.ts'
import { OFFSETS, UNITS, unitsOf } from '../params.ts'
import { SOUND_CLASSES } from './sounds.ts'

export const TOP = join(import.meta.dirname, '..', '..', '..')
export const CACHE = join(TOP, 'node_modules', '.cache', 'silencio', 'timbre')

/** What a rendered sound and its numbers follow from. */
export const SOURCES: readonly string[] = [
  'runtime/audio/voices/*.ts',
  'runtime/audio/dsp/*.ts',
  'runtime/audio/palette/{archetypes,baked-patch}.ts',
  'models/timbre/audio/{envelope,excerpt,features,periodicity,render-hit,spectrum}.ts',
  'models/timbre/data/{sample,sound-class,sounds,drum-sounds,object-sounds,pitched-sounds}.ts',
  'models/timbre/params.ts',
]

/** Numbers of a sound: its class, its pitch (MIDI; 0 for none), its voice's numbers as −1…1, its features. */
export const ROW = 2 + UNITS + FEATURE_COUNT
export const AT = { classIndex: 0, pitch: 1, units: 2, features: 2 + UNITS } as const

export interface Dump {
  readonly count: number
  /** `count` rows of `ROW`. */
  readonly rows: Float32Array
}

export interface DumpOptions {
  readonly seed: number
  /** Sounds of each class. */
  readonly perClass: number
  /** Share done, 0…1, as it goes on. */
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
}

export const sourceHash = (): string => hashOf(SOURCES)

/** Of the files' names and contents. */
export function hashOf(patterns: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of globSync(patterns, { cwd: TOP }).sort())
    hash.update(`${file}\n`).update(readFileSync(join(TOP, file)))
  return hash.digest('hex').slice(0, 16)
}

/** From the cache, or rendered by two workers. */
export async function dumpSounds({ seed, perClass, onProgress, signal }: DumpOptions): Promise<Dump> {
  const file = join(CACHE, `sounds-${sourceHash()}-${seed}-${perClass}.f32`)
  if (existsSync(file)) {
    const bytes = readFileSync(file)
    const rows = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
    return { count: rows.length / ROW, rows }
  }
  const count = SOUND_CLASSES.length * perClass
  const rows = new Float32Array(count * ROW)
  let done = 0
  const WORKERS = 2
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, part) => {
      const worker = new Worker(new URL('./render-worker.ts', import.meta.url), {
        workerData: { seed, perClass, part, parts: WORKERS },
      })
      const stop = (): void => void worker.terminate()
      signal?.addEventListener('abort', stop)
      try {
        await new Promise<void>((resolve, reject) => {
          worker.on('message', (message: { readonly index: number; readonly row: Float32Array }) => {
            rows.set(message.row, message.index * ROW)
            done++
            onProgress?.(done / count)
          })
          worker.on('error', reject)
          worker.on('exit', () => resolve())
        })
      } finally {
        signal?.removeEventListener('abort', stop)
      }
    }),
  )
  signal?.throwIfAborted()
  if (done !== count) throw new Error(`${count - done} of ${count} sounds were not rendered`)
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(`${file}.part`, rows)
  renameSync(`${file}.part`, file)
  return { count, rows }
}

/** Features of sound `i`. */
export const featuresAt = ({ rows }: Dump, i: number): Float32Array =>
  rows.subarray(i * ROW + AT.features, i * ROW + AT.features + FEATURE_COUNT)

export const unitsAt = ({ rows }: Dump, i: number): Float32Array =>
  rows.subarray(i * ROW + AT.units, i * ROW + AT.units + UNITS)

export const classAt = ({ rows }: Dump, i: number): number => rows[i * ROW + AT.classIndex] ?? 0

/** The row of a sound. */
export function rowOf(
  classIndex: number,
  pitch: number,
  params: ArrayLike<number>,
  features: ArrayLike<number>,
): Float32Array {
  const row = new Float32Array(ROW)
  const target = SOUND_CLASSES[classIndex]?.target ?? VOICE_TARGETS[0] ?? 'percussion'
  row[AT.classIndex] = classIndex
  row[AT.pitch] = pitch > 0 ? 69 + 12 * Math.log2(pitch / 440) : 0
  row.set(unitsOf(target, params), AT.units + OFFSETS[target])
  row.set(Float32Array.from(features), AT.features)
  return row
}
