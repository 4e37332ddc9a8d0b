/** What `sil` understands of learning: simulate, sessions, train, evaluate, gate. */

import { type Command, InvalidArgumentError } from 'commander'
import type { Context } from './context.ts'
import type { ExitStatus } from './outcome.ts'
import { sessionsCommands } from './sessions-commands.ts'

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
              out: string
            },
          ) =>
            run(options, async (context) =>
              (await import('./commands/simulate.ts')).runSimulate(context, file, {
                ...options,
                slots: options.slots ?? null,
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
      fromSessions(
        command('train <file>', 'learn the slots from sessions', [
          'sil train trio.sil --sessions sessions --out trio.slots.json',
          'sil train trio.sil --sessions sessions --out trio.slots.json --caution 2',
        ]),
      )
        .option('--caution <n>', 'standard errors that a change must make up for', share, 1)
        .option(
          '--least-effective <n>',
          'units of the candidate that those it is learned from must be worth (default: half of them)',
          count,
        )
        .requiredOption('--out <file>', 'the slots file')
        .action(
          (
            file: string,
            options: Common & {
              sessions: string
              reward?: string
              caution: number
              leastEffective?: number
              out: string
            },
          ) =>
            run(options, async (context) =>
              (await import('./commands/train.ts')).runTrain(context, file, {
                ...options,
                reward: options.reward ?? null,
                leastEffective: options.leastEffective ?? null,
              }),
            ),
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

function count(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > 100_000_000)
    throw new InvalidArgumentError('A whole number from 1 on belongs here.')
  return value
}

function share(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('A number from 0 to 100 belongs here.')
  return value
}
