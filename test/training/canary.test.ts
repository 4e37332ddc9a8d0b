import { describe, expect, it } from 'vitest'
import { gaussian, uniform } from '../../runtime/random.ts'
import { type CanaryUnit, canaryVerdict, shareIsOff } from '../../training/gate/canary.ts'

const law = (mean: number) => ({ mean: [mean], sigma: [1], choices: {} })
const [INCUMBENT, CANDIDATE] = [law(0), law(0.8)]

/** People of both arms, by lot; what is played nearer to 2 earns more or, with `gain` below 0, less. */
function canary(
  n: number,
  { share, gain, falls = 0, seed }: { share: number; gain: number; falls?: number; seed: number },
): CanaryUnit[] {
  return Array.from({ length: n }, (_, i) => {
    const arm = uniform(seed, 1, 0, i, 0, 1) < share ? 'candidate' : 'incumbent'
    const z = (arm === 'candidate' ? 0.8 : 0) + gaussian(seed, 2, 0, i, 0, 1)
    const reward = 0.5 + (gain / 0.8) * z + 0.2 * gaussian(seed, 3, 0, i, 0, 1)
    const completed = uniform(seed, 4, 0, i, 0, 1) < 0.8 - (falls / 0.8) * z ? 1 : 0
    return {
      arm,
      draw: { z: [z], chosen: {} },
      reward: Math.min(1, Math.max(0, reward)),
      guarded: { completed },
    }
  })
}

const options = (share: number, guards: Readonly<Record<string, number>> = {}) => ({
  candidate: CANDIDATE,
  incumbent: INCUMBENT,
  share,
  alpha: 0.05,
  guards,
})

describe('a canary', () => {
  it('stays when it earns more, is rolled back when it earns less, and with few units nothing is said', () => {
    const good = canaryVerdict(canary(6000, { share: 0.2, gain: 0.05, seed: 1 }), options(0.2))
    expect(good).toMatchObject({ verdict: 'keep', units: 6000 })
    expect(good.gain.lower).toBeLessThan(0.05)
    expect(good.gain.upper).toBeGreaterThan(0.05)
    const bad = canaryVerdict(canary(6000, { share: 0.2, gain: -0.05, seed: 2 }), options(0.2))
    expect(bad).toMatchObject({ verdict: 'roll-back', reasons: [expect.stringContaining('it earns less')] })
    expect(canaryVerdict(canary(20, { share: 0.2, gain: 0.05, seed: 3 }), options(0.2)).verdict).toBe(
      'not-yet',
    )
    expect(canaryVerdict([], options(0.2)).verdict).toBe('not-yet')
  })

  it('is rolled back by a guard that drops, though it earns more', () => {
    const units = canary(6000, { share: 0.3, gain: 0.05, falls: 0.12, seed: 4 })
    const verdict = canaryVerdict(units, options(0.3, { completed: -0.02 }))
    expect(verdict.gain.lower).toBeGreaterThan(0)
    expect(verdict).toMatchObject({
      verdict: 'roll-back',
      reasons: [expect.stringContaining('completed has fallen')],
    })
  })

  it('stays when it earns more and its guard is kept, and may not yet where that is not known', () => {
    const units = canary(6000, { share: 0.3, gain: 0.05, seed: 4 })
    expect(canaryVerdict(units, options(0.3, { completed: -0.1 }))).toMatchObject({
      verdict: 'keep',
      reasons: [],
      guards: { completed: { floor: -0.1 } },
    })
    expect(canaryVerdict(units, options(0.3, { completed: -0.001 }))).toMatchObject({
      verdict: 'not-yet',
      reasons: [expect.stringMatching(/^completed may have fallen by 0\.0\d+$/)],
    })
  })

  it('is seen by both arms: units of what ran before tell of the candidate, too', () => {
    // With an arm for each alone the estimate would scatter by √(1/share + 1/(1 − share)) of the reward's 0.25.
    const errors = Array.from({ length: 40 }, (_, seed) => {
      const { gain } = canaryVerdict(canary(400, { share: 0.1, gain: 0, seed: 100 + seed }), options(0.1))
      return gain.estimate
    })
    const sd = Math.sqrt(errors.reduce((sum, one) => sum + one * one, 0) / errors.length)
    expect(sd).toBeLessThan(0.6 * Math.sqrt((1 / 0.1 + 1 / 0.9) / 400) * 0.2)
  })

  it('may be looked at after every ten units, and errs no more often than it may: 400 times without a gain', () => {
    let wrong = 0
    for (let trial = 0; trial < 400; trial++) {
      const units = canary(200, { share: 0.3, gain: 0, seed: 1000 + trial })
      let said = false
      for (let n = 40; n <= 200 && !said; n += 40)
        said = canaryVerdict(units.slice(0, n), options(0.3)).verdict !== 'not-yet'
      if (said) wrong++
    }
    // Either way: α to keep it, and α to roll it back.
    expect(wrong / 400).toBeLessThan(0.1 + 3 * Math.sqrt((0.1 * 0.9) / 400))
  })

  /** Everybody plays each week anew, and half gain by the candidate what half lose. */
  function weekly(people: number, weeks: number, { gain = 0, differ = 0 }, seed: number): CanaryUnit[] {
    return Array.from({ length: people * weeks }, (_, i) => {
      const who = i % people
      const own = gain + (uniform(seed, 1, who, 0, 0, 1) < 0.5 ? differ : -differ)
      const level = 0.5 + 0.15 * gaussian(seed, 2, who, 0, 0, 1)
      const arm = uniform(seed, 3, 0, i, 0, 1) < 0.3 ? 'candidate' : 'incumbent'
      const z = (arm === 'candidate' ? 0.8 : 0) + gaussian(seed, 4, 0, i, 0, 1)
      const reward = level + (own / 0.8) * z + 0.15 * gaussian(seed, 5, 0, i, 0, 1)
      return {
        user: `u-${who}`,
        arm,
        draw: { z: [z], chosen: {} },
        reward: Math.min(1, Math.max(0, reward)),
        guarded: {},
      }
    })
  }

  it('is about people: where half gain what half lose it is not kept for the few who play, however often it is looked at', () => {
    const trials = 120
    const [people, weeks] = [20, 40]
    const wrong = { people: 0, units: 0 }
    for (let trial = 0; trial < trials; trial++) {
      const units = weekly(people, weeks, { differ: 0.08 }, trial)
      const unnamed = units.map(({ user: _, ...one }) => one)
      for (const [whose, all] of [
        ['people', units],
        ['units', unnamed],
      ] as const)
        for (let n = 200; n <= all.length; n += 100)
          if (canaryVerdict(all.slice(0, n), options(0.3)).verdict !== 'not-yet') {
            wrong[whose]++
            break
          }
    }
    // Either way: α to keep it, and α to roll it back.
    expect(wrong.people / trials).toBeLessThan(0.1)
    expect(wrong.units / trials).toBeGreaterThan(0.1 + 3 * Math.sqrt((0.1 * 0.9) / trials))
  })

  it('is kept all the same where people do not differ, and is what it was where everybody has one unit', () => {
    const units = weekly(300, 10, { gain: 0.08 }, 9)
    expect(canaryVerdict(units, options(0.3)).verdict).toBe('keep')
    const once = canary(800, { share: 0.3, gain: 0.03, seed: 10 })
    const named = once.map((unit, i) => ({ ...unit, user: `u-${i}` }))
    expect(canaryVerdict(named, options(0.3))).toEqual(canaryVerdict(once, options(0.3)))
  })

  it('of one person alone says nothing of others', () => {
    const units = weekly(1, 3000, { gain: 0.08 }, 11)
    expect(canaryVerdict(units, options(0.3))).toMatchObject({
      verdict: 'not-yet',
      reasons: ['its gain may be as small as -1.0000 with other people: all units are of one person'],
      gain: { lower: -1, upper: 1 },
    })
    const named = canary(60, { share: 0.3, gain: 0, seed: 12 }).map((unit, i) => ({
      ...unit,
      user: `u-${i}`,
    }))
    expect(canaryVerdict(named, options(0.3)).reasons.join()).not.toContain('other people')
  })

  it('compares arms alone where their laws scatter in other slots', () => {
    const frozen = { mean: [0.8], sigma: [0], choices: {} }
    const units = canary(3000, { share: 0.5, gain: 0.08, seed: 6 }).map(
      (unit): CanaryUnit => (unit.arm === 'candidate' ? { ...unit, draw: { z: [0.8], chosen: {} } } : unit),
    )
    expect(canaryVerdict(units, { ...options(0.5), candidate: frozen }).verdict).toBe('keep')
  })

  const lot = (sizes: readonly number[], chosen: (who: number, unit: number) => boolean) =>
    sizes.flatMap((size, who) =>
      Array.from({ length: size }, (_, unit) => ({
        user: `u-${who}`,
        arm: chosen(who, unit) ? ('candidate' as const) : ('incumbent' as const),
      })),
    )
  const each = (people: number, size: number): readonly number[] => new Array<number>(people).fill(size)

  it('notices a lot that is not the one that was named', () => {
    const of = (candidates: number) => lot(each(1000, 1), (who) => who < candidates)
    expect(shareIsOff(of(100), 0.1)).toBeLessThan(0.01)
    expect(shareIsOff(of(200), 0.1)).toBeGreaterThan(10)
    expect(shareIsOff([], 0.1)).toBe(0)
  })

  it('takes a lot by person for one: whoever plays much moves the share much', () => {
    let off = 0
    for (let seed = 0; seed < 300; seed++) {
      const byPerson = lot(each(400, 10), (who) => uniform(seed, 1, who, 0, 0, 1) < 0.05)
      if (shareIsOff(byPerson, 0.05) > 4.5) off++
    }
    // Unit by unit it would be one of seven.
    expect(off).toBeLessThan(3)
    // And it is noticed all the same where it is another.
    expect(
      shareIsOff(
        lot(each(400, 10), (who) => who < 80),
        0.05,
      ),
    ).toBeGreaterThan(10)
    // Who was chosen, and played what ran until the new file had come, is no other lot.
    let late = 0
    for (let seed = 0; seed < 300; seed++) {
      const units = lot(each(40, 50), (who, unit) => {
        const chosen = uniform(seed, 2, who, 0, 0, 1) < 0.2
        return chosen && unit > who % 3
      })
      if (shareIsOff(units, 0.2) > 4.5) late++
    }
    expect(late).toBeLessThan(3)
    // A lot by unit is held to units.
    const byUnit = lot(each(400, 10), (_, unit) => unit === 0)
    expect(shareIsOff(byUnit, 0.05)).toBeCloseTo(200 / Math.sqrt(4000 * 0.05 * 0.95), 9)
  })
})
