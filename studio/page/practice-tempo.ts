/** The tempo that somebody practises at: a share of the written one, as far as the piece's own range goes. */

import type { Bpm, Ratio } from '../../runtime/units.ts'
import type { Program } from '../compile-protocol.ts'

export interface PracticeTempo {
  /** Null: as written. */
  readonly bpm: Bpm | null
  /** What to say where it is another than was asked for; empty where it is not. */
  readonly said: string
}

export function practiceTempo(share: Ratio, { bpm, tempoRange }: Program): PracticeTempo {
  if (share === 1) return { bpm: null, said: '' }
  const [low, high] = tempoRange
  const asked = bpm * share
  const played = Math.min(high, Math.max(low, asked))
  if (played === asked) return { bpm: played, said: '' }
  const end = played === low ? `no slower than ${round(low)}` : `no faster than ${round(high)}`
  return {
    bpm: played,
    said: `${Math.round(share * 100)} % would be ${round(asked)} bpm, and the text lets the band play ${end}: so it does.`,
  }
}

const round = (bpm: Bpm): number => Math.round(bpm * 10) / 10
