/**
 * What Monaco's client and the language server say to each other, made to fit. Monaco knows one text, at one address, whichever
 * piece it holds; the server knows files in a folder, for what a piece imports depends on where it lies. Both are told what they
 * expect, and Monaco is spared what it cannot take: addresses of texts that it has not got.
 */

import { uriAt } from '../../../lsp/address.ts'

/** Address of the text in Monaco. In lower case: that is what Monaco's client makes of every address, in some messages and not in others. */
export const SHOWN = 'inmemory://sil/piece.sil'
/** The folder in which the server finds the piece and what it imports. */
export const ROOT = 'file:///studio'

/** A message of JSON-RPC, looked at no further than is needed. */
export type Message = { readonly [key: string]: unknown }

/** Address of a piece for the server. @param path from the folder of all pieces, with `/` */
export const servedAt = (path: string): string => uriAt(ROOT, path)

/** Methods whose answers are places: where one lies in another file, Monaco has no text to show. */
const PLACES: ReadonlySet<string> = new Set([
  'textDocument/definition',
  'textDocument/declaration',
  'textDocument/typeDefinition',
  'textDocument/implementation',
  'textDocument/references',
])
/** LSP: what was asked for could not be done. */
const REQUEST_FAILED = -32803

export interface Fitting {
  /** From Monaco to the server; null: not to be sent. */
  toServer(message: Message): Message | null
  /** From the server to Monaco; null: not to be told. */
  toClient(message: Message): Message | null
}

/** @param served address of the piece as it is now */
export function fitting(served: () => string): Fitting {
  /** Methods of the requests that are not answered yet. */
  const asked = new Map<unknown, string>()
  return {
    toServer(message) {
      const { method, id, params } = message
      if (typeof method === 'string' && id !== undefined && id !== null) asked.set(id, method)
      if (method === 'initialize') return { ...message, params: introduced(fieldsOf(params)) }
      if (isOfAnotherText(params)) return null
      return { ...message, params: readdressed(params, SHOWN, served()) }
    },
    toClient(message) {
      const now = served()
      if (message.method === 'textDocument/publishDiagnostics')
        return fieldsOf(message.params).uri === now
          ? { ...message, params: readdressed(message.params, now, SHOWN) }
          : null
      const method = message.id == null ? undefined : asked.get(message.id)
      if (method === undefined || message.method !== undefined) return message
      asked.delete(message.id)
      if ('error' in message) return message
      const result = readdressed(message.result, now, SHOWN)
      if (PLACES.has(method)) return { ...message, result: placesShown(result) }
      if (method === 'textDocument/rename' && changesOthers(result)) return refused(message)
      return { ...message, result }
    },
  }
}

/**
 * Monaco's client says of itself that it asks for problems, and asks half a second after the last key: it is told of them instead.
 * It does not say that it takes snippets, Markdown and words that give way, and does; and it leaves out where the files are.
 */
function introduced(params: Message): Message {
  const capabilities = fieldsOf(params.capabilities)
  const { diagnostic: _, ...textDocument } = fieldsOf(capabilities.textDocument)
  const completion = fieldsOf(textDocument.completion)
  const completionItem = {
    ...fieldsOf(completion.completionItem),
    snippetSupport: true,
    insertReplaceSupport: true,
    documentationFormat: ['markdown', 'plaintext'],
  }
  return {
    ...params,
    rootUri: ROOT,
    workspaceFolders: [{ uri: ROOT, name: 'studio' }],
    capabilities: {
      ...capabilities,
      textDocument: { ...textDocument, completion: { ...completion, completionItem } },
    },
  }
}

function isOfAnotherText(params: unknown): boolean {
  const { uri } = fieldsOf(fieldsOf(params).textDocument)
  return typeof uri === 'string' && uri !== SHOWN
}

/** Wherever an address stands in a message: behind `uri` and `targetUri`, and as a key of `changes`. */
function readdressed(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => readdressed(one, from, to))
  if (!isMessage(value)) return value
  const fields: Record<string, unknown> = {}
  for (const [key, its] of Object.entries(value))
    fields[key === from ? to : key] =
      (key === 'uri' || key === 'targetUri') && its === from ? to : readdressed(its, from, to)
  return fields
}

function placesShown(result: unknown): unknown {
  const isShown = (one: unknown): boolean => {
    const { uri, targetUri } = fieldsOf(one)
    return (uri ?? targetUri) === SHOWN
  }
  if (Array.isArray(result)) return result.filter(isShown)
  return isMessage(result) && !isShown(result) ? null : result
}

function changesOthers(result: unknown): boolean {
  const { changes, documentChanges } = fieldsOf(result)
  if (Object.keys(fieldsOf(changes)).some((uri) => uri !== SHOWN)) return true
  return (
    Array.isArray(documentChanges) &&
    documentChanges.some((one: unknown) => fieldsOf(fieldsOf(one).textDocument).uri !== SHOWN)
  )
}

const refused = (message: Message): Message => ({
  jsonrpc: '2.0',
  id: message.id ?? null,
  error: {
    code: REQUEST_FAILED,
    message:
      'The name belongs to another file, and the studio writes this one only: rename it in an editor that has both.',
  },
})

export const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldsOf = (value: unknown): Message => (isMessage(value) ? value : {})
