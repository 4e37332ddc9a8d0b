/** A trained model as the compiler's table takes it: with words for its directions. */

import type { TimbreModel } from './model.ts'
import type { PromptModel } from './table-space.ts'

/** What the product needs of a trained model beside what any model answers. */
export interface TrainedModel extends TimbreModel {
  /** Two prompts nearer than this (1 − cosine) are hard to tell apart: measured. */
  readonly alike: number
  /** In what its sounds differ most, widest first. */
  readonly principal: readonly { readonly vector: ArrayLike<number> }[]
}

/** Attributes that are named of a direction. */
const NAMED = 2

export function promptModelOf(model: TrainedModel): PromptModel {
  return {
    space: model.space,
    alike: model.alike,
    embed: (prompt) => model.embed(prompt),
    namesSound: (prompt) => model.namesSound(prompt),
    decode: (vector, target) => model.decode(vector, target),
    principal: model.principal.map(({ vector }) => ({ vector, says: ends(model, vector) })),
  }
}

/** In which attributes the two ends of a direction differ most: "more bright, less wet". */
function ends(model: TrainedModel, vector: ArrayLike<number>): string {
  const ahead = model.attributesOf(vector)
  const behind = model.attributesOf(Array.from(vector, (x) => 0 - x))
  const differences = Object.entries(ahead)
    .map(([name, x]): readonly [string, number] => [name, x - (behind[name] ?? 0)])
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, NAMED)
  return differences.map(([name, x]) => `${x < 0 ? 'less' : 'more'} ${name}`).join(', ')
}
