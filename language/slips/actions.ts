/** What a rule does, in other words (`level click -6 dB`, `tempo + 5 bpm`): told of once, and read as it is meant. */

import type { Expr, Modifier, Name, NumberLit, Property } from '../ast.ts'
import { readNumber } from '../literals.ts'
import { begins, emptyName, isWord, type Mutable, nameOf, quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

const MARKS = t.kindSet(t.Equals, t.Colon)
const SIGNS = t.kindSet(t.Plus, t.Minus)
const NUMBERS = t.kindSet(t.Quantity, t.BadQuantity)
const CHANGES: ReadonlySet<string> = new Set(['to', 'by'])

/** What follows the key of such an action. */
interface Written {
  /** Whose level; null for a tempo. */
  readonly member: Token | null
  readonly how: 'to' | 'by'
  readonly number: NumberLit
  /** The first token that has no place there, and the last one of the action. */
  readonly odd: Token
  readonly last: Token
}

/** Reads it, if it is one: what may follow are its other modifiers. The caller has seen that a rule acts. */
export function readActionAstray(r: Reader, node: Mutable<Property>): boolean {
  const isLevel = node.key.text === 'level'
  if (node.target !== null) return isLevel && readLevelOf(r, node, node.target)
  if (!isLevel && node.key.text !== 'tempo') return false
  const written = isLevel ? levelAt(r) : tempoAt(r)
  if (written === null) return false
  const { member, how, number, odd, last } = written
  const first = r.peek(1)
  const unit = isLevel ? 'dB' : 'bpm'
  const who = member === null ? '' : `${r.image(member)} `
  const text = `${node.key.text} ${who}${how} ${shown(number, how)} ${unit}`
  const isKnown = number.unit === null || number.unit === unit
  const span = { start: r.start(first), end: r.end(last) }
  const edits = [{ span, newText: text.slice(node.key.text.length + 1) }]
  const at = { start: r.start(odd), end: span.end }
  const args = {
    found: quote(r.text.slice(at.start, at.end)),
    expected: `\`to\` says which ${node.key.text} it goes to, and \`by\` how far it moves`,
  }
  const hint = isLevel ? 'As in: level click to -12 dB' : 'As in: tempo by +4 bpm, or tempo to 100 bpm'
  r.report('SIL0101', at, args, isKnown ? { fixes: [{ title: `Write ${text}`, edits }] } : { hint })
  r.skip(last)
  // Nobody knows how far it moves, and that was said.
  if (!isKnown) node.key = { ...node.key, text: '' }
  if (member !== null) node.values = [{ ...spanOfName(r, member), kind: 'ref', path: [nameOf(r, member)] }]
  node.modifiers = [change(how, { ...number, unit, unitText: unit, flaw: null })]
  return true
}

/** `kit.level -= 3 dB`, `kit.level = -6 dB` */
function readLevelOf(r: Reader, node: Mutable<Property>, target: Name): boolean {
  const written = changeAt(r, 1)
  if (written === null || !(written.isMarked || written.isStep || written.sign === '+')) return false
  const { number, last } = written
  const how = written.isStep || written.sign === '+' ? 'by' : 'to'
  const text = `level ${target.text} ${how} ${shown(number, how)} dB`
  const span = { start: target.start, end: r.end(last) }
  const isKnown = number.unit === null || number.unit === 'dB'
  const fixes = isKnown ? [{ title: `Write ${text}`, edits: [{ span, newText: text }] }] : []
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: '`to` says which level it goes to, and `by` how far it moves',
  }
  r.report('SIL0101', span, args, { fixes, hint: `As in: level ${target.text} to -12 dB` })
  r.skip(last)
  node.target = null
  if (!isKnown) node.key = { ...node.key, text: '' }
  node.values = [{ kind: 'ref', start: target.start, end: target.end, path: [target] }]
  node.modifiers = [change(how, { ...number, unit: 'dB', unitText: 'dB', flaw: null })]
  return true
}

function change(how: string, value: Expr): Modifier {
  const key = { ...emptyName(value.start), text: how }
  return { kind: 'modifier', start: value.start, end: value.end, key, values: [value] }
}

function spanOfName(r: Reader, token: Token) {
  return { start: r.start(token), end: r.end(token) }
}

/** `-6`, and `+5` of what moves. */
function shown({ value }: NumberLit, how: 'to' | 'by'): string {
  return how === 'by' && value >= 0 ? `+${value}` : String(value)
}

/** `click -6 dB`, `click = -6 dB`, `-6 dB click`, `to -6 dB click` */
function levelAt(r: Reader): Written | null {
  const first = r.peek(1)
  if (isMember(r, first)) {
    const change = changeAt(r, 2)
    if (change === null) return null
    // `-6 dB` is a level, and `+3 dB` and `-= 3 dB` are steps.
    const how = change.isStep || change.sign === '+' ? 'by' : 'to'
    return { member: first, how, number: change.number, odd: r.peek(2), last: change.last }
  }
  const word = r.image(first)
  const isSaid = isWord(r, first) && CHANGES.has(word) && !begins(r, first)
  const change = changeAt(r, isSaid ? 2 : 1)
  if (change === null) return null
  const member = r.peek((isSaid ? 2 : 1) + change.count)
  if (!isMember(r, member)) return null
  const how = isSaid ? (word === 'by' ? 'by' : 'to') : change.isStep || change.sign === '+' ? 'by' : 'to'
  return { member, how, number: change.number, odd: first, last: member }
}

/** `+ 5 bpm`, `= 100 bpm`, `100 bpm` */
function tempoAt(r: Reader): Written | null {
  const change = changeAt(r, 1)
  if (change === null) return null
  const how = change.sign === '' ? 'to' : 'by'
  return { member: null, how, number: change.number, odd: r.peek(1), last: change.last }
}

/** `-6 dB`, `= -6 dB`, `-= 6 dB`, from the token so far ahead. */
function changeAt(r: Reader, ahead: number) {
  let next = ahead
  const isKind = (kinds: Uint8Array): boolean => {
    const token = r.peek(next)
    return kinds[r.kind(token)] === 1 && !begins(r, token)
  }
  const isMarked = isKind(MARKS)
  if (isMarked) next++
  const sign = isKind(SIGNS) ? r.image(r.peek(next)) : ''
  if (sign !== '') next++
  const isStep = sign !== '' && isKind(MARKS)
  if (isStep) next++
  if (!isKind(NUMBERS)) return null
  const last = r.peek(next++)
  // A sum or a comparison is nobody's slip.
  if (isKind(t.OPERATORS)) return null
  const flaw = r.kind(last) === t.Quantity ? 'plain' : 'badUnit'
  const read = readNumber(r.image(last), r.start(last), flaw)
  const number = sign === '-' ? { ...read, value: -read.value } : read
  return { sign, isMarked, isStep, number, last, count: next - ahead }
}

function isMember(r: Reader, token: Token): boolean {
  return r.kind(token) === t.Identifier && !begins(r, token) && !CHANGES.has(r.image(token))
}
