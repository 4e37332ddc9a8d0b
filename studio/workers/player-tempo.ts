/** The player's own tempo, from the onsets that met beats. */

import type { Bpm, Seconds } from '../../runtime/units.ts'
import type { BeatMark } from '../protocol.ts'

/** As many intervals as the band itself listens to. */
const INTERVALS = 8

export interface PlayerTempo {
  /** @param n the beat that the onset was nearest to */
  hear(time: Seconds, n: number | null): void
  /** In what the band's bpm counts; null while unknown. */
  bpm(now: BeatMark): Bpm | null
  forget(): void
}

export function createPlayerTempo(): PlayerTempo {
  let heard: { readonly n: number; readonly time: Seconds }[] = []
  return {
    hear(time, n) {
      if (n === null) return
      // Of several onsets for a beat the last one counts.
      heard = [...heard.filter((one) => one.n < n), { n, time }].slice(-INTERVALS - 1)
    },
    bpm({ n, bpm, length }) {
      const first = heard[0]
      const last = heard.at(-1)
      if (first === undefined || last === undefined || last.n === first.n) return null
      if (n - last.n > INTERVALS) return null
      const beat = (last.time - first.time) / (last.n - first.n)
      return beat > 0 ? (bpm * length) / beat : null
    },
    forget() {
      heard = []
    },
  }
}
