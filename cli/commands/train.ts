/** `sil train FILE --sessions DIR --out F.slots.json` */

import { basename } from 'node:path'
import type { Policy } from '../../runtime/create-policy.ts'
import type { SlotSpec } from '../../runtime/policy.ts'
import type { SlotValue, SlotValues } from '../../runtime/slots.ts'
import { NO_NETWORKS } from '../../runtime/slots-file.ts'
import { slotsInSpace } from '../../runtime/slots-space.ts'
import { contextualSlots } from '../../training/contextual/bases.ts'
import type { Law } from '../../training/estimate/gaussian.ts'
import { earned, incumbentOf } from '../../training/evaluate.ts'
import { promiseOf } from '../../training/offline/promise.ts'
import { slotsFileOf } from '../../training/offline/slots-file.ts'
import { type Trained, type TrainOptions, trainOffline } from '../../training/offline/train.ts'
import { judges } from '../../training/units/units.ts'
import { candidateIn, drawnFrom, needsIncumbent } from '../candidate.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { inputsOfPiece, namedBy, refuseInputs } from '../io/inputs.ts'
import { refuseFolder, refuseUnwritable, writeAll } from '../io/write.ts'
import { intervalOf } from '../judged-report.ts'
import { lawsInWords } from '../judging.ts'
import { learn, rewardOf, tellRows } from '../learning.ts'
import { filesOfRun, OFFLINE, refuseOtherRuns, type Step, writeOfflineRun } from '../offline-run.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR } from '../outcome.ts'
import { loadPolicy } from '../policy.ts'
import { printableLine } from '../print/printable.ts'
import { sharesInWords, slotInWords } from '../print/slot-words.ts'
import { runBeside } from '../run-report.ts'
import { inputsOfStore } from '../store-inputs.ts'

export interface TrainCommand {
  readonly sessions: string
  readonly reward: string | null
  readonly caution: number
  /** Null: half of the units, so that the gate can still see what is gained. */
  readonly leastEffective: number | null
  /** Folder of the run; null: beside the slots file. */
  readonly run: string | null
  /** The slots file that ran; null: one law. */
  readonly against: string | null
  readonly out: string
}

/** From fewer units nothing is learned that anybody should hear. */
const FEWEST = 100

export async function runTrain(context: Context, file: string, options: TrainCommand): Promise<ExitStatus> {
  const { ir, opened } = await checkedOrFail(context, file)
  const run = options.run ?? runBeside(options.out)
  refuseFolder(run)
  refuseInputs(
    [options.out, ...filesOfRun(run)],
    [...inputsOfPiece(opened), ...inputsOfStore(options.sessions), ...namedBy('--against', options.against)],
  )
  refuseUnwritable(options.out, run)
  refuseOtherRuns(run)
  const policy = await loadPolicy(ir, opened)
  const reward = rewardOf(context, policy, options.reward)
  const learned = await learn(context, policy, { folder: options.sessions, reward })
  if (!context.json) tellRows(context, learned)
  const drawn = options.against === null ? null : drawnFrom(policy, options.against, learned.units)
  if (drawn === null) needsIncumbent(policy, learned.units)
  const proposing = (drawn?.units ?? learned.units).filter((unit) => !judges(unit))
  if (new Set(proposing.map(({ lawKey }) => lawKey)).size > 1)
    throw new Failure(
      INPUT_ERROR,
      `These sessions were drawn from more than one law (${lawsInWords(proposing)}), and only those of one can be learned from yet.`,
      'Train on the sessions of one policy.',
    )
  const networks = drawn?.incumbent.networks ?? NO_NETWORKS
  const steps: Step[] = []
  const leastEffective = options.leastEffective ?? Math.max(FEWEST, Math.ceil(proposing.length / 2))
  const how = {
    leastEffective,
    caution: options.caution,
    contextual: contextualSlots(policy.definition.slots, networks),
  }
  const trained = trainedOn(proposing, { ...how, onStep: (one) => steps.push(one) })
  // What is as it was earns what it earned.
  const promised = steps.length === 0 ? earned(proposing) : promiseOf(proposing, how)
  const incumbent = drawn?.incumbent.target({}) ?? incumbentOf(proposing)
  const law = trained.space.lawAt(incumbent, trained.theta)
  const { effective, greatest } = trained.estimates
  const [low, high] = intervalOf(promised)
  const note = {
    method: OFFLINE,
    data: `${proposing.length} units of ${new Set(proposing.map(({ user }) => user)).size} ${learned.simulated ? 'simulated ' : ''}players`,
    seed: context.seed ?? policy.definition.seed ?? 0,
    // Of the data, and not of the run: the same sessions give the same file.
    date: lastDay(proposing),
    estimate: promised.value,
    interval: [low, high] as const,
  }
  const slots = slotsFileOf(policy.definition, law, policy.slots, note, {
    ...Object.fromEntries(networks),
    ...trained.space.networksAt(incumbent, trained.theta),
  })
  const moves = movesOf(
    policy,
    trained,
    [incumbent, slotsFileOf(policy.definition, incumbent, policy.slots, note)],
    [law, slots],
  )
  const result = {
    version: 1,
    out: options.out,
    reward,
    units: proposing.length,
    held_out: learned.units.length - proposing.length,
    logged: trained.logged,
    estimate: promised.value,
    interval: note.interval,
    effective,
    greatest_ratio: greatest,
    slots: Object.fromEntries(moves.map(({ name, words: _, sigmas: __, ...moved }) => [name, moved])),
    rejected: learned.rejected,
    left_out: learned.leftOut,
  }
  writeOfflineRun(policy, run, {
    source: basename(opened.shown),
    out: options.out,
    reward,
    learned,
    units: proposing,
    incumbent,
    candidate: law,
    target: candidateIn(policy, options.out, JSON.stringify(slots)).target,
    trained,
    promised,
    steps,
    options: {
      caution: options.caution,
      leastEffective,
      seed: note.seed,
      sessions: basename(options.sessions),
    },
    result,
  })
  writeAll([{ path: options.out, data: `${JSON.stringify(slots, null, 2)}\n` }])
  if (context.json) printJson(context, { ...result, run })
  else {
    const wide = Math.max(...moves.map(({ name }) => name.length))
    for (const { name, words, sigmas } of moves)
      context.err(
        `  ${name.padEnd(wide)}  ${words.map((one) => printableLine(one).padStart(8)).join(' → ')}  ${sigmas}\n`,
      )
    context.err(
      `${printableLine(options.out)}: ${reward} ${trained.logged.toFixed(4)} as logged, ${promised.value.toFixed(4)} ± ${((high - low) / 2).toFixed(4)} promised, each fifth of the players by what the others taught; ` +
        `the units are worth ${effective.toFixed(0)} of the candidate\n`,
    )
    if (steps.length === 0)
      context.err(
        `${context.colors.yellow('nothing was moved:')} no change promises more than ${options.caution} standard ${options.caution === 1 ? 'error' : 'errors'} of it, and the file plays what ran\n`,
      )
    else if (promised.value < trained.logged)
      context.err(
        `${context.colors.yellow('nothing is promised:')} other players would have earned less by it than by what ran; more sessions, fewer slots or a greater --caution help\n`,
      )
    context.err(
      `${context.colors.dim(`  The other ${learned.units.length - proposing.length} units have not been looked at: sil gate judges by them.`)}\n`,
    )
    context.err(`${printableLine(run)}/report.html\n`)
  }
  return DONE
}

function trainedOn(units: Parameters<typeof trainOffline>[0], options: TrainOptions): Trained {
  try {
    return trainOffline(units, options)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Failure(
      INPUT_ERROR,
      `Nothing was learned: ${error.message}.`,
      'More sessions, or a smaller --least-effective, which is less certain.',
    )
  }
}

interface Move {
  readonly name: string
  /** As a slots file has them. */
  readonly from: SlotValue
  readonly to: SlotValue
  /** Of a choice that is drawn: how often each of them is, before and after. `from` and `to` are the likeliest. */
  readonly chances?: {
    readonly from: Readonly<Record<string, number>>
    readonly to: Readonly<Record<string, number>>
  }
  /** Before and after; one where it stays. */
  readonly words: readonly string[]
  readonly sigmas: string
}

/** A law, and the slots file that plays it. */
type Played = readonly [law: Law, file: Readonly<Record<string, unknown>>]

function movesOf(policy: Policy, { space, theta }: Trained, before: Played, after: Played): readonly Move[] {
  const inSpace = slotsInSpace(policy.definition.slots)
  return policy.definition.slots.map((spec) => {
    const { name, features } = spec
    const dimension = inSpace.findIndex((one) => one.name === name)
    const j = space.shifts.indexOf(dimension)
    const shift = j < 0 ? [] : [...theta.subarray(space.columns[j], space.columns[j + 1])]
    const [from, to] = [valueIn(before, name), valueIn(after, name)]
    // Nothing is known of what was not drawn, and it stays.
    const drawn = j >= 0 || before[0].choices[name] !== undefined
    const [was, is] = [inWords(spec, before), inWords(spec, after)]
    const [often, oftener] = [before[0].choices[name], after[0].choices[name]]
    return {
      name,
      from,
      to,
      ...(often === undefined || oftener === undefined ? {} : { chances: { from: often, to: oftener } }),
      words: drawn ? [was, is] : [is],
      sigmas: j >= 0 ? inSigmas(shift, features ?? []) : drawn ? '' : 'not drawn',
    }
  })
}

function valueIn([, file]: Played, name: string): SlotValue {
  const value = (file.slots as SlotValues)[name] ?? ''
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}

/** Of a choice that is drawn, how often each of them is. */
function inWords(spec: SlotSpec, played: Played): string {
  const chances = played[0].choices[spec.name]
  return chances === undefined
    ? slotInWords(spec, valueIn(played, spec.name))
    : sharesInWords((spec.choices ?? []).map((one) => [one, chances[one] ?? 0] as const))
}

/** `+0.31 σ`; of a contextual slot what a standard deviation of each feature adds, where these are what its network sums up. */
function inSigmas([first = 0, ...others]: readonly number[], features: readonly string[]): string {
  const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`
  const by =
    others.length === features.length ? others.map((one, k) => `${signed(one)} by ${features[k]}`) : []
  return [`${signed(first)} σ`, ...by].join(', ')
}

/** Weeks are what units are made of; the last one says how old the data are. */
function lastDay(units: readonly { readonly id: string }[]): string {
  const weeks = units.flatMap(({ id }) => {
    const week = /\/week-(\d+)$/.exec(id)?.[1]
    return week === undefined ? [] : [Number(week)]
  })
  if (weeks.length === 0) return ''
  // Weeks count from Monday, 29 December 1969.
  return new Date((Math.max(...weeks) * 7 + 3) * 86_400_000).toISOString().slice(0, 10)
}
