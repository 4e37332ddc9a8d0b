/** The runtime: in pieces, as the build cuts it, and whole, as apps import it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { RuntimeBundle } from '../../../compiler/compile-api.ts'
import { FEATURES } from '../../../compiler/emit/features.ts'
import { cut } from '../../../scripts/build/standalone/cut.ts'
import { repositoryTop } from '../../harness/sil.ts'

let bundle: RuntimeBundle | undefined

/** What the build made for standalone policies. */
export function runtimeBundle(): RuntimeBundle {
  bundle ??= readBundle()
  return bundle
}

function readBundle(): RuntimeBundle {
  return JSON.parse(readFileSync(join(repositoryTop, 'dist/runtime/standalone.json'), 'utf8'))
}

/** A runtime made of a few lines. */
export const smallRuntime = (text: string): RuntimeBundle => cut(text)

/** A runtime that exports these names, and all features, and does nothing. */
export function runtimeOf(...given: readonly string[]): RuntimeBundle {
  const names = [...given, ...Object.keys(FEATURES)]
  return cut(`let ${names.map((name) => `${name}=1`).join(',')};export{${names.join(',')}}`)
}

let whole: string | undefined

/** `silencio/runtime` as one module: nothing left out, no name shortened. */
export function wholeRuntime(): string {
  whole ??= buildSync({
    absWorkingDir: repositoryTop,
    entryPoints: ['runtime/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    logLevel: 'silent',
  }).outputFiles[0]?.text
  return whole ?? ''
}
