/** Declarations of other languages: told of once, and read as what they are. */

import { readLet } from '../declarations.ts'
import { begins, isHead, isLeftBrace, isName, quote, type Reader, skipBraces, spanOf } from '../reader.ts'
import * as t from '../token-kinds.ts'

const LETS: ReadonlySet<string> = new Set(['const', 'var', 'def', 'val', 'define'])
/** Before what others may import. */
const SHARED: ReadonlySet<string> = new Set(['export', 'public', 'pub'])
const CHORDS: ReadonlySet<string> = new Set(['chords', 'harmony', 'changes', 'progression'])

/** Reads it, if the next token begins one. */
export function readItemAstray(r: Reader): boolean {
  const head = r.peek(1)
  if (r.kind(head) !== t.Identifier) return false
  const word = r.image(head)
  if (LETS.has(word)) return readOtherLet(r)
  if (SHARED.has(word)) return skipShared(r)
  return CHORDS.has(word) && isLeftBrace(r, r.peek(2)) && skipChords(r)
}

/** `const shy = 5 ms` */
function readOtherLet(r: Reader): boolean {
  const name = r.peek(2)
  if (!isName(r, name) || begins(r, name) || r.kind(r.peek(3)) !== t.Equals) return false
  const head = r.take()
  const span = spanOf(r, head)
  const fixes = [{ title: 'Write let', edits: [{ span, newText: 'let' }] }]
  r.report(
    'SIL0101',
    span,
    { found: quote(r.image(head)), expected: '`let` gives a value a name' },
    { fixes },
  )
  readLet(r, head)
  return true
}

/** `export zones mild { … }`: the word is told of, and what follows is read as if it were not there. */
function skipShared(r: Reader): boolean {
  const next = r.peek(2)
  if (!isHead(r, next) || begins(r, next)) return false
  const word = r.take()
  const edits = [{ span: { start: r.start(word), end: r.start(next) }, newText: '' }]
  const name = r.image(word)
  const args = { found: quote(name), expected: 'whatever a file declares may be imported by others' }
  r.report('SIL0101', spanOf(r, word), args, { fixes: [{ title: `Leave out ${name}`, edits }] })
  return true
}

/** `chords { | A7 | D7 | }` outside of sections, up to where its braces close. */
function skipChords(r: Reader): boolean {
  const head = r.take()
  r.take()
  const hint = 'Chords stand in a section, for all who play: section head { bars 2  chords | Dm7 | G7 | }'
  r.report('SIL0128', spanOf(r, head), { name: r.image(head), near: '' }, { hint })
  skipBraces(r)
  return true
}
