/** Prompts as timbres, each read once: an editor checks the same file on every keystroke. */

import { readPrompt, type UnknownWord } from '../../runtime/timbre/prompt.ts'

export interface PromptTimbre {
  readonly vector: readonly number[]
  readonly unknown: readonly UnknownWord[]
}

/** Texts kept; then the oldest goes. */
const KEPT = 500

const timbres = new Map<string, PromptTimbre>()

export function promptTimbre(text: string): PromptTimbre {
  const known = timbres.get(text)
  if (known !== undefined) return known
  const { embedding, unknown } = readPrompt(text)
  const timbre = { vector: vectorOf(embedding), unknown }
  if (timbres.size >= KEPT) {
    for (const oldest of timbres.keys()) {
      timbres.delete(oldest)
      break
    }
  }
  timbres.set(text, timbre)
  return timbre
}

/** The vector as plain numbers, its −0 as 0: canonical JSON refuses those. */
export function vectorOf({ vector }: { readonly vector: Float64Array }): readonly number[] {
  return Array.from(vector, (x) => x + 0)
}
