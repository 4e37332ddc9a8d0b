/** Who is muted, said as a value (`click.mute = off`, `mute click = false`): told of once, and read as it is meant. */

import type { Property } from '../ast.ts'
import {
  begins,
  emptyName,
  isPropertyOf,
  isRightBrace,
  isWord,
  type Mutable,
  nameOf,
  quote,
  type Reader,
  startsProperty,
} from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'
import { isEvery } from './every.ts'

const MUTED: ReadonlyMap<string, boolean> = new Map([
  ...['on', 'true', '1', 'yes'].map((word) => [word, true] as const),
  ...['off', 'false', '0', 'no'].map((word) => [word, false] as const),
])
const LEARN = t.keyword('learn')
const MARKS = t.kindSet(t.Equals, t.Colon, t.EqualEqual)

/** Reads it in a rule, if it is one; `keep` may follow. The caller has read `mute` or `click.mute`. */
export function readMuteAstray(r: Reader, node: Mutable<Property>): boolean {
  const { key, target } = node
  if (key.text !== 'mute' && key.text !== 'unmute') return false
  const named = target === null ? r.peek(1) : null
  if (named !== null && (begins(r, named) || !isWord(r, named) || r.kind(named) === LEARN)) return false
  let ahead = named === null ? 1 : 2
  if (MARKS[r.kind(r.peek(ahead))] === 1) ahead++
  const value = r.peek(ahead)
  const isMuted = begins(r, value) ? undefined : MUTED.get(r.image(value).toLowerCase())
  if (isMuted === undefined) return false
  const name = named === null ? target : nameOf(r, named)
  if (name === null) return false
  const verb = isMuted === (key.text === 'mute') ? 'mute' : 'unmute'
  const span = { start: node.start, end: r.end(value) }
  const newText = `${verb} ${name.text}`
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: '`mute` and `unmute` stand before whom they are said of, and take no value',
  }
  r.report('SIL0101', span, args, {
    hint: `In a rule write \`${newText}\`.`,
    fixes: [{ title: `Write ${newText}`, edits: [{ span, newText }] }],
  })
  r.skip(value)
  node.target = null
  node.key = { ...emptyName(node.start), text: verb }
  node.values = [{ kind: 'ref', start: name.start, end: name.end, path: [name] }]
  return true
}

/** `mute every 4th bar`, `mute keys every 4th bar`, `mute all except keys`: a member is muted for as long as is said. */
export function readMuteBehind(r: Reader, node: Mutable<Property>): boolean {
  const next = r.peek(1)
  const isExcept = EXCEPT.test(r.image(next))
  const [who] = node.values
  if (!isExcept && !(isEvery(r) && (isPropertyOf(r.context, 'rest') || who?.kind === 'ref'))) return false
  const ends = (token: Token): boolean =>
    begins(r, token) || isRightBrace(r, token) || r.kind(token) === t.End || startsProperty(r)
  while (!ends(r.peek(1))) r.take()
  const span = { start: r.start(next), end: r.end(r.peek(0)) }
  const found = quote(r.text.slice(span.start, span.end))
  if (isExcept) {
    const expected = 'each who is silent is named, as in mute kit, bass'
    r.report('SIL0101', span, { found, expected })
  } else {
    const rest = who === undefined ? 'rest ' : `${r.text.slice(who.start, who.end)}.rest `
    const edits = [{ span: { start: node.start, end: span.start }, newText: rest }]
    const text = r.text.slice(span.start, span.end)
    const [often = text] = OFTEN.exec(text) ?? []
    const more = text.slice(often.length).trim()
    if (more !== '') edits.push({ span: { start: span.start + often.length, end: span.end }, newText: '' })
    const expected = 'who is silent now and then rests, as in rest every 4th bar'
    const isOne =
      who === undefined || (who.kind === 'ref' && !EVERYBODY.test(rest.slice(0, -'.rest '.length)))
    const told = isOne
      ? {
          fixes: [{ title: `Write ${rest}…`, edits }],
          ...(more === ''
            ? {}
            : { hint: `A rest comes every so many bars, and \`${more}\` is no part of it.` }),
        }
      : { hint: `Each member says it, as in: kit.rest ${r.text.slice(span.start, span.end)}` }
    r.report('SIL0101', span, { found, expected }, told)
  }
  // When it is silent, or who, nobody knows, and that was said.
  node.key = { ...node.key, text: '' }
  return true
}

const EVERYBODY = /^(?:all|every(?:one|body|thing)|band)$/
/** `every 4th bar`, of `every 4th bar chance 50%` */
const OFTEN = /^every\s+\S+(?:\s+bars?)?(?=\s|$)/
const EXCEPT = /^(?:except|but)$/
