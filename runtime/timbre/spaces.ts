/** The spaces that a stored vector can belong to, and how long a vector is in each. */

import { EMBEDDING_DIM, TIMBRE_SPACE } from './axes.ts'

/** Graded axes of the lexicon; and a trained one, which text and sound share. */
export const TIMBRE_SPACES: Readonly<Record<TimbreSpaceId, number>> = {
  [TIMBRE_SPACE]: EMBEDDING_DIM,
  'sil-timbre/2': 256,
}

export type TimbreSpaceId = 'sil-timbre/1' | 'sil-timbre/2'

export function isTimbreSpace(space: unknown): space is TimbreSpaceId {
  return typeof space === 'string' && Object.hasOwn(TIMBRE_SPACES, space)
}

/** The spaces there are, for messages. */
export const knownSpaces = (): string =>
  Object.keys(TIMBRE_SPACES)
    .map((space) => `"${space}"`)
    .join(' or ')
