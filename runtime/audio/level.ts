/**
 * How loud a band is made: one gain for the whole piece, so that all bands sound at about −16 LUFS, the level of streamed
 * music, whoever plays in them, and that the limiter has little to do. Found by listening to the band once, without a limiter in the way.
 */

import type { Beat } from '../score/beat.ts'
import { type Decibels, decibelsOfGain, gainOfDecibels, type Seconds } from '../units.ts'
import { CEILING_DB } from './dsp/limiter.ts'
import { integratedLoudness } from './loudness.ts'
import type { Player } from './palette/palette.ts'
import { render } from './render.ts'
import type { SampleBank } from './samples/bank.ts'

export const TARGET_LUFS = -16
/** Quiet enough that no band reaches the limiter while it is measured. */
const MEASURED_AT: Decibels = -30
/** The limiter may take this much from the highest peak: more would be heard. */
const MOST_REDUCTION: Decibels = 3
/** A band of one woodblock need not be as loud as a big band. */
const MOST_GAIN: Decibels = 12
const LEAST_GAIN: Decibels = -18

export interface LevelOptions {
  readonly beats: readonly Beat[]
  readonly members: readonly Player[]
  readonly sampleRate: number
  /** How much of it is listened to. */
  readonly seconds: Seconds
  readonly samples?: SampleBank | null
}

/** The gain that brings these beats to `TARGET_LUFS` or as near as peaks allow, between −18 and +12 dB. 0 dB where there is nothing to hear. */
export function gainOfBand(options: LevelOptions): Decibels {
  const { left, right } = render({ ...options, gain: gainOfDecibels(MEASURED_AT) })
  const loudness = integratedLoudness([left, right], options.sampleRate)
  if (!Number.isFinite(loudness)) return 0
  const wanted = TARGET_LUFS - (loudness - MEASURED_AT)
  const allowed = CEILING_DB + MOST_REDUCTION - (decibelsOfGain(peakOf(left, right)) - MEASURED_AT)
  return Math.min(MOST_GAIN, Math.max(LEAST_GAIN, Math.min(wanted, allowed)))
}

function peakOf(...channels: readonly Float32Array[]): number {
  let peak = 0
  for (const channel of channels)
    for (const x of channel) {
      const size = Math.abs(x)
      if (size > peak) peak = size
    }
  return peak
}
