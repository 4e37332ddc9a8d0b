/** `npm run test:browsers`: the studio in Firefox and WebKitGTK, where they are installed. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ownEnvironment, ownNode, top } from './own-node.mjs'

const vitest = join(top, 'node_modules', 'vitest', 'vitest.mjs')
const env = { ...ownEnvironment(), SILENCIO_BROWSERS: '1' }
const args = [vitest, 'run', 'test/browsers', ...process.argv.slice(2)]
console.log(
  'Skipped are those that are not installed; on Debian: firefox-esr, webkit2gtk-driver and xvfb, and pulseaudio for a machine without sound.',
)
process.exitCode = spawnSync(ownNode(), args, { cwd: top, env, stdio: 'inherit' }).status ?? 3
