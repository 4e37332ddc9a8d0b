/** An editor without a screen: a server with files in memory, and a connection to it as an editor has one. */

import { PassThrough, type Readable, type Writable } from 'node:stream'
import {
  CompletionItemKind,
  createConnection,
  createProtocolConnection,
  DiagnosticTag,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type MarkupContent,
  MarkupKind,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  SymbolKind,
} from 'vscode-languageserver/node'
import type { ServerHost } from '../../lsp/host.ts'
import type { Work } from '../../lsp/project.ts'
import { startServer } from '../../lsp/server.ts'

export const ROOT = 'file:///songs'

export interface Editor {
  readonly client: ProtocolConnection
  readonly initialized: InitializeResult
  /** What the server has worked out, in order. */
  readonly work: readonly Work[]
  /** Files on the disk, by path below `ROOT`. */
  readonly disk: Map<string, string>
  open(path: string, text: string): string
  ask(method: string, params: unknown): Promise<unknown>
  close(): void
}

export const uriOf = (path: string): string => `${ROOT}/${path}`

/** What an editor can do that can do everything that the server asks for. */
export const ABLE: InitializeParams['capabilities'] = {
  textDocument: {
    diagnostic: {},
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [DiagnosticTag.Unnecessary, DiagnosticTag.Deprecated] },
    },
    definition: { linkSupport: true },
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: [MarkupKind.Markdown],
        insertReplaceSupport: true,
      },
      completionItemKind: { valueSet: Object.values(CompletionItemKind) },
    },
    hover: { contentFormat: [MarkupKind.Markdown] },
    documentSymbol: {
      hierarchicalDocumentSymbolSupport: true,
      symbolKind: { valueSet: Object.values(SymbolKind) },
    },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [''] } } },
    rename: { prepareSupport: true },
  },
  workspace: {
    workspaceFolders: true,
    symbol: { symbolKind: { valueSet: Object.values(SymbolKind) } },
  },
}

export async function openEditor(
  files: Readonly<Record<string, string>> = {},
  capabilities: InitializeParams['capabilities'] = ABLE,
  initializationOptions: object = {},
  more: Partial<ServerHost> = {},
): Promise<Editor> {
  const [up, down] = [new PassThrough(), new PassThrough()]
  const disk = new Map(Object.entries(files))
  const work: Work[] = []
  serve(up, down, disk, (one) => work.push(one), more)
  const client = clientOf(down, up)
  client.listen()
  const initialized = await client.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: ROOT,
    capabilities,
    initializationOptions,
    workspaceFolders: [{ uri: ROOT, name: 'songs' }],
  } satisfies InitializeParams)
  await client.sendNotification('initialized', {})
  return {
    client,
    initialized,
    work,
    disk,
    open(path, text) {
      const uri = uriOf(path)
      void client.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'sil', version: 1, text },
      })
      return uri
    },
    ask: (method, params) => client.sendRequest(method, params),
    close() {
      client.dispose()
      up.destroy()
      down.destroy()
    },
  }
}

/**
 * A server of the files on a disk in memory.
 * @param input what the editor says
 * @param output what it hears
 * @param more what its host has besides, or has otherwise
 */
export function serve(
  input: Readable,
  output: Writable,
  disk: ReadonlyMap<string, string>,
  onWork: (work: Work) => void = () => {},
  more: Partial<ServerHost> = {},
): void {
  startServer(createConnection(new StreamMessageReader(input), new StreamMessageWriter(output)), {
    host: {
      sources: (root) => ({
        read(path) {
          const text = root === ROOT ? disk.get(path) : undefined
          return text === undefined ? { kind: 'missing' } : { kind: 'text', text }
        },
      }),
      list: (root) => (root === ROOT ? [...disk.keys()] : []),
      ...more,
    },
    version: '0.0.0',
    onWork,
  })
}

/** An editor's end of a connection, not listening yet. */
export const clientOf = (input: Readable, output: Writable): ProtocolConnection =>
  createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output))

/** A text with `│` where the cursor stands. */
export function withCursor(marked: string): {
  readonly text: string
  readonly position: { readonly line: number; readonly character: number }
} {
  const at = marked.indexOf('│')
  if (at < 0) throw new Error('there is no │ in the text')
  const before = marked.slice(0, at).split('\n')
  return {
    text: marked.slice(0, at) + marked.slice(at + 1),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  }
}

/** What an editor that was just opened says of the place of `│` in a text; null where it says nothing. */
export async function hoverAt(editor: Editor, marked: string): Promise<string | null> {
  const { text, position } = withCursor(marked)
  const uri = editor.open('a.sil', text)
  const found = (await editor.ask('textDocument/hover', { textDocument: { uri }, position })) as Hover | null
  return found === null ? null : (found.contents as MarkupContent).value
}
