/** The server as a process: its protocol on stdin and stdout. Bundled into `dist/lsp/node.cjs`, which `sil lsp` and editors run. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import type { SoundingTimbres, TimbreProgram } from './host.ts'
import { nodeHost } from './node-files.ts'
import { startServer } from './server.ts'
import { createTimbres } from './timbres.ts'

// Written in by the build.
declare const SILENCIO_VERSION: string

// stdout belongs to the protocol: what anything else would print there goes to stderr.
console.log = console.error
console.info = console.error

// An editor that died may leave stdin open: nobody hears the answers any more. Before the connection's own listener, which would
// go on and reject what nobody waits for.
process.stdout.on('error', () => process.exit(1))

/** Beside the server in the package. An editor's extension carries the server alone. */
const TIMBRES = join(__dirname, 'timbre-model', 'open.js')

async function open(): Promise<SoundingTimbres> {
  const program: TimbreProgram = await import(pathToFileURL(TIMBRES).href)
  return program.openTimbres({ folder: join(__dirname, '..', '..', 'models', 'timbre') })
}

startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), {
  host: nodeHost(existsSync(TIMBRES) ? (heard) => createTimbres({ open, ...heard }) : undefined),
  version: SILENCIO_VERSION,
})
