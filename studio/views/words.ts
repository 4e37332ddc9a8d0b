/** How the views say numbers and states: short enough for a stage, the language's own words where it has them. */

import type { ResponseMode } from '../../runtime/score/beat.ts'
import type { Bpm, Milliseconds } from '../../runtime/units.ts'
import type { BandView } from '../protocol.ts'

/** A minus that is as wide as a plus. */
const MINUS = '−'

export function signed(value: number): string {
  const whole = Math.round(value)
  return whole === 0 ? '0' : `${whole < 0 ? MINUS : '+'}${Math.abs(whole)}`
}

/** Closer than this nobody calls it early or late. */
const ON_THE_BEAT: Milliseconds = 3

export function earlyOrLate(deviation: Milliseconds): string {
  const whole = Math.round(Math.abs(deviation))
  if (Math.abs(deviation) < ON_THE_BEAT) return 'on the beat'
  return `${whole} ms ${deviation < 0 ? 'early' : 'late'}`
}

export function tempo(bpm: Bpm): string {
  return bpm.toFixed(1)
}

/** What the band does, in one word. `coast`: it keeps time alone. */
export type State = ResponseMode | 'coast' | 'ready' | 'paused' | 'waiting'

const MEANINGS: Readonly<Record<State, string>> = {
  snap: 'holds the beat',
  follow: 'leans with you',
  limit: 'as far as it goes',
  coast: 'keeps time alone',
  ready: 'nothing plays',
  paused: 'time stands still',
  waiting: 'count it in',
}

export const meaningOf = (state: State): string => MEANINGS[state]

/**
 * @param answer how the band answered the player's last onset; null where none is recent
 */
export function stateOf(view: BandView | null, answer: ResponseMode | null): State {
  if (view === null || !view.playing) return 'ready'
  if (view.waiting) return 'waiting'
  if (view.paused) return 'paused'
  return answer ?? 'coast'
}
