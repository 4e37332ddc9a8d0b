/** What `sil timbre` understands: embed, render, near, describe. */

import { type Command, Option } from 'commander'
import { CLASS_AXES, type ClassAxis } from '../runtime/timbre/axes.ts'
import { type Common, commandOf, helpOf } from './common-options.ts'
import type { Context } from './context.ts'
import type { ExitStatus } from './outcome.ts'

type Define = (usage: string, description: string, examples: readonly string[]) => Command
type Run<O> = (options: O, action: (context: Context) => Promise<ExitStatus>) => Promise<void>

export function timbreCommands(define: Define, run: Run<Common>): Readonly<Record<string, () => void>> {
  return {
    timbre: () => {
      const timbre = define(
        'timbre',
        'prompts and sounds in the timbre space: embed, render, near, describe',
        [
          'sil timbre embed "warm woody click" "soft brushed snare" --json',
          'sil timbre render "deep kick drum" --out kick.wav',
          'sil timbre near "glassy ping"',
          'sil timbre describe knock.wav',
        ],
      )
      // What stands behind a subcommand is the subcommand's.
      timbre.parent?.enablePositionalOptions()
      timbre.enablePositionalOptions()
      subcommands(timbre, run)
      helpOf(timbre)
    },
  }
}

function subcommands(timbre: Command, run: Run<Common>): void {
  const command = (usage: string, description: string, examples: readonly string[]): Command =>
    commandOf(timbre, usage, description, examples)

  command('embed <prompt...>', 'give the vector and the attributes of prompts, and the words nobody knows', [
    'sil timbre embed "warm woody click"',
    'sil timbre embed "deep kick drum" "bright ride" --json > vectors.json',
  ]).action((prompts: string[], options: Common) =>
    run(options, async (context) => (await import('./commands/timbre-embed.ts')).runEmbed(context, prompts)),
  )

  command('render <prompt>', 'write one stroke or note of a timbre', [
    'sil timbre render "warm woody click" --out click.wav',
    'sil timbre render "bright, dry" --class snare --out snare.wav',
  ])
    .requiredOption('-o, --out <file>', 'a .wav file')
    .addOption(
      new Option('--class <name>', 'what plays it (default: what the prompt says, else a click)').choices(
        CLASS_AXES,
      ),
    )
    .action((prompt: string, options: Common & { out: string; class?: ClassAxis }) =>
      run(options, async (context) =>
        (await import('./commands/timbre-render.ts')).runTimbreRender(context, prompt, {
          out: options.out,
          as: options.class ?? null,
        }),
      ),
    )

  command('near <prompt>', 'list prompts that sound like it, nearest first', [
    'sil timbre near "warm woody click"',
    'sil timbre near "closed hi-hat" --count 20 --json',
  ])
    .addOption(new Option('--count <n>', 'how many').default('10').argParser((text) => text))
    .action((prompt: string, options: Common & { count: string }) =>
      run(options, async (context) =>
        (await import('./commands/timbre-near.ts')).runNear(context, prompt, options.count),
      ),
    )

  command('describe <file>', 'say what a recording of one sound is like: a .wav file of up to a minute', [
    'sil timbre describe knock.wav',
    'sil timbre describe sounds/snare.wav --json',
  ]).action((file: string, options: Common) =>
    run(options, async (context) =>
      (await import('./commands/timbre-describe.ts')).runDescribe(context, file),
    ),
  )
}
