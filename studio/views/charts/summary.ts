/** What a session says about the player's timing, in numbers. Pure: the shell keeps summaries, the charts draw them. */

import type { ResponseMode } from '../../../runtime/score/beat.ts'
import type { Bpm, Milliseconds, Ratio, Seconds } from '../../../runtime/units.ts'
import type { BeatMark } from '../../protocol.ts'

export interface SessionSummary {
  /** Beats that the player met, and all that there were to meet. */
  readonly met: number
  readonly beats: number
  /** First to last beat. */
  readonly seconds: Seconds
  /** Median deviation: negative is early. Null without taps. */
  readonly middle: Milliseconds | null
  /** Standard deviation around the mean; null with fewer than two. */
  readonly spread: Milliseconds | null
  /** Share of the met beats in each zone. */
  readonly zones: Readonly<Record<ResponseMode, Ratio>>
  /** The band's tempo at the first beat of bar 1 and at the last. */
  readonly from: Bpm
  readonly to: Bpm
  /** Taps in bins of `BIN` ms from −`REACH` to +`REACH`; what lies outside counts in the last. */
  readonly bins: readonly number[]
}

export const BIN: Milliseconds = 10
export const REACH: Milliseconds = 150
const BINS = (2 * REACH) / BIN

export interface MetBeat {
  readonly beatNumber: number
  readonly time: Seconds
  readonly deviation: Milliseconds
  readonly mode: ResponseMode
}

/** The beats of the count are not the player's. */
export function metBeats(beats: readonly BeatMark[]): readonly MetBeat[] {
  return beats.flatMap(({ measure, beatNumber, time, deviation, mode }) =>
    deviation === null || measure < 1 ? [] : [{ beatNumber, time, deviation, mode }],
  )
}

export function summarise(beats: readonly BeatMark[]): SessionSummary {
  const played = beats.filter(({ measure }) => measure >= 1)
  const met = metBeats(beats)
  const deviations = met.map(({ deviation }) => deviation)
  const [first] = played
  const last = played.at(-1)
  const share = (mode: ResponseMode): Ratio =>
    met.length === 0 ? 0 : met.filter((beat) => beat.mode === mode).length / met.length
  return {
    met: met.length,
    beats: played.length,
    seconds: first === undefined || last === undefined ? 0 : last.time - first.time,
    middle: deviations.length === 0 ? null : quantile(deviations, 0.5),
    spread: deviations.length < 2 ? null : standardDeviation(deviations),
    zones: { snap: share('snap'), follow: share('follow'), limit: share('limit') },
    from: first?.bpm ?? 0,
    to: last?.bpm ?? 0,
    bins: binned(deviations),
  }
}

export function binned(deviations: readonly Milliseconds[]): readonly number[] {
  const bins = Array.from({ length: BINS }, () => 0)
  for (const deviation of deviations) {
    const at = Math.max(0, Math.min(BINS - 1, Math.floor((deviation + REACH) / BIN)))
    bins[at] = (bins[at] ?? 0) + 1
  }
  return bins
}

/** Linear between the two values nearest to it, as in most statistics programs. 0 for none. */
export function quantile(values: readonly number[], share: Ratio): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1))
}
