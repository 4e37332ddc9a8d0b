/** The extension's programs: a client for desktops, one for browsers, and the server for each. */

import { type BuildOptions, build } from 'esbuild'
import { bundleLanguageServer, editorProgram } from '../build/language-server.ts'
import { licenceTexts } from '../build/licences.ts'
import { TABLE_PACKAGES } from '../build/tables.ts'
import { bundlePlayer } from './player.ts'
import { bundleScenarios } from './scenarios.ts'

/** Text by path below `vscode-extension/`. @throws esbuild's BuildFailure, whose message names file and line. */
export async function bundleExtension(top: string): Promise<Readonly<Record<string, string>>> {
  const common = {
    ...editorProgram(top),
    format: 'cjs',
    external: ['vscode'],
  } as const satisfies BuildOptions
  const [desktop, web, server, player, scenarios] = await Promise.all([
    build({ ...common, entryPoints: ['vscode-extension/src/desktop.ts'], platform: 'node' }),
    build({ ...common, entryPoints: ['vscode-extension/src/web.ts'], platform: 'browser' }),
    bundleLanguageServer(top),
    bundlePlayer(top),
    bundleScenarios(top),
  ])
  const ofServer = (name: string): string =>
    String(server.outputs.find(({ path }) => path === `dist/lsp/${name}`)?.text ?? '')
  const metafiles = [desktop.metafile, web.metafile, server.metafile, player.metafile, ...scenarios.metafiles]
  return {
    'dist/desktop.js': desktop.outputFiles[0]?.text ?? '',
    'dist/web.js': web.outputFiles[0]?.text ?? '',
    'dist/server.cjs': ofServer('node.cjs'),
    'dist/worker.js': ofServer('worker.js'),
    'dist/scenarios.js': scenarios.web,
    'dist/scenarios.cjs': scenarios.node,
    ...Object.fromEntries(Object.entries(player.files).map(([name, text]) => [`dist/player/${name}`, text])),
    'dist/THIRD-PARTY-LICENCES.txt': licenceTexts(top, metafiles, TABLE_PACKAGES),
  }
}
