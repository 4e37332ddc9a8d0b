/** A name that nobody has declared is declared, as what its place asks for. */

import { CodeActionKind } from 'vscode-languageserver'
import type { Node } from '../../../language/walk.ts'
import { pathTo } from '../path.ts'
import { newlineOf, startWithDoc } from './lines.ts'
import type { Refactor } from './refactoring.ts'

const DECLARATIONS: Readonly<Record<string, (name: string, newline: string) => string>> = {
  zones: (name, nl) => `zones ${name} {${nl}  snap   20 ms${nl}  follow 100 ms${nl}  limit  200 ms${nl}}`,
  timbre: (name) => `timbre ${name} = "warm woody click"`,
  section: (name, nl) => `section ${name} {${nl}  bars 8${nl}}`,
}

export const declareMissing: Refactor = (analysis, offset) => {
  const { program, text, result, scope } = analysis
  const unknown = result.diagnostics.find(
    ({ code, file, span }) => code === 'SIL0201' && file === '' && span.start <= offset && offset <= span.end,
  )
  if (unknown === undefined) return []
  const path = pathTo(program.sources.main.tree, offset)
  const name = text.content.slice(unknown.span.start, unknown.span.end)
  const what = whatIsMissing(path)
  const item = path[1]
  if (what === null || item === undefined || scope?.bindings.has(name) === true) return []
  const newline = newlineOf(analysis)
  const at = startWithDoc(analysis, item)
  const declaration = DECLARATIONS[what]?.(name, newline) ?? ''
  return [
    {
      title: `Declare ${what} \`${name}\``,
      kind: CodeActionKind.QuickFix,
      edits: [{ span: { start: at, end: at }, newText: `${declaration}${newline}${newline}` }],
    },
  ]
}

function whatIsMissing(path: readonly Node[]): string | null {
  if (path.some(({ kind }) => kind === 'formStep')) return 'section'
  const holder = path.findLast((node) => node.kind === 'property' || node.kind === 'modifier')
  const key = holder?.key.text ?? ''
  return Object.hasOwn(DECLARATIONS, key) ? key : null
}
