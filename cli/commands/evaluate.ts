/** `sil evaluate FILE --sessions DIR --slots F` */

import { createHash } from 'node:crypto'
import type { Policy } from '../../runtime/create-policy.ts'
import { hashOf } from '../../runtime/session/canonical.ts'
import { bootstrap, type Replicates } from '../../training/estimate/bootstrap.ts'
import type { Estimate } from '../../training/estimate/estimators.ts'
import { type Evaluation, earned, evaluate } from '../../training/evaluate.ts'
import { sketchOf } from '../../training/gate/ledger.ts'
import { judgedPage } from '../../training/report/judged-page.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { inputsOfPiece, refuseInputs } from '../io/inputs.ts'
import { refuseUnwritable, writeAll } from '../io/write.ts'
import { intervalOf, intervalsBy, judgedOf, type ReportParts, shownName } from '../judged-report.ts'
import { inputsOfJudging, type Judging, type JudgingOptions, judging } from '../judging.ts'
import { note } from '../ledger.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR } from '../outcome.ts'
import { loadPolicy } from '../policy.ts'
import { printableLine } from '../print/printable.ts'

export interface EvaluateCommand extends JudgingOptions {
  readonly report: string | null
  /** Replicates of the bootstrap; null: intervals by the normal law. */
  readonly bootstrap: number | null
  /** False: it is not noted that the candidate was tried on these units. */
  readonly ledger: boolean
}

export async function runEvaluate(
  context: Context,
  file: string,
  options: EvaluateCommand,
): Promise<ExitStatus> {
  const { ir, opened } = await checkedOrFail(context, file)
  if (options.report !== null) {
    refuseInputs([options.report], [...inputsOfPiece(opened), ...inputsOfJudging(options)])
    refuseUnwritable(options.report)
  }
  const policy = await loadPolicy(ir, opened)
  const judged = await judging(context, policy, options)
  const { reward, learned, units, moment } = judged
  const evaluation = evaluationOf(judged, options.slots)
  if (options.ledger) noteTried(options.sessions, judged, evaluation)
  const { dm, ips, snips, dr, gain, effective, greatest, meanRatio } = evaluation
  const logged = earned(units)
  const replicates =
    options.bootstrap === null
      ? null
      : bootstrap(evaluation.rows, { replicates: options.bootstrap, seed: context.seed ?? 0 })
  if (options.report !== null) {
    const parts = { ...judged, evaluation, replicates }
    writeAll([{ path: options.report, data: pageOf(policy, options, shownName(opened.shown), parts) }])
  }
  const shown = (one: Estimate, name?: keyof Replicates) => ({
    value: one.value,
    interval: intervalOf(one, name === undefined ? null : replicates?.[name]),
  })
  if (context.json)
    printJson(context, {
      version: 1,
      reward,
      units: units.length,
      logged: shown(logged),
      intervals: replicates === null ? 'normal' : 'bootstrap',
      dm: shown(dm, 'dm'),
      ips: shown(ips, 'ips'),
      snips: shown(snips, 'snips'),
      dr: shown(dr, 'dr'),
      gain: shown(gain),
      effective,
      expected_effective: units.length / moment,
      greatest_ratio: greatest,
      mean_ratio: shown(meanRatio),
      rejected: learned.rejected,
      left_out: learned.leftOut,
    })
  else {
    const row = (name: string, one: Estimate, words: string, of?: keyof Replicates): void => {
      const [low, high] = shown(one, of).interval
      context.err(
        `  ${name.padEnd(22)}${one.value.toFixed(4)} ± ${((high - low) / 2).toFixed(4)}  ${context.colors.dim(words)}\n`,
      )
    }
    context.err(
      `${reward}, of 0 to 1, by ${units.length} units${options.everyone === true ? '' : ' that took no part in the training'}:\n`,
    )
    row('what ran', logged, 'as it earned')
    row('the candidate, DR', dr, 'model and ratios: right where either is', 'dr')
    row('the candidate, SNIPS', snips, 'steadier, slightly biased', 'snips')
    row('the candidate, IPS', ips, 'unbiased, scatters most', 'ips')
    row('the candidate, DM', dm, 'the model alone', 'dm')
    row('gain', gain, 'over what ran, doubly robust, unit by unit')
    row('mean ratio', meanRatio, 'must be about 1')
    context.err(
      `  the units are worth ${effective.toFixed(0)} of the candidate; the greatest ratio is ${greatest.toFixed(1)}\n`,
    )
    context.err(
      `${context.colors.dim(`  Intervals of 95 % by ${intervalsBy(evaluation, replicates)}: for looking at. sil gate decides.`)}\n`,
    )
    if (options.report !== null) context.err(`${printableLine(options.report)}\n`)
  }
  return DONE
}

/** Whoever sees here what candidates would earn may choose by it; the gate must know among how many. What runs already is none. */
function noteTried(folder: string, { units, reward, text }: Judging, { w }: Evaluation): void {
  if (w.every((one) => one === 1)) return
  const candidate = createHash('sha256').update(text).digest('hex')
  const sketch = sketchOf(units.map(({ id }) => id))
  const id = hashOf(['tried', candidate, reward, sketch])
  note(folder, { id, candidate, reward, units: units.length, sketch }, new Date())
}

/** @throws Failure where the units say nothing of the candidate */
export function evaluationOf({ units, candidate }: Judging, slots: string): Evaluation {
  const nothing = new Failure(
    INPUT_ERROR,
    `${slots} plays what nobody drew: not one of the ${units.length} units is worth anything for it.`,
    'Look at its slots: they lie far from those that were logged, or scatter next to nothing.',
  )
  let evaluation: Evaluation
  try {
    evaluation = evaluate(units, candidate)
  } catch (error) {
    if (error instanceof RangeError)
      throw new Failure(INPUT_ERROR, `Nothing can be estimated: ${error.message}.`)
    throw error
  }
  if (!(evaluation.effective >= 1)) throw nothing
  return evaluation
}

const pageOf = (
  policy: Policy,
  options: EvaluateCommand,
  source: string,
  parts: Judging & Pick<ReportParts, 'evaluation' | 'replicates'>,
): string =>
  judgedPage({
    title: policy.definition.title,
    source,
    candidate: shownName(options.slots),
    judged: judgedOf(policy, { ...parts, ...parts.usual }),
    units: options.everyone === true ? 'everyone' : 'judging',
    judgement: null,
    command: 'sil evaluate',
  })
