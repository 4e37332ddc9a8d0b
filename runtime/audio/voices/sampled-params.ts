/**
 * What a sampled piano is made of. The first numbers are those of the modal one: where there are no samples (yet), the same patch plays that
 * (`voice-pool.ts`).
 */

import { KEYS_PARAMS, type KeysParam } from './keys-params.ts'
import { packed } from './pack.ts'

export const SAMPLED_PARAMS = [
  ...KEYS_PARAMS,
  { name: 'tone', min: 0.1, max: 3 }, // share of its highs that is heard
  { name: 'ring', min: 0.3, max: 60 }, // seconds in which it falls by 60 dB on top of what it does by itself
] as const

export type SampledParams = Readonly<Record<KeysParam | 'tone' | 'ring', number>>

export const packSampled = (params: SampledParams): Float64Array => packed(SAMPLED_PARAMS, params)
