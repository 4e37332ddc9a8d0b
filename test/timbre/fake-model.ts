/**
 * A trained model as the product meets it, in miniature: vectors of 256 numbers that hang on the prompt's letters, parameters
 * that hang on the vector. Nothing it says sounds like anything; all of it can be computed by hand.
 */

import type { PromptModel } from '../../runtime/timbre/table-space.ts'

const DIMENSION = 256

const axis = (k: number): number[] => Array.from({ length: DIMENSION }, (_, i) => (i === k ? 1 : 0))

export const fakeModel: PromptModel = {
  space: 'sil-timbre/2',
  alike: 0.01,
  async embed(prompt) {
    const vector = new Float64Array(DIMENSION)
    // Dimension 0 in all, so that none are opposites; one dimension a letter.
    vector[0] = 1
    for (const letter of prompt.toLowerCase()) {
      const at = 10 + (letter.charCodeAt(0) % 200)
      vector[at] = (vector[at] ?? 0) + 0.4
    }
    return { vector, unknown: prompt.split(' ').filter((word) => word === 'qzx') }
  },
  // Words of two letters name what sounds, others how.
  namesSound: (prompt) => prompt.split(' ').some((word) => word.length === 2),
  decode: (vector, target) => ({
    // Brightness lies in the letter "b", and in the first principal direction.
    lowPass: 1000 * 2 ** (4 * ((vector[10 + 98] ?? 0) + (vector[1] ?? 0))),
    body: 0.5,
    f0: 200,
    level: target === 'string' ? 0.7 : 0.3,
    brightness: 0.2 + (vector[1] ?? 0),
  }),
  principal: [1, 2, 3, 4, 5].map((k) => ({ vector: axis(k), says: `more of number ${k}` })),
}
