/**
 * The quantities of the runtime, as types.
 *
 * A unit here is a *flavoured* number: a plain number may be given where `Seconds` are wanted (a literal,
 * the result of arithmetic), but a value already known to be `Milliseconds` may not. Mixing two units is
 * the mistake worth catching; wrapping every sum is not.
 */

import { exp2, log2 } from './math.ts'

declare const unit: unique symbol

/** A number that carries the name of its unit at compile time and nothing at run time. */
type Quantity<Name extends string> = number & { readonly [unit]?: Name }

/** Time on the clock. All clocks, timestamps and durations of the runtime are in seconds. */
export type Seconds = Quantity<'Seconds'>

/** Time as people write it in `.sil` files (`20 ms`) and as slots files keep it. */
export type Milliseconds = Quantity<'Milliseconds'>

/** Musical time in beats: what bpm counts (a quarter, a dotted quarter in 6/8, a group in 7/8 (2+2+3)). */
export type Beats = Quantity<'Beats'>

/** Musical time in quarter notes, whatever the metre. */
export type Quarters = Quantity<'Quarters'>

/** Tempo in beats per minute. */
export type Bpm = Quantity<'Bpm'>

/** Level relative to full scale or to another level: 20·log10 of the amplitude ratio. 0 dB leaves it as it is. */
export type Decibels = Quantity<'Decibels'>

/** A share between 0 and 1: strengths, chances, velocities, emphasis. `30 %` is 0.3. */
export type Ratio = Quantity<'Ratio'>

/** Pitch as a MIDI note number: 60 is C4, 69 is A4 (440 Hz). Fractions are parts of a semitone. */
export type Midi = Quantity<'Midi'>

/** Frequency. */
export type Hertz = Quantity<'Hertz'>

/** The nearest share: `ratio(1.2)` is 1, `ratio(-0.1)` and `ratio(NaN)` are 0. */
export function ratio(value: number): Ratio {
  return value > 0 ? (value < 1 ? value : 1) : 0
}

export const msToSeconds = (time: Milliseconds): Seconds => time / 1000
export const secondsToMs = (time: Seconds): Milliseconds => time * 1000

/** The length of one beat at a tempo: 0.5 s at 120 bpm. */
export const beatPeriod = (tempo: Bpm): Seconds => 60 / tempo

/** The tempo whose beats are this long: 120 bpm for 0.5 s. */
export const tempoOfPeriod = (period: Seconds): Bpm => 60 / period

/** log2(10) / 20: octaves of amplitude in a decibel. */
const OCTAVES_PER_DECIBEL = 0.16609640474436813

/** The amplitude factor of a level: −6.02 dB is 0.5, −∞ dB is 0. The same bits in every engine. */
export const gainOfDecibels = (level: Decibels): number => exp2(level * OCTAVES_PER_DECIBEL)

/** The level of an amplitude factor: 0.5 is −6.02 dB, 0 is −∞ dB. */
export const decibelsOfGain = (gain: number): Decibels => log2(gain) / OCTAVES_PER_DECIBEL

/** The frequency of a pitch in equal temperament with A4 = 440 Hz. */
export const hertzOfMidi = (pitch: Midi): Hertz => 440 * exp2((pitch - 69) / 12)

/** The pitch of a frequency in equal temperament with A4 = 440 Hz. */
export const midiOfHertz = (frequency: Hertz): Midi => 69 + 12 * log2(frequency / 440)
