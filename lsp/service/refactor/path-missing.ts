/** An import of a file that is not there: the one that is meant lies elsewhere, or is written a little otherwise. */

import { CodeActionKind } from 'vscode-languageserver'
import { nearest } from '../../../language/nearest.ts'
import { importablePaths } from '../importable.ts'
import type { Refactor } from './refactoring.ts'

export const pathMissing: Refactor = (analysis, offset) => {
  const missing = analysis.result.diagnostics.find(
    ({ code, file, span }) => code === 'SIL0701' && file === '' && span.start <= offset && offset <= span.end,
  )
  if (missing === undefined) return []
  const written = analysis.text.content.slice(missing.span.start, missing.span.end).replace(/^"|"$/g, '')
  const paths = importablePaths(analysis)
  const named = paths.filter((path) => stem(path) === stem(written))
  const near = named.length > 0 ? null : nearest(written, paths)
  return [...named, ...(near === null ? [] : [near])].map((path) => ({
    title: `Write ${JSON.stringify(path)}`,
    kind: CodeActionKind.QuickFix,
    edits: [{ span: missing.span, newText: JSON.stringify(path) }],
  }))
}

const stem = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.sil$/, '')
