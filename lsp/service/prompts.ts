/** Prompts in a file. */

import type { Span } from '../../language/ast.ts'
import type { Analysis } from '../project.ts'
import { pathTo } from './path.ts'

export interface PromptAt {
  readonly text: string
  /** With its quotes. */
  readonly span: Span
}

/** The prompt that holds an offset; null on a title, a path, and what the checker made nothing of. */
export function promptAt(analysis: Analysis, offset: number): PromptAt | null {
  const { sources, values } = analysis.program
  const node = pathTo(sources.main.tree, offset).at(-1)
  if (node?.kind !== 'string' || !values.prompts.has(node.value)) return null
  // A title may be spelled like a prompt.
  const before = sources.main.text.slice(0, node.start)
  if (/\b(?:band|import|from|sample|scenario)\s*$/.test(before)) return null
  return { text: node.value, span: { start: node.start, end: node.end } }
}
