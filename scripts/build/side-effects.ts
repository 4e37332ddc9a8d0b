import type { Plugin } from 'esbuild'

/**
 * Lets esbuild leave out the modules of a package that nobody uses, where the package does not say itself that loading
 * them does nothing. Chevrotain is a lexer and a parser: without this, every start of `sil` reads 150 kB of parser.
 */
export function withoutSideEffects(packages: RegExp): Plugin {
  return {
    name: 'without-side-effects',
    setup(build) {
      build.onResolve({ filter: /.*/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (
          pluginData === ASKED ||
          !(path.startsWith('.') ? packages.test(importer) : packages.test(`/node_modules/${path}/`))
        )
          return undefined
        const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: ASKED })
        return found.errors.length > 0 ? found : { ...found, sideEffects: false }
      })
    },
  }
}

/** Marks our own question, which esbuild answers and we do not. */
const ASKED = Symbol('asked')
