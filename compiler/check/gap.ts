/**
 * How far one quantity lies above another at least, whatever is drawn. Where both depend on one slot their ranges may
 * overlap while they never meet: `a + 50 ms` is always beyond `a`.
 */

import type { SlotModel, Term } from '../model.ts'
import type { Quantity } from './values.ts'

/** @param unit of each, in one that both share */
export function leastGap(below: Quantity, above: Quantity, belowUnit = 1, aboveUnit = 1): number {
  const apart = above.low * aboveUnit - below.high * belowUnit
  if (apart > 0 || below.slot === null || above.slot === null) return apart
  const gap: Sum = { of: new Map(), rest: 0 }
  if (!add(above.term, aboveUnit, gap) || !add(below.term, -belowUnit, gap)) return apart
  let least = gap.rest
  for (const [{ min, max }, times] of gap.of) {
    if (times !== 0) least += times * ((times > 0 ? min : max) ?? Number.NEGATIVE_INFINITY)
  }
  return Math.max(apart, least)
}

/** So many times each slot, and what is left without slots. */
interface Sum {
  readonly of: Map<SlotModel, number>
  rest: number
}

/** False for what is no sum of slots: a product of two, a quotient by one, the least of some. */
function add(term: Term, times: number, into: Sum): boolean {
  switch (term.k) {
    case 'const':
      into.rest += times * term.v
      return true
    case 'slot':
      into.of.set(term.slot, (into.of.get(term.slot) ?? 0) + times)
      return true
    case 'op':
      return addOperation(term, times, into)
    default:
      return false
  }
}

function addOperation({ op, a, b }: Extract<Term, { k: 'op' }>, times: number, into: Sum): boolean {
  if (op === '+' || op === '-') return add(a, times, into) && add(b, op === '+' ? times : -times, into)
  if (op === '*' && a.k === 'const') return add(b, times * a.v, into)
  if (b.k !== 'const') return false
  return op === '*' ? add(a, times * b.v, into) : op === '/' && add(a, times / b.v, into)
}
