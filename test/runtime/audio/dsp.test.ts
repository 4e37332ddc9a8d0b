/** The parts that are written for speed, beside the formulas they stand for. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Band, StateVariable } from '../../../runtime/audio/dsp/filters.ts'
import { CEILING_DB, Limiter } from '../../../runtime/audio/dsp/limiter.ts'
import { ModeBank } from '../../../runtime/audio/dsp/modes.ts'
import { Noise } from '../../../runtime/audio/dsp/noise.ts'
import { ROOM, Room } from '../../../runtime/audio/dsp/reverb.ts'
import { runs } from '../../harness/runs.ts'
import { RATE } from './measure.ts'

const FRAMES = 6000

function noise(length: number, seed = 1): Float64Array {
  const buffer = new Float64Array(length)
  const source = new Noise()
  source.seed(seed)
  source.fill(buffer, 0, length)
  return buffer
}

/** Places between 0 and `frames` at which something is cut. */
const cuts = (frames: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: frames - 1 }), { maxLength: 40 })
    .map((places) => [0, ...places.toSorted((a, b) => a - b), frames])

function inPieces(places: readonly number[], play: (from: number, to: number) => void): void {
  for (let i = 1; i < places.length; i++) play(places[i - 1] ?? 0, places[i] ?? 0)
}

const furthest = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((most, x, n) => Math.max(most, Math.abs(x - (other[n] ?? Number.NaN))), 0)

describe('a bank of modes', () => {
  /** The lowest is as low as a kick; one more than four, so that both ways of adding them up are heard. */
  const MODES = [31, 220, 220.5, 1760, 5000, 9001, 14_000].map((frequency, k) => ({
    frequency,
    amplitude: 1 / (k + 1),
    t60: 0.4 / (k + 1),
    phase: k % 2 === 0 ? Math.PI / 2 : 0.3 * k,
  }))

  function bank(glide = 0, time = 1): ModeBank {
    const modes = new ModeBank()
    modes.clear(RATE)
    for (const { frequency, amplitude, t60, phase } of MODES) modes.add(frequency, amplitude, t60, phase)
    modes.start(glide, time)
    return modes
  }

  /** A pointer a mode, turned by its angle and shrunk by its decay. `at(n)` says what holds from sample n on. */
  function reference(
    frames: number,
    at: (n: number) => { readonly glide: number; readonly most: number },
  ): Float64Array {
    const out = new Float64Array(frames)
    for (const { frequency, amplitude, t60, phase } of MODES) {
      let angle = phase
      let size = amplitude
      for (let n = 0; n < frames; n++) {
        const { glide, most } = at(n)
        angle -= Math.min((2 * Math.PI * frequency * (1 + glide)) / RATE, 0.95 * Math.PI)
        size *= 10 ** (-3 / (Math.min(t60, most) * RATE))
        out[n] = (out[n] ?? 0) + size * Math.cos(angle)
      }
    }
    return out
  }

  it('is a sum of cosines that die away', () => {
    const out = new Float64Array(FRAMES)
    bank().render(out, 0, FRAMES)
    expect(
      furthest(
        out,
        reference(FRAMES, () => ({ glide: 0, most: 9 })),
      ),
    ).toBeLessThan(1e-9)
  })

  it('glides to its pitch in steps of sixteen samples, and goes on there', () => {
    for (const [amount, time] of [
      [1.5, 0.016],
      [0.1, 0.004],
      [15, 0.002],
      [-0.5, 0.01],
    ] as const) {
      const out = new Float64Array(FRAMES * 4)
      bank(amount, time).render(out, 0, out.length)
      const step = Math.exp(-16 / (time * RATE))
      const glides = Array.from({ length: out.length / 16 }, (_, i) => {
        const glide = amount * step ** i
        // A thousandth of a cent is none.
        return Math.abs(amount) * step ** (i + 1) < 6e-7 ? 0 : glide
      })
      // What comes after the glide depends on every angle during it.
      const wanted = reference(out.length, (n) => ({ glide: glides[n >> 4] ?? 0, most: 9 }))
      expect(furthest(out, wanted), `${amount} in ${time} s`).toBeLessThan(1e-7)
    }
  })

  it('is damped from where it is, standing or gliding', () => {
    for (const glide of [0, 0.5]) {
      // A glide has its steps; standing, a bank is damped at any sample.
      const from = glide === 0 ? 1601 : 1600
      const modes = bank(glide, 10)
      const out = new Float64Array(FRAMES)
      modes.render(out, 0, from)
      modes.damp(0.05)
      modes.render(out, from, FRAMES)
      const wanted = reference(FRAMES, (n) => ({
        glide: glide * Math.exp(-16 / (10 * RATE)) ** (n >> 4),
        most: n < from ? 9 : 0.05,
      }))
      expect(furthest(out, wanted)).toBeLessThan(1e-9)
    }
  })

  it('sounds the same however it is cut, to the last bit', () => {
    fc.assert(
      fc.property(cuts(2000), fc.constantFrom(0, 0.7), (places, glide) => {
        const whole = new Float64Array(2000)
        bank(glide, 0.002).render(whole, 0, 2000)
        const cut = new Float64Array(2000)
        const modes = bank(glide, 0.002)
        inPieces(places, (from, to) => modes.render(cut, from, to))
        expect(cut).toEqual(whole)
      }),
      runs(60),
    )
  })

  it('lets go of modes that have fallen by 95 dB and of no others', () => {
    const modes = bank()
    const out = new Float64Array(128)
    let kept = modes.count
    for (let n = 0; n < RATE; n += 128) {
      modes.render(out, 0, 128)
      modes.tidy()
      const audible = MODES.filter(
        ({ amplitude, t60 }) => amplitude * 10 ** ((-3 * (n + 128)) / (t60 * RATE)) > 1.7320508e-5,
      ).length
      expect(modes.count).toBe(audible)
      kept = modes.count
    }
    expect(kept).toBe(0)
  })
})

describe('a band filter', () => {
  it('is a high-pass and a low-pass in a row, at any rate and any edge', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(8000, 22050, 48000, 192_000),
        fc.double({ min: 10, max: 12_000, noNaN: true }),
        fc.double({ min: 100, max: 20_000, noNaN: true }),
        fc.double({ min: 0.5, max: 3, noNaN: true }),
        cuts(3000),
        (rate, high, low, q, places) => {
          const wanted = noise(3000)
          const [one, other] = [new StateVariable(), new StateVariable()]
          one.tune(high, q, rate)
          one.high(wanted, 0, 3000)
          other.tune(low, 0.6, rate)
          other.low(wanted, 0, 3000)
          const found = noise(3000)
          const band = new Band()
          band.tuneHigh(high, q, rate)
          band.tuneLow(low, 0.6, rate)
          inPieces(places, (from, to) => band.filter(found, from, to, 0.5))
          expect(
            furthest(
              found,
              wanted.map((x) => 0.5 * x),
            ),
          ).toBeLessThan(1e-9)
        },
      ),
      runs(60),
    )
  })

  it('keeps nothing of the stroke before', () => {
    const band = new Band()
    band.tuneHigh(20, 3, RATE)
    band.tuneLow(200, 3, RATE)
    band.filter(noise(1000), 0, 1000, 1)
    band.tuneHigh(20, 3, RATE)
    const silence = new Float64Array(100)
    band.filter(silence, 0, 100, 1)
    expect(silence.every((x) => x === 0)).toBe(true)
  })
})

describe('the room', () => {
  const LENGTHS = [1103, 1327, 1543, 1777, 2011, 2339, 2621, 2927]

  /** The network as it is drawn: eight lines, each longer than it need be, and a matrix. */
  function reference(send: Float64Array): readonly [Float64Array, Float64Array] {
    const pole = (hertz: number): number => Math.exp((-2 * Math.PI * hertz) / RATE)
    const wall = pole(ROOM.damping)
    const floor = pole(150)
    const early = Math.round(0.011 * RATE)
    const lines = LENGTHS.map(() => new Float64Array(send.length))
    const low = LENGTHS.map(() => 0)
    const left = new Float64Array(send.length)
    const right = new Float64Array(send.length)
    let rumble = 0
    const bright = send.map((x) => {
      rumble = (1 - floor) * x + floor * rumble
      return x - rumble
    })
    for (let n = 0; n < send.length; n++) {
      const heard = LENGTHS.map((length, i) => {
        low[i] = (1 - wall) * (lines[i]?.[n - length] ?? 0) + wall * (low[i] ?? 0)
        return (low[i] ?? 0) * 10 ** ((-3 * length) / (ROOM.t60 * RATE))
      })
      const mirror = heard.reduce((sum, x) => sum + x, 0) / 4
      heard.forEach((x, i) => {
        const line = lines[i]
        if (line !== undefined) line[n] = x - mirror + (bright[n - early] ?? 0)
      })
      const side = (first: number): number =>
        0.5 * [0, 2, 4, 6].reduce((sum, i) => sum + (i % 4 === 0 ? 1 : -1) * (heard[first + i] ?? 0), 0)
      left[n] = side(0)
      right[n] = side(1)
    }
    return [left, right]
  }

  it('is eight lines and a Householder matrix, however it is cut', () => {
    const send = noise(9000).fill(0, 2500)
    const wanted = reference(send)
    fc.assert(
      fc.property(cuts(9000), (places) => {
        const room = new Room(RATE)
        const sides = [new Float64Array(9000), new Float64Array(9000)] as const
        inPieces(places, (from, to) =>
          room.process(
            send.slice(from, to),
            sides[0].subarray(from, to),
            sides[1].subarray(from, to),
            to - from,
          ),
        )
        expect(furthest(sides[0], wanted[0])).toBeLessThan(1e-9)
        expect(furthest(sides[1], wanted[1])).toBeLessThan(1e-9)
      }),
      runs(5),
    )
  })

  function answer(room: Room, silence: number): Float64Array {
    const left = new Float64Array(12_000)
    for (let at = 0; at < silence; at += 128) {
      room.process(new Float64Array(128), new Float64Array(128), new Float64Array(128), 128)
      room.tidy(128)
    }
    const send = new Float64Array(12_000)
    send[0] = 1
    room.process(send, left, new Float64Array(12_000), 12_000)
    return left
  }

  it('answers the same after any silence, and when it has been emptied', () => {
    const room = new Room(RATE)
    const first = answer(room, 0)
    expect(first.some((x) => Math.abs(x) > 0.01)).toBe(true)
    room.clear()
    expect(answer(room, 5000)).toEqual(first)
    // Ten times its 0.85 s: nothing of the first answer is left.
    expect(answer(room, 10 * RATE)).toEqual(first)
  })

  it('falls by 60 dB in its 0.85 s, below where walls swallow', () => {
    const room = new Room(RATE)
    const frames = 2 * RATE
    const send = Float64Array.from({ length: frames }, (_, n) =>
      n < 4800 ? Math.sin((2 * Math.PI * 400 * n) / RATE) : 0,
    )
    const left = new Float64Array(frames)
    room.process(send, left, new Float64Array(frames), frames)
    const level = (seconds: number): number => {
      const at = Math.round(seconds * RATE)
      return 10 * Math.log10(left.subarray(at, at + 4800).reduce((sum, x) => sum + x * x, 0))
    }
    expect((level(0.3) - level(1.1)) / 0.8).toBeGreaterThan(60 / ROOM.t60 - 8)
    expect((level(0.3) - level(1.1)) / 0.8).toBeLessThan(60 / ROOM.t60 + 12)
  })
})

describe('the limiter', () => {
  /** Twelve samples whose curve rises as far as it can half-way between the sixth and the seventh; a quarter after the sixth. */
  const worst = (place: number) =>
    Array.from({ length: 12 }, (_, k) => Math.sign(Math.sin(Math.PI * (k - place)) / (k - place)))
  const WORST = worst(5.5)

  /** The curve at four points a sample, by twelve samples around, as annex 2 of BS.1770 has it. */
  function highest(sound: Float64Array): number {
    let most = 0
    for (let n = 6; n + 6 < sound.length; n++)
      for (let p = 0; p < 4; p++) {
        let sum = 0
        for (let k = -5; k <= 6; k++) {
          const t = k - p / 4
          const sinc = t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t)
          sum += (sound[n + k] ?? 0) * sinc * (0.5 + 0.5 * Math.cos((2 * Math.PI * t) / 13))
        }
        most = Math.max(most, Math.abs(sum))
      }
    return most
  }

  it('looks between samples that are all quiet, where the curve is not', () => {
    const ceiling = 10 ** (CEILING_DB / 20)
    for (let size = 0.3; size < 0.86; size += 0.01)
      for (const place of [5.25, 5.5, 5.75]) {
        const limiter = new Limiter(RATE)
        const left = new Float64Array(2000)
        worst(place).forEach((sign, k) => {
          left[900 + k] = size * sign
        })
        const before = highest(left)
        limiter.process(left, new Float64Array(2000), 2000)
        expect(highest(left), `${size}`).toBeLessThan(ceiling + 1e-3)
        if (before < ceiling) expect(limiter.leastGain).toBe(1)
        else expect(limiter.leastGain).toBeCloseTo(ceiling / before, 3)
      }
  })

  it.each([2, 3, 4, 7, 8, 9])('sees eleven quiet samples with a louder one in place %i', (loud) => {
    // The eleven alone would stay 0.01 dB under the ceiling.
    const limiter = new Limiter(RATE)
    const left = new Float64Array(2000)
    worst(5.5).forEach((sign, k) => {
      left[900 + k] = (k === loud ? 0.85 : 0.4515) * sign
    })
    limiter.process(left, new Float64Array(2000), 2000)
    expect(highest(left)).toBeLessThan(10 ** (CEILING_DB / 20) + 1e-3)
    expect(limiter.leastGain).toBeLessThan(1)
  })

  it('leaves alone what its curve says is under the ceiling', () => {
    // A low tone just under it: no point of its curve is higher than a sample.
    const limiter = new Limiter(RATE)
    const top = 10 ** (CEILING_DB / 20) - 1e-3
    const left = Float64Array.from({ length: 4000 }, (_, n) => top * Math.sin(n / 100))
    const kept = left.slice()
    limiter.process(left, new Float64Array(4000), 4000)
    expect(left.subarray(limiter.latency)).toEqual(kept.subarray(0, 4000 - limiter.latency))
    expect(limiter.leastGain).toBe(1)
  })

  it('gives the same samples however it is cut, loud or quiet', () => {
    const sound = noise(FRAMES).map((x, n) => x * ([0.2, 3, 0.5, 0.1, 0.7][Math.floor(n / 1200)] ?? 0))
    const whole = [sound.slice(), noise(FRAMES, 2)] as const
    new Limiter(RATE).process(...whole, FRAMES)
    fc.assert(
      fc.property(cuts(FRAMES), (places) => {
        const limiter = new Limiter(RATE)
        const cut = [sound.slice(), noise(FRAMES, 2)] as const
        inPieces(places, (from, to) =>
          limiter.process(cut[0].subarray(from, to), cut[1].subarray(from, to), to - from),
        )
        expect(cut).toEqual(whole)
      }),
      runs(30),
    )
  })

  it('watches again after a loud passage, from quiet samples on', () => {
    // Loud, then silence until it is at rest, then the worst again: it needs what came before it.
    const limiter = new Limiter(RATE)
    const left = new Float64Array(60_000)
    for (const at of [1000, 50_000])
      WORST.forEach((sign, k) => {
        left[at + k] = 0.8 * sign
      })
    const kept = left.slice()
    limiter.process(left, new Float64Array(60_000), 60_000)
    const around = (at: number) => left.subarray(at + limiter.latency, at + limiter.latency + 12)
    expect(furthest(around(50_000), around(1000))).toBeLessThan(1e-9)
    expect(Math.abs(around(1000)[5] ?? 1)).toBeLessThan(Math.abs(kept[1005] ?? 0))
  })
})
