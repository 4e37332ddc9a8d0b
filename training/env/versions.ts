/** The four environments of the founding sketch, by what the agent decides on each beat. */

import { EMBEDDING_DIM } from '../../runtime/timbre/axes.ts'
import { box, dict, discrete, type Floats, type Space } from './spaces.ts'

/**
 * - `v0`: 0 is silence, 1 the chord's root
 * - `v1`: 0 is silence, 1 to 7 a degree of the sounding chord (2, 4 and 6 come from the key)
 * - `v2`: the same, and by how many cents it is off equal temperament
 * - `v3`: the same, and with what timbre
 */
export type Version = 'v0' | 'v1' | 'v2' | 'v3'
export const VERSIONS: readonly Version[] = ['v0', 'v1', 'v2', 'v3']

export interface Pitched {
  /** 0..7 */
  readonly degree: number
  /** [1] float32 */
  readonly cents: Floats
}

export interface Voiced extends Pitched {
  /** [EMBEDDING_DIM] float32; its direction counts, its length does not. All zeros: the neutral timbre. */
  readonly timbre: Floats
}

export interface ActionOf {
  readonly v0: number
  readonly v1: number
  readonly v2: Pitched
  readonly v3: Voiced
}

/** Silence and the seven degrees. */
export const CHOICES = 8
/** A quarter tone: beyond it another note is meant. */
export const MOST_CENTS = 50

const degree = discrete(CHOICES)
const cents = box(-MOST_CENTS, MOST_CENTS, [1])
const timbre = box(-1, 1, [EMBEDDING_DIM])

export const ACTIONS: { readonly [V in Version]: Space<ActionOf[V]> } = {
  v0: discrete(2),
  v1: degree,
  v2: dict<Pitched>({ degree, cents }),
  v3: dict<Voiced>({ degree, cents, timbre }),
}

/** An action with everything said. */
export interface Choice {
  readonly degree: number
  /** null: as instruments are tuned. */
  readonly cents: number | null
  /** null: as written. */
  readonly timbre: ArrayLike<number> | null
}

export function choiceOf(action: number | Pitched | Voiced): Choice {
  if (typeof action === 'number') return { degree: action, cents: null, timbre: null }
  return {
    degree: action.degree,
    cents: action.cents[0] ?? 0,
    timbre: 'timbre' in action ? action.timbre : null,
  }
}
