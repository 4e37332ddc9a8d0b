import { describe, expect, it } from 'vitest'
import { contextual, type Network, outputOf } from '../../runtime/contextual.ts'
import type { PolicyDefinition, SlotSpec } from '../../runtime/policy.ts'
import { gaussian } from '../../runtime/random.ts'
import { readSlotsFile } from '../../runtime/slots-file.ts'
import { type ContextualSlot, contextualSlots } from '../../training/contextual/bases.ts'
import { momentOf, strangerTo, targetOf } from '../../training/contextual/target.ts'
import { evaluate, ratiosOf } from '../../training/evaluate.ts'
import { crossFitted, type Model } from '../../training/offline/model.ts'
import { columnsAt, createObjective } from '../../training/offline/objective.ts'
import { promiseOf } from '../../training/offline/promise.ts'
import { slotsFileOf } from '../../training/offline/slots-file.ts'
import { createSpace } from '../../training/offline/space.ts'
import { trainOffline } from '../../training/offline/train.ts'
import type { Unit } from '../../training/units/units.ts'
import { clickPolicy, slotSpec } from '../runtime/fixtures.ts'

const spec = (name: string, index: number, more: Partial<SlotSpec> = {}): SlotSpec =>
  slotSpec(name, index, { default: 0.4, ...more })
const SPECS = [
  spec('pocket.adapt', 0, { kind: 'contextual', features: ['player.level', 'tempo'] }),
  spec('pocket.strength', 1),
]
const DEFINITION: PolicyDefinition = clickPolicy({ slots: SPECS })

const MEAN = [0.5, -1]
const SIGMA = [0.5, 0.25]
/** r = C − (e − Mx − m)'A(e − Mx − m) + noise, e in σ and x standard normal: its value under any linear law is known. */
const C = 0.6
const A = [0.03, 0.02]
const M = [
  [0.6, -0.4],
  [0, 0],
]
const BEST = [0.3, -0.5]

interface Made {
  readonly seed?: number
  readonly noise?: number
  readonly network?: Network
}

/** x₁ = (level − 0.5)/0.2, x₂ = (tempo − 100)/15. */
function units(n: number, { seed = 1, noise = 0.1, network }: Made = {}): Unit[] {
  return Array.from({ length: n }, (_, i) => {
    const g = (k: number): number => gaussian(seed, 7, k, i, 0, 1)
    const x = [g(0), g(1)]
    const context = { 'player.level': 0.5 + 0.2 * (x[0] ?? 0), tempo: 100 + 15 * (x[1] ?? 0) }
    const mean = network === undefined ? MEAN : [outputOf(network, context), MEAN[1] ?? 0]
    const z = mean.map((one, j) => one + (SIGMA[j] ?? 0) * g(2 + j))
    const off = A.reduce((sum, a, j) => {
      const best = (BEST[j] ?? 0) + (M[j] ?? []).reduce((all, one, k) => all + one * (x[k] ?? 0), 0)
      return sum + a * (((z[j] ?? 0) - (MEAN[j] ?? 0)) / (SIGMA[j] ?? 1) - best) ** 2
    }, 0)
    const law = { mean, sigma: SIGMA, choices: {} }
    return {
      id: `u${i}/week-1`,
      user: `u${i}`,
      law,
      lawKey: 'x',
      draw: { z, chosen: {} },
      reward: C - off + noise * g(4),
      guarded: {},
      sessions: 1,
      started: 0,
      ended: 0,
      context,
    }
  })
}

/** V of a candidate whose e is normal around Θx + t with variance 1. */
const worth = (theta: readonly (readonly number[])[], t: readonly number[]): number =>
  A.reduce((sum, a, j) => {
    const slope = (theta[j] ?? []).reduce((all, one, k) => all + (one - (M[j]?.[k] ?? 0)) ** 2, 0)
    return sum - a * (slope + ((t[j] ?? 0) - (BEST[j] ?? 0)) ** 2 + 1)
  }, C)

const SLOTS = contextualSlots(SPECS)
const NO_CAUTION = 0

/** Of one fitted to nothing: what is left of DR are the ratios. */
function wrong(model: Model, by: number): Model {
  return {
    guess: model.guess.map((one) => one + by),
    base: model.base.map((one) => one + by),
    linear: model.linear,
    square: model.square,
    choice: model.choice,
  }
}

describe('slots that depend on the player, learned from logs', () => {
  // θ: of adapt t₀, Θ₀₀, Θ₀₁; of strength t₁.
  const all = units(40_000)
  const space = createSpace(all, SLOTS)
  const model = crossFitted(all, space)
  const theta = Float64Array.of(0.2, 0.3, -0.1, -0.2)

  it('are worth what the closed form of the linear-Gaussian case says, and so is each of their weights', () => {
    const at = createObjective(all, space, model, NO_CAUTION)
    const value = worth([[0.3, -0.1], []], [0.2, -0.2])
    const nothing = worth([[0, 0], []], [0, 0])
    expect(Math.abs(at(theta).value - (value - nothing))).toBeLessThan(0.002)
    // dV/dΘ = −2A(Θ − M), dV/dt = −2A(t − m)
    const expected = [
      -2 * 0.03 * (0.2 - 0.3),
      -2 * 0.03 * (0.3 - 0.6),
      -2 * 0.03 * (-0.1 + 0.4),
      -2 * 0.02 * (-0.2 + 0.5),
    ]
    for (const [k, one] of at(theta).gradient.entries())
      expect(Math.abs(one - (expected[k] ?? 0))).toBeLessThan(0.002)
  })

  it('have the derivatives of finite differences, with caution too', () => {
    const few = all.slice(0, 300)
    const own = createSpace(few, SLOTS)
    for (const caution of [0, 1.5]) {
      const at = createObjective(few, own, crossFitted(few, own), caution)
      const { gradient } = at(theta)
      expect(gradient).toHaveLength(4)
      for (let k = 0; k < 4; k++) {
        const moved = (step: number): Float64Array => theta.map((one, i) => one + (i === k ? step : 0))
        expect((at(moved(1e-5)).value - at(moved(-1e-5)).value) / 2e-5).toBeCloseTo(gradient[k] ?? NaN, 7)
      }
    }
  })

  it('are estimated without bias by a model that is wrong, and with ratios that are wrong by one that is right', () => {
    const value = worth([[0.3, -0.1], []], [0.2, -0.2])
    const dr = (other: Model, power: number): number => {
      const { w, v } = columnsAt(space, other, theta)
      return (
        all.reduce(
          (sum, { reward }, i) => sum + (v[i] ?? 0) + (w[i] ?? 0) ** power * (reward - (other.guess[i] ?? 0)),
          0,
        ) / all.length
      )
    }
    expect(Math.abs(dr(wrong(model, 0.6), 1) - value)).toBeLessThan(0.006)
    expect(Math.abs(dr(model, 0.5) - value)).toBeLessThan(0.003)
    // Both wrong: then nothing helps, and this test would see it.
    expect(Math.abs(dr(wrong(model, 0.6), 0.5) - value)).toBeGreaterThan(0.01)
  })

  it('are found, inside the trust region, where constants earn less', () => {
    const few = all.slice(0, 6_000)
    const options = { leastEffective: 1_200, caution: 1 }
    const { theta: found, estimates } = trainOffline(few, { ...options, contextual: SLOTS })
    const constant = trainOffline(few, options)
    const expected = [0.3, 0.6, -0.4, -0.5]
    for (const [k, one] of found.entries()) expect(Math.abs(one - (expected[k] ?? 0))).toBeLessThan(0.15)
    const value = worth([[...found.slice(1, 3)], []], [found[0] ?? 0, found[3] ?? 0])
    expect(value).toBeGreaterThan(worth([[0, 0], []], [...constant.theta]) + 0.01)
    expect(createSpace(few, SLOTS).moment(found)).toBeLessThanOrEqual(6_000 / 1_200 + 1e-9)
    expect(estimates.dr.value).toBeCloseTo(value, 2)
    // By those that took no part: their contexts are in the standard deviations of all, whoever taught.
    const promise = promiseOf(few, { ...options, contextual: SLOTS })
    expect(Math.abs(promise.value - value)).toBeLessThan(3 * promise.error + 0.002)
    expect(promise.error).toBeLessThan(0.005)
  })

  it('become a file that plays them: the runtime draws from the law that was estimated', () => {
    const few = all.slice(0, 500)
    const own = createSpace(few, SLOTS)
    const law = few[0]?.law ?? { mean: [], sigma: [], choices: {} }
    const note = { method: '', data: '', seed: 0, date: '', estimate: 0, interval: [0, 0] as const }
    const file = slotsFileOf(
      DEFINITION,
      own.lawAt(law, theta),
      Float64Array.of(0.4, 0.4),
      note,
      own.networksAt(law, theta),
    )
    const reading = readSlotsFile(DEFINITION, JSON.parse(JSON.stringify(file)), contextual)
    if (!reading.ok) throw new Error(reading.problems[0]?.message)
    const target = targetOf(DEFINITION, reading)
    const { w } = columnsAt(own, crossFitted(few, own), theta)
    const played = ratiosOf(few, target)
    for (const [i, one] of w.entries()) expect(Math.abs((played[i] ?? 0) / one - 1)).toBeLessThan(1e-9)
    expect(momentOf(few, target)).toBeCloseTo(own.moment(theta), 9)
    expect(evaluate(few, target).meanRatio.value).toBeCloseTo(w.reduce((sum, one) => sum + one, 0) / 500, 9)
  })

  it('go on from the network that ran: of a hidden layer what it found is kept, and its last layer learned', () => {
    const network: Network = {
      features: ['player.level', 'tempo'],
      mean: [0.5, 100],
      scale: [0.2, 15],
      layers: [
        {
          weights: [
            [0.5, 0],
            [0, 0.5],
          ],
          bias: [0, 0],
        },
        { weights: [[0.4, 0]], bias: [0.5] },
      ],
    }
    const ran = units(4_000, { network, seed: 3 })
    const file = {
      ...slotsFileOf(
        DEFINITION,
        { mean: MEAN, sigma: SIGMA, choices: {} },
        Float64Array.of(0.4, 0.4),
        {
          method: '',
          data: '',
          seed: 0,
          date: '',
          estimate: 0,
          interval: [0, 0] as const,
        },
        { 'pocket.adapt': network },
      ),
    }
    const reading = readSlotsFile(DEFINITION, file, contextual)
    if (!reading.ok) throw new Error(reading.problems[0]?.message)
    const target = targetOf(DEFINITION, reading)
    expect(strangerTo(ran, target)).toBeNull()
    expect(strangerTo(units(5, { seed: 3 }), target)?.id).toBe('u0/week-1')
    // What ran is worth what it earned, to the bit.
    expect([...ratiosOf(ran, target)].every((one) => one === 1)).toBe(true)
    const slots = contextualSlots(SPECS, reading.networks)
    const { theta: found, space: own } = trainOffline(ran, {
      leastEffective: 1_000,
      caution: 0,
      contextual: slots,
    })
    const moved = own.networksAt(ran[0]?.law ?? { mean: [], sigma: [], choices: {} }, found)['pocket.adapt']
    expect(moved?.layers[0]).toEqual(network.layers[0])
    const at = (level: number): number => outputOf(moved ?? network, { 'player.level': level })
    expect(at(0.8) - at(0.2)).toBeGreaterThan(
      outputOf(network, { 'player.level': 0.8 }) - outputOf(network, { 'player.level': 0.2 }) + 0.05,
    )
  })

  it('refuse units that scatter by different σ, and depend on nothing that nobody knew', () => {
    const few = units(300)
    const scattered = few.map((unit, i) =>
      i % 2 ? unit : { ...unit, law: { ...unit.law, sigma: [0.4, 0.25] } },
    )
    expect(() => trainOffline(scattered, { leastEffective: 100, caution: 1, contextual: SLOTS })).toThrow(
      'different σ',
    )
    const unknown = few.map((unit) => ({
      ...unit,
      context: { 'player.level': unit.context['player.level'] ?? 0 },
    }))
    const { theta: found, space: own } = trainOffline(unknown, {
      leastEffective: 100,
      caution: 0,
      contextual: SLOTS,
    })
    expect(found[1]).not.toBe(0)
    expect(found[2]).toBe(0)
    expect(own.networksAt({ mean: MEAN, sigma: SIGMA, choices: {} }, found)['pocket.adapt']?.scale[1]).toBe(1)
    const slot: ContextualSlot | undefined = SLOTS[0]
    expect(slot?.features).toEqual(['player.level', 'tempo'])
  })
})
