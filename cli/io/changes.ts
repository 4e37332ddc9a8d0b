/**
 * Waiting until one of some files is another one. They are looked at again and again: whoever is told of changes by the system watches
 * folders, loses sight of those that are deleted and made again, or moved, and hears nothing of a network's disks.
 */

import { statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** What a file was when it was looked at; '' where there is none. */
export type Stamp = string

export type Stamps = ReadonlyMap<string, Stamp>

export const stampsOf = (paths: Iterable<string>): Stamps =>
  new Map([...paths].map((path) => [path, stampOf(path)]))

/** Nobody waits for it, and nobody's fan starts. */
const EVERY_MS = 100

/**
 * Resolves when a file has come, gone or changed since, and rests again: editors write a file in several steps, which count as one.
 *
 * @param signal ends the waiting
 * @returns whether something has changed
 */
export async function changed(since: Stamps, signal: AbortSignal): Promise<boolean> {
  let last = since
  let differs = false
  while (!signal.aborted) {
    const now = stampsOf(since.keys())
    const moved = isOther(last, now)
    if (differs && !moved) return true
    differs ||= moved
    last = now
    await setTimeout(EVERY_MS, undefined, { signal }).catch(() => {})
  }
  return false
}

const isOther = (one: Stamps, other: Stamps): boolean =>
  [...one].some(([path, stamp]) => other.get(path) !== stamp)

function stampOf(path: string): Stamp {
  try {
    const { mtimeNs, ctimeNs, size, ino, dev } = statSync(path, { bigint: true })
    return [mtimeNs, ctimeNs, size, ino, dev].join(' ')
  } catch {
    return ''
  }
}
