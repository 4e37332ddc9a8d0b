/**
 * The parameters of a timbre that a compiler has decoded: its leaves blended, each number on its own scale. Who plays such a
 * timbre needs neither an encoder nor a decoder.
 */

import type { VoiceTarget } from '../../timbre/baked.ts'
import type { TimbreEmbedding } from '../../timbre/embedding.ts'
import { KEYS_PARAMS } from '../voices/keys-params.ts'
import { PERCUSSION_PARAMS } from '../voices/percussion-params.ts'
import { STRING_PARAMS } from '../voices/string-params.ts'

/** A number of a voice with its range and the scale on which it is drawn, learnt and blended. */
export interface BlendedParam {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly scale: 'linear' | 'log'
}

/** The tables in whose order parameters are baked. */
export const TARGET_PARAMS: Readonly<Record<VoiceTarget, readonly BlendedParam[]>> = {
  percussion: PERCUSSION_PARAMS,
  string: STRING_PARAMS,
  keys: KEYS_PARAMS,
}

/** Parameters by name in the order of their table. */
export const orderedParams = (
  params: Readonly<Record<string, number>>,
  target: VoiceTarget,
): readonly number[] =>
  TARGET_PARAMS[target].map(({ name, min, max }) => inside(params[name] ?? min, min, max) + 0)

/** By name, each inside its range; empty where nothing was baked for such a voice: its parameters then come from the lexicon. */
export function bakedPatch(
  { sound }: TimbreEmbedding,
  target: VoiceTarget,
): Readonly<Record<string, number>> {
  if (sound === null || sound.some(({ leaf }) => leaf.patches[target] === undefined)) return {}
  const values: Record<string, number> = {}
  TARGET_PARAMS[target].forEach(({ name, min, max, scale }, i) => {
    let sum = 0
    for (const { leaf, weight } of sound) {
      // What comes from a file need not lie where its scale is defined.
      const value = inside(leaf.patches[target]?.[i] ?? min, min, max)
      sum += weight * (scale === 'log' ? Math.log(value) : value)
    }
    values[name] = inside(scale === 'log' ? Math.exp(sum) : sum, min, max)
  })
  return values
}

const inside = (x: number, min: number, max: number): number => (x > min ? (x < max ? x : max) : min)
