/** What a name stands for is written where the name stood, and the name goes. */

import { CodeActionKind } from 'vscode-languageserver'
import type { Expr } from '../../../language/ast.ts'
import type { Edit } from '../../../language/diagnostics.ts'
import { walk } from '../../../language/walk.ts'
import { occurrenceAt, occurrencesIn, placesOf } from '../occurrences.ts'
import { standsAlone, withDoc } from './lines.ts'
import type { Refactor } from './refactoring.ts'

export const inline: Refactor = (analysis, offset) => {
  const found = occurrenceAt(analysis, offset)
  const target = found?.binding.target ?? null
  if (found === null || target === null || target.file.label !== '') return []
  if (target.kind !== 'let' && target.kind !== 'timbre') return []
  const { value } = target.decl
  const uses = occurrencesIn(analysis).filter(
    ({ binding, role }) => binding === found.binding && role === 'use',
  )
  if (value === null || uses.length === 0) return []
  // A slot would be another one, by another name.
  if (holdsSlot(value)) return []
  // What else stands on its lines would go with it.
  if (!standsAlone(analysis, target.decl)) return []
  // Another file that has it by this name would be left without.
  if (placesOf(target, analysis.others()).length > 0) return []
  const written = analysis.text.content.slice(value.start, value.end)
  const edits: Edit[] = uses.map(({ span }) => ({
    span,
    newText: isSimple(value) ? written : `(${written})`,
  }))
  return [
    {
      title: `Write \`${target.name.text}\` out where it is used`,
      kind: CodeActionKind.RefactorInline,
      edits: [{ span: withDoc(analysis, target.decl), newText: '' }, ...edits],
    },
  ]
}

/** What needs no parentheses wherever it stands. */
const SIMPLE: ReadonlySet<Expr['kind']> = new Set(['number', 'string', 'ref', 'call', 'paren'])
const isSimple = ({ kind }: Expr): boolean => SIMPLE.has(kind)

function holdsSlot(value: Expr): boolean {
  let found = false
  walk(value, ({ kind }) => {
    if (kind === 'learn' || kind === 'learnChoice') found = true
  })
  return found
}
