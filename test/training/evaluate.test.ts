import { describe, expect, it } from 'vitest'
import { gaussian, uniform } from '../../runtime/random.ts'
import { bootstrap, percentiles } from '../../training/estimate/bootstrap.ts'
import { kernelEstimates } from '../../training/estimate/kernels.ts'
import { earned, evaluate } from '../../training/evaluate.ts'
import { crossFitted } from '../../training/offline/model.ts'
import { createObjective } from '../../training/offline/objective.ts'
import { createSpace } from '../../training/offline/space.ts'
import { guardOf } from '../../training/units/guards.ts'
import type { Unit } from '../../training/units/units.ts'

/** r = .6 − .04 Σ(e − best)² + .05 [b chosen] + noise: the value of every law is known. */
const BEST = [0.8, -0.6]
const LOGGED = { mean: [0.5, -1, 2], sigma: [0.4, 0.3, 0], choices: { v: { a: 0.8, b: 0.2 } } }

function units(n: number, seed: number): Unit[] {
  return Array.from({ length: n }, (_, i) => {
    const g = (k: number): number => gaussian(seed, 7, k, i, 0, 1)
    const chosen = { v: uniform(seed, 8, 0, i, 0, 1) < 0.8 ? 'a' : 'b' }
    const off = BEST.reduce((sum, one, k) => sum + (g(k) - one) ** 2, 0)
    return {
      id: `u${i}/week-1`,
      user: `u${i}`,
      law: LOGGED,
      lawKey: 'x',
      draw: { z: [0.5 + 0.4 * g(0), -1 + 0.3 * g(1), 2], chosen },
      reward: 0.6 - 0.04 * off + (chosen.v === 'b' ? 0.05 : 0) + 0.05 * g(3),
      guarded: {},
      sessions: 1,
      started: 0,
      ended: 0,
      context: {},
    }
  })
}

/** V = .6 − .04 Σ((u − best)² + (t/s)²) + .05 p_b, u the shift in σ */
function truthOf(shift: readonly number[], ratio: readonly number[], b: number): number {
  return (
    0.6 -
    0.04 * BEST.reduce((sum, one, k) => sum + ((shift[k] ?? 0) - one) ** 2 + (ratio[k] ?? 1) ** 2, 0) +
    0.05 * b
  )
}

describe('evaluation of a law by units that others drew', () => {
  it('finds the value that is known, of laws that are moved, narrower and choose otherwise', () => {
    const all = units(6000, 1)
    for (const [shift, ratio, b] of [
      [[0, 0], [1, 1], 0.2],
      [[0.5, -0.3], [1, 1], 0.5],
      [[0.4, 0.2], [0.8, 0.9], 0.1],
    ] as const) {
      const target = {
        mean: [0.5 + 0.4 * shift[0], -1 + 0.3 * shift[1], 2],
        sigma: [0.4 * ratio[0], 0.3 * ratio[1], 0],
        choices: { v: { a: 1 - b, b } },
      }
      const value = truthOf(shift, ratio, b)
      const { dm, ips, snips, dr } = evaluate(all, target)
      for (const one of [ips, snips, dr]) expect(Math.abs(one.value - value)).toBeLessThan(4 * one.error)
      // The model has the reward's own form; the ridge pulls it by a hundredth.
      expect(Math.abs(dm.value - value)).toBeLessThan(0.006)
      expect(dr.error).toBeLessThan(ips.error)
    }
  })

  it('knows that its model was learned: intervals of DM hold, by the normal law and by the bootstrap', () => {
    const target = { ...LOGGED, mean: [0.7, -1.1, 2], choices: { v: { a: 0.5, b: 0.5 } } }
    const truth = truthOf([0.5, -1 / 3], [1, 1], 0.5)
    let [covered, byBootstrap] = [0, 0]
    const worlds = 60
    for (let seed = 0; seed < worlds; seed++) {
      const all = units(300, 100 + seed).map((unit, i) => ({
        ...unit,
        reward: unit.reward + 0.3 * gaussian(seed, 11, 0, i, 0, 1),
      }))
      const { dm, rows } = evaluate(all, target)
      if (Math.abs(dm.value - truth) <= 1.96 * dm.error) covered++
      const [low, high] = percentiles(bootstrap(rows, { replicates: 200, seed }).dm, 0.95)
      if (low <= truth && truth <= high) byBootstrap++
    }
    expect(covered).toBeGreaterThanOrEqual(51)
    expect(byBootstrap).toBeGreaterThanOrEqual(51)
  })

  it('knows a gain better than the two that it lies between: their units are the same', () => {
    const target = { ...LOGGED, mean: [0.56, -1.03, 2] }
    const truth = truthOf([0.15, -0.1], [1, 1], 0.2) - truthOf([0, 0], [1, 1], 0.2)
    let covered = 0
    for (let seed = 0; seed < 60; seed++) {
      const all = units(300, 300 + seed)
      const { gain, dr } = evaluate(all, target)
      const logged = earned(all)
      expect(gain.error).toBeLessThan(0.6 * Math.hypot(dr.error, logged.error))
      if (Math.abs(gain.value - truth) <= 1.96 * gain.error) covered++
    }
    expect(covered).toBeGreaterThanOrEqual(51)
  })

  it('knows how what the model expects hangs on each unit: the sum is linear in what each earned', () => {
    const all = units(60, 3)
    const target = { ...LOGGED, mean: [0.7, -1.1, 2], choices: { v: { a: 0.5, b: 0.5 } } }
    const sumOf = (of: readonly Unit[]): number =>
      evaluate(of, target).rows.v.reduce((sum, one) => sum + one, 0)
    const { pull } = evaluate(all, target).rows
    for (const changed of [0, 17, 59]) {
      const more = all.map((unit, i) => (i === changed ? { ...unit, reward: unit.reward + 1 } : unit))
      expect(sumOf(more) - sumOf(all)).toBeCloseTo(pull?.[changed] ?? Number.NaN, 10)
    }
  })

  it('finds it by units of two laws, of which either alone knows little of the other', () => {
    const moved = { ...LOGGED, mean: [0.5 + 0.4 * 1.2, -1 - 0.3 * 0.8, 2] }
    const all = units(6000, 4).map((unit, i): Unit => {
      if (i % 3 > 0) return unit
      // What earns does not know which law drew.
      const e = unit.draw.z.map((z, k) => (z - (LOGGED.mean[k] ?? 0)) / (LOGGED.sigma[k] || 1))
      const at = [(e[0] ?? 0) + 1.2, (e[1] ?? 0) - 0.8]
      const off = (point: readonly number[]): number =>
        BEST.reduce((sum, one, k) => sum + ((point[k] ?? 0) - one) ** 2, 0)
      const z = [0.5 + 0.4 * (at[0] ?? 0), -1 + 0.3 * (at[1] ?? 0), 2]
      const reward = unit.reward + 0.04 * (off(e) - off(at))
      return { ...unit, law: moved, lawKey: 'y', draw: { ...unit.draw, z }, reward }
    })
    for (const [target, shift] of [
      [LOGGED, [0, 0]],
      [moved, [1.2, -0.8]],
    ] as const) {
      const value = truthOf(shift, [1, 1], 0.2)
      const { dm, ips, snips, dr } = evaluate(all, target)
      for (const one of [ips, snips, dr]) expect(Math.abs(one.value - value)).toBeLessThan(4 * one.error)
      expect(Math.abs(dm.value - value)).toBeLessThan(0.006)
    }
  })

  it('gives the policy that was logged exactly what it earned', () => {
    const all = units(500, 2)
    const { ips, snips, effective } = evaluate(all, LOGGED)
    expect(ips.value).toBe(earned(all).value)
    expect(snips.value).toBeCloseTo(earned(all).value, 12)
    expect(effective).toBe(500)
  })

  it('has the gradient that is known: ∂V/∂u = −.08 (u − best)', () => {
    const all = units(20_000, 3)
    const space = createSpace(all)
    const { gradient } = createObjective(
      all,
      space,
      crossFitted(all, space),
      0,
    )(Float64Array.of(0.3, -0.1, 0))
    expect(gradient[0]).toBeCloseTo(-0.08 * (0.3 - 0.8), 2)
    expect(gradient[1]).toBeCloseTo(-0.08 * (-0.1 + 0.6), 2)
    // Softmax: ∂V/∂v = .05 · p (1 − p)
    expect(gradient[2]).toBeCloseTo(0.05 * 0.2 * 0.8, 2)
  })
})

describe('kernel estimates', () => {
  it('have the bias that is known for a quadratic reward: −h² a', () => {
    // z ~ N(0, 1), r = 1 − a (z − m)²: E K_h * r differs from r by exactly −a h².
    const [a, m, wanted, n] = [0.4, 0.3, 0.2, 60_000]
    const z = Array.from({ length: n }, (_, i) => gaussian(5, 1, 0, i, 0, 1))
    const rows = {
      drawn: z,
      density: z.map((one) => Math.exp(-0.5 * one * one) / Math.sqrt(2 * Math.PI)),
      r: z.map((one) => 1 - a * (one - m) ** 2),
      wanted: z.map(() => wanted),
      q: z.map(() => 0),
    }
    for (const h of [0.3, 0.6]) {
      const { ips, terms } = kernelEstimates(rows, 'gaussian', h)
      const sd = Math.sqrt(terms.reduce((sum, one) => sum + (one - ips) ** 2, 0) / n)
      expect(Math.abs(ips - (1 - a * (wanted - m) ** 2 - a * h * h))).toBeLessThan((4 * sd) / Math.sqrt(n))
    }
  })
})

describe('guards', () => {
  it('are shares that are known within bounds; others are none', () => {
    expect(guardOf('completed')).toMatchObject({ metric: 'completed', matures: 0 })
    expect(guardOf('return_rate(3 days)')).toMatchObject({ matures: 3 })
    expect(guardOf('return_rate(0.5 days)')).toMatchObject({ matures: 0.5 })
    for (const metric of ['rating', 'duration', 'spread', 'return_rate(x days)', ''])
      expect(guardOf(metric)).toBe(null)
  })
})
