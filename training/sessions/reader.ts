/** The rows of a folder of sessions, one after the other: memory holds one line. */

import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { FACTS } from './facts-files.ts'
import { rawLines } from './lines.ts'
import { MANIFEST, type Manifest, type Partition, REJECTED, readManifest } from './manifest.ts'

/**
 * @param shown the folder as it was named
 * @throws Error that says what is wrong with the folder
 */
export function openStore(folder: string, shown = folder): Manifest {
  // What is written and deleted there must not be somebody else's.
  for (const own of [REJECTED, FACTS])
    if (lstatSync(join(folder, own), { throwIfNoEntry: false })?.isSymbolicLink() === true)
      throw new Error(`${join(shown, own)} is a link: a store's folders lie in it`)
  let text: string
  try {
    // Who opens a pipe waits for somebody who writes, and hears no Ctrl-C.
    if (!statSync(join(folder, MANIFEST)).isFile()) throw new Error('it is no file')
    text = readFileSync(join(folder, MANIFEST), 'utf8')
  } catch {
    throw new Error(`${shown} holds no sessions: there is no ${MANIFEST} that can be read in it`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Error(`${join(shown, MANIFEST)} is no JSON`)
  }
  const read = readManifest(json)
  if (read.ok) return read.value
  const [first] = read.problems
  throw new Error(`${join(shown, MANIFEST)}: ${first?.path} ${first?.message}`)
}

export interface Line {
  readonly partition: Partition
  /** From 1. */
  readonly number: number
  /** '' where it cannot be read. */
  readonly text: string
  /** Why it cannot be read, or ''. */
  readonly problem: string
}

/**
 * @throws Error where a file is missing, or is not the one that the manifest describes: cut, or changed. Rows that were given by
 *   then are its own; what is wrong with them is theirs.
 */
export async function* linesOf(folder: string, { partitions }: Manifest): AsyncGenerator<Line> {
  for (const partition of partitions) {
    const path = join(folder, partition.file)
    const hash = createHash('sha256')
    let [bytes, rows] = [0, 0]
    const look = (piece: Uint8Array): void => {
      hash.update(piece)
      bytes += piece.length
    }
    try {
      for await (const { number, text, problem } of rawLines(path, look)) {
        if (text === '') continue
        rows++
        yield { partition, number, text: text ?? '', problem }
      }
    } catch {
      throw new Error(`${path} cannot be read: ${MANIFEST} names it`)
    }
    const { sessions, bytes: said, sha256 } = partition
    if (hash.digest('hex') !== sha256 || rows !== sessions || bytes !== said)
      throw new Error(
        `${path} is not what ${MANIFEST} says: it has ${rows} lines of ${sessions} and ${bytes} bytes of ${said}, or others`,
      )
  }
}
