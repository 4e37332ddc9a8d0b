/** `sil gate FILE --sessions DIR --slots F`: the verdict. Exit status 0 where the candidate may play, 1 where it may not. */

import { createHash } from 'node:crypto'
import type { PolicyIr } from '../../compiler/ir.ts'
import { hashOf } from '../../runtime/session/canonical.ts'
import { numbered } from '../../training/estimate/people.ts'
import { fitsOf, LEAST_LIKELY, worstFit } from '../../training/estimate/pit.ts'
import { capFor } from '../../training/gate/cap.ts'
import { controlOf, NO_CONTROL } from '../../training/gate/control.ts'
import { courseOf } from '../../training/gate/gain.ts'
import {
  aboveOf,
  beforeLooking,
  type GateOptions,
  type GateRows,
  gate,
  shuffled,
  type Verdict,
} from '../../training/gate/gate.ts'
import { sketchOf } from '../../training/gate/ledger.ts'
import { judgedPage } from '../../training/report/judged-page.ts'
import { type Judgement, unspent } from '../../training/report/verdict.ts'
import { type Guard, guardOf } from '../../training/units/guards.ts'
import type { Unit } from '../../training/units/units.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { inputsOfPiece, namedBy, refuseInputs } from '../io/inputs.ts'
import { refuseUnwritable, writeAll } from '../io/write.ts'
import { judgedOf, shownName } from '../judged-report.ts'
import { inputsOfJudging, type JudgingOptions, judging, lawsInWords } from '../judging.ts'
import { rejectedCounts, rewardOf } from '../learning.ts'
import { spend, untouched } from '../ledger.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR } from '../outcome.ts'
import { loadPolicy } from '../policy.ts'
import { counted } from '../print/counted.ts'
import { printableLine } from '../print/printable.ts'
import { privateKeyAt, signed } from '../signature.ts'
import { evaluationOf } from './evaluate.ts'

export interface GateCommand extends JudgingOptions {
  readonly leastEffective: number
  /** Of an Ed25519 private key in PEM. */
  readonly key: string | null
  readonly out: string | null
  readonly report: string | null
  /** How much of α this look takes; null: all that is left. */
  readonly spend: number | null
  /** False: nothing keeps count, and the verdict says so. */
  readonly ledger: boolean
}

/** Points of the curves in the report. */
const POINTS = 120

export async function runGate(context: Context, file: string, options: GateCommand): Promise<ExitStatus> {
  const { ir, opened } = await checkedOrFail(context, file)
  // Before a part of α is spent on a verdict that nobody could keep.
  const results = [options.out, options.report].filter((path) => path !== null)
  refuseInputs(results, [
    ...inputsOfPiece(opened),
    ...inputsOfJudging(options),
    ...namedBy('--key', options.key),
  ])
  for (const path of results) refuseUnwritable(path)
  const policy = await loadPolicy(ir, opened)
  const key = options.key === null ? null : privateKeyAt(options.key)
  const reward = rewardOf(context, policy, options.reward)
  const train = trainedFor(ir, reward)
  const guards = guardsOf(train.guards)
  const watched = guards.map(({ guard }) => guard)
  const parts = await judging(context, policy, { ...options, reward, guards: watched })
  const { learned, units, others, text, laws } = parts
  refuseWhatCannotBeJudged(parts)
  const evaluation = evaluationOf(parts, options.slots)
  const all = alphaOf(train)
  const seed = context.seed ?? 0
  const candidateHash = createHash('sha256').update(text).digest('hex')
  const data = hashOf(units.map(({ id, reward: r, guarded }) => [id, r, guarded]))
  const look = {
    id: hashOf([data, candidateHash, reward, all, seed, options.leastEffective]),
    candidate: candidateHash,
    reward,
    units: units.length,
    sketch: sketchOf(units.map(({ id }) => id)),
  }
  const usual = mean(others, ({ reward: one }) => one)
  const rows: GateRows = {
    w: evaluation.w,
    r: Float64Array.from(units, (unit) => unit.reward),
    usual,
    users: numbered(units.map(({ user }) => user)),
    guards: Object.fromEntries(
      guards.map(({ guard: { metric }, floor }) => [
        metric,
        {
          values: Float64Array.from(units, ({ guarded }) => guarded[metric] ?? 0),
          usual: mean(others, ({ guarded }) => guarded[metric] ?? 0),
          floor,
        },
      ]),
    ),
  }
  // Who comes too early has seen nothing, and may come again.
  const early = beforeLooking(rows, options.leastEffective)
  const ledger = options.ledger
    ? early === null
      ? spend(options.sessions, look, all, options.spend, new Date())
      : untouched(options.sessions, look, all)
    : null
  const alpha = early === null ? (ledger?.spent ?? options.spend ?? all) : all
  const how: GateOptions = {
    alpha,
    leastEffective: options.leastEffective,
    seed,
    // What the cap hides is known of two laws, and not of functions of a player whom nobody knows: those are judged without a baseline.
    capped: laws === null ? null : capFor(laws.candidate, laws.incumbent, units.length, alpha, usual),
  }
  const control = early === null ? controlOf(rows, how) : NO_CONTROL
  const verdict = early ?? heeding(gate(rows, how), control.passed)
  const baseline = how.capped === null ? null : { usual, cap: how.capped.cap }
  const said = {
    version: 1,
    verdict: verdict.verdict,
    reasons: verdict.reasons,
    looked: verdict.looked,
    reward,
    alpha,
    policy: policy.definition.behaviour,
    slot_schema: policy.definition.slotSchema,
    candidate: candidateHash,
    seed,
    baseline,
    data,
    simulated: learned.simulated,
    units: verdict.units,
    users: verdict.users,
    effective: verdict.effective,
    gain: verdict.gain,
    guards: verdict.guards,
    power: verdict.power,
    control: { shuffles: control.shuffles, accepted: control.accepted, most: control.most },
    ledger:
      ledger === null
        ? null
        : { before: ledger.before, spent: ledger.spent, left: ledger.left, tried: ledger.tried },
    // What did not count, and why: whoever reads the verdict alone must know.
    sessions: learned.rows,
    rejected: rejectedCounts(learned),
    set_aside: learned.setAside,
    left_out: learned.leftOut,
  }
  const document = key === null ? said : { ...said, ...signed(said, key) }
  const judgement: Judgement = {
    verdict,
    alpha,
    control,
    baseline,
    ledger,
    signed: key !== null,
    courses: early === null ? coursesOf(rows, how) : null,
  }
  writeAll([
    ...(options.out === null ? [] : [{ path: options.out, data: `${JSON.stringify(document, null, 2)}\n` }]),
    ...(options.report === null
      ? []
      : [
          {
            path: options.report,
            data: judgedPage({
              title: policy.definition.title,
              source: shownName(opened.shown),
              candidate: shownName(options.slots),
              judged: judgedOf(policy, { ...parts, ...parts.usual, evaluation }),
              units: 'judging',
              judgement,
              command: 'sil gate',
            }),
          },
        ]),
  ])
  if (context.json) printJson(context, document)
  else tell(context, judgement, learned.simulated, options.report)
  return verdict.verdict === 'accept' ? DONE : INPUT_ERROR
}

/** @throws Failure that says why these sessions decide nothing */
function refuseWhatCannotBeJudged({
  units,
  learned,
  reward,
}: {
  readonly units: readonly Unit[]
  readonly learned: { readonly leftOut: { readonly unmeasured: number } }
  readonly reward: string
}): void {
  if (new Set(units.map(({ lawKey }) => lawKey)).size > 1)
    throw new Failure(
      INPUT_ERROR,
      `These sessions were drawn from more than one law (${lawsInWords(units)}): what runs today is not what earned all of this.`,
      'Gate on the sessions of one policy.',
    )
  // Who is measured may depend on what was played: without them the others would say too much.
  if (learned.leftOut.unmeasured > 0)
    throw new Failure(
      INPUT_ERROR,
      `${learned.leftOut.unmeasured} sessions have no reward: \`${reward}\` could not be measured in them.`,
      'Say what they count, as in: (improvement(within session) else 0).',
    )
  refuseOtherDraws(units)
}

/** @throws Failure where the sample is no sample of its laws */
export function refuseOtherDraws(units: readonly Unit[]): void {
  const worst = worstFit(fitsOf(units))
  if (worst < LEAST_LIKELY)
    throw new Failure(
      INPUT_ERROR,
      `The draws are not those of the law that they claim (p = ${worst.toExponential(1)}): rows are missing by what was drawn, or were put in.`,
      'sil evaluate --report shows which slot; find out what lost the others.',
    )
}

/** A control that sees gains where there are none takes the verdict's word away. */
const heeding = (verdict: Verdict, passed: boolean): Verdict =>
  passed
    ? verdict
    : {
        ...verdict,
        verdict: 'refuse',
        reasons: [
          'rewards that were dealt out anew were accepted, too: this gate is not to be trusted here',
          ...verdict.reasons,
        ],
      }

function coursesOf({ w, r, usual, users, guards }: GateRows, { seed, alpha, capped }: GateOptions) {
  const order = shuffled(w.length, seed)
  const how = { alpha, above: aboveOf(alpha, guards), capped }
  return {
    course: courseOf({ w, r, usual, users, order }, how, POINTS),
    guardCourses: Object.entries(guards).map(
      ([metric, { values, usual: c, floor }]) =>
        [metric, floor, courseOf({ w, r: values, usual: c, users, order }, how, POINTS)] as const,
    ),
  }
}

type Train = PolicyIr['train'][number]

/**
 * The `train` that says what must not fall, and how certain it must be.
 *
 * @throws Failure where nothing trains for the reward: without its guards a verdict would say too much
 */
export function trainedFor(ir: PolicyIr, reward: string): Train {
  const train = ir.train.find((one) => one.reward === reward)
  if (train !== undefined) return train
  throw new Failure(
    INPUT_ERROR,
    `The piece has no \`train ${reward}\`: what must not fall while ${reward} rises, and how certain it must be, nobody said.`,
    `Write one, as in: train ${reward} { explore 10%  gate 95%  guard completed >= -1% }`,
  )
}

/** 1 − 0.95 is not quite 0.05. */
export const alphaOf = ({ gate: certainty }: Train): number => Number((1 - (certainty ?? 0.95)).toFixed(9))

/** `guard completed >= -1%`: it may fall by so much and no more. */
export function guardsOf(
  guards: readonly { readonly metric: string; readonly op: string; readonly value: number }[],
): readonly { readonly guard: Guard; readonly floor: number }[] {
  return guards.map(({ metric, op, value }) => {
    const guard = guardOf(metric)
    // The compiler refuses every other (SIL0610).
    if (guard === null || (op !== '>=' && op !== '>'))
      throw new TypeError(`no guard of a gate: ${metric} ${op}`)
    return { guard, floor: value }
  })
}

/** Of units that do not judge; 0 where there are none. */
const mean = (units: readonly Unit[], of: (unit: Unit) => number): number =>
  units.reduce((sum, unit) => sum + of(unit), 0) / Math.max(1, units.length)

function tell(
  context: Context,
  { verdict: all, control, ledger }: Judgement,
  simulated: boolean,
  report: string | null,
): void {
  const { verdict, reasons, looked, units, users, effective, gain, guards, power } = all
  const { green, red, yellow, dim } = context.colors
  const paint = verdict === 'accept' ? green : verdict === 'refuse' ? red : yellow
  const plus = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(4)}`
  context.err(
    `${paint(verdict === 'accept' ? 'may play' : verdict === 'refuse' ? 'refused' : 'not enough data')}\n`,
  )
  if (looked) {
    context.err(
      `  gain ${plus(gain.estimate)}, at least ${gain.lower.toFixed(4)}, by ${counted(units, 'unit')} of ${users === 1 ? 'one person' : `${users} people`}, worth ${effective.toFixed(0)}\n`,
    )
    for (const [name, { estimate, lower, floor }] of Object.entries(guards))
      context.err(`  ${name} ${plus(estimate)}, at least ${lower.toFixed(4)}; its guard is ${floor}\n`)
  }
  for (const reason of reasons) context.err(`  ${printableLine(reason)}\n`)
  if (looked) {
    context.err(
      dim(`  A gain of ${power.at} would have been seen with probability ${power.probability.toFixed(2)}.\n`),
    )
    context.err(dim(`  Rewards dealt out anew: ${control.accepted} of ${control.shuffles} accepted.\n`))
  } else
    context.err(
      dim(
        `  What ${counted(units, 'unit')} of ${users === 1 ? 'one person' : `${users} people`} earned was not looked at, and ${unspent(ledger)}.\n`,
      ),
    )
  if (ledger !== null && looked)
    context.err(
      dim(
        `  α of these units: ${ledger.spent} taken, ${ledger.left} left for other looks${ledger.tried > 1 ? `; ${ledger.tried} candidates were tried on them` : ''}.\n`,
      ),
    )
  if (simulated) context.err(yellow('  These players are simulated: what they like was assumed.\n'))
  if (report !== null) context.err(`${printableLine(report)}\n`)
}
