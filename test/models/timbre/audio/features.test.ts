import { describe, expect, it } from 'vitest'
import {
  FEATURE_COUNT,
  FEATURES,
  featureIndex,
  readFeatures,
} from '../../../../models/timbre/audio/features.ts'
import { banded, falling, noise, RATE, soft, tones } from './signals.ts'

function of(samples: Float32Array, rate = RATE): (name: string) => number {
  const reading = readFeatures([samples], rate)
  if (!reading.ok) throw new Error(reading.problem)
  return (name) => reading.features[featureIndex(name)] ?? Number.NaN
}

describe('the features of a sound', () => {
  it('are 62, each with a name of its own', () => {
    expect(FEATURE_COUNT).toBe(62)
    expect(new Set(FEATURES.map(({ name }) => name)).size).toBe(62)
  })

  it.each([0.1, 0.4, 1.2, 3])('find the decay of a tone that falls by 60 dB in %s s', (t60) => {
    const feature = of(tones([1000], falling(t60)))
    expect(10 ** feature('t10')).toBeCloseTo(t60 / 6, 1.5)
    expect(10 ** feature('t20') / (t60 / 3)).toBeCloseTo(1, 1)
    // Beyond the 1.5 s that are read by the slope.
    expect(10 ** feature('t40') / ((2 * t60) / 3)).toBeCloseTo(1, 1)
  })

  it.each([0.005, 0.02, 0.08])(
    'find a straight rise of %s s: four fifths of it lie between 10 and 90 %%',
    (rise) => {
      const feature = of(tones([2000], (t) => Math.min(1, t / rise) * falling(1)(Math.max(0, t - rise))))
      expect(10 ** feature('attack')).toBeCloseTo(0.8 * rise, 2)
    },
  )

  it.each([
    [110, 1.1],
    [440, 4.25],
    [1000, 8.5],
    [4000, 17],
    [9000, 21.5],
  ])('place a sine of %s Hz at %s Bark, where it rolls off as well', (hertz, bark) => {
    const feature = of(tones([hertz], soft(1)))
    expect(Math.abs(feature('whole.centroid') - bark)).toBeLessThan(0.8)
    expect(Math.abs(feature('whole.rolloff85') - bark)).toBeLessThan(0.9)
    expect(feature('whole.spread')).toBeLessThan(1.6)
  })

  it.each([60, 110, 440, 2000, 5000])('find the pitch of %s Hz, and half its crossings', (hertz) => {
    const feature = of(tones([hertz], falling(1)))
    expect(10 ** feature('pitch') / hertz).toBeCloseTo(1, 0.8)
    expect((10 ** feature('zeroCrossings') - 20) / hertz).toBeCloseTo(1, 1)
    expect(feature('periodicity')).toBeGreaterThan(0.97)
  })

  it('find the fundamental of partials, not a partial', () => {
    expect(10 ** of(tones([200, 400, 600, 800], falling(1)))('pitch')).toBeCloseTo(200, -1)
  })

  it('call white noise flat and without a pitch, a sine neither', () => {
    const [hiss, sine] = [of(noise()), of(tones([500], falling(1)))]
    expect(hiss('whole.flatness')).toBeGreaterThan(-3)
    expect(sine('whole.flatness')).toBeLessThan(-30)
    expect(hiss('periodicity')).toBeLessThan(0.25)
    expect(sine('whole.crest')).toBeGreaterThan(hiss('whole.crest') + 10)
  })

  it('hear a narrower band of noise as narrower, and where it lies', () => {
    const [wide, narrow] = [of(banded(noise(), 3000, 1)), of(banded(noise(), 3000, 8))]
    expect(narrow('whole.spread')).toBeLessThan(wide('whole.spread'))
    expect(Math.abs(narrow('whole.centroid') - 15.5)).toBeLessThan(1)
  })

  it.each([
    [[1000, 1070], 'two sines 70 Hz apart'],
    [[2000, 2040], 'two sines 40 Hz apart'],
  ])('hear roughness in %s (%s), and none in one or in a slow beat', (hertz) => {
    const rough = 10 ** of(tones(hertz, falling(3)))('roughness')
    expect(rough).toBeGreaterThan(0.3)
    expect(10 ** of(tones([1000], falling(3)))('roughness')).toBeLessThan(0.06)
    expect(10 ** of(tones([1000, 1004], falling(3)))('roughness')).toBeLessThan(0.6 * rough)
  })

  it('measure the depth of amplitude modulation at 70 Hz', () => {
    const depth = (m: number): number =>
      10 ** of(tones([3000], (t) => 1 + m * Math.sin(2 * Math.PI * 70 * t)))('roughness') - 0.01
    expect(depth(0.4)).toBeCloseTo(0.4, 1)
    expect(depth(0.1)).toBeCloseTo(0.1, 1)
  })

  it('count the bursts of a clap', () => {
    const clap = noise().map((x, n) => {
      const t = n / RATE
      const since = t < 0.022 ? t % 0.011 : t - 0.022
      return x * 10 ** ((-3 * since) / (t < 0.022 ? 0.02 : 0.2))
    })
    expect(of(clap)('bursts')).toBe(3)
    expect(of(noise().map((x, n) => x * falling(0.2)(n / RATE)))('bursts')).toBe(1)
  })

  it('do not depend on the level', () => {
    const hit = banded(noise(), 1200, 2).map((x, n) => x * falling(0.3)(n / RATE))
    const [loud, soft] = [readFeatures([hit], RATE), readFeatures([hit.map((x) => x / 64)], RATE)]
    if (!loud.ok || !soft.ok) throw new Error('not read')
    expect(Array.from(soft.features)).toEqual(Array.from(loud.features))
  })

  it.each([22_050, 32_000, 48_000, 96_000, 192_000])('hear the same at %s Hz as at 44.1 kHz', (rate) => {
    const partials = [300, 830, 1700, 4100]
    const [one, other] = [
      of(tones(partials, falling(0.5))),
      of(tones(partials, falling(0.5), { rate }), rate),
    ]
    for (const name of ['whole.centroid', 'whole.rolloff95', 'band1', 'band3', 'mfcc2'])
      expect(Math.abs(one(name) - other(name)), name).toBeLessThan(name === 'mfcc2' ? 2 : 0.5)
    for (const name of ['t20', 't40', 'temporalCentroid']) expect(one(name)).toBeCloseTo(other(name), 1)
  })

  it('take two channels as one sound', () => {
    const hit = tones([700], falling(0.4))
    const [one, two] = [readFeatures([hit], RATE), readFeatures([hit, hit], RATE)]
    if (!one.ok || !two.ok) throw new Error('not read')
    for (const [f, { name }] of FEATURES.entries())
      expect(two.features[f], name).toBeCloseTo(one.features[f] ?? Number.NaN, 5)
  })
})
