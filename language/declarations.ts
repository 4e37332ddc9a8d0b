/** Reads what declares a name: the name itself, `let`, `timbre`, `reward`, and settings such as `tempo 96 bpm`. */

import type { Expr, LetDecl, Name, Property, RewardDecl, Setting, TimbreDecl } from './ast.ts'
import { readPhrase, valueFollows, valueFollowsHere } from './expressions.ts'
import { readProperty } from './properties.ts'
import { isString } from './read-literals.ts'
import {
  atItemStart,
  begins,
  close,
  docOf,
  emptyName,
  isLeftBrace,
  isName,
  isRightBrace,
  isWord,
  type Mutable,
  missing,
  nameOf,
  quote,
  type Reader,
  show,
  spanOf,
} from './reader.ts'
import { skipDoubled } from './slips/doubled.ts'
import { DIGITS, nameFromDigits, placesOfNumber } from './slips/number-names.ts'
import { placeOfNext } from './slips/placing.ts'
import { readQuotedName } from './slips/quoted-names.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

const WHEN = t.keyword('when')
const FOLLOWS = t.keyword('follows')

/** A name that is being declared (or, for `train`, referred to); on this line. */
export function readDeclaredName(r: Reader, what: string, example: string): Name {
  skipDoubled(r, what)
  const next = r.peek(1)
  if (isString(r, next) && !begins(r, next)) return readQuotedName(r, example)
  if (DIGITS.test(r.image(next)) && opensBlock(r, r.peek(2)) && !begins(r, next) && what !== 'section')
    return readDigits(r, what)
  if (!isName(r, next) || begins(r, next) || comesAfterName(r, next, what)) {
    const last = r.peek(0)
    r.report('SIL0115', spanOf(r, last), { what, example })
    return emptyName(r.end(last))
  }
  r.take()
  if (what !== 'train') {
    if (r.kind(next) === t.Pitch) {
      if (what !== 'section') r.report('SIL0117', spanOf(r, next), { name: r.image(next) })
    } else if (t.RESERVED_WORDS[r.kind(next)] === 1 || t.HEAD_WORDS[r.kind(next)] === 1) {
      r.report('SIL0116', spanOf(r, next), { name: r.image(next) })
    }
  }
  return nameOf(r, next)
}

function opensBlock(r: Reader, token: Token): boolean {
  return isLeftBrace(r, token) || r.kind(token) === FOLLOWS
}

/** `bassist 808 {` */
function readDigits(r: Reader, what: string): Name {
  const token = r.take()
  const name = nameOf(r, token)
  const text = nameFromDigits(what, name.text)
  const edits = [spanOf(r, token), ...placesOfNumber(r, token)].map((span) => ({ span, newText: text }))
  const fixes = [{ title: `Write ${text}`, edits }]
  r.report('SIL0101', name, { found: quote(name.text), expected: 'a name begins with a letter' }, { fixes })
  return { ...name, text }
}

/** What stands behind a name that was left out: `rule when …`, `drummer follows click`. */
function comesAfterName(r: Reader, word: Token, what: string): boolean {
  if (r.kind(word) === WHEN) return what === 'rule'
  return r.kind(word) === FOLLOWS && isWord(r, r.peek(2)) && !begins(r, r.peek(2))
}

/** `let shy = 5 ms` */
export function readLet(r: Reader, head: Token): void {
  const node: Mutable<LetDecl> = { kind: 'let', ...declaration(r, head) }
  r.items.push(node)
  node.name = readDeclaredName(r, 'let', 'let shy = 5 ms')
  node.value = readDefinition(r, 'let', 'a value, as in = 5 ms')
  close(r, node)
}

/** `timbre brush = "soft brushed snare"` */
export function readTimbre(r: Reader, head: Token): void {
  const node: Mutable<TimbreDecl> = { kind: 'timbre', ...declaration(r, head) }
  r.items.push(node)
  node.name = readDeclaredName(r, 'timbre', 'timbre brush = "soft brushed snare"')
  node.value = readDefinition(r, 'timbre', 'a prompt, as in = "warm woody click"')
  close(r, node)
}

/** `reward practice = …` */
export function readReward(r: Reader, head: Token): void {
  const node: Mutable<RewardDecl> = { kind: 'reward', ...declaration(r, head) }
  r.items.push(node)
  node.name = readDeclaredName(r, 'reward', 'reward practice = …')
  node.value = readDefinition(r, 'reward', 'a formula, as in = completed')
  close(r, node)
}

function declaration(r: Reader, head: Token) {
  const end = r.end(head)
  return { start: r.start(head), end, doc: docOf(r, head), name: emptyName(end), value: null }
}

/** `= value` of a declaration; a forgotten `=` (or a `:`) is reported and read over, if the value is on this line. */
function readDefinition(r: Reader, what: string, expected: string): Expr | null {
  const before = r.peek(0)
  const mark = r.peek(1)
  if (isLeftBrace(r, mark)) {
    skipBraces(r, what, expected)
    return null
  }
  const marked = r.kind(mark) === t.Equals || r.kind(mark) === t.Colon
  if (marked) r.take()
  // `let a := 1`
  if (r.kind(mark) === t.Colon && r.kind(r.peek(1)) === t.Equals) r.take()
  const end = r.end(r.peek(0))
  const follows = marked ? valueFollows(r) && !atItemStart(r) : valueFollowsHere(r)
  if (r.kind(mark) !== t.Equals && (marked || follows)) {
    const span = spanOf(r, mark)
    const at = { start: r.end(before), end }
    const fixes = [{ title: 'Write =', edits: [{ span: at, newText: ' =' }] }]
    const args = { found: show(r, mark), expected: 'a definition is written with `=`' }
    r.report('SIL0101', span, args, { fixes })
  }
  const value = follows ? readPhrase(r, false) : null
  if (value === null) missing(r, what, expected, spanOf(r, before))
  return value
}

/** `reward practice { … }`: a block of another language, up to its closing brace or the next declaration. */
function skipBraces(r: Reader, what: string, expected: string): void {
  const open = r.take()
  let depth = 1
  for (let next = r.peek(1); depth > 0 && r.kind(next) !== t.End; next = r.peek(1)) {
    if (atItemStart(r) && placeOfNext(r, open) === 'behind') break
    r.take()
    if (isLeftBrace(r, next)) depth++
    else if (isRightBrace(r, next)) depth--
  }
  const args = { found: '`{`', expected: `\`${what}\` has ${expected}, and no braces` }
  r.report('SIL0101', spanOf(r, open), args)
}

// ---- settings -----------------------------------------------------------------------------------------------------

/** A property at the top level, from its first word on. */
export function readSetting(r: Reader, first: Token): void {
  const at = r.start(first)
  const node: Mutable<Setting> = { kind: 'setting', start: at, end: at, property: emptyProperty(at) }
  r.items.push(node)
  const holder: Property[] = []
  readProperty(r, first, holder)
  const property = holder[0]
  if (property === undefined) return
  node.property = property
  node.end = property.end
}

export function emptyProperty(at: number): Property {
  return {
    kind: 'property',
    start: at,
    end: at,
    doc: null,
    target: null,
    key: emptyName(at),
    stray: null,
    values: [],
    modifiers: [],
  }
}
