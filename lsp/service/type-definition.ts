/** From a name to what it is made of: a member to its timbre, a section to its zones, a `let` or a timbre to what it names. */

import type { LocationLink } from 'vscode-languageserver'
import type { Declared } from '../../compiler/resolve.ts'
import { type Node, walk } from '../../language/walk.ts'
import type { Analysis } from '../project.ts'
import { linkTo } from './navigate.ts'
import { occurrenceAt } from './occurrences.ts'

export function typeDefinitionAt(analysis: Analysis, offset: number): readonly LocationLink[] {
  const found = occurrenceAt(analysis, offset)
  const target = found?.binding.target ?? null
  if (found === null || target === null) return []
  return madeOf(analysis, target).map((one) => linkTo(analysis, found.span, one))
}

/** In the order of the text, each once. */
function madeOf(analysis: Analysis, { decl, name, file }: Declared): readonly Declared[] {
  const scope = analysis.program.scopes.get(file)
  const made = new Set<Declared>()
  for (const part of partsOf(decl))
    walk(part, (node) => {
      if (node.kind !== 'name' || node === name) return
      const target = scope?.bindings.get(node.text)?.target ?? null
      if (target !== null) made.add(target)
    })
  return [...made]
}

/** A member is not made of whom it mutes, nor a section of whom it overrides. */
function partsOf(decl: Declared['decl']): readonly Node[] {
  if (decl.kind !== 'block') return [decl]
  const values: Node[] = []
  for (const { key, values: its, modifiers } of decl.properties) {
    if (MADE_BY.has(key.text)) values.push(...its)
    for (const modifier of modifiers) if (MADE_BY.has(modifier.key.text)) values.push(...modifier.values)
  }
  return values
}

const MADE_BY: ReadonlySet<string> = new Set(['timbre', 'zones'])
