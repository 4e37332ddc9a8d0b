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
const MEMORY_ROOM = 1024 ** 3
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
