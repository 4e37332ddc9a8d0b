/** From a slider's position to a value, and back. */

import type { Dial } from '../compile-protocol.ts'

/** Positions of a slider, minus one. */
export const STEPS = 1000

export function dialValue({ min, max, step, scale }: Dial, position: number): number {
  const share = Math.min(1, Math.max(0, position / STEPS))
  const value = scale === 'log' && min > 0 ? min * (max / min) ** share : min + share * (max - min)
  const stepped = Math.round(value / step) * step
  return Math.min(max, Math.max(min, Number(stepped.toPrecision(12))))
}

export function dialPosition({ min, max, scale }: Dial, value: number): number {
  const share =
    scale === 'log' && min > 0 ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min)
  return Math.round(Math.min(1, Math.max(0, share)) * STEPS)
}

/** As a person would write it: no more digits than the step has. */
export function writtenAs(value: number, { step }: Dial): string {
  const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)))
  const text = value.toFixed(decimals)
  const short = decimals === 0 ? text : text.replace(/\.?0+$/, '')
  return short === '-0' ? '0' : short
}
