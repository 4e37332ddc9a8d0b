/** Does time grow with what is read, and no faster? */

import { expect } from 'vitest'

/** Processor time, which other processes do not lengthen much. */
export function milliseconds(run: () => unknown, times: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < times; i++) {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

const GROWTH = 16

/**
 * Sixteen times the text takes sixteen times the time, or 256 times where something is quadratic. 80 is far from
 * both; times are tried again, so that a busy machine does not decide.
 *
 * @param most times the growth of the text: nearer to 1 for what takes seconds, of which little may be quadratic
 */
export function expectLinear(run: (size: number) => () => unknown, size: number, most = 5): void {
  const small = run(size)
  const large = run(size * GROWTH)
  small()
  let ratio = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 3 && ratio > GROWTH * most; attempt++) {
    ratio = Math.min(ratio, milliseconds(large, 1) / Math.max(0.5, milliseconds(small, 5)))
    // No busy machine makes that much of it, and the next attempt would take as long.
    if (ratio > GROWTH * most * 3) break
  }
  expect(ratio).toBeLessThan(GROWTH * most)
}
