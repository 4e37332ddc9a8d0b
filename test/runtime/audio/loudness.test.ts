import { describe, expect, it } from 'vitest'
import { gainOfBand, TARGET_LUFS } from '../../../runtime/audio/level.ts'
import { createLoudnessMeter, integratedLoudness } from '../../../runtime/audio/loudness.ts'
import { makeBeat } from '../../../runtime/score/beat.ts'

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

describe('a loudness meter', () => {
  it('hears in pieces what integrated loudness hears at once', () => {
    const side = sine(1000, 10 ** (-23 / 20), 3)
    const meter = createLoudnessMeter(2, 48000)
    for (let at = 0; at < side.length; at += 700) {
      const piece = side.subarray(at, at + 700)
      meter.hear([piece, piece], piece.length)
    }
    expect(meter.loudness()).toBe(integratedLoudness([side, side], 48000))
  })

  it('does not take for silence what was turned down to be measured', () => {
    const soft = sine(1000, 10 ** (-80 / 20), 3)
    const meter = createLoudnessMeter(2, 48000)
    meter.hear([soft, soft], soft.length)
    expect(meter.loudness()).toBe(Number.NEGATIVE_INFINITY)
    expect(meter.loudness(1000)).toBeCloseTo(-20, 1)
  })
})

describe('the level of a band', () => {
  it.each([-20, -45, -80])('does not depend on how soft it is, at %s dB', (db) => {
    const beats = Array.from({ length: 8 }, (_, i) =>
      makeBeat({
        timestamp: i / 2,
        beatNumber: i + 1,
        measure: 1,
        member: 'kit',
        voice: i % 2 === 0 ? 'kick' : 'snare',
        level: db,
      }),
    )
    const members = [{ name: 'kit', kind: 'drummer' }] as const
    expect(gainOfBand({ beats, members, sampleRate: 48000, seconds: 4 })).toBe(12)
  })

  it('is left alone where there is nothing to hear', () => {
    expect(gainOfBand({ beats: [], members: [], sampleRate: 48000, seconds: 2 })).toBe(0)
    expect(TARGET_LUFS).toBe(-16)
  })
})
