/**
 * Where a recording is written while it goes on. The browser's private folder for this page holds it on disk, so that an
 * hour takes no memory and a page that dies leaves what it had; where there is none, pieces are held as blobs.
 */

export interface TakeFile {
  append(bytes: Uint8Array<ArrayBuffer>): void
  /** Writes over the first bytes. */
  begin(bytes: Uint8Array<ArrayBuffer>): void
  /** Closes it, and gives it. */
  finish(): Promise<Blob>
}

export interface TakeStore {
  /** Bytes that there is room for. */
  room(): Promise<number>
  readonly limit: 'disk' | 'memory'
  create(name: string): Promise<TakeFile>
  /** Newest first. */
  list(): Promise<readonly { readonly name: string; readonly file: Blob }[]>
  remove(name: string): Promise<void>
}

/** Blobs lie in memory, or where the browser puts them: about an hour of two channels. */
export const MEMORY_ROOM = 1024 ** 3
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

export function memoryStore(): TakeStore {
  let kept: { readonly name: string; readonly file: Blob }[] = []
  return {
    limit: 'memory',
    room: async () => MEMORY_ROOM - kept.reduce((sum, { file }) => sum + file.size, 0),
    async create(name) {
      let first: Uint8Array<ArrayBuffer> | null = null
      const pieces: Blob[] = []
      return {
        append(bytes) {
          if (first === null) first = bytes
          else pieces.push(new Blob([bytes]))
        },
        begin(bytes) {
          first = bytes
        },
        async finish() {
          const file = new Blob(first === null ? pieces : [first, ...pieces], { type: 'audio/wav' })
          kept = [{ name, file }, ...kept]
          return file
        },
      }
    },
    list: async () => kept,
    async remove(name) {
      kept = kept.filter((one) => one.name !== name)
    },
  }
}
