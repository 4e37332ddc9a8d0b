/** `drummer 808 { … }`: a number for a member's name. It is told of where it is declared, with a fix for all places that say it. */

import type { Expr, Name, Span } from '../ast.ts'
import { begins, nameOf, type Reader, spanOf } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token, TokenList } from '../token-list.ts'
import { MEMBER_KINDS } from '../vocabulary.ts'

export const DIGITS = /^\d+$/

/** What a kind of member makes of the number: a name begins with a letter. */
export function nameFromDigits(what: string, digits: string): string {
  return `${what.charAt(0)}${digits}`
}

/** The names of those who are declared with a number: looked for once, where somebody is called by one. */
const declared = new WeakMap<TokenList, ReadonlyMap<string, string>>()

function declaredIn(r: Reader): ReadonlyMap<string, string> {
  const before = declared.get(r.tokens)
  if (before !== undefined) return before
  const names = new Map<string, string>()
  for (let token = 1; token < r.tokens.count; token++) {
    if (t.HEAD_WORDS[r.kind(token)] !== 1 || r.kind(token + 1) !== t.Quantity) continue
    const what = r.image(token)
    const digits = r.image(token + 1)
    if (isMemberKind(what) && DIGITS.test(digits)) names.set(digits, nameFromDigits(what, digits))
  }
  declared.set(r.tokens, names)
  return names
}

function isMemberKind(word: string): boolean {
  return MEMBER_KINDS.some((kind) => kind === word)
}

/** The name that a number stands for; null where it is a number. */
export function nameOfNumber(r: Reader, token: Token): Name | null {
  if (r.kind(token) !== t.Quantity || !DIGITS.test(r.image(token))) return null
  r.seesAll = true
  const text = declaredIn(r).get(r.image(token))
  return text === undefined ? null : { ...nameOf(r, token), text }
}

/** `808.kick |x…|` in a section. */
export function startsWithNumberName(r: Reader): boolean {
  if (r.context !== 'section' || r.kind(r.peek(1)) !== t.Quantity) return false
  if (r.kind(r.peek(2)) !== t.Dot || begins(r, r.peek(2))) return false
  return nameOfNumber(r, r.peek(1)) !== null
}

/** `mute 808, keys` */
export function withNumberNames(r: Reader, values: readonly Expr[]): readonly Expr[] {
  const named = (value: Expr): Expr => {
    if (value.kind === 'list') return { ...value, items: value.items.map(named) }
    const digits = value.kind === 'number' ? r.text.slice(value.start, value.end) : ''
    if (!DIGITS.test(digits)) return value
    r.seesAll = true
    const text = declaredIn(r).get(digits)
    const { start, end } = value
    return text === undefined
      ? value
      : { kind: 'ref', start, end, path: [{ kind: 'name', start, end, text }] }
  }
  return values.map(named)
}

/** Where else the number is somebody's name. */
export function placesOfNumber(r: Reader, name: Token): readonly Span[] {
  r.seesAll = true
  const digits = r.image(name)
  const places: Span[] = []
  for (let token = 1; token <= r.tokens.count && places.length < MOST_PLACES; token++) {
    if (token === name || r.kind(token) !== t.Quantity || r.image(token) !== digits) continue
    if (isNameAt(r, token)) places.push(spanOf(r, token))
  }
  return places
}

const MOST_PLACES = 200
const FOLLOWS = t.keyword('follows')
/** Names that stand in a list. */
const MOST_NAMES = 32

function isNameAt(r: Reader, token: Token): boolean {
  if (r.kind(token - 1) === FOLLOWS) return true
  if (token < r.tokens.count && r.kind(token + 1) === t.Dot && !begins(r, token + 1)) return true
  let at = token - 1
  for (let names = 0; names < MOST_NAMES && at > 1 && r.kind(at) === t.Comma; names++) at -= 2
  return /^(?:un)?mute$/.test(r.image(at))
}
