/** `sil timbre render PROMPT --out F.wav [--class NAME]` */

import { extname } from 'node:path'
import { peakOf } from '../../runtime/audio/level.ts'
import { orderedParams } from '../../runtime/audio/palette/baked-patch.ts'
import { classOf, strike } from '../../runtime/audio/strike.ts'
import { type ClassAxis, TIMBRE_SPACE } from '../../runtime/timbre/axes.ts'
import { leafSound, VOICE_TARGETS } from '../../runtime/timbre/baked.ts'
import { TimbreEmbedding } from '../../runtime/timbre/embedding.ts'
import { lexiconSpace } from '../../runtime/timbre/lexicon-space.ts'
import type { TimbreModel } from '../../runtime/timbre/model.ts'
import { gainOfDecibels } from '../../runtime/units.ts'
import { type Context, printJson } from '../context.ts'
import { soundFiles } from '../io/sound-file.ts'
import { DONE, type ExitStatus, Failure, WRONG_USAGE } from '../outcome.ts'
import { askModel, checkedPrompt, warnUnknown } from '../timbres.ts'

const RATE = 48_000
/** As long as a cymbal is listened to; what is over sooner ends sooner. */
const MOST_SECONDS = 4
const LEAST_SECONDS = 0.25
/** Below this a tail is over. */
const OVER = 1e-4
/** −3 dBFS: one sound has no band to be loud beside. */
const PEAK = gainOfDecibels(-3)

/** What a class is called in a prompt. */
const NOUNS: Readonly<Record<ClassAxis, string>> = {
  kick: 'kick drum',
  snare: 'snare drum',
  hat: 'hi-hat',
  cymbal: 'cymbal',
  tom: 'tom',
  click: 'click',
  shaker: 'shaker',
  bass: 'bass',
  keys: 'piano',
  guitar: 'guitar',
}

export async function runTimbreRender(
  context: Context,
  given: string,
  { out, as }: { readonly out: string; readonly as: ClassAxis | null },
): Promise<ExitStatus> {
  if (extname(out).toLowerCase() !== '.wav')
    throw new Failure(WRONG_USAGE, `I cannot tell what ${out} should be.`, 'Let it end in .wav.')
  const prompt = checkedPrompt(given)
  const { space, unknown, timbre } = await askModel(context, async (model) => {
    const { unknown } = await model.embed(prompt)
    return { unknown, timbre: await timbreFor(model, prompt, as) }
  })
  const played = as ?? classOf(timbre)
  const { left, right } = strike(timbre, played, { sampleRate: RATE, seconds: MOST_SECONDS })
  const frames = lengthOf(left, right)
  const gain = PEAK / Math.max(1e-9, peakOf(left, frames), peakOf(right, frames))
  for (const channel of [left, right]) for (let i = 0; i < frames; i++) channel[i] = gain * (channel[i] ?? 0)
  const files = soundFiles()
  try {
    const shape = { sampleRate: RATE, channels: 2, frames, format: 'pcm24' } as const
    files.open(out, shape, 0).write(left, right, frames)
    files.finish()
  } finally {
    files.discard()
  }
  const seconds = frames / RATE
  if (context.json) {
    printJson(context, { version: 1, space, prompt, class: played, unknown, file: out, seconds })
  } else {
    warnUnknown(context, prompt, unknown, space)
    context.err(`${seconds.toFixed(2)} s, played as ${played}\n${out}\n`)
  }
  return DONE
}

/** As a piece would have it: a class that the prompt does not name is its noun. */
async function timbreFor(model: TimbreModel, prompt: string, as: ClassAxis | null): Promise<TimbreEmbedding> {
  const own = TimbreEmbedding.fromDirection(lexiconSpace.encode(prompt).vector)
  const said = as === null || own.grade(as) > 0.5 ? prompt : `${prompt} ${NOUNS[as]}`
  const { vector } = await model.embed(said)
  if (model.space === TIMBRE_SPACE) return TimbreEmbedding.fromDirection(vector)
  const patches = Object.fromEntries(
    VOICE_TARGETS.map((target) => [target, orderedParams(model.decode(vector, target), target)]),
  )
  const words = Float64Array.from(lexiconSpace.encode(said).vector)
  return TimbreEmbedding.fromDirection(vector, model.space, leafSound(words, patches))
}

function lengthOf(left: Float32Array, right: Float32Array): number {
  let last = left.length
  while (last > LEAST_SECONDS * RATE && Math.abs(left[last - 1] ?? 0) + Math.abs(right[last - 1] ?? 0) < OVER)
    last--
  return last
}
