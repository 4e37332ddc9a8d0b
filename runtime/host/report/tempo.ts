import type { TempoPoint } from './input.ts'
import { runningMean, runningMedian } from './statistics.ts'

/** A tap that was heard as the beat with this running index. */
export interface IndexedTap {
  readonly index: number
  readonly onset: number
}

/** Intervals in one median: two bars of 4/4, long enough to see past jitter, short enough to see a push. */
const WINDOW = 9

/** Medians jump from one interval to another; a mean over five takes the steps off. */
const SMOOTHING = 5

/** An interval over more beats than this says nothing about the tempo in between: the line is broken there. */
const LONGEST_INTERVAL_BEATS = 2

/**
 * The player's tempo as unbroken runs of points: inter-onset intervals per beat (a skipped beat halves its
 * interval), a running median over nine of them, smoothed, each placed in the middle of its interval. The median is what
 * keeps one early and one late tap, which always come as a pair of wrong intervals, from showing as a swerve.
 */
export function playerTempo(taps: readonly IndexedTap[]): readonly (readonly TempoPoint[])[] {
  const runs: TempoPoint[][] = []
  let times: number[] = []
  let periods: number[] = []
  const close = () => {
    if (periods.length >= 3) {
      const smooth = runningMean(runningMedian(periods, WINDOW), SMOOTHING)
      runs.push(smooth.map((period, i) => ({ time: times[i] ?? 0, bpm: 60 / period })))
    }
    times = []
    periods = []
  }
  for (let i = 1; i < taps.length; i++) {
    const before = taps[i - 1]
    const tap = taps[i]
    if (before === undefined || tap === undefined) continue
    const beats = tap.index - before.index
    const seconds = tap.onset - before.onset
    if (beats < 1 || beats > LONGEST_INTERVAL_BEATS || seconds <= 0) {
      close()
    } else {
      times.push((tap.onset + before.onset) / 2)
      periods.push(seconds / beats)
    }
  }
  close()
  return runs
}
