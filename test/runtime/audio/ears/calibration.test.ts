import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawsOf } from '../../../../bench/onsets/instruments.ts'
import { loopbackSignal, readLoopback } from '../../../../runtime/audio/ears/calibration/loopback.ts'
import { readTapping } from '../../../../runtime/audio/ears/calibration/tapping.ts'
import { wirelessHint } from '../../../../runtime/audio/ears/calibration/wireless.ts'
import { runs, TIMES } from '../../../harness/runs.ts'

const rate = 16_000
const signal = loopbackSignal(rate)

/** The signal after `delay` seconds, between samples by a windowed sinc, with echoes and noise. */
function recorded(
  delay: number,
  {
    gain = 0.3,
    noise = 0,
    echo = 0,
    seed = 1,
    each = 0,
  }: { gain?: number; noise?: number; echo?: number; seed?: number; each?: number } = {},
): Float32Array {
  const out = new Float32Array(signal.samples.length + rate)
  const draw = drawsOf('loopback', seed)
  const add = (from: number, to: number, seconds: number, level: number): void => {
    const whole = Math.floor(seconds * rate)
    const rest = seconds * rate - whole
    for (let tap = -24; tap <= 24; tap++) {
      const x = tap - rest
      const sinc = Math.abs(x) < 1e-12 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
      const weight = level * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / 25))
      for (let i = from; i < to; i++) {
        const at = i + whole + tap
        if (at >= 0 && at < out.length) out[at] = (out[at] ?? 0) + weight * (signal.samples[i] ?? 0)
      }
    }
  }
  signal.starts.forEach((start, n) => {
    const end = start + signal.chirp.length
    add(start, end, delay + each * n, gain)
    if (echo > 0) for (let k = 1; k < 6; k++) add(start, end, delay + 0.0031 * k * k, echo * gain * 0.7 ** k)
  })
  return out.map((x) => x + noise * (draw() + draw() + draw() - 1.5) * 2)
}

describe('the delay of a loopback', () => {
  it('is found between samples, whichever it is and however quiet', { timeout: 60_000 * TIMES }, () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.005, max: 0.45, noNaN: true }),
        fc.constantFrom(1, -0.3, 0.02),
        (delay, gain) => {
          const reading = readLoopback(signal, recorded(delay, { gain }))
          expect(reading.ok).toBe(true)
          if (!reading.ok) return
          expect(Math.abs(reading.delay - delay) * rate).toBeLessThan(0.1)
          expect(reading.confidence).toBeGreaterThan(0.8)
        },
      ),
      runs(5),
    )
  })

  it('is found in a room with echoes and noise, and is less sure there', () => {
    const reading = readLoopback(signal, recorded(0.0623, { noise: 0.05, echo: 0.6 }))
    expect(reading).toMatchObject({ ok: true })
    if (!reading.ok) return
    expect(Math.abs(reading.delay - 0.0623)).toBeLessThan(0.0003)
    expect(reading.confidence).toBeLessThan(0.95)
    expect(reading.spread).toBeLessThan(0.001)
  })

  it('is not made up where the chirps cannot be heard', () => {
    for (const seed of [1, 2, 3]) {
      expect(readLoopback(signal, recorded(0.05, { gain: 0, noise: 0.2, seed }))).toEqual({
        ok: false,
        reason: 'noisy',
      })
      expect(readLoopback(signal, recorded(0.05, { gain: 0.003, noise: 0.3, seed }))).toEqual({
        ok: false,
        reason: 'noisy',
      })
    }
    const silent = new Float32Array(signal.samples.length + rate)
    expect(readLoopback(signal, silent)).toEqual({ ok: false, reason: 'silent' })
    expect(readLoopback(signal, silent.fill(Number.NaN))).toEqual({ ok: false, reason: 'silent' })
    expect(readLoopback(signal, recorded(0.05).subarray(0, 2000))).toEqual({ ok: false, reason: 'noisy' })
  })

  it('is not told where it changes while it is measured', () => {
    expect(readLoopback(signal, recorded(0.05, { each: 0.002 })).ok).toBe(false)
  })
})

describe('tapping to a click', () => {
  const clicks = Array.from({ length: 24 }, (_, i) => 1 + 0.6 * i)
  const tapped = (late: number, spread: number, seed = 1): readonly number[] => {
    const draw = drawsOf('taps', seed)
    const hand = (): number => spread * 2 * (draw() + draw() + draw() - 1.5)
    return clicks.map((click) => click + late + hand())
  }

  it('says that latency and habit cannot be told apart, and does not take the sum for latency', () => {
    // 80 ms of latency, and somebody who is 43 ms early: taps come 37 ms late.
    const reading = readTapping({ clicks, taps: tapped(0.08 - 0.043, 0.02) })
    expect(reading).toMatchObject({ ok: true, split: 'assumed' })
    if (!reading.ok) return
    expect(reading.sum).toBeCloseTo(0.037, 1)
    expect(Math.abs(reading.latency.mean - 0.08)).toBeLessThan(0.015)
    expect(reading.habit.mean).toBeLessThan(-0.03)
    // One person in three is further from the usual than this.
    expect(reading.latency.deviation).toBeGreaterThan(0.015)
  })

  it('finds the habit where the latency has been measured', () => {
    for (const habit of [-0.06, -0.02, 0.005]) {
      const latency = { mean: 0.055, deviation: 0.001 }
      const reading = readTapping({ clicks, taps: tapped(0.055 + habit, 0.02), latency })
      expect(reading).toMatchObject({ ok: true, split: 'measured' })
      if (!reading.ok) return
      expect(Math.abs(reading.habit.mean - habit)).toBeLessThan(0.01)
      expect(reading.latency.mean).toBeCloseTo(0.055, 2)
      expect(reading.habit.deviation).toBeLessThan(0.01)
    }
  })

  it('keeps latency and habit adding up to what was seen, as far as taps are exact', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.05, max: 0.2, noNaN: true }), (late) => {
        const reading = readTapping({ clicks, taps: tapped(late, 0) })
        expect(reading.ok).toBe(true)
        if (reading.ok) expect(reading.latency.mean + reading.habit.mean).toBeCloseTo(late, 6)
      }),
    )
  })

  it('forgives slips, and the taps before somebody is with the click', () => {
    const taps = tapped(0.03, 0.015).map((tap, i) =>
      i === 9 || i === 15 ? tap + 0.2 : i < 4 ? tap + 0.25 : tap,
    )
    const reading = readTapping({ clicks, taps })
    expect(reading).toMatchObject({ ok: true })
    if (reading.ok) expect(Math.abs(reading.sum - 0.03)).toBeLessThan(0.008)
  })

  it('is refused when there are few taps, and when they do not follow the clicks', () => {
    expect(readTapping({ clicks, taps: tapped(0.03, 0.01).slice(0, 9) })).toEqual({
      ok: false,
      reason: 'few',
    })
    expect(readTapping({ clicks: [], taps: [] })).toEqual({ ok: false, reason: 'few' })
    const draw = drawsOf('anyhow', 3)
    const anyhow = Array.from({ length: 60 }, () => 15 * draw()).toSorted((a, b) => a - b)
    expect(readTapping({ clicks, taps: anyhow })).toEqual({ ok: false, reason: 'scattered' })
  })
})

describe('a hint of a wireless device', () => {
  it.each([
    [['Default', "Ann's AirPods Pro"], 0.02, "Ann's AirPods Pro", false],
    [['Headset (WH-1000XM4 Hands-Free AG Audio)'], 0.01, 'Headset (WH-1000XM4 Hands-Free AG Audio)', false],
    [['Galaxy Buds2 (Bluetooth)'], 0.3, 'Galaxy Buds2 (Bluetooth)', true],
    [['Speakers'], 0.18, null, true],
  ])('%j with %d s of latency', (labels, latency, label, late) => {
    expect(wirelessHint(labels, latency)).toEqual({ likely: true, label, late })
  })

  it('is not given for what has a cable', () => {
    const cables = [
      'MacBook Pro Speakers',
      'Scarlett 2i2 USB',
      'External Headphones',
      'Built-in Audio Analog Stereo',
      '',
    ]
    expect(wirelessHint(cables, 0.04)).toEqual({ likely: false, label: null, late: false })
    expect(wirelessHint([], 0)).toEqual({ likely: false, label: null, late: false })
  })
})
