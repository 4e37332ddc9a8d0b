/** Giving files their names. */

import { renameSync } from 'node:fs'

/** What Windows says of a file that somebody has open. */
const HELD: ReadonlySet<unknown> = new Set(['EACCES', 'EBUSY', 'EPERM'])
/** A second and a half in all. */
const WAITS_MS = [10, 20, 40, 80, 160, 320, 640, 230]

/** What of the machine takes part; tests have machines of their own. */
export interface Machine {
  readonly platform: string
  rename(from: string, to: string): void
  wait(milliseconds: number): void
}

const HERE: Machine = {
  platform: process.platform,
  rename: renameSync,
  wait: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
}

/**
 * Takes the place of what has the name. On Windows that is refused while anybody has either file open, and scanners and indexers open
 * what was just written: they let go within moments, and are waited for.
 *
 * @throws what the file system throws
 */
export function rename(from: string, to: string, { platform, rename, wait }: Machine = HERE): void {
  for (const ms of platform === 'win32' ? WAITS_MS : []) {
    try {
      rename(from, to)
      return
    } catch (error) {
      if (!(error instanceof Error && HELD.has(Reflect.get(error, 'code')))) throw error
      wait(ms)
    }
  }
  rename(from, to)
}
