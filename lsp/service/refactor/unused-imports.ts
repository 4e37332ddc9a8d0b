/** Names that are imported and not used: those beside each other share a comma, so they go as one. */

import { CodeActionKind } from 'vscode-languageserver'
import type { ImportDecl, Span } from '../../../language/ast.ts'
import type { Edit } from '../../../language/diagnostics.ts'
import type { Analysis } from '../../project.ts'
import { standsAlone } from './lines.ts'
import type { Refactor } from './refactoring.ts'

export const UNUSED_IMPORT = 'SIL0709'

export const leaveOutImports: Refactor = (analysis, offset) => {
  const idle = idleIn(analysis)
  const isHere = idle.some(({ start, end }) => start <= offset && offset <= end)
  if (!isHere || idle.length < 2) return []
  return [
    {
      title: `Leave out all ${idle.length} imports that nothing uses`,
      kind: CodeActionKind.QuickFix,
      edits: unusedImports(analysis),
    },
  ]
}

const idleIn = ({ result }: Analysis): readonly Span[] =>
  result.diagnostics.flatMap(({ code, file, span }) => (code === UNUSED_IMPORT && file === '' ? span : []))

export function unusedImports(analysis: Analysis): readonly Edit[] {
  const idle = new Set(idleIn(analysis).map(({ start }) => start))
  const gone = [...analysis.program.sources.main.imports.keys()].flatMap((decl) =>
    goneOf(analysis, decl, idle),
  )
  return gone.map((span) => ({ span, newText: '' }))
}

function goneOf(analysis: Analysis, decl: ImportDecl, idle: ReadonlySet<number>): readonly Span[] {
  const { names } = decl
  if (names.length > 0 && names.every(({ start }) => idle.has(start))) return [lineOf(analysis, decl)]
  const gone: Span[] = []
  for (let at = 0; at < names.length; at++) {
    const first = at
    while (idle.has(names[at]?.start ?? -1)) at++
    const [start, before, next] = [names[first]?.start, names[first - 1], names[at]]
    if (at === first || start === undefined) continue
    // At the end they take the comma before them along, else the one behind.
    if (next !== undefined) gone.push({ start, end: next.start })
    else gone.push({ start: before?.end ?? start, end: names[at - 1]?.end ?? start })
  }
  return gone
}

function lineOf(analysis: Analysis, decl: ImportDecl): Span {
  const { start, end } = decl
  const { text } = analysis
  if (!standsAlone(analysis, decl)) return { start, end }
  const { line } = text.positionAt(end)
  return { start, end: line + 1 < text.lineCount ? text.lineStart(line + 1) : text.content.length }
}
