/** What stands between the parentheses of a call, and which of it the cursor is at. */

import type { SignatureHelp } from 'vscode-languageserver'
import type { Analysis } from '../project.ts'

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
  asynchrony: {
    parameters: ['within session | improvement within session'],
    doc: 'How far the player is from the beat, or how much of that has gone.',
  },
  return_rate: { parameters: ['days'], doc: 'Whether the player comes back within so many days.' },
}

export function signatureAt({ text }: Analysis, offset: number): SignatureHelp | null {
  const call = openCall(text.content, offset)
  const signature = call === null ? undefined : SIGNATURES[call.name]
  if (call === null || signature === undefined) return null
  const { parameters, doc } = signature
  const label = `${call.name}(${parameters.join(', ')})`
  return {
    signatures: [{ label, documentation: doc, parameters: parameters.map((one) => ({ label: one })) }],
    activeSignature: 0,
    activeParameter: Math.min(parameters.length - 1, call.commas),
  }
}

/** No call is longer. */
const FARTHEST = 2000

/**
 * The call whose parentheses are open at the cursor, by the characters before it: while one writes it there is no closing one,
 * and no tree that would hold it. What stands in quotes counts for nothing.
 */
function openCall(text: string, offset: number): { readonly name: string; readonly commas: number } | null {
  const before = text
    .slice(Math.max(0, offset - FARTHEST), offset)
    .replace(/"[^"\n]*"?/g, (quoted) => ' '.repeat(quoted.length))
  let depth = 0
  let commas = 0
  for (let at = before.length - 1; at >= 0; at--) {
    const sign = before[at]
    if (sign === '{' || sign === '}') return null
    if (sign === ')') depth++
    else if (sign === ',' && depth === 0) commas++
    else if (sign === '(') {
      if (depth === 0) {
        const name = /([A-Za-z_]\w*)\s*$/.exec(before.slice(0, at))?.[1]
        // A bracket that only groups: the call may be further out.
        if (name !== undefined) return { name, commas }
        commas = 0
      } else depth--
    }
  }
  return null
}
