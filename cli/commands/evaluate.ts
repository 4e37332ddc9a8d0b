/** `sil evaluate FILE --sessions DIR --slots F` */

import type { Estimate } from '../../training/estimate/estimators.ts'
import { secondMoment } from '../../training/estimate/gaussian.ts'
import { evaluate, incumbentOf } from '../../training/evaluate.ts'
import { judges } from '../../training/units/units.ts'
import { candidateAt } from '../candidate.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { learn, rewardOf, tellRows } from '../learning.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR } from '../outcome.ts'
import { loadPolicy } from '../policy.ts'

export interface EvaluateCommand {
  readonly sessions: string
  readonly slots: string
  readonly reward: string | null
}

/** Two sided, 95 %. */
const Z = 1.959963984540054

export async function runEvaluate(
  context: Context,
  file: string,
  options: EvaluateCommand,
): Promise<ExitStatus> {
  const { ir, opened } = checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  const reward = rewardOf(policy, options.reward)
  const { law } = candidateAt(policy, options.slots)
  const learned = await learn(context, policy, { folder: options.sessions, reward })
  if (!context.json) tellRows(context, learned)
  // What was learned from the others is judged by these.
  const units = learned.units.filter(judges)
  if (units.length === 0)
    throw new Failure(
      INPUT_ERROR,
      'There is no unit to judge by: nobody explored, or nobody long enough ago.',
    )
  if (!Number.isFinite(secondMoment(law, incumbentOf(units))))
    throw new Failure(
      INPUT_ERROR,
      `${options.slots} plays what was never drawn: a slot scatters there that was frozen, is frozen where it scattered, or scatters more than √2 times as far.`,
      'These sessions say nothing of it.',
    )
  const { ips, snips, effective, greatest, meanRatio } = evaluate(units, law)
  const logged = evaluate(units, incumbentOf(units)).ips
  const moment = secondMoment(law, incumbentOf(units))
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
      expected_effective: Number.isFinite(moment) ? units.length / moment : 0,
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
