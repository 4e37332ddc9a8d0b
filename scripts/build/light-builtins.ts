import type { Plugin } from 'esbuild'

/**
 * What commander asks of Node, without what that costs. To import `node:process` or `node:util` as a module reads its
 * every property, the slow ones too; `node:child_process` is for subcommands that are programs of their own, and `sil`
 * has none. Together 7 % of a start of `sil check`.
 */
export const lightBuiltins: Plugin = {
  name: 'light-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:(?:process|child_process|util)$/ }, ({ path, importer }) =>
      /[\\/]node_modules[\\/]commander[\\/]/.test(importer)
        ? { path, namespace: 'light-builtins' }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'light-builtins' }, ({ path }) => ({
      contents: LIGHT[path] ?? '',
    }))
  },
}

const LIGHT: Readonly<Record<string, string>> = {
  'node:process': 'export default globalThis.process',
  'node:child_process': "export default { spawn() { throw new Error('sil runs no other programs') } }",
  // Help needs it: then it is loaded.
  'node:util': `
    import { createRequire } from 'node:module'
    const require = createRequire(import.meta.url)
    export const stripVTControlCharacters = (text) => require('node:util').stripVTControlCharacters(text)
  `,
}
