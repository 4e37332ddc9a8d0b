/** Reads a key, `F# minor`. */

import type { Expr, Name } from './ast.ts'
import { isString, textOf } from './read-literals.ts'
import {
  begins,
  isRightBrace,
  isWord,
  nameOf,
  quote,
  type Reader,
  readName,
  spanOf,
  startsOwnProperty,
} from './reader.ts'
import * as t from './token-kinds.ts'

/** `F# minor` */
export function readKey(r: Reader): Expr[] {
  if (isString(r, r.peek(1))) return readQuotedKey(r)
  if (isMove(r)) return readMove(r)
  const tonic = withSign(r, readName(r))
  const mode = readMode(r)
  return [{ kind: 'key', start: tonic.start, end: (mode ?? tonic).end, tonic, mode }]
}

const MOVES = /^(?:up|down|by|higher|lower|transpose|\+|-)$/

/** Not a key whose name is missing. */
function isMove(r: Reader): boolean {
  return MOVES.test(r.image(r.peek(1)))
}

export const OTHER_KEY =
  'Key, chords and pitches are written as they sound, as in: key B major  chords | B | E |. Degrees in a line go with them.'

/** `key by +1 semitone`, `key up a semitone` */
function readMove(r: Reader): Expr[] {
  const first = r.take()
  while (isOfMove(r)) r.take()
  const span = { start: r.start(first), end: r.end(r.peek(0)) }
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: 'a key is a note and a mode, as in C major',
  }
  r.report('SIL0101', span, args, { hint: OTHER_KEY })
  return []
}

function isOfMove(r: Reader): boolean {
  const next = r.peek(1)
  if (r.kind(next) === t.End || begins(r, next) || isRightBrace(r, next)) return false
  return !startsOwnProperty(r)
}

/** `"C minor"`, `"C" minor` */
function readQuotedKey(r: Reader): Expr[] {
  const quoted = r.take()
  const span = spanOf(r, quoted)
  const [, written, rest] =
    /^\s*([A-G][b#♭♯]?)(?:\s+([a-z]+(?: [a-z]+)*))?\s*$/i.exec(
      textOf(r, quoted).replace(/^([A-G][b#♭♯]?)m$/, '$1 minor'),
    ) ?? []
  const tonic = written === undefined ? undefined : written.charAt(0).toUpperCase() + written.slice(1)
  const text = rest === undefined ? tonic : `${tonic} ${rest}`
  const fixes = text === undefined ? [] : [{ title: `Write ${text}`, edits: [{ span, newText: text }] }]
  const args = { found: quote(r.image(quoted)), expected: 'a key stands without quotes' }
  r.report('SIL0101', span, args, { fixes, hint: `As in: key ${text ?? 'C minor'}` })
  if (tonic === undefined) return []
  const { start, end } = span
  // Of one text both: the mode is its end, and a blank is between them.
  const from = rest === undefined ? end + 1 : Math.max(start + 1, end - 1 - rest.length)
  const mode: Name | null = rest === undefined ? readMode(r) : { kind: 'name', start: from, end, text: rest }
  const name: Name = { kind: 'name', start, end: from - 1, text: tonic }
  return [{ kind: 'key', start, end: (mode ?? name).end, tonic: name, mode }]
}

/** `B ♭`: the sign was told of, and belongs to the note all the same. */
function withSign(r: Reader, tonic: Name): Name {
  const gap = r.text.slice(tonic.end, Math.min(r.start(r.peek(1)), tonic.end + MOST_GAP))
  const sign = gap.length < 2 ? null : /^[^\S\r\n]*([♭♯])/.exec(gap)
  if (sign === null) return tonic
  return { ...tonic, end: tonic.end + sign[0].length, text: `${tonic.text}${sign[1]}` }
}

/** Blanks between a note and its sign; more are not looked through. */
const MOST_GAP = 8

/** `major`, `harmonic minor`: the words that follow, as one name. */
function readMode(r: Reader): Name | null {
  const words: Name[] = []
  for (let next = r.peek(1); isWord(r, next) && !begins(r, next); next = r.peek(1)) {
    if (startsOwnProperty(r)) break
    words.push(nameOf(r, r.take()))
  }
  const [first] = words
  const last = words[words.length - 1]
  if (first === undefined || last === undefined) return null
  return { kind: 'name', start: first.start, end: last.end, text: words.map((word) => word.text).join(' ') }
}
