/**
 * The language server behind Monaco: its worker, its client, and what it is told besides the text. It is the server that other
 * editors have; here it is told which piece the one text is, and what that imports.
 */

import { MonacoLspClient } from 'monaco-editor/lsp'
import type { Sources } from '../../compile-protocol.ts'
import type { editor } from '../monaco.ts'
import { fitting, isMessage, type Message, ROOT, servedAt } from './served.ts'

type Transport = ConstructorParameters<typeof MonacoLspClient>[0]
type Wire = Parameters<Transport['send']>[0]
type Files = Readonly<Record<string, string>>

export interface LanguageServer {
  /** The text is another piece from now on. @param path decides what its imports mean */
  open(path: string): void
  /** What the text imports and sounds like, all of it, by path. */
  files(sources: Sources): void
  /** The compiler is through with the newest text. */
  settled(): void
}

export interface LanguageServerOptions {
  readonly model: editor.ITextModel
  readonly languageId: string
  readonly path: string
  readonly onFailed: (message: string) => void
}

/** Where the worker lies. */
const ADDRESS = '/language-server.js'
/**
 * Machines with two cores have none left while the compiler makes an edit ready to be heard: the band comes first. The server begins,
 * and hears of an edit, when the compiler is through, or after this long.
 */
const BEGINS_WITHIN_MS = 1000
const HEARS_WITHIN_MS = 60

export function startLanguageServer(options: LanguageServerOptions): LanguageServer {
  const { model, languageId, onFailed } = options
  let served = servedAt(options.path)
  let isOpen = false
  let known: Files = {}
  let told = ''
  let worker: Worker | null = null
  let listen: Parameters<Transport['setListener']>[0]
  /** What waits for the compiler, in its order; null: nothing waits. */
  let held: Message[] | null = []
  let patience = setTimeout(settled, BEGINS_WITHIN_MS)
  const fit = fitting(() => served)
  new MonacoLspClient(transport())
  const tell = (method: string, params: Message): void => post({ jsonrpc: '2.0', method, params })

  return {
    open(path) {
      if (isOpen) tell('textDocument/didClose', { textDocument: { uri: served } })
      served = servedAt(path)
      // Before that, the client opens it by itself.
      if (isOpen)
        tell('textDocument/didOpen', {
          textDocument: { uri: served, languageId, version: model.getVersionId(), text: model.getValue() },
        })
    },
    files({ files: next, sounds }) {
      const changed: Record<string, string | null> = {}
      for (const path of Object.keys(known)) if (!Object.hasOwn(next, path)) changed[path] = null
      for (const [path, text] of Object.entries(next)) if (known[path] !== text) changed[path] = text
      known = next
      const heard = JSON.stringify(sounds)
      if (Object.keys(changed).length === 0 && heard === told) return
      told = heard
      tell('sil/files', { root: ROOT, files: changed, sounds })
      tell('workspace/didChangeWatchedFiles', { changes: [] })
    },
    settled,
  }

  function settled(): void {
    clearTimeout(patience)
    const all = held ?? []
    held = null
    worker ??= begun()
    for (const message of all) worker.postMessage(message)
  }

  function begun(): Worker {
    const its = new Worker(ADDRESS, { type: 'module', name: 'language server' })
    its.onerror = (event) => onFailed(event.message || 'it could not be loaded')
    its.onmessage = ({ data }: MessageEvent<unknown>) => {
      const fits = isMessage(data) ? fit.toClient(data) : null
      if (isWire(fits)) listen?.(fits)
    }
    return its
  }

  function post(message: Message): void {
    if (message.method === 'textDocument/didChange' && held === null) {
      held = []
      patience = setTimeout(settled, HEARS_WITHIN_MS)
    }
    if (held === null) worker?.postMessage(message)
    else held.push(message)
  }

  function transport(): Transport {
    return {
      state: { value: { state: 'open' }, onChange: () => ({ dispose() {} }) },
      send(message) {
        const fits = isMessage(message) ? fit.toServer(message) : null
        if (fits?.method === 'textDocument/didOpen') isOpen = true
        if (fits !== null) post(fits)
        return Promise.resolve()
      },
      setListener(listener) {
        listen = listener
      },
      toString: () => 'the language server',
    }
  }
}

const isWire = (value: unknown): value is Wire => isMessage(value) && value.jsonrpc === '2.0'
