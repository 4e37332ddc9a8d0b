/** Members before what is said of them (`kit, click mute`, `click level -3 dB`): told of, and read as it is meant. */

import type { Expr, Name, Property } from '../ast.ts'
import {
  begins,
  emptyName,
  type Mutable,
  nameOf,
  quote,
  type Reader,
  skipLine,
  spanOf,
  verbFrom,
  verbOf,
} from '../reader.ts'
import * as t from '../token-kinds.ts'

/** `click mute`, `kit, click mute` */
export function readVerbBehind(r: Reader, node: Mutable<Property>): void {
  const { start } = node.key
  const verbAt = verbFrom(r, 0, true)
  const names: Name[] = []
  for (let ahead = 0; ahead < verbAt; ahead++) {
    const token = r.peek(ahead)
    if (r.kind(token) === t.Identifier) names.push(nameOf(r, token))
  }
  const verb = verbOf(r.image(r.peek(verbAt)), r.context) ?? 'mute'
  r.skip(r.peek(verbAt))
  const span = { start, end: r.end(r.peek(0)) }
  const newText = `${verb} ${names.map(({ text }) => text).join(', ')}`
  const fixes = [{ title: `Write ${newText}`, edits: [{ span, newText }] }]
  const expected = `\`${verb}\` stands before whom it is said of`
  r.report('SIL0101', span, { found: quote(r.text.slice(span.start, span.end)), expected }, { fixes })
  node.key = { ...emptyName(start), text: verb }
  const items = names.map((name): Expr => ({ kind: 'ref', start: name.start, end: name.end, path: [name] }))
  const [only] = items
  node.values =
    items.length === 1 && only !== undefined
      ? [only]
      : [{ kind: 'list', start, end: names.at(-1)?.end ?? start, items }]
}

/** `click level -3 dB`: read as `click.level`. */
export function readWithoutDot(r: Reader, node: Mutable<Property>): void {
  const member = node.key
  node.target = member
  node.key = nameOf(r, r.take())
  const { start, end, text } = node.key
  const edits = [{ span: { start: member.end, end: start }, newText: '.' }]
  const mark = r.peek(1)
  if ((r.kind(mark) === t.Colon || r.kind(mark) === t.Equals) && !begins(r, mark)) {
    edits.push({ span: { start: end, end: r.end(r.take()) }, newText: '' })
  }
  const meant = `${member.text}.${text}`
  const span = { start: member.start, end }
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: 'a point stands between a member and what it has',
  }
  r.report('SIL0101', span, args, { fixes: [{ title: `Write ${meant}`, edits }] })
}

const FOLLOWS = t.keyword('follows')

/** `keys.follows grid` in a section: it is no property, and the same in every one. */
export function skipFollows(r: Reader): boolean {
  const word = r.peek(1)
  if (r.kind(word) !== FOLLOWS || begins(r, word)) return false
  const args = { found: '`follows`', expected: 'whom a member follows stands before its brace' }
  r.report('SIL0101', spanOf(r, r.take()), args, { hint: 'As in: pianist keys follows kit { … }' })
  skipLine(r)
  return true
}
