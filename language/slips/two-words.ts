/** `hi-hat |x x x x|`, `floor tom |x.x.|`: drums whose names are two words, or have a hyphen. */

import type { Property } from '../ast.ts'
import { begins, isVoice, knownProperty, type Mutable, type Reader, UNKNOWN } from '../reader.ts'
import * as t from '../token-kinds.ts'

const SECOND = /^(?:hats?|tom|drum|kick|bass|stick|shot|click|bell|cymbal)$/

/** Terms of two words, without bars behind them; the second is a word or a property elsewhere. */
const TERMS: ReadonlyMap<string, string> = new Map([
  ['pick', 'up'],
  ['a', 'tempo'],
  ['blast', 'beat'],
])

/** `pick-up 1 beat`, `a tempo` */
export function readTerm(r: Reader, node: Mutable<Property>): void {
  const second = TERMS.get(node.key.text)
  if (second === undefined || node.target !== null) return
  const hyphen = r.kind(r.peek(1)) === t.Minus ? 1 : 0
  const next = r.peek(1 + hyphen)
  if (r.image(next) !== second || begins(r, next)) return
  r.skip(next)
  node.key = { ...node.key, end: r.end(next), text: `${node.key.text} ${second}` }
}

/** All of it becomes the key, of which the checker knows what it means. */
export function readTwoWords(r: Reader, node: Mutable<Property>): void {
  const { key } = node
  const hyphen = r.kind(r.peek(1)) === t.Minus ? 1 : 0
  const second = r.peek(1 + hyphen)
  if (!SECOND.test(r.image(second)) || begins(r, second) || r.kind(r.peek(2 + hyphen)) !== t.BarOpen) return
  // Before `mute kick |x|` stands a property that is whole.
  const known = knownProperty(r, key.text, node.target !== null)
  if (known !== UNKNOWN && !isVoice(known)) return
  r.skip(second)
  node.key = { ...key, end: r.end(second), text: `${key.text} ${r.image(second)}` }
}
