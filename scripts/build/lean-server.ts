/**
 * The library of the language server's protocol, without what no server of ours has: notebooks, and its own store of open documents
 * (ours is lsp/documents.ts). Its CommonJS modules are kept whole by a bundler, and the page would load them for nothing.
 */

import type { Plugin } from 'esbuild'

/** What stands in for a module: as much as the library asks of it while it starts. */
const STAND_INS: Readonly<Record<string, string>> = {
  'vscode-languageserver/lib/common/notebook': 'exports.NotebookSyncFeature = (base) => base',
  'vscode-languageserver/lib/common/textDocuments': '',
  'vscode-languageserver-protocol/lib/common/protocol.notebook': '',
}

export const leanServer: Plugin = {
  name: 'lean-server',
  setup(build) {
    const filter =
      /vscode-languageserver(?:-protocol)?[\\/]lib[\\/]common[\\/](?:protocol\.)?(?:notebook|textDocuments)\.js$/
    build.onLoad({ filter }, ({ path }) => {
      const asked = path.replaceAll('\\', '/')
      const contents = Object.entries(STAND_INS).find(([name]) =>
        asked.endsWith(`node_modules/${name}.js`),
      )?.[1]
      return contents === undefined ? undefined : { contents, loader: 'js' }
    })
  },
}
