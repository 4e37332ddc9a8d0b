import { describe, expect, it } from 'vitest'
import { gaussian, uniform } from '../../runtime/random.ts'
import { crossFitted } from '../../training/offline/model.ts'
import { createObjective } from '../../training/offline/objective.ts'
import { promiseOf } from '../../training/offline/promise.ts'
import { createSpace } from '../../training/offline/space.ts'
import { trainOffline } from '../../training/offline/train.ts'
import type { Unit } from '../../training/units/units.ts'

/** Units that drew two slots and a choice, and earned by how near they were to what is best. */
function units(
  n: number,
  { best, noise = 0.1, seed = 1 }: { best: readonly number[]; noise?: number; seed?: number },
): Unit[] {
  return Array.from({ length: n }, (_, i) => {
    const g = (k: number): number => gaussian(seed, 7, k, i, 0, 1)
    const law = { mean: [0.5, -1, 2], sigma: [0.4, 0.3, 0], choices: { v: { a: 0.8, b: 0.2 } } }
    const z = [0.5 + 0.4 * g(0), -1 + 0.3 * g(1), 2]
    const chosen = { v: uniform(seed, 8, 0, i, 0, 1) < 0.8 ? 'a' : 'b' }
    const level = uniform(seed, 9, 0, i, 0, 1)
    const off = best.reduce((sum, one, k) => sum + (g(k) - one) ** 2, 0)
    const reward = 0.6 - 0.04 * off + (chosen.v === 'b' ? 0.05 : 0) + 0.1 * level + noise * g(3)
    return {
      id: `u${i}/week-1`,
      user: `u${i % (n / 2)}`,
      law,
      lawKey: 'x',
      draw: { z, chosen },
      reward: Math.min(1, Math.max(0, reward)),
      guarded: {},
      sessions: 1,
      started: 0,
      ended: 0,
      context: { 'player.level': level },
    }
  })
}

const OPTIONS = { leastEffective: 300, caution: 1 }

describe('learning from logs', () => {
  it('moves towards what is best, and towards the better choice', () => {
    const { theta, space, estimates, logged } = trainOffline(units(8000, { best: [0.8, -0.6] }), OPTIONS)
    expect(space.size).toBe(3)
    expect(Math.abs((theta[0] ?? 0) - 0.8)).toBeLessThan(0.12)
    expect(Math.abs((theta[1] ?? 0) + 0.6)).toBeLessThan(0.12)
    expect(theta[2]).toBeGreaterThan(0.5)
    // Half of (.8² + .6²) · .04 and of what b brings is there to be had at least.
    expect(estimates.dr.value).toBeGreaterThan(logged + 0.03)
  })

  it('mostly stays where it is when there is nothing to be had, and never finds more than luck', () => {
    let stayed = 0
    for (let seed = 0; seed < 20; seed++) {
      const all = units(1000, { best: [0, 0], seed: 50 + seed })
      const nothing = all.map((unit, i) => ({ ...unit, reward: 0.45 + 0.1 * uniform(seed, 1, 0, i, 0, 1) }))
      const { theta, estimates, logged } = trainOffline(nothing, { ...OPTIONS, caution: 2 })
      if (theta.every((one) => Math.abs(one) < 0.02)) stayed++
      expect(estimates.dr.value - logged).toBeLessThan(4 * estimates.dr.error)
    }
    // Three directions, each of which may look like two standard errors by luck.
    expect(stayed).toBeGreaterThanOrEqual(12)
  })

  it('promises no more than is there, as often as an interval of 95 % says', () => {
    let [covered, sum, flattered] = [0, 0, 0]
    const worlds = 25
    for (let seed = 0; seed < worlds; seed++) {
      const all = units(600, { best: [0, 0], seed: 200 + seed })
      // Nothing that is drawn makes a difference, so that any candidate earns a half.
      const nothing = all.map((unit, i) => ({ ...unit, reward: uniform(seed, 1, 0, i, 0, 1) < 0.5 ? 1 : 0 }))
      const { value, error, people = 0 } = promiseOf(nothing, OPTIONS)
      if (Math.abs(value - 0.5) <= Math.max(1.96 * error, people)) covered++
      sum += value - 0.5
      flattered += trainOffline(nothing, OPTIONS).estimates.dr.value - 0.5
    }
    // By those that it was learned from: two standard errors for nothing.
    expect(flattered / worlds).toBeGreaterThan(0.02)
    expect(Math.abs(sum / worlds)).toBeLessThan(0.01)
    expect(covered).toBeGreaterThanOrEqual(21)
  })

  it('promises what the candidate earns, where there is something to be had', () => {
    const best = [0.8, -0.6]
    const all = units(3000, { best })
    const options = { leastEffective: 1500, caution: 1 }
    const { theta, logged } = trainOffline(all, options)
    const [a = 0, b = 0, c = 0] = theta
    const p = (0.2 * Math.exp(c)) / (0.8 + 0.2 * Math.exp(c))
    const gain = 0.04 * (0.8 ** 2 + 0.6 ** 2 - (a - 0.8) ** 2 - (b + 0.6) ** 2) + 0.05 * (p - 0.2)
    const { value, error } = promiseOf(all, options)
    expect(gain).toBeGreaterThan(0.03)
    expect(error).toBeLessThan(0.005)
    expect(Math.abs(value - logged - gain)).toBeLessThan(3 * error)
  })

  it('promises what ran of the units of one person: nobody else taught anything', () => {
    const one = units(400, { best: [0.8, 0] }).map((unit) => ({ ...unit, user: 'anna' }))
    const mean = one.reduce((sum, { reward }) => sum + reward, 0) / one.length
    expect(promiseOf(one, OPTIONS).value).toBeCloseTo(mean, 12)
  })

  it('goes no further than the logs can tell', () => {
    const all = units(2000, { best: [6, 0] })
    const { theta, estimates } = trainOffline(all, OPTIONS)
    expect(theta[0]).toBeGreaterThan(0.5)
    expect(theta[0]).toBeLessThan(Math.sqrt(Math.log(2000 / 300)) + 1e-6)
    expect(estimates.effective).toBeGreaterThan(150)
  })

  it('is the same bytes for the same units, and refuses too few', () => {
    const all = units(1000, { best: [0.5, 0.5] })
    expect([...trainOffline(all, OPTIONS).theta]).toEqual([...trainOffline(all, OPTIONS).theta])
    expect(() => trainOffline(all.slice(0, 100), OPTIONS)).toThrow('100 units')
  })

  it('knows its derivatives: they are those of finite differences', () => {
    const all = units(200, { best: [1, 1] })
    const space = createSpace(all)
    for (const caution of [0, 1.5]) {
      const at = createObjective(all, space, crossFitted(all, space), caution)
      const theta = Float64Array.of(0.3, -0.2, 0.4)
      const { gradient } = at(theta)
      for (let k = 0; k < 3; k++) {
        const moved = (step: number): Float64Array =>
          Float64Array.from(theta, (one, i) => one + (i === k ? step : 0))
        expect((at(moved(1e-5)).value - at(moved(-1e-5)).value) / 2e-5).toBeCloseTo(
          gradient[k] ?? Number.NaN,
          6,
        )
      }
    }
  })
})
