/**
 * `sil gate FILE --watch DIR --slots F`: looks after a canary while its sessions come in. Status 0: keep it, or not enough yet; 1: roll
 * it back.
 */

import { hashOf } from '../../runtime/session/canonical.ts'
import type { Law } from '../../training/estimate/gaussian.ts'
import { type CanaryUnit, type CanaryVerdict, canaryVerdict, shareIsOff } from '../../training/gate/canary.ts'
import { lawOf } from '../../training/offline/slots-file.ts'
import type { Guard } from '../../training/units/guards.ts'
import { knownAt } from '../../training/units/units.ts'
import { candidateAt } from '../candidate.ts'
import { checkedOrFail } from '../checked.ts'
import type { Context } from '../context.ts'
import { endingInOrder } from '../interrupt.ts'
import { isLaw } from '../judging.ts'
import { type Learned, learn, rejectedCounts, rewardOf, tellRows } from '../learning.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR } from '../outcome.ts'
import { loadPolicy, type Policy } from '../policy.ts'
import { jsonText } from '../print/json-text.ts'
import { printable, printableLine } from '../print/printable.ts'
import { warn } from '../print/warn.ts'
import { alphaOf, guardsOf, refuseOtherDraws, trainedFor } from './gate.ts'

export interface WatchCommand {
  readonly watch: string
  readonly slots: string
  /** What ran before; null: the piece as it is written. */
  readonly against: string | null
  readonly reward: string | null
  /** 0..1: of all units, those that are to play the candidate. */
  readonly share: number
  /** Seconds between two looks. */
  readonly every: number
  readonly once: boolean
}

/** So many standard deviations off, a share is not what it was said to be. */
const TOO_FAR = 4.5

interface Watched {
  readonly policy: Policy
  readonly reward: string
  readonly candidate: Law
  readonly incumbent: Law
  readonly alpha: number
  readonly guards: ReturnType<typeof guardsOf>
}

/** @throws Failure where slots depend on the player: by a session's law alone its arm cannot be told */
function fixedLawAt(context: Context, policy: Policy, path: string): Law {
  const { target, networks, warnings } = candidateAt(policy, path)
  for (const warning of warnings) warn(context, warning)
  if (networks.size > 0)
    throw new Failure(
      INPUT_ERROR,
      `${path} has slots that depend on the player (${[...networks.keys()].join(', ')}), and a canary of such cannot be watched yet.`,
      'Gate it with sil gate --sessions, or watch one with --constants.',
    )
  return target({})
}

export async function runWatch(context: Context, file: string, options: WatchCommand): Promise<ExitStatus> {
  const { ir, opened } = await checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  const reward = rewardOf(context, policy, options.reward)
  const train = trainedFor(ir, reward)
  const watched: Watched = {
    policy,
    reward,
    candidate: fixedLawAt(context, policy, options.slots),
    incumbent:
      options.against === null
        ? lawOf(policy.definition, policy.slots)
        : fixedLawAt(context, policy, options.against),
    alpha: alphaOf(train),
    guards: guardsOf(train.guards),
  }
  if (isLaw(watched.candidate, watched.incumbent))
    throw new Failure(
      INPUT_ERROR,
      `${options.slots} is what runs already: there is nothing to watch.`,
      'Say with --against what ran before.',
    )
  let seen = ''
  const inOrder = endingInOrder()
  try {
    for (;;) {
      const look = await lookOnce(context, watched, options)
      if (look !== null) {
        const { told, verdict, learned } = look
        const now = hashOf(told)
        if (now !== seen) tell(context, told, verdict, learned)
        seen = now
        if (verdict.verdict === 'roll-back') return INPUT_ERROR
        if (verdict.verdict === 'keep') return DONE
      }
      if (options.once) return DONE
      await new Promise((resolve) => setTimeout(resolve, 1000 * options.every))
    }
  } finally {
    inOrder()
  }
}

/** Null where the store is being written just now. With `--once` that is a failure, as all else is. */
async function lookOnce(context: Context, watched: Watched, options: WatchCommand) {
  const { policy, reward, candidate, incumbent, alpha, guards } = watched
  const quiet: Context = { ...context, progress: 'none' }
  let learned: Learned
  try {
    learned = await learn(quiet, policy, {
      folder: options.watch,
      reward,
      guards: guards.map(({ guard }) => guard),
    })
  } catch (error) {
    if (options.once || !(error instanceof Failure)) throw error
    context.err(`${context.colors.yellow('waiting:')} ${printable(error.message)}\n`)
    return null
  }
  if (learned.leftOut.unmeasured > 0)
    throw new Failure(
      INPUT_ERROR,
      `${learned.leftOut.unmeasured} sessions have no reward: \`${reward}\` could not be measured in them.`,
      'Say what they count, as in: (improvement(within session) else 0).',
    )
  const { units, others, open } = armsOf(learned, watched, daysToWait(watched))
  const candidates = units.filter(({ arm }) => arm === 'candidate').length
  if (shareIsOff(units, options.share) > TOO_FAR)
    throw new Failure(
      INPUT_ERROR,
      `${candidates} of ${units.length} units played the candidate, which is not --share ${100 * options.share}%.`,
      'Name the share that the lot has; where it was changed, watch the sessions since then.',
    )
  refuseOtherDraws(learned.units.filter(({ law }) => isLaw(law, candidate) || isLaw(law, incumbent)))
  const verdict = canaryVerdict(units, {
    candidate,
    incumbent,
    share: options.share,
    alpha,
    guards: Object.fromEntries(guards.map(({ guard, floor }) => [guard.metric, floor])),
  })
  return {
    verdict,
    told: {
      version: 1,
      ...verdict,
      reward,
      alpha,
      share: options.share,
      others,
      open,
      simulated: learned.simulated,
      rejected: rejectedCounts(learned),
      left_out: learned.leftOut,
    },
    learned,
  }
}

/** How long after a unit's last day all of it is known. */
const daysToWait = ({ policy, reward, guards }: Watched): number =>
  Math.max(
    policy.definition.rewards.find(({ name }) => name === reward)?.maturesAfterDays ?? 0,
    ...guards.map(({ guard }: { readonly guard: Guard }) => guard.matures),
  )

/** The units of either arm that are known to the end, by when that was; those of other laws are no part of the canary. */
function armsOf({ units, completeThrough }: Learned, { candidate, incumbent }: Watched, days: number) {
  const arms: (CanaryUnit & { readonly at: number; readonly id: string })[] = []
  let [others, open] = [0, 0]
  for (const { id, user, law, draw, reward, guarded, ended } of units) {
    const arm = isLaw(law, candidate) ? 'candidate' : isLaw(law, incumbent) ? 'incumbent' : null
    if (arm === null) {
      others++
      continue
    }
    const at = knownAt({ id, ended }, days)
    if (at > completeThrough) open++
    else arms.push({ user, arm, draw, reward, guarded, at, id })
  }
  arms.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  return { units: arms, others, open }
}

function tell(
  context: Context,
  told: { readonly others: number; readonly open: number },
  { verdict, reasons, units, candidates, gain, guards }: CanaryVerdict,
  learned: Learned,
): void {
  if (context.json) {
    context.out(`${jsonText(told)}\n`)
    return
  }
  const { dim, green, red, yellow } = context.colors
  const words = { keep: green('keep'), 'roll-back': red('roll back'), 'not-yet': yellow('not enough yet') }
  const between = ({ estimate, lower, upper }: { estimate: number; lower: number; upper: number }): string =>
    `${estimate >= 0 ? '+' : ''}${estimate.toFixed(4)}, between ${lower.toFixed(4)} and ${upper.toFixed(4)}`
  context.err(`${words[verdict]}  gain ${between(gain)}, by ${units} units, ${candidates} of the candidate\n`)
  for (const [metric, one] of Object.entries(guards))
    context.err(`  ${metric} ${between(one)}; its guard is ${one.floor}\n`)
  for (const reason of reasons) context.err(`  ${printableLine(reason)}\n`)
  const { others, open } = told
  if (open > 0) context.err(dim(`  ${open} units are not known to the end yet.\n`))
  if (others > 0) context.err(yellow(`  ${others} units were drawn from neither law, and tell nothing.\n`))
  tellRows(context, learned)
}
