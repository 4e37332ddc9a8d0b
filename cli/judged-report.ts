/** What a page of evaluation, gate or training needs, from what the command has read. */

import { basename } from 'node:path'
import type { Policy } from '../runtime/create-policy.ts'
import { inMs } from '../runtime/follow/thresholds.ts'
import { openingSection } from '../runtime/opening.ts'
import type { Threshold } from '../runtime/policy.ts'
import { writtenTempo } from '../runtime/start-options.ts'
import { percentiles, type Replicates } from '../training/estimate/bootstrap.ts'
import type { Estimate } from '../training/estimate/estimators.ts'
import type { Law } from '../training/estimate/gaussian.ts'
import { fitsOf } from '../training/estimate/pit.ts'
import { type Evaluation, earned } from '../training/evaluate.ts'
import type { Interval, Judged, Zones } from '../training/report/input.ts'
import { meansOf, movesOf, namedFits } from '../training/report/moves.ts'
import type { Unit } from '../training/units/units.ts'
import { LEFT_OUT_WORDS, type Learned } from './learning.ts'

/** Two sided. */
const LEVEL = 0.95
const Z = 1.959963984540054

/** Rewards lie in 0..1: farther off is no mean of them. */
const EVERYTHING = 1

/**
 * Where somebody has several units the wider counts of the interval over units and that over people, as in the gate.
 *
 * @param replicates of the estimate, ascending; null: by the normal law
 */
export function intervalOf(
  { value, error, people = 0 }: Estimate,
  replicates: Float64Array | null = null,
): readonly [number, number] {
  const [low, high] =
    replicates === null ? [value - Z * error, value + Z * error] : percentiles(replicates, LEVEL)
  const half = Math.min(EVERYTHING, people)
  return [Math.min(low, value - half), Math.max(high, value + half)]
}

/** For fewer units of the candidate an interval is too narrow, most of all where nearly all earn the same: `test/cli/judged-report.test.ts`. */
export const FEW_UNITS = 200

/** By what the intervals of these estimates are, in words, and whether they can be believed. */
export const intervalsBy = (
  { dr, effective }: Pick<Evaluation, 'dr' | 'effective'>,
  replicates: Replicates | null,
): string => {
  const units = replicates === null ? 'the normal law' : 'the bootstrap'
  const by = dr.people === undefined ? units : `${units}, or where that is wider by Student’s t over people`
  return effective < FEW_UNITS
    ? `${by}, and too narrow: that needs units worth ${FEW_UNITS} of the candidate, and these are worth ${effective.toFixed(0)}`
    : by
}

/** As a page has it. */
export const drawn = (estimate: Estimate, replicates: Float64Array | null = null): Interval => {
  const [low, high] = intervalOf(estimate, replicates)
  return { value: estimate.value, low, high }
}

export interface ReportParts {
  readonly reward: string
  readonly learned: Learned
  readonly units: readonly Unit[]
  readonly incumbent: Law
  readonly candidate: Law
  readonly moment: number
  readonly evaluation: Evaluation
  /** Of the bootstrap; without them intervals are by the normal law. */
  readonly replicates?: Replicates | null
}

export function judgedOf(policy: Policy, parts: ReportParts): Judged {
  const { reward, learned, units, incumbent, candidate, moment, evaluation, replicates = null } = parts
  const { dm, ips, snips, dr, gain, effective, meanRatio, w } = evaluation
  const { definition, slots } = policy
  return {
    units: units.length,
    users: new Set(units.map(({ user }) => user)).size,
    rows: learned.rows,
    simulated: learned.simulated,
    reward,
    logged: drawn(earned(units)),
    gain: drawn(gain),
    estimates: {
      dm: drawn(dm, replicates?.dm),
      ips: drawn(ips, replicates?.ips),
      snips: drawn(snips, replicates?.snips),
      dr: drawn(dr, replicates?.dr),
    },
    intervals: intervalsBy(evaluation, replicates),
    effective,
    expectedEffective: units.length / moment,
    meanRatio: drawn(meanRatio),
    ratios: w,
    fits: namedFits(definition, fitsOf(units)),
    moves: movesOf(definition, incumbent, candidate, slots),
    before: zonesOf(policy, meansOf(definition, incumbent, slots)),
    after: zonesOf(policy, meansOf(definition, candidate, slots)),
    leftOut: [
      ...Object.entries(learned.rejected).map(
        ([kind, one]) => [`${kind} (${one.first})`, one.count] as const,
      ),
      ...Object.entries(LEFT_OUT_WORDS).map(
        ([name, words]) => [words, learned.leftOut[name as keyof typeof LEFT_OUT_WORDS]] as const,
      ),
    ],
  }
}

/** The zones and the tempo that the piece begins with; thresholds in beats are as long as there. */
export function zonesOf({ definition }: Policy, slots: Float64Array): Zones {
  const opening = openingSection(definition)
  const zones = definition.zones[opening?.zones ?? definition.player.zones]?.(slots)
  const bpm = writtenTempo(definition, slots, undefined)
  const unitsInBeat =
    opening === undefined ? 1 : opening.meter.quarters / opening.meter.beats.length / opening.tempoUnit
  const beat = (60 / bpm) * unitsInBeat
  const ms = (t: Threshold | undefined, usual: number): number => (t === undefined ? usual : inMs(t, beat))
  return {
    snapMs: ms(zones?.snap, 20),
    followMs: ms(zones?.follow, 100),
    limitMs: ms(zones?.limit, 200),
    strength: zones?.strength ?? 0.5,
    bpm,
  }
}

export const shownName = (path: string): string => basename(path)
