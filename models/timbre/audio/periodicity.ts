/** Whether a sound has a pitch, and which: its autocorrelation shortly after the peak. */

import { RATE } from './excerpt.ts'

/** Samples looked at, at full rate: 23 ms, for 1 to 8.8 kHz. */
const NEAR_SIZE = 1024
const NEAR_LAGS = [4, 44] as const
/** And at a quarter of it: 93 ms, for 25 to 1000 Hz. */
const FAR_STEP = 4
const FAR_SIZE = 1024
const FAR_LAGS = [11, 441] as const
/** Of peaks nearly as high the shortest lag is the pitch; the others are its multiples. */
const NEARLY = 0.92
/** A peak comes after a valley: what falls slowly from lag 0 has none yet. */
const VALLEY = 0.6
/** Looked at from here after the peak: the stick has gone. */
const AFTER_SECONDS = 0.008

export interface Periodicity {
  /** Height of the highest peak: 1 for what repeats, near 0 for noise. */
  readonly strength: number
  /** Hertz of its lag. */
  readonly pitch: number
}

export function periodicityOf(samples: Float32Array, peakAt: number): Periodicity {
  const from = Math.min(peakAt + Math.round(AFTER_SECONDS * RATE), Math.max(0, samples.length - NEAR_SIZE))
  const near = highest(windowed(samples, from, NEAR_SIZE, 1), NEAR_LAGS, RATE)
  const far = highest(windowed(samples, from, FAR_SIZE, FAR_STEP), FAR_LAGS, RATE / FAR_STEP)
  return near.strength > NEARLY * far.strength ? near : far
}

function windowed(samples: Float32Array, from: number, size: number, step: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => {
    let sum = 0
    for (let k = 0; k < step; k++) sum += samples[from + i * step + k] ?? 0
    return sum
  })
}

function highest(x: Float64Array, [shortest, longest]: readonly [number, number], rate: number): Periodicity {
  const r = new Float64Array(longest + 2)
  for (let lag = 1; lag <= longest + 1; lag++) {
    const count = x.length - lag
    let cross = 0
    let head = 1e-12
    let tail = 1e-12
    for (let n = 0; n < count; n++) {
      const a = x[n] ?? 0
      const b = x[n + lag] ?? 0
      cross += a * b
      head += a * a
      tail += b * b
    }
    r[lag] = cross / Math.sqrt(head * tail)
  }
  const peaks: number[] = []
  let most = 0
  let lowest = 1
  for (let lag = 2; lag <= longest; lag++) {
    const y = r[lag] ?? 0
    lowest = Math.min(lowest, y)
    if (lag >= shortest && lowest < VALLEY && y > (r[lag - 1] ?? 0) && y >= (r[lag + 1] ?? 0)) {
      peaks.push(lag)
      most = Math.max(most, y)
    }
  }
  if (peaks.length === 0) return { strength: 0, pitch: rate / longest }
  const lag = peaks.find((peak) => (r[peak] ?? 0) >= NEARLY * most) ?? longest
  return { strength: Math.max(0, r[lag] ?? 0), pitch: rate / lag }
}
