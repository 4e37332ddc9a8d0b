import { describe, expect, it } from 'vitest'
import { gainOfBand, TARGET_LUFS } from '../../../runtime/audio/level.ts'
import { integratedLoudness } from '../../../runtime/audio/loudness.ts'

const sine = (hertz: number, amplitude: number, seconds: number, rate = 48000): Float32Array =>
  Float32Array.from(
    { length: seconds * rate },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate),
  )

describe('integrated loudness', () => {
  it('is −3.01 LUFS for a full sine of 997 Hz on one side, as BS.1770 says', () => {
    expect(integratedLoudness([sine(997, 1, 5), new Float32Array(240000)], 48000)).toBeCloseTo(-3.01, 1)
  })

  // EBU Tech 3341, cases 1 to 3.
  it('is −23 LUFS for a stereo sine of 1 kHz at −23 dBFS, and −33 at −33', () => {
    for (const db of [-23, -33]) {
      const side = sine(1000, 10 ** (db / 20), 20)
      expect(integratedLoudness([side, side], 48000)).toBeCloseTo(db, 1)
    }
  })

  it('does not count the quiet around a loud middle', () => {
    const quiet = sine(1000, 10 ** (-36 / 20), 10)
    const loud = sine(1000, 10 ** (-23 / 20), 60)
    const side = Float32Array.from([...quiet, ...loud, ...quiet])
    expect(integratedLoudness([side, side], 48000)).toBeCloseTo(-23, 1)
  })

  it('is the same at 44.1 kHz, and −∞ for silence', () => {
    const side = sine(1000, 10 ** (-23 / 20), 10, 44100)
    expect(integratedLoudness([side, side], 44100)).toBeCloseTo(-23, 1)
    expect(integratedLoudness([new Float32Array(48000)], 48000)).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('the level of a band', () => {
  it('is left alone where there is nothing to hear', () => {
    expect(gainOfBand({ beats: [], members: [], sampleRate: 48000, seconds: 2 })).toBe(0)
    expect(TARGET_LUFS).toBe(-16)
  })
})
