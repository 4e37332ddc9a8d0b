/**
 * Dimensions of quantities.
 *
 * A dimension is a product of powers of base dimensions, packed into one number: exponent e of base i adds e·1024^i,
 * so multiplying quantities adds dimensions and dividing subtracts them. Tempo is musical time by time, which is why
 * time and musical time meet through it (`4 beats / 96 bpm` is a time) and nowhere else.
 */

import type { UnitName } from '../../language/ast.ts'

export type Dim = number

const BASE = 1024
/** Powers beyond this have no use in music; the packing holds far more. */
const MAX_EXPONENT = 4

/** A plain number or ratio. */
export const NUMBER: Dim = 0
/** Milliseconds. */
export const TIME: Dim = 1
/** Beats. */
export const BEATS: Dim = BASE
/** Bars: musical time whose length in beats depends on the metre. */
export const BARS: Dim = BASE ** 2
/** Decibels. */
export const LEVEL: Dim = BASE ** 3
/** Semitones. */
export const INTERVAL: Dim = BASE ** 4
/** 16ths: musical time whose length in beats depends on the metre, too. Beside anything else they become beats, so they have no powers. */
export const STEPS: Dim = BASE ** 5
/** Beats a minute. */
export const TEMPO: Dim = BEATS - TIME
/** Hertz. */
export const FREQUENCY: Dim = -TIME

interface UnitSpec {
  readonly dim: Dim
  /** Natural units in one of these: `s` is 1000 ms. */
  readonly scale: number
}

const UNITS: Readonly<Record<UnitName, UnitSpec>> = {
  ms: { dim: TIME, scale: 1 },
  s: { dim: TIME, scale: 1000 },
  min: { dim: TIME, scale: 60_000 },
  h: { dim: TIME, scale: 3_600_000 },
  days: { dim: TIME, scale: 86_400_000 },
  weeks: { dim: TIME, scale: 604_800_000 },
  beats: { dim: BEATS, scale: 1 },
  bars: { dim: BARS, scale: 1 },
  steps: { dim: STEPS, scale: 1 },
  bpm: { dim: TEMPO, scale: 1 },
  Hz: { dim: FREQUENCY, scale: 1 },
  kHz: { dim: FREQUENCY, scale: 1000 },
  dB: { dim: LEVEL, scale: 1 },
  '%': { dim: NUMBER, scale: 0.01 },
  semitones: { dim: INTERVAL, scale: 1 },
  cents: { dim: INTERVAL, scale: 0.01 },
}

export function unitDim(unit: UnitName | null): Dim {
  return unit === null ? NUMBER : UNITS[unit].dim
}

/** The value in natural units (ms, beats, bars, steps, bpm, Hz, dB, semitones, ratios 0..1). */
export function inNaturalUnits(value: number, unit: UnitName | null): number {
  if (unit === null) return value
  // Dividing keeps decimal fractions exact where multiplying by 0.01 would not: 58 % is 0.58.
  if (unit === '%' || unit === 'cents') return value / 100
  return value * UNITS[unit].scale
}

/** Base units (ms, beats …) in one natural unit, inverted: 60 000 for bpm, because 1 bpm is 1/60 000 beats a ms. */
function inverseScale(dim: Dim): number {
  if (dim === TEMPO) return 60_000
  if (dim === FREQUENCY) return 1000
  return 1
}

/** What a product of natural units must be multiplied by, to be in the natural unit of its dimension. */
export function productFactor(a: Dim, b: Dim): number {
  return inverseScale(a + b) / (inverseScale(a) * inverseScale(b))
}

export function quotientFactor(a: Dim, b: Dim): number {
  return (inverseScale(a - b) * inverseScale(b)) / inverseScale(a)
}

/**
 * What a product is multiplied by where bpm does not count beats: beats that meet time are counted as bpm counts, and beats
 * by themselves as beats. @param unit what bpm counts, in beats
 */
export function tempoFactor(a: Dim, b: Dim, product: Dim, unit: number): number {
  return unit === 1 ? 1 : (inBeats(a, unit) * inBeats(b, unit)) / inBeats(product, unit)
}

/** Beats in one of a dimension's own counts. */
function inBeats(dim: Dim, unit: number): number {
  const [time, beats] = exponents(dim)
  return time === 0 ? 1 : unit ** (beats ?? 0)
}

/** Powers of time, beats, bars, level and interval. */
export function exponents(dim: Dim): readonly number[] {
  const powers: number[] = []
  let rest = dim
  for (let i = 0; i < 5; i++) {
    let digit = rest % BASE
    if (digit > BASE / 2) digit -= BASE
    if (digit < -BASE / 2) digit += BASE
    powers.push(digit + 0)
    rest = (rest - digit) / BASE
  }
  return powers
}

/** Beats are a part of the dimension, as they are of a tempo. */
export function hasBeats(dim: Dim): boolean {
  return exponents(dim)[1] !== 0
}

export function isReasonable(dim: Dim): boolean {
  return dim === NUMBER || exponents(dim).every((power) => Math.abs(power) <= MAX_EXPONENT)
}

const NAMES = new Map<Dim, string>([
  [NUMBER, 'a plain number'],
  [TIME, 'a time'],
  [BEATS, 'a time in beats'],
  [BARS, 'a time in bars'],
  [STEPS, 'a time in steps'],
  [LEVEL, 'a level'],
  [INTERVAL, 'an interval'],
  [TEMPO, 'a tempo'],
  [FREQUENCY, 'a frequency'],
])

const BASE_NAMES = ['time', 'beats', 'bars', 'level', 'interval'] as const

/** `a time`, `a tempo`; `a product of units (time^2)` for what music has no word for. */
export function dimName(dim: Dim): string {
  const known = NAMES.get(dim)
  if (known !== undefined) return known
  const over: string[] = []
  const under: string[] = []
  exponents(dim).forEach((power, i) => {
    const text = `${BASE_NAMES[i] ?? ''}${Math.abs(power) === 1 ? '' : `^${Math.abs(power)}`}`
    if (power > 0) over.push(text)
    if (power < 0) under.push(text)
  })
  const top = over.join(' · ') || '1'
  return `a product of units (${under.length === 0 ? top : `${top} / ${under.join(' / ')}`})`
}

/** The unit that a number without one most likely lacks. */
export function defaultUnit(dim: Dim): string {
  switch (dim) {
    case TIME:
      return 'ms'
    case BEATS:
      return 'beats'
    case BARS:
      return 'bars'
    case STEPS:
      return 'steps'
    case LEVEL:
      return 'dB'
    case TEMPO:
      return 'bpm'
    case FREQUENCY:
      return 'Hz'
    case INTERVAL:
      return 'semitones'
    default:
      return ''
  }
}

/** The unit of a slot, as the manifest names it; null for plain numbers and ratios. */
export function slotUnit(dim: Dim): string | null {
  return defaultUnit(dim) || null
}
