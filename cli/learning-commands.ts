/** What `sil` understands of learning: simulate, sessions, train, evaluate, gate. */

import { type Command, InvalidArgumentError } from 'commander'
import type { LearningAcross } from '../training/players/condition.ts'
import type { Common } from './common-options.ts'
import type { Context } from './context.ts'
import { type ExitStatus, Failure, WRONG_USAGE } from './outcome.ts'
import { sessionsCommands } from './sessions-commands.ts'
import {
  count,
  fromSessions as fromSessionsOnly,
  inSimulation,
  learningAcross,
  type TrainOptions,
  trainOptions,
  workers,
} from './train-options.ts'

type Define = (usage: string, description: string, examples: readonly string[]) => Command
type Run<O> = (options: O, action: (context: Context) => Promise<ExitStatus>) => Promise<void>

export function learningCommands(command: Define, run: Run<Common>): Readonly<Record<string, () => void>> {
  return {
    simulate: () => {
      command(
        'simulate <file>',
        'let simulated players practise with the band, session after session; write their logs',
        [
          'sil simulate trio.sil --players 200 --sessions 4 --out sessions',
          'sil simulate trio.sil --players 20000 --sessions 3 --out sessions --seed 7',
        ],
      )
        .requiredOption('--players <n>', 'how many people', count)
        .requiredOption('--sessions <n>', 'how often each plays, at most', count)
        .option('--bars <n>', 'how long a session may be', count, 32)
        .option('--from <day>', 'the first day', '2026-01-05')
        .option('--slots <file>', 'trained slots')
        .option('--no-explore', 'play the slots as they are: nothing can be learned from that')
        .addOption(learningAcross())
        .option('--workers <n>', 'threads that play; the bytes are the same', workers, 1)
        .requiredOption('-o, --out <dir>', 'folder for the sessions; new, or empty')
        .action(
          (
            file: string,
            options: Common & {
              players: number
              sessions: number
              bars: number
              from: string
              slots?: string
              explore: boolean
              learningAcross: LearningAcross
              workers: number
              out: string
            },
          ) =>
            run(options, async (context) =>
              (await import('./commands/simulate.ts')).runSimulate(context, file, {
                ...options,
                slots: options.slots ?? null,
                across: options.learningAcross,
              }),
            ),
        )
    },
    sessions: () => {
      sessionsCommands(
        command('sessions', 'keep a store of sessions: import, check, stats, reward, forget', [
          'sil sessions import logs/ --out sessions --policy trio.sil',
          'sil sessions stats sessions',
          'sil sessions forget user-1234 --store sessions',
        ]),
        run,
      )
    },
    train: () => {
      trainOptions(
        command('train <file>', 'learn the slots from sessions, or with simulated players', [
          'sil train trio.sil --sessions sessions --out trio.slots.json',
          'sil train trio.sil --sessions sessions --out trio.slots.json --caution 2',
          'sil train trio.sil --simulate --generations 60 --out trio.slots.json',
          'sil train trio.sil --simulate --resume --out trio.slots.json',
        ]),
      ).action((file: string, options: Common & TrainOptions) =>
        run(options, async (context) => {
          if (options.simulate === true) {
            const { runTrainSimulated } = await import('./commands/train-simulated.ts')
            return runTrainSimulated(context, file, inSimulation(options))
          }
          return (await import('./commands/train.ts')).runTrain(context, file, fromSessionsOnly(options))
        }),
      )
    },
    evaluate: () => {
      fromSessions(
        command('evaluate <file>', 'estimate what trained slots would have earned', [
          'sil evaluate trio.sil --sessions sessions --slots trio.slots.json',
          'sil evaluate trio.sil --sessions sessions --slots trio.slots.json --report evaluation.html',
        ]),
      )
        .requiredOption('--slots <file>', 'the slots to evaluate')
        .option('--against <file>', 'the slots that ran while these sessions were played; others are refused')
        .option('--everyone', 'of all players: for sessions that nothing was learned from')
        .option('--no-ledger', 'do not note that this candidate was tried on these units')
        .option('--report <file>', 'a page with estimates, weights, slots and zones')
        .option(
          '--bootstrap <n>',
          'intervals by so many replicates of the bootstrap, not by the normal law',
          replicates,
        )
        .action(
          (
            file: string,
            options: Common & {
              sessions: string
              reward?: string
              slots: string
              against?: string
              everyone?: boolean
              ledger: boolean
              report?: string
              bootstrap?: number
            },
          ) =>
            run(options, async (context) =>
              (await import('./commands/evaluate.ts')).runEvaluate(context, file, {
                sessions: options.sessions,
                slots: options.slots,
                reward: options.reward ?? null,
                against: options.against ?? null,
                everyone: options.everyone ?? false,
                ledger: options.ledger,
                report: options.report ?? null,
                bootstrap: options.bootstrap ?? null,
              }),
            ),
        )
    },
    gate: () => {
      command('gate [file]', 'decide whether trained slots may play: only where they are provably better', [
        'sil gate trio.sil --sessions sessions --slots trio.slots.json --out verdict.json',
        'sil gate trio.sil --sessions sessions --slots trio.slots.json --key gate.pem --out verdict.json --report verdict.html',
        'sil gate --verify verdict.json --key gate.pub.pem --slots trio.slots.json',
        'sil gate trio.sil --watch canary --slots trio.slots.json --share 5%',
      ])
        .option('--sessions <dir>', 'folder of sessions')
        .option(
          '--reward <name>',
          'what to learn for (default: what the `train` that is first by name is for)',
        )
        .option('--slots <file>', 'the candidate')
        .option('--against <file>', 'the slots that run today (default: what the sessions were drawn from)')
        .option('--least-effective <n>', 'units of the candidate that the sessions must be worth', count, 200)
        .option(
          '--spend <alpha>',
          'how much of these units’ error rate this look takes (default: all that is left)',
          probability,
        )
        .option(
          '--no-ledger',
          'keep no count of looks at these units; the verdict says so, and --verify takes it only with this',
        )
        .option(
          '--key <file>',
          'an Ed25519 key (PEM): a private one signs the verdict, a public one verifies it',
        )
        .option('-o, --out <file>', 'the verdict, as JSON')
        .option('--report <file>', 'a page with the verdict in plain words')
        .option('--verify <verdict>', 'check a verdict instead: its signature, and that it says "may play"')
        .option('--watch <dir>', 'look after a canary instead, whose sessions come into this folder')
        .option(
          '--share <percent>',
          'with --watch: of all units, those that play the candidate',
          percentage,
          0.05,
        )
        .option('--every <seconds>', 'with --watch: time between two looks', count, 60)
        .option('--once', 'with --watch: look once and end, for cron; status 1 where it must be rolled back')
        .action((file: string | undefined, options: Common & GateFlags) =>
          run(options, (context) => runGateCommand(context, file ?? null, options)),
        )
    },
  }
}

interface GateFlags {
  readonly sessions?: string
  readonly reward?: string
  readonly slots?: string
  readonly against?: string
  readonly leastEffective: number
  readonly spend?: number
  readonly ledger: boolean
  readonly key?: string
  readonly out?: string
  readonly report?: string
  readonly verify?: string
  readonly watch?: string
  readonly share: number
  readonly every: number
  readonly once?: boolean
}

/** One command with three forms: a verdict, the check of one, and the watch over a canary. */
async function runGateCommand(
  context: Context,
  file: string | null,
  options: GateFlags,
): Promise<ExitStatus> {
  const { sessions, slots, verify, watch, key, reward, against } = options
  if (verify !== undefined)
    return (await import('./commands/gate-verify.ts')).runVerify(context, {
      verdict: verify,
      key: key ?? null,
      slots: slots ?? null,
      file,
      ledger: options.ledger,
    })
  const needs = (name: string): Failure =>
    new Failure(WRONG_USAGE, `sil gate needs ${name}.`, 'As sil gate --help shows.')
  if (file === null) throw needs('the piece')
  if (slots === undefined) throw needs('--slots, the candidate')
  if (watch !== undefined)
    return (await import('./commands/gate-watch.ts')).runWatch(context, file, {
      watch,
      slots,
      against: against ?? null,
      reward: reward ?? null,
      share: options.share,
      every: options.every,
      once: options.once ?? false,
    })
  if (sessions === undefined) throw needs('--sessions, or --watch for a canary')
  return (await import('./commands/gate.ts')).runGate(context, file, {
    sessions,
    slots,
    reward: reward ?? null,
    against: against ?? null,
    leastEffective: options.leastEffective,
    spend: options.spend ?? null,
    ledger: options.ledger,
    key: key ?? null,
    out: options.out ?? null,
    report: options.report ?? null,
  })
}

const fromSessions = (command: Command): Command =>
  command
    .requiredOption('--sessions <dir>', 'folder of sessions')
    .option('--reward <name>', 'what to learn for (default: what the `train` that is first by name is for)')

/** More say no more, and fill the memory. */
const MOST_REPLICATES = 100_000

function replicates(text: string): number {
  const value = count(text)
  if (value > MOST_REPLICATES)
    throw new InvalidArgumentError(`A whole number from 1 to ${MOST_REPLICATES} belongs here.`)
  return value
}

function probability(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > 0 && value < 1))
    throw new InvalidArgumentError('A probability between 0 and 1 belongs here, as in 0.01.')
  return value
}

/** `5%` or `0.05`. */
function percentage(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim())
  const value = Number(match?.[1] ?? Number.NaN) / (match?.[2] === '%' ? 100 : 1)
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('A share belongs here, as in 5%.')
  return value
}
