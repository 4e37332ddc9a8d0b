/** `kick |x…| snare |x…|`: a pattern that begins on the line of another one, whose bars it seems to belong to. */

import type { Span } from './ast.ts'
import { gapEnd, isWordChar, wordEnd } from './characters.ts'
import { type Reader, skipLine } from './reader.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'
import { MEMBER_PROPERTIES } from './vocabulary.ts'

/** Names are looked for nearby: a line of a megabyte must not be searched from each cell. */
const NEAR = 64

/**
 * The property, `snare` or `kit.snare`, that ends or begins with the token, where a bar line follows it; null where none does.
 * Its first letters may have been read as cells: `ride` begins with a stroke.
 */
export function nextPattern(token: Token, r: Reader): Span | null {
  const { text } = r
  let start = wordStart(text, r.start(token))
  let end = r.end(token)
  if (!isWordChar(text.charCodeAt(start))) return null
  let keyAt = start
  if (text.charAt(end) === '.' && isWordChar(text.charCodeAt(end + 1))) {
    keyAt = end + 1
    end = wordEnd(text, keyAt)
  } else if (text.charAt(start - 1) === '.' && isWordChar(text.charCodeAt(start - 2))) {
    start = wordStart(text, start - 1)
  }
  // Only a section says whose pattern it is; elsewhere the dot is a rest.
  if (start < keyAt && r.context !== 'section') return null
  if (text.charAt(gapEnd(text, end)) !== '|') return null
  return Object.hasOwn(MEMBER_PROPERTIES, text.slice(keyAt, end)) ? { start, end } : null
}

function wordStart(text: string, at: number): number {
  let start = at
  while (at - start < NEAR && isWordChar(text.charCodeAt(start - 1))) start--
  return start
}

/** Reports the pattern, and reads on behind it as if it stood on a line of its own. */
export function readNextPattern(r: Reader, open: Token, { start, end }: Span): void {
  const name = r.text.slice(start, end)
  let first = r.peek(1)
  while (r.start(first - 1) >= start) first--
  const span = { start: r.end(first - 1), end: start }
  const edits = [{ span, newText: `\n${indentAt(r.text, r.start(open))}` }]
  const fixes = [{ title: `Put \`${name}\` on a line of its own`, edits }]
  r.report('SIL0112', { start, end }, { name }, { fixes })

  const last = name.includes('.') ? first + 2 : first
  if (first !== r.peek(1) || r.end(last) !== end) {
    // The lexer has made cells of its name: this pattern is told of, and not read.
    skipLine(r)
    return
  }
  r.tokens.retype(first, t.Identifier)
  if (last > first) r.tokens.retype(first + 1, t.Dot)
  r.tokens.retype(last, t.Identifier)
  r.tokens.retype(last + 1, t.BarOpen)
}

function indentAt(text: string, offset: number): string {
  // Looked for nearby, too.
  const near = text.slice(Math.max(0, offset - 200), offset)
  const line = Math.max(near.lastIndexOf('\n'), near.lastIndexOf('\r')) + 1
  return line === 0 && near.length === 200 ? '' : (/^[ \t]*/.exec(near.slice(line))?.[0] ?? '')
}
