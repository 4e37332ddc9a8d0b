/** A block without a name gets the one that most people give it. */

import { CodeActionKind } from 'vscode-languageserver'
import type { BlockKind } from '../../../language/ast.ts'
import { pathTo } from '../path.ts'
import { freeName } from './extract.ts'
import type { Refactor } from './refactoring.ts'

const NAMES: Readonly<Partial<Record<BlockKind, string>>> = {
  zones: 'pocket',
  metronome: 'click',
  drummer: 'kit',
  bassist: 'bass',
  pianist: 'keys',
  guitarist: 'guitar',
  section: 'head',
}

export const nameMissing: Refactor = (analysis, offset) => {
  const { program, result } = analysis
  const told = result.diagnostics.find(
    ({ code, file, span }) => code === 'SIL0115' && file === '' && span.start <= offset && offset <= span.end,
  )
  const block = pathTo(program.sources.main.tree, offset)[1]
  const usual = block?.kind === 'block' ? NAMES[block.block] : undefined
  if (told === undefined || block?.kind !== 'block' || usual === undefined) return []
  const name = freeName(analysis, usual)
  const at = block.head.end
  return [
    {
      title: `Call it \`${name}\``,
      kind: CodeActionKind.QuickFix,
      edits: [{ span: { start: at, end: at }, newText: ` ${name}` }],
    },
  ]
}
