/**
 * Asks the band for what sounds next and hands it to Web Audio a little ahead of time: timers of a page are late by
 * milliseconds, the audio clock never is.
 */

/** Longer than a timer is ever late, and no longer: what has been handed out follows the player no more. */
const LOOK_AHEAD = 0.12
const EVERY_MS = 25

/**
 * `output`: how long sound takes from Web Audio to the ear. Events are meant for the ear, so they leave so much earlier,
 * and have to be asked for so much earlier, too.
 */
export function createScheduler({ set, clock, sounds, output, onEvent, onTick }) {
  const timer = setInterval(tick, EVERY_MS)
  tick()
  return { tick, stop: () => clearInterval(timer) }

  function tick() {
    clock.measure()
    for (const event of set.advance(clock.now() + output + LOOK_AHEAD)) {
      sounds.play(event, clock.contextTime(event.timestamp - output))
      onEvent(event)
    }
    onTick()
  }
}
