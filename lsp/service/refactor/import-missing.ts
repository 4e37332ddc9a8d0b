/** A name that nobody has declared here, and another file has: it is imported. */

import { CodeActionKind } from 'vscode-languageserver'
import { importableInto } from '../importable.ts'
import type { Refactor } from './refactoring.ts'

export const importMissing: Refactor = (analysis, offset) => {
  const unknown = analysis.result.diagnostics.find(
    ({ code, file, span }) => code === 'SIL0201' && file === '' && span.start <= offset && offset <= span.end,
  )
  if (unknown === undefined) return []
  const name = analysis.text.content.slice(unknown.span.start, unknown.span.end)
  return importableInto(analysis, () => true)
    .filter((one) => one.name === name)
    .map(({ path, edit: { start, end, newText } }) => ({
      title: `Import \`${name}\` from ${path}`,
      kind: CodeActionKind.QuickFix,
      edits: [{ span: { start, end }, newText }],
    }))
}
