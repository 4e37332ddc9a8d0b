import { describe, expect, it } from 'vitest'
import { gaussian, normalQuantile, uniform } from '../../runtime/random.ts'
import { bettingLower } from '../../training/gate/betting.ts'
import { capFor, widthOf } from '../../training/gate/cap.ts'
import { type GateOptions, gate } from '../../training/gate/gate.ts'
import { lognormalTail, normalBelow } from '../../training/gate/normal.ts'

const fixed = { alpha: 0.05, horizon: 'fixed' } as const

describe('the betting bound', () => {
  it('is below the mean, nears it as values come, and knows nothing of none', () => {
    const values = (n: number): Float64Array =>
      Float64Array.from({ length: n }, (_, i) => uniform(1, 0, 0, i, 0, 1))
    const below = [10, 100, 1000, 10_000].map((n) => {
      const all = values(n)
      return all.reduce((sum, one) => sum + one, 0) / n - bettingLower(all, fixed)
    })
    for (const [i, gap] of below.entries()) {
      expect(gap).toBeGreaterThan(0)
      expect(gap).toBeLessThan(below[i - 1] ?? 1)
    }
    // √(2 v ln(1/α) / n), what the bet is made for.
    expect(below.at(-1)).toBeLessThan(1.2 * Math.sqrt((2 * Math.log(20)) / 12 / 10_000))
    expect(bettingLower(new Float64Array(), fixed)).toBe(0)
    expect(bettingLower(new Float64Array(50), fixed)).toBe(0)
  })

  it.each(['fixed', 'anytime'] as const)('is where the capital comes to 1/α, by hand: %s', (horizon) => {
    // As much at stake as may be, ¾ of m: of n values of v the capital is (¼ + ¾ v/m)ⁿ.
    for (const n of [1, 3, 10])
      expect(bettingLower(new Float64Array(n).fill(100), { alpha: 0.05, horizon })).toBeCloseTo(
        75 / (20 ** (1 / n) - 0.25),
        8,
      )
    // Less at stake: √(2 ln 20 / (n v)), v what was guessed, and then of 0 around (1 + 0)/2, too. For ever n is i ln(i + 2).
    const guess = { mean: 1, variance: 0.01 }
    const m = bettingLower(Float64Array.of(0, 5), { alpha: 0.05, horizon, guess })
    const stake = (v: number, i: number): number =>
      Math.sqrt((2 * Math.log(20)) / (v * (horizon === 'fixed' ? 2 : i * Math.log(i + 2))))
    expect(m).toBeGreaterThan(0.001)
    expect((1 - stake(0.01, 1) * m) * (1 + stake((0.01 + 0.25) / 2, 2) * (5 - m))).toBeCloseTo(20, 6)
  })

  it('scales with its values, and asks for no bound above', () => {
    const values = Float64Array.from({ length: 2000 }, (_, i) => Math.exp(gaussian(2, 0, 0, i, 0, 1)))
    const bound = bettingLower(values, fixed)
    expect(bound).toBeGreaterThan(1.3)
    expect(bound).toBeLessThan(Math.exp(0.5))
  })

  it.each(['fixed', 'anytime'] as const)('fails no more often than it may: %s, 2,000 times', (horizon) => {
    let failed = 0
    for (let trial = 0; trial < 2000; trial++) {
      // Skewed: mostly nothing, now and then much. The mean is 0.2.
      const values = Float64Array.from({ length: 200 }, (_, i) =>
        uniform(trial, 3, 0, i, 0, 1) < 0.1 ? 2 : 0,
      )
      if (bettingLower(values, { alpha: 0.05, horizon }) > 0.2) failed++
    }
    expect(failed / 2000).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 2000))
  })

  it('refuses what it cannot bound', () => {
    expect(() => bettingLower(Float64Array.of(0.5, -0.1), fixed)).toThrow('from 0 on')
    expect(() => bettingLower(Float64Array.of(0.5, Number.NaN), fixed)).toThrow('from 0 on')
    expect(() => bettingLower(Float64Array.of(0.5), { ...fixed, alpha: 0 })).toThrow('alpha')
  })
})

describe('the normal law', () => {
  it('has the values of the tables, and is the inverse of its quantiles', () => {
    expect(normalBelow(1.959963984540054)).toBeCloseTo(0.975, 14)
    expect(normalBelow(-3)).toBeCloseTo(0.0013498980316300933, 15)
    expect(1 - normalBelow(5)).toBeCloseTo(2.866515719e-7, 15)
    for (const p of [0.001, 0.2, 0.5, 0.8, 0.999]) expect(normalBelow(normalQuantile(p))).toBeCloseTo(p, 12)
  })

  it('knows the tail of a ratio: E[w] is 1, and what a cap hides is what sampling finds', () => {
    expect(lognormalTail(0.5, 0)).toBeCloseTo(1, 12)
    const n = 400_000
    let sum = 0
    for (let i = 0; i < n; i++) sum += Math.max(0, Math.exp(0.5 * gaussian(4, 0, 0, i, 0, 1) - 0.125) - 2)
    expect(lognormalTail(0.5, 2)).toBeCloseTo(sum / n, 3)
  })
})

/** Units of a logged law, and a candidate that is `shift` σ away and earns `gain` more. */
function logs(n: number, shift: number, gain: number, seed: number) {
  const w = new Float64Array(n)
  const r = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const g = gaussian(seed, 1, 0, i, 0, 1)
    w[i] = Math.exp(shift * g - (shift * shift) / 2)
    r[i] = Math.min(1, Math.max(0, 0.5 + (gain / shift) * g + 0.25 * gaussian(seed, 2, 0, i, 0, 1)))
  }
  return { w, r }
}

const OPTIONS: GateOptions = { alpha: 0.05, leastEffective: 100, seed: 1, capped: null }

describe('the gate', () => {
  it('accepts a candidate that earns more, and says by how much at least', () => {
    const verdict = gate({ ...logs(10_000, 0.5, 0.05, 1), usual: 0.5, guards: {} }, OPTIONS)
    expect(verdict.verdict).toBe('accept')
    expect(verdict.gain.lower).toBeGreaterThan(0.03)
    expect(verdict.gain.lower).toBeLessThan(0.05)
    expect(verdict.effective).toBeGreaterThan(7000)
  })

  it('does not accept one that earns the same, or one whose rewards were shuffled', () => {
    const { w, r } = logs(10_000, 0.5, 0.05, 2)
    expect(gate({ ...logs(10_000, 0.5, 0, 3), usual: 0.5, guards: {} }, OPTIONS).verdict).not.toBe('accept')
    const shuffled = Float64Array.from(r, (_, i) => r[(i * 7919) % r.length] ?? 0)
    expect(gate({ w, r: shuffled, usual: 0.5, guards: {} }, OPTIONS).verdict).not.toBe('accept')
  })

  it('does not accept one that earns more and breaks a guard', () => {
    const n = 20_000
    const { w, r } = logs(n, 0.5, 0.05, 4)
    // Who plays more as the candidate does completes less often.
    const completed = Float64Array.from(w, (one, i) =>
      uniform(5, 0, 0, i, 0, 1) < 0.9 - 0.1 * Math.log(one + 0.01) ? 1 : 0,
    )
    const verdict = gate(
      { w, r, usual: 0.5, guards: { completed: { values: completed, usual: 0.85, floor: -0.01 } } },
      OPTIONS,
    )
    expect(verdict.verdict).not.toBe('accept')
    expect(verdict.reasons.join()).toContain('completed')
  })

  it('asks for more data where there is little, and says what it could have seen', () => {
    const few = gate({ ...logs(60, 0.5, 0.05, 6), usual: 0.5, guards: {} }, OPTIONS)
    expect(few).toMatchObject({ verdict: 'not-enough-data' })
    expect(few.reasons[0]).toContain('100 are needed')
    expect(few.power.probability).toBeLessThan(0.2)
    // Plenty of units, a law that is far away: they are worth few of the candidate.
    expect(gate({ ...logs(2000, 2.5, 0.05, 7), usual: 0.5, guards: {} }, OPTIONS).verdict).toBe(
      'not-enough-data',
    )
  })

  it('a baseline that others gave changes the spread and not the verdict', () => {
    const rows = { ...logs(10_000, 0.5, 0.02, 8), usual: 0.5, guards: {} }
    const capped = capFor(
      { mean: [0.5], sigma: [1], choices: {} },
      { mean: [0], sigma: [1], choices: {} },
      10_000,
      0.05,
      0.5,
    )
    expect(capped?.tail).toBeLessThan(2e-3)
    const [plain, sharper] = [gate(rows, OPTIONS), gate(rows, { ...OPTIONS, capped })]
    expect(sharper.verdict).toBe('accept')
    expect(sharper.gain.lower).toBeGreaterThan(plain.gain.lower)
  })

  it('has a cap by what the logged law makes of the candidate’s, be it narrower', () => {
    const [narrow, wide] = [
      { mean: [1.5], sigma: [0.8], choices: {} },
      { mean: [0], sigma: [1], choices: {} },
    ]
    // E[w²] = s²/(t √(2s² − t²)) · exp(δ²/(2s² − t²)), and (w − M)₊ ≤ w²/4M.
    const moment = Math.exp(2.25 / 1.36) / (0.8 * Math.sqrt(1.36))
    const found = capFor(narrow, wide, 500, 0.05, 0.9)
    expect(found?.scatter).toBeCloseTo(moment - 1, 10)
    expect(found?.tail).toBeCloseTo(moment / (4 * (found?.cap ?? 0)), 10)
    // What a bet can win is √(2Lv/n) where the stake is free, and Lb/0.75n + 0.75v/2b where it is not.
    expect(widthOf(0.04, 1, 1000, 0.05)).toBeCloseTo(Math.sqrt((2 * Math.log(20) * 0.04) / 1000), 12)
    expect(widthOf(0.04, 9, 10, 0.05)).toBeCloseTo((Math.log(20) * 9) / 7.5 + (0.75 * 0.04) / 18, 12)
    // Wider than √2 of the logged one no cap is known; of σ like the logged one the tail is exact.
    expect(capFor({ ...wide, sigma: [1.5] }, wide, 10_000, 0.05, 0.5)).toBeNull()
    const moved = capFor({ ...wide, mean: [0.3] }, wide, 10_000, 0.05, 0.5)
    expect(moved?.tail).toBe(lognormalTail(0.3, moved?.cap ?? 0))
    // A slot that is frozen where it was changes nothing; elsewhere there is no ratio.
    const frozen = (at: number) => ({ mean: [0.3, at], sigma: [1, 0], choices: {} })
    const around = { mean: [0, 2], sigma: [1, 0], choices: {} }
    expect(capFor(frozen(2), around, 10_000, 0.05, 0.5)).toEqual(moved)
    expect(capFor(frozen(3), around, 10_000, 0.05, 0.5)).toBeNull()
  })

  it('is the same whatever order the units come in from a file', () => {
    const rows = { ...logs(500, 0.5, 0.02, 9), usual: 0.5, guards: {} }
    expect(gate(rows, OPTIONS)).toEqual(gate(rows, OPTIONS))
    expect(gate(rows, OPTIONS).gain.lower).not.toBe(gate(rows, { ...OPTIONS, seed: 2 }).gain.lower)
  })

  it('refuses rewards out of range and ratios that are none', () => {
    const one = Float64Array.of(1)
    expect(() => gate({ w: one, r: Float64Array.of(1.2), usual: 0.5, guards: {} }, OPTIONS)).toThrow(
      'reward of unit 0 is 1.2',
    )
    expect(() => gate({ w: Float64Array.of(-1), r: one, usual: 0.5, guards: {} }, OPTIONS)).toThrow(
      'ratio of unit 0',
    )
    expect(() => gate({ w: one, r: new Float64Array(2), usual: 0.5, guards: {} }, OPTIONS)).toThrow(
      'reward has 2 units',
    )
    // What the candidate never draws has a ratio, and the ends of 0..1 are in it.
    const ends = { w: Float64Array.of(0, 2), r: Float64Array.of(0, 1), usual: 0.5, guards: {} }
    expect(gate(ends, { ...OPTIONS, leastEffective: 1 })).toMatchObject({ looked: true, effective: 1 })
  })
})
