import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TempoBank } from '../../../runtime/follow/tempo-bank.ts'

/** α and β of the nine ideas that move, with a note on every beat. */
const GAINS = [
  [0.35, 0.05],
  [0.5, 0.1],
  [0.7, 0.2],
  [0.9, 0.4],
  [1, 0.7],
  [1, 1],
  [1, 0.1],
  [1, 0.02],
  [1.2, 0.2],
] as const

interface Beat {
  readonly deviation: number
  readonly weight: number
  readonly interval: number
}

const beat: fc.Arbitrary<Beat> = fc.record({
  deviation: fc.oneof(
    fc.integer({ min: -240, max: 240 }).map((ms) => ms / 1000),
    fc.constant(Number.NaN),
  ),
  weight: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
  interval: fc.integer({ min: 300, max: 900 }).map((ms) => ms / 1000),
})

function told(beats: readonly Beat[], { period = 0.5, bias = 0, later = 0, slower = 0 } = {}): TempoBank {
  const bank = new TempoBank()
  bank.start(period + slower, bias + later)
  for (const { deviation, weight, interval } of beats) {
    bank.answer(deviation + later, weight, bias + later, period, 1)
    bank.keep(interval + slower)
  }
  return bank
}

interface Idea {
  readonly shift: number
  readonly period: number
}

/** One idea written out as a Kalman filter: state (phase, period), F = (1 1; 0 1), H = (1 0). What it says after each beat. */
function saysOf([alpha, beta]: readonly [number, number], beats: readonly Beat[], period: number): Idea[] {
  const [phaseNoise, periodNoise] = [alpha * alpha - 2 * beta + alpha * beta, beta * beta]
  let [a, b, c] = [alpha, beta, beta * (alpha + beta)]
  let x = 0
  let p = period
  let unheard = 0
  const says = [{ shift: x, period: p }]
  for (const { deviation, weight, interval } of beats) {
    const heard = !Number.isNaN(deviation) && weight > 0
    const w = heard ? weight : 0
    const off = heard ? deviation - x : 0
    const s = a + 1 - alpha
    x += (a / s) * w * off
    p += (b / s) * w * off
    unheard = heard ? 0 : unheard + 1
    if (unheard <= 16) {
      const [left, both, own] = [a - (w * a * a) / s, b - (w * a * b) / s, c - (w * b * b) / s]
      ;[a, b, c] = [left + 2 * both + own + phaseNoise, both + own, own + periodNoise]
    }
    x += p - interval
    says.push({ shift: x, period: p })
  }
  return says
}

/** The idea that the band is right. */
function holding(beats: readonly Beat[], period: number): Idea[] {
  let held = period
  const says = [{ shift: 0, period: held }]
  for (const { interval } of beats) {
    held += 0.05 * (interval - held)
    says.push({ shift: 0, period: held })
  }
  return says
}

/** The ideas one by one, without their weights: what each would say. */
function ideas(beats: readonly Beat[], period = 0.5): Idea[] {
  return [...GAINS.map((gains) => saysOf(gains, beats, period)), holding(beats, period)].map(
    (says) => says[says.length - 1] ?? { shift: Number.NaN, period: Number.NaN },
  )
}

/** All of them by their weights: w ← (1 − s)·w·e^(−loss) / Z + s / n. */
function mixed(beats: readonly Beat[], period = 0.5): Idea {
  const all = [...GAINS.map((gains) => saysOf(gains, beats, period)), holding(beats, period)]
  let weights = all.map(() => 1 / all.length)
  for (const [n, { deviation, weight }] of beats.entries()) {
    if (Number.isNaN(deviation) || !(weight > 0)) continue
    const beat = period
    const weighed = weights.map((w, i) => {
      const away = Math.min(beat / 2, Math.abs(deviation - (all[i]?.[n]?.shift ?? 0)))
      return w * Math.exp((-weight * 0.5 * away) / (0.01 + 0.03 * beat))
    })
    const total = weighed.reduce((sum, w) => sum + w, 0)
    weights = weighed.map((w) => (0.998 * w) / total + 0.002 / all.length)
  }
  const last = all.map((says) => says[says.length - 1] ?? { shift: 0, period })
  return {
    shift: last.reduce((sum, { shift }, i) => sum + (weights[i] ?? 0) * shift, 0),
    period: last.reduce((sum, idea, i) => sum + (weights[i] ?? 0) * idea.period, 0),
  }
}

describe('competing ideas of the tempo', () => {
  // [track.many]
  it('begin with the same say: the first answer is their plain mean', () => {
    const bank = new TempoBank()
    bank.start(0.5, 0)
    bank.answer(0.05, 1, 0, 0.5, 1)
    const mean = (of: 0 | 1) => GAINS.reduce((sum, gains) => sum + gains[of], 0) / (GAINS.length + 1)
    // All were equally wrong, so none has gained.
    expect(bank.shift).toBeCloseTo(0.05 * mean(0), 12)
    expect(bank.period).toBeCloseTo(0.5 + 0.05 * mean(1), 12)
  })

  // [track.many]
  it('have weights that sum to one: a player who is c later is met c later, one c slower c slower', () => {
    fc.assert(
      fc.property(fc.array(beat, { maxLength: 40 }), fc.integer({ min: -50, max: 50 }), (beats, ms) => {
        const c = ms / 1000
        const here = told(beats)
        expect(told(beats, { later: c }).shift - here.shift).toBeCloseTo(c, 9)
        expect(told(beats, { slower: c }).period - here.period).toBeCloseTo(c, 9)
      }),
    )
  })

  // [track.many]
  it('say together what lies between the extremes of what they say one by one', () => {
    fc.assert(
      fc.property(fc.array(beat, { maxLength: 30 }), (beats) => {
        const bank = told(beats)
        bank.answer(Number.NaN, 0, 0, 0.5, 1)
        const each = ideas(beats)
        const shifts = each.slice(0, -1).map(({ shift }) => shift)
        const periods = each.map(({ period }) => period)
        expect(bank.period).toBeGreaterThanOrEqual(Math.min(...periods) - 1e-9)
        expect(bank.period).toBeLessThanOrEqual(Math.max(...periods) + 1e-9)
        expect(bank.expected).toBeGreaterThanOrEqual(Math.min(...shifts) - 1e-9)
        expect(bank.expected).toBeLessThanOrEqual(Math.max(...shifts) + 1e-9)
      }),
    )
  })

  // [track.many]
  it('find the tempo of a steady player, whatever the band does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 1200 }),
        fc.integer({ min: -60, max: 60 }),
        (ms, thousandths) => {
          const first = ms / 1000
          const player = first * (1 + thousandths / 1000)
          const bank = new TempoBank()
          bank.start(first, 0)
          let behind = 0
          let period = first
          for (let n = 0; n < 24; n++) {
            bank.answer(behind, 1, 0, period, 1)
            ;({ period } = bank)
            const interval = period + 0.5 * bank.shift
            bank.keep(interval)
            behind += player - interval
          }
          expect(Math.abs(bank.period / player - 1)).toBeLessThan(0.002)
          expect(Math.abs(behind)).toBeLessThan(0.005 * player)
        },
      ),
    )
  })

  // [track.many]
  it('are mixed as exponential weights with fixed share mix experts, to the last idea', () => {
    fc.assert(
      fc.property(fc.array(beat, { minLength: 1, maxLength: 40 }), (beats) => {
        const { shift, period } = mixed(beats)
        const bank = told(beats)
        bank.answer(Number.NaN, 0, 0, 0.5, 1)
        expect(bank.shift).toBeCloseTo(shift, 9)
        expect(bank.period).toBeCloseTo(period, 9)
      }),
    )
  })

  // [track.many]
  it('with a note on every beat correct by the same share again and again', () => {
    const alone = (ms: readonly number[], [alpha, beta]: readonly [number, number]): number => {
      let x = 0
      let p = 0.5
      for (const deviation of ms) {
        const off = deviation / 1000 - x
        p += beta * off
        x += alpha * off + p - 0.5
      }
      return x
    }
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 1, maxLength: 30 }), (ms) => {
        const bank = told(ms.map((deviation) => ({ deviation: deviation / 1000, weight: 1, interval: 0.5 })))
        const shifts = GAINS.map((gains) => alone(ms, gains))
        expect(bank.expected).toBeGreaterThanOrEqual(Math.min(...shifts) - 1e-9)
        expect(bank.expected).toBeLessThanOrEqual(Math.max(...shifts) + 1e-9)
      }),
    )
  })

  // [track.gaps]
  it('find the tempo of a player who plays every second, third or fourth beat only', () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 3, 4), fc.integer({ min: -40, max: 40 }), (every, thousandths) => {
        const player = 0.5 * (1 + thousandths / 1000)
        const bank = new TempoBank()
        bank.start(0.5, 0)
        let behind = 0
        let period = 0.5
        for (let n = 0; n < 8 * every; n++) {
          const plays = n % every === 0
          bank.answer(plays ? behind : Number.NaN, plays ? 1 : 0, 0, period, 1)
          ;({ period } = bank)
          const interval = period + bank.shift
          bank.keep(interval)
          behind += player - interval
        }
        expect(Math.abs(bank.period / player - 1)).toBeLessThan(0.005)
      }),
    )
  })

  // [track.gaps]
  it('go further with one note the longer they heard none, up to sixteen beats', () => {
    const moved = (silent: number): number => {
      const bank = told(new Array<Beat>(silent).fill({ deviation: Number.NaN, weight: 0, interval: 0.5 }))
      bank.answer(0.05, 1, 0, 0.5, 1)
      return bank.shift
    }
    for (let silent = 0; silent < 16; silent++) expect(moved(silent + 1)).toBeGreaterThan(moved(silent))
    expect(moved(1000)).toBe(moved(16))
  })

  it('an answer replaces the one before, and is kept once the beat is over', () => {
    const twice = new TempoBank()
    twice.start(0.5, 0)
    twice.answer(0.2, 1, 0, 0.5, 1)
    twice.answer(0.05, 1, 0, 0.5, 1)
    const once = new TempoBank()
    once.start(0.5, 0)
    once.answer(0.05, 1, 0, 0.5, 1)
    expect([twice.shift, twice.period]).toEqual([once.shift, once.period])
    twice.answer(Number.NaN, 0, 0, 0.5, 1)
    expect(twice.shift).toBe(0)
    expect(twice.period).toBeCloseTo(0.5, 15)
  })

  it('trust by and by who has predicted well: a jittery player moves them less than a restless one', () => {
    const jitter = Array.from({ length: 60 }, (_, n) => ({
      deviation: n % 2 === 0 ? 0.02 : -0.02,
      weight: 1,
      interval: 0.5,
    }))
    const bank = told(jitter)
    bank.answer(0.05, 1, 0, 0.5, 1)
    const calm = Math.abs(bank.period - 0.5)
    const fresh = new TempoBank()
    fresh.start(0.5, 0)
    fresh.answer(0.05, 1, 0, 0.5, 1)
    expect(calm).toBeLessThan(0.4 * Math.abs(fresh.period - 0.5))
  })

  it('go along when the band leads to another tempo', () => {
    const bank = told([{ deviation: 0.02, weight: 1, interval: 0.51 }])
    const { period, expected } = bank
    bank.lead(0.5, 0.4)
    expect(bank.period).toBeCloseTo(period * 0.8, 2)
    expect(bank.expected).toBe(expected)
    const untouched = told([])
    untouched.lead(0.5, 0.4)
    expect(untouched.period).toBeCloseTo(0.4, 15)
  })

  it('are idle until something was heard', () => {
    const bank = told([{ deviation: Number.NaN, weight: 0, interval: 0.5 }])
    expect(bank.idle).toBe(true)
    bank.answer(0, 1, 0, 0.5, 1)
    expect(bank.idle).toBe(false)
  })

  it('stay finite however far off the player is', () => {
    const far = Array.from({ length: 200 }, (_, n) => ({
      deviation: n % 2 ? 30 : -30,
      weight: 1,
      interval: 0.5,
    }))
    expect(Number.isFinite(told(far).period)).toBe(true)
    expect(Number.isFinite(told(far).shift)).toBe(true)
  })
})
