/** `hi-hat |x x x x|`, `floor tom |x.x.|`: drums whose names are two words, or have a hyphen. */

import type { Property } from '../ast.ts'
import { begins, isVoice, knownProperty, type Mutable, type Reader, UNKNOWN } from '../reader.ts'
import * as t from '../token-kinds.ts'

const SECOND = /^(?:hats?|tom|drum|kick|bass|stick|shot|click|bell|cymbal)$/

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
