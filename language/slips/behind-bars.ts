/** What stands behind closed bars and is no modifier: one more bar, a text without its `timbre`, or something else. */

import type { Property, Span } from '../ast.ts'
import { readBars } from '../bars.ts'
import { gapEnd, isLineBreak, lineBreakLength, lineEnd } from '../characters.ts'
import { lex } from '../lexer.ts'
import { isString } from '../read-literals.ts'
import { begins, type Known, quote, type Reader, skipLine, spanOf, startsProperty } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'
import { readTimesBehind } from './times-behind-bars.ts'

/** Reads it if it is known what it is; the caller has seen that something stands there. */
export function readBehindBars(r: Reader, property: Property, known: Known): boolean {
  const next = r.peek(1)
  if (isString(r, next)) {
    if (!known.modifiers.has('timbre')) return false
    const at = { start: r.start(next), end: r.start(next) }
    const fixes = [{ title: 'Write timbre', edits: [{ span: at, newText: 'timbre ' }] }]
    const args = { found: quote(r.image(next)), expected: '`timbre` stands before a description' }
    r.report('SIL0101', spanOf(r, next), args, { fixes })
    skipLine(r)
    return true
  }
  if (readTimesBehind(r, property)) return true
  // `| Dm7 | G7`: what follows the last `|` is a bar that was not closed.
  return readOpenBar(r, property, r.start(next))
}

/** `| Dm7 | G7 | %`: outside of bars `%` is no token. */
export function readLastRepeat(r: Reader, property: Property): boolean {
  if (property.key.text !== 'chords') return false
  const start = gapEnd(r.text, property.end)
  if (r.text.charAt(start) !== '%') return false
  if (readOpenBar(r, property, start)) return true
  if (begins(r, r.peek(1)) || !startsProperty(r)) return false
  const repeats = restOfLine(r.text, start)
    .slice(0, r.start(r.peek(1)) - start)
    .trimEnd()
  if (!readsAsBar(repeats)) return false
  reportOpen(r, property, { start, end: start + repeats.length })
  return true
}

function readOpenBar(r: Reader, property: Property, start: number): boolean {
  const text = restOfLine(r.text, start)
  if (text === '' || !readsAsBar(text)) return false
  skipLine(r)
  reportOpen(r, property, { start, end: start + text.length })
  return true
}

function reportOpen(r: Reader, property: Property, { start, end }: Span): void {
  r.told.push({ start, end })
  const fixes = [{ title: 'Close the bars', edits: [{ span: { start: end, end }, newText: ' |' }] }]
  r.report('SIL0104', { start: property.end, end }, {}, { fixes })
}

/** No bar is longer, and a line of a megabyte must not be looked through for each. */
const LONGEST = 400

/** To where the line ends, its block, or what is said of them; nothing where that is far. */
function restOfLine(text: string, start: number): string {
  let end = start
  while (end < text.length && !isLineBreak(text.charCodeAt(end)) && text.charAt(end) !== '}') {
    if (text.startsWith('//', end)) break
    if (end++ - start > LONGEST) return ''
  }
  return text.slice(start, end).trimEnd()
}

/** `kick |x...| timbre boom`, and the next line goes on with `|..x.|`: what is said of a pattern stands behind its last bar. */
export function readBarsBelow(r: Reader, node: Property, readModifiers: () => void): void {
  const bars = node.values.at(-1)
  if (bars?.kind !== 'bars' || !bars.closed) return
  const said: Span[] = []
  let { end } = bars
  let closed = true
  for (let next = r.peek(1); r.kind(next) === t.BarOpen && isNextLine(r, next); next = r.peek(1)) {
    said.push({ start: end, end: r.end(r.peek(0)) })
    r.property = node.key.text
    const more = readBars(r.take(), r)
    closed = more.closed
    end = more.end
    r.property = ''
    readModifiers()
  }
  const [first] = said
  if (first === undefined) return
  const moved = said.map((span) => r.text.slice(span.start, span.end)).join('')
  const edits = [
    ...said.map((span) => ({ span, newText: '' })),
    { span: { start: end, end }, newText: moved },
  ]
  const fixes = !closed || /[\r\n]/.test(moved) ? [] : [{ title: 'Put it behind the last bar', edits }]
  const span = { start: node.modifiers[0]?.start ?? first.start, end: first.end }
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: 'what is said of a pattern stands behind its last bar',
  }
  r.report('SIL0101', span, args, { fixes })
}

/** Bars go on in the next line, and behind no other. */
function isNextLine(r: Reader, token: Token): boolean {
  const end = lineEnd(r.text, r.end(r.peek(0)))
  return gapEnd(r.text, end + lineBreakLength(r.text, end)) === r.start(token)
}

const CELLS = t.kindSet(
  ...[t.BarOpen, t.BarSep, t.BarClose, t.Count, t.Hit, t.Rest, t.Tie, t.Maybe, t.Degree],
  ...[t.BarName, t.NoChord, t.Repeat, t.LBracket, t.RBracket],
)

/** Cells and chords only: `legato` is none, and `Fast` only begins like one. */
function readsAsBar(text: string): boolean {
  const { tokens, unknown } = lex(`|${text}|`)
  if (unknown.length > 0) return false
  for (let token = 1; token <= tokens.count; token++) {
    if (CELLS[tokens.kind(token)] !== 1) return false
    if (tokens.kind(token) === t.BarName && !CHORD.test(tokens.image(token))) return false
  }
  return true
}

const CHORD = /^[A-G](?:maj|min|mi|ma|m|M|dim|aug|sus|add|alt|dom|[0-9#b♯♭+°øØΔ△()^/A-G-])*[!_~?]*$/
