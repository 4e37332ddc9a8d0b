/** `npm run vsix`: the extension as one file, in vscode-extension/out/. Needs the network once, for vsce. */

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { entriesOf, packageContents, writeContents } from './contents.ts'
import { zipNames } from './zip.ts'

const top = join(import.meta.dirname, '..', '..')
const extension = join(top, 'vscode-extension')
const stage = join(extension, 'out', 'package')

const contents = await packageContents(top)
writeContents(contents, stage)
const { version } = JSON.parse(`${contents.get('package.json')}`)
const vsix = join(extension, 'out', `silencio-${version}.vsix`)
const vsce = join(extension, 'packaging', 'node_modules', '@vscode', 'vsce', 'vsce')
const done = spawnSync(
  process.execPath,
  [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ],
  { cwd: stage, stdio: ['ignore', 'inherit', 'inherit'] },
)
if (done.error) throw done.error
if (done.status !== 0) process.exit(done.status ?? 3)

const packed = [...zipNames(readFileSync(vsix))].sort()
const wanted = entriesOf(contents)
if (!isDeepStrictEqual(packed, wanted)) {
  const missing = wanted.filter((name) => !packed.includes(name))
  const more = packed.filter((name) => !wanted.includes(name))
  throw new Error(`the package is not what it should be; missing: ${missing}; too much: ${more}`)
}
console.log(`vsix: ${packed.length} files, as they should be`)
