/**
 * `npm start`: opens the studio. Installs and builds what is missing; arguments go to `sil studio`
 * (`npm start -- examples/song.sil`).
 */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install, isInstalled } from './installed.mjs'
import { ownEnvironment, ownNode, top } from './own-node.mjs'
import { endWith } from './signals.mjs'

try {
  if (!isInstalled(top)) install(top)
  const built = spawnSync(ownNode(), [join(top, 'scripts', 'build', 'main.ts'), '--studio'], {
    cwd: top,
    env: ownEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (built.error) throw built.error
  if (built.status !== 0) throw new Error('the build failed (above)')
  const args = [join(top, 'dist', 'cli', 'sil.js'), 'studio', ...process.argv.slice(2)]
  const studio = spawn(ownNode(), args, { env: ownEnvironment(), stdio: 'inherit' })
  // The studio ends itself, and we after it. Ctrl-C goes to both of us: twice is once to it.
  endWith(studio, ['SIGINT', 'SIGTERM', 'SIGHUP'])
  studio.on('close', (status) => {
    process.exitCode = status ?? 3
  })
} catch (error) {
  console.error(`start: ${error.message}`)
  process.exitCode = 1
}
