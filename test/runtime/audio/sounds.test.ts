import { describe, expect, it } from 'vitest'
import { inharmonicity, KEYS_PARAMS } from '../../../runtime/audio/voices/keys-params.ts'
import {
  fromRecord,
  type PercussionParams,
  packPercussion,
} from '../../../runtime/audio/voices/percussion-params.ts'
import { STRING_PARAMS } from '../../../runtime/audio/voices/string-params.ts'
import type { MemberKind } from '../../../runtime/policy.ts'
import { band, centroid, cents, frequencyNear, lasts, level, RATE, spectrum, strongest } from './measure.ts'
import { hertz, type StrikeOptions, silentEngine, strike } from './strike.ts'

const DRUMS = ['kick', 'snare', 'rim', 'hat', 'pedal', 'ride', 'bell', 'crash', 'tom1', 'tom2', 'tom3']

/** Every kind of sound that a band makes. */
const SOUNDS: readonly (readonly [name: string, kind: MemberKind, voice: string, options: StrikeOptions])[] =
  [
    ...DRUMS.map((voice) => [voice, 'drummer', voice, {}] as const),
    ['open hat', 'drummer', 'hat', { articulation: 'open' }],
    ['click', 'metronome', 'beat', {}],
    ['bass E1', 'bassist', 'line', { pitch: hertz(28), hold: 1 }],
    ['bass G2', 'bassist', 'line', { pitch: hertz(43), hold: 1 }],
    ['electric bass A1', 'bassist', 'line', { pitch: hertz(33), hold: 1, prompt: 'bright electric bass' }],
    ['guitar E2', 'guitarist', 'comp', { pitch: hertz(40), hold: 1 }],
    ['guitar E4', 'guitarist', 'comp', { pitch: hertz(64), hold: 1 }],
    ['piano C3', 'pianist', 'comp', { pitch: hertz(48), hold: 1 }],
    ['piano C5', 'pianist', 'comp', { pitch: hertz(72), hold: 1 }],
  ]

describe('sounds are what they are called', () => {
  it('a kick has its body between 45 and 65 Hz, and a click above 2 kHz', () => {
    const kick = strike('drummer', 'kick', { seconds: 0.4 })
    expect(strongest(spectrum(kick, 2400, 16384))).toBeGreaterThan(45)
    expect(strongest(spectrum(kick, 2400, 16384))).toBeLessThan(65)
    const touch = band(spectrum(kick, -256, 512), 2000, 5000)
    expect(touch).toBeGreaterThan(-30)
    // 40 ms later the click is gone.
    expect(band(spectrum(kick, 1920, 512), 2000, 5000)).toBeLessThan(touch - 15)
  })

  it('a snare has its body between 160 and 250 Hz under wires between 2 and 10 kHz', () => {
    const snare = spectrum(strike('drummer', 'snare', { seconds: 0.2 }), 0, 8192)
    expect(strongest(snare, 80, 1000)).toBeGreaterThan(160)
    expect(strongest(snare, 80, 1000)).toBeLessThan(250)
    expect(band(snare, 2000, 10000)).toBeGreaterThan(-12)
  })

  it('a hat is high and short, an open one rings eight times as long', () => {
    const closed = strike('drummer', 'hat')
    expect(centroid(spectrum(closed, 0, 4096))).toBeGreaterThan(6000)
    expect(lasts(closed, 40)).toBeLessThan(0.15)
    expect(lasts(strike('drummer', 'hat', { articulation: 'open' }), 40)).toBeGreaterThan(8 * 0.03)
  })

  it('a ride rings for a second and a half at least, and its bell is a tone', () => {
    expect(lasts(strike('drummer', 'ride', { seconds: 4 }), 40)).toBeGreaterThan(1.5)
    const bell = spectrum(strike('drummer', 'bell', { seconds: 0.5 }), 4800, 16384)
    const tone = strongest(bell)
    expect(band(bell, tone * 0.97, tone * 1.03)).toBeGreaterThan(-8)
  })

  it('toms go down from the first to the third', () => {
    const pitches = ['tom1', 'tom2', 'tom3'].map((voice) =>
      strongest(spectrum(strike('drummer', voice, { seconds: 0.5 }), 4800, 16384)),
    )
    expect([...pitches].sort((a, b) => b - a)).toEqual(pitches)
    expect(pitches[0]).toBeLessThan(300)
    expect(pitches[2]).toBeGreaterThan(60)
  })

  it.each([28, 31, 33, 36, 40, 43, 48, 55])(
    'a bass at %i is in tune within 5 cents, dark or bright',
    (midi) => {
      for (const prompt of ['round upright bass', 'bright electric bass', 'dark upright bass']) {
        const note = strike('bassist', 'line', { pitch: hertz(midi), hold: 2, seconds: 0.5, prompt })
        expect(Math.abs(cents(frequencyNear(note, hertz(midi)), hertz(midi)))).toBeLessThan(5)
      }
    },
  )

  it.each([40, 52, 64, 76, 88])('a guitar at %i is in tune within 5 cents', (midi) => {
    const note = strike('guitarist', 'comp', { pitch: hertz(midi), hold: 2, seconds: 0.5 })
    expect(Math.abs(cents(frequencyNear(note, hertz(midi)), hertz(midi)))).toBeLessThan(5)
  })

  it.each([
    ['bassist', 'round upright bass', 28],
    ['bassist', 'round upright bass', 43],
    ['bassist', 'bright electric bass', 33],
    ['guitarist', 'guitar', 40],
    ['guitarist', 'guitar', 64],
    ['pianist', 'electric piano', 48],
  ] as const)('the hand that ends a note does not click: %s, "%s", %i', (kind, prompt, midi) => {
    // At its highs: the third difference grows by 18 dB an octave, and a step is all highs.
    const highs = (sound: Float32Array, from: number, to: number): number => {
      let sum = 0
      for (let n = from; n < to; n++) {
        const step = (sound[n] ?? 0) - 3 * (sound[n - 1] ?? 0) + 3 * (sound[n - 2] ?? 0) - (sound[n - 3] ?? 0)
        sum += step * step
      }
      return 10 * Math.log10(sum)
    }
    // Wherever in its swing it is let go, for 60 ms it has no more of them than one that goes on.
    const options = { pitch: hertz(midi), prompt, seconds: 0.4, dry: true }
    const held = strike(kind, 'line', { ...options, hold: 2 })
    for (const hold of [0.3, 0.305, 0.31, 0.317]) {
      const from = Math.round(hold * RATE)
      const ended = highs(strike(kind, 'line', { ...options, hold }), from, from + 2880)
      expect(ended - highs(held, from, from + 2880), `after ${hold} s`).toBeLessThan(1)
    }
  })

  it.each([36, 48, 60, 72, 84])('the partials of a piano at %i are those of a stiff string', (midi) => {
    const note = strike('pianist', 'comp', { pitch: hertz(midi), hold: 2, seconds: 0.5 })
    const b = inharmonicity(midi)
    for (let n = 1; n <= 8; n++) {
      const partial = hertz(midi) * n * Math.sqrt((1 + b * n * n) / (1 + b))
      const found = frequencyNear(note, partial, { from: 2400, hop: 1024 })
      expect(Math.abs(cents(found, partial)), `partial ${n}`).toBeLessThan(2)
    }
  })

  it.each(SOUNDS)(
    '%s played from 0.3 to 1 grows by 12 to 20 dB and by a fifth in brightness',
    (_name, kind, voice, options) => {
      const loud = strike(kind, voice, { ...options, velocity: 1, gain: 0.3, seconds: 0.35 })
      const soft = strike(kind, voice, { ...options, velocity: 0.3, gain: 0.3, seconds: 0.35 })
      const growth = level(loud, 0, 9600) - level(soft, 0, 9600)
      expect(growth).toBeGreaterThan(12)
      expect(growth).toBeLessThan(20)
      const brighter = centroid(spectrum(loud, 0, 16384)) / centroid(spectrum(soft, 0, 16384))
      expect(brighter).toBeGreaterThan(1.2)
    },
  )

  it.each(SOUNDS)(
    '%s begins on its sample, and two strokes of it differ a little',
    (_name, kind, voice, options) => {
      const one = strike(kind, voice, options)
      expect(one[0]).not.toBe(0)
      const again = strike(kind, voice, options)
      // The first sample that differs: to look through all of them by `toEqual` takes longer than to play them.
      expect(one.findIndex((x, n) => x !== again[n])).toBe(-1)
      const other = strike(kind, voice, { ...options, key: 8, seconds: 0.2 })
      expect(one.findIndex((x, n) => x !== other[n])).not.toBe(-1)
      expect(Math.abs(level(other, 0, 9600) - level(one, 0, 9600))).toBeLessThan(2.5)
    },
  )

  it.each([
    ['snare', 'soft brushed snare'],
    ['snare', 'snare'],
    ['hat', 'closed hi-hat'],
    ['crash', 'crash cymbal'],
  ])('the noise of a %s, "%s", is as loud at every sample rate', (voice, prompt) => {
    // Two strokes differ by more than two rates may: the mean of many.
    const loudness = (rate: number): number => {
      let power = 0
      for (let key = 1; key <= 24; key++) {
        const stroke = strike('drummer', voice, { prompt, rate, key, seconds: 0.3, dry: true })
        power += 10 ** (level(stroke, 0, stroke.length) / 10)
      }
      return 10 * Math.log10(power / 24)
    }
    const usual = loudness(48_000)
    for (const rate of [44_100, 96_000, 192_000])
      expect(Math.abs(loudness(rate) - usual), `${rate} Hz`).toBeLessThan(0.7)
  })

  it.each([
    ['finger on a string', 'string', STRING_PARAMS, 'touch'],
    ['knock of a key', 'keys', KEYS_PARAMS, 'knock'],
  ] as const)('the %s is as loud at every sample rate', (_name, instrument, specs, noise) => {
    // Two of them differ by more than two rates may: many notes, each begun when the noise of the last is over.
    const notes = (rate: number, share: number): Float32Array => {
      const engine = silentEngine(rate)
      engine.setPatch(0, instrument, [
        0,
        0,
        ...specs.map(({ name, min }) => (name === noise ? share : name === 'level' ? 1 : min)),
      ])
      const apart = Math.round(0.06 * rate)
      for (let key = 1; key <= 100; key++)
        engine.schedule({
          frame: (key - 1) * apart,
          patch: 0,
          channel: 0,
          velocity: 1,
          pitch: 880,
          hold: rate,
          gain: 0.1,
          pan: 0,
          key,
        })
      const left = new Float32Array(100 * apart)
      engine.process(left, new Float32Array(left.length), left.length)
      return left
    }
    // The noise is what the notes have with it and not without.
    const loudness = (rate: number): number => {
      const without = notes(rate, 0)
      return level(notes(rate, 1).map((x, i) => x - (without[i] ?? 0)))
    }
    const usual = loudness(48_000)
    for (const rate of [96_000, 192_000])
      expect(Math.abs(loudness(rate) - usual), `${rate} Hz`).toBeLessThan(1)
  })

  it.each(SOUNDS)('%s is the same sound at 44.1 and 96 kHz', (_name, kind, voice, options) => {
    const reference = strike(kind, voice, { ...options, seconds: 0.2 })
    for (const rate of [22050, 44100, 96000]) {
      const other = strike(kind, voice, { ...options, rate, seconds: 0.2 })
      const share = Math.round(0.2 * rate)
      // Half of a cymbal lies above what 22 kHz can carry.
      expect(Math.abs(level(other, 0, share) - level(reference, 0, 9600))).toBeLessThan(
        rate < 30000 ? 9 : 2.5,
      )
    }
  })

  it.each([
    ['electric bass E1', 'bassist', 'line', { pitch: hertz(28), prompt: 'bright electric bass' }],
    ['electric bass E3', 'bassist', 'line', { pitch: hertz(52), prompt: 'bright electric bass' }],
    ['guitar E3', 'guitarist', 'comp', { pitch: hertz(52), prompt: 'electric guitar' }],
    ['dark guitar E5', 'guitarist', 'comp', { pitch: hertz(76), prompt: 'dark guitar' }],
  ] as const)(
    '%s is as bright and rings as long at every sample rate, a second on',
    (_name, kind, voice, options) => {
      const heard = (rate: number) => {
        const sound = strike(kind, voice, { ...options, hold: 2, seconds: 1.6, rate, dry: true })
        const size = 2 ** Math.round(Math.log2(0.4 * rate))
        const power = spectrum(sound, rate, size)
        const carried = power.subarray(0, Math.round((7000 * size) / rate))
        const total = carried.reduce((sum, p) => sum + p, 0)
        return {
          bright: (carried.reduce((sum, p, k) => sum + p * k, 0) / total) * (rate / size),
          level: level(sound, rate, Math.round(1.4 * rate)),
        }
      }
      const usual = heard(48_000)
      for (const rate of [16_000, 22_050, 44_100, 96_000, 192_000]) {
        const { bright, level } = heard(rate)
        expect(Math.abs(Math.log2(bright / usual.bright)), `brightness at ${rate} Hz`).toBeLessThan(0.25)
        expect(Math.abs(level - usual.level), `level at ${rate} Hz`).toBeLessThan(3)
      }
    },
  )

  it('words move sounds the way they say', () => {
    const bright = (prompt: string, kind: MemberKind = 'drummer', voice = 'snare') =>
      centroid(spectrum(strike(kind, voice, { prompt, seconds: 0.2 }), 0, 8192))
    expect(bright('bright snare drum')).toBeGreaterThan(bright('snare drum'))
    expect(bright('snare drum')).toBeGreaterThan(bright('dark snare drum'))
    expect(bright('sharp metallic tick', 'metronome', 'beat')).toBeGreaterThan(
      bright('warm woody click', 'metronome', 'beat'),
    )
    const pitch = (prompt: string) =>
      strongest(spectrum(strike('drummer', 'kick', { prompt, seconds: 0.4 }), 2400, 16384))
    expect(pitch('deep kick drum')).toBeLessThan(pitch('small kick drum'))
    const rings = (prompt: string) => lasts(strike('drummer', 'tom2', { prompt, seconds: 4 }), 40)
    expect(rings('long ringing tom')).toBeGreaterThan(1.5 * rings('short dead tom'))
  })

  it('words and the blow move the overtones of an electric piano', () => {
    /** Level of the octave beside the first partial, in dB. */
    const octave = (words: string, velocity = 0.8) => {
      const prompt = `${words} electric piano`.trim()
      const options = { prompt, velocity, pitch: hertz(60), hold: 1, seconds: 0.2, dry: true }
      const note = strike('pianist', 'comp', options)
      const power = spectrum(note, 0, 8192)
      const near = (frequency: number) => band(power, frequency - 20, frequency + 20)
      return near(2 * hertz(60)) - near(hertz(60))
    }
    const plain = octave('')
    expect(plain - octave('dark')).toBeGreaterThan(3)
    expect(octave('bright') - plain).toBeGreaterThan(3)
    expect(octave('hard') - octave('soft')).toBeGreaterThan(6)
    expect(octave('', 1) - octave('', 0.3)).toBeGreaterThan(3)
  })

  it('a tine keeps nothing of a string: none of its overtones lies where those of a stiff string do', () => {
    const numbers: Readonly<Record<string, number>> = {
      decay: 5,
      hammer: 0.45,
      electric: 0.9,
      lowPass: 20000,
      level: 0.5,
    }
    const engine = silentEngine()
    engine.setPatch(0, 'keys', [0, 0, ...KEYS_PARAMS.map(({ name, min }) => numbers[name] ?? min)])
    const pitch = hertz(48)
    const note = {
      frame: 0,
      patch: 0,
      channel: 0,
      velocity: 0.8,
      pitch,
      hold: RATE,
      gain: 0.5,
      pan: -1,
      key: 7,
    }
    engine.schedule(note)
    const left = new Float32Array(16384)
    engine.process(left, new Float32Array(16384), 16384)
    const power = spectrum(left, 0, 16384)
    // Between its sixth partial and its bell, and beyond the bell.
    expect(band(power, 10 * pitch - 20, 20 * pitch) - band(power, pitch - 20, pitch + 20)).toBeLessThan(-60)
    expect(band(power, 2 * pitch - 20, 2 * pitch + 20) - band(power, pitch - 20, pitch + 20)).toBeGreaterThan(
      -20,
    )
  })

  it('a driven tone, at its worst, has no aliases above −80 dB', () => {
    for (const f0 of [55, 110, 250, 700, 1900]) {
      const power = spectrum(tone({ f0, drive: 1 }, 0.9), 9600, 32768)
      // Saturation is odd: all that may be there are multiples of the tone.
      expect(
        between(power, (hz) => Math.abs(hz / f0 - Math.round(hz / f0)) * f0),
        `${f0} Hz`,
      ).toBeLessThan(-80)
    }
  })

  it('a modulated tone, at its worst, has no aliases above −80 dB', () => {
    for (const [f0, fmRatio] of [
      [440, 1.4],
      [2000, 2.3],
      [5000, 3.7],
      [8000, 8],
    ] as const) {
      const power = spectrum(tone({ f0, fm: 5, fmRatio, fmDecay: 3 }, 0.7), 0, 32768)
      const step = f0 * fmRatio
      const away = (hz: number): number => {
        // Side bands at f0 ± k·step; those below zero come back as their mirror image.
        const up = (hz - f0) / step
        const down = (hz + f0) / step
        return Math.min(Math.abs(up - Math.round(up)), Math.abs(down - Math.round(down))) * step
      }
      expect(between(power, away), `${f0} Hz × ${fmRatio}`).toBeLessThan(-80)
    }
  })

  it('a body that is modulated a little is as loud as with nothing of it or all, however far it drops', () => {
    for (const f0 of [52, 60, 187])
      for (const sweep of [0, 4, 12, 19])
        for (const beating of [0, 2]) {
          const body = { f0, sweep, sweepTime: 0.03, attack: 0.001, beating, fmRatio: 1.4 }
          const loud = (fm: number): number => level(tone({ ...body, fm }, 0.4), 9600, 19200)
          const [none, whole] = [loud(0), loud(0.5)]
          for (let fm = 0.05; fm < 0.5; fm += 0.05)
            expect(loud(fm), `${f0} Hz, ${sweep}, ${beating}, ${fm}`).toBeGreaterThan(
              Math.min(none, whole) - 0.5,
            )
        }
  })
})

/** Nothing but the lowest mode. */
function tone(params: Partial<PercussionParams>, seconds: number): Float32Array {
  const patch = packPercussion({
    ...fromRecord({}),
    body: 1,
    bodyDecay: 10,
    modes: 1,
    sweepTime: 0.01,
    fmRatio: 1,
    fmDecay: 1,
    noiseAttack: 0.001,
    noiseDecay: 0.01,
    noiseLow: 100,
    noiseHigh: 1000,
    clickFrequency: 1000,
    // A slow rise, so that what is measured is not the beginning.
    attack: 0.05,
    lowPass: 20000,
    highPass: 10,
    bursts: 1,
    ...params,
  })
  const engine = silentEngine()
  engine.setPatch(0, 'percussion', [0, 0, ...patch])
  engine.schedule({
    frame: 0,
    patch: 0,
    channel: 0,
    velocity: 1,
    pitch: 0,
    hold: 0,
    gain: 0.5,
    pan: -1,
    key: 0,
  })
  const left = new Float32Array(Math.round(seconds * RATE))
  engine.process(left, new Float32Array(left.length), left.length)
  return left
}

/** The strongest of what lies 40 Hz and more away from where something may be, in dB of the strongest of all. */
function between(power: Float64Array, away: (hertz: number) => number): number {
  const hertz = RATE / (2 * power.length)
  const strongest = Math.max(...power)
  const found = power.reduce(
    (most, p, k) => (k * hertz > 60 && away(k * hertz) > 40 ? Math.max(most, p) : most),
    0,
  )
  return 10 * Math.log10(found / strongest + 1e-30)
}
