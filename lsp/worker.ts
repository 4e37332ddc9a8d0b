/** The server in a web worker: in the studio, and in editors that run in a browser. Files come from the page that has them. */

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser'
import { pageFiles } from './page-files.ts'
import { startServer } from './server.ts'

// Written in by the build.
declare const SILENCIO_VERSION: string

const port: unknown = globalThis
if (!isWorker(port)) throw new Error('The language server’s worker runs in a worker only.')
const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port))
const files = pageFiles()
connection.onNotification('sil/files', (given: unknown) => files.take(given))
startServer(connection, { host: files, version: SILENCIO_VERSION })

function isWorker(scope: unknown): scope is Worker {
  return typeof scope === 'object' && scope !== null && 'postMessage' in scope
}
