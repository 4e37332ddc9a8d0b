/** Who types: one client, the same for every server, over a connection in memory. */

import { PassThrough } from 'node:stream'
import {
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
  type FullDocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import { clientOf, ROOT, serve, uriOf } from '../../test/lsp/client.ts'
import * as table from '../chevrotain-lexer.ts'
import { langiumGrammar } from '../langium/grammar.ts'
import { BESIDE, type Place } from './script.ts'

/** How a side's problems come: `asked` by requests, `told` in notifications. */
export const SIDES = ['Silencio, asked', 'Silencio, told', 'Langium, told'] as const
export type SideName = (typeof SIDES)[number]

const URI = uriOf('piece.sil')

export interface Typist {
  /** Types a letter or takes it back, and gives the problems of the text that it leaves. */
  edit(start: Place, end: Place, text: string): Promise<readonly Diagnostic[]>
  /** How many completions are offered. */
  complete(position: Place): Promise<number>
  /** Problems as the file was opened. */
  readonly atFirst: readonly Diagnostic[]
  close(): void
}

export async function openTypist(side: SideName, piece: string): Promise<Typist> {
  const [up, down] = [new PassThrough(), new PassThrough()]
  if (side === 'Langium, told') {
    const { startLangiumServer } = await import('../langium/server.mjs')
    await startLangiumServer(langiumGrammar(), table, up, down)
  } else serve(up, down, new Map(Object.entries(BESIDE)))
  const client = clientOf(down, up)
  const asks = side === 'Silencio, asked'

  let told: ((diagnostics: readonly Diagnostic[]) => void) | null = null
  let unexpected = false
  client.onNotification(
    'textDocument/publishDiagnostics',
    (one: { readonly version?: number; readonly diagnostics: readonly Diagnostic[] }) => {
      // Langium's notifications bear no version. One text is on its way at a time, so that each has one notification,
      // and a second would be taken for the next text's: then nothing measured here is true.
      if (told === null || (one.version ?? version) !== version) {
        unexpected = true
        return
      }
      told(one.diagnostics)
      told = null
    },
  )
  client.listen()
  let version = 1
  const { capabilities } = await client.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: ROOT,
    capabilities: asks ? { textDocument: { diagnostic: {} } } : {},
    workspaceFolders: [{ uri: ROOT, name: 'songs' }],
  } satisfies InitializeParams)
  const sync = capabilities.textDocumentSync
  const kind = typeof sync === 'object' ? sync.change : sync
  if (kind !== TextDocumentSyncKind.Incremental) throw new Error(`${side} takes no single edits`)
  await client.sendNotification('initialized', {})
  const atFirst = await problemsAfter('textDocument/didOpen', {
    textDocument: { uri: URI, languageId: 'sil', version, text: piece },
  })
  return {
    atFirst,
    close() {
      client.dispose()
      up.destroy()
      down.destroy()
    },
    edit(start, end, text) {
      version++
      return problemsAfter('textDocument/didChange', {
        textDocument: { uri: URI, version },
        contentChanges: [{ range: { start, end }, text }],
      })
    },
    async complete(position) {
      const answer = await client.sendRequest<CompletionItem[] | CompletionList | null>(
        'textDocument/completion',
        { textDocument: { uri: URI }, position },
      )
      return (Array.isArray(answer) ? answer : (answer?.items ?? [])).length
    },
  }

  async function problemsAfter(method: string, params: object): Promise<readonly Diagnostic[]> {
    if (unexpected) throw new Error(`${side}: problems that nobody waited for`)
    if (asks) {
      void client.sendNotification(method, params)
      const report = await client.sendRequest<FullDocumentDiagnosticReport>('textDocument/diagnostic', {
        textDocument: { uri: URI },
      })
      return report.items
    }
    return new Promise((resolve) => {
      told = resolve
      void client.sendNotification(method, params)
    })
  }
}
