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
  const nouns = await ranked(model, vector, NOUNS)
  const said = nouns
    .slice(0, TRIED)
    .flatMap(({ prompt }) => QUALITIES.map((quality) => `${quality} ${prompt}`))
  const all = [...nouns, ...(await ranked(model, vector, said))]
  return all
    .filter(({ prompt }) => prompt !== not.trim().toLowerCase())
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
}

/** A description must come this much nearer (1 − cosine) by a word more, else the word is left out. */
const WORTH_SAYING = 0.01

/** A prompt that reads back near a timbre: a noun and up to two qualities. */
export async function describeIn(
  model: Embeds,
  vector: ArrayLike<number>,
  qualities = 2,
): Promise<NearPrompt> {
  const nouns = (await ranked(model, vector, NOUNS)).slice(0, TRIED)
  const tries: NearPrompt[] = []
  for (const noun of nouns) {
    let best = noun
    for (let i = 0; i < qualities; i++) {
      const longer = QUALITIES.map((quality) => `${quality} ${best.prompt}`)
      const [better] = await ranked(model, vector, longer)
      if (better === undefined || better.distance > best.distance - WORTH_SAYING) break
      best = better
    }
    tries.push(best)
  }
  return tries.sort((a, b) => a.distance - b.distance)[0] ?? { prompt: '', distance: 2 }
}

async function ranked(
  model: Embeds,
  vector: ArrayLike<number>,
  prompts: readonly string[],
): Promise<readonly NearPrompt[]> {
  const found: NearPrompt[] = []
  for (const prompt of prompts) {
    const { vector: its } = await model.embed(prompt)
    let dot = 0
    for (let i = 0; i < its.length; i++) dot += (its[i] ?? 0) * (vector[i] ?? 0)
    found.push({ prompt, distance: Math.max(0, 1 - dot) })
  }
  return found.sort((a, b) => a.distance - b.distance)
}
