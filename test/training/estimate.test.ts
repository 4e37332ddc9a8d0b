import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { gaussian, keyOf } from '../../runtime/random.ts'
import { bernsteinLower, hoeffdingLower, studentLower } from '../../training/estimate/bounds.ts'
import { type Estimates, estimates } from '../../training/estimate/estimators.ts'
import { type Law, logDensityOf, ratio, secondMoment } from '../../training/estimate/gaussian.ts'
import { KERNELS, type Kernel, kernelEstimates } from '../../training/estimate/kernels.ts'
import { incompleteBeta, logGamma, studentQuantile } from '../../training/estimate/student.ts'

interface Fixture {
  readonly x: number[]
  readonly a: number[]
  readonly pscore: number[]
  readonly r: number[]
  readonly a_eval: number[]
  readonly q_eval: number[]
  readonly estimates: Record<string, { kipw: number; ksnipw: number; kdr: number }>
  readonly lcb95_on_gaussian_0_3: {
    student_t: number
    bernstein_samplemax: number
    hoeffding_samplemax: number
  }
}

describe('kernel estimators', () => {
  const PATH = new URL('../../../shared/data/fixtures/obp_continuous.json', import.meta.url)
  it.skipIf(!existsSync(PATH))('give what Open Bandit Pipeline 0.5.5 gives, to 1e-12', () => {
    const { a, pscore, r, a_eval, q_eval, ...fixture }: Fixture = JSON.parse(readFileSync(PATH, 'utf8'))
    const rows = { drawn: a, density: pscore, r, wanted: a_eval, q: q_eval }
    const named = Object.entries(fixture.estimates)
    expect(named).toHaveLength(8)
    for (const [name, { kipw, ksnipw, kdr }] of named) {
      const [kernel, h] = name.split(' ')
      const { ips, snips, dr } = kernelEstimates(rows, kernel as Kernel, Number(h))
      expect(Math.abs(ips - kipw), name).toBeLessThan(1e-12)
      expect(Math.abs(snips - ksnipw), name).toBeLessThan(1e-12)
      expect(Math.abs(dr - kdr), name).toBeLessThan(1e-12)
    }
    const terms = Float64Array.from(kernelEstimates(rows, 'gaussian', 0.3).terms)
    const most = Math.max(...terms)
    const { student_t, bernstein_samplemax, hoeffding_samplemax } = fixture.lcb95_on_gaussian_0_3
    expect(Math.abs(studentLower(terms, 0.05) - student_t)).toBeLessThan(1e-12)
    expect(Math.abs(bernsteinLower(terms, 0.05, most) - bernstein_samplemax)).toBeLessThan(1e-12)
    expect(Math.abs(hoeffdingLower(terms, 0.05, most) - hoeffding_samplemax)).toBeLessThan(1e-12)
  })
})

describe('kernels', () => {
  it('weigh by their formulas, and what lies further than a bandwidth not at all', () => {
    const at = (u: number): readonly number[] =>
      (['gaussian', 'epanechnikov', 'triangular', 'cosine'] as const).map((kernel) => KERNELS[kernel](u))
    const root = Math.sqrt(2 * Math.PI)
    const expected = [
      [0, [1 / root, 0.75, 1, Math.PI / 4]],
      [0.5, [Math.exp(-0.125) / root, 0.5625, 0.5, (Math.PI / 4) * Math.SQRT1_2]],
      [-1, [Math.exp(-0.5) / root, 0, 0, 0]],
      [1.5, [Math.exp(-1.125) / root, 0, 0, 0]],
    ] as const
    for (const [u, values] of expected)
      for (const [i, value] of values.entries()) expect(at(u)[i], `${i} at ${u}`).toBeCloseTo(value, 14)
  })

  it('make estimates by hand', () => {
    const rows = {
      drawn: [0, 1, 3],
      density: [0.5, 0.25, 1],
      r: [1, 0.5, 9],
      wanted: [1, 1, 0],
      q: [0.25, 1, 0.5],
    }
    // Half of h = 2 away, there, and beyond it: (1 − |u|) / density is 1, 4 and 0.
    const { terms, ips, snips, dr } = kernelEstimates(rows, 'triangular', 2)
    expect(terms).toEqual([0.5, 1, 0])
    expect(ips).toBeCloseTo(1.5 / 3, 14)
    expect(snips).toBeCloseTo(3 / 5, 14)
    expect(dr).toBeCloseTo((0.75 / 2 + 0.25 + (4 * -0.5) / 2 + 1 + 0.5) / 3, 14)
  })
})

describe('lower bounds of a mean', () => {
  it('are those of their papers, by hand', () => {
    // A mean of 1, s² = 2/3 and no value above 2.
    const values = Float64Array.of(0, 1, 1, 2)
    expect(studentLower(values, 0.05)).toBeCloseTo(1 - 2.353363434801823 * Math.sqrt(2 / 3 / 4), 9)
    expect(hoeffdingLower(values, 0.05, 2)).toBeCloseTo(1 - 2 * Math.sqrt(Math.log(20) / 8), 14)
    expect(bernsteinLower(values, 0.05, 2)).toBeCloseTo(
      1 - Math.sqrt((2 * (2 / 3) * Math.log(40)) / 4) - (7 * 2 * Math.log(40)) / 9,
      14,
    )
  })
})

describe('special functions', () => {
  it('have the values of the tables', () => {
    // NIST DLMF, and the t table of any handbook.
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14)
    expect(logGamma(10)).toBeCloseTo(Math.log(362880), 12)
    expect(incompleteBeta(0.3, 2, 3)).toBeCloseTo(0.3483, 12)
    expect(studentQuantile(0.975, 1)).toBeCloseTo(12.706204736432095, 9)
    expect(studentQuantile(0.95, 10)).toBeCloseTo(1.8124611228107335, 11)
    expect(studentQuantile(0.05, 10)).toBeCloseTo(-1.8124611228107335, 11)
    expect(studentQuantile(0.95, 1e6)).toBeCloseTo(1.6448541, 5)
  })
})

/** A bandit whose value is known: z ~ N(Bx + b, s²), r = c − Σ a (z − Mx − m)² + noise. */
const BANDIT = { b: 0.4, B: 0.3, s: 0.8, c: 1, a: [0.6, 0.25], M: -0.2, m: 0.9, noise: 0.1 }

interface World {
  readonly rows: (options: { readonly wrongModel: number; readonly wrongRatio: number }) => Estimates
  /** V = c − Σ a [ (Θ−M)² + (t−m)² + T² ] */
  readonly value: number
}

function world(
  n: number,
  seed: number,
  target: { readonly Theta: number; readonly t: number; readonly T: number },
): World {
  const { b, B, s, c, a, M, m, noise } = BANDIT
  const { Theta, t, T } = target
  const g = (i: number, k: number): number => gaussian(seed, keyOf('bandit'), k, i, 0, 5)
  const value = c - a.reduce((sum, one) => sum + one * ((Theta - M) ** 2 + (t - m) ** 2 + T * T), 0)
  const rows: World['rows'] = ({ wrongModel, wrongRatio }) => {
    const column = () => new Float64Array(n)
    const [w, r, q, v] = [column(), column(), column(), column()]
    for (let i = 0; i < n; i++) {
      const x = g(i, 0)
      const law = (mean: number, sigma: number): Law => ({
        mean: a.map(() => mean),
        sigma: a.map(() => sigma),
        choices: {},
      })
      const logged = law(B * x + b, s)
      const wanted = law(Theta * x + t, T)
      const z = a.map((_, k) => (logged.mean[k] ?? 0) + s * g(i, k + 1))
      const best = M * x + m
      const guess = c - a.reduce((sum, one, k) => sum + one * ((z[k] ?? 0) - best) ** 2, 0)
      r[i] = guess + noise * g(i, 9)
      q[i] = guess + wrongModel
      v[i] = c - a.reduce((sum, one) => sum + one * ((Theta * x + t - best) ** 2 + T * T), 0) + wrongModel
      w[i] = wrongRatio * ratio(wanted, [[1, logged]], { z, chosen: {} })
    }
    return estimates({ w, r, q, v })
  }
  return { rows, value }
}

const TARGET = { Theta: 0.1, t: 0.6, T: 0.7 }

describe('estimators on a bandit whose value is known', () => {
  it('all find the value, doubly robust with the least error', () => {
    const { rows, value } = world(20_000, 1, TARGET)
    const { dm, ips, snips, dr, meanRatio } = rows({ wrongModel: 0, wrongRatio: 1 })
    for (const one of [dm, ips, snips, dr]) expect(Math.abs(one.value - value)).toBeLessThan(4 * one.error)
    expect(Math.abs(meanRatio.value - 1)).toBeLessThan(4 * meanRatio.error)
    expect(dr.error).toBeLessThan(0.5 * ips.error)
  })

  it('doubly robust stays unbiased with a wrong model, and with wrong propensities but the right model', () => {
    const { rows, value } = world(20_000, 2, TARGET)
    const wrongModel = rows({ wrongModel: 0.3, wrongRatio: 1 })
    expect(Math.abs(wrongModel.dr.value - value)).toBeLessThan(4 * wrongModel.dr.error)
    expect(Math.abs(wrongModel.dm.value - value)).toBeGreaterThan(0.25)
    const wrongRatio = rows({ wrongModel: 0, wrongRatio: 1.4 })
    expect(Math.abs(wrongRatio.dr.value - value)).toBeLessThan(4 * wrongRatio.dr.error)
    expect(Math.abs(wrongRatio.ips.value - value)).toBeGreaterThan(10 * wrongRatio.ips.error)
  })

  it('has intervals that hold: in 400 worlds 95 % of them cover the value', () => {
    let covered = 0
    for (let seed = 0; seed < 400; seed++) {
      const { rows, value } = world(400, 100 + seed, TARGET)
      const { dr } = rows({ wrongModel: 0.1, wrongRatio: 1 })
      if (Math.abs(dr.value - value) < 1.96 * dr.error) covered++
    }
    expect(covered / 400).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.05 * 0.95) / 400))
  })

  it('the policy that was logged is worth exactly what it earned', () => {
    const { rows } = world(1000, 3, { Theta: BANDIT.B, t: BANDIT.b, T: BANDIT.s })
    const { ips, snips, effective, greatest } = rows({ wrongModel: 0, wrongRatio: 1 })
    expect(greatest).toBe(1)
    expect(effective).toBe(1000)
    expect(ips.value).toBe(snips.value)
  })

  it('refuses columns that do not fit', () => {
    const one = new Float64Array(1)
    expect(() => estimates({ w: one, r: one, q: one, v: new Float64Array(2) })).toThrow(RangeError)
  })
})

describe('laws over slots', () => {
  const law = (mean: number[], sigma: number[], choices: Law['choices'] = {}): Law => ({
    mean,
    sigma,
    choices,
  })

  it('have the density that a session logs', () => {
    const given = law([0.5, 2], [0.3, 0], { 'keys.voicing': { shell: 0.9, spread: 0.1 } })
    const draw = { z: [0.2, 2], chosen: { 'keys.voicing': 'spread' } }
    expect(logDensityOf(given, draw)).toBeCloseTo(
      -0.5 - Math.log(0.3) - 0.5 * Math.log(2 * Math.PI) + Math.log(0.1),
      12,
    )
    expect(logDensityOf(given, { ...draw, z: [0.2, 2.1] })).toBe(Number.NEGATIVE_INFINITY)
    expect(logDensityOf(given, { ...draw, chosen: { 'keys.voicing': 'close' } })).toBe(
      Number.NEGATIVE_INFINITY,
    )
  })

  it('weigh a draw against the mixture of all that logged it', () => {
    const [a, b, target] = [law([0], [1]), law([2], [0.5]), law([1], [0.8])]
    const draw = { z: [0.7], chosen: {} }
    const p = (one: Law): number => Math.exp(logDensityOf(one, draw))
    expect(
      ratio(
        target,
        [
          [0.25, a],
          [0.75, b],
        ],
        draw,
      ),
    ).toBeCloseTo(p(target) / (0.25 * p(a) + 0.75 * p(b)), 12)
    expect(ratio(a, [[1, a]], draw)).toBe(1)
    // What nobody could have drawn, the target neither, is no reason for it; what it alone could is all of one.
    const [shell, spread] = [law([], [], { v: { shell: 1 } }), law([], [], { v: { spread: 1 } })]
    expect(ratio(shell, [[1, shell]], { z: [], chosen: { v: 'close' } })).toBe(0)
    expect(ratio(spread, [[1, shell]], { z: [], chosen: { v: 'spread' } })).toBe(Number.POSITIVE_INFINITY)
  })

  it.each([
    [
      [0.4, -0.3],
      [1, 0.9],
      [1.1, 1],
    ],
    [
      [0, 0],
      [1, 1],
      [1, 1],
    ],
    [
      [0.8, 0.1],
      [0.5, 0.7],
      [0.6, 0.9],
    ],
  ])('know E[w²] in closed form: shift %j', (delta, t, s) => {
    const logged = law(
      delta.map(() => 0),
      s,
      { v: { a: 0.7, b: 0.3 } },
    )
    const target = law(delta, t, { v: { a: 0.5, b: 0.5 } })
    const n = 200_000
    let [sum, squares] = [0, 0]
    for (let i = 0; i < n; i++) {
      const z = s.map((sigma, k) => sigma * gaussian(11, 1, k, i, 0, 6))
      const chosen = { v: (i * 0.618033988749895) % 1 < 0.7 ? 'a' : 'b' }
      const w2 = ratio(target, [[1, logged]], { z, chosen }) ** 2
      sum += w2
      squares += w2 * w2
    }
    const mean = sum / n
    const error = Math.sqrt((squares / n - mean * mean) / n)
    expect(Math.abs(secondMoment(target, logged) - mean)).toBeLessThan(5 * error + 1e-3)
  })

  it('know no ratio to a law that scatters in other dimensions: it is another measure', () => {
    const draw = { z: [0.2, 1], chosen: {} }
    expect(ratio(law([0, 1], [1, 0.3]), [[1, law([0, 1], [1, 0])]], draw)).toBe(0)
    expect(ratio(law([0, 1], [1, 0]), [[1, law([0, 1], [1, 0.3])]], draw)).toBe(0)
  })

  it('say when there is none: a target that is wider than √2, or moves what was frozen', () => {
    expect(secondMoment(law([0], [1.5]), law([0], [1]))).toBe(Number.POSITIVE_INFINITY)
    expect(secondMoment(law([1], [0]), law([0], [0]))).toBe(Number.POSITIVE_INFINITY)
    expect(secondMoment(law([0], [0]), law([0], [0]))).toBe(1)
    // A choice that neither makes says nothing; one that the target alone makes, all.
    const [never, now] = [0, 0.5].map((b) => law([], [], { v: { a: 1 - b, b } }))
    if (never === undefined || now === undefined) throw new Error('two laws')
    expect(secondMoment(never, never)).toBe(1)
    expect(secondMoment(never, now)).toBe(2)
    expect(secondMoment(now, never)).toBe(Number.POSITIVE_INFINITY)
  })
})
