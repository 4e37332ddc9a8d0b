/** A `.sil` file of this folder, compiled by the sources beside it. */

import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { check } from '../compiler/compile.ts'
import type { CompileInput } from '../compiler/compile-api.ts'
import { emit } from '../compiler/emit/emit.ts'
import type { PolicyIr } from '../compiler/ir.ts'
import type { Policy } from '../runtime/create-policy.ts'
import { RUNTIME_VERSION } from '../runtime/version.ts'

/** A file that imports nothing. */
export function alone(path: string, text: string): CompileInput {
  return { path, text, host: { read: () => ({ kind: 'missing' }) } }
}

/** @throws {Error} with the first diagnostics where there are errors. */
export function checked(input: CompileInput): PolicyIr {
  const { ir, diagnostics } = check(input)
  if (ir !== null) return ir
  const errors = diagnostics.filter((d) => d.severity === 'error').slice(0, 5)
  throw new Error(`${input.path}: ${errors.map((d) => `${d.code} ${d.message}`).join('; ')}`)
}

/** One of this folder's pieces, or with a path (from the repository's top) any file that imports nothing. */
export async function loadPiece(nameOrPath: string): Promise<Policy> {
  return imported(pieceUrl(nameOrPath))
}

/** Where such a piece, compiled, is imported from: here, and in workers. */
export function pieceUrl(nameOrPath: string): string {
  const isPath = nameOrPath.endsWith('.sil')
  const url = new URL(isPath ? `../${nameOrPath}` : `./pieces/${nameOrPath}.sil`, import.meta.url)
  const name = basename(url.pathname, '.sil')
  return urlOf(alone(`${name}.sil`, readFileSync(url, 'utf8')))
}

export async function policyOf(input: CompileInput): Promise<Policy> {
  return imported(urlOf(input))
}

async function imported(url: string): Promise<Policy> {
  const module: { default: Policy } = await import(url)
  return module.default
}

function urlOf(input: CompileInput): string {
  const { js } = emit(checked(input), {
    target: 'esm',
    runtimeModule: new URL('../runtime/index.ts', import.meta.url).href,
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: input.path,
    sourceText: input.text,
  })
  return `data:text/javascript;base64,${Buffer.from(js).toString('base64')}`
}
