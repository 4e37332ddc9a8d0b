/**
 * How loud a band is made: one gain for the whole piece, so that all bands sound at about −16 LUFS, the level of streamed
 * music, whoever plays in them, and that the limiter has little to do. Found by listening to the band once, without a limiter in the way.
 */

import type { Beat } from '../score/beat.ts'
import { type Decibels, decibelsOfGain, gainOfDecibels, type Seconds } from '../units.ts'
import { CEILING_DB } from './dsp/limiter.ts'
import { createLoudnessMeter } from './loudness.ts'
import type { Player } from './palette/palette.ts'
import { renderBlocks } from './render.ts'
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
  const meter = createBandMeter(options.sampleRate)
  for (const { left, right, frames } of renderBlocks({ ...options, gain: meter.gain }))
    meter.hear(left, right, frames)
  return meter.gainOfBand()
}

/** The same for who renders by themselves, with `gain`, and lets the meter hear it block by block. */
export interface BandMeter {
  readonly gain: number
  hear(left: Float32Array, right: Float32Array, frames: number): void
  gainOfBand(): Decibels
}

export function createBandMeter(sampleRate: number): BandMeter {
  const loudness = createLoudnessMeter(2, sampleRate)
  let peak = 0
  return {
    gain: gainOfDecibels(MEASURED_AT),
    hear(left, right, frames) {
      loudness.hear([left, right], frames)
      peak = Math.max(peak, peakOf(left, frames), peakOf(right, frames))
    },
    gainOfBand() {
      if (peak === 0) return 0
      // As if its highest peak were full scale: how soft a band is must not decide what of it the absolute gate hides.
      const found = loudness.loudness(1 / peak)
      if (!Number.isFinite(found)) return 0
      const peakLevel = decibelsOfGain(peak) - MEASURED_AT
      const wanted = TARGET_LUFS - (found + peakLevel)
      const allowed = CEILING_DB + MOST_REDUCTION - peakLevel
      return Math.min(MOST_GAIN, Math.max(LEAST_GAIN, Math.min(wanted, allowed)))
    },
  }
}

/** The highest sample of a block, as a factor. */
export function peakOf(channel: Float32Array, frames: number): number {
  let peak = 0
  for (let n = 0; n < frames; n++) {
    const size = Math.abs(channel[n] ?? 0)
    if (size > peak) peak = size
  }
  return peak
}
