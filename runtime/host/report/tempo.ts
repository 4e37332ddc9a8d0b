import type { TempoPoint } from './input.ts'
import { runningMean, runningMedian } from './statistics.ts'

/** A tap that was heard as the beat with this running index. */
export interface IndexedTap {
  readonly index: number
  readonly onset: number
  /** Where the beat stands, counted in what bpm counts: beats need not be alike, nor one bpm unit long. */
  readonly place: number
  /** The tempo written for the beat, bpm. */
  readonly written: number
}

/** Intervals in one median: two bars of 4/4, long enough to see past jitter, short enough to see a push. */
const WINDOW = 9

/** Medians jump from one interval to another; a mean over five takes the steps off. */
const SMOOTHING = 5

/** An interval over more beats than this says nothing about the tempo in between: the line is broken there. */
const LONGEST_INTERVAL_BEATS = 2

/** A written tempo that changes by more from one beat to the next steps: nothing of the old one is smoothed into the new. */
export const STEP = 0.02

/** Fewer intervals in a row than this have no tempo. */
const FEWEST_INTERVALS = 3

/** From one tap to the next. */
export interface TapInterval {
  readonly from: IndexedTap
  readonly to: IndexedTap
}

/**
 * The player's tempo as unbroken runs of points: inter-onset intervals in what bpm counts (a skipped beat halves its
 * interval), a running median over nine of them, smoothed, each placed in the middle of its interval. The median is what
 * keeps one early and one late tap, which always come as a pair of wrong intervals, from showing as a swerve.
 */
export function playerTempo(taps: readonly IndexedTap[]): readonly (readonly TempoPoint[])[] {
  return intervalRuns(taps).map((run) => {
    const periods = run.map(({ from, to }) => (to.onset - from.onset) / (to.place - from.place))
    const smooth = runningMean(runningMedian(periods, WINDOW), SMOOTHING)
    return run.map(({ from, to }, i) => ({
      time: (from.onset + to.onset) / 2,
      bpm: 60 / (smooth[i] ?? 1),
    }))
  })
}

/** The intervals between taps that tell a tempo, by unbroken runs. */
export function intervalRuns(taps: readonly IndexedTap[]): readonly (readonly TapInterval[])[] {
  const runs: TapInterval[][] = []
  let run: TapInterval[] = []
  const close = () => {
    if (run.length >= FEWEST_INTERVALS) runs.push(run)
    run = []
  }
  for (let i = 1; i < taps.length; i++) {
    const from = taps[i - 1]
    const to = taps[i]
    if (from === undefined || to === undefined) continue
    const beats = to.index - from.index
    if (beats < 1 || beats > LONGEST_INTERVAL_BEATS || to.onset <= from.onset || to.place <= from.place) {
      close()
      continue
    }
    // The way to the first beat of a new tempo is still the old one's.
    run.push({ from, to })
    if (Math.abs(to.written - from.written) > STEP * from.written) close()
  }
  close()
  return runs
}
