/** `(x)`, `(g)`: a ghost as drummers print it. Told of once for a pattern, with the ghosts that are meant. */

import type { Edit, Fix } from '../diagnostics.ts'
import type { Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

interface Told {
  readonly hint: string
  readonly fixes: readonly Fix[]
}

/** What to say of a bracket around a stroke; null where it is none. The caller has read the bracket. */
export function ghosts(token: Token, r: Reader): Told | null {
  if (r.image(token) !== '(' || r.property === 'chords' || r.property === 'line') return null
  const edits: Edit[] = []
  for (let ahead = 0; ahead < MOST; ahead++) {
    const open = r.peek(ahead)
    if (r.kind(open) === t.BarClose || r.kind(open) === t.End) break
    const isGhost = r.image(open) === '(' && STROKE.test(r.image(r.peek(ahead + 1)))
    if (!isGhost || r.image(r.peek(ahead + 2)) !== ')') continue
    edits.push({ span: { start: r.start(open), end: r.end(r.peek(ahead + 2)) }, newText: 'g' })
  }
  if (edits.length === 0) return null
  r.wrongCells.add(')')
  return { hint: 'A ghost note is g.', fixes: [{ title: 'Write g', edits }] }
}

const STROKE = /^[xgo]$/
/** Tokens of a pattern that are looked at. */
const MOST = 400
