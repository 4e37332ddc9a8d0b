/** What an editor's client can take, by what it said of itself in `initialize`. What it does not say, it cannot. */

import { type ClientCapabilities, CompletionItemKind, MarkupKind, SymbolKind } from 'vscode-languageserver'

export interface Client {
  /** It asks for problems; the others are told. */
  readonly pulls: boolean
  /** It asks again when it is told that its answers are old. */
  readonly pullsAgain: boolean
  readonly problems: {
    readonly related: boolean
    readonly tags: boolean
    readonly pages: boolean
  }
  readonly completion: {
    readonly snippets: boolean
    /** It asks its author whether a word behind the cursor stays or gives way. */
    readonly replaces: boolean
    readonly docs: MarkupKind
    readonly kinds: ReadonlySet<CompletionItemKind>
  }
  readonly hovers: MarkupKind
  readonly outline: {
    readonly nested: boolean
    readonly kinds: ReadonlySet<SymbolKind>
  }
  /** Of symbols of the workspace. */
  readonly symbolKinds: ReadonlySet<SymbolKind>
  /** Code actions that bring their edit along. Others could only run commands, and the server has none. */
  readonly actions: boolean
  /** It asks whether a name may be renamed before it asks for the new one. */
  readonly preparesRename: boolean
  /** It renames files where an edit says so. */
  readonly movesFiles: boolean
  /** It says what changes on the disk. */
  readonly watches: boolean
}

export function clientOf({ textDocument, workspace }: ClientCapabilities): Client {
  const { diagnostic, publishDiagnostics, completion, hover, documentSymbol, codeAction, rename } =
    textDocument ?? {}
  // LSP 3.18 lets a client that asks say these for itself; before, they stood with what it is told.
  const either = <T>(read: (of: NonNullable<typeof publishDiagnostics>) => T | undefined): T | undefined =>
    read(diagnostic ?? {}) ?? read(publishDiagnostics ?? {})
  return {
    pulls: diagnostic !== undefined,
    pullsAgain: diagnostic !== undefined && refreshes(workspace),
    problems: {
      related: either((of) => of.relatedInformation) === true,
      tags: either((of) => of.tagSupport) !== undefined,
      pages: either((of) => of.codeDescriptionSupport) === true,
    },
    completion: {
      snippets: completion?.completionItem?.snippetSupport === true,
      replaces: completion?.completionItem?.insertReplaceSupport === true,
      docs: markup(completion?.completionItem?.documentationFormat),
      kinds: new Set(completion?.completionItemKind?.valueSet ?? FIRST_COMPLETION_KINDS),
    },
    hovers: markup(hover?.contentFormat),
    outline: {
      nested: documentSymbol?.hierarchicalDocumentSymbolSupport === true,
      kinds: new Set(documentSymbol?.symbolKind?.valueSet ?? FIRST_SYMBOL_KINDS),
    },
    symbolKinds: new Set(workspace?.symbol?.symbolKind?.valueSet ?? FIRST_SYMBOL_KINDS),
    actions: codeAction?.codeActionLiteralSupport !== undefined,
    preparesRename: rename?.prepareSupport === true,
    movesFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('rename') === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  }
}

/** Helix and Zed say `diagnostic`: so it is spelled in the library of types that both are written with. */
function refreshes(workspace: ClientCapabilities['workspace']): boolean {
  const misspelled: unknown = Reflect.get(workspace ?? {}, 'diagnostic')
  const said = workspace?.diagnostics ?? misspelled
  return typeof said === 'object' && said !== null && Reflect.get(said, 'refreshSupport') === true
}

const markup = (formats: readonly MarkupKind[] | undefined): MarkupKind =>
  formats?.includes(MarkupKind.Markdown) === true ? MarkupKind.Markdown : MarkupKind.PlainText

/** The kinds of the protocol's first version, which a client knows that lists none. */
const FIRST_COMPLETION_KINDS = Object.values(CompletionItemKind).filter(
  (kind) => kind <= CompletionItemKind.Reference,
)
const FIRST_SYMBOL_KINDS = Object.values(SymbolKind).filter((kind) => kind <= SymbolKind.Array)
