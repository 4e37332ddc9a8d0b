/** What the server tells an editor that it can do. */

import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver'
import { ACTION_KINDS } from './service/actions.ts'
import { LEGEND } from './service/tokens.ts'

const FILTERS = [{ scheme: 'file', pattern: { glob: '**/*.sil', matches: 'file' as const } }]

/** Characters behind which something may be expected. Letters ask by themselves. */
const TRIGGERS = [' ', '.', '"', '|', ',']

export function capabilities(pulls: boolean): ServerCapabilities {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
    completionProvider: { triggerCharacters: TRIGGERS },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: { label: 'SIL' },
    workspaceSymbolProvider: true,
    codeActionProvider: { codeActionKinds: ACTION_KINDS },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    renameProvider: { prepareProvider: true },
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
    linkedEditingRangeProvider: true,
    signatureHelpProvider: { triggerCharacters: ['(', ','] },
    inlayHintProvider: true,
    semanticTokensProvider: { legend: LEGEND, full: { delta: true }, range: true },
    ...(pulls
      ? {
          diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false, identifier: 'sil' },
        }
      : {}),
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { willRename: { filters: FILTERS } },
    },
  }
}
