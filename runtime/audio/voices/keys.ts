/**
 * AUDIO THREAD: a piano from its modes, between strings under felt hammers and the tines of an electric one.
 *
 * Partials of a stiff string, f_n = n·f₀·√(1 + Bn²) over √(1 + B), so that the first one is in tune; excited by a hammer
 * at an eighth of the string, whose contact grows shorter, and its sound brighter, with the blow; each partial falls
 * fast at first and slowly after (Weinreich 1977: coupled strings), the slow part a little out of tune with the fast one.
 */

import { StateVariable } from '../dsp/filters.ts'
import { ModeBank } from '../dsp/modes.ts'
import { Noise, noiseLevelAt } from '../dsp/noise.ts'
import { inharmonicity } from './keys-params.ts'
import { Life, type Strike, type Voice } from './voice.ts'

const MOST_PARTIALS = 28
/** Partials that have a fast and a slow part of their own. */
const DOUBLED = 10
/** Overtones of a tine that its pickup makes: those above are none. */
const MOST_BENT = 6
const STRUCK_AT = 0.125
const LEVEL_EXPONENT = 1.5
const RELEASE_SECONDS = 0.16
/** The felt comes down in so many steps, a millisecond each: a decay that changed at once would be a bend in the sound, and a click. */
const FELT_STEPS = 5
const FELT_SECONDS = 0.001
const KNOCK_SECONDS = 0.05

export class KeysVoice implements Voice {
  readonly life: Life
  send = 0
  readonly #sampleRate: number
  /** Of a step of the felt: a whole number, made here, so that what is counted down stays one and is not boxed. */
  readonly #feltFrames: number
  readonly #modes = new ModeBank()
  readonly #scratch: Float64Array
  readonly #noise = new Noise()
  readonly #knock = new StateVariable()
  readonly #low = new StateVariable()
  #knockLevel = 0
  #knockDecay = 1
  #hold = 0
  #felt = 0
  #level = 1
  #rise = 0
  #riseStep = 1

  constructor(sampleRate: number, block: number) {
    this.#sampleRate = sampleRate
    this.#feltFrames = Math.round(FELT_SECONDS * sampleRate)
    this.#scratch = new Float64Array(block)
    this.life = new Life(sampleRate)
  }

  start({ patch, velocity, pitch, hold, key }: Strike): void {
    const rate = this.#sampleRate
    let i = 0
    const next = (): number => patch[i++] ?? 0
    const decay = next()
    const hammer = next()
    const electric = next()
    const knock = next()
    const damping = next()
    const spread = next()
    const lowPass = next()
    const send = next()
    const level = next()
    this.#noise.seed(key)
    const f0 = Math.min(Math.max(pitch, 16), 0.4 * rate)
    const midi = 69 + 12 * Math.log2(f0 / 440)
    const t60 = decay * 2 ** ((60 - midi) / 17)
    this.#excite(f0, midi, t60, hammer, electric, damping, spread, velocity)
    this.#hold = hold
    this.#felt = 0
    this.#knockLevel = knock * (0.25 + 0.75 * velocity) * 0.5 * noiseLevelAt(rate)
    this.#knockDecay = Math.exp(-6.9 / (KNOCK_SECONDS * rate))
    this.#knock.reset()
    this.#knock.tune(180 + 500 * hammer, 1, rate)
    this.#low.reset()
    this.#low.tune(lowPass, Math.SQRT1_2, rate)
    this.#level = level * velocity ** LEVEL_EXPONENT * 10 ** ((0.4 * this.#noise.next()) / 20)
    this.#rise = 0
    // The hammer is on the string for 0.5 to 4 ms.
    this.#riseStep = 1 / Math.max(1, rate * (0.0004 + 0.0016 * (1 - hammer) * (1 - 0.6 * velocity)))
    this.send = send
    const rings = 1.5 * t60
    this.life.begin(rate * (hold > 0 ? Math.min(rings, hold / rate + 1.5 * RELEASE_SECONDS) : rings))
  }

  #excite(
    f0: number,
    midi: number,
    t60: number,
    hammer: number,
    electric: number,
    damping: number,
    spread: number,
    velocity: number,
  ): void {
    const modes = this.#modes
    const b = inharmonicity(midi) * (1 - electric)
    const tune = f0 / Math.sqrt(1 + b)
    // The corner of the hammer's spectrum: from a muted key to a bright one.
    const corner = (350 + 2600 * hammer) * 2 ** (2.6 * (velocity - 0.6)) + 0.9 * f0
    const detune = 2 ** (spread / 1200)
    // Strings are two at a time, a tine is one: from a quarter to three of it the one becomes the other.
    const strings = Math.min(1, Math.max(0, 1.5 - 2 * electric))
    // A tine that is struck harder swings further across its pickup, which bends it more: each overtone is this much of the one below.
    const bend = Math.min(0.8, 0.33 * 2 ** (7 * (hammer - 0.45) + 1.2 * (velocity - 0.8)))
    modes.clear(this.#sampleRate)
    let power = 0
    for (let n = 1; n <= MOST_PARTIALS; n++) power += this.#amplitude(n, tune * n, corner, strings, bend) ** 2
    const scale = 0.8 / Math.sqrt(power)
    for (let n = 1; n <= MOST_PARTIALS; n++) {
      const frequency = tune * n * Math.sqrt(1 + b * n * n)
      const amplitude =
        scale * this.#amplitude(n, tune * n, corner, strings, bend) * 10 ** ((0.8 * this.#noise.next()) / 20)
      const slow = t60 * (frequency / f0) ** -damping
      const pair = n <= DOUBLED ? strings : 0
      modes.add(
        frequency,
        amplitude * (1 - 0.28 * pair),
        slow * (pair > 0 ? 0.38 : 0.6) ** strings,
        Math.PI / 2,
      )
      // Nothing is added where it is silent.
      modes.add(frequency * detune, amplitude * 0.34 * pair, slow, Math.PI / 2)
    }
    // A tine's own first overtone, far up and short: the bell of an electric piano.
    if (electric > 0)
      modes.add(f0 * 6.93, scale * electric * 0.87 * Math.sqrt(bend) * velocity, 0.35, Math.PI / 2)
    modes.start(0, 1)
  }

  #amplitude(n: number, frequency: number, corner: number, strings: number, bend: number): number {
    const struck = Math.abs(Math.sin(Math.PI * n * STRUCK_AT)) + 0.06
    const string = (struck / n ** 0.6) * Math.exp(-frequency / corner)
    // A tine is nearly a sine; its pickup adds the octave and a little more.
    const tine = n <= MOST_BENT ? bend ** (n - 1) : 0
    return string * strings + tine * (1 - strings)
  }

  render(out: Float64Array, from: number, until: number): void {
    const to = this.life.endOf(from, until)
    out.fill(0, from, to)
    let at = from
    // The hand leaves the key inside this stretch: play up to there, damp, go on.
    while (this.#hold > 0 && at + this.#hold <= to) {
      this.#modes.render(out, at, at + this.#hold)
      at += this.#hold
      this.#felt++
      this.#modes.damp((RELEASE_SECONDS * FELT_STEPS) / this.#felt)
      this.#hold = this.#felt < FELT_STEPS ? this.#feltFrames : 0
    }
    this.#modes.render(out, at, to)
    if (this.#hold > 0) this.#hold -= to - at
    if (this.#rise < 1) this.#strike(out, from, to)
    if (this.#knockLevel > 0) this.#addKnock(out, from, to)
    const level = this.#level
    for (let n = from; n < to; n++) out[n] = level * (out[n] ?? 0)
    this.#low.low(out, from, to)
    this.life.spend(out, from, to)
  }

  /** The hammer does not reach the string at once. */
  #strike(out: Float64Array, from: number, to: number): void {
    for (let n = from; n < to && this.#rise < 1; n++) {
      this.#rise = Math.min(1, this.#rise + this.#riseStep)
      out[n] = (out[n] ?? 0) * this.#rise * this.#rise * (3 - 2 * this.#rise)
    }
  }

  #addKnock(out: Float64Array, from: number, to: number): void {
    const noise = this.#scratch
    this.#noise.fill(noise, from, to)
    this.#knock.band(noise, from, to)
    let level = this.#knockLevel
    for (let n = from; n < to; n++) {
      out[n] = (out[n] ?? 0) + level * (noise[n] ?? 0)
      level *= this.#knockDecay
    }
    this.#knockLevel = level
  }

  tidy(): void {
    this.#modes.tidy()
    if (this.#knockLevel < 1e-6) this.#knockLevel = 0
    this.#low.tidy()
    this.#knock.tidy()
  }
}
