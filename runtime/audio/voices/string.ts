/**
 * AUDIO THREAD: a plucked string, for bass and guitar.
 *
 * Karplus & Strong (Computer Music Journal 7, 1983) with Jaffe & Smith's extensions (ibid.): a delay line of one
 * period, a one-pole filter that takes the high partials first, an all-pass for the part of the period that is no
 * whole sample. The loop's delay at the fundamental (filter and all-pass included) is solved for, so that the pitch is
 * exact at any brightness; the loop's gain at the fundamental is what the decay asks for.
 */

import { clampCutoff, decayFactor, onePole, StateVariable } from '../dsp/filters.ts'
import { Noise, noiseLevelAt } from '../dsp/noise.ts'
import { Life, type Strike, type Voice } from './voice.ts'

/** The lowest string that anything plays, in Hertz: decides how long the delay line is. */
const LOWEST = 18
const LEVEL_EXPONENT = 1.45
/** A released note falls by 60 dB in this time: a hand that lies down, not a switch. */
const RELEASE_SECONDS = 0.09
const DEAD_SECONDS = 0.11
const FINGER_NOISE = 0.15
/** A string's decay grows shorter as it is stopped higher. */
const DECAY_REFERENCE = 80

export class StringVoice implements Voice {
  readonly life: Life
  send = 0
  readonly #sampleRate: number
  readonly #line: Float64Array
  readonly #mask: number
  readonly #scratch: Float64Array
  readonly #scratch2: Float64Array
  readonly #noise = new Noise()
  /** Of its own: what is drawn must not depend on how blocks are cut. */
  readonly #fingers = new Noise()
  readonly #wood = new StateVariable()
  readonly #wood2 = new StateVariable()
  readonly #touch = new StateVariable()
  #write = 0
  #delay = 1
  #allPass = 0
  #apX = 0
  #apY = 0
  #damp = 0
  #dampState = 0
  #gain = 1
  /** What the loop's gain is multiplied by, sample by sample, while the hand lies down. */
  #releaseStep = 1
  #period = 1
  #lyingDown = 0
  #hold = 0
  #exciteLeft = 0
  #impulse = 0
  #excitation = 0
  #excitePole = 0
  #exciteState = 0
  #exciteState2 = 0
  #combDelay = 1
  #combLine: Float64Array
  #combAt = 0
  #pickup = 1
  #pickupShare = 0
  #woodShare = 0
  #touchLevel = 0
  #touchDecay = 1
  #drive = 0
  #level = 1
  #dc = 0
  #dcPole = 0

  constructor(sampleRate: number, block: number) {
    this.#sampleRate = sampleRate
    this.#scratch = new Float64Array(block)
    this.#scratch2 = new Float64Array(block)
    this.life = new Life(sampleRate)
    const size = 2 ** Math.ceil(Math.log2(sampleRate / LOWEST + 8))
    this.#line = new Float64Array(size)
    this.#combLine = new Float64Array(size)
    this.#mask = size - 1
  }

  start({ patch, velocity, pitch, hold, key }: Strike): void {
    const rate = this.#sampleRate
    let i = 0
    const next = (): number => patch[i++] ?? 0
    const decay = next()
    const brightness = next()
    const pluck = next()
    const hardness = next()
    const pickup = next()
    const wood = next()
    const woodFrequency = next()
    const touch = next()
    const drive = next()
    const send = next()
    const level = next()
    const dead = next()
    this.#noise.seed(key)
    this.#fingers.seed(key ^ 0x2545f491)
    const draw = (): number => this.#noise.next()
    const f0 = Math.min(Math.max(pitch, LOWEST), 0.2 * rate)

    const t60 = dead > 0.5 ? DEAD_SECONDS : decay * (DECAY_REFERENCE / Math.max(DECAY_REFERENCE, f0)) ** 0.45
    this.#tune(f0, dead > 0.5 ? 0.2 * brightness : brightness, t60)
    this.#releaseStep = decayFactor(RELEASE_SECONDS, rate)
    this.#period = Math.round(rate / f0)
    this.#lyingDown = 0
    this.#hold = hold

    // A burst of one period, shaped by where the string is plucked and how hard the finger is.
    const period = rate / f0
    const open =
      (200 + 9000 * hardness * hardness + 1.5 * f0) * 2 ** (-2 * (1 - velocity)) * (1 + 0.08 * draw())
    this.#excitePole = onePole(clampCutoff(open, rate), rate)
    this.#exciteLeft = Math.ceil(period)
    // Of the same energy as the noise of one period.
    this.#impulse = 0.5 * Math.sqrt(period)
    this.#exciteState = 0
    this.#exciteState2 = 0
    this.#combDelay = Math.max(1, Math.round(period * Math.min(0.5, pluck * (1 + 0.06 * draw()))))
    this.#combLine.fill(0, 0, this.#combDelay)
    this.#combAt = 0
    this.#pickup = Math.max(1, Math.round(period * pickup))
    this.#pickupShare = pickup < 0.49 ? 0.8 : 0

    this.#woodShare = wood
    this.#wood.reset()
    this.#wood.tune(woodFrequency, 3, rate)
    this.#wood2.reset()
    this.#wood2.tune(woodFrequency * 2.1, 2.5, rate)
    this.#touchLevel = touch * 0.4 * noiseLevelAt(rate)
    this.#touchDecay = decayFactor(0.03, rate)
    this.#touch.reset()
    this.#touch.tune(900 + 2600 * hardness, 0.9, rate)
    this.#drive = drive
    this.#level = level * velocity ** LEVEL_EXPONENT * 10 ** ((0.5 * draw()) / 20)
    this.#dc = 0
    this.#dcPole = onePole(18, rate)
    this.send = send
    const rings = 1.5 * t60
    this.life.begin(rate * (hold > 0 ? Math.min(rings, hold / rate + 1.5 * RELEASE_SECONDS) : rings))
  }

  /** Solves the loop for pitch and decay. */
  #tune(f0: number, brightness: number, t60: number): void {
    const rate = this.#sampleRate
    const w = (2 * Math.PI * f0) / rate
    // From 0.8 (thumb on a flat-wound string) to 0.02 (new steel), at 48 kHz.
    const p = poleAt(rate, 0.8 * (1 - brightness) ** 1.6 + 0.02)
    this.#damp = p
    // y = (1 − p)x + p·y₁ has the phase −atan(p·sin w / (1 − p·cos w)).
    const filterDelay = Math.atan2(p * Math.sin(w), 1 - p * Math.cos(w)) / w
    const filterGain = (1 - p) / Math.sqrt(1 - 2 * p * Math.cos(w) + p * p)
    this.#gain = Math.min(0.99995, decayFactor(t60, rate) ** (rate / f0) / filterGain)
    const total = rate / f0 - filterDelay
    // The all-pass takes 0.4 to 1.4 samples, where it is nearly flat.
    const whole = Math.max(1, Math.floor(total - 0.4))
    const rest = total - whole
    this.#allPass = Math.sin(((1 - rest) * w) / 2) / Math.sin(((1 + rest) * w) / 2)
    this.#delay = whole
    this.#line.fill(0)
    this.#write = 0
    this.#apX = 0
    this.#apY = 0
    this.#dampState = 0
  }

  render(out: Float64Array, from: number, until: number): void {
    const to = this.life.endOf(from, until)
    this.#vibrate(out, from, to)
    this.#body(out, from, to)
    this.life.spend(out, from, to)
  }

  /** The string: one sample a turn of the loop. */
  #vibrate(out: Float64Array, from: number, to: number): void {
    const line = this.#line
    const mask = this.#mask
    const delay = this.#delay
    const a = this.#allPass
    const p = this.#damp
    const pickup = this.#pickup
    const share = this.#pickupShare
    let write = this.#write
    let apX = this.#apX
    let apY = this.#apY
    let damped = this.#dampState
    let gain = this.#gain
    for (let n = from; n < to; n++) {
      if (this.#hold > 0 && --this.#hold === 0) this.#lyingDown = this.#period
      // Over one turn of the loop, so that each turn goes on where the last one ended: a gain that fell at once would be a step in
      // the string, and a click each time that it comes round.
      if (this.#lyingDown > 0) {
        this.#lyingDown--
        gain *= this.#releaseStep
      }
      const read = line[(write - delay) & mask] ?? 0
      const ap = a * read + apX - a * apY
      apX = read
      apY = ap
      damped = (1 - p) * ap + p * damped
      let x = gain * damped
      if (this.#exciteLeft > 0) {
        this.#excite()
        x += this.#excitation
      }
      // Below −300 dB, before the numbers become subnormal.
      if (x < 1e-15 && x > -1e-15) x = 0
      line[write] = x
      out[n] = share > 0 ? x - share * (line[(write - pickup) & mask] ?? 0) : x
      write = (write + 1) & mask
    }
    this.#write = write
    this.#apX = apX
    this.#apY = apY
    this.#dampState = damped
    this.#gain = gain
  }

  #excite(): void {
    this.#exciteLeft--
    // A string that is let go is an impulse from where it was plucked; the finger adds a little noise.
    const noise = this.#impulse + FINGER_NOISE * this.#noise.next()
    this.#impulse = 0
    const pole = this.#excitePole
    this.#exciteState = (1 - pole) * noise + pole * this.#exciteState
    this.#exciteState2 = (1 - pole) * this.#exciteState + pole * this.#exciteState2
    // Equal loudness whatever the cutoff: a narrower band of noise holds less.
    const x = (this.#exciteState2 * 0.9) / Math.sqrt(1 - pole)
    const at = this.#combAt
    this.#excitation = x - (this.#combLine[at] ?? 0)
    this.#combLine[at] = x
    this.#combAt = at + 1 === this.#combDelay ? 0 : at + 1
  }

  /** Wood, finger and amplifier. */
  #body(out: Float64Array, from: number, to: number): void {
    if (this.#woodShare > 0) this.#addWood(out, from, to)
    if (this.#touchLevel > 0) this.#addTouch(out, from, to)
    const drive = this.#drive
    const level = this.#level
    const pole = this.#dcPole
    const amount = 1 + 5 * drive
    let dc = this.#dc
    for (let n = from; n < to; n++) {
      let y = out[n] ?? 0
      if (drive > 0) {
        const bent = y * amount
        y += drive * (bent / Math.sqrt(1 + bent * bent) / (1 + drive) - y)
      }
      dc = (1 - pole) * y + pole * dc
      out[n] = level * (y - dc)
    }
    this.#dc = dc
  }

  #addWood(out: Float64Array, from: number, to: number): void {
    const share = this.#woodShare
    const first = this.#scratch
    const second = this.#scratch2
    for (let n = from; n < to; n++) {
      first[n] = out[n] ?? 0
      second[n] = out[n] ?? 0
    }
    this.#wood.band(first, from, to)
    this.#wood2.band(second, from, to)
    for (let n = from; n < to; n++)
      out[n] = (out[n] ?? 0) + share * (1.2 * (first[n] ?? 0) + 0.7 * (second[n] ?? 0))
  }

  #addTouch(out: Float64Array, from: number, to: number): void {
    const noise = this.#scratch
    this.#fingers.fill(noise, from, to)
    this.#touch.band(noise, from, to)
    let level = this.#touchLevel
    for (let n = from; n < to; n++) {
      out[n] = (out[n] ?? 0) + level * (noise[n] ?? 0)
      level *= this.#touchDecay
    }
    this.#touchLevel = level
  }

  tidy(): void {
    if (this.#touchLevel < 1e-6) this.#touchLevel = 0
    this.#wood.tidy()
    this.#wood2.tidy()
    this.#touch.tidy()
  }
}

/**
 * The pole that takes as much from a partial at each turn as `usual` does at 48 kHz, so that a string is as bright, and rings as
 * long, at every rate: of a partial at w radians a sample a pole p takes p / (1 − p)² · w² / 2, as long as w is small.
 */
function poleAt(rate: number, usual: number): number {
  const taken = (usual / (1 - usual) ** 2) * (rate / 48000) ** 2
  return (2 * taken) / (2 * taken + 1 + Math.sqrt(4 * taken + 1))
}
