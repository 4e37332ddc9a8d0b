/**
 * The `.sil` files of a folder and the trained values beside them, nearest first. Not by VS Code's search: a folder whose provider has
 * none (it may lie in a browser, or behind an address) is searched for ever, and the language server would wait for it. Every provider
 * lists its folders.
 */

import { FileType, Uri, workspace } from 'vscode'

/** A folder of other people's code is not looked through for ever. */
const MOST_FOLDERS = 1000
/** As the server on a desktop has it. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', 'dist', 'out', 'build'])

export async function silFilesBelow(folder: Uri, most: number): Promise<readonly Uri[]> {
  const found: Uri[] = []
  let looked = 0
  let level: readonly Uri[] = [folder]
  while (level.length > 0 && looked < MOST_FOLDERS && found.length < most) {
    const folders = level.slice(0, MOST_FOLDERS - looked)
    looked += folders.length
    const below: Uri[] = []
    for (const { at, entries } of await Promise.all(folders.map(listed))) {
      for (const [name, type] of entries) {
        const uri = Uri.joinPath(at, name)
        // Links are not followed: they may lead round in a circle, or out of the folder.
        if (type === FileType.File && /\.(sil|slots\.json)$/.test(name)) found.push(uri)
        else if (type === FileType.Directory && !name.startsWith('.') && !SKIPPED.has(name)) below.push(uri)
      }
    }
    level = below
  }
  return found.slice(0, most)
}

async function listed(at: Uri): Promise<{
  readonly at: Uri
  readonly entries: readonly (readonly [string, FileType])[]
}> {
  try {
    return { at, entries: await workspace.fs.readDirectory(at) }
  } catch {
    return { at, entries: [] }
  }
}
