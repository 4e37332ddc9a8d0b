/** A Langium language server for SIL: the services of `peer.mjs` behind Langium's own handlers, all of them its defaults. */

import { startLanguageServer } from 'langium/lsp'
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node'
import { createLangiumServices } from './peer.mjs'

/**
 * @param {string} grammar
 * @param {typeof import('../chevrotain-lexer.ts')} table Silencio's tokens
 * @param {import('node:stream').Readable} input what the editor says
 * @param {import('node:stream').Writable} output what the editor hears
 */
export async function startLangiumServer(grammar, table, input, output) {
  const connection = createConnection(new StreamMessageReader(input), new StreamMessageWriter(output))
  const services = await createLangiumServices(grammar, table, { lsp: { Connection: () => connection } })
  startLanguageServer(services.shared)
}
