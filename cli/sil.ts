/** The binary. Does nothing but start fast: code is cached compiled, commands are loaded when they are called. */

import * as nodeModule from 'node:module'
import { signalsHeard } from './io/signals.ts'
import { flushed, guardStreams } from './io/streams.ts'

nodeModule.enableCompileCache?.()
const streams = guardStreams()
const { main } = await import('./main.ts')
const status = await main(process.argv.slice(2))
process.exitCode = streams.failed ?? status
// Whoever pressed Ctrl-C while the last file was written is told so: a shell's loop goes on after a status.
await signalsHeard()
// Node's own taking down of the process lasts some milliseconds, in which a second Ctrl-C would kill it: a signal
// instead of the status that the command earned. So it ends here, when all that was printed is out.
await Promise.all([flushed(process.stdout), flushed(process.stderr)])
process.exit()
