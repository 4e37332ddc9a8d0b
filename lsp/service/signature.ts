/** What stands between the parentheses of a call, and which of it the cursor is at. */

import type { SignatureHelp } from 'vscode-languageserver'
import type { CallExpr } from '../../language/ast.ts'
import type { Analysis } from '../project.ts'
import { pathTo } from './path.ts'

interface Signature {
  readonly parameters: readonly string[]
  readonly doc: string
}

const SIGNATURES: Readonly<Record<string, Signature>> = {
  mix: {
    parameters: ['from', 'to', 'share'],
    doc: 'A timbre between two: 0 % is the first, 100 % the second.',
  },
  min: { parameters: ['a', 'b'], doc: 'The smaller of two of one unit.' },
  max: { parameters: ['a', 'b'], doc: 'The larger of two of one unit.' },
  improvement: {
    parameters: ['within session | across n sessions'],
    doc: 'How much closer to the beat the player has come.',
  },
}

export function signatureAt({ program, text }: Analysis, offset: number): SignatureHelp | null {
  const call = pathTo(program.sources.main.tree, offset).findLast(
    (node): node is CallExpr => node.kind === 'call' && offset > node.name.end,
  )
  const signature = call === undefined ? undefined : SIGNATURES[call.name.text]
  if (call === undefined || signature === undefined) return null
  if (text.content[call.end - 1] === ')' && offset >= call.end) return null
  const before = text.content.slice(call.name.end + 1, offset)
  const { parameters, doc } = signature
  const label = `${call.name.text}(${parameters.join(', ')})`
  return {
    signatures: [{ label, documentation: doc, parameters: parameters.map((one) => ({ label: one })) }],
    activeSignature: 0,
    activeParameter: Math.min(parameters.length - 1, before.split(',').length - 1),
  }
}
