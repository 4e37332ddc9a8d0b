/** `hi-hat |x x x x|`: a name has no hyphen. */

import type { Property } from '../ast.ts'
import { begins, type Mutable, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'

/** All of it becomes the key, of which the checker knows what it means. */
export function readHiHat(r: Reader, node: Mutable<Property>): void {
  const hat = r.peek(2)
  if (r.kind(r.peek(1)) !== t.Minus || !/^hats?$/.test(r.image(hat)) || begins(r, hat)) return
  r.skip(hat)
  node.key = { ...node.key, end: r.end(hat), text: 'hihat' }
}
