/** A voice's numbers as a network sees them: each on its own scale, its range as −1…1. */

import { type BlendedParam, TARGET_PARAMS } from '../../runtime/audio/palette/baked-patch.ts'
import type { VoiceTarget } from '../../runtime/timbre/baked.ts'

export function toUnit({ min, max, scale }: BlendedParam, value: number): number {
  const share =
    scale === 'log' ? Math.log(Math.max(min, value) / min) / Math.log(max / min) : (value - min) / (max - min)
  return 2 * Math.min(1, Math.max(0, share)) - 1
}

export function fromUnit({ min, max, scale }: BlendedParam, unit: number): number {
  // What is no number is the middle of the range.
  const share = 0.5 + 0.5 * Math.min(1, Math.max(-1, Number.isFinite(unit) ? unit : 0))
  return scale === 'log' ? min * (max / min) ** share : min + share * (max - min)
}

export function unitsOf(target: VoiceTarget, params: ArrayLike<number>): Float64Array {
  return Float64Array.from(TARGET_PARAMS[target], (range, i) => toUnit(range, params[i] ?? range.min))
}

export function paramsOf(target: VoiceTarget, units: ArrayLike<number>): Float64Array {
  return Float64Array.from(TARGET_PARAMS[target], (range, i) => fromUnit(range, units[i] ?? 0))
}

/** Where the numbers of each voice stand in the decoder's row. */
export const OFFSETS: Readonly<Record<VoiceTarget, number>> = {
  percussion: 0,
  string: TARGET_PARAMS.percussion.length,
  keys: TARGET_PARAMS.percussion.length + TARGET_PARAMS.string.length,
}
export const UNITS = OFFSETS.keys + TARGET_PARAMS.keys.length
