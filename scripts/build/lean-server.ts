/**
 * The library of the language server's protocol, without what no server of ours has: notebooks, its own store of open documents
 * (ours is lsp/documents.ts), and some kinds of answers. Its CommonJS modules are kept whole by a bundler, and the page would load
 * them for nothing.
 */

import type { Plugin } from 'esbuild'

/** Modules of the library that add a feature to a class: here it stays as it is. */
const FEATURES: Readonly<Record<string, string>> = {
  notebook: 'NotebookSyncFeature',
  moniker: 'MonikerFeature',
  inlineValue: 'InlineValueFeature',
  inlineCompletion: 'InlineCompletionFeature',
  typeHierarchy: 'TypeHierarchyFeature',
  showDocument: 'ShowDocumentFeature',
}

/** Modules that nothing asks for while the library starts. */
const EMPTY = [
  'vscode-languageserver/lib/common/textDocuments',
  ...[...Object.keys(FEATURES), 'colorProvider', 'declaration', 'implementation'].map(
    (name) => `vscode-languageserver-protocol/lib/common/protocol.${name}`,
  ),
]

const STAND_INS: ReadonlyMap<string, string> = new Map([
  ...EMPTY.map((name) => [name, ''] as const),
  ...Object.entries(FEATURES).map(
    ([name, feature]) =>
      [`vscode-languageserver/lib/common/${name}`, `exports.${feature} = (base) => base`] as const,
  ),
])

export const leanServer: Plugin = {
  name: 'lean-server',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]vscode-languageserver(?:-protocol)?[\\/]lib[\\/]common[\\/]/ },
      ({ path }) => {
        const [, name = ''] = /node_modules\/([^/]+\/.+)\.js$/.exec(path.replaceAll('\\', '/')) ?? []
        const contents = STAND_INS.get(name)
        return contents === undefined ? undefined : { contents, loader: 'js' }
      },
    )
  },
}
