/** A voice's numbers as a network sees them: each on its own scale, its range as −1…1. */

import { KEYS_PARAMS } from '../../runtime/audio/voices/keys-params.ts'
import { PERCUSSION_PARAMS } from '../../runtime/audio/voices/percussion-params.ts'
import { STRING_PARAMS } from '../../runtime/audio/voices/string-params.ts'
import type { Target } from './audio/render-hit.ts'

export interface ParamRange {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly scale: 'linear' | 'log'
}

/** The numbers of each voice with the scale on which they are drawn, learnt and blended. */
export const PARAMS: Readonly<Record<Target, readonly ParamRange[]>> = {
  percussion: PERCUSSION_PARAMS,
  string: STRING_PARAMS.map((range) => ({ ...range, scale: isLog(range.name) ? 'log' : 'linear' })),
  keys: KEYS_PARAMS.map((range) => ({ ...range, scale: isLog(range.name) ? 'log' : 'linear' })),
}

function isLog(name: string): boolean {
  return (
    name === 'decay' ||
    name === 'woodFrequency' ||
    name === 'lowPass' ||
    name === 'pluck' ||
    name === 'pickup'
  )
}

export function toUnit({ min, max, scale }: ParamRange, value: number): number {
  const share =
    scale === 'log' ? Math.log(Math.max(min, value) / min) / Math.log(max / min) : (value - min) / (max - min)
  return 2 * Math.min(1, Math.max(0, share)) - 1
}

export function fromUnit({ min, max, scale }: ParamRange, unit: number): number {
  // What is no number is the middle of the range.
  const share = 0.5 + 0.5 * Math.min(1, Math.max(-1, Number.isFinite(unit) ? unit : 0))
  return scale === 'log' ? min * (max / min) ** share : min + share * (max - min)
}

export function unitsOf(target: Target, params: ArrayLike<number>): Float64Array {
  return Float64Array.from(PARAMS[target], (range, i) => toUnit(range, params[i] ?? range.min))
}

export function paramsOf(target: Target, units: ArrayLike<number>): Float64Array {
  return Float64Array.from(PARAMS[target], (range, i) => fromUnit(range, units[i] ?? 0))
}

/** Where the numbers of each voice stand in the decoder's row. */
export const TARGETS: readonly Target[] = ['percussion', 'string', 'keys']
export const OFFSETS: Readonly<Record<Target, number>> = {
  percussion: 0,
  string: PARAMS.percussion.length,
  keys: PARAMS.percussion.length + PARAMS.string.length,
}
export const UNITS = OFFSETS.keys + PARAMS.keys.length
