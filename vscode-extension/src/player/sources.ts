/** What a piece imports, for the player's compiler: from what is open, else from the folder; never from outside of it. */

import { FileType, type TextDocument, Uri, workspace } from 'vscode'
import type { SourceText } from '../../../compiler/compile-api.ts'

/** A file of a folder on this machine; null where the folder is elsewhere. */
export type ReadLocal = (folder: Uri, path: string) => SourceText | null

/** The compiler reads no larger ones. */
const LARGEST_FILE = 4 * 1024 * 1024

/** The folder that imports stay in, as the language server has it: the workspace's, else the file's own. */
export function folderOf({ uri }: TextDocument): Uri | null {
  if (uri.scheme === 'untitled') return null
  return workspace.getWorkspaceFolder(uri)?.uri ?? Uri.joinPath(uri, '..')
}

export function pathOf(document: TextDocument): string {
  const folder = folderOf(document)
  const { path } = document.uri
  return folder === null ? 'piece.sil' : path.slice(folder.path.replace(/\/+$/, '').length + 1)
}

/** @param typed whether what is typed and not yet saved counts */
export async function readSource(
  folder: Uri | null,
  path: string,
  typed: boolean,
  readLocal: ReadLocal,
): Promise<SourceText> {
  if (folder === null) return { kind: 'refused', why: 'a text that is not saved lies in no folder' }
  if (!path.endsWith('.sil')) return { kind: 'refused', why: 'it is no .sil file' }
  if (/^[\\/]|\\|^[A-Za-z]:|(^|\/)\.\.(\/|$)/.test(path))
    return { kind: 'refused', why: 'it lies outside the folder' }
  const uri = Uri.joinPath(folder, path)
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())
  if (open !== undefined && (typed || !open.isDirty)) return { kind: 'text', text: open.getText() }
  return readLocal(folder, path) ?? readVirtual(uri)
}

async function readVirtual(uri: Uri): Promise<SourceText> {
  try {
    const { type, size } = await workspace.fs.stat(uri)
    // Where it leads, nobody can say here.
    if ((type & FileType.SymbolicLink) !== 0) return { kind: 'refused', why: 'it is a link' }
    if ((type & FileType.File) === 0) return { kind: 'refused', why: 'it is not a file' }
    if (size > LARGEST_FILE) return { kind: 'refused', why: `it is larger than ${LARGEST_FILE} bytes` }
    return { kind: 'text', text: new TextDecoder().decode(await workspace.fs.readFile(uri)) }
  } catch {
    return { kind: 'missing' }
  }
}
