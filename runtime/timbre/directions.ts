/**
 * The principal directions of the lexicon's space around a prompt: the ways in which its words move that prompt.
 *
 * Each quality of the lexicon is said before the prompt ("bright warm woody click"), and the moves, laid into the plane that
 * touches the sphere at the prompt, are taken apart into their principal components. A click is moved by brightness
 * and hardness more than a bass is, which decay moves. What a prompt *is* hardly moves at all: qualities leave the class.
 */

import { AXES, type Axis } from './axes.ts'
import { eigenvectors } from './eigen.ts'
import { LEXICON } from './lexicon.ts'
import { readPrompt } from './prompt.ts'
import type { Direction } from './space.ts'

/** Of the moves' squares six hold 71 to 74 % for the founding prompts, eight hold 80 %: a slot more costs a learner more. */
export const DIRECTIONS = 6

/** Axes that are named of a direction: its largest numbers, as long as they are audible beside the largest. */
const NAMED = 3
const WORTH_NAMING = 0.35

const QUALITIES = LEXICON.flatMap(({ kind, words: [word] }) => (kind === 'quality' && word ? [word] : []))

export function lexiconDirections(prompt: string): readonly Direction[] {
  const centre = readPrompt(prompt).embedding.vector
  const n = centre.length
  const sum = new Float64Array(n * n)
  for (const quality of QUALITIES) {
    const move = across(centre, readPrompt(`${quality} ${prompt}`).embedding.vector)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) sum[i * n + j] = (sum[i * n + j] ?? 0) + (move[i] ?? 0) * (move[j] ?? 0)
    }
  }
  return eigenvectors(sum, n)
    .slice(0, DIRECTIONS)
    .map(({ vector }) => ({ vector: Array.from(vector, (x) => x + 0), says: inWords(vector) }))
}

/** What `other` is off `centre` at right angles to it. */
function across(centre: Float64Array, other: Float64Array): Float64Array {
  let dot = 0
  for (let i = 0; i < centre.length; i++) dot += (centre[i] ?? 0) * (other[i] ?? 0)
  return other.map((x, i) => x - dot * (centre[i] ?? 0))
}

function inWords(vector: Float64Array): string {
  const named = AXES.map((axis, i): readonly [Axis, number] => [axis, vector[i] ?? 0])
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, NAMED)
    .filter(([, x], _, [first]) => Math.abs(x) >= WORTH_NAMING * Math.abs(first?.[1] ?? 0))
  const list = (sign: string, of: typeof named): readonly string[] =>
    of.length === 0 ? [] : [`${sign} ${of.map(([axis]) => axis).join(' and ')}`]
  return [
    ...list(
      'more',
      named.filter(([, x]) => x > 0),
    ),
    ...list(
      'less',
      named.filter(([, x]) => x < 0),
    ),
  ].join(', ')
}
