/** What stands behind closed bars and is no modifier: one more bar, a text without its `timbre`, or something else. */

import type { Property } from './ast.ts'
import { lineEnd } from './characters.ts'
import { lex } from './lexer.ts'
import { isString } from './read-literals.ts'
import { type Known, quote, type Reader, skipLine, spanOf } from './reader.ts'
import { readTimesBehind } from './times-behind-bars.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

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
  if (!readsAsBar(restOfLine(r, next))) return false
  // `| Dm7 | G7`: what follows the last `|` is a bar that was not closed.
  skipLine(r)
  const end = r.end(r.peek(0))
  const fixes = [{ title: 'Close the bars', edits: [{ span: { start: end, end }, newText: ' |' }] }]
  r.report('SIL0104', { start: property.end, end }, {}, { fixes })
  return true
}

/** To where the line ends, or its block. */
function restOfLine(r: Reader, from: Token): string {
  const start = r.start(from)
  return r.text.slice(start, lineEnd(r.text, start)).replace(/(?:\/\/|\}).*$/, '')
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
