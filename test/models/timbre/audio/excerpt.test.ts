import { describe, expect, it } from 'vitest'
import { excerptOf, RATE, resampled, SECONDS } from '../../../../models/timbre/audio/excerpt.ts'
import { readFeatures } from '../../../../models/timbre/audio/features.ts'
import { falling, noise, tones } from './signals.ts'

describe('what of a recording is read', () => {
  it.each([
    ['nothing', [new Float32Array(0)], 'has no samples'],
    ['silence', [new Float32Array(44_100)], 'is silent: there is no timbre to read'],
    ['a number that is none', [Float32Array.of(0.1, Number.NaN, 0.2)], 'has samples that are no numbers'],
    ['infinity', [Float32Array.of(0.1, Number.POSITIVE_INFINITY)], 'has samples that are no numbers'],
    [
      'channels that end at different times',
      [new Float32Array(3), new Float32Array(4)],
      'has channels of different lengths',
    ],
    [
      'channels that cancel',
      [tones([440]), tones([440]).map((x) => -x)],
      'is silent when its channels are added: they cancel each other',
    ],
  ])('says what is wrong with %s', (_, channels, problem) => {
    expect(readFeatures(channels, RATE)).toEqual({ ok: false, problem })
  })

  it.each([0, -1, 3999, 1e7, Number.NaN])('refuses a sample rate of %s', (rate) => {
    const reading = readFeatures([tones([440])], rate)
    expect(reading.ok ? '' : reading.problem).toMatch(/^has a sample rate of .* Hz; I read 4000 to 768000$/)
  })

  it('reads one sample, and one click', () => {
    for (const sound of [
      Float32Array.of(0.5),
      Float32Array.from({ length: 3000 }, (_, n) => (n === 1000 ? 1 : 0)),
    ]) {
      const reading = readFeatures([sound], RATE)
      expect(reading.ok && reading.features.every(Number.isFinite)).toBe(true)
    }
  })

  it('begins where the sound begins', () => {
    const late = new Float32Array(RATE)
    late.set(tones([1000], falling(0.2), { seconds: 0.5 }), 20_000)
    const excerpt = excerptOf([late], RATE)
    expect(excerpt.ok && Math.abs(excerpt.from - 20_000 / RATE)).toBeLessThan(0.001)
  })

  it('finds the loudest onset of half an hour, and says what it left out', () => {
    const rate = 8000
    const long = new Float32Array(1800 * rate)
    const hiss = noise({ seconds: 2, rate })
    for (let n = 0; n < long.length; n++) long[n] = 0.01 * (hiss[n % hiss.length] ?? 0)
    const put = (seconds: number, level: number): void => {
      tones([600], falling(0.3), { seconds: 0.5, rate }).forEach((x, i) => {
        const at = seconds * rate + i
        long[at] = (long[at] ?? 0) + level * x
      })
    }
    put(100, 0.4)
    put(1234, 0.9)
    put(1500, 0.6)
    const excerpt = excerptOf([long], rate)
    if (!excerpt.ok) throw new Error(excerpt.problem)
    expect(excerpt.from).toBeCloseTo(1234, 1)
    expect(excerpt.samples.length).toBe(SECONDS * RATE)
    expect(excerpt.note).toBe('is 30 min 0.0 s long: I read 1.5 s from its loudest onset, at 20 min 34.0 s')
  })

  it('keeps what is below the new Nyquist frequency when it resamples, and nothing else', () => {
    const rms = (x: Float32Array): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length)
    const rate = 96_000
    // Without its ends, which are steps.
    const at = (hertz: number): number =>
      rms(
        resampled(
          tones([hertz], () => 1, { seconds: 0.2, rate }),
          rate,
        ).slice(200, -200),
      )
    expect(at(1000)).toBeCloseTo(Math.SQRT1_2, 2)
    expect(at(15_000)).toBeCloseTo(Math.SQRT1_2, 2)
    expect(at(30_000)).toBeLessThan(0.001)
  })
})
