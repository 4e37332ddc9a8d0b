/** From a name to where it is declared, where it is used, and to all of these in one file. */

import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type LocationLink,
} from 'vscode-languageserver'
import type { Declared } from '../../compiler/resolve.ts'
import type { ImportDecl, Span } from '../../language/ast.ts'
import type { Analysis, Project } from '../project.ts'
import { occurrenceAt, occurrencesIn, placesOf } from './occurrences.ts'

export function definitionAt(analysis: Analysis, offset: number): readonly LocationLink[] {
  const found = occurrenceAt(analysis, offset)
  if (found === null) return importAt(analysis, offset)
  const { target } = found.binding
  if (target === null) return []
  return [linkTo(analysis, found.span, target)]
}

export function linkTo(analysis: Analysis, from: Span, { file, decl, name }: Declared): LocationLink {
  const text = analysis.textOf(file.label)
  return {
    originSelectionRange: analysis.text.rangeOf(from),
    targetUri: analysis.uriOf(file.path),
    targetRange: text.rangeOf(decl),
    targetSelectionRange: text.rangeOf(name),
  }
}

/** The path of an import leads to its file. */
function importAt(analysis: Analysis, offset: number): readonly LocationLink[] {
  for (const [decl, file] of analysis.program.sources.main.imports) {
    const path = pathOf(decl, offset)
    if (path === null || file === null) continue
    const start = { line: 0, character: 0 }
    return [
      {
        originSelectionRange: analysis.text.rangeOf(path),
        targetUri: analysis.uriOf(file.path),
        targetRange: { start, end: start },
        targetSelectionRange: { start, end: start },
      },
    ]
  }
  return []
}

function pathOf({ path }: ImportDecl, offset: number): ImportDecl['path'] {
  return path !== null && path.start <= offset && offset <= path.end ? path : null
}

export function referencesAt(
  project: Project,
  analysis: Analysis,
  offset: number,
  withDeclaration: boolean,
): readonly Location[] {
  const target = occurrenceAt(analysis, offset)?.binding.target ?? null
  if (target === null) return []
  return placesOf(target, project.neighbours(analysis.uri))
    .filter(({ role }) => withDeclaration || role !== 'declaration')
    .map(({ analysis: file, span }) => ({ uri: file.uri, range: file.text.rangeOf(span) }))
}

export function highlightsAt(analysis: Analysis, offset: number): readonly DocumentHighlight[] {
  const found = occurrenceAt(analysis, offset)
  if (found === null) return []
  return occurrencesIn(analysis)
    .filter(({ binding }) => binding === found.binding)
    .map(({ span, role }) => ({
      range: analysis.text.rangeOf(span),
      kind: role === 'use' ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
    }))
}
