import { describe, expect, it } from 'vitest'
import { FEW_UNITS, intervalOf, intervalsBy } from '../../cli/judged-report.ts'
import { gaussian, uniform } from '../../runtime/random.ts'
import { evaluate } from '../../training/evaluate.ts'
import type { Unit } from '../../training/units/units.ts'

const LAW = { mean: [0], sigma: [1], choices: {} }
const TARGET = { ...LAW, mean: [0.7] }

/** Of whom nearly all earn 1, whatever they draw. */
const units = (n: number, seed: number): Unit[] =>
  Array.from({ length: n }, (_, i) => ({
    id: `u${i}`,
    user: `u${seed}-${i}`,
    law: LAW,
    lawKey: 'x',
    draw: { z: [gaussian(seed, 7, 0, i, 0, 1)], chosen: {} },
    reward: uniform(seed, 8, 0, i, 0, 1) < 0.95 ? 1 : 0,
    guarded: {},
    sessions: 1,
    started: 0,
    ended: 0,
    context: {},
  }))

const held = (n: number, worlds: number): number => {
  let covered = 0
  for (let seed = 0; seed < worlds; seed++) {
    const [low, high] = intervalOf(evaluate(units(n, seed), TARGET).dr)
    if (low <= 0.95 && 0.95 <= high) covered++
  }
  return covered / worlds
}

describe('intervals of an evaluation', () => {
  it('say that they are too narrow where units are worth too few, and hold where they say nothing', () => {
    const [few, many] = [evaluate(units(30, 1), TARGET), evaluate(units(500, 1), TARGET)]
    expect(intervalsBy(few, null)).toMatch(/^the normal law, and too narrow: .* worth 200 .* are worth \d\d$/)
    expect(few.effective).toBeLessThan(FEW_UNITS)
    expect(many.effective).toBeGreaterThan(FEW_UNITS)
    expect(intervalsBy(many, null)).toBe('the normal law')
    expect(held(30, 100)).toBeLessThan(0.85)
    expect(held(500, 100)).toBeGreaterThan(0.87)
  })
})
