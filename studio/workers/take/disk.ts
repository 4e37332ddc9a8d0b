/** The browser's private folder for this page, where recordings are written in place (`store.ts`). */

import { memoryStore, type TakeStore } from './store.ts'

/** What is left to everything else that the page keeps. */
const LEFT_FREE = 64 * 1024 ** 2
const FOLDER = 'takes'

export async function openTakeStore(): Promise<TakeStore> {
  try {
    const top = await navigator.storage.getDirectory()
    const folder = await top.getDirectoryHandle(FOLDER, { create: true })
    return await diskStore(folder)
  } catch {
    return memoryStore()
  }
}

/** What TypeScript's library knows of a worker alone. */
interface SyncFile {
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number
  flush(): void
  close(): void
}

async function syncFile(handle: FileSystemFileHandle): Promise<SyncFile> {
  if (!opensSync(handle)) throw new Error('files cannot be written in place here')
  return handle.createSyncAccessHandle()
}

function opensSync(
  handle: FileSystemFileHandle,
): handle is FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncFile> } {
  return 'createSyncAccessHandle' in handle && typeof handle.createSyncAccessHandle === 'function'
}

async function diskStore(folder: FileSystemDirectoryHandle): Promise<TakeStore> {
  // Some browsers have the folder and no way to write in place; a try says so before anybody plays.
  const probe = await folder.getFileHandle('.probe', { create: true })
  ;(await syncFile(probe)).close()
  await folder.removeEntry('.probe')
  return {
    limit: 'disk',
    async room() {
      const { quota = 0, usage = 0 } = await navigator.storage.estimate()
      return Math.max(0, quota - usage - LEFT_FREE)
    },
    async create(name) {
      const handle = await folder.getFileHandle(name, { create: true })
      const file = await syncFile(handle)
      let length = 0
      return {
        append(bytes) {
          length += written(file.write(bytes, { at: length }), bytes)
        },
        begin(bytes) {
          written(file.write(bytes, { at: 0 }), bytes)
        },
        async finish() {
          file.flush()
          file.close()
          return handle.getFile()
        },
      }
    },
    async list() {
      const found: { name: string; file: File }[] = []
      for await (const handle of folder.values()) {
        if (handle.kind === 'file' && isFile(handle))
          found.push({ name: handle.name, file: await handle.getFile() })
      }
      return found.sort((a, b) => b.file.lastModified - a.file.lastModified)
    },
    remove: (name) => folder.removeEntry(name),
  }
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return 'getFile' in handle
}

/** A disk that is full writes less than it was given. */
function written(count: number, bytes: Uint8Array): number {
  if (count !== bytes.length) throw new Error('the disk is full')
  return count
}
