/** `kick |x…| snare |x…|`: a pattern that begins on the line of another one, whose bars it seems to belong to. */

import type { Property, Span } from '../ast.ts'
import { gapEnd, isWordChar, wordEnd } from '../characters.ts'
import { begins, type Reader, skipLine } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'
import { MEMBER_PROPERTIES } from '../vocabulary.ts'

/** What people write between two: it stands for the end of a line. */
const MARK = /^(?:[,;&+]+|and)$/

/** Names are looked for nearby: a line of a megabyte must not be searched from each cell. */
const NEAR = 64

/**
 * The property, `snare` or `kit.snare`, that ends or begins with the token, where a bar line follows it; null where none does.
 * Its first letters may have been read as cells: `ride` begins with a stroke.
 */
export function nextPattern(token: Token, r: Reader): Span | null {
  const { text } = r
  // Between chords `gtr` begins with a stroke; inside of words none begins.
  if (r.kind(token) !== t.BadCell && isWordChar(text.charCodeAt(r.start(token) - 1))) return null
  const isMark = MARK.test(r.image(token))
  let start = isMark ? gapEnd(text, r.end(token)) : wordStart(text, r.start(token))
  let end = wordEnd(text, isMark ? start : r.end(token))
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
  const key = text.slice(keyAt, end)
  const ofSection = r.context === 'section' && start === keyAt && (key === 'chords' || key === 'plays')
  return ofSection || Object.hasOwn(MEMBER_PROPERTIES, key) ? { start, end } : null
}

function wordStart(text: string, at: number): number {
  let start = at
  while (at - start < NEAR && isWordChar(text.charCodeAt(start - 1))) start--
  return start
}

/** Reports the pattern, and reads on behind it as if it stood on a line of its own. */
export function readNextPattern(r: Reader, open: Token, { start, end }: Span): void {
  const name = r.text.slice(start, end)
  const gap = r.end(r.peek(0))
  // A mark between the two.
  if (r.start(r.peek(1)) < start) r.take()
  let first = r.peek(1)
  while (r.start(first - 1) >= start) first--
  report(r, name, { start: Math.min(gap, r.end(first - 1)), end: start }, r.start(open))
  r.told.push({ start, end })

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

/** `kick |x…| level -6 dB snare |x…|`: a pattern that was read, and begins on the line of another one of its block. */
export function tellSharedLine(r: Reader, first: Token, list: readonly Property[]): void {
  if (begins(r, first)) return
  const node = list.at(-1)
  if (node === undefined || !hasBars(node)) return
  // It was told of when the one before it was read, and since then perhaps the one behind it.
  if (r.told.slice(-2).some(({ start }) => start === node.start)) return
  for (let i = list.length - 2, next = node.start; i >= 0; i--) {
    const before = list[i]
    if (before === undefined || BREAK.test(r.text.slice(before.end, next))) return
    if (hasBars(before)) {
      const { target, key } = node
      const name = target === null ? key.text : `${target.text}.${key.text}`
      report(r, name, { start: r.end(first - 1), end: node.start }, before.start)
      return
    }
    next = before.start
  }
}

const BREAK = /[\r\n]/

function hasBars({ values }: Property): boolean {
  return values[0]?.kind === 'bars'
}

function report(r: Reader, name: string, gap: Span, before: number): void {
  const edits = [{ span: gap, newText: `\n${indentAt(r.text, before)}` }]
  const fixes = [{ title: `Put \`${name}\` on a line of its own`, edits }]
  r.report('SIL0112', { start: gap.end, end: gap.end + name.length }, { name }, { fixes })
}

function indentAt(text: string, offset: number): string {
  // Looked for nearby, too.
  const near = text.slice(Math.max(0, offset - 200), offset)
  const line = Math.max(near.lastIndexOf('\n'), near.lastIndexOf('\r')) + 1
  return line === 0 && near.length === 200 ? '' : (/^[ \t]*/.exec(near.slice(line))?.[0] ?? '')
}
