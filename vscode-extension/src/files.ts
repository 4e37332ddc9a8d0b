/** A worker cannot read the workspace: it is told the `.sil` files and what was trained for them, and each change of one. */

import { type Disposable, FileType, type Uri, type WorkspaceFolder, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { silFilesBelow } from './walk.ts'

/** As many as the server keeps. */
const MOST_FILES = 2000
/** The compiler reads no larger ones. */
const LARGEST_FILE = 4 * 1024 * 1024

export interface Files {
  /** Goes on telling, until it is disposed. */
  watch(client: BaseLanguageClient): Disposable
}

export async function tellFiles(worker: Worker): Promise<Files> {
  for (const folder of workspace.workspaceFolders ?? []) await tellFolder(folder)
  return {
    watch(client) {
      const watcher = workspace.createFileSystemWatcher('**/*.{sil,slots.json,wav}')
      const told = async (uri: Uri, type: 1 | 2 | 3): Promise<void> => {
        const folder = workspace.getWorkspaceFolder(uri)
        if (folder === undefined) return
        tell(folder, { [pathIn(folder, uri)]: type === 3 ? null : await textOf(uri) })
        // Behind its text: the client's own word of the change comes before it.
        if (client.isRunning())
          await client.sendNotification('workspace/didChangeWatchedFiles', {
            changes: [{ uri: uri.toString(), type }],
          })
      }
      const heard = [
        watcher,
        watcher.onDidCreate((uri) => told(uri, 1)),
        watcher.onDidChange((uri) => told(uri, 2)),
        watcher.onDidDelete((uri) => told(uri, 3)),
        workspace.onDidChangeWorkspaceFolders(async ({ added }) => {
          for (const folder of added) await tellFolder(folder)
          if (client.isRunning())
            await client.sendNotification('workspace/didChangeWatchedFiles', { changes: [] })
        }),
      ]
      return { dispose: () => heard.forEach((one) => void one.dispose()) }
    },
  }

  async function tellFolder(folder: WorkspaceFolder): Promise<void> {
    const found = await silFilesBelow(folder.uri, MOST_FILES)
    const read = await Promise.all(
      found.map(async (uri) => [pathIn(folder, uri), await textOf(uri)] as const),
    )
    tell(folder, Object.fromEntries(read))
  }

  function tell(folder: WorkspaceFolder, files: Readonly<Record<string, string | null>>): void {
    const root = folder.uri.toString().replace(/\/+$/, '')
    worker.postMessage({ jsonrpc: '2.0', method: 'sil/files', params: { root, files } })
  }
}

const pathIn = (folder: WorkspaceFolder, uri: Uri): string =>
  uri.path.slice(folder.uri.path.replace(/\/+$/, '').length + 1)

/** null where it cannot be read: for the server it is not there, then. */
async function textOf(uri: Uri): Promise<string | null> {
  try {
    const { type, size } = await workspace.fs.stat(uri)
    if ((type & FileType.File) === 0 || size > LARGEST_FILE) return null
    return new TextDecoder().decode(await workspace.fs.readFile(uri))
  } catch {
    return null
  }
}
