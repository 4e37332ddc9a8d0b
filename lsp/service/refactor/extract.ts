/** What is written in place gets a name above the block that it stands in. */

import { CodeActionKind } from 'vscode-languageserver'
import type { Edit } from '../../../language/diagnostics.ts'
import type { Node } from '../../../language/walk.ts'
import type { Analysis } from '../../project.ts'
import { pathTo } from '../path.ts'
import { newlineOf, startWithDoc } from './lines.ts'
import type { Refactor } from './refactoring.ts'

export const extractTimbre: Refactor = (analysis, offset) => {
  const path = pathTo(analysis.program.sources.main.tree, offset)
  const prompt = path.at(-1)
  const holder = path.at(-2)
  if (prompt?.kind !== 'string' || prompt.flaw !== null) return []
  if ((holder?.kind !== 'property' && holder?.kind !== 'modifier') || holder.key.text !== 'timbre') return []
  const word =
    prompt.value
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.at(-1) ?? 'sound'
  const name = freeName(analysis, word)
  return [
    {
      title: `Name this timbre \`${name}\``,
      kind: CodeActionKind.RefactorExtract,
      edits: extracted(analysis, path, prompt, `timbre ${name} = `, name),
    },
  ]
}

export const extractNumber: Refactor = (analysis, offset) => {
  const path = pathTo(analysis.program.sources.main.tree, offset)
  const number = path.at(-1)
  const holder = path.findLast((node) => node.kind === 'property' || node.kind === 'modifier')
  if (number?.kind !== 'number' || number.flaw !== null || holder === undefined) return []
  const name = freeName(analysis, `usual_${holder.key.text}`)
  return [
    {
      title: `Name this number \`${name}\``,
      kind: CodeActionKind.RefactorExtract,
      edits: extracted(analysis, path, number, `let ${name} = `, name),
    },
  ]
}

/** The piece moves to a line of its own above its item, and its name stands where it was. */
function extracted(
  analysis: Analysis,
  path: readonly Node[],
  piece: Node,
  head: string,
  name: string,
): readonly Edit[] {
  const { content } = analysis.text
  const item = path[1]
  const at = item === undefined ? 0 : startWithDoc(analysis, item)
  const newline = newlineOf(analysis)
  const written = content.slice(piece.start, piece.end)
  return [
    { span: { start: at, end: at }, newText: `${head}${written}${newline}${newline}` },
    { span: piece, newText: name },
  ]
}

/** A name that nothing has yet. */
export function freeName({ scope }: Analysis, wanted: string): string {
  if (scope === undefined || !scope.bindings.has(wanted)) return wanted
  for (let n = 2; ; n++) if (!scope.bindings.has(`${wanted}${n}`)) return `${wanted}${n}`
}
