/** `|RLRR LRLL|`, `|D.DU .UDU|`: which hand, or which way it goes, in place of hits. Told of once for a pattern, with the hits. */

import type { Cell } from '../ast.ts'
import type { Fix } from '../diagnostics.ts'
import { quote, type Reader, spanOf } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

/** Among what is no cell: no cell is written so. */
const MARK = 'hands('
const NO_HANDS = 'no hands('

interface Told {
  readonly hint: string
  readonly fixes: readonly Fix[]
}

/** Reads the cell; null where it is no hand's. */
export function readHands(r: Reader, token: Token): Cell | null {
  const told = handsOf(token, r)
  if (told === null) return null
  r.take()
  const at = spanOf(r, token)
  const text = r.image(token)
  if (told !== 'said') r.report('SIL0124', at, { text: quote(text), what: 'a cell' }, told)
  return { kind: 'bad', ...at, text }
}

/** What to say of it: null where the cell is no hand's, and nothing to say where it was said of the pattern. */
function handsOf(token: Token, r: Reader): Told | 'said' | null {
  const isStrummed = r.property === 'comp' || r.property === 'strum'
  if (r.property === 'line' || r.property === 'chords') return null
  const letters = isStrummed ? /^[DUdu↓↑]+$/ : /^[RL]+$/
  if (!letters.test(r.image(token))) return null
  if (r.wrongCells.has(MARK)) return 'said'
  if (r.wrongCells.has(NO_HANDS)) return null
  const edits = []
  let goesUp = false
  for (let ahead = 1; ; ahead++) {
    const next = r.peek(ahead)
    const kind = r.kind(next)
    if (kind === t.BarClose || kind === t.End || ahead > MOST) break
    if (!letters.test(r.image(next))) continue
    // A small `d` by itself is a drag, of which the checker tells.
    goesUp ||= /[Uu↓↑]/.test(r.image(next))
    const span = { start: r.start(next), end: r.end(next) }
    edits.push({ span, newText: 'x'.repeat(span.end - span.start) })
  }
  // A `D` alone may be a chord.
  const isNone = isStrummed && !goesUp
  r.wrongCells.add(isNone ? NO_HANDS : MARK)
  if (isNone) return null
  const hint = isStrummed
    ? 'A hit is x. The hand goes down on the beat and up off it by itself.'
    : 'A hit is x, whichever hand plays it; X is an accent, g a ghost.'
  return { hint, fixes: [{ title: 'Write x', edits }] }
}

/** Tokens of a pattern that are looked at. */
const MOST = 400
