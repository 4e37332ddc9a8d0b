/** What `sil` understands of learning: simulate, sessions, train, evaluate, gate. */

import type { Command } from 'commander'
import type { LearningAcross } from '../training/players/condition.ts'
import type { Context } from './context.ts'
import { type ExitStatus, Failure, WRONG_USAGE } from './outcome.ts'
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

interface Common {
  readonly json?: boolean
  readonly seed?: number
}

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
        .requiredOption('--out <dir>', 'folder for the sessions; new, or empty')
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
      command('sessions <what> <dir>', 'look at a folder of sessions: check, stats', [
        'sil sessions check sessions --policy trio.sil',
        'sil sessions stats sessions --json',
      ])
        .option('--policy <file>', 'the piece that was played: exploration and slots are checked, too')
        .action((what: string, folder: string, options: Common & { policy?: string }) =>
          run(options, async (context) => {
            const { runSessionsCheck, runSessionsStats } = await import('./commands/sessions.ts')
            if (what !== 'check' && what !== 'stats')
              throw new Failure(WRONG_USAGE, `sil sessions knows check and stats, not ${what}.`)
            const act = what === 'check' ? runSessionsCheck : runSessionsStats
            return act(context, folder, { policy: options.policy ?? null })
          }),
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
        ]),
      )
        .requiredOption('--slots <file>', 'the slots to evaluate')
        .action((file: string, options: Common & { sessions: string; reward?: string; slots: string }) =>
          run(options, async (context) =>
            (await import('./commands/evaluate.ts')).runEvaluate(context, file, {
              ...options,
              reward: options.reward ?? null,
            }),
          ),
        )
    },
    gate: () => {
      fromSessions(
        command('gate <file>', 'decide whether trained slots may play: only where they are provably better', [
          'sil gate trio.sil --sessions sessions --slots trio.slots.json --out verdict.json',
          'sil gate trio.sil --sessions sessions --slots trio.slots.json --key gate.pem --out verdict.json',
        ]),
      )
        .requiredOption('--slots <file>', 'the candidate')
        .option('--least-effective <n>', 'units of the candidate that the sessions must be worth', count, 200)
        .option('--key <file>', 'an Ed25519 private key (PEM) that signs the verdict')
        .option('--out <file>', 'the verdict, as JSON')
        .action(
          (
            file: string,
            options: Common & {
              sessions: string
              reward?: string
              slots: string
              leastEffective: number
              key?: string
              out?: string
            },
          ) =>
            run(options, async (context) =>
              (await import('./commands/gate.ts')).runGate(context, file, {
                ...options,
                reward: options.reward ?? null,
                key: options.key ?? null,
                out: options.out ?? null,
              }),
            ),
        )
    },
  }
}

const fromSessions = (command: Command): Command =>
  command
    .requiredOption('--sessions <dir>', 'folder of sessions')
    .option('--reward <name>', 'what to learn for (default: what the first `train` names)')
