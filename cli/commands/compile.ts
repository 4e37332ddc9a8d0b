/** `sil compile FILE --out DIR` */

import { watch } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { Artefacts } from '../../compiler/compile-api.ts'
import { emit } from '../../compiler/emit/emit.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { type Checked, checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { writeInto } from '../io/write.ts'
import { DONE, type ExitStatus, Failure, fileFailure, WRONG_USAGE } from '../outcome.ts'
import { applySlots, loadPolicy, standaloneRuntime, stemOf } from '../policy.ts'

export interface CompileCommand {
  readonly out: string
  readonly target: 'esm' | 'standalone' | 'worklet'
  readonly slots: string | null
  readonly bake: boolean
  readonly watch: boolean
}

export async function runCompile(
  context: Context,
  file: string,
  options: CompileCommand,
): Promise<ExitStatus> {
  if (options.slots !== null && !options.bake) {
    throw new Failure(
      WRONG_USAGE,
      '--slots needs --bake.',
      'Without it the app gives the slots when it starts the policy.',
    )
  }
  if (options.watch && context.json) throw new Failure(WRONG_USAGE, '--watch and --json exclude each other.')
  if (!options.watch) {
    await compileOnce(context, file, options)
    return DONE
  }
  await watchAndCompile(context, file, options)
  return DONE
}

async function compileOnce(context: Context, file: string, options: CompileCommand): Promise<Checked> {
  const checked = checkedOrFail(context, file)
  const { ir, opened } = checked
  const out = resolve(options.out)
  let bake: Float64Array | null = null
  if (options.bake) {
    const policy = await loadPolicy(ir, opened)
    applySlots(context, policy, options.slots)
    bake = policy.slots
  }
  const artefacts = emit(ir, {
    target: options.target,
    runtimeVersion: RUNTIME_VERSION,
    ...(options.target === 'esm' ? {} : { runtimeBundle: standaloneRuntime() }),
    ...(bake === null ? {} : { bake }),
    sourcePath: relative(out, opened.absolute).split('\\').join('/'),
    sourceText: opened.text,
  })
  const files = outputs(artefacts, join(out, stemOf(file)))
  writeInto(out, files)
  const paths = files.map(({ path }) => relative(process.cwd(), path) || path)
  if (context.json) printJson(context, { version: 1, target: options.target, files: paths, cost: ir.cost })
  else context.err(`${paths.join('\n')}\n`)
  return checked
}

function outputs(artefacts: Artefacts, stem: string) {
  return [
    { path: `${stem}.js`, data: artefacts.js },
    { path: `${stem}.js.map`, data: artefacts.map },
    { path: `${stem}.d.ts`, data: artefacts.dts },
    { path: `${stem}.policy.json`, data: artefacts.manifest },
  ]
}

/** Compiles whenever the file or something it imports changes, until Ctrl-C. A broken edit leaves the last result. */
async function watchAndCompile(context: Context, file: string, options: CompileCommand): Promise<void> {
  const watchers = new Map<string, ReturnType<typeof watch>>()
  let timer: ReturnType<typeof setTimeout> | null = null
  const again = (): void => {
    if (timer !== null) clearTimeout(timer)
    // Editors write a file in several steps; they count as one change.
    timer = setTimeout(() => {
      // One after the other: two rounds at once would write the same files.
      running = running.then(round).catch((error: unknown) => stop(error))
    }, 30)
  }
  const round = async (): Promise<void> => {
    let folders = new Set<string>([dirname(resolve(file))])
    try {
      const { opened, result } = await compileOnce(context, file, options)
      folders = new Set(
        [...result.sources.keys(), opened.path].map((path) => dirname(resolve(opened.root, path))),
      )
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      if (error.message !== '') context.err(`${error.message}\n`)
    }
    for (const folder of folders) {
      if (watchers.has(folder)) continue
      watchers.set(folder, watchFolder(folder, again, stop))
    }
    context.err(context.colors.dim('watching; Ctrl-C ends\n'))
  }
  let running = Promise.resolve()
  let stop: (error: unknown) => void = () => {}
  try {
    await round()
    await new Promise<void>((done, fail) => {
      stop = fail
      process.once('SIGINT', () => done())
      process.once('SIGTERM', () => done())
    })
  } finally {
    if (timer !== null) clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}

function watchFolder(
  folder: string,
  changed: () => void,
  failed: (error: unknown) => void,
): ReturnType<typeof watch> {
  try {
    return watch(folder, (_event, name) => {
      if (name === null || name.endsWith('.sil') || name.endsWith('.slots.json')) changed()
    }).on('error', (error) => failed(fileFailure(folder, error, 'read')))
  } catch (error) {
    throw fileFailure(folder, error, 'read')
  }
}
