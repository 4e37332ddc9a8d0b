/** `sil compile FILE --out DIR` */

import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Artefacts } from '../../compiler/compile-api.ts'
import { emit } from '../../compiler/emit/emit.ts'
import { onnxOfSlots } from '../../models/onnx/slots.ts'
import { writeOnnx } from '../../models/onnx/write.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { candidateAt } from '../candidate.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { onInterrupt } from '../interrupt.ts'
import { changed, stampsOf } from '../io/changes.ts'
import { fromHere, fromHereAs, sourceFrom, workingFolder } from '../io/here.ts'
import { inputsOfPiece, namedBy, refuseInputs } from '../io/inputs.ts'
import { commonJsBy } from '../io/module-kind.ts'
import type { OpenedFile } from '../io/workspace.ts'
import { refuseFolder, writeInto } from '../io/write.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR, WRONG_USAGE } from '../outcome.ts'
import { packageVersion } from '../package-files.ts'
import { applySlots, loadPolicy, type Policy, standaloneRuntime, stemOf } from '../policy.ts'
import { printFailure } from '../print/failure.ts'
import { printableLine } from '../print/printable.ts'
import { warn } from '../print/warn.ts'

export interface CompileCommand {
  readonly out: string
  readonly target: 'esm' | 'standalone' | 'worklet'
  readonly slots: string | null
  readonly bake: boolean
  /** The slots file's networks, beside the module. */
  readonly onnx: boolean
  readonly watch: boolean
}

export async function runCompile(
  context: Context,
  file: string,
  options: CompileCommand,
): Promise<ExitStatus> {
  if (options.slots !== null && !options.bake && !options.onnx) {
    throw new Failure(
      WRONG_USAGE,
      '--slots needs --bake, or --onnx.',
      'Without them the app gives the slots when it starts the policy.',
    )
  }
  if (options.onnx && options.slots === null)
    throw new Failure(WRONG_USAGE, '--onnx needs --slots: the networks stand there.')
  if (options.watch && context.json) throw new Failure(WRONG_USAGE, '--watch and --json exclude each other.')
  if (!options.watch) {
    warnOfCommonJs(context, await compileOnce(context, file, options))
    return DONE
  }
  await watchAndCompile(context, file, options)
  return DONE
}

/** Where it went. */
interface Compiled {
  readonly target: CompileCommand['target']
  /** As the user named it. */
  readonly out: string
  readonly module: string
  /** Of the piece. */
  readonly root: string
}

/** @param onOpened told of the file before anything can be wrong with it */
async function compileOnce(
  context: Context,
  file: string,
  options: CompileCommand,
  onOpened?: (opened: OpenedFile) => void,
): Promise<Compiled> {
  const { ir, opened } = await checkedOrFail(context, file, onOpened)
  refuseFolder(options.out)
  const out = resolve(options.out)
  const stem = join(out, stemOf(file))
  const names = [...ENDINGS, ...(options.onnx ? ['.onnx'] : [])]
  refuseInputs(
    names.map((ending) => fromHere(`${stem}${ending}`)),
    [...inputsOfPiece(opened), ...namedBy('--slots', options.slots)],
  )
  let bake: Float64Array | null = null
  if (options.bake) {
    const policy = await loadPolicy(ir, opened)
    applySlots(context, policy, options.slots)
    if (options.slots !== null) refuseNetworks(policy, options.slots)
    bake = policy.slots
  }
  const onnx =
    options.onnx && options.slots !== null ? onnxOf(await loadPolicy(ir, opened), options.slots) : null
  const artefacts = emit(ir, {
    target: options.target,
    runtimeVersion: RUNTIME_VERSION,
    ...(options.target === 'esm' ? {} : { runtimeBundle: standaloneRuntime() }),
    ...(bake === null ? {} : { bake }),
    sourcePath: sourceFrom(out, opened.absolute),
    sourceText: opened.text,
  })
  const files = [
    ...outputs(artefacts, stem),
    ...(onnx === null ? [] : [{ path: `${stem}.onnx`, data: onnx }]),
  ]
  writeInto(out, files)
  const paths = files.map(({ path }) => fromHereAs(options.out, path))
  if (context.json) printJson(context, { version: 1, target: options.target, files: paths, cost: ir.cost })
  else context.err(`${paths.map(printableLine).join('\n')}\n`)
  const { target, out: named } = options
  return { target, out: named, module: paths[0] ?? stem, root: opened.root }
}

/** A worklet's file is a classic script, and loads anywhere. */
function warnOfCommonJs(context: Context, { target, out, module, root }: Compiled): void {
  const by = target === 'worklet' ? null : commonJsBy(out, [workingFolder() ?? root, root])
  if (by === null) return
  const beside = dirname(by) === realpathSync(out)
  warn(
    context,
    `${module} is an ES module, and ${fromHereAs(out, by)} says "type": "commonjs": Node and webpack will not load it. ${
      beside
        ? 'Say "type": "module" there, or give --out a folder whose own package.json says so.'
        : `Put a package.json that says { "type": "module" } into ${out}, or say so in ${fromHereAs(out, by)}.`
    }`,
  )
}

/** What is baked in is a number; a network is none, and would be lost. */
function refuseNetworks(policy: Policy, slots: string): void {
  const { networks } = candidateAt(policy, slots)
  if (networks.size > 0)
    throw new Failure(
      INPUT_ERROR,
      `${slots} has networks (${[...networks.keys()].join(', ')}), and --bake folds numbers into the code: whoever plays would hear the same.`,
      'Without --bake the app loads the file, networks and all: policy.loadSlots(json).',
    )
}

function onnxOf(policy: Policy, slots: string): Uint8Array<ArrayBuffer> {
  const { reading, networks, text } = candidateAt(policy, slots)
  if (networks.size === 0)
    throw new Failure(
      INPUT_ERROR,
      `${slots} has no networks: there is nothing to write as ONNX.`,
      'They are learned for slots with `by`, as in: snap learn 20 ms in 5 ms..60 ms by player.level',
    )
  const { definition } = policy
  const slotsFile = createHash('sha256').update(text).digest('hex')
  return writeOnnx(onnxOfSlots({ ...reading, definition, slotsFile, version: packageVersion() }))
}

/** Of what every compilation writes. */
const ENDINGS = ['.js', '.js.map', '.d.ts', '.policy.json'] as const

function outputs({ js, map, dts, manifest }: Artefacts, stem: string) {
  const data = { '.js': js, '.js.map': map, '.d.ts': dts, '.policy.json': manifest } as const
  return ENDINGS.map((ending) => ({ path: `${stem}${ending}`, data: data[ending] }))
}

/** Compiles whenever the file or something that it reads changes, until Ctrl-C. A broken edit leaves the last result. */
async function watchAndCompile(context: Context, file: string, options: CompileCommand): Promise<void> {
  const stop = new AbortController()
  const off = onInterrupt(() => stop.abort())
  // By its name, which may be a link that is made to lead elsewhere.
  const own = [resolve(file), ...(options.slots === null ? [] : [resolve(options.slots)])]
  let read: Iterable<string> = own
  let warned = false
  try {
    for (;;) {
      // What changes while it is compiled has changed.
      const before = stampsOf(read)
      const asked: ReadonlySet<string>[] = []
      try {
        const compiled = await compileOnce(context, file, options, (opened) => void asked.push(opened.asked))
        if (!warned) warnOfCommonJs(context, compiled)
        warned = true
      } catch (error) {
        // Where other arguments are needed no other file would help.
        if (!(error instanceof Failure) || error.status === WRONG_USAGE) throw error
        printFailure(context, error)
      }
      // A file that cannot be read just now imports what it did before.
      if (asked.length > 0) read = [...own, ...asked.flatMap((paths) => [...paths])]
      context.err(context.colors.dim('watching; Ctrl-C ends\n'))
      const since = new Map([...stampsOf(read)].map(([path, stamp]) => [path, before.get(path) ?? stamp]))
      if (!(await changed(since, stop.signal))) return
    }
  } finally {
    off()
  }
}
