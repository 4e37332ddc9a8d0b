import { beforeAll, describe, expect, it } from 'vitest'
import { makeKernels, PHASES } from '../../../runtime/audio/dsp/interpolator.ts'
import { AudioEngine } from '../../../runtime/audio/engine.ts'
import { patchOf } from '../../../runtime/audio/palette/patches.ts'
import { isStringPiano, pianoOfTimbre } from '../../../runtime/audio/palette/piano-of-timbre.ts'
import { GUARD, type SampleBank } from '../../../runtime/audio/samples/bank.ts'
import { packSampled } from '../../../runtime/audio/voices/sampled-params.ts'
import { timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { fitString } from '../../../scripts/build/piano/string.ts'
import { pianoBank } from '../../harness/piano.ts'
import { centroid, cents, frequencyNear, level, RATE, spectrum, strongest } from './measure.ts'
import { event } from './some-voices.ts'
import { hertz, type StrikeOptions, silentEngine, strike } from './strike.ts'
import { bankOf, sine, tinyBank } from './tiny-bank.ts'

const KEYS = [36, 41, 48, 55, 60, 65, 72, 78, 84]

describe('a piano from recordings', () => {
  let samples: SampleBank
  beforeAll(() => {
    samples = pianoBank()
  })

  const note = (midi: number, options: StrikeOptions = {}): Float32Array =>
    strike('pianist', 'comp', { pitch: hertz(midi), hold: 2, gain: 0.3, samples, ...options })

  it('has 17 keys from C2 to C6, three layers of each, and fits into 26 MB', () => {
    expect(samples.pitches.length).toBe(17 * 3)
    // A grand is stretched: its C2 is flat by 9 cents and its C6 sharp by 7. What plays it takes that out.
    expect(Math.abs(cents(samples.pitches[0] ?? 0, hertz(36)) + 9)).toBeLessThan(1.5)
    expect(Math.abs(cents(samples.pitches[50] ?? 0, hertz(84)) - 7)).toBeLessThan(1.5)
    expect(samples.pcm.byteLength).toBeLessThan(26e6)
  })

  it('is in tune: no first partial is further than 3 cents from its key, of 49', () => {
    const off = Array.from({ length: 49 }, (_, i) => 36 + i).map((midi) =>
      Math.abs(cents(frequencyNear(note(midi, { seconds: 0.5 }), hertz(midi)), hertz(midi))),
    )
    expect(Math.max(...off)).toBeLessThan(3)
    expect([...off].sort((a, b) => a - b)[24]).toBeLessThan(1.5)
  })

  it.each([0.3, 0.7, 1])(
    'has its partials within 2 cents of a stiff string’s, all 49 keys struck at %d',
    (velocity) => {
      for (let midi = 36; midi <= 84; midi++) {
        const sound = note(midi, { velocity, seconds: 1, dry: true })
        const { pitch, partials } = fitString(Float64Array.from(sound), RATE, hertz(midi))
        expect(Math.abs(cents(pitch, hertz(midi))), `${midi}`).toBeLessThan(1)
        const heard = partials.filter(({ audible }) => audible)
        // A soft blow high up has no more of them than that.
        expect(heard.length, `${midi}`).toBeGreaterThanOrEqual(midi > 80 ? 4 : midi > 75 ? 7 : 8)
        for (const { stray, frequency } of heard)
          expect(Math.abs(stray), `${midi}: ${frequency} Hz`).toBeLessThan(2)
      }
    },
  )

  it.each(KEYS)('grows louder and brighter with the blow at %i, at every step', (midi) => {
    const blows = Array.from({ length: 20 }, (_, i) => {
      const sound = note(midi, { velocity: 0.05 * (i + 1), seconds: 0.35 })
      return { level: level(sound, 0, 9600), colour: centroid(spectrum(sound, 0, 16384)) }
    })
    for (const [i, blow] of blows.entries()) {
      const before = blows[i - 1]
      if (before === undefined) continue
      expect(blow.level, `${i + 1}`).toBeGreaterThan(before.level)
      // The same key draws the same, so that nothing but the blow differs.
      expect(blow.colour, `${i + 1}`).toBeGreaterThan(before.colour)
    }
    const soft = blows[5]
    const loud = blows[19]
    if (soft === undefined || loud === undefined) throw new Error('no blows')
    expect(loud.level - soft.level).toBeGreaterThan(12)
    expect(loud.level - soft.level).toBeLessThan(20)
    expect(loud.colour / soft.colour).toBeGreaterThan(1.2)
  })

  it.each(KEYS)('begins on its sample at %i, and is half there within 25 ms', (midi) => {
    for (const velocity of [0.2, 0.7, 1])
      for (const rate of [22050, 44100, 48000, 96000]) {
        const sound = note(midi, { velocity, rate, seconds: 0.5 })
        expect(sound[0]).not.toBe(0)
        const peak = sound.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
        expect(sound.findIndex((x) => Math.abs(x) > peak / 2)).toBeLessThan(0.025 * rate)
      }
  })

  it('differs a little from hit to hit, and is the same for the same hit', () => {
    const one = note(60)
    const again = note(60)
    // The first sample that differs: to look through all of them by `toEqual` takes longer than to play them.
    expect(one.findIndex((x, n) => x !== again[n])).toBe(-1)
    const other = note(60, { key: 8, seconds: 0.2 })
    expect(one.findIndex((x, n) => x !== other[n])).not.toBe(-1)
    expect(Math.abs(level(other, 0, 9600) - level(one, 0, 9600))).toBeLessThan(1)
  })

  it('sounds alike at every sample rate', () => {
    for (const midi of KEYS) {
      const reference = level(note(midi, { seconds: 0.2 }))
      for (const rate of [22050, 32000, 44100, 88200, 96000]) {
        const other = level(note(midi, { rate, seconds: 0.2 }))
        expect(Math.abs(other - reference), `${midi} at ${rate}`).toBeLessThan(0.5)
      }
    }
  })

  it('is damped when the key is let go, by the felt and not by a knife', () => {
    for (const midi of KEYS) {
      const held = note(midi, { hold: 2, seconds: 1.2 })
      const let_go = note(midi, { hold: 0.5, seconds: 1.2 })
      const at = (seconds: number) => Math.round(seconds * RATE)
      expect(held.findIndex((x, n) => x !== let_go[n])).toBeGreaterThanOrEqual(at(0.5))
      const fall = (seconds: number): number =>
        level(held, at(seconds), at(seconds + 0.02)) - level(let_go, at(seconds), at(seconds + 0.02))
      expect(fall(0.5)).toBeLessThan(8)
      // The rest is the room.
      expect(fall(1.1)).toBeGreaterThan(25)
    }
  })

  it('is as loud as the modal one, within 4 dB note by note', () => {
    for (const prompt of ['mellow upright piano', 'bright grand piano'])
      for (const midi of [52, 57, 60, 64, 69]) {
        const options = { pitch: hertz(midi), hold: 2, gain: 0.3, prompt, seconds: 0.5 }
        const one = level(strike('pianist', 'comp', { ...options, samples }))
        const other = level(strike('pianist', 'comp', options))
        expect(Math.abs(one - other), `${prompt} at ${midi}`).toBeLessThan(4)
      }
  })

  it('is moved by words', () => {
    const bright = (prompt: string): number =>
      centroid(spectrum(note(60, { prompt, seconds: 0.35 }), 0, 16384))
    expect(bright('bright piano')).toBeGreaterThan(1.08 * bright('piano'))
    expect(bright('piano')).toBeGreaterThan(1.08 * bright('mellow upright piano'))
    const late = (prompt: string): number => {
      const sound = note(48, { prompt, hold: 0, seconds: 3 })
      return level(sound, 2.4 * RATE, 2.9 * RATE) - level(sound, 0, 0.2 * RATE)
    }
    expect(late('short dead piano')).toBeLessThan(late('piano') - 6)
  })
})

describe('words choose', () => {
  it.each([
    'piano',
    'mellow upright piano',
    'bright grand piano',
    'very soft dark upright piano',
    'dusty old upright piano',
    'honky tonk',
    'warm and dry',
    'mellow',
  ])('recordings for "%s"', (prompt) => {
    expect(isStringPiano(timbreOfText(prompt))).toBe(true)
    expect(patchOf('pianist', 'comp', timbreOfText(prompt), 'normal').instrument).toBe('sampled')
  })

  it.each([
    'felt piano',
    'soft felt piano',
    'electric piano',
    'warm rhodes',
    'wurlitzer',
    'clavinet',
    'hammond organ',
    'pipe organ',
    'accordion',
    'toy piano',
    'celesta',
    'vibraphone',
    'marimba',
    'synth pad',
  ])('modes for "%s"', (prompt) => {
    expect(patchOf('pianist', 'comp', timbreOfText(prompt), 'normal').instrument).toBe('keys')
  })
})

describe('recordings that come late', () => {
  const played = (arrives: number | null): Float32Array => {
    const engine = new AudioEngine({ sampleRate: RATE })
    const { instrument, values } = patchOf('pianist', 'comp', timbreOfText('piano'), 'normal')
    engine.setPatch(0, instrument, values)
    for (const frame of [0, 24000]) engine.schedule(event({ frame, pitch: 220, hold: 20000 }))
    const left = new Float32Array(48000)
    const right = new Float32Array(48000)
    const first = arrives ?? 48000
    engine.process(left, right, first)
    if (arrives !== null) engine.setSamples(tinyBank)
    engine.process(left.subarray(first), right.subarray(first), 48000 - first)
    return left
  }

  it('leave what sounds as it is, and take the next note', () => {
    const modal = played(null)
    const late = played(9999)
    const next = 24000 + 240
    // Bit for bit, as far as the limiter looks ahead.
    expect(late.subarray(0, 24000)).toEqual(modal.subarray(0, 24000))
    expect(level(modal, 0, 24000)).toBeGreaterThan(-60)
    expect(late.subarray(next)).not.toEqual(modal.subarray(next))
    const power = spectrum(late, 26000, 8192)
    const modalPower = spectrum(modal, 26000, 8192)
    // The tiny bank's strings have no fourth partial; a piano has.
    const at = (list: Float64Array): number => list[Math.round((880 * 16384) / (2 * RATE))] ?? 0
    expect(at(power)).toBeLessThan(at(modalPower) / 100)
  })
})

describe('reading at another speed', () => {
  /** A recording of A4 as a key `semitones` away plays it, without the room. */
  function read(sound: Int16Array, semitones: number, rate: number): Float32Array {
    const engine = silentEngine(rate)
    engine.setSamples(bankOf([{ sound, pitch: 440, gain: 1 / 16000, dull: 1, lift: 1 }], [1]))
    const params = { ...pianoOfTimbre(timbreOfText('piano')), reverb: 0, tone: 1, level: 0.5 }
    engine.setPatch(0, 'sampled', [0, 0, ...packSampled(params)])
    engine.schedule(event({ velocity: 1, pitch: 440 * 2 ** (semitones / 12), pan: -1 }))
    const left = new Float32Array(SETTLED + sizeAt(rate) + engine.latency)
    engine.process(left, new Float32Array(left.length), left.length)
    return left.slice(engine.latency)
  }

  const tones = new Map<number, Int16Array>()
  function tone(frequency: number): Int16Array {
    const made = tones.get(frequency) ?? sine(frequency, { seconds: 3, t60: 1e9, size: 16000 })
    tones.set(frequency, made)
    return made
  }

  /** Samples after which the beginning is over, and as many as are listened to then. */
  const SETTLED = 1000
  const sizeAt = (rate: number): number => (rate < 40000 ? 16384 : rate < 90000 ? 32768 : 65536)
  const powerOf = (sound: Float32Array, rate: number): Float64Array => spectrum(sound, SETTLED, sizeAt(rate))

  const fulls = new Map<number, number>()
  /** How strong a tone is where nothing of it is taken away: of all tones and intervals alike. */
  function fullOf(rate: number): number {
    const full = fulls.get(rate) ?? Math.max(...powerOf(read(tone(400), 0, rate), rate))
    fulls.set(rate, full)
    return full
  }

  /** What is there besides a tone, in dB of what the tone is where nothing of it is taken away. */
  function strangers(frequency: number, semitones: number, rate: number): number {
    const wanted = frequency * 2 ** (semitones / 12)
    const power = powerOf(read(tone(frequency), semitones, rate), rate)
    const bin = rate / (2 * power.length)
    const other = power.reduce(
      (found, p, k) => (Math.abs(k * bin - wanted) > 40 && k * bin > 60 ? Math.max(found, p) : found),
      0,
    )
    return 10 * Math.log10(other / fullOf(rate))
  }

  it('reads the nearest recording, and of those the softest that was struck as hard', () => {
    // Each of them is a tone of its own, so that it can be told which one sounds.
    const marks = [2, 3, 5, 7, 9, 11]
    const recordings = marks.map((mark, i) => {
      const pitch = [220, 330, 440][i >> 1] ?? 0
      return { sound: sine(mark * pitch), pitch, gain: 1 / 16000, dull: 1, lift: 1 }
    })
    const bank = bankOf(recordings, [0.5, 1])
    const markOf = (pitch: number, velocity: number): number => {
      const sound = strike('pianist', 'comp', { samples: bank, pitch, velocity, seconds: 0.4 })
      return Math.round(strongest(spectrum(sound, 0, 16384), 60) / pitch)
    }
    for (const [pitch, soft, hard] of [
      [100, 2, 3],
      [220, 2, 3],
      [268, 2, 3],
      [271, 5, 7],
      [380, 5, 7],
      [382, 9, 11],
      [800, 9, 11],
    ] as const) {
      for (const velocity of [0.05, 0.3, 0.5]) expect(markOf(pitch, velocity), `${pitch}`).toBe(soft)
      for (const velocity of [0.51, 0.9, 1]) expect(markOf(pitch, velocity), `${pitch}`).toBe(hard)
    }
  })

  it('brings no tone that was not there, up to 16 kHz and a semitone each way', () => {
    for (const rate of [22050, 32000, 44100, 48000, 96000])
      for (const semitones of [-1, 1])
        for (const frequency of [3000, 12000, 16000])
          expect(
            strangers(frequency, semitones, rate),
            `${frequency} Hz by ${semitones} at ${rate}`,
          ).toBeLessThan(-80)
  })

  it('nor up to two octaves above the last key', () => {
    for (const semitones of [5, 12, 24])
      for (const frequency of [3000, 8000, 16000])
        expect(strangers(frequency, semitones, 48000), `${frequency} Hz by ${semitones}`).toBeLessThan(-80)
  })

  it('keeps a tone where it belongs, to a hundredth of a cent', () => {
    for (const semitones of [-1, 0.37, 1]) {
      const wanted = 440 * 2 ** (semitones / 12)
      expect(Math.abs(cents(frequencyNear(read(tone(440), semitones, RATE), wanted), wanted))).toBeLessThan(
        0.01,
      )
    }
  })

  it('leaves samples that fall on samples as they are, and constants everywhere', () => {
    const kernels = makeKernels()
    const first = kernels[0]
    expect([...(first?.table.subarray(0, first.taps) ?? [])].filter((x) => Math.abs(x) > 1e-12)).toEqual([1])
    for (const { taps, table } of kernels)
      for (let row = 0; row <= PHASES; row++)
        expect(table.subarray(row * taps, (row + 1) * taps).reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12)
  })

  it('reaches no further than the silence around a recording', () => {
    for (const { taps } of makeKernels()) expect(taps / 2).toBeLessThanOrEqual(GUARD)
  })
})
