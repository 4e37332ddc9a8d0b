/**
 * Whether a log's exploration is what it says: the check that a store makes before anybody learns from it. Wrong
 * propensities are the commonest fault of logged data, and no later step can notice them.
 */

import type { SlotSpec, Slots } from '../policy.ts'
import { inWords } from '../problems.ts'
import type { Problem } from '../score/checks.ts'
import { defaultSlots, slotsFromValues } from '../slots.ts'
import { logDensity, type Point, slotsAt, slotsInSpace } from '../slots-space.ts'
import { drawChoice, drawnChoices, drawPoint, type Stochastic } from './explore.ts'
import type { Exploration, SessionLog } from './log.ts'

/** Rounding in whichever language computes the same; a fault is larger. */
const TOLERANCE = 1e-9

/**
 * Everything that is wrong with a log's exploration; nothing where it has none.
 *
 * @param specs the slots of the policy that was played
 * @param from what the slots should have been drawn from, where it is known (`stochasticSlots`)
 */
export function checkExploration(
  specs: readonly SlotSpec[],
  log: Pick<SessionLog, 'slots' | 'exploration'>,
  from: Stochastic | null = null,
): readonly Problem[] {
  const { exploration } = log
  if (exploration === null) return []
  const problems: Problem[] = []
  const fault = (path: string, message: string): void => {
    problems.push({ path, message })
  }
  const names = slotsInSpace(specs).map(({ name }) => name)
  if (names.join('\n') !== exploration.slots.join('\n')) {
    fault('exploration.slots', `must be the slots of the policy that have a z: ${names.join(', ')}`)
    return problems
  }
  const { mean, sigma, z, rng } = exploration
  const played = slotsFromValues(specs, log.slots, [], defaultSlots(specs))
  compare(
    'slots',
    'T(z)',
    names,
    valuesInSpace(specs, played),
    valuesInSpace(specs, slotsAt(specs, z, played)),
    (name) => inWords(log.slots[name]),
  )
  compare('exploration.z', 'μ + σ·g', names, z, drawPoint(specs, mean, sigma, rng))
  if (from !== null) {
    compare('exploration.mean', 'that of the slots file', names, mean, from.mean)
    compare('exploration.sigma', 'that of the slots file', names, sigma, from.sigma)
  }
  const drawn = drawnChoices(specs)
  const strange = Object.keys(exploration.choice_probs).find((name) =>
    drawn.every((spec) => spec.name !== name),
  )
  if (strange !== undefined)
    fault(
      'exploration.choice_probs',
      `must be those of ${drawn.map(({ name }) => name).join(', ') || 'nothing'}, not of ${strange}`,
    )
  const chosen = drawn.map((spec) => checkChoice(spec, log, exploration, from, fault))
  const density = logDensity(z, mean, sigma, chosen)
  if (!near(density, exploration.log_density))
    fault('exploration.log_density', `must be ${density}, not ${exploration.log_density}`)
  return problems

  /** @param said what stands there, where `found` is what is made of it */
  function compare(
    path: string,
    what: string,
    of: readonly string[],
    found: Point,
    expected: Point,
    said?: (name: string) => string,
  ): void {
    for (const [i, name] of of.entries()) {
      const [a, b] = [found[i] ?? Number.NaN, expected[i] ?? Number.NaN]
      if (!near(a, b)) fault(`${path}.${name}`, `must be ${what}, ${b}, not ${said?.(name) ?? a}`)
    }
  }
}

/** The probability of the choice that was played. */
function checkChoice(
  spec: SlotSpec,
  log: Pick<SessionLog, 'slots'>,
  { choice_probs: choiceProbs, rng }: Exploration,
  from: Stochastic | null,
  fault: (path: string, message: string) => void,
): number {
  const path = `exploration.choice_probs.${spec.name}`
  const probabilities = (Object.hasOwn(choiceProbs, spec.name) ? choiceProbs[spec.name] : null) ?? {}
  const choices = spec.choices ?? []
  const total = choices.reduce((sum, choice) => sum + (probabilities[choice] ?? 0), 0)
  if (!near(total, 1)) fault(path, `must add up to 1, not ${total}`)
  for (const [choice, p] of Object.entries(probabilities)) {
    if (!choices.includes(choice)) fault(`${path}.${choice}`, `must be one of ${choices.join(', ')}`)
    else if (!(p >= 0 && p <= 1)) fault(`${path}.${choice}`, `must lie between 0 and 1, not ${p}`)
  }
  const drawn = choices[drawChoice(spec, probabilities, rng)]
  const played = log.slots[spec.name]
  if (played !== drawn) fault(`slots.${spec.name}`, `must be what was drawn, ${drawn}, not ${String(played)}`)
  for (const choice of from === null ? [] : choices) {
    const [a, b] = [probabilities[choice] ?? 0, from?.choiceProbs[spec.name]?.[choice] ?? 0]
    if (!near(a, b)) fault(`${path}.${choice}`, `must be that of the slots file, ${b}, not ${a}`)
  }
  return typeof played === 'string' ? (probabilities[played] ?? 0) : 0
}

function valuesInSpace(specs: readonly SlotSpec[], slots: Slots): Point {
  return slotsInSpace(specs).map(({ index }) => slots[index] ?? Number.NaN)
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b))
}
