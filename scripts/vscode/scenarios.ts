/** The thread that plays scenarios for the test explorer: the same program for browsers and for Node. */

import { type BuildOptions, build, type Metafile } from 'esbuild'
import { editorProgram } from '../build/language-server.ts'
import { computedTables } from '../build/tables.ts'

/** In Node a thread hears and speaks through a port of its own, and not as itself. */
const NODE_PRELUDE = `{
  const { parentPort } = require('node:worker_threads')
  globalThis.addEventListener = (kind, hear) => parentPort.on(kind, (data) => hear({ data }))
  globalThis.postMessage = (message) => parentPort.postMessage(message)
}`

export interface ScenariosBundle {
  /** For a worker of a browser. */
  readonly web: string
  /** For a thread of Node, as CommonJS. */
  readonly node: string
  readonly metafiles: readonly Metafile[]
}

/** @throws esbuild's BuildFailure, whose message names file and line */
export async function bundleScenarios(top: string): Promise<ScenariosBundle> {
  const common = {
    ...editorProgram(top),
    plugins: [computedTables],
    entryPoints: ['studio/workers/scenarios.ts'],
  } as const satisfies BuildOptions
  const [web, node] = await Promise.all([
    build({ ...common, format: 'iife', platform: 'browser' }),
    build({ ...common, format: 'cjs', platform: 'node', banner: { js: NODE_PRELUDE } }),
  ])
  return {
    web: web.outputFiles[0]?.text ?? '',
    node: node.outputFiles[0]?.text ?? '',
    metafiles: [web.metafile, node.metafile],
  }
}
