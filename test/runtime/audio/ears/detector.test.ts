import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, deviationOf, fMeasure, joined } from '../../../../bench/onsets/score.ts'
import {
  drumTake,
  type OnsetTake,
  pianoTake,
  pluckedTake,
  rollTake,
  softTake,
  withBand,
  withNoise,
} from '../../../../bench/onsets/takes.ts'
import { createOnsetDetector } from '../../../../runtime/audio/ears/detector.ts'
import { runs, TIMES } from '../../../harness/runs.ts'
import { hear, knocks } from './hearing.ts'

const times = (samples: Float32Array, rate: number, block?: number): readonly number[] =>
  hear(samples, rate, block === undefined ? {} : { block }).map(({ time }) => time)

const made = new Map<string, OnsetTake>()

/** A take takes longer to be made than to be heard: made when it is first wanted, and once. */
function taken(make: (seed: number) => OnsetTake, seed: number): OnsetTake {
  const name = `${make.name} ${seed}`
  const take = made.get(name) ?? make(seed)
  made.set(name, take)
  return take
}

function measured(takes: readonly OnsetTake[], gated = false) {
  const all = takes.map((take) => {
    const heard = hear(take.samples, take.rate, gated ? { band: take.band } : {})
    const times = heard.map(({ time }) => time)
    // In order, whatever is played.
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const found = compare(take.truth, times)
    const late = found.matched.map((index, hit) => {
      const onset = heard[index]
      return (onset?.decided ?? 0) - ((onset?.time ?? 0) - (found.errors[hit] ?? 0))
    })
    return { found, late }
  })
  const found = joined(all.map((one) => one.found))
  const late = all.flatMap((one) => one.late).toSorted((a, b) => a - b)
  return {
    f: fMeasure(found),
    spread: deviationOf(found.errors) * 1000,
    late: (late[Math.floor(late.length * 0.9)] ?? 0) * 1000,
  }
}

describe('what is played is heard', () => {
  // Seeds that nothing was chosen on.
  it.each([
    ['drums', drumTake, [11, 12], { f: 0.85, spread: 3, late: 20 }],
    ['rolls of sixteenths at 160', rollTake, [10, 11, 12, 13, 14], { f: 0.92, spread: 2.5, late: 20 }],
    ['plucked strings', pluckedTake, [10, 11], { f: 0.98, spread: 1, late: 20 }],
    ['a piano', pianoTake, [11], { f: 0.95, spread: 4, late: 20 }],
    // Half of an attack of 50 ms is over before anybody would call it an onset.
    ['bowed notes with vibrato', softTake, [10, 11, 12, 13, 14], { f: 0.88, spread: 8, late: 35 }],
  ])('%s, to the millisecond', (_, make, seeds, bar) => {
    const { f, spread, late } = measured(seeds.map((seed) => taken(make, seed)))
    expect(f).toBeGreaterThanOrEqual(bar.f)
    expect(spread).toBeLessThanOrEqual(bar.spread)
    expect(late).toBeLessThanOrEqual(bar.late)
  })

  it('in a noisy room, too', () => {
    expect(measured([withNoise(taken(pluckedTake, 10), 20, 1)]).f).toBeGreaterThan(0.95)
    expect(measured([withNoise(taken(drumTake, 11), 20, 1)]).f).toBeGreaterThan(0.72)
  })

  it('at every sample rate from 8 to 192 kHz, at the same times', () => {
    const hits = [0.5, 0.75, 0.9, 1.4].map((time) => ({ time }))
    for (const rate of [8000, 11_025, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000]) {
      const found = times(knocks(rate, 2, hits), rate)
      expect(found, `${rate} Hz`).toHaveLength(4)
      found.forEach((time, i) => {
        expect(Math.abs(time - (hits[i]?.time ?? 0))).toBeLessThan(0.001)
      })
    }
  })

  it('refuses rates at which there is no music', () => {
    for (const rate of [0, 4000, 400_000, Number.NaN]) {
      expect(() => createOnsetDetector(rate, () => {})).toThrow(RangeError)
    }
  })

  it('when the first sample is the first hit, and when the last hit is hardly over', () => {
    const samples = knocks(44_100, 1, [{ time: 0 }, { time: 0.99 }])
    expect(times(samples, 44_100).map((time) => Number(time.toFixed(3)))).toEqual([0, 0.99])
  })

  it('within 20 ms of a drum’s stroke, and never before it', () => {
    for (const { time, decided } of hear(knocks(48_000, 3, [{ time: 1 }, { time: 2 }]), 48_000)) {
      expect(decided).toBeGreaterThan(time)
      expect(decided - time).toBeLessThan(0.02)
    }
  })
})

describe('what is not played is not heard', () => {
  const rate = 44_100
  const seconds = (n: number, at: (t: number, i: number) => number): Float32Array =>
    new Float32Array(n * rate).map((_, i) => at(i / rate, i))
  const noise = (i: number): number => {
    const x = Math.sin(i * 12.9898) * 43758.5453
    return 2 * (x - Math.floor(x)) - 1
  }

  it.each([
    ['silence', seconds(3, () => 0)],
    ['denormal numbers', seconds(3, (_, i) => (i % 2 === 0 ? 1e-42 : -1e-42))],
    ['a constant that comes slowly', seconds(3, (t) => 0.3 * Math.min(1, t / 2))],
    ['hiss of a quiet room', seconds(5, (_, i) => 0.0005 * noise(i))],
    [
      'a hum that swells for a second',
      seconds(4, (t) => 0.2 * Math.min(1, t) ** 2 * Math.sin(2 * Math.PI * 100 * t)),
    ],
    [
      'NaN and infinities',
      seconds(2, (_, i) => [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY][i % 3] ?? 0),
    ],
  ])('%s', (_, samples) => {
    expect(times(samples, rate)).toEqual([])
  })

  it('vibrato on a long note is one onset', () => {
    let phase = 0
    const note = seconds(4, (t) => {
      phase += (2 * Math.PI * 880 * (1 + 0.03 * Math.sin(2 * Math.PI * 6 * t))) / rate
      return t < 0.5
        ? 0
        : 0.3 *
            Math.min(1, (t - 0.5) / 0.005) *
            [1, 2, 3, 4, 5, 6].reduce((sum, k) => sum + Math.sin(k * phase) / k, 0)
    })
    expect(times(note, rate)).toHaveLength(1)
  })

  const falls = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((k) => k ** 1.2)
  /** Ten partials of a string, each sine from the two before it: sin kφ = 2 cos φ sin (k − 1)φ − sin (k − 2)φ. */
  function stringAt(phase: number): number {
    const twice = 2 * Math.cos(phase)
    let [before, sine, sum] = [0, Math.sin(phase), 0]
    for (const fall of falls) {
      sum += sine / fall
      const next = twice * sine - before
      before = sine
      sine = next
    }
    return sum
  }

  // Without the neighbours of a band (SuperFlux) each turn of the vibrato is an onset.
  it.each([185, 196, 208, 220, 233, 247])('nor is the vibrato of a bowed string at %i Hz', (hertz) => {
    for (const speed of [5, 5.5, 6]) {
      let phase = 0
      const note = seconds(4, (t) => {
        phase += (2 * Math.PI * hertz * (1 + 0.02 * Math.sin(2 * Math.PI * speed * t))) / rate
        if (t < 0.5) return 0
        return 0.2 * Math.min(1, (t - 0.5) / 0.005) * stringAt(phase)
      })
      expect(times(note, rate), `${speed} Hz`).toHaveLength(1)
    }
  })

  it('strings of a chord that beat are not struck again', () => {
    for (const seed of [42, 44, 45]) {
      const take = pianoTake(seed)
      const { extra } = compare(take.truth, times(take.samples, take.rate))
      expect(extra, `seed ${seed}`).toBe(0)
    }
  })

  /** A string whose highs come round as one edge in each turn, as they do near a bridge, struck at these times. */
  const lowString = (hertz: number, struck: readonly number[]): Float32Array =>
    seconds(4, (t) => {
      const begin = struck.findLast((time) => time <= t)
      if (begin === undefined) return 0
      const since = t - begin
      const next = struck.find((time) => time > t) ?? 4
      let sum = 0
      // The edge of the first turn is whole, too: it comes 2 ms after the stroke.
      for (let k = 1; k <= 24; k++) {
        const turns = hertz * k * (1 + 3e-5 * k * k) * (since - 0.002)
        sum += Math.exp(-since * (1 + 0.3 * k)) * Math.cos(2 * Math.PI * turns)
      }
      return 0.02 * Math.min(1, (next - t) / 0.01) * Math.min(1, since / 0.001) * sum
    })

  // From B0 to G1 a turn is longer than the window, and rises out of the last one.
  it.each([30.87, 36.71, 41.2, 46.25, 49])(
    'a string at %d Hz that comes round is not struck again',
    (hertz) => {
      expect(times(lowString(hertz, [0.5]), rate).map((time) => Number(time.toFixed(2)))).toEqual([0.5])
    },
  )

  it.each([30.87, 36.71, 41.2, 46.25, 49])('a string at %d Hz that is struck again is heard', (hertz) => {
    const struck = [0.5, 0.75, 1, 1.26, 1.5, 2, 2.25, 2.49, 3]
    const found = times(lowString(hertz, struck), rate)
    expect(found).toHaveLength(struck.length)
    found.forEach((time, i) => {
      expect(Math.abs(time - (struck[i] ?? 0))).toBeLessThan(0.003)
    })
  })

  it('the end of a loud note is no onset', () => {
    const note = seconds(2, (t) =>
      t > 0.5 && t < 1.2 ? 0.5 * Math.sin(2 * Math.PI * 330 * t) * Math.min(1, (1.2 - t) / 0.02) : 0,
    )
    expect(times(note, rate)).toHaveLength(1)
  })

  it('NaN in the middle of playing costs nothing after it', () => {
    const samples = knocks(rate, 3, [{ time: 0.5 }, { time: 1.5 }, { time: 2.5 }])
    samples.fill(Number.NaN, rate, rate + 300)
    expect(times(samples, rate).map((time) => Number(time.toFixed(3)))).toEqual([0.5, 1.5, 2.5])
  })

  it('clipped playing is heard as it is', () => {
    const hits = [0.5, 1, 1.5].map((time) => ({ time, level: 40 }))
    const clipped = knocks(rate, 2, hits).map((x) => Math.max(-1, Math.min(1, x)))
    const found = times(clipped, rate)
    for (const { time } of hits) expect(found.some((one) => Math.abs(one - time) < 0.001)).toBe(true)
    expect(found.length).toBeLessThanOrEqual(6)
  })
})

it('the same onsets come out however the stream is cut', { timeout: 60_000 * TIMES }, () => {
  const take = rollTake(15)
  const samples = take.samples.subarray(0, 4 * take.rate)
  const whole = hear(samples, take.rate)
  expect(whole.length).toBeGreaterThan(20)
  const blocks = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(blocks, (blocks) => {
      const heard: { time: number; velocity: number; decided: number }[] = []
      const detector = createOnsetDetector(take.rate, (time, velocity, decided) => {
        heard.push({ time, velocity, decided })
      })
      let off = 0
      for (let at = 0, n = 0; at < samples.length; n++) {
        const to = Math.min(samples.length, at + (blocks[n % blocks.length] ?? 1))
        detector.process(samples, at, to)
        at = to
        off = Math.max(off, Math.abs(detector.heard - at / take.rate))
      }
      detector.finish()
      expect(off).toBeLessThan(5e-10)
      expect(heard).toEqual(whole)
    }),
    runs(12),
  )
})

it('whatever the samples are, times are finite and in order, and velocities lie in 0..1', () => {
  const odd = fc.oneof(
    fc.float(),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e-45, -1e38, 1e38, 0),
    fc.float({ min: -1, max: 1, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(odd, fc.integer({ min: 1, max: 3000 })), { maxLength: 30 }), (runs) => {
      const samples = Float32Array.from(runs.flatMap(([value, length]) => Array<number>(length).fill(value)))
      let before = -1
      for (const { time, velocity, decided } of hear(samples, 22_050)) {
        expect(time).toBeGreaterThanOrEqual(Math.max(0, before))
        expect(decided).toBeGreaterThan(time)
        expect(velocity).toBeGreaterThanOrEqual(0)
        expect(velocity).toBeLessThanOrEqual(1)
        before = time
      }
    }),
    runs(60),
  )
})

describe('velocity', () => {
  const rate = 44_100
  const velocities = (levels: readonly number[], gain = 1): readonly number[] =>
    hear(
      knocks(
        rate,
        levels.length * 0.3 + 0.5,
        levels.map((level, i) => ({ time: 0.3 + 0.3 * i, level: gain * level })),
      ),
      rate,
    ).map(({ velocity }) => velocity)

  it('follows how hard was played: 12 dB less is half', () => {
    const heard = velocities([0.8, 0.8, 0.2, 0.8, 0.05])
    expect(heard).toHaveLength(5)
    const [, loud = 0, soft = 0, , softest = 0] = heard
    expect(soft / loud).toBeCloseTo(0.5, 1)
    expect(softest / loud).toBeCloseTo(0.25, 1)
  })

  it('does not know how loud the microphone is turned', () => {
    const levels = [0.5, 0.3, 0.8, 0.1, 0.8, 0.4]
    const [quiet, loud] = [velocities(levels, 0.02), velocities(levels)]
    quiet.forEach((velocity, i) => {
      expect(velocity).toBeCloseTo(loud[i] ?? Number.NaN, 2)
    })
  })

  it('is at first neither loud nor soft', () => {
    expect(velocities([0.3])).toEqual([0.7])
  })
})

describe('the band from the loudspeaker', () => {
  const rate = 44_100

  it('is heard less and less as it becomes known, and the player still is', {
    timeout: 60_000 * TIMES,
  }, () => {
    for (const take of [taken(pluckedTake, 10), taken(softTake, 11)]) {
      const bled = withBand(take, 12, 3)
      const [free, gated] = [measured([bled]), measured([bled], true)]
      expect(gated.f).toBeGreaterThan(free.f + 0.15)
    }
  })

  const clicks = Array.from({ length: 40 }, (_, i) => 0.5 + 0.5 * i)
  const band = clicks.map((time) => ({ time, strength: 1 }))
  const room = clicks.map((time) => ({ time: time + 0.008, level: 0.1, hertz: 1500 }))

  it('alone, it is nobody after some bars', () => {
    const heard = hear(knocks(rate, 21, room), rate, { band })
    expect(heard.filter(({ time }) => time > 5)).toEqual([])
  })

  it('does not hide a player who is louder, not even at the same moment', () => {
    const played = clicks.map((time, i) => ({ time: time + 0.012 * Math.sin(i * 2.4), level: 0.5 }))
    const heard = hear(knocks(rate, 21, [...room, ...played]), rate, { band }).map(({ time }) => time)
    const missed = played.filter(({ time }) => !heard.some((one) => Math.abs(one - time) < 0.01))
    expect(missed.length).toBeLessThanOrEqual(2)
  })

  it('that plays through headphones hides nothing of a player who plays every beat with it', () => {
    const played = clicks.map((time, i) => ({ time: time - 0.02 + 0.02 * Math.sin(i * 2.4), level: 0.3 }))
    const heard = hear(knocks(rate, 21, played), rate, { band })
    expect(heard.length).toBeGreaterThanOrEqual(38)
  })

  it('events in any order, of any number, at any time are no harm', () => {
    const detector = createOnsetDetector(rate, () => {})
    for (let i = 0; i < 2000; i++) detector.expect((i * 7919) % 100, (i % 11) / 10)
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, -5]) detector.expect(wrong, 1)
    detector.expect(1, Number.NaN)
    detector.process(knocks(rate, 3, [{ time: 1 }, { time: 2 }]))
    expect(detector.heard).toBeCloseTo(3, 6)
  })
})
