/** What the timbre commands share: the model they ask, prompts that can be asked about, attributes as a picture. */

import { LIMITS } from '../compiler/limits.ts'
import { lexiconModel } from '../runtime/audio/listen/lexicon-model.ts'
import { TIMBRE_SPACE } from '../runtime/timbre/axes.ts'
import type { TimbreModel } from '../runtime/timbre/model.ts'
import { profilePicture } from '../runtime/timbre/profile.ts'
import { readPrompt } from '../runtime/timbre/prompt.ts'
import { UNKNOWN_WORDS } from '../runtime/timbre/space.ts'
import type { TimbreSpaceId } from '../runtime/timbre/spaces.ts'
import type { Context } from './context.ts'
import { Failure, INPUT_ERROR } from './outcome.ts'
import { warn } from './print/warn.ts'
import { trainedElse, trainedModel, wordsNear } from './trained-model.ts'

/** What the trained model answers, else the lexicon, and whose space it is. @param ask prints nothing before the model has answered all of it */
export function askModel<T extends object>(
  context: Context,
  ask: (model: TimbreModel) => Promise<T>,
): Promise<T & { readonly space: TimbreSpaceId }> {
  const asked = async (model: TimbreModel) => ({ ...(await ask(model)), space: model.space })
  return trainedElse(
    context,
    async () => asked(trainedModel()),
    () => asked(lexiconModel),
  )
}

/** @throws Failure where nobody could say anything of it: the same that a piece may not hold */
export function checkedPrompt(prompt: string): string {
  if (prompt.trim() === '') {
    throw new Failure(INPUT_ERROR, 'A prompt is empty.', 'Say how it sounds, as in "warm woody click".')
  }
  if (prompt.length > LIMITS.promptLength) {
    throw new Failure(
      INPUT_ERROR,
      `A prompt has ${prompt.length} characters; the limit is ${LIMITS.promptLength}.`,
      'Say it in a few words: a noun, and how it sounds.',
    )
  }
  return prompt
}

/** Words that nobody knows are never passed over in silence, and what is known and near is said of the first ones. */
export async function warnUnknown(
  context: Context,
  prompt: string,
  unknown: readonly string[],
  space: TimbreSpaceId,
): Promise<void> {
  const words = unknown.map((word) => `"${word}"`).join(', ')
  const asked = prompt.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  if (asked === 0) warn(context, `"${prompt}" has no word in it: it has no character of its own.`)
  else if (unknown.length === 0) return
  else if (space === TIMBRE_SPACE && asked <= unknown.length)
    warn(context, `I know no word of "${prompt}": it has no character of its own.`)
  else {
    const decides = UNKNOWN_WORDS[space === TIMBRE_SPACE ? 'left out' : 'read']
    const near = await nearUnknown(prompt, unknown.slice(0, ANSWERED), space)
    warn(
      context,
      [`I do not know how ${words} ${unknown.length === 1 ? 'sounds' : 'sound'}; ${decides}.`, ...near].join(
        ' ',
      ),
    )
  }
}

/** Unknown words that are answered one by one. */
const ANSWERED = 3

/** By how it is spelled, and by what it means, which only the trained model's encoder knows. */
async function nearUnknown(
  prompt: string,
  unknown: readonly string[],
  space: TimbreSpaceId,
): Promise<readonly string[]> {
  const spelled = new Map(
    readPrompt(prompt).unknown.map(({ word, nearest }) => [word.toLowerCase(), nearest[0]]),
  )
  const said: string[] = []
  for (const word of unknown) {
    const meant = spelled.get(word.toLowerCase())
    if (meant !== undefined) said.push(`Did you mean "${meant}"?`)
    const near = space === TIMBRE_SPACE ? [] : await wordsNear(word)
    const others = near.filter((one) => one !== meant).map((one) => `"${one}"`)
    if (others.length > 0) said.push(`Known words near "${word}": ${others.join(', ')}.`)
  }
  return said
}

/** A line for each attribute that stands out, a little to the right. */
export const attributePicture = (attributes: Readonly<Record<string, number>>): string =>
  profilePicture(attributes)
    .map((line) => `  ${line}\n`)
    .join('')
