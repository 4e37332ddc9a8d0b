import { chmodSync, existsSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { calledByCheck } from './eager/called.ts'
import { withEager } from './eager/eagerly.ts'
import {
  cliEntry,
  libraryEntries,
  standaloneEntry,
  withoutExtension,
  workerEntries,
  workletEntry,
} from './entries.ts'
import { bundleLanguageServer } from './language-server.ts'
import { credits, licenceTexts } from './licences.ts'
import { lightBuiltins } from './light-builtins.ts'
import { type Output, replaceOutputs, toOutput } from './outputs.ts'
import { runtimeText } from './standalone/runtime-text.ts'
import { computedTables, TABLE_PACKAGES } from './tables.ts'

/**
 * Bundles every entry into dist/ and resolves to the paths written. Dependencies are bundled: a `sil` that
 * reads thirty files starts faster than one that reads a thousand.
 *
 * @throws esbuild's BuildFailure, whose message names file and line.
 */
export async function buildBundles(top: string): Promise<readonly string[]> {
  const library = libraryEntries.map(({ source }) => source).filter((source) => source !== workletEntry)
  const shared = await build({
    ...common(top),
    ...entryPoints(top, [...library, cliEntry, ...workerEntries]),
    // One copy of each module however it is reached: a policy that imports silencio/runtime under `sil perform`
    // finds the runtime that the command already loaded.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  })
  const alone = await build({ ...common(top), ...entryPoints(top, [workletEntry]) })
  const plain = [...shared.outputFiles, ...alone.outputFiles].map((file) => toOutput(top, file))
  const binary = `dist/${withoutExtension(cliEntry)}.js`
  const outputs = [...withEager(plain, calledByCheck(top, plain, binary))]
  const metafiles = [shared.metafile, alone.metafile]

  const { bundle, metafile } = await runtimeText(top, common(top))
  outputs.push({
    path: `dist/${withoutExtension(standaloneEntry)}.json`,
    text: `${JSON.stringify({ credits: credits(top, metafile), ...bundle })}\n`,
  })
  metafiles.push(metafile)

  const server = await bundleLanguageServer(top)
  outputs.push(...server.outputs)
  metafiles.push(server.metafile)

  outputs.push({ path: 'dist/THIRD-PARTY-LICENCES.txt', text: licenceTexts(top, metafiles, TABLE_PACKAGES) })
  const written = replaceOutputs(top, outputs.map(withShebang))
  if (existsSync(join(top, binary))) chmodSync(join(top, binary), 0o755)
  return written
}

const entryPoints = (top: string, sources: readonly string[]) =>
  ({
    entryPoints: Object.fromEntries(sources.map((source) => [withoutExtension(source), source])),
    outdir: join(top, 'dist'),
    sourcemap: 'linked',
    sourcesContent: false,
  }) as const satisfies BuildOptions

function common(top: string) {
  return {
    absWorkingDir: top,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    // What the compiler promises for policies: worklets, JavaScriptCore and QuickJS read it.
    target: 'es2022',
    // The rooms are the same for all hosts; what is Node's own is imported as such and stays an import.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    // DuckDB and ONNX Runtime are native modules that who installs Silencio may leave out: they stay imports, made when needed.
    external: ['node:*', ...builtinModules, '@duckdb/node-api', 'onnxruntime-node', 'onnxruntime-web'],
    plugins: [lightBuiltins, computedTables],
    charset: 'utf8',
    logLevel: 'silent',
  } as const satisfies BuildOptions
}

/** The binary starts with a shebang, whether or not its source does. */
function withShebang(output: Output): Output {
  const binary = `dist/${withoutExtension(cliEntry)}.js`
  if (output.path !== binary || `${output.text}`.startsWith('#!')) return output
  return { path: output.path, text: `#!/usr/bin/env node\n${output.text}` }
}
