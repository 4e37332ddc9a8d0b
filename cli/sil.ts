/** The binary. Does nothing but start fast: code is cached compiled, commands are loaded when they are called. */

import * as nodeModule from 'node:module'

nodeModule.enableCompileCache?.()
const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2))
