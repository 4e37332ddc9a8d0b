/** The feature `exploring`: from what a start asks for to a draw. */

import { millisecondsOf } from '../instant.ts'
import type { PolicyDefinition, Slots } from '../policy.ts'
import { inWords, messageOf, type OnProblem } from '../problems.ts'
import { nothingToTrain, type StartOptions } from '../start-options.ts'
import { type Drawn, drawUnit, type ExploreOptions, type Spread, type Unit } from './explore.ts'

export interface Explored {
  readonly definition: PolicyDefinition
  /** How the slots of the file that was loaded last scatter. */
  readonly spread: Spread
}

/** Null where there is nothing to draw, or the options cannot be read: that is reported, and the means are played. */
export function exploring(
  { definition, spread }: Explored,
  means: Slots,
  seed: number,
  options: StartOptions,
  report: OnProblem,
): Drawn | null {
  const [first] = definition.train
  if (first === undefined || definition.slots.length === 0) return nothingToTrain(report)
  try {
    const asked = typeof options.explore === 'object' ? options.explore : {}
    const train = definition.train.find(({ reward }) => reward === asked.reward) ?? first
    if (asked.reward != null && train.reward !== asked.reward)
      report({ code: 'bad-option', message: `the piece has no \`train\` of ${inWords(asked.reward)}` })
    const unit: Unit = { kind: train.unit, id: unitId(train.unit, asked, seed, options, report) }
    return drawUnit(definition, means, spread, train.explore, unit)
  } catch (error) {
    report({ code: 'internal', message: messageOf(error) })
    return null
  }
}

/** Who shares a draw. Where nobody said who plays, sessions of one seed are one unit: too few units, never too many. */
function unitId(
  kind: Unit['kind'],
  { unitId }: ExploreOptions,
  seed: number,
  { sessionId, userId, startedAt }: StartOptions,
  report: OnProblem,
): string {
  if (typeof unitId === 'string' && unitId !== '') return unitId
  if (unitId != null) report({ code: 'bad-option', message: `unitId cannot be ${inWords(unitId)}` })
  if (kind === 'session' && sessionId !== undefined) return sessionId
  const week = weekOf(startedAt)
  if (kind === 'user-week' && userId !== undefined && Number.isFinite(week)) return `${userId}/week-${week}`
  const needed = kind === 'session' ? 'sessionId' : 'userId and startedAt'
  report({
    code: 'bad-option',
    message: `explore needs unitId, or ${needed}: sessions of one seed share a draw`,
  })
  return `seed-${seed}`
}

const MS_PER_DAY = 86_400_000
/** 1 January 1970 was a Thursday, and weeks begin on Mondays. */
const DAYS_BEFORE_1970 = 3

/** Weeks since Monday, 29 December 1969, in UTC. */
export function weekOf(startedAt: string | undefined): number {
  return Math.floor((millisecondsOf(startedAt ?? '') / MS_PER_DAY + DAYS_BEFORE_1970) / 7)
}
