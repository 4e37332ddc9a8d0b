/** What evaluation and the gate begin with: a candidate, and the units that took no part in learning it. */

import type { Policy } from '../runtime/create-policy.ts'
import { inWords } from '../runtime/problems.ts'
import { constant, momentOf, type Target } from '../training/contextual/target.ts'
import type { Law } from '../training/estimate/gaussian.ts'
import { incumbentOf } from '../training/evaluate.ts'
import type { Guard } from '../training/units/guards.ts'
import { judges, type Unit } from '../training/units/units.ts'
import { candidateAt, drawnFrom, needsIncumbent } from './candidate.ts'
import type { Context } from './context.ts'
import { type Input, namedBy } from './io/inputs.ts'
import { type Learned, learn, rewardOf, tellRows } from './learning.ts'
import { Failure, INPUT_ERROR } from './outcome.ts'
import { warn } from './print/warn.ts'
import { inputsOfStore } from './store-inputs.ts'

export interface JudgingOptions {
  readonly sessions: string
  readonly slots: string
  /** Null: what the `train` that is first by name is for. */
  readonly reward: string | null
  /** The slots file that ran; null: what most units were drawn from. Needed where slots depend on the player. */
  readonly against?: string | null
  readonly guards?: readonly Guard[]
  /** Units of both halves judge: for sessions that nothing was learned from. */
  readonly everyone?: boolean
}

export interface Judging {
  readonly reward: string
  readonly learned: Learned
  /** The half that judges, and the half that proposed. */
  readonly units: readonly Unit[]
  readonly others: readonly Unit[]
  readonly candidate: Target
  /** The candidate's file. */
  readonly text: string
  readonly incumbent: Target
  /** Of a player of whom nothing is known: for pictures. */
  readonly usual: { readonly candidate: Law; readonly incumbent: Law }
  /** Both, where neither depends on the player. */
  readonly laws: { readonly candidate: Law; readonly incumbent: Law } | null
  /** E[w²] of the candidate under what was logged: the units are worth so many times fewer. */
  readonly moment: number
}

/** What it reads besides the piece. */
export const inputsOfJudging = ({ sessions, slots, against }: JudgingOptions): readonly Input[] => [
  ...inputsOfStore(sessions),
  ...namedBy('--slots', slots),
  ...namedBy('--against', against ?? null),
]

export async function judging(
  context: Context,
  policy: Policy,
  { sessions, slots, reward: wanted, against = null, guards = [], everyone = false }: JudgingOptions,
): Promise<Judging> {
  const reward = rewardOf(context, policy, wanted)
  const { target: candidate, networks, text, warnings } = candidateAt(policy, slots)
  for (const warning of warnings) warn(context, warning)
  const learned = await learn(context, policy, { folder: sessions, reward, guards })
  if (!context.json) tellRows(context, learned)
  const drawn = against === null ? null : drawnFrom(policy, against, learned.units)
  if (drawn === null) needsIncumbent(policy, learned.units)
  const all = drawn?.units ?? learned.units
  const units = everyone ? all : all.filter(judges)
  if (units.length === 0)
    throw new Failure(
      INPUT_ERROR,
      'There is no unit to judge by: nobody explored, or nobody long enough ago.',
    )
  const incumbent = drawn?.incumbent.target ?? constant(incumbentOf(units))
  const moment = momentOf(units, candidate)
  const several = new Set(units.map(({ lawKey }) => lawKey)).size > 1
  if (!Number.isFinite(moment) && several)
    throw new Failure(
      INPUT_ERROR,
      `${slots} plays what some of these units never drew, and they were drawn from more than one law (${lawsInWords(units)}).`,
      'sil sessions import --slots names the slots files that were in the field, and sets the others aside.',
    )
  if (!Number.isFinite(moment))
    throw new Failure(
      INPUT_ERROR,
      `${slots} plays what was never drawn: a slot scatters there that was frozen, is frozen where it scattered, scatters more than √2 times as far, or lies far from all that was drawn, as at the end of its range.`,
      'These sessions say nothing of it. A file of sil train scatters as what was logged.',
    )
  const others = everyone ? [] : all.filter((unit) => !judges(unit))
  const fixed = networks.size === 0 && (drawn?.incumbent.networks.size ?? 0) === 0
  const usual = { candidate: candidate({}), incumbent: incumbent({}) }
  return {
    reward,
    learned,
    units,
    others,
    candidate,
    text,
    incumbent,
    usual,
    laws: fixed ? usual : null,
    moment,
  }
}

/** Whether two laws are one, but for what writing and reading rounds. */
export function isLaw(a: Law, b: Law): boolean {
  const near = (one: readonly number[], other: readonly number[]): boolean =>
    one.length === other.length &&
    one.every((value, i) => Math.abs(value - (other[i] ?? Number.NaN)) <= 1e-9 * Math.max(1, Math.abs(value)))
  const slots = Object.keys(a.choices)
  return (
    near(a.mean, b.mean) &&
    near(a.sigma, b.sigma) &&
    slots.length === Object.keys(b.choices).length &&
    slots.every((slot) => {
      const [one, other] = [a.choices[slot] ?? {}, b.choices[slot] ?? {}]
      return near(
        Object.values(one),
        Object.keys(one).map((choice) => other[choice] ?? Number.NaN),
      )
    })
  )
}

/** How many units are of which law, and one that is not of the most frequent: `299 units of one, 2 of 1 other, as "u-7/week-2923"`. */
export function lawsInWords(units: readonly Unit[]): string {
  const counts = new Map<string, number>()
  for (const { lawKey } of units) counts.set(lawKey, (counts.get(lawKey) ?? 0) + 1)
  const [most, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0])
  const stranger = units.find(({ lawKey }) => lawKey !== most)
  const others = counts.size - 1
  return `${count} units of one, ${units.length - count} of ${others} ${others === 1 ? 'other' : 'others'}, as ${inWords(stranger?.id)}`
}
