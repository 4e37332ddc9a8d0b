/** Where in a JSON text its strings stand: who changes one leaves all else as somebody has laid it out. */

import type { Span } from '../../language/ast.ts'

export interface JsonString extends Span {
  /** Names of the fields from the top to this one; for a name of a field its own is the last. */
  readonly path: readonly string[]
  readonly isName: boolean
  readonly value: string
}

/** @param json a text that JSON.parse takes */
export function jsonStrings(json: string): readonly JsonString[] {
  const found: JsonString[] = []
  /** Of each brace or bracket that is open, the field that is being read; null in an array. */
  const open: (string | null)[] = []
  for (const { 0: token, index: start } of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') open.push(token === '{' ? '' : null)
    else if (token === '}' || token === ']') open.pop()
    else {
      const value: unknown = JSON.parse(token)
      const end = start + token.length
      const isName = open.at(-1) != null && /^\s*:/.test(json.slice(end, end + 80))
      if (isName) open[open.length - 1] = String(value)
      found.push({ start, end, path: open.map((field) => field ?? ''), isName, value: String(value) })
    }
  }
  return found
}
