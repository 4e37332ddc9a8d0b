import fc from 'fast-check'
import { expect, expectTypeOf, test } from 'vitest'
import {
  type Beats,
  beatPeriod,
  type Decibels,
  decibelsOfGain,
  gainOfDecibels,
  hertzOfMidi,
  type Milliseconds,
  midiOfHertz,
  msToSeconds,
  ratio,
  type Seconds,
  secondsToMs,
  tempoOfPeriod,
} from '../../runtime/units.ts'

test('two units never mix, a bare number fits any', () => {
  expectTypeOf<Milliseconds>().not.toMatchTypeOf<Seconds>()
  expectTypeOf<Beats>().not.toMatchTypeOf<Seconds>()
  expectTypeOf<Decibels>().not.toMatchTypeOf<Milliseconds>()
  expectTypeOf<number>().toMatchTypeOf<Seconds>()
  expectTypeOf<Seconds>().toMatchTypeOf<number>()
})

test.each([
  [0, 1],
  [-6, 0.5011872336272722],
  [6, 1.9952623149688795],
  [20, 10],
  [-20, 0.1],
  [-60, 0.001],
])('%d dB is a gain of %d', (level, gain) => {
  expect(gainOfDecibels(level)).toBeCloseTo(gain, 14)
  expect(decibelsOfGain(gain)).toBeCloseTo(level, 12)
})

test('silence is −∞ dB, both ways', () => {
  expect(gainOfDecibels(Number.NEGATIVE_INFINITY)).toBe(0)
  expect(decibelsOfGain(0)).toBe(Number.NEGATIVE_INFINITY)
})

test.each([
  [69, 440],
  [60, 261.6255653005986],
  [57, 220],
  [28, 41.20344461410874],
])('MIDI pitch %d sounds at %d Hz', (pitch, frequency) => {
  expect(hertzOfMidi(pitch)).toBeCloseTo(frequency, 10)
  expect(midiOfHertz(frequency)).toBeCloseTo(pitch, 10)
})

test('120 bpm is a beat every half second', () => {
  expect(beatPeriod(120)).toBe(0.5)
  expect(tempoOfPeriod(0.5)).toBe(120)
  expect(msToSeconds(20)).toBe(0.02)
  expect(secondsToMs(0.02)).toBe(20)
})

test('a share stays between 0 and 1', () => {
  fc.assert(
    fc.property(fc.double(), (x) => {
      expect(ratio(x)).toBeGreaterThanOrEqual(0)
      expect(ratio(x)).toBeLessThanOrEqual(1)
      if (x >= 0 && x <= 1) expect(ratio(x) === x).toBe(true)
    }),
  )
})
