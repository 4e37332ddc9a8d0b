/** Do two texts say the same? Trees are compared without the places where things stand. */

import type { File } from '../ast.ts'

/** Fields that say where something stands, not what it is. */
const PLACES: ReadonlySet<string> = new Set(['start', 'end', 'opStart', 'countSpan'])

/** Equal but for places. Documentation counts: it travels into the manifest. */
export function sameTree(a: File, b: File): boolean {
  const pairs: [unknown, unknown][] = [[a, b]]
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [left, right] = pair
    if (Object.is(left, right)) continue
    if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
    if (Array.isArray(left) !== Array.isArray(right)) return false
    const fields = new Map(fieldsOf(right))
    const entries = fieldsOf(left)
    if (entries.length !== fields.size) return false
    for (const [key, value] of entries) {
      if (!PLACES.has(key)) pairs.push([value, fields.get(key)])
    }
  }
  return true
}

/** Bars are told by their shape, which stands anywhere. */
function fieldsOf(node: object): readonly (readonly [string, unknown])[] {
  return 'shape' in node && 'closed' in node
    ? [
        ['closed', node.closed],
        ['shape', node.shape],
      ]
    : Object.entries(node)
}
