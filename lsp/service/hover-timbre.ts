/** A timbre as a small picture: its attributes from one opposite to the other, and which prompts sound like it. */

import type { TimbreModel } from '../../compiler/model.ts'
import { profilePicture } from '../../runtime/timbre/profile.ts'
import type { Analysis } from '../project.ts'
import type { TimbreReader } from '../readers.ts'
import type { Hover } from './answers.ts'
import { occurrenceAt } from './occurrences.ts'
import { promptAt } from './prompts.ts'

const NEIGHBOURS = 3

/** On a prompt, on a timbre's name, and wherever that is used. */
export function timbreAt(analysis: Analysis, offset: number): Hover | null {
  const { timbres } = analysis
  const { values } = analysis.program
  const prompt = promptAt(analysis, offset)
  if (prompt !== null) {
    const timbre = values.prompts.get(prompt.text)
    return timbre === undefined
      ? null
      : { ...prompt.span, text: inWords(timbres, timbre.vector, prompt.text) }
  }
  const found = occurrenceAt(analysis, offset)
  const target = found?.binding.target ?? null
  const timbre = target === null ? null : (values.timbres.get(target) ?? null)
  if (found === null || timbre === null) return null
  const vector = pointOf(timbre)
  return vector === null
    ? null
    : { start: found.span.start, end: found.span.end, text: inWords(timbres, vector, '') }
}

/** Where a timbre lies; of a neighbourhood, its middle. A mix moves, or is between two that can be asked about. */
function pointOf(timbre: TimbreModel): readonly number[] | null {
  return timbre.kind === 'mix' ? null : timbre.vector
}

function inWords(timbres: TimbreReader, vector: readonly number[], prompt: string): string {
  const picture = profilePicture(timbres.attributesOf(vector))
  const near = timbres.neighboursOf(prompt, vector, NEIGHBOURS).map((one) => `"${one}"`)
  const parts = [`Near: ${near.join(', ')}`]
  if (picture.length > 0) parts.unshift(`\`\`\`text\n${picture.join('\n')}\n\`\`\``)
  return parts.join('\n\n')
}
