/** What the server tells an editor that it can do. */

import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver'
import type { Client } from './client.ts'
import { ACTION_KINDS } from './service/actions.ts'
import { SCHEME } from './service/compiled.ts'
import { TYPED } from './service/format-typed.ts'
import { LEGEND } from './service/tokens.ts'

/** A folder is moved as a whole, and so may a recording be. */
const FILTERS = (
  [
    ['**/*.{sil,wav}', 'file'],
    ['**', 'folder'],
  ] as const
).map(([glob, matches]) => ({ scheme: 'file', pattern: { glob, matches } }))

/** Characters behind which something may be expected. Letters ask by themselves; a bar that closes ends a line, and Enter would take what came up. */
const TRIGGERS = [' ', '.', '"', '/', ',']

export function capabilities({ pulls, actions, preparesRename, watches }: Client): ServerCapabilities {
  return {
    positionEncoding: 'utf-16',
    // Who does not watch the disk (Neovim on Linux) says at least when it has written there.
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: !watches },
    completionProvider: { triggerCharacters: TRIGGERS },
    hoverProvider: true,
    definitionProvider: true,
    typeDefinitionProvider: true,
    callHierarchyProvider: true,
    codeLensProvider: {},
    documentOnTypeFormattingProvider: {
      firstTriggerCharacter: TYPED[0],
      moreTriggerCharacter: TYPED.slice(1),
    },
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: { label: 'SIL' },
    workspaceSymbolProvider: true,
    ...(actions ? { codeActionProvider: { codeActionKinds: ACTION_KINDS } } : {}),
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    renameProvider: preparesRename ? { prepareProvider: true } : true,
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
      textDocumentContent: { schemes: [SCHEME] },
      fileOperations: { willRename: { filters: FILTERS } },
    },
  }
}
