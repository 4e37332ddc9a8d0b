/** What the timbre commands share: the model they ask, prompts that can be asked about, attributes as a picture. */

import { LIMITS } from '../compiler/limits.ts'
import { lexiconModel } from '../runtime/audio/listen/lexicon-model.ts'
import type { TimbreModel } from '../runtime/timbre/model.ts'
import { profilePicture } from '../runtime/timbre/profile.ts'
import type { Context } from './context.ts'
import { Failure, INPUT_ERROR } from './outcome.ts'
import { printable } from './print/printable.ts'

/** The model that answers. The lexicon: always there, and at once. */
export async function openModel(): Promise<TimbreModel> {
  return lexiconModel
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

/** Words that count for nothing are never passed over in silence. */
export function warnUnknown(
  context: Context,
  prompt: string,
  unknown: readonly string[],
  known: boolean,
): void {
  const warn = (text: string): void => context.err(`${context.colors.yellow('warning:')} ${text}\n`)
  const words = unknown.map((word) => `"${printable(word)}"`).join(', ')
  if (!known) {
    warn(`I know no word of "${printable(prompt)}": it has no character of its own.`)
  } else if (unknown.length > 0) {
    warn(`I do not know how ${words} ${unknown.length === 1 ? 'sounds' : 'sound'}; the other words decide.`)
  }
}

/** Does a prompt say anything? With words and none unknown it does. */
export const saysAnything = (prompt: string, unknown: readonly string[]): boolean =>
  (prompt.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) > unknown.length

/** A line for each attribute that stands out, a little to the right. */
export const attributePicture = (attributes: Readonly<Record<string, number>>): string =>
  profilePicture(attributes)
    .map((line) => `  ${line}\n`)
    .join('')
