/**
 * A clock for an app's tests: time passes when the test says so, timers fire on the way, and nothing waits.
 *
 *     const clock = createFakeClock()
 *     const scheduler = startScheduler({ now: clock.now, every: clock.every })
 *     clock.pass(2.5)
 */

import type { Seconds } from '../units.ts'

export interface FakeClock {
  now(): Seconds
  /** Calls `then` after so long; the result cancels it. */
  after(delay: Seconds, then: () => void): () => void
  /** Calls `then` again and again; the result ends it. */
  every(interval: Seconds, then: () => void): () => void
  /**
   * Lets time pass: every timer that falls due fires at its moment, in order.
   * @throws RangeError where that is no length of time: a clock at NaN would fire nothing, and tests would pass
   */
  pass(duration: Seconds): void
}

interface Timer {
  readonly due: Seconds
  readonly then: () => void
}

/** A test that sets timers faster than time passes would never end. */
const MOST_TIMERS = 1_000_000

/** A clock that stands at `start`, in seconds, until `pass`. */
export function createFakeClock(start: Seconds = 0): FakeClock {
  let time = start
  let timers: readonly Timer[] = []

  return { now: () => time, after, every, pass }

  function after(delay: Seconds, then: () => void): () => void {
    return at(time + Math.max(0, delay), then)
  }

  function at(due: Seconds, then: () => void): () => void {
    const timer = { due, then }
    timers = [...timers, timer]
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  }

  function every(interval: Seconds, then: () => void): () => void {
    if (!(interval > 0)) throw new RangeError(`an interval must be above 0 s, not ${interval}`)
    const from = time
    let cancel = (): void => {}
    // Counted from the start: a sum of intervals would drift.
    const round = (n: number): void => {
      cancel = at(from + n * interval, () => {
        round(n + 1)
        then()
      })
    }
    round(1)
    return () => cancel()
  }

  function pass(duration: Seconds): void {
    if (!(Number.isFinite(duration) && duration >= 0))
      throw new RangeError(`time passes by a number of seconds from 0, not ${duration}`)
    const end = time + duration
    for (let fired = 0; ; fired++) {
      if (fired >= MOST_TIMERS) throw new RangeError(`more than ${MOST_TIMERS} timers in ${duration} s`)
      const next = timers.reduce<Timer | null>(
        (first, timer) => (first === null || timer.due < first.due ? timer : first),
        null,
      )
      if (next === null || next.due > end) break
      timers = timers.filter((other) => other !== next)
      time = Math.max(time, next.due)
      next.then()
    }
    time = end
  }
}
