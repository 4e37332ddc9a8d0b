/**
 * The language server as editors take it: one file for Node, one for a web worker. Its protocol library is CommonJS and asks for
 * Node's modules in Node's way, so Node's file is CommonJS, too. What it loads to read timbres as pieces sound lies beside it.
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, type BuildResult, build, type Metafile } from 'esbuild'
import { type Output, toOutput } from './outputs.ts'
import { squeezed } from './squeeze.ts'
import { computedTables } from './tables.ts'

export interface LanguageServerBundle {
  readonly outputs: readonly Output[]
  readonly metafile: Metafile
}

/** How every program that an editor runs is bundled: the server, and VS Code's clients of it. */
export function editorProgram(top: string) {
  return {
    absWorkingDir: top,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    // VS Code 1.91 and its browsers.
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
  } as const satisfies BuildOptions
}

/** @throws esbuild's BuildFailure, whose message names file and line. */
export async function bundleLanguageServer(top: string): Promise<LanguageServerBundle> {
  const common = {
    ...editorProgram(top),
    plugins: [computedTables],
    define: versionDefined(top),
  } as const satisfies BuildOptions
  const built: readonly BuildResult<typeof common>[] = await Promise.all([
    build({
      ...common,
      entryPoints: ['lsp/node.ts'],
      outfile: join(top, 'dist/lsp/node.cjs'),
      format: 'cjs',
      platform: 'node',
    }),
    build({
      ...common,
      entryPoints: ['lsp/timbre-model/open.ts', 'lsp/timbre-model/thread.ts'],
      outdir: join(top, 'dist/lsp/timbre-model'),
      format: 'esm',
      platform: 'node',
      splitting: true,
      // Whoever installs Silencio may leave it out.
      external: ['onnxruntime-web'],
    }),
    build({
      ...common,
      entryPoints: ['lsp/worker.ts'],
      outfile: join(top, 'dist/lsp/worker.js'),
      format: 'iife',
      platform: 'browser',
    }),
  ])
  const inputs = Object.assign({}, ...built.map(({ metafile }) => metafile.inputs))
  const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs))
  const files = built.flatMap(({ outputFiles }) => outputFiles).map((file) => toOutput(top, file))
  return {
    // Pages load the worker's; nobody loads Node's over a wire.
    outputs: files.map((file) => (file.path === 'dist/lsp/worker.js' ? squeezed(file) : file)),
    metafile: { inputs, outputs },
  }
}

/** What the server's entries ask for by name. */
export const versionDefined = (top: string) => ({
  SILENCIO_VERSION: JSON.stringify(versionOf(top) ?? '0.0.0'),
})

function versionOf(top: string): unknown {
  const manifest: unknown = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'))
  return typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : undefined
}
