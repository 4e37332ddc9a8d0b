/** What a picture says to a screen reader: kept true, and changed no more often than one can listen to. */

import type { Milliseconds } from '../../runtime/units.ts'
import type { Clock } from './playhead.ts'

/** Between two descriptions. */
const POLITE: Milliseconds = 2000

export interface Description {
  /** `words` is only asked for when its answer would be used. */
  offer(words: () => string): void
  /** At once: the state changed (started, stopped). */
  say(words: string): void
}

export function createDescription(element: HTMLElement, clock: Clock = () => performance.now()): Description {
  let spoken = Number.NEGATIVE_INFINITY
  return { offer, say }

  function offer(words: () => string): void {
    if (clock() - spoken >= POLITE) say(words())
  }

  function say(words: string): void {
    spoken = clock()
    if (element.getAttribute('aria-label') !== words) element.setAttribute('aria-label', words)
  }
}
