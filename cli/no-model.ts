/** Why prompts are read by the lexicon, and what is said then. */

import { isNoEncoder } from '../models/timbre/text/no-encoder.ts'

/** Why prompts cannot be read by the trained model. */
export class NoModel extends Error {}

/** Null for what is no want of a model. */
export function problemOf(error: unknown): string | null {
  return error instanceof NoModel || isNoEncoder(error) ? error.message : null
}

export const fallback = (problem: string): string =>
  `prompts are read by the lexicon, not by the trained timbre model: ${problem}`
