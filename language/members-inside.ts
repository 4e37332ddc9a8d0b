/** `keys { comp |xxxx| }` in a section: what it changes about a member, in braces. Told of once, and read as `keys.comp |xxxx|`. */

import type { Property } from './ast.ts'
import { memberMeant } from './instruments.ts'
import { isRightBrace, isWord, type Mutable, nameOf, opensMember, quote, type Reader } from './reader.ts'

/** @param readOne reads a property from its first word on */
export function readMemberInside(
  r: Reader,
  properties: Property[],
  readOne: (list: Property[]) => void,
): boolean {
  if (!opensMember(r)) return false
  const { found, context } = r
  // By what it plays; piano and guitar differ by the strum alone.
  r.context = memberMeant(r) ?? 'guitarist'
  const name = nameOf(r, r.take())
  const brace = r.take()
  const inside: Mutable<Property>[] = []
  while (isWord(r, r.peek(1))) readOne(inside)
  r.context = context
  const last = r.peek(0)
  const isClosed = isRightBrace(r, r.peek(1))
  if (isClosed) r.take()
  const span = { start: name.start, end: r.end(brace) }
  const [first] = inside
  const edits = inside.map(({ start }) => ({ span: { start, end: start }, newText: `${name.text}.` }))
  edits[0] = {
    span: { start: name.start, end: first?.start ?? span.end },
    newText: first === undefined ? '' : `${name.text}.`,
  }
  edits.push({ span: { start: r.end(last), end: r.end(r.peek(0)) }, newText: '' })
  const isWhole = isClosed && r.found === found && inside.every(({ target }) => target === null)
  const fixes = isWhole ? [{ title: `Write ${name.text}. before each`, edits }] : []
  const expected = 'a section says one by one what it changes about a member'
  const hint = `As in: ${name.text}.level -6 dB`
  const args = { found: quote(r.text.slice(span.start, span.end)), expected }
  r.report('SIL0101', span, args, { hint, fixes })
  // Each its own: trees are moved in place.
  for (const property of inside) property.target ??= { ...name }
  for (const property of inside) properties.push(property)
  return true
}
