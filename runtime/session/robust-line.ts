/**
 * The player's own timing: how far each onset lies from the line that its neighbours draw.
 *
 * Onsets are regressed on *written* beat times, not on what the band sounded, so that a band that moves towards the
 * player (or a zone that was learned to) changes nothing. Each onset is held against the Theil–Sen line through its
 * eight nearest neighbours (four on either side where there are): the median of the slopes of all pairs, then the
 * median of what is left (Theil 1950; Sen 1968). Leaving the onset itself out keeps it from pulling the line.
 */

import type { Ratio, Seconds } from '../units.ts'

/** Neighbours that draw a line: eight beats. */
const NEIGHBOURS = 8
/** Fewer draw none. */
const LEAST_NEIGHBOURS = 4
/** A residual beyond this share of a beat is a slip (a missed or doubled beat), not timing. */
const OUTLIER_CUT: Ratio = 0.25

export interface PlayedBeat {
  /** Written time of the beat. */
  readonly grid: Seconds
  /** Written length of the beat. */
  readonly length: Seconds
  readonly onset: Seconds
}

/** Residuals as shares of the player's own beat, in order; outliers left out. */
export function timingResiduals(beats: readonly PlayedBeat[]): readonly Ratio[] {
  const residuals: number[] = []
  for (let i = 0; i < beats.length; i++) {
    const residual = residualOf(beats, i)
    if (Math.abs(residual) <= OUTLIER_CUT) residuals.push(residual)
  }
  return residuals
}

/** NaN where too few neighbours draw a line. */
function residualOf(beats: readonly PlayedBeat[], i: number): Ratio {
  const beat = beats[i]
  const first = Math.max(0, Math.min(i - NEIGHBOURS / 2, beats.length - NEIGHBOURS - 1))
  const around = beats.slice(first, first + NEIGHBOURS + 1).filter((_, k) => first + k !== i)
  if (beat === undefined || around.length < LEAST_NEIGHBOURS) return Number.NaN
  const slopes: number[] = []
  for (const [a, one] of around.entries()) {
    for (const other of around.slice(a + 1)) {
      if (other.grid > one.grid) slopes.push((other.onset - one.onset) / (other.grid - one.grid))
    }
  }
  const slope = median(slopes)
  const offset = median(around.map(({ onset, grid }) => onset - slope * grid))
  return (beat.onset - (offset + slope * beat.grid)) / (slope * beat.length)
}

/** The middle value; of an even number the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN
  return (upper + lower) / 2
}

/** Sample variance about the mean; NaN of fewer than two. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) * (value - mean)
  return squares / (values.length - 1)
}
