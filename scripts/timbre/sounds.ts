/**
 * The sounds of docs/timbre.md: node scripts/on-own-node.mjs scripts/timbre/sounds.ts [FOLDER]
 *
 * Each prompt as an app has it, rendered; those of a sweep one after the other in a file.
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { classOf, soundOf } from '../../bench/timbre/hear.ts'
import { RATE } from '../../models/timbre/audio/excerpt.ts'
import { openTimbreModel } from '../../models/timbre/node.ts'
import { OPPOSITES } from '../../models/timbre/words/attributes.ts'
import { gradedPrompts } from '../../models/timbre/words/captions.ts'
import { FOUNDING_PROMPTS } from '../../models/timbre/words/lexicon.ts'
import { wavBytes } from '../../runtime/audio/wav.ts'

const PEAK = 0.7
/** Of silence before the next one, at least. */
const FADE_SECONDS = 0.02

const folder = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'docs', 'sounds')
mkdirSync(folder, { recursive: true })
const opened = openTimbreModel()
if (!opened.ok) throw new Error(opened.problem)
const { model } = opened

/** @param seconds that each has */
async function written(
  name: string,
  prompts: readonly string[],
  classId: string,
  seconds: number,
): Promise<void> {
  const frames = Math.round(seconds * RATE)
  const all = new Float32Array(frames * prompts.length)
  for (const [i, prompt] of prompts.entries()) {
    const { vector } = await model.embed(prompt)
    const { samples } = soundOf(model, vector, classOf(classId))
    all.set(faded(samples.subarray(0, frames)), i * frames)
  }
  const most = all.reduce((peak, x) => Math.max(peak, Math.abs(x)), 1e-9)
  const channel = all.map((x) => (x * PEAK) / most)
  writeFileSync(
    join(folder, `${name}.wav`),
    wavBytes({ sampleRate: RATE, format: 'pcm16', channels: [channel] }),
  )
}

function faded(samples: Float32Array): Float32Array {
  const fade = Math.round(FADE_SECONDS * RATE)
  return samples.map((x, i) => x * Math.min(1, (samples.length - i) / fade))
}

for (const { prompt } of FOUNDING_PROMPTS) await written(prompt.replaceAll(' ', '-'), [prompt], 'kick', 0.6)
for (const [attribute, noun, classId, seconds] of [
  ['bright', 'snare', 'snare', 0.5],
  ['long', 'tom', 'tom', 0.8],
  // What it does not do: a soft bell is hardly softer.
  ['hard', 'bell', 'bell', 0.7],
] as const)
  await written(
    `${attribute}-${noun}`,
    gradedPrompts(attribute, noun, OPPOSITES[attribute].low),
    classId,
    seconds,
  )
await opened.close()
