/** Prompts in a file, and what sounds like them. */

import type { Span } from '../../language/ast.ts'
import { lexiconSpace } from '../../runtime/timbre/lexicon-space.ts'
import { nearestIn } from '../../runtime/timbre/nearest.ts'
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

const known = new Map<string, readonly string[]>()
/** An editor asks on every move of the cursor. */
const KEPT = 50

/** Prompts that sound like it, nearest first; not the prompt itself. */
export function neighboursOf(prompt: string, vector: readonly number[], count: number): readonly string[] {
  const key = `${count} ${prompt} ${vector.join()}`
  let found = known.get(key)
  if (found === undefined) {
    const encode = (text: string): ArrayLike<number> => lexiconSpace.encode(text).vector
    found = nearestIn(encode, vector, count, prompt).map((one) => one.prompt)
    if (known.size >= KEPT) known.clear()
    known.set(key, found)
  }
  return found
}
