/** A microphone on the desk hears the keyboard: what comes in while a key moves is not the player. */

import type { Seconds } from '../../../runtime/units.ts'

export interface Typing {
  /** Was a key or a button moving, when this came in? */
  covers(time: Seconds): boolean
  stop(): void
}

/** The sound of a key comes in between these, seconds after the page has heard of it: its report takes time, too. */
const BEFORE: Seconds = 0.03
const AFTER: Seconds = 0.09
/** Two seconds of the fastest hands: a page that was kept from running hears of a sound long after it. */
const KEPT = 64

/** @param now the context's time */
export function hearTyping(now: () => Seconds): Typing {
  const stopped = new AbortController()
  const { signal } = stopped
  const times = new Float64Array(KEPT).fill(Number.NEGATIVE_INFINITY)
  let count = 0
  const note = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.repeat) return
    times[count++ % KEPT] = now()
  }
  for (const name of ['keydown', 'keyup', 'pointerdown', 'pointerup']) {
    window.addEventListener(name, note, { signal, capture: true, passive: true })
  }
  return {
    covers: (time) => times.some((one) => time > one - BEFORE && time < one + AFTER),
    stop: () => stopped.abort(),
  }
}
