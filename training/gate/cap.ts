/**
 * Where the ratios of a candidate are capped, and how much room the bound needs: by the laws and the number of units alone, so that
 * no unit has a say in it.
 */

import { type Law, secondMoment } from '../estimate/gaussian.ts'
import { MOST_AT_STAKE } from './betting.ts'
import { lognormalTail } from './normal.ts'

export interface Cap {
  readonly cap: number
  /** At least E[(w − cap)₊] under the logged law. */
  readonly tail: number
  /** E[(w − 1)²] under the logged law: how much D scatters for a reward that always misses c by one. */
  readonly scatter: number
}

const CAPS = [1.5, 2, 2.5, 3, 4, 5, 6, 8, 12, 20, 40, 80]
/** Variance of rewards around c, for choosing: wherever they lie, and not all at the ends. */
const USUAL_VARIANCE = 0.04

/**
 * The cap with the narrowest bound, by what a bet can win: L/(nλ) + λv/2 with λ ≤ ¾/least, and what the cap hides.
 *
 * @param usual c, as in `GateRows`
 */
export function capFor(target: Law, logged: Law, n: number, alpha: number, usual: number): Cap | null {
  const shift = shiftOf(target, logged)
  const moment = secondMoment(target, logged)
  if (!Number.isFinite(moment)) return null
  const scatter = Math.max(0, moment - 1)
  const variance = scatter * USUAL_VARIANCE
  const widths = CAPS.map((cap) => {
    // Two normal laws of one σ: exact. Else (w − M)₊ ≤ w²/4M.
    const tail = shift === null ? moment / (4 * cap) : lognormalTail(shift, cap)
    const least = Math.max((cap - 1) * usual, 1 - usual)
    return { cap, tail, width: widthOf(variance, least, n, alpha) + Math.max(usual, 1 - usual) * tail }
  })
  const plain = widthOf(scatter * (USUAL_VARIANCE + usual * usual), 1, n, alpha)
  const best = widths.reduce((a, b) => (b.width < a.width ? b : a))
  return best.width < plain ? { cap: best.cap, tail: best.tail, scatter } : null
}

/** How far below the mean a bet's bound lies: values of this variance, none more than `least` below no gain. */
export function widthOf(variance: number, least: number, n: number, alpha: number): number {
  const goal = Math.log(1 / alpha)
  const stake = Math.min(Math.sqrt((2 * goal) / Math.max(1e-12, variance * n)), MOST_AT_STAKE / least)
  return goal / (n * stake) + (stake * variance) / 2
}

/** How many σ apart; null where they differ in more than their means. */
function shiftOf(target: Law, logged: Law): number | null {
  if (JSON.stringify(target.sigma) !== JSON.stringify(logged.sigma)) return null
  if (JSON.stringify(target.choices) !== JSON.stringify(logged.choices)) return null
  let sum = 0
  for (const [i, sigma] of logged.sigma.entries()) {
    const off = (target.mean[i] ?? 0) - (logged.mean[i] ?? 0)
    if (sigma === 0) {
      if (off !== 0) return null
    } else sum += (off / sigma) ** 2
  }
  return Math.sqrt(sum)
}
