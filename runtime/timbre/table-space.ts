/**
 * A trained space as the compiler can use it: what its model made of a piece's prompts, asked beforehand.
 *
 *     const prompts = promptsOf(input)                          // compiler/prompts.ts
 *     const timbres = await tableSpace(prompts, model, orderedParams)
 *     check({ ...input, timbres })
 */

import type { VoiceTarget } from './baked.ts'
import { dot } from './dot.ts'
import { packVector, unpackVector } from './packed.ts'
import { readPrompt, type UnknownWord } from './prompt.ts'
import type { Direction, EncodedPrompt, TimbreSpace } from './space.ts'
import { TIMBRE_SPACES, type TimbreSpaceId } from './spaces.ts'

/** What a trained model must be able to do. */
export interface PromptModel {
  readonly space: TimbreSpaceId
  /** `unknown`: words that the model has no idea of. */
  embed(prompt: string): Promise<{ readonly vector: ArrayLike<number>; readonly unknown: readonly string[] }>
  /** Parameters by name; what is left out is the least of its range. */
  decode(vector: ArrayLike<number>, target: VoiceTarget): Readonly<Record<string, number>>
  /** Does a prompt say what sounds, and not only how? */
  namesSound(prompt: string): boolean
  /** Nearer than this (1 − cosine) its sounds are hard to tell apart. */
  readonly alike: number
  /** In what the space's sounds differ most, most first; each with words for its positive end. At least 4. */
  readonly principal: readonly { readonly vector: ArrayLike<number>; readonly says: string }[]
}

/** Parameters by name in the order of their voice's table: `orderedParams` of `runtime/audio/palette/`, which is not this folder's. */
export type OrderParams = (params: Readonly<Record<string, number>>, target: VoiceTarget) => readonly number[]

/** Directions that are used, of those a model has. */
const MOST_DIRECTIONS = 6

/** A space that is asked first, and learns afterwards what it did not know: until then one vector stands in for all others. */
export interface GrowingSpace extends TimbreSpace {
  knows(prompt: string): boolean
  encode(prompt: string): EncodedPrompt
  /** Prompts that were asked for in vain since the last `learn`. */
  readonly wanted: ReadonlySet<string>
  /** They are not learnt: who asked goes another way. */
  forget(): void
  /**
   * Asks the model for them.
   * @throws RangeError where the model gives a vector that is none of its space: its file is damaged or of another version
   */
  learn(): Promise<void>
}

/**
 * A space that knows these prompts and no other: of one that was left out `encode` gives null.
 *
 * @param prompts those of a piece, by `promptsOf` of `silencio/compiler`
 * @param ordered `orderedParams` of `silencio/audio`
 * @throws RangeError where the model gives a vector that is none of its space
 */
export async function tableSpace(
  prompts: Iterable<string>,
  model: PromptModel,
  ordered: OrderParams,
): Promise<TimbreSpace> {
  const space = growingSpace(model, ordered)
  for (const prompt of prompts) space.encode(prompt)
  await space.learn()
  return { ...space, encode: (prompt) => (space.knows(prompt) ? space.encode(prompt) : null) }
}

/** Prompts that are kept: more than pieces have, however often they are edited. */
const KEPT = 4000

export function growingSpace(model: PromptModel, ordered: OrderParams): GrowingSpace {
  const dimension = TIMBRE_SPACES[model.space]
  const table = new Map<string, EncodedPrompt>()
  const around = new Map<string, readonly Direction[]>()
  const wanted = new Set<string>()
  /** By voice and vector, to the four digits that a policy has. */
  const decoded = new Map<string, readonly number[]>()
  const standsIn: EncodedPrompt = {
    vector: Array.from({ length: dimension }, (_, i) => (i === 0 ? 1 : 0)),
    unknown: [],
  }
  return {
    id: model.space,
    unknownWords: 'read',
    alike: model.alike,
    wanted,
    knows: (prompt) => table.has(prompt),
    encode(prompt) {
      const known = table.get(prompt)
      if (known === undefined) wanted.add(prompt)
      return known ?? standsIn
    },
    forget: () => wanted.clear(),
    async learn() {
      const asked = [...wanted]
      wanted.clear()
      if (table.size + asked.length > KEPT) {
        table.clear()
        around.clear()
      }
      for (const prompt of asked) {
        const { vector, unknown } = await model.embed(prompt)
        table.set(prompt, { vector: unit(vector, dimension), unknown: placed(prompt, unknown) })
      }
    },
    directions(prompt) {
      const known = around.get(prompt)
      if (known !== undefined) return known
      const centre = table.get(prompt)
      const found = besides((centre ?? standsIn).vector, model.principal)
      // Around what only stands in they are asked for again.
      if (centre !== undefined) around.set(prompt, found)
      return found
    },
    namesSound: (prompt) => model.namesSound(prompt),
    decode(vector, target) {
      // A piece is laid out anew with every edit, and has the timbres that it had.
      const packed = packVector(vector)
      const key = `${target} ${packed}`
      const known = decoded.get(key)
      if (known !== undefined) return known
      if (decoded.size >= KEPT) decoded.clear()
      const made = ordered(model.decode(unpackVector(packed), target), target)
      decoded.set(key, made)
      return made
    },
  }
}

/** Words are found in the prompt as the lexicon parts it; spellings near them come from there, too. */
function placed(prompt: string, words: readonly string[]): readonly UnknownWord[] {
  if (words.length === 0) return []
  const wanted = new Set(words.map((word) => word.toLowerCase()))
  return readPrompt(prompt).unknown.filter(({ word }) => wanted.has(word.toLowerCase()))
}

/** The principal directions at right angles to a vector and to each other (Gram and Schmidt). */
function besides(centre: readonly number[], principal: PromptModel['principal']): readonly Direction[] {
  const found: Direction[] = []
  for (const { vector, says } of principal) {
    if (found.length === MOST_DIRECTIONS) break
    let left = Array.from(vector)
    for (const other of [centre, ...found.map((one) => one.vector)]) {
      const along = dot(left, other)
      left = left.map((x, i) => x - along * (other[i] ?? 0))
    }
    const length = Math.sqrt(dot(left, left))
    // The prompt itself lies in this direction.
    if (length > 0.1) found.push({ vector: left.map((x) => x / length + 0), says })
  }
  return found
}

function unit(vector: ArrayLike<number>, dimension: number): readonly number[] {
  const numbers = Array.from(vector)
  const length = Math.sqrt(dot(numbers, numbers))
  if (numbers.length !== dimension || !(length > 1e-6 && length < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `the timbre model gave ${numbers.length} numbers of length ${length} for ${dimension}`,
    )
  }
  return numbers.map((x) => x / length + 0)
}
