/** Prompts of the lexicon's words that lie near a timbre, in whatever space: neighbours to offer, words for a sound. */

import { LEXICON } from './lexicon.ts'
import type { TimbreModel } from './model.ts'

export interface NearPrompt {
  readonly prompt: string
  /** 1 − cosine. */
  readonly distance: number
}

const named = (kinds: readonly string[]): readonly string[] =>
  LEXICON.flatMap(({ kind, words: [word] }) => (kinds.includes(kind) && word !== undefined ? [word] : []))
const NOUNS = named(['instrument', 'gesture'])
const QUALITIES = named(['quality'])
/** Nouns whose qualities are tried, too. */
const TRIED = 3

/** What can be asked of any model without waiting for its sounds. */
export type Embeds = Pick<TimbreModel, 'embed'>

/** The vector of a prompt. */
type Encode = (prompt: string) => ArrayLike<number>

/**
 * Nearest first: nouns alone, and the nearest three of them under one quality.
 *
 * @param not a prompt that is no neighbour of itself
 */
export async function nearestPrompts(
  model: Embeds,
  vector: ArrayLike<number>,
  count: number,
  not = '',
): Promise<readonly NearPrompt[]> {
  const table = new Map<string, ArrayLike<number>>()
  const encode: Encode = (prompt) => table.get(prompt) ?? []
  const ask = async (prompts: readonly string[]): Promise<void> => {
    for (const prompt of prompts) table.set(prompt, (await model.embed(prompt)).vector)
  }
  await ask(NOUNS)
  await ask(qualified(ranked(encode, vector, NOUNS)))
  return nearestIn(encode, vector, count, not)
}

/** The same in a space that answers at once. */
export function nearestIn(
  encode: Encode,
  vector: ArrayLike<number>,
  count: number,
  not = '',
): readonly NearPrompt[] {
  const nouns = ranked(encode, vector, NOUNS)
  return [...nouns, ...ranked(encode, vector, qualified(nouns))]
    .filter(({ prompt }) => prompt !== not.trim().toLowerCase())
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
}

const qualified = (nouns: readonly NearPrompt[]): readonly string[] =>
  nouns.slice(0, TRIED).flatMap(({ prompt }) => QUALITIES.map((quality) => `${quality} ${prompt}`))

/** A description must come this much nearer (1 − cosine) by a word more, else the word is left out. */
const WORTH_SAYING = 0.01

/** A prompt that reads back near a timbre: a noun and up to two qualities. */
export async function describeIn(
  model: Embeds,
  vector: ArrayLike<number>,
  qualities = 2,
): Promise<NearPrompt> {
  const embed = async (prompts: readonly string[]): Promise<readonly NearPrompt[]> => {
    const table = new Map<string, ArrayLike<number>>()
    for (const prompt of prompts) table.set(prompt, (await model.embed(prompt)).vector)
    return ranked((prompt) => table.get(prompt) ?? [], vector, prompts)
  }
  const tries: NearPrompt[] = []
  for (const noun of (await embed(NOUNS)).slice(0, TRIED)) {
    let best = noun
    for (let i = 0; i < qualities; i++) {
      const [better] = await embed(QUALITIES.map((quality) => `${quality} ${best.prompt}`))
      if (better === undefined || better.distance > best.distance - WORTH_SAYING) break
      best = better
    }
    tries.push(best)
  }
  return tries.sort((a, b) => a.distance - b.distance)[0] ?? { prompt: '', distance: 2 }
}

function ranked(
  encode: Encode,
  vector: ArrayLike<number>,
  prompts: readonly string[],
): readonly NearPrompt[] {
  return prompts
    .map((prompt) => {
      const its = encode(prompt)
      let dot = 0
      for (let i = 0; i < its.length; i++) dot += (its[i] ?? 0) * (vector[i] ?? 0)
      return { prompt, distance: Math.max(0, 1 - dot) }
    })
    .sort((a, b) => a.distance - b.distance)
}
