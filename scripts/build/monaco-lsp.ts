/**
 * Monaco's client of language servers. Its package exports it with the whole editor only, and the file of its own begins by loading
 * every contribution that there is: the page wants the client, and chooses its contributions itself (studio/editor/monaco.ts).
 */

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'esbuild'

const CLIENT = 'external/monaco-lsp-client/out/index.js'
/** `import '…'`, for its effects alone. */
const FOR_EFFECTS = /^import '[^']+';?$/gm

export const monacoLspClient: Plugin = {
  name: 'monaco-lsp-client',
  setup(build) {
    build.onResolve({ filter: /^monaco-editor\/lsp$/ }, async ({ resolveDir, kind }) => {
      const editor = await build.resolve('monaco-editor', { resolveDir, kind })
      if (editor.errors.length > 0) return editor
      // It resolves to esm/vs/index.js.
      return { path: join(dirname(dirname(editor.path)), CLIENT), sideEffects: false }
    })
    build.onLoad({ filter: /monaco-lsp-client[\\/]out[\\/]index\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(FOR_EFFECTS, ''),
      resolveDir: dirname(path),
      loader: 'js',
    }))
  },
}
