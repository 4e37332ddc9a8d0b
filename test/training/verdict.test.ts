import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gaussian, uniform } from '../../runtime/random.ts'
import { bettingLower, bettingPath } from '../../training/gate/betting.ts'
import { capFor } from '../../training/gate/cap.ts'
import { controlOf, dealt } from '../../training/gate/control.ts'
import { boundOf, courseOf } from '../../training/gate/gain.ts'
import { type GateOptions, gate } from '../../training/gate/gate.ts'
import { readLedger, sketchOf, spentOn, triedOn } from '../../training/gate/ledger.ts'
import { runs } from '../harness/runs.ts'

/** Units whose candidate lies half a σ away and earns `gain` more. */
function logs(n: number, gain: number, seed: number) {
  const [w, r] = [new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < n; i++) {
    const g = gaussian(seed, 1, 0, i, 0, 1)
    w[i] = Math.exp(0.5 * g - 0.125)
    r[i] = Math.min(1, Math.max(0, 0.5 + (gain / 0.5) * g + 0.25 * gaussian(seed, 2, 0, i, 0, 1)))
  }
  return { w, r, usual: 0.5 }
}

const law = (mean: number) => ({ mean: [mean], sigma: [1], choices: {} })
const capped = (n: number) => capFor(law(0.5), law(0), n, 0.05, 0.5)
const inOrder = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i)
const options = (n: number): GateOptions => ({ alpha: 0.05, leastEffective: 100, seed: 1, capped: capped(n) })

describe('the bounds of a gain', () => {
  it('come about unit by unit: they never let go of what was refuted, and end where the verdict’s are', () => {
    const n = 3000
    const rows = { ...logs(n, 0.03, 1), order: inOrder(n) }
    const how = { alpha: 0.05, capped: capped(n) }
    const [bound, course] = [boundOf(rows, how), courseOf(rows, how, 40)]
    expect(course.at).toHaveLength(40)
    expect(course.lower.at(-1)).toBeCloseTo(bound.lower, 9)
    expect(course.upper.at(-1)).toBeCloseTo(bound.upper, 9)
    expect(course.estimate.at(-1)).toBeCloseTo(bound.estimate, 12)
    for (let i = 1; i < 40; i++) {
      expect(course.lower[i]).toBeGreaterThanOrEqual(course.lower[i - 1] ?? 0)
      expect(course.upper[i]).toBeLessThanOrEqual(course.upper[i - 1] ?? 0)
    }
    // "No gain" is refuted exactly where the capital passed 1/α.
    const rich = course.wealth.some((one) => one >= Math.log(20))
    expect(rich).toBe(bound.lower > 0)
  })

  it('are by hand: of nothing they are all that D can be, and what the cap may hide', () => {
    const how = { alpha: 0.05, capped: { cap: 3, tail: 0.01, scatter: 0.3 } }
    const none = { w: new Float64Array(), r: new Float64Array(), usual: 0.4, order: inOrder(0) }
    // D ≥ −max((M − 1) c, 1 − c), from above with 1 − c for c; hidden is max(c, 1 − c) of the tail.
    expect(boundOf(none, how).lower).toBeCloseTo(-0.8 - 0.006, 12)
    expect(boundOf(none, how).upper).toBeCloseTo(1.2 + 0.006, 12)
    // (3 − 1)(1 − 0.4), (0.5 − 1)(0.2 − 0.4)
    const two = { w: Float64Array.of(5, 0.5), r: Float64Array.of(1, 0.2), usual: 0.4, order: inOrder(2) }
    const { estimate, error } = boundOf(two, how)
    expect(estimate).toBeCloseTo((1.2 + 0.1) / 2, 12)
    expect(error).toBeCloseTo(0.55 / Math.SQRT2, 12)
    expect(boundOf(two, { alpha: 0.05, capped: null }).estimate).toBeCloseTo((4 * 1 - 0.5 * 0.2) / 2, 12)
  })

  it('are drawn from the first unit on, at no more points than there are units', () => {
    const rows = { ...logs(3, 0, 1), order: inOrder(3) }
    expect(courseOf(rows, { alpha: 0.05, capped: null }, 40).at).toEqual([1, 2, 3])
  })

  it('are those of the whole series, whatever points of it are looked at', () => {
    const x = Float64Array.from({ length: 400 }, (_, i) => 1 + 0.3 * gaussian(3, 0, 0, i, 0, 1)).map((one) =>
      Math.max(0, one),
    )
    const betting = { alpha: 0.1, horizon: 'fixed' } as const
    const whole = bettingLower(x, betting)
    for (const at of [[400], [1, 50, 400], [399, 400]])
      expect(bettingPath(x, betting, at, 1).lower.at(-1)).toBeCloseTo(whole, 9)
  })

  it('fail no more often than they may, above as below: 1,500 times', () => {
    let [above, below] = [0, 0]
    for (let trial = 0; trial < 1500; trial++) {
      const rows = { ...logs(300, 0, 100 + trial), order: inOrder(300) }
      const { lower, upper } = boundOf(rows, { alpha: 0.05, capped: capped(300) })
      if (lower > 0) above++
      if (upper < 0) below++
    }
    const most = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 1500)
    expect(above / 1500).toBeLessThan(most)
    expect(below / 1500).toBeLessThan(most)
  })
})

describe('a verdict', () => {
  it('refuses what is known to earn less, however little power there was to see a gain', () => {
    const verdict = gate({ ...logs(1500, -0.06, 5), guards: {} }, options(1500))
    expect(verdict.power.probability).toBeLessThan(0.8)
    expect(verdict.verdict).toBe('refuse')
    expect(verdict.reasons[0]).toMatch(/^it earns less: by 0\.0[2-5]\d+ at least$/)
  })

  it('refuses what runs already, and says so, however few units there are', () => {
    for (const n of [10, 1000]) {
      const w = new Float64Array(n).fill(1)
      const r = Float64Array.from(w, (_, i) => uniform(1, 2, 3, i, 0, 0))
      const how = { alpha: 0.05, leastEffective: 200, seed: 1, capped: null }
      expect(gate({ w, r, usual: 0.5, guards: {} }, how)).toMatchObject({
        verdict: 'refuse',
        reasons: expect.arrayContaining(['it draws what runs draws, and there is nothing to gain']),
      })
    }
  })

  it('refuses what is known to break a guard, gain or no gain', () => {
    const n = 6000
    const rows = logs(n, 0.05, 6)
    const values = Float64Array.from(rows.w, (one, i) =>
      uniform(7, 0, 0, i, 0, 1) < 0.8 - 0.25 * (one - 1) ? 1 : 0,
    )
    const verdict = gate({ ...rows, guards: { completed: { values, usual: 0.8, floor: -0.01 } } }, options(n))
    expect(verdict.gain.lower).toBeGreaterThan(0)
    expect(verdict.verdict).toBe('refuse')
    expect(verdict.reasons).toEqual([expect.stringMatching(/^completed falls below its guard: to -0\./)])
  })
})

describe('the negative control', () => {
  it('deals out what units earned, each once', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(1000), (units, seed) => {
        const from = dealt(units, seed, 0)
        expect([...from].sort((a, b) => a - b)).toEqual(Array.from({ length: units }, (_, i) => i))
      }),
      runs(50),
    )
    expect([...dealt(500, 1, 0)]).not.toEqual([...dealt(500, 1, 1)])
  })

  it('passes where the candidate brings people back: more sessions are what it earns, and no reason to doubt', () => {
    // A unit has the more sessions the more it was drawn like the candidate, and earns by their number alone.
    const n = 20_000
    const { w } = logs(n, 0, 11)
    const r = w.map((_, i) => {
      const g = gaussian(11, 1, 0, i, 0, 1) / 4 + gaussian(11, 3, 0, i, 0, 1)
      return g < -0.5 ? 0.4 : g < 0.8 ? 0.5 : 0.6
    })
    const rows = { w, r, usual: 0.5, guards: {} }
    expect(gate(rows, options(n)).verdict).toBe('accept')
    expect(controlOf(rows, options(n))).toMatchObject({ most: 5, passed: true })
  })

  it('passes where the gate is right, even beside a great gain', () => {
    const n = 3000
    const control = controlOf({ ...logs(n, 0.06, 8), guards: {} }, options(n))
    expect(control).toMatchObject({ shuffles: 20, most: 5, passed: true })
  })

  it('does not pass where ratios are wrong by a factor: there every reward looks like a gain', () => {
    const n = 3000
    const rows = logs(n, 0, 9)
    const wrong = { ...rows, w: rows.w.map((one) => 1.5 * one), usual: 0.2, guards: {} }
    const how = { ...options(n), capped: capFor(law(0.5), law(0), n, 0.05, 0.2) }
    expect(gate(wrong, how).verdict).toBe('accept')
    expect(controlOf(wrong, how)).toMatchObject({
      accepted: 20,
      passed: false,
    })
  })
})

describe('the ledger', () => {
  const ids = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => `u${from + i}/week-1`)
  const entry = (sketch: readonly string[], spent: number) => ({
    version: 1 as const,
    id: 'x',
    at: '2026-01-31T00:00:00.000Z',
    candidate: 'c',
    reward: 'practice',
    units: sketch.length,
    spent,
    sketch,
  })

  it('knows units again in any order and among others, and takes others for others', () => {
    const known = [entry(sketchOf(ids(0, 2000)), 0.02)]
    expect(spentOn(known, sketchOf(ids(0, 2000).reverse()))).toBe(0.02)
    expect(spentOn(known, sketchOf(ids(1500, 6000)))).toBe(0.02)
    expect(spentOn(known, sketchOf(ids(5000, 9000)))).toBe(0)
  })

  it('counts who was tried on some of these units and has not paid for it, the one in question among them', () => {
    const own = sketchOf(ids(0, 300))
    const of = (candidate: string, spent: number, sketch = own) => ({ ...entry(sketch, spent), candidate })
    const asks = { sketch: own, candidate: 'new' }
    expect(triedOn([], asks)).toBe(1)
    expect(triedOn([of('a', 0), of('b', 0), of('a', 0), of('new', 0)], asks)).toBe(3)
    // Who was judged has paid, before or after.
    expect(triedOn([of('a', 0), of('a', 0.01), of('b', 0.01), of('b', 0)], asks)).toBe(1)
    expect(triedOn([of('new', 0.01)], asks)).toBe(1)
    expect(triedOn([of('a', 0, sketchOf(ids(5000, 5300)))], asks)).toBe(1)
  })

  it('names the line that cannot be read', () => {
    const good = JSON.stringify(entry(['00'], 0.02))
    expect(readLedger(`${good}\n${good}\n`)).toMatchObject({
      ok: true,
      value: [{ spent: 0.02 }, { spent: 0.02 }],
    })
    expect(readLedger(`${good}\n${good.slice(0, 40)}\n`)).toMatchObject({
      ok: false,
      problems: [{ path: 'line 2' }],
    })
    expect(readLedger(good.replace('0.02', '-1'))).toMatchObject({
      ok: false,
      problems: [{ path: 'line 1.spent' }],
    })
  })
})
