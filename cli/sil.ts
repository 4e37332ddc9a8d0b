/** The binary. Does nothing but start fast: code is cached compiled, commands are loaded when they are called. */

import * as nodeModule from 'node:module'
import { guardStreams } from './io/streams.ts'

nodeModule.enableCompileCache?.()
const streams = guardStreams()
const { main } = await import('./main.ts')
const status = await main(process.argv.slice(2))
process.exitCode = streams.failed ?? status
