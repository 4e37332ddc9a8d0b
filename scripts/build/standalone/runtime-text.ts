import { type BuildOptions, build, type Metafile, transform } from 'esbuild'
import type { RuntimeBundle } from '../../../compiler/compile-api.ts'
import { standaloneEntry } from '../entries.ts'
import { builtinNames } from './builtin-names.ts'
import { cut } from './cut.ts'
import { publicNames } from './public-names.ts'
import { shorten } from './shorten.ts'

/**
 * The runtime that standalone policies carry: bundled, shortened, cut into pieces. Names of properties are shortened
 * too, save those that somebody else may say: policies, apps, files (`publicNames`), the language itself, and
 * whatever the runtime says as a text.
 */
export async function runtimeText(
  top: string,
  options: BuildOptions,
): Promise<{ readonly bundle: RuntimeBundle; readonly metafile: Metafile }> {
  const bundled = await build({
    ...options,
    absWorkingDir: top,
    entryPoints: [standaloneEntry],
    bundle: true,
    write: false,
    metafile: true,
    external: [],
    legalComments: 'none',
    inject: [`${import.meta.dirname}/aliases.ts`],
    define: { 'Number.POSITIVE_INFINITY': 'Infinity' },
    // Puts constants where they are used, which it does only while it bundles.
    minifySyntax: true,
  })
  const text = bundled.outputFiles[0]?.text ?? ''
  const reserved = [...publicNames(top, standaloneEntry), ...builtinNames(), ...textsIn(text)]
  const { code } = await transform(shorten(text), {
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    treeShaking: true,
    legalComments: 'none',
    mangleProps: /./,
    reserveProps: new RegExp(`^(?:${[...new Set(reserved)].filter(isIdentifier).join('|')})$`),
  })
  return { bundle: cut(code), metafile: bundled.metafile }
}

/** Texts that may name a property: what is looked up under a name must be stored under it. */
function textsIn(code: string): readonly string[] {
  return [...code.matchAll(/(["'`])(\w+)\1/g)].map(([, , text = '']) => text)
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name)
