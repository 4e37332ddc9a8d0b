/** From a checked file to a policy that plays, in this process. */

import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RuntimeBundle } from '../compiler/compile-api.ts'
import { emit } from '../compiler/emit/emit.ts'
import type { PolicyIr } from '../compiler/ir.ts'
import type { Policy } from '../runtime/create-policy.ts'
import { RUNTIME_VERSION } from '../runtime/version.ts'
import { loadModule } from '../training/simulate/load.ts'
import type { Context } from './context.ts'
import { readJsonText } from './io/text.ts'
import type { OpenedFile } from './io/workspace.ts'
import { Failure, INPUT_ERROR } from './outcome.ts'
import { packageFile } from './package-files.ts'
import { warn } from './print/warn.ts'

const MAX_SLOTS_BYTES = 16 * 1024 * 1024

/** The stem that output files are called by. */
export function stemOf(file: string): string {
  return basename(file, extname(file))
}

/**
 * Compiles and loads the policy. The generated module is real code and runs here just as it would in an app; it can
 * do nothing but arithmetic, for it imports nothing but the runtime.
 */
export const loadPolicy = (ir: PolicyIr, opened: OpenedFile): Promise<Policy> =>
  loadModule(moduleUrl(ir, opened))

/** Where the compiled policy is imported from: here, and in workers. */
export function moduleUrl(ir: PolicyIr, opened: OpenedFile): string {
  const { js } = emit(ir, {
    target: 'esm',
    runtimeModule: runtimeUrl(),
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: opened.shown,
    sourceText: opened.text,
  })
  return `data:text/javascript;base64,${Buffer.from(js).toString('base64')}`
}

/** Applies `--slots`, printing warnings; refuses a file that does not fit. Gives what the file holds, null without one. */
export function applySlots(context: Context, policy: Policy, path: string | null): unknown {
  if (path === null) return null
  const text = readJsonText(path, MAX_SLOTS_BYTES)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Failure(INPUT_ERROR, `${path} is not JSON.`)
  }
  const result = policy.loadSlots(json)
  for (const warning of result.warnings) warn(context, `${path}: ${warning}`)
  if (!result.ok) {
    throw new Failure(
      INPUT_ERROR,
      result.errors.map((e) => `${path}: ${e}`).join('\n'),
      'Nothing was applied.',
    )
  }
  return json
}

/** The runtime that standalone policies carry. */
export function standaloneRuntime(): RuntimeBundle {
  return JSON.parse(readFileSync(packageFile('dist/runtime/standalone.json'), 'utf8'))
}

function runtimeUrl(): string {
  return pathToFileURL(packageFile('dist/runtime/index.js')).href
}

export type { Policy }
