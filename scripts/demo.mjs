/**
 * `npm run demo`: a band of three plays with a recorded take. Installs and builds what is missing, compiles
 * examples/pocket-trio, performs it, and says where to look and listen. Needs nothing but Node and npm.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { install, isInstalled } from './installed.mjs'
import { ownEnvironment, ownNode, top } from './own-node.mjs'

const piece = join(top, 'examples', 'pocket-trio', 'pocket-trio.sil')
const take = join(top, 'examples', 'pocket-trio', 'take.onsets.json')
const out = join(top, 'out', 'demo')

try {
  if (!isInstalled(top)) install(top)
  step('build', join(top, 'scripts', 'build', 'main.ts'), ['--bundles'])
  sil('compile', piece, '--out', out)
  const performed = sil('perform', piece, '--onsets', take, '--out', out)
  sil('render', piece, '--onsets', take, '--out', join(out, 'band.wav'), '--json')

  // The command says it in five lines, and then which files it wrote.
  console.log(`\n${performed.split('\n\n')[0]}\n`)
  for (const [file, what] of [
    ['report.html', 'the meeting of player and band, beat by beat: open it in a browser'],
    ['band.wav', 'what it sounded like, the count included'],
    ['score.mid', 'what the band played: open it in any music program'],
    ['session.json', 'the log that training reads'],
    ['pocket-trio.js', 'the band as a plain JavaScript module'],
  ]) {
    const path = join(out, file)
    if (!existsSync(path)) throw new Error(`sil wrote no ${file}`)
    console.log(`${relative(process.cwd(), path).padEnd(28)}  ${what}`)
  }
  console.log('\nThe player was simulated. To play yourself: npm start')
} catch (error) {
  console.error(`demo: ${error.message}`)
  process.exitCode = 1
}

function sil(command, ...args) {
  return step(`sil ${command}`, join(top, 'dist', 'cli', 'sil.js'), [command, ...args])
}

/** Runs a script on the project's Node and gives what it says to people, which is shown by itself only when it fails. */
function step(name, script, args) {
  const done = spawnSync(ownNode(), [script, ...args], { cwd: top, env: ownEnvironment(), encoding: 'utf8' })
  if (done.error) throw done.error
  if (done.status !== 0)
    throw new Error(`${name} ended with status ${done.status}\n${done.stdout}${done.stderr}`)
  return done.stderr
}
