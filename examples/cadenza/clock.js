/**
 * The one clock of a session: the audio clock, counted from the session's start.
 *
 * `currentTime` moves in blocks of several milliseconds, and never ahead of the truth. So the largest distance to the
 * (smooth) clock of the page over the last seconds is the true one, and taps are placed by it to a fraction of a millisecond.
 */

/** Old distances are forgotten, because the two clocks drift apart by some milliseconds a minute. */
const MEMORY_MS = 2000

/** `lead`: the session begins so many seconds from now. */
export function createClock(context, lead) {
  const start = context.currentTime + lead
  let samples = []
  measure()

  return {
    measure,
    /** After an interruption the clocks stand in another relation. */
    forget: () => {
      samples = []
      measure()
    },
    now: () => at(performance.now()),
    at,
    /** What Web Audio calls a moment of the session. */
    contextTime: (time) => start + time,
  }

  function measure() {
    const page = performance.now()
    samples = samples.filter((sample) => page - sample.page < MEMORY_MS)
    samples.push({ page, distance: context.currentTime - page / 1000 })
  }

  /** A moment of the page (`event.timeStamp`) in seconds of the session. */
  function at(timeStamp) {
    return timeStamp / 1000 + Math.max(...samples.map(({ distance }) => distance)) - start
  }
}
