/** What the timbre commands share: the model they ask, prompts that can be asked about, attributes as a picture. */

import { LIMITS } from '../compiler/limits.ts'
import { lexiconModel } from '../runtime/audio/listen/lexicon-model.ts'
import type { TimbreModel } from '../runtime/timbre/model.ts'
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

const WIDTH = 10

/** `brightness  ───────█··│··········  −0.61`: a bar from the middle, a line each; those nobody would hear are left out. */
export function attributePicture(attributes: Readonly<Record<string, number>>): string {
  const rows = Object.entries(attributes).filter(([, x]) => Math.abs(x) >= 0.05)
  const longest = rows.reduce((most, [name]) => Math.max(most, name.length), 0)
  return rows
    .map(([name, x]) => {
      const length = Math.round(Math.min(1, Math.abs(x)) * WIDTH)
      const side = '█'.repeat(length)
      const left = x < 0 ? side.padStart(WIDTH, '·') : '·'.repeat(WIDTH)
      const right = x < 0 ? '·'.repeat(WIDTH) : side.padEnd(WIDTH, '·')
      return `  ${name.padEnd(longest)}  ${left}│${right}  ${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(2)}\n`
    })
    .join('')
}
