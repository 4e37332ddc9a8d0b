/** What `sil sessions` understands: import, check, stats, reward, forget. */

import { type Command, Option } from 'commander'
import { type Common, commandOf, helpOf } from './common-options.ts'
import type { Context } from './context.ts'
import type { ExitStatus } from './outcome.ts'

type Run<O> = (options: O, action: (context: Context) => Promise<ExitStatus>) => Promise<void>

interface OfPiece extends Common {
  readonly policy?: string
  readonly slots?: readonly string[]
}

export function sessionsCommands(sessions: Command, run: Run<Common>): void {
  // What stands behind a subcommand is the subcommand's.
  sessions.parent?.enablePositionalOptions()
  sessions.enablePositionalOptions()
  const command = (usage: string, description: string, examples: readonly string[]): Command =>
    commandOf(sessions, usage, description, examples)
  const ofPiece = (one: Command): Command =>
    one
      .option('--policy <file>', 'the piece that was played: exploration and slots are checked, too')
      .option(
        '--slots <file...>',
        'the slots files that were in the field, beside those of the piece itself: draws are around one of them',
      )
  const asked = ({ policy, slots }: OfPiece) => ({ policy: policy ?? null, slots: slots ?? null })

  ofPiece(
    command(
      'import <source...>',
      'add sessions to a store: JSON lines, session.json, Parquet, or folders of them',
      [
        'sil sessions import logs/ --out sessions --policy trio.sil',
        'sil sessions import monday.jsonl tuesday.parquet --out sessions',
      ],
    ),
  )
    .requiredOption('-o, --out <dir>', 'the store; it is made where there is none')
    .action((sources: string[], options: OfPiece & { out: string }) =>
      run(options, async (context) =>
        (await import('./commands/sessions-import.ts')).runSessionsImport(context, sources, {
          ...asked(options),
          out: options.out,
        }),
      ),
    )
  ofPiece(
    command('check <dir>', 'look at every row, and say why the bad ones are bad', [
      'sil sessions check sessions --policy trio.sil',
      'sil sessions check sessions --json',
    ]),
  ).action((folder: string, options: OfPiece) =>
    run(options, async (context) =>
      (await import('./commands/sessions.ts')).runSessionsCheck(context, folder, asked(options)),
    ),
  )
  ofPiece(
    command('stats <dir>', 'say what a store holds: players, days, endings, exploration, rewards', [
      'sil sessions stats sessions',
      'sil sessions stats sessions --policy trio.sil --json',
    ]),
  ).action((folder: string, options: OfPiece) =>
    run(options, async (context) =>
      (await import('./commands/sessions-stats.ts')).runSessionsStats(context, folder, asked(options)),
    ),
  )
  command('reward <file>', 'work out a reward for every session of a store', [
    'sil sessions reward trio.sil --store sessions --out rewards.parquet',
    'sil sessions reward trio.sil --store sessions --reward practice --engine js --out rewards.jsonl',
    'sil sessions reward trio.sil --print-sql > practice.sql',
  ])
    .option('--store <dir>', 'the store')
    .option('--reward <name>', 'which (default: what the `train` that is first by name is for)')
    .addOption(
      new Option('--engine <engine>', 'who works it out; both give the same')
        .choices(['sql', 'js'])
        .default('sql'),
    )
    .option(
      '--complete-through <time>',
      'ISO 8601: up to here all sessions are there (default: the start of the last)',
    )
    .option('-o, --out <file>', 'a .parquet or .jsonl file')
    .option(
      '--print-sql',
      'print the query, over a table `facts`, and the one that makes `facts` of `sessions`',
    )
    .action(
      (
        file: string,
        options: Common & {
          store?: string
          reward?: string
          engine: 'sql' | 'js'
          completeThrough?: string
          out?: string
          printSql?: boolean
        },
      ) =>
        run(options, async (context) =>
          (await import('./commands/sessions-reward.ts')).runSessionsReward(context, file, {
            store: options.store ?? null,
            reward: options.reward ?? null,
            engine: options.engine,
            completeThrough: options.completeThrough ?? null,
            out: options.out ?? null,
            printSql: options.printSql === true,
          }),
        ),
    )
  command('forget <user>', 'erase a user from a store and from all that lies below it', [
    'sil sessions forget user-1234 --store sessions',
  ])
    .requiredOption('--store <dir>', 'the store')
    .action((user: string, options: Common & { store: string }) =>
      run(options, async (context) =>
        (await import('./commands/sessions-forget.ts')).runSessionsForget(context, user, options.store),
      ),
    )
  helpOf(sessions)
}
