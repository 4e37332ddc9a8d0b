/**
 * Does the microphone hear the band itself, though the player said headphones? What comes after the band's notes by the
 * same few milliseconds again and again is the loudspeaker: people spread by 10 ms and more.
 */

import type { Seconds } from '../../../runtime/units.ts'

export interface OwnSound {
  /** The band will sound, as the microphone would hear it. */
  note(time: Seconds): void
  /** The microphone heard something; true where it has become clear that it is the band. */
  onset(time: Seconds): boolean
  forget(): void
}

/** Of so many onsets, so many follow a note alike. */
const JUDGED = 24
const ALIKE = 20
/** With a standard deviation of 5 ms, which nobody has, that happens once in a million onsets. */
const SAME: Seconds = 0.002
/** What a latency that is only believed may be off by, with the room. */
const NEAR: Seconds = 0.15
/** Notes that are remembered: some seconds of a busy band. */
const NOTES = 128

export function createOwnSound(): OwnSound {
  let notes: Seconds[] = []
  let lags: Seconds[] = []
  return {
    note(time) {
      notes.push(time)
      if (notes.length > NOTES) notes = notes.slice(-NOTES / 2)
    },
    onset(time) {
      lags.push(lagOf(time))
      if (lags.length > JUDGED) lags.shift()
      const known = lags.filter((lag) => !Number.isNaN(lag)).sort((a, b) => a - b)
      const middle = known[known.length >> 1] ?? Number.NaN
      return known.filter((lag) => Math.abs(lag - middle) <= SAME).length >= ALIKE
    },
    forget() {
      notes = []
      lags = []
    },
  }

  /** From the nearest note; NaN where there is none near. */
  function lagOf(time: Seconds): Seconds {
    let best = Number.NaN
    for (const note of notes) {
      const lag = time - note
      if (Math.abs(lag) <= NEAR && !(Math.abs(lag) >= Math.abs(best))) best = lag
    }
    return best
  }
}
