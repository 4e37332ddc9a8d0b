/**
 * The language server: a connection on one side, the services on the other. It knows no host: entries for Node (stdio) and for
 * a web worker give it a connection and their files.
 *
 * Every request is answered at once from the newest text, so that nothing can be stale and nothing is put off.
 */

import {
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type Location,
  type LocationLink,
  MessageType,
  type Position,
  ResponseError,
  ShowMessageNotification,
} from 'vscode-languageserver'
import { canonicalFolder } from './address.ts'
import { capabilities } from './capabilities.ts'
import { clientOf } from './client.ts'
import { completionItems } from './completion-items.ts'
import { createDocuments } from './documents.ts'
import type { ServerHost } from './host.ts'
import { CHANGED, FIGURES, fileIn, SCENARIOS, wantsChanges } from './own-requests.ts'
import { type Analysis, createProject, type Work } from './project.ts'
import { actionsIn } from './service/actions.ts'
import { compiled, wantedBy } from './service/compiled.ts'
import { isInQuotes } from './service/complete.ts'
import { diagnosticsOf } from './service/diagnostics.ts'
import { figuresOf } from './service/figures.ts'
import { formatEdits } from './service/format.ts'
import { typedEdits } from './service/format-typed.ts'
import { callsFrom, callsTo, hierarchyAt } from './service/hierarchy.ts'
import { hoverIn } from './service/hover.ts'
import { hintsIn } from './service/inlay.ts'
import { lensesOf } from './service/lens.ts'
import { linkedAt } from './service/linked.ts'
import { linksOf } from './service/links.ts'
import { followed, importsAfter, leftBehind, type Move, slotsAfter } from './service/move.ts'
import { definitionAt, highlightsAt, referencesAt } from './service/navigate.ts'
import { renameAt, renameRangeAt, whyNotAt } from './service/rename.ts'
import { scenariosOf } from './service/scenarios.ts'
import { signatureAt } from './service/signature.ts'
import { foldsOf, selectionAt } from './service/structure.ts'
import { symbolsOf, workspaceSymbols } from './service/symbols.ts'
import { encodedTokens } from './service/tokens.ts'
import { typeDefinitionAt } from './service/type-definition.ts'
import { readSettings, SETTINGS_SECTION, type Settings, USUAL } from './settings.ts'
import { suitedCompletions, suitedOutline, suitedProblems, suitedSymbols, suitedText } from './suited.ts'
import { textEdits } from './text-edits.ts'
import { deltaOf } from './token-delta.ts'

/** LSP 3.18: what was asked for could not be done. */
const REQUEST_FAILED = -32803

export interface ServerOptions {
  readonly host: ServerHost
  readonly name?: string
  readonly version: string
  /** Address of the page of a diagnostic's code. */
  readonly pages?: (code: string) => string
  /** Told what was worked out anew. */
  readonly onWork?: (work: Work) => void
}

export function startServer(connection: Connection, options: ServerOptions): void {
  const documents = createDocuments()
  const timbres = options.host.timbres?.({
    onReady(uris) {
      for (const uri of uris) project.readAnew(uri)
      told()
      toldAgain()
      // A neighbourhood has as many slots as its space has directions.
      shownAgain()
    },
    onProblem: (why) =>
      alone(() =>
        connection.console.warn(`timbres are read by the lexicon, not by the trained timbre model: ${why}`),
      ),
  })
  const project = createProject(documents, options.host, {
    ...(options.onWork !== undefined && { onWork: options.onWork }),
    ...(timbres !== undefined && { timbres }),
  })
  const pages = options.pages ?? null
  const tokens = new Map<string, { readonly id: string; readonly data: readonly number[] }>()
  let client: InitializeParams['capabilities'] = {}
  let settings: Settings = USUAL
  /** What the client can take of the answers. */
  let takes = clientOf(client)
  /** What the editor can run when a lens is pressed. */
  let commands: ReadonlySet<string> = new Set()
  /** It wants to hear when files on the disk have changed. */
  let hearsChanges = false
  let tokenIds = 0
  /** What was told last of each open file. */
  const shown = new Map<string, Analysis>()

  connection.onInitialize((params) => {
    client = params.capabilities
    takes = clientOf(client)
    const folders = params.workspaceFolders?.map(({ uri }) => uri)
    const rootUri: unknown = Reflect.get(params, 'rootUri')
    project.setRoots(folders ?? (typeof rootUri === 'string' ? [rootUri] : []))
    settings = readSettings(params.initializationOptions)
    commands = commandsIn(params.initializationOptions)
    hearsChanges = wantsChanges(params.initializationOptions)
    return {
      capabilities: capabilities(takes),
      serverInfo: { name: options.name ?? 'Silencio', version: options.version },
    }
  })
  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true)
      alone(() =>
        connection.client.register(DidChangeConfigurationNotification.type, { section: SETTINGS_SECTION }),
      )
    if (takes.watches)
      alone(() =>
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [
            { globPattern: '**/*.sil' },
            { globPattern: '**/*.slots.json' },
            { globPattern: '**/*.wav' },
          ],
        }),
      )
    if (client.workspace?.workspaceFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => canonicalFolder(uri)))
        project.setRoots([...project.roots.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)])
        told()
      })
    alone(configured)
  })

  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    documents.open(uri, version, text)
    told()
  })
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    documents.change(uri, version, contentChanges)
    told()
  })
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    documents.close(uri)
    project.closed(uri)
    tokens.delete(uri)
    // What is not open is nobody's to mend here.
    if (!takes.pulls) alone(() => connection.sendDiagnostics({ uri, diagnostics: [] }))
    told()
  })
  connection.onDidChangeWatchedFiles(({ changes }) =>
    changedOnDisk(changes.some(({ uri }) => uri.endsWith('.slots.json'))),
  )
  connection.onDidSaveTextDocument(() => {
    if (!takes.watches) changedOnDisk(true)
  })
  connection.onDidChangeConfiguration(({ settings: given }) => {
    settings = readSettings(sectionOf(given))
    alone(configured)
  })

  connection.onShutdown(() => timbres?.stop())

  connection.languages.diagnostics.on(({ textDocument: { uri } }) => {
    const analysis = project.analysis(uri)
    return { kind: 'full', items: analysis === null ? [] : problemsOf(analysis) }
  })
  connection.onCompletion(({ textDocument: { uri }, position, context }) =>
    at(uri, position, [], (analysis, offset) => {
      // Quotes that close end a line, and Enter would take what came up.
      const closes = context?.triggerCharacter === '"' && !isInQuotes(analysis.text.content, offset)
      return closes
        ? []
        : suitedCompletions(completionItems(analysis, offset, context?.triggerCharacter === undefined), takes)
    }),
  )
  connection.onHover(({ textDocument: { uri }, position }) =>
    at(uri, position, null, (analysis, offset) => {
      const hover = hoverIn(analysis, offset)
      if (hover === null) return null
      return {
        contents: suitedText(hover.text, takes.hovers),
        range: analysis.text.rangeOf(hover),
      }
    }),
  )
  connection.onDefinition(({ textDocument: { uri }, position }) =>
    at(uri, position, null, (analysis, offset) => {
      return located(definitionAt(analysis, offset), client.textDocument?.definition?.linkSupport)
    }),
  )
  connection.onReferences(({ textDocument: { uri }, position, context }) =>
    at(uri, position, null, (analysis, offset) => [
      ...referencesAt(project, analysis, offset, context.includeDeclaration),
    ]),
  )
  connection.onDocumentHighlight(({ textDocument: { uri }, position }) =>
    at(uri, position, null, (analysis, offset) => [...highlightsAt(analysis, offset)]),
  )
  connection.onPrepareRename(({ textDocument: { uri }, position }) =>
    at(
      uri,
      position,
      null,
      (analysis, offset) =>
        renameRangeAt(analysis, offset) ?? new ResponseError(REQUEST_FAILED, whyNotAt(analysis, offset)),
    ),
  )
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) =>
    at(uri, position, null, (analysis, offset) => {
      const renamed = renameAt(project, analysis, offset, newName)
      if ('refused' in renamed) return new ResponseError(REQUEST_FAILED, renamed.refused)
      for (const why of renamed.left) warn(why)
      return renamed.edit
    }),
  )
  connection.onDocumentSymbol(({ textDocument: { uri } }) =>
    of(uri, null, (analysis) => suitedOutline(symbolsOf(analysis), uri, takes)),
  )
  connection.onWorkspaceSymbol(({ query }) =>
    suitedSymbols(workspaceSymbols(project.everything(), query), takes),
  )
  connection.onCodeAction(({ textDocument: { uri }, range, context }) =>
    of(uri, null, (analysis) =>
      actionsIn(analysis, analysis.text.spanOf(range), context.only, context.diagnostics),
    ),
  )
  connection.onDocumentFormatting(({ textDocument: { uri } }) =>
    of(uri, null, (analysis) => textEdits(analysis, formatEdits(analysis.text.content, null))),
  )
  connection.onDocumentRangeFormatting(({ textDocument: { uri }, range }) =>
    of(uri, null, (analysis) => {
      const { text } = analysis
      const within = { start: text.lineStart(range.start.line), end: text.lineEnd(range.end.line) }
      return textEdits(analysis, formatEdits(text.content, within))
    }),
  )
  connection.onFoldingRanges(({ textDocument: { uri } }) => of(uri, null, foldsOf))
  connection.onSelectionRanges(({ textDocument: { uri }, positions }) =>
    of(uri, null, (analysis) =>
      positions.map((position) => selectionAt(analysis, analysis.text.offsetAt(position))),
    ),
  )
  connection.languages.onLinkedEditingRange(({ textDocument: { uri }, position }) =>
    at(uri, position, null, linkedAt),
  )
  connection.onSignatureHelp(({ textDocument: { uri }, position }) => at(uri, position, null, signatureAt))
  connection.onDocumentLinks(({ textDocument: { uri } }) => of(uri, null, linksOf))
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) =>
    of(uri, null, (analysis) => hintsIn(analysis, analysis.text.spanOf(range), settings.inlayHints)),
  )
  connection.onCodeLens(({ textDocument: { uri } }) =>
    settings.codeLens ? of(uri, null, (analysis) => lensesOf(analysis, (one) => commands.has(one))) : [],
  )
  connection.onTypeDefinition(({ textDocument: { uri }, position }) =>
    at(uri, position, null, (analysis, offset) =>
      located(typeDefinitionAt(analysis, offset), client.textDocument?.typeDefinition?.linkSupport),
    ),
  )
  connection.languages.callHierarchy.onPrepare(({ textDocument: { uri }, position }) =>
    at(uri, position, null, hierarchyAt),
  )
  connection.languages.callHierarchy.onIncomingCalls(({ item }) => callsTo(project, item))
  connection.languages.callHierarchy.onOutgoingCalls(({ item }) => callsFrom(project, item))
  connection.onDocumentOnTypeFormatting(({ textDocument: { uri }, position, ch }) =>
    at(uri, position, null, (analysis, offset) => textEdits(analysis, typedEdits(analysis, offset, ch))),
  )
  connection.workspace.textDocumentContent.on(({ uri }) => {
    const wanted = wantedBy(uri)
    if (wanted === null)
      return new ResponseError(REQUEST_FAILED, `${uri} is no address of something compiled.`)
    return of(wanted.uri, new ResponseError(REQUEST_FAILED, `There is no ${wanted.uri}.`), (analysis) => ({
      text: compiled(analysis, wanted.view),
    }))
  })
  connection.languages.semanticTokens.on(({ textDocument: { uri } }) =>
    of(uri, { data: [] }, (analysis) => remembered(uri, encodedTokens(analysis, null))),
  )
  connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }) =>
    of(uri, { data: [] }, (analysis) => ({ data: encodedTokens(analysis, analysis.text.spanOf(range)) })),
  )
  connection.languages.semanticTokens.onDelta(({ textDocument: { uri }, previousResultId }) =>
    of(uri, { data: [] }, (analysis) => {
      const before = tokens.get(uri)
      const data = encodedTokens(analysis, null)
      const { resultId } = remembered(uri, data)
      return before?.id === previousResultId
        ? { resultId, edits: deltaOf(before.data, data) }
        : { resultId, data }
    }),
  )
  connection.workspace.onWillRenameFiles(({ files }) => {
    const moves = files.map(({ oldUri, newUri }): Move => ({ from: oldUri, to: newUri }))
    const slots = slotsAfter(project, moves)
    if (!takes.movesFiles) for (const one of slots) warn(leftBehind(one))
    return followed(importsAfter(project, moves), slots, takes.movesFiles)
  })
  connection.onRequest(SCENARIOS, (params: unknown) => {
    const uri = fileIn(params)
    return uri === null
      ? project.everything().map(scenariosOf)
      : of(uri, [], (analysis) => [scenariosOf(analysis)])
  })
  connection.onRequest(FIGURES, (params: unknown) => {
    const uri = fileIn(params)
    return uri === null
      ? new ResponseError(REQUEST_FAILED, `${FIGURES} is asked of a file.`)
      : of(uri, null, figuresOf)
  })
  connection.listen()

  function changedOnDisk(isTrained: boolean): void {
    project.refresh()
    told()
    // An import of an open file may have changed.
    toldAgain()
    // Or something was trained.
    if (isTrained) shownAgain()
  }

  /** Said to the person at the editor. */
  function warn(message: string): void {
    alone(() =>
      connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }),
    )
  }

  /** Who asks does not know that there are other answers now, for another reason than an edit of what is open. */
  function toldAgain(): void {
    if (takes.pullsAgain) alone(() => connection.languages.diagnostics.refresh())
    if (hearsChanges) alone(() => connection.sendNotification(CHANGED))
  }

  /** What an open file's problems are, for editors that do not ask; the others ask when they like. */
  function told(): void {
    if (takes.pulls) return
    for (const { uri, version } of documents.all()) {
      const analysis = project.analysis(uri)
      if (analysis === null || analysis === shown.get(uri)) continue
      shown.set(uri, analysis)
      alone(() => connection.sendDiagnostics({ uri, version, diagnostics: problemsOf(analysis) }))
    }
    for (const uri of shown.keys()) if (documents.get(uri) === undefined) shown.delete(uri)
  }

  function problemsOf(analysis: Analysis): Diagnostic[] {
    return suitedProblems(diagnosticsOf(analysis, pages), takes)
  }

  async function configured(): Promise<void> {
    if (client.workspace?.configuration === true)
      settings = readSettings(await connection.workspace.getConfiguration(SETTINGS_SECTION))
    shownAgain()
  }

  /** What stands beside and above the text, where the editor can be asked to show it anew. */
  function shownAgain(): void {
    if (client.workspace?.inlayHint?.refreshSupport === true)
      alone(() => connection.languages.inlayHint.refresh())
    if (client.workspace?.codeLens?.refreshSupport === true)
      alone(() => connection.sendRequest('workspace/codeLens/refresh'))
  }

  function remembered(uri: string, data: number[]): { readonly resultId: string; readonly data: number[] } {
    const resultId = String(++tokenIds)
    tokens.set(uri, { id: resultId, data })
    return { resultId, data }
  }

  function of<T, N>(uri: string, none: N, answer: (analysis: Analysis) => T): T | N {
    const analysis = project.analysis(uri)
    return analysis === null ? none : answer(analysis)
  }

  function at<T, N>(
    uri: string,
    position: Position,
    none: N,
    answer: (analysis: Analysis, offset: number) => T,
  ): T | N {
    return of(uri, none, (analysis) => answer(analysis, analysis.text.offsetAt(position)))
  }
}

/** Older editors take plain places. */
function located(links: readonly LocationLink[], asLinks = false): LocationLink[] | Location[] {
  if (asLinks) return [...links]
  return links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }))
}

/** What an editor refuses, or no longer hears, must not end the server: all goes on as it was. */
function alone(ask: () => unknown): void {
  // Who has closed the connection makes some calls throw before there is a promise.
  void (async () => ask())().catch(() => {})
}

function sectionOf(given: unknown): unknown {
  return typeof given === 'object' && given !== null ? Reflect.get(given, SETTINGS_SECTION) : undefined
}

/** `initializationOptions.commands`: names of those that the editor has. */
function commandsIn(given: unknown): ReadonlySet<string> {
  const names: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, 'commands') : []
  return new Set(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [])
}
