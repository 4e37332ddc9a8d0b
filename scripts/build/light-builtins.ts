import type { Plugin } from 'esbuild'

/**
 * What commander asks of Node, without what that costs. To import `node:process` as a module reads its every property,
 * the slow ones too; `node:child_process` is for subcommands that are programs of their own, and `sil` has none.
 * Together 5 % of a start of `sil check`.
 */
export const lightBuiltins: Plugin = {
  name: 'light-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:(?:process|child_process)$/ }, ({ path, importer }) =>
      /[\\/]node_modules[\\/]commander[\\/]/.test(importer)
        ? { path, namespace: 'light-builtins' }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'light-builtins' }, ({ path }) => ({
      contents:
        path === 'node:process'
          ? 'export default globalThis.process'
          : "export default { spawn() { throw new Error('sil runs no other programs') } }",
    }))
  },
}
