/** The server as a process: its protocol on stdin and stdout. Bundled into `dist/lsp/node.cjs`, which `sil lsp` and editors run. */

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { nodeHost } from './node-files.ts'
import { startServer } from './server.ts'

// Written in by the build.
declare const SILENCIO_VERSION: string

// stdout belongs to the protocol: what anything else would print there goes to stderr.
console.log = console.error
console.info = console.error

// An editor that died may leave stdin open: nobody hears the answers any more. Before the connection's own listener, which would
// go on and reject what nobody waits for.
process.stdout.on('error', () => process.exit(1))

startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), {
  host: nodeHost(),
  version: SILENCIO_VERSION,
})
