/** What a run learns from, made or taken from the cache: sounds, captions, sentences. */

import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCaptionWriter } from '../data/captions.ts'
import { CACHE, dumpSounds, sourceHash, TOP } from '../data/dump.ts'
import { trainingShots } from '../data/one-shots.ts'
import { encodeAll } from '../data/sentences.ts'
import { readingOf } from '../words/reading.ts'
import { laddersOf } from './ladder.ts'
import { type Caption, createLesson, type Lesson } from './lesson.ts'
import type { Material } from './loop.ts'

/** What captions follow from, besides the sounds. */
const CAPTIONS = [
  'models/timbre/words/*.ts',
  'models/timbre/data/{attributes,captions}.ts',
  'models/timbre/train/lesson.ts',
]

export interface MaterialOptions {
  readonly seed: number
  readonly soundsPerClass: number
  readonly captionsPerSound: number
  readonly onProgress: (what: string, share: number) => void
  readonly signal: AbortSignal
}

export async function makeMaterial(options: MaterialOptions): Promise<Material> {
  const { seed, soundsPerClass, onProgress, signal } = options
  const dump = await dumpSounds({
    seed,
    perClass: soundsPerClass,
    onProgress: (share) => onProgress('sounds', share),
    signal,
  })
  const lesson = createLesson(dump, trainingShots())
  const captions = await captionsOf(lesson, options)
  const ladders = laddersOf()
  const sentence = await encodeAll(
    [...captions.flatMap((all) => all.map(({ text }) => text)), ...ladders.flatMap(({ prompts }) => prompts)],
    { onProgress: (share) => onProgress('sentences', share), signal },
  )
  // Read once each: a caption comes again in every epoch.
  const readings = new Map<string, Float32Array>()
  const reading = (text: string): Float32Array => {
    let read = readings.get(text)
    if (read === undefined) {
      read = readingOf(text)
      readings.set(text, read)
    }
    return read
  }
  return { lesson, captions, sentence, reading, ladders }
}

async function captionsOf(
  lesson: Lesson,
  { seed, soundsPerClass, captionsPerSound, onProgress, signal }: MaterialOptions,
): Promise<readonly (readonly Caption[])[]> {
  const hash = createHash('sha256').update(sourceHash())
  for (const name of globSync(CAPTIONS, { cwd: TOP }).sort()) hash.update(readFileSync(join(TOP, name)))
  const name = `captions-${hash.digest('hex').slice(0, 16)}-${seed}-${soundsPerClass}-${captionsPerSound}.json`
  const file = join(CACHE, name)
  if (existsSync(file))
    return JSON.parse(readFileSync(file, 'utf8'), (_, value) =>
      value === 'inf' ? Infinity : value === '-inf' ? -Infinity : value,
    )
  const writer = createCaptionWriter(lesson, seed)
  const all: (readonly Caption[])[] = []
  for (let sound = 0; sound < lesson.count; sound++) {
    all.push(writer.of(sound, captionsPerSound))
    if (sound % 64 === 0) {
      onProgress('captions', sound / lesson.count)
      // Ctrl-C wants to be heard.
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
    }
  }
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(
    `${file}.part`,
    JSON.stringify(all, (_, value) => (value === Infinity ? 'inf' : value === -Infinity ? '-inf' : value)),
  )
  renameSync(`${file}.part`, file)
  return all
}
