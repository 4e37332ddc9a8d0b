/** The rows of a folder of sessions, one after the other: memory holds one line. */

import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { MANIFEST, type Manifest, type Partition, readManifest } from './manifest.ts'

/** @throws Error that says what is wrong with the folder */
export function openStore(folder: string): Manifest {
  let text: string
  try {
    text = readFileSync(join(folder, MANIFEST), 'utf8')
  } catch {
    throw new Error(`${folder} holds no sessions: there is no ${MANIFEST} that can be read in it`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Error(`${join(folder, MANIFEST)} is no JSON`)
  }
  const read = readManifest(json)
  if (read.ok) return read.value
  const [first] = read.problems
  throw new Error(`${join(folder, MANIFEST)}: ${first?.path} ${first?.message}`)
}

export interface Line {
  readonly partition: Partition
  /** From 1. */
  readonly number: number
  readonly text: string
}

export async function* linesOf(folder: string, { partitions }: Manifest): AsyncGenerator<Line> {
  for (const partition of partitions) {
    const input = createReadStream(join(folder, partition.file), 'utf8')
    let number = 0
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++
      if (text !== '') yield { partition, number, text }
    }
  }
}
