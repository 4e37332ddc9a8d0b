/** From a folder of sessions to units that can be learned from, in two passes: who played when, then what each unit earned. */

import type { Policy } from '../runtime/create-policy.ts'
import { createRowChecker, type Kind, unreadable } from '../training/sessions/check.ts'
import type { Manifest } from '../training/sessions/manifest.ts'
import { linesOf, openStore } from '../training/sessions/reader.ts'
import type { Guard } from '../training/units/guards.ts'
import { createUnits, type LeftOut, type Unit } from '../training/units/units.ts'
import { createUsers } from '../training/units/users.ts'
import type { Context } from './context.ts'
import { Failure, fileFailure, INPUT_ERROR } from './outcome.ts'
import { counted } from './print/counted.ts'
import { printableLine } from './print/printable.ts'
import { progressBar } from './print/progress.ts'
import { warn } from './print/warn.ts'

export interface Learned {
  readonly units: readonly Unit[]
  readonly leftOut: LeftOut
  readonly rows: number
  readonly users: number
  /** Up to here all sessions are there, in ms since 1970. */
  readonly completeThrough: number
  /** How long after everybody else's the last session began, in ms. */
  readonly ahead: number
  /** Rows that were set aside, by why, and the first of each. */
  readonly rejected: Rejected
  /** Rows that imports had set aside before, and that are in no day's file. */
  readonly setAside: number
  readonly simulated: boolean
}

export type Rejected = Partial<Record<Kind, { count: number; readonly first: string }>>

export interface LearningOptions {
  readonly folder: string
  readonly reward: string
  /** What must be known of a session beside its reward. */
  readonly guards?: readonly Guard[]
}

/** The store as it is; rows are looked at by `look`, those that fail a check are counted. */
export async function eachRow(
  context: Context,
  policy: Policy | null,
  folder: string,
  label: string,
  look: (log: import('../runtime/session/log.ts').SessionLog) => void,
  checker = createRowChecker(policy?.definition ?? null, Date.now()),
): Promise<{ readonly rows: number; readonly rejected: Rejected; readonly manifest: Manifest }> {
  const manifest = opened(folder)
  const total = manifest.partitions.reduce((sum, { sessions }) => sum + sessions, 0)
  const bar = progressBar(context, label, total)
  const rejected: Rejected = {}
  let rows = 0
  try {
    await read()
  } catch (error) {
    throw new Failure(INPUT_ERROR, `${error instanceof Error ? error.message : String(error)}.`)
  } finally {
    bar.done()
  }
  return { rows, rejected, manifest }

  async function read(): Promise<void> {
    for await (const { partition, number, text, problem } of linesOf(folder, manifest)) {
      rows++
      bar.step()
      const checked = problem === '' ? checker.check(text) : unreadable(problem)
      if (checked.ok) {
        look(checked.log)
        continue
      }
      const known = rejected[checked.kind]
      if (known === undefined)
        rejected[checked.kind] = { count: 1, first: `${partition.file}:${number}: ${checked.reason}` }
      else known.count++
    }
  }
}

export async function learn(
  context: Context,
  policy: Policy,
  { folder, reward, guards = [] }: LearningOptions,
): Promise<Learned> {
  const users = createUsers({ completeThrough: null })
  let simulated = false
  const { rows, rejected, manifest } = await eachRow(context, policy, folder, 'reading', (log) => {
    users.add(log)
    simulated ||= log.source === 'simulated'
  })
  const builder = unitsOf(policy, reward, users, guards)
  await eachRow(context, policy, folder, 'measuring', (log) => builder.add(log))
  return {
    ...builder.finish(),
    rows,
    users: users.count,
    completeThrough: users.completeThrough,
    ahead: users.ahead,
    rejected,
    setAside: (manifest.rejected ?? []).reduce((sum, one) => sum + one.rows, 0),
    simulated,
  }
}

function unitsOf(
  policy: Policy,
  reward: string,
  users: ReturnType<typeof createUsers>,
  guards: readonly Guard[],
) {
  try {
    return createUnits(policy, reward, users, guards)
  } catch (error) {
    if (error instanceof RangeError) throw new Failure(INPUT_ERROR, `${error.message}.`)
    throw error
  }
}

function opened(folder: string): Manifest {
  try {
    return openStore(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw fileFailure(folder, error, 'read')
    throw new Failure(
      INPUT_ERROR,
      error instanceof Error ? error.message : String(error),
      'As `sil sessions import LOGS… --out DIR` makes one of logs, and `sil simulate … --out DIR` writes one.',
    )
  }
}

/** The reward that is asked for, else that of the `train` that is first by name: blocks may stand in any order. */
export function rewardOf(context: Context, policy: Policy, wanted: string | null): string {
  const { rewards, train } = policy.definition
  const name = wanted ?? train[0]?.reward
  if (name === undefined)
    throw new Failure(
      INPUT_ERROR,
      'The piece has no `train`: nothing says what to learn for.',
      'As in: train practice { explore 10% }',
    )
  if (rewards.every((one) => one.name !== name))
    throw new Failure(
      INPUT_ERROR,
      `The piece has no reward \`${name}\`.`,
      `It has: ${rewards.map((one) => one.name).join(', ') || 'none'}.`,
    )
  if (wanted === null && train.length > 1)
    warn(
      context,
      `the piece trains for ${train.map(({ reward }) => reward).join(' and ')}: this is about ${name}, and --reward names another`,
    )
  return name
}

/** Why a session is in no unit. */
export const LEFT_OUT_WORDS: Readonly<Record<keyof LeftOut, string>> = {
  notExplored: 'nothing was drawn',
  immature: 'too young to know',
  unmeasured: 'no reward',
  contradictory: 'their unit has another user, draw or law, or their user another unit',
}

/** Of all rows: from there on those that are missing may be what decides. */
const MANY = 0.01
const MS_PER_DAY = 86_400_000
/** An app that is played has a session of somebody else in a week. */
const SUSPICIOUS_MS = 7 * MS_PER_DAY

/** How many rows were set aside, by why. */
export const rejectedCounts = ({ rejected }: Pick<Learned, 'rejected'>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(rejected).map(([kind, { count }]) => [kind, count]))

/** What was set aside and left out, a line each. */
export function tellRows(
  context: Context,
  { rows, users, units, leftOut, rejected, simulated, ahead, completeThrough, setAside }: Learned,
): void {
  const { dim, yellow } = context.colors
  context.err(
    `${counted(rows, 'session')} of ${counted(users, simulated ? 'simulated player' : 'player')} ${rows === 1 ? 'makes' : 'make'} ${counted(units.length, 'unit')}\n`,
  )
  for (const [kind, one] of Object.entries(rejected))
    context.err(`  ${yellow('set aside')} ${one.count}: ${kind} (${printableLine(one.first)})\n`)
  const bad = Object.entries(rejected).reduce(
    (sum, [kind, { count }]) => sum + (kind === 'duplicate' ? 0 : count),
    setAside,
  )
  if (bad > MANY * (rows + setAside))
    context.err(
      `  ${yellow('many are missing:')} ${bad} of ${rows + setAside} rows were set aside${setAside > 0 ? `, ${setAside} of them when they came in` : ''}. Whose rows are bad may depend on what was played.\n`,
    )
  if (leftOut.contradictory > MANY * rows)
    context.err(
      `  ${yellow('many contradict each other:')} ${leftOut.contradictory} of ${rows} sessions. An app may give one id to several users or units, or a user another one in the same week.\n`,
    )
  if (ahead > SUSPICIOUS_MS)
    context.err(
      `  ${yellow('one clock may be wrong:')} the last session began ${new Date(completeThrough).toISOString().slice(0, 10)}, ${Math.floor(ahead / MS_PER_DAY)} days after everybody else's. Until then everybody else counts as not come back.\n`,
    )
  for (const [name, words] of Object.entries(LEFT_OUT_WORDS)) {
    const count = leftOut[name as keyof LeftOut]
    if (count > 0) context.err(`  ${dim(`not used ${count}: ${words}`)}\n`)
  }
}
