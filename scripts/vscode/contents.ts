/** What the packaged extension holds, and nothing else: it is put together anew, so that no stray file can come along. */

import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ensureBuilt } from '../build/ensure.ts'
import { bundleExtension } from './bundle.ts'
import { generated } from './generated.ts'

const OWN = [
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'icons/sil.svg',
  'walkthrough/new.md',
  'walkthrough/test.md',
  'walkthrough/learn.md',
] as const

/** What the README shows. */
const PICTURES = ['images/editor.png', 'images/quick-fix.png', 'images/player.png'] as const

/** The piano's recordings, and their licence beside them. */
const SOUNDS = { 'piano.bin': 'piano.bin', 'LICENCE.txt': 'piano-licence.txt' } as const

export type Contents = ReadonlyMap<string, string | Uint8Array>

/** By path inside the extension. */
export async function packageContents(top: string): Promise<Contents> {
  await ensureBuilt(top, { parts: ['sounds'] })
  const read = (...path: readonly string[]): string => readFileSync(join(top, ...path), 'utf8')
  const pages = globSync('docs/errors/SIL*.md', { cwd: top }).sort()
  return new Map<string, string | Uint8Array>([
    ...OWN.map((path) => [path, read('vscode-extension', path)] as const),
    ...PICTURES.map((path) => [path, readFileSync(join(top, 'vscode-extension', path))] as const),
    ['LICENSE', read('LICENSE')],
    ...Object.entries(generated),
    ...pages.map((path) => [`errors/${basename(path)}`, read(path)] as const),
    ...Object.entries(await bundleExtension(top)),
    ...Object.entries(SOUNDS).map(
      ([from, to]) => [`dist/player/${to}`, readFileSync(join(top, 'dist', 'sounds', from))] as const,
    ),
  ])
}

/** Puts the package into a folder, and nothing else. */
export function writeContents(contents: Contents, folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, content] of contents) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}

/** vsce gives the documents at the top names of its own. */
const RENAMED: Readonly<Record<string, string>> = {
  'README.md': 'readme.md',
  'CHANGELOG.md': 'changelog.md',
  LICENSE: 'LICENSE.txt',
}

/** Every entry of the .vsix, sorted. */
export function entriesOf(contents: Contents): readonly string[] {
  const inside = [...contents.keys()].map((path) => `extension/${RENAMED[path] ?? path}`)
  return ['[Content_Types].xml', 'extension.vsixmanifest', ...inside].sort()
}
