/** What scripts/build/monaco-lsp.ts resolves; the types are Monaco's own. */
declare module 'monaco-editor/lsp' {
  import type { lsp } from 'monaco-editor'
  export const MonacoLspClient: typeof lsp.MonacoLspClient
}
