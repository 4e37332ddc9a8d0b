/** A prompt becomes one that sounds nearly like it: a way to look around in the space of timbres. */

import { CodeActionKind } from 'vscode-languageserver'
import { EMBEDDING_DIM } from '../../../runtime/timbre/axes.ts'
import { neighboursOf, promptAt } from '../prompts.ts'
import type { Refactor } from './refactoring.ts'

const OFFERED = 3

export const sayNeighbour: Refactor = (analysis, offset) => {
  const prompt = promptAt(analysis, offset)
  const { values } = analysis.program
  const timbre = prompt === null ? undefined : values.prompts.get(prompt.text)
  // Neighbours are looked for in the lexicon's space.
  if (prompt === null || timbre === undefined || timbre.vector.length !== EMBEDDING_DIM) return []
  return neighboursOf(prompt.text, timbre.vector, OFFERED).map((other) => ({
    title: `Say "${other}", which sounds nearly so`,
    kind: CodeActionKind.RefactorRewrite,
    edits: [{ span: prompt.span, newText: JSON.stringify(other) }],
  }))
}
