import { describe, expect, it } from 'vitest'
import { gaussian, uniform } from '../../runtime/random.ts'
import {
  fitsOf,
  kolmogorovAbove,
  kolmogorovSmirnov,
  LEAST_LIKELY,
  worstFit,
} from '../../training/estimate/pit.ts'

const units = (n: number, seed: number) =>
  Array.from({ length: n }, (_, i) => ({
    law: { mean: [0.3, -1, 2], sigma: [0.5, 1.2, 0], choices: { v: { a: 0.7, b: 0.3 } } },
    draw: {
      z: [0.3 + 0.5 * gaussian(seed, 1, 0, i, 0, 1), -1 + 1.2 * gaussian(seed, 2, 0, i, 0, 1), 2],
      chosen: { v: uniform(seed, 3, 0, i, 0, 1) < 0.7 ? 'a' : 'b' },
    },
  }))

describe('Kolmogorov and Smirnov', () => {
  it('have the values of the tables', () => {
    expect(kolmogorovAbove(1.35809886)).toBeCloseTo(0.05, 6)
    expect(kolmogorovAbove(1.62762361)).toBeCloseTo(0.01, 6)
    // Jacobi's other series: P(K ≤ x) = √(2π)/x Σ exp(−(2k − 1)² π²/8x²)
    for (const x of [0.4, 0.5, 0.9, 1.4]) {
      let below = 0
      for (let k = 1; k < 20; k++) below += Math.exp(-((2 * k - 1) ** 2) * (Math.PI ** 2 / (8 * x * x)))
      expect(kolmogorovAbove(x)).toBeCloseTo(1 - (Math.sqrt(2 * Math.PI) / x) * below, 12)
    }
    // D = 0.1 of ten evenly spread values: nothing could be more even.
    expect(kolmogorovSmirnov(Array.from({ length: 10 }, (_, i) => (i + 0.5) / 10))).toBeGreaterThan(0.999)
  })

  it('find uniform values too uneven as often as they say', () => {
    let [tenth, hundredth] = [0, 0]
    for (let trial = 0; trial < 1000; trial++) {
      const p = kolmogorovSmirnov(Array.from({ length: 60 }, (_, i) => uniform(trial, 9, 0, i, 0, 1)))
      if (p < 0.1) tenth++
      if (p < 0.01) hundredth++
    }
    expect(Math.abs(tenth / 1000 - 0.1)).toBeLessThan(3 * Math.sqrt((0.1 * 0.9) / 1000))
    expect(hundredth / 1000).toBeLessThan(0.01 + 3 * Math.sqrt((0.01 * 0.99) / 1000))
  })
})

describe('whether units are a fair sample of their laws', () => {
  it('says yes to those that were drawn from them: slot by slot, and choice by choice', () => {
    const fits = fitsOf(units(2000, 1))
    expect(fits.map(({ of }) => of)).toEqual([
      { dimension: 0 },
      { dimension: 1 },
      { slot: 'v', choice: 'a' },
      { slot: 'v', choice: 'b' },
    ])
    expect(fits[0]?.counts.reduce((sum, one) => sum + one, 0)).toBe(2000)
    expect(worstFit(fits)).toBeGreaterThan(0.01)
  })

  it('holds each choice to the normal law of how often it was chosen: 60 of 100 evenly are two σ', () => {
    const law = { mean: [], sigma: [], choices: { v: { a: 0.5, b: 0.5 } } }
    const all = Array.from({ length: 100 }, (_, i) => ({
      law,
      draw: { z: [], chosen: { v: i < 60 ? 'a' : 'b' } },
    }))
    const fits = fitsOf(all)
    expect(fits).toHaveLength(2)
    for (const { p } of fits) expect(p).toBeCloseTo(0.04550026389635842, 12)
    expect(worstFit(fits)).toBeCloseTo(2 * 0.04550026389635842, 12)
  })

  it('says no where rows are missing by what was drawn, or a law is another', () => {
    const all = units(2000, 2)
    const lost = all.filter(({ draw }, i) => (draw.z[1] ?? 0) < -0.5 || i % 3 > 0)
    expect(worstFit(fitsOf(lost))).toBeLessThan(LEAST_LIKELY)
    const chosen = all.filter(({ draw }, i) => draw.chosen.v === 'a' || i % 3 > 0)
    expect(worstFit(fitsOf(chosen))).toBeLessThan(LEAST_LIKELY)
    const wider = all.map((unit) => ({ ...unit, law: { ...unit.law, sigma: [0.7, 1.2, 0] } }))
    expect(worstFit(fitsOf(wider))).toBeLessThan(LEAST_LIKELY)
    expect(worstFit(fitsOf([]))).toBe(1)
  })
})
