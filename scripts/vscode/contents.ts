/** What the packaged extension holds, and nothing else: it is put together anew, so that no stray file can come along. */

import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bundleExtension } from './bundle.ts'
import { generated } from './generated.ts'

const OWN = ['package.json', 'README.md', 'CHANGELOG.md', 'icons/sil.svg'] as const

/** By path inside the extension. */
export async function packageContents(top: string): Promise<ReadonlyMap<string, string>> {
  const read = (...path: readonly string[]): string => readFileSync(join(top, ...path), 'utf8')
  const pages = globSync('docs/errors/SIL*.md', { cwd: top }).sort()
  return new Map([
    ...OWN.map((path) => [path, read('vscode-extension', path)] as const),
    ['LICENSE', read('LICENSE')],
    ...Object.entries(generated),
    ...pages.map((path) => [`errors/${basename(path)}`, read(path)] as const),
    ...Object.entries(await bundleExtension(top)),
  ])
}

/** vsce gives the documents at the top names of its own. */
const RENAMED: Readonly<Record<string, string>> = {
  'README.md': 'readme.md',
  'CHANGELOG.md': 'changelog.md',
  LICENSE: 'LICENSE.txt',
}

/** Every entry of the .vsix, sorted. */
export function entriesOf(contents: ReadonlyMap<string, string>): readonly string[] {
  const inside = [...contents.keys()].map((path) => `extension/${RENAMED[path] ?? path}`)
  return ['[Content_Types].xml', 'extension.vsixmanifest', ...inside].sort()
}
