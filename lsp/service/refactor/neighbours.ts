/** A prompt becomes one that sounds nearly like it: a way to look around in the space of timbres. */

import { CodeActionKind } from 'vscode-languageserver'
import { promptAt } from '../prompts.ts'
import type { Refactor } from './refactoring.ts'

const OFFERED = 3

export const sayNeighbour: Refactor = (analysis, offset) => {
  const prompt = promptAt(analysis, offset)
  const { program, timbres } = analysis
  const timbre = prompt === null ? undefined : program.values.prompts.get(prompt.text)
  if (prompt === null || timbre === undefined) return []
  return timbres.neighboursOf(prompt.text, timbre.vector, OFFERED).map((other) => ({
    title: `Say "${other}", which sounds nearly so`,
    kind: CodeActionKind.RefactorRewrite,
    edits: [{ span: prompt.span, newText: JSON.stringify(other) }],
  }))
}
