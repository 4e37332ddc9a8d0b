/** Prompts of the lexicon's words that lie near a timbre, in whatever space: neighbours to offer, words for a sound. */

import { dot } from './dot.ts'
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

/** What neighbours are made of: nouns, and qualities by themselves. */
export const neighbourPrompts = (): readonly string[] => [...NOUNS, ...QUALITIES]

/** Qualities that are tried with a noun, of those that would bring it nearest: a model that answers later is asked about few. */
const SHORTLIST = 6

/** What can be asked of any model without waiting for its sounds. */
export type Embeds = Pick<TimbreModel, 'embed'>

/** The vector of a prompt. */
type Encode = (prompt: string) => ArrayLike<number>

/**
 * Nearest first: nouns alone, and the nearest three of them under one of the qualities that lead there.
 *
 * @param not a prompt that is no neighbour of itself
 */
export async function nearestPrompts(
  model: Embeds,
  vector: ArrayLike<number>,
  count: number,
  not = '',
): Promise<readonly NearPrompt[]> {
  const table = await tableOf(model, [...NOUNS, ...QUALITIES])
  const nouns = ranked(table.encode, vector, NOUNS)
  const asked = nouns.slice(0, TRIED).flatMap(({ prompt }) => shortlist(table.encode, prompt, vector))
  await table.ask(asked)
  return sorted([...nouns, ...ranked(table.encode, vector, asked)], count, not)
}

/** Vectors of prompts that a model was asked for. */
async function tableOf(model: Embeds, prompts: readonly string[]) {
  const vectors = new Map<string, ArrayLike<number>>()
  const ask = async (more: readonly string[]): Promise<void> => {
    for (const prompt of more)
      if (!vectors.has(prompt)) vectors.set(prompt, (await model.embed(prompt)).vector)
  }
  await ask(prompts)
  return { encode: (prompt: string): ArrayLike<number> => vectors.get(prompt) ?? [], ask }
}

/** Prompts of one quality more, as near as the sum of both vectors lets one expect. */
function shortlist(encode: Encode, prompt: string, vector: ArrayLike<number>): readonly string[] {
  const own = Array.from(encode(prompt))
  const sum: Encode = (quality) => {
    const its = encode(quality)
    const both = own.map((x, i) => x + (its[i] ?? 0))
    const length = Math.hypot(...both)
    return both.map((x) => x / length)
  }
  const more = QUALITIES.filter((quality) => !` ${prompt} `.includes(` ${quality} `))
  return ranked(sum, vector, more)
    .slice(0, SHORTLIST)
    .map(({ prompt: quality }) => `${quality} ${prompt}`)
}

/** The same in a space that answers at once. */
export function nearestIn(
  encode: Encode,
  vector: ArrayLike<number>,
  count: number,
  not = '',
): readonly NearPrompt[] {
  const nouns = ranked(encode, vector, NOUNS)
  return sorted([...nouns, ...ranked(encode, vector, qualified(nouns))], count, not)
}

const sorted = (found: readonly NearPrompt[], count: number, not: string): readonly NearPrompt[] =>
  found
    .filter(({ prompt }) => prompt !== not.trim().toLowerCase())
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)

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
  const table = await tableOf(model, [...NOUNS, ...QUALITIES])
  const tries: NearPrompt[] = []
  for (const noun of ranked(table.encode, vector, NOUNS).slice(0, TRIED)) {
    let best = noun
    for (let i = 0; i < qualities; i++) {
      const asked = shortlist(table.encode, best.prompt, vector)
      await table.ask(asked)
      const [better] = ranked(table.encode, vector, asked)
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
      return { prompt, distance: Math.max(0, 1 - dot(encode(prompt), vector)) }
    })
    .sort((a, b) => a.distance - b.distance)
}
