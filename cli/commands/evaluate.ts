/** `sil evaluate FILE --sessions DIR --slots F` */

import type { Estimate } from '../../training/estimate/estimators.ts'
import { evaluate } from '../../training/evaluate.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { type JudgingOptions, judging } from '../judging.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR } from '../outcome.ts'
import { loadPolicy } from '../policy.ts'

export type EvaluateCommand = JudgingOptions

/** Two sided, 95 %. */
const Z = 1.959963984540054

export async function runEvaluate(
  context: Context,
  file: string,
  options: EvaluateCommand,
): Promise<ExitStatus> {
  const { ir, opened } = checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  const { reward, learned, units, candidate, incumbent, moment } = await judging(context, policy, options)
  const { ips, snips, effective, greatest, meanRatio } = evaluate(units, candidate)
  if (!(effective >= 1))
    throw new Failure(
      INPUT_ERROR,
      `${options.slots} plays what nobody drew: not one of the ${units.length} units is worth anything for it.`,
      'Look at its slots: they lie far from those that were logged, or scatter next to nothing.',
    )
  const logged = evaluate(units, incumbent).ips
  const interval = ({ value, error }: Estimate): readonly [number, number] => [
    value - Z * error,
    value + Z * error,
  ]
  if (context.json)
    printJson(context, {
      version: 1,
      reward,
      units: units.length,
      logged: { value: logged.value, interval: interval(logged) },
      ips: { value: ips.value, interval: interval(ips) },
      snips: { value: snips.value, interval: interval(snips) },
      effective,
      expected_effective: units.length / moment,
      greatest_ratio: greatest,
      mean_ratio: { value: meanRatio.value, interval: interval(meanRatio) },
      rejected: learned.rejected,
      left_out: learned.leftOut,
    })
  else {
    const row = (name: string, one: Estimate, words = ''): void =>
      context.err(
        `  ${name.padEnd(22)}${one.value.toFixed(4)} ± ${(Z * one.error).toFixed(4)}  ${context.colors.dim(words)}\n`,
      )
    context.err(`${reward}, of 0 to 1, by ${units.length} units that took no part in the training:\n`)
    row('what runs', logged, 'as it earned')
    row('the candidate, IPS', ips, 'unbiased')
    row('the candidate, SNIPS', snips, 'steadier, slightly biased')
    row('mean ratio', meanRatio, 'must be about 1')
    context.err(
      `  the units are worth ${effective.toFixed(0)} of the candidate; the greatest ratio is ${greatest.toFixed(1)}\n`,
    )
    context.err(
      `${context.colors.dim('  Intervals of 95 % by the normal law: for looking at. sil gate decides.')}\n`,
    )
  }
  return DONE
}
