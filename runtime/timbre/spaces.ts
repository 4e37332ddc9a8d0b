/** The spaces that a stored vector can belong to, and how long a vector is in each. */

import { EMBEDDING_DIM, TIMBRE_SPACE } from './axes.ts'

/** Graded axes of the lexicon; and a trained one, which text and sound share. */
export const TIMBRE_SPACES = { [TIMBRE_SPACE]: EMBEDDING_DIM, 'sil-timbre/2': 256 } as const

export type TimbreSpaceId = keyof typeof TIMBRE_SPACES

/** Numbers in a vector of the space; undefined for a space that nobody here knows. */
export function dimensionOf(space: string): number | undefined {
  return isTimbreSpace(space) ? TIMBRE_SPACES[space] : undefined
}

export function isTimbreSpace(space: unknown): space is TimbreSpaceId {
  return typeof space === 'string' && Object.hasOwn(TIMBRE_SPACES, space)
}

/** The spaces there are, for messages. */
export const knownSpaces = (): string =>
  Object.keys(TIMBRE_SPACES)
    .map((space) => `"${space}"`)
    .join(' or ')
