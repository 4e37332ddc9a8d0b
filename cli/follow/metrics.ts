/**
 * How well beats were predicted. Asynchrony = prediction − human, the prediction no earlier than 1 ms after the human's
 * last beat, capped at half the human's interval (a lost beat costs no more). Scored are beats from the fifth on
 * that the annotators do not doubt and whose interval lies within 0.5..2 times the median of the eight before.
 */

export interface FollowScore {
  readonly mae_ms: number | null
  readonly median_ms: number | null
  readonly within20: number | null
  readonly within50: number | null
  readonly within100: number | null
}

const NO_SCORE: FollowScore = {
  mae_ms: null,
  median_ms: null,
  within20: null,
  within50: null,
  within100: null,
}

const MEDIAN_INTERVALS = 8

/** Absolute asynchronies in ms of the beats that are scored. `predicted[0]` belongs to beat `first`. */
export function asynchronies(
  beats: readonly number[],
  predicted: readonly number[],
  first: number,
  doubtful: ReadonlySet<number>,
): readonly number[] {
  const list: number[] = []
  for (let i = first; i < beats.length; i++) {
    const human = beats[i] ?? 0
    const before = beats[i - 1] ?? 0
    const interval = human - before
    if (doubtful.has(i)) continue
    const usual = median(intervalsBefore(beats, i))
    if (!(interval >= 0.5 * usual && interval <= 2 * usual)) continue
    const prediction = Math.max(predicted[i - first] ?? 0, before + 0.001)
    list.push(Math.min(Math.abs(prediction - human), interval / 2) * 1000)
  }
  return list
}

export function scoreOf(asynchrony: readonly number[]): FollowScore {
  const n = asynchrony.length
  if (n === 0) return NO_SCORE
  const within = (ms: number) => asynchrony.filter((a) => a <= ms).length / n
  return {
    mae_ms: asynchrony.reduce((sum, a) => sum + a, 0) / n,
    median_ms: median(asynchrony),
    within20: within(20),
    within50: within(50),
    within100: within(100),
  }
}

/** Means over performances, those without a score left out. */
export function meanScore(scores: readonly FollowScore[]): FollowScore {
  const mean = (key: keyof FollowScore): number | null => {
    const values = scores.map((s) => s[key]).filter((v) => v !== null)
    return values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length
  }
  return {
    mae_ms: mean('mae_ms'),
    median_ms: mean('median_ms'),
    within20: mean('within20'),
    within50: mean('within50'),
    within100: mean('within100'),
  }
}

function intervalsBefore(beats: readonly number[], i: number): readonly number[] {
  const list: number[] = []
  for (let j = Math.max(1, i - MEDIAN_INTERVALS); j < i; j++) list.push((beats[j] ?? 0) - (beats[j - 1] ?? 0))
  return list
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}
