/**
 * Notices when a thread has stopped to speak. A page that was itself kept from running (hidden, busy) must not take its own
 * sleep for the other's death: what counts are the watchdog's own looks, between which nothing was heard.
 */

import type { Milliseconds } from '../../runtime/units.ts'

export interface Watchdog {
  /** Something was heard. */
  heard(): void
  /** One look; to be called at a steady pace. True when the thread must be taken for dead. */
  look(): boolean
}

export interface WatchdogOptions {
  /** How many looks in a row nothing may be heard at this time; null: nobody has to speak now. */
  readonly patience: () => number | null
}

export const LOOK_MS: Milliseconds = 250

export function createWatchdog({ patience }: WatchdogOptions): Watchdog {
  let silent = 0
  return {
    heard() {
      silent = 0
    },
    look() {
      const most = patience()
      if (most === null) {
        silent = 0
        return false
      }
      silent++
      if (silent <= most) return false
      silent = 0
      return true
    },
  }
}
