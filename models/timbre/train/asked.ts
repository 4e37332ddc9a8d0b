/** Prompts as the product asks the decoder for them. */

import { ATTRIBUTE_COUNT } from '../data/attributes.ts'
import { addOutright } from '../words/outright.ts'
import { type UnitRows, unitRows } from './mlp.ts'
import { PROMPT, SENTENCE, SPACE } from './networks.ts'

/**
 * What the text head says, with what is said outright.
 *
 * @param text [rows × SPACE], rows of length 1
 * @param prompts [rows × PROMPT], what the text head read
 */
export function asAsked(text: Float32Array, prompts: Float32Array, rows: number): UnitRows {
  const asked = text.slice()
  for (let r = 0; r < rows; r++) {
    const from = r * PROMPT + SENTENCE
    addOutright(asked.subarray(r * SPACE, (r + 1) * SPACE), prompts.subarray(from, from + ATTRIBUTE_COUNT))
  }
  return unitRows(asked, rows, SPACE)
}
