/**
 * Exploration: a unit (a session, or all sessions of a user within a week) plays slots that are drawn once around
 * those of the policy. The draw is logged with its density, from which training learns what it would have cost or
 * brought to play something else.
 *
 * A draw is a pure function of the unit: sessions that share it play the same slots, whatever their seeds, wherever
 * they run, and however the slots are arranged in the file.
 */

import type { PolicyDefinition, SlotSpec, Slots } from '../policy.ts'
import { gaussian, keyOf, uniform } from '../random.ts'
import { valuesOfSlots } from '../slots.ts'
import { logDensity, type Point, pointOf, sigmasAround, slotsAt, slotsInSpace } from '../slots-space.ts'
import type { Ratio } from '../units.ts'
import { hashOf } from './canonical.ts'
import type { ChoiceProbs, Exploration } from './log.ts'

/** How the slots of a file scatter. Null where the file says nothing: then `train` decides. */
export interface Spread {
  readonly sigma: Readonly<Record<string, number>> | null
  readonly choiceProbs: ChoiceProbs | null
  /** Means that a network gave in the space itself; the others are those of the slots. */
  readonly z?: ReadonlyMap<string, number>
}

export const NO_SPREAD: Spread = { sigma: null, choiceProbs: null }

export interface ExploreOptions {
  /** Who shares the draw. Default: the session's id, or the user and the week in which the session starts. */
  readonly unitId?: string
  /** Whose `train` says how far; default the first of the piece. */
  readonly reward?: string
}

export interface Unit {
  readonly kind: Exploration['unit']
  readonly id: string
}

/** What slots are drawn from: a normal in `z/1`, and probabilities for choices. */
export interface Stochastic {
  readonly mean: Point
  readonly sigma: Point
  readonly choiceProbs: ChoiceProbs
}

export interface Drawn {
  readonly slots: Slots
  readonly exploration: Exploration
}

/** One use of a slot's random numbers; no number is ever given a second meaning. */
const DRAW = 1
const CHOOSE = 2
/** 52 bits: as much of a hash as a key can hold. */
const KEY_DIGITS = 13

/** What a unit's draw is keyed by: whoever has another id has another draw. */
export const keyOfUnit = (policy: string, { kind, id }: Unit): string =>
  hashOf([policy, kind, id]).slice(0, KEY_DIGITS)

/** Draws the slots of a unit. */
export function drawUnit(
  definition: Pick<PolicyDefinition, 'name' | 'slots'>,
  means: Slots,
  spread: Spread,
  share: Ratio,
  unit: Unit,
): Drawn {
  const specs = definition.slots
  const { mean, sigma, choiceProbs } = stochasticSlots(specs, means, spread, share)
  const rng = { key: keyOfUnit(definition.name, unit), counter: 0 }
  const z = drawPoint(specs, mean, sigma, rng)
  const slots = slotsAt(specs, z, means)
  const chosen: Ratio[] = []
  for (const spec of drawnChoices(specs)) {
    const probabilities = choiceProbs[spec.name] ?? {}
    const choice = drawChoice(spec, probabilities, rng)
    slots[spec.index] = choice
    chosen.push(probabilities[spec.choices?.[choice] ?? ''] ?? 0)
  }
  return {
    slots,
    exploration: {
      unit: unit.kind,
      unit_id: unit.id,
      transform: 'z/1',
      slots: slotsInSpace(specs).map(({ name }) => name),
      mean,
      sigma,
      z,
      choice_probs: choiceProbs,
      log_density: plain(logDensity(z, mean, sigma, chosen)),
      rng,
      around: hashOf({
        slots: valuesOfSlots(specs, means),
        sigma: named(specs, sigma),
        choice_probs: choiceProbs,
      }),
    },
  }
}

/**
 * Around the given slots: as far as their file says, else `share` of each slot's range. A slot that the file leaves
 * out is frozen, since what was certified is what is played.
 */
export function stochasticSlots(
  specs: readonly SlotSpec[],
  means: Slots,
  { sigma, choiceProbs, z }: Spread,
  share: Ratio,
): Stochastic {
  const around = sigma === null ? sigmasAround(specs, means, share) : null
  return {
    mean: pointOf(specs, means).map((own, i) => plain(z?.get(slotsInSpace(specs)[i]?.name ?? '') ?? own)),
    sigma: slotsInSpace(specs).map(({ name }, i) => around?.[i] ?? own(sigma ?? {}, name) ?? 0),
    choiceProbs: Object.fromEntries(
      drawnChoices(specs).map((spec) => [spec.name, probabilitiesOf(spec, means, choiceProbs, share)]),
    ),
  }
}

/** Choices that are drawn once for a unit. Weighted cells (`1/5~`) are drawn whenever they sound: not our business. */
export function drawnChoices(specs: readonly SlotSpec[]): readonly SlotSpec[] {
  return specs.filter(({ kind, size }) => kind === 'categorical' && size === 1)
}

/** z = μ + σ·g, each g a function of the unit's key and the slot's name. */
export function drawPoint(
  specs: readonly SlotSpec[],
  mean: Point,
  sigma: Point,
  { key, counter }: Exploration['rng'],
): Point {
  return slotsInSpace(specs).map(({ name }, i) => {
    const s = sigma[i] ?? 0
    const m = mean[i] ?? 0
    return s > 0 ? plain(m + s * gaussian(Number.parseInt(key, 16), keyOf(name), counter, 0, 0, DRAW)) : m
  })
}

/** The index of the choice that a unit draws. */
export function drawChoice(
  { name, choices }: SlotSpec,
  probabilities: Readonly<Record<string, Ratio>>,
  { key, counter }: Exploration['rng'],
): number {
  const u = uniform(Number.parseInt(key, 16), keyOf(name), counter, 0, 0, CHOOSE)
  let sum = 0
  let last = 0
  for (const [i, choice] of (choices ?? []).entries()) {
    const probability = own(probabilities, choice) ?? 0
    if (!(probability > 0)) continue
    sum += probability
    last = i
    if (u < sum) break
  }
  return last
}

/** The share is what may go astray: it is spread evenly over all choices, the rest stays with the present one. */
function probabilitiesOf(
  { name, index, choices: written }: SlotSpec,
  means: Slots,
  given: ChoiceProbs | null,
  share: Ratio,
): Readonly<Record<string, Ratio>> {
  const choices = written ?? []
  const present = choices[means[index] ?? 0]
  const known = given === null ? null : (own(given, name) ?? null)
  const astray = given === null ? share : 0
  const weights = choices.map((choice) =>
    known === null
      ? astray / choices.length + (choice === present ? 1 - astray : 0)
      : (own(known, choice) ?? 0),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Object.fromEntries(choices.map((choice, i) => [choice, (weights[i] ?? 0) / total]))
}

function named(specs: readonly SlotSpec[], values: Point): Readonly<Record<string, number>> {
  return Object.fromEntries(slotsInSpace(specs).map(({ name }, i) => [name, values[i] ?? 0]))
}

/** A slot, or a choice, may be called `constructor`. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** −0 has no place in canonical JSON. */
function plain(value: number): number {
  return value === 0 ? 0 : value
}
