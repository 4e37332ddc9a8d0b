/** Rows that wait for their day's file: few in memory, the others on the disk, a file a day, no more than one open. */

import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Disk } from './edit.ts'
import { ownLines } from './lines.ts'

export interface Spool {
  add(day: string, line: string): void
  days(): readonly string[]
  /** In the order in which they came. */
  lines(day: string): AsyncGenerator<string>
}

/** Characters in memory, over all days. */
const MOST = 1 << 24

export function createSpool(folder: string, disk: Disk): Spool {
  const waiting = new Map<string, string>()
  let size = 0
  const pathOf = (day: string): string => join(folder, `${day}.jsonl`)
  return {
    add(day, line) {
      waiting.set(day, `${waiting.get(day) ?? ''}${line}\n`)
      size += line.length + 1
      if (size > MOST) flush()
    },
    days: () => [...waiting.keys()].sort(),
    async *lines(day) {
      flush()
      if (!existsSync(pathOf(day))) return
      yield* ownLines(pathOf(day))
    },
  }

  function flush(): void {
    for (const [day, text] of waiting) {
      if (text === '') continue
      const handle = openSync(pathOf(day), 'a')
      try {
        disk.write(handle, Buffer.from(text))
      } finally {
        closeSync(handle)
      }
      waiting.set(day, '')
    }
    size = 0
  }
}
