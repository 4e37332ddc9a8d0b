/** From the page's clock to the audio clock. Knows no browser, so that it can be tried anywhere. */

import type { Milliseconds, Seconds } from '../../units.ts'

/** What `AudioContext.getOutputTimestamp` gives: one moment on both clocks. */
export interface ClockPair {
  readonly contextTime?: Seconds
  readonly performanceTime?: Milliseconds
}

/**
 * When something happened, on the audio clock: `contextTime` is what leaves the loudspeaker at `performanceTime`, so the
 * result is the moment of the music that the player heard while playing.
 *
 * @param stamp an event's `timeStamp`
 * @param now the page's clock and the context's `currentTime`, for browsers whose pair is still empty
 */
export function audioTimeOf(
  stamp: Milliseconds,
  pair: ClockPair,
  now: { readonly page: Milliseconds; readonly context: Seconds },
): Seconds {
  const { contextTime, performanceTime } = pair
  return performanceTime !== undefined && performanceTime > 0 && contextTime !== undefined
    ? contextTime + (stamp - performanceTime) / 1000
    : now.context + (stamp - now.page) / 1000
}

export interface NoteOn {
  /** MIDI number. */
  readonly pitch: number
  /** 0..1 */
  readonly velocity: number
}

/** The note that a MIDI message begins, if it begins one: a note-on of velocity 0 is a note-off. */
export function noteOnOf(data: ArrayLike<number> | null): NoteOn | null {
  const [status = 0, pitch = 0, velocity = 0] = data === null ? [] : Array.from(data)
  const isNoteOn = (status & 0xf0) === 0x90 && data !== null && data.length === 3
  return isNoteOn && pitch < 128 && velocity > 0 && velocity < 128
    ? { pitch, velocity: velocity / 127 }
    : null
}
