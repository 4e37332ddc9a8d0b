/** `sil timbre render PROMPT --out F.wav [--class NAME]` */

import { extname } from 'node:path'
import { patchesAsPlayed } from '../../compiler/played-prompt.ts'
import { peakOf } from '../../runtime/audio/level.ts'
import { orderedParams } from '../../runtime/audio/palette/baked-patch.ts'
import { fadeOut } from '../../runtime/audio/render.ts'
import { classOf, PLAYERS, type Player, strike } from '../../runtime/audio/strike.ts'
import { type ClassAxis, TIMBRE_SPACE } from '../../runtime/timbre/axes.ts'
import { leafSound } from '../../runtime/timbre/baked.ts'
import { TimbreEmbedding } from '../../runtime/timbre/embedding.ts'
import { lexiconSpace } from '../../runtime/timbre/lexicon-space.ts'
import type { TimbreModel } from '../../runtime/timbre/model.ts'
import { gainOfDecibels } from '../../runtime/units.ts'
import { type Context, printJson } from '../context.ts'
import { soundFiles } from '../io/sound-file.ts'
import { DONE, type ExitStatus, Failure, WRONG_USAGE } from '../outcome.ts'
import { printableLine } from '../print/printable.ts'
import { askModel, checkedPrompt, warnUnknown } from '../timbres.ts'

const RATE = 48_000
/** As long as a cymbal is listened to; what is over sooner ends sooner. */
const MOST_SECONDS = 4
const LEAST_SECONDS = 0.25
/** Below this a tail is over. */
const OVER = 1e-4
/** What is broken off clicks: what still rings then dies away, and of what is over the rest goes out unheard. */
const RINGING_FADE = 0.5
const OVER_FADE = 0.02
/** −3 dBFS: one sound has no band to be loud beside. */
const PEAK = gainOfDecibels(-3)

export async function runTimbreRender(
  context: Context,
  given: string,
  { out, as }: { readonly out: string; readonly as: ClassAxis | null },
): Promise<ExitStatus> {
  if (extname(out).toLowerCase() !== '.wav')
    throw new Failure(WRONG_USAGE, `I cannot tell what ${out} should be.`, 'Let it end in .wav.')
  const prompt = checkedPrompt(given)
  const played = as ?? classOf(TimbreEmbedding.fromDirection(wordsOf(prompt)))
  const by = PLAYERS[played]
  const { space, unknown, timbre } = await askModel(context, async (model) => {
    const { unknown } = await model.embed(prompt)
    // No voice of a piece is a shaker: who asks for one says so.
    const said = as === 'shaker' && !model.namesSound(prompt) ? `${prompt} shaker` : prompt
    return { unknown, timbre: await timbreFor(model, said, by) }
  })
  const { left, right } = strike(timbre, by, { sampleRate: RATE, seconds: MOST_SECONDS })
  const frames = lengthOf(left, right)
  const gain = PEAK / Math.max(1e-9, peakOf(left, frames), peakOf(right, frames))
  for (const channel of [left, right]) for (let i = 0; i < frames; i++) channel[i] = gain * (channel[i] ?? 0)
  const fading = Math.round(RATE * (frames === left.length ? RINGING_FADE : OVER_FADE))
  fadeOut({ left, right }, frames, frames, fading)
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
    await warnUnknown(context, prompt, unknown, space)
    context.err(`${seconds.toFixed(2)} s, played as ${played}\n${printableLine(out)}\n`)
  }
  return DONE
}

/** As a piece plays it whose voice has this prompt. */
async function timbreFor(model: TimbreModel, prompt: string, by: Player): Promise<TimbreEmbedding> {
  const { vector } = await model.embed(prompt)
  if (model.space === TIMBRE_SPACE) return TimbreEmbedding.fromDirection(vector)
  const patches = await patchesAsPlayed(prompt, by, model, orderedParams)
  return TimbreEmbedding.fromDirection(vector, model.space, leafSound(wordsOf(prompt), patches))
}

const wordsOf = (prompt: string): Float64Array => Float64Array.from(lexiconSpace.encode(prompt).vector)

function lengthOf(left: Float32Array, right: Float32Array): number {
  let last = left.length
  while (last > LEAST_SECONDS * RATE && Math.abs(left[last - 1] ?? 0) + Math.abs(right[last - 1] ?? 0) < OVER)
    last--
  return last
}
