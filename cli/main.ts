/** Arguments to commands. Each command's code is loaded when it is called. */

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type Common, commandOf, commonOptions, helpOf, optionsOf, refuseEmpty } from './common-options.ts'
import { type Context, createContext, printJson } from './context.ts'
import { isFolderGone } from './io/here.ts'
import { learningCommands } from './learning-commands.ts'
import { DONE, type ExitStatus, Failure, MACHINE_FAILED, WRONG_USAGE } from './outcome.ts'
import { packageVersion } from './package-files.ts'
import { printFailure } from './print/failure.ts'
import { jsonText } from './print/json-text.ts'
import { printable } from './print/printable.ts'
import { timbreCommands } from './timbre-commands.ts'

/** Of `sil follow --data`; lines are printed as they stand. */
const LINES_OF_DATA = `Lines of --data (schemas/follow-data.schema.json; "domain", "bad" and "meter" may be left out, and times are in seconds):
  {"id": "a", "beats": [0.5, 1.1, 1.7, 2.3, 2.9], "domain": "piano", "bad": [4]}
  --raw: {"id": "a", "seconds_per_beat": 0.6, "meter": "4/4", "onsets": [[0.02, 0.8, 36], [0.61, 0.7, 38]]}, each onset [time, velocity 0..1, MIDI pitch]
`

type Action = (context: Context) => ExitStatus | Promise<ExitStatus>

/** Runs `sil` and gives its exit status. Prints every failure; throws none. */
export async function main(argv: readonly string[]): Promise<number> {
  let status: number = DONE
  /** Of the command that was called. */
  let given: Common = {}
  const run = (options: Common, action: Action): Promise<void> => {
    const { json, seed, format } = { ...options, ...given }
    return perform(
      createContext({ json: json === true || format === 'json', seed: seed ?? null }),
      action,
    ).then((result) => {
      status = result
    })
  }
  try {
    await program(argv, run)
      .hook('preAction', (_, called) => {
        given = optionsOf(called)
        refuseEmpty(called)
      })
      .parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    status = error.exitCode === 0 ? DONE : WRONG_USAGE
    if (status === WRONG_USAGE && wantsJson(argv)) {
      const message =
        error.code === 'commander.help' ? 'a command is missing' : error.message.replace(/^error: /, '')
      process.stdout.write(errorDocument(message, 'sil --help and sil COMMAND --help say more.'))
    }
  }
  return status
}

/** Arguments that are no command have not been read; what they ask for must still hold. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  const read = end < 0 ? argv : argv.slice(0, end)
  return read.some(
    (arg, i) => arg === '--json' || arg === '--format=json' || (arg === '--format' && read[i + 1] === 'json'),
  )
}

/** What `--version` prints. */
function versionFor(argv: readonly string[]): string {
  const silencio = packageVersion()
  return wantsJson(argv) ? JSON.stringify({ version: 1, silencio }, null, 2) : silencio
}

/** What `--json` prints where a command did not come to its result. */
function errorDocument(error: string, hint: string): string {
  return `${jsonText({ version: 1, error, hint }, 2)}\n`
}

async function perform(context: Context, action: Action): Promise<ExitStatus> {
  try {
    return await action(context)
  } catch (error) {
    if (error instanceof Failure) return failed(context, error)
    if (isFolderGone(error)) return failed(context, FOLDER_GONE)
    // A fault of ours: say so in one line; the stack is for those who ask.
    const text = error instanceof Error ? error.message : String(error)
    const details = process.env.SIL_DEBUG && error instanceof Error ? (error.stack ?? text) : text
    const hint = 'Set SIL_DEBUG=1 for details, and please report it.'
    context.err(`${context.colors.red('error:')} sil itself failed: ${printable(details)}\n  ${hint}\n`)
    if (context.json) context.out(errorDocument(`sil itself failed: ${text}`, hint))
    return MACHINE_FAILED
  }
}

const FOLDER_GONE = new Failure(
  MACHINE_FAILED,
  'The folder in which sil was called is not there any more.',
  'Go to one that is, or give whole paths.',
)

function failed(context: Context, failure: Failure): ExitStatus {
  printFailure(context, failure)
  const { document, message, hint, status } = failure
  if (context.json && document !== null) printJson(context, document)
  else if (context.json && message !== '') context.out(errorDocument(message, hint))
  return status
}

function program(argv: readonly string[], run: (options: Common, action: Action) => Promise<void>): Command {
  const sil = commonOptions(new Command('sil'))
    .description('SIL: bands that listen.')
    .version(versionFor(argv), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    .showHelpAfterError('(sil --help and sil COMMAND --help say more)')
    .configureHelp({ sortSubcommands: false })
    .configureOutput({
      writeErr: (text) => void process.stderr.write(printable(text)),
      // Lines of its own are in brackets; others are of what was given.
      outputError: (text, write) => write(text.replace(/\n(?!\(|$)/g, '·')),
    })
  const command = (usage: string, description: string, examples: readonly string[]): Command =>
    commandOf(sil, usage, description, examples)

  const commands: Readonly<Record<string, () => void>> = {
    new: () => {
      command('new <name>', 'make a folder with a first band', ['sil new my-band']).action(
        (name: string, options: Common) =>
          run(options, async (context) => (await import('./commands/new.ts')).runNew(context, name)),
      )
    },
    check: () => {
      command('check <file...>', 'say what is wrong with files', [
        'sil check groove.sil',
        'sil check *.sil --format sarif > sil.sarif',
        'sil check groove.sil --cost',
      ])
        .addOption(
          new Option('--format <format>', 'how to print')
            .choices(['human', 'json', 'sarif'])
            .default('human'),
        )
        .option('--cost', 'print events per bar, voices and slots')
        .action((files: string[], options: Common & { format: 'human' | 'json' | 'sarif'; cost?: boolean }) =>
          run(options, async (context) =>
            (await import('./commands/check.ts')).runCheck(context, files, {
              format: options.format,
              cost: options.cost === true,
            }),
          ),
        )
    },
    fmt: () => {
      command('fmt <file...>', 'format files', ['sil fmt groove.sil', 'sil fmt --check *.sil'])
        .option('--check', 'change nothing; exit 1 where a file is not formatted')
        .action((files: string[], options: Common & { check?: boolean }) =>
          run(options, async (context) =>
            (await import('./commands/fmt.ts')).runFmt(context, files, { check: options.check === true }),
          ),
        )
    },
    explain: () => {
      command('explain <code>', 'tell the long story of a diagnostic, or what a word of the language means', [
        'sil explain SIL0301',
        'sil explain 104',
        'sil explain follow',
      ]).action((code: string, options: Common) =>
        run(options, async (context) => (await import('./commands/explain.ts')).runExplain(context, code)),
      )
    },
    compile: () => {
      command('compile <file>', 'write NAME.js, NAME.js.map, NAME.d.ts and NAME.policy.json', [
        'sil compile trio.sil --out build',
        'sil compile trio.sil --out build --target standalone',
        'sil compile trio.sil --out build --slots trio.slots.json --bake',
        'sil compile trio.sil --out build --slots trio.slots.json --onnx',
        'sil compile trio.sil --out build --watch',
      ])
        .requiredOption('-o, --out <dir>', 'folder for the results')
        .addOption(
          new Option('--target <target>', 'what the module may use')
            .choices(['esm', 'standalone', 'worklet'])
            .default('esm'),
        )
        .option('--slots <file>', 'trained slots, for --bake or --onnx')
        .option('--bake', 'fold slot values into the code')
        .option(
          '--onnx',
          'write NAME.onnx, too: the slots that depend on the player, from features to values',
        )
        .option('--watch', 'compile again whenever the file or its imports change')
        .action(
          (
            file: string,
            options: Common & {
              out: string
              target: 'esm' | 'standalone' | 'worklet'
              slots?: string
              bake?: boolean
              onnx?: boolean
              watch?: boolean
            },
          ) =>
            run(options, async (context) =>
              (await import('./commands/compile.ts')).runCompile(context, file, {
                out: options.out,
                target: options.target,
                slots: options.slots ?? null,
                bake: options.bake === true,
                onnx: options.onnx === true,
                watch: options.watch === true,
              }),
            ),
        )
    },
    score: () => {
      command('score <file>', 'write what the band would play alone', [
        'sil score trio.sil --bars 8 --out trio.mid',
        'sil score trio.sil --seconds 30 --out trio.json',
      ])
        .option('--bars <n>', 'how many bars', positiveNumber)
        .option('--seconds <s>', 'how many seconds', positiveNumber)
        .option('--slots <file>', 'trained slots')
        .requiredOption('-o, --out <file>', 'a .json, .pb or .mid file')
        .action(
          (
            file: string,
            options: Common & { bars?: number; seconds?: number; slots?: string; out: string },
          ) =>
            run(options, async (context) =>
              (await import('./commands/score.ts')).runScore(context, file, {
                bars: options.bars ?? null,
                seconds: options.seconds ?? null,
                slots: options.slots ?? null,
                out: options.out,
              }),
            ),
        )
    },
    perform: () => {
      command('perform <file>', 'let the band play with recorded onsets; write session, score and report', [
        'sil perform trio.sil --onsets take.json --out take',
        'sil perform trio.sil --onsets take.mid --out take --seed 7',
        'sil perform trio.sil --onsets take.wav --out take',
      ])
        .requiredOption('--onsets <file>', 'a .json, .mid or .wav file')
        .option('--slots <file>', 'trained slots')
        .option('--started-at <time>', 'ISO 8601 start of the session (default: the Unix epoch)')
        .option('--user <id>', 'opaque id of the player (default: anonymous)')
        .requiredOption(
          '-o, --out <dir>',
          'folder for session.json, score.json, score.pb, score.mid and report.html',
        )
        .action(
          (
            file: string,
            options: Common & {
              onsets: string
              slots?: string
              startedAt?: string
              user?: string
              out: string
            },
          ) =>
            run(options, async (context) =>
              (await import('./commands/perform.ts')).runPerform(context, file, {
                onsets: options.onsets,
                slots: options.slots ?? null,
                startedAt: options.startedAt ?? null,
                user: options.user ?? null,
                out: options.out,
              }),
            ),
        )
    },
    render: () => {
      command('render <file>', 'write what the band sounds like, alone or with recorded onsets', [
        'sil render trio.sil --bars 8 --out trio.wav',
        'sil render trio.sil --onsets take.json --out take.wav --stems',
        'sil render trio.sil --seconds 30 --format 24 --rate 44100 --out trio.wav',
      ])
        .option('--seconds <s>', 'how many seconds', positiveNumber)
        .option('--bars <n>', 'how many bars', positiveNumber)
        .option('--onsets <file>', 'a .json, .mid or .wav file: the band plays with it')
        .option('--slots <file>', 'trained slots')
        .addOption(
          new Option('--format <format>', 'bits of a sample').choices(['16', '24', 'float']).default('24'),
        )
        .addOption(new Option('--rate <hz>', 'samples a second').choices(['44100', '48000']).default('48000'))
        .option('--stems', 'also a file for each member, the click among them: no room, no limiter')
        .option('--gain <dB>', 'louder or softer than -16 LUFS', decibels)
        .requiredOption('-o, --out <file>', 'a .wav file')
        .action(
          (
            file: string,
            options: Common & {
              seconds?: number
              bars?: number
              onsets?: string
              slots?: string
              format: '16' | '24' | 'float'
              rate: '44100' | '48000'
              stems?: boolean
              gain?: number
              out: string
            },
          ) =>
            run(options, async (context) =>
              (await import('./commands/render.ts')).runRender(context, file, {
                seconds: options.seconds ?? null,
                bars: options.bars ?? null,
                onsets: options.onsets ?? null,
                slots: options.slots ?? null,
                format: options.format,
                rate: options.rate === '44100' ? 44100 : 48000,
                stems: options.stems === true,
                gain: options.gain ?? null,
                out: options.out,
              }),
            ),
        )
    },
    test: () => {
      command('test <file...>', "run the files' scenarios", [
        'sil test trio.sil',
        'sil test examples/*.sil --json',
      ])
        .option('--slots <file>', 'trained slots')
        .action((files: string[], options: Common & { slots?: string }) =>
          run(options, async (context) =>
            (await import('./commands/test.ts')).runTest(context, files, { slots: options.slots ?? null }),
          ),
        )
    },
    follow: () => {
      command('follow <file>', 'predict recorded human beats, one ahead', [
        'sil follow follow.sil --data beats.jsonl --json',
        'sil follow follow.sil --raw --data onsets.jsonl --json',
      ])
        .addHelpText('after', LINES_OF_DATA)
        .requiredOption('--data <file>', 'JSON lines, one performance each')
        .option('--raw', 'lines hold raw onsets instead of beats')
        .option('--slots <file>', 'trained slots')
        .action((file: string, options: Common & { data: string; raw?: boolean; slots?: string }) =>
          run(options, async (context) =>
            (await import('./commands/follow.ts')).runFollow(context, file, {
              data: options.data,
              raw: options.raw === true,
              slots: options.slots ?? null,
            }),
          ),
        )
    },
    studio: () => {
      command('studio [file]', 'open the live-coding page, on this machine only', [
        'sil studio',
        'sil studio trio.sil',
        'sil studio trio.sil --port 4400 --no-open',
      ])
        .option('--port <n>', 'the port to take (default: 4400, or the next that is free)', port)
        .option('--no-open', 'do not open a browser')
        .action((file: string | undefined, options: Common & { port?: number; open: boolean }) =>
          run(options, async (context) =>
            (await import('./commands/studio.ts')).runStudio(context, file ?? null, {
              port: options.port ?? null,
              open: options.open,
            }),
          ),
        )
    },
    lsp: () => {
      command('lsp', 'speak with an editor: the language server', ['sil lsp --stdio'])
        .option('--stdio', 'by stdin and stdout')
        .action((options: Common & { stdio?: boolean }) =>
          run(options, async () => (await import('./commands/lsp.ts')).runLsp(options.stdio === true)),
        )
    },
    ...learningCommands(command, run),
    ...timbreCommands(command, run),
  }
  // Only the one that is called, where one is; help knows them all. Each costs a start some 0.3 ms of CPU.
  const [first] = argv
  const called = first !== undefined && Object.hasOwn(commands, first) ? [first] : Object.keys(commands)
  for (const name of called) commands[name]?.()
  helpOf(sil)

  return sil
}

function port(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 65_535)
    throw new InvalidArgumentError('A port from 0 to 65535 belongs here.')
  return value
}

/** How much is too much each command says. */
function positiveNumber(text: string): number {
  const value = Number(text)
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('A number above 0 belongs here.')
  return value
}

function decibels(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!(value >= -60 && value <= 24))
    throw new InvalidArgumentError('A level from -60 to 24 dB belongs here.')
  return value
}
