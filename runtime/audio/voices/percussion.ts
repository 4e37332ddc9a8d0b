/**
 * AUDIO THREAD: a struck sound: modes, a noise band, a frequency-modulated tone and a click, through saturation and
 * filters. Everything that is heard follows from the patch, the velocity and the key of the hit; nothing is allocated
 * after the voice has been made.
 */

import { Band, decayFactor } from '../dsp/filters.ts'
import { GLIDE_STEP, MOST_TURN, ModeBank } from '../dsp/modes.ts'
import { Noise, noiseLevelAt } from '../dsp/noise.ts'
import { modeRatio } from './mode-tables.ts'
import { Life, type Strike, type Voice } from './voice.ts'

/** A voice is over when nothing in it is louder than this. */
const INAUDIBLE_DB = -90
/** Velocity 0.3 → 1 is 10.5 dB of velocity; sounds answer with 15.7 (Goebl & Bresin 2001 measured 15 to 20 for pianos). */
const LEVEL_EXPONENT = 1.5
/** From this index on the lowest mode is wholly the modulated one. */
const FM_WHOLE = 0.5
/** Octaves that the low-pass closes from velocity 1 to 0, and the share of its band that a sound loses at most. */
const SOFT_CLOSES = 1.6
const SOFT_SHARE = 0.3
/** Spread of what differs from hit to hit: decibels, cents. */
const HIT_DB = 0.6
const MODE_DB = 1.6
const HIT_CENTS = 3
/** Seconds between the bursts of a clap. */
const BURST_GAP = 0.0105

export class PercussionVoice implements Voice {
  readonly life: Life
  send = 0
  #level = 1
  readonly #modes = new ModeBank()
  readonly #noise = new Noise()
  readonly #draws = new Noise()
  readonly #noiseBand = new Band()
  readonly #band = new Band()
  readonly #scratch: Float64Array
  readonly #sampleRate: number

  #attack = 1
  #attackStep = 1
  #drive = 0
  #hasNoise = false
  #noiseLevel = 0
  #noiseEnvelope = 0
  #noiseDecay = 0
  #burstDecay = 0
  #noiseRise = 1
  #noiseStep = 1
  #burstsLeft = 0
  #burstGap = 0
  #burstIn = 0
  #clickLevel = 0
  #clickDecay = 0
  #clickCos = 0
  #clickSin = 0
  #clickRe = 0
  #clickIm = 0
  #carrier = 0
  #carrierStep = 0
  /** The carrier's frequency is multiplied by 1 + this. */
  #carrierGlide = 0
  #carrierGlideDecay = 1
  #modulator = 0
  #modulatorStep = 0
  #index = 0
  #indexDecay = 0
  #fmLevel = 0
  #fmDecay = 0

  constructor(sampleRate: number, block: number) {
    this.life = new Life(sampleRate)
    this.#sampleRate = sampleRate
    this.#scratch = new Float64Array(block)
  }

  start({ patch, velocity, key, pitch }: Strike): void {
    const rate = this.#sampleRate
    const draws = this.#draws
    draws.seed(key)
    this.#noise.seed(key ^ 0x5bd1e995)
    let i = 0
    const next = (): number => patch[i++] ?? 0
    const f0 = next() * cents(HIT_CENTS * draws.next()) * (pitch > 0 ? pitch : 1)
    const sweep = next()
    const sweepTime = next()
    const body = next()
    const bodyDecay = next()
    const material = next()
    const tilt = next()
    const damping = next()
    const modes = next()
    const fm = next()
    const fmRatio = next()
    const fmDecay = next()
    const noise = next()
    const noiseAttack = next()
    const noiseDecay = next()
    const noiseLow = next()
    const noiseHigh = next()
    const click = next()
    const clickFrequency = next()
    const attack = next()
    const drive = next()
    const lowPass = next()
    const highPass = next()
    const beating = next()
    const bursts = next()
    this.send = next()

    const soft = 1 - velocity
    // What has only a narrow band loses level by its filters as well.
    const narrow = Math.max(0, 1 - octaves(highPass, lowPass) / 4)
    this.#level = velocity ** (LEVEL_EXPONENT - 0.3 * narrow) * decibels(HIT_DB * draws.next())
    // How much of the lowest mode is: a little of it is a little of another sound.
    const modulated = Math.min(1, fm / FM_WHOLE)
    // A soft blow lasts longer than the short periods of the high modes, and excites them less.
    this.#modes.clear(rate)
    this.#addModes(
      f0,
      body,
      bodyDecay,
      material,
      tilt + 1.15 * soft * (1 - 0.6 * narrow),
      damping,
      modes,
      beating,
      1 - modulated,
    )
    const drop = 2 ** ((sweep * (0.6 + 0.4 * velocity)) / 12) - 1
    this.#modes.start(drop, sweepTime)

    this.#attack = 0
    this.#attackStep = 1 / Math.max(1, attack * rate * (1 + soft))
    // Saturation makes harmonics; those of a low body are over before they reach Nyquist, those of a high one are not.
    this.#drive = drive * Math.min(1, 250 / f0) * (0.35 + 0.65 * velocity)

    this.#noiseLevel = noise * (1 - 0.2 * soft) * noiseLevelAt(rate)
    this.#noiseEnvelope = this.#noiseLevel
    this.#noiseDecay = decayFactor(noiseDecay, rate)
    this.#burstDecay = decayFactor(noiseDecay / 6, rate)
    this.#noiseRise = 0
    this.#hasNoise = noise > 0
    this.#noiseStep = 1 / Math.max(1, noiseAttack * rate)
    this.#burstsLeft = Math.round(bursts) - 1
    this.#burstGap = Math.round(BURST_GAP * rate)
    this.#burstIn = this.#burstGap
    // What lives in a narrow band up there moves down as a whole, instead of closing to nothing.
    const down = 2 ** (-1.25 * soft * narrow)
    this.#noiseBand.tuneHigh(noiseLow * down, 0.8, rate)
    this.#noiseBand.tuneLow(
      noiseHigh * 2 ** (-Math.min(0.8, SOFT_SHARE * octaves(noiseLow, noiseHigh)) * soft),
      0.8,
      rate,
    )

    this.#clickLevel = click * (1 - 0.6 * soft)
    const clickAngle = (2 * Math.PI * Math.min(clickFrequency * cents(40 * draws.next()), 0.4 * rate)) / rate
    // A dozen cycles, as a felt or a stick's tip gives.
    this.#clickDecay = decayFactor(Math.min(0.02, 12 / clickFrequency) + 0.001, rate)
    this.#clickCos = Math.cos(clickAngle)
    this.#clickSin = Math.sin(clickAngle)
    this.#clickRe = 0
    this.#clickIm = -1

    this.#startFm(
      f0,
      body * modulated,
      bodyDecay,
      fm * (0.5 + 0.5 * velocity),
      fmRatio,
      fmDecay,
      drop,
      sweepTime,
    )

    this.#band.tuneHigh(highPass * down, Math.SQRT1_2, rate)
    this.#band.tuneLow(
      lowPass * 2 ** (-Math.min(SOFT_CLOSES, SOFT_SHARE * octaves(highPass, lowPass)) * soft),
      0.6,
      rate,
    )
    this.life.begin(rate * (this.#lasts(body, bodyDecay, noise, noiseDecay, bursts) + attack))
  }

  /** Seconds until everything is inaudible. */
  #lasts(body: number, bodyDecay: number, noise: number, noiseDecay: number, bursts: number): number {
    const until = (level: number, t60: number): number =>
      level > 0 ? Math.max(0, (20 * Math.log10(level) - INAUDIBLE_DB) / 60) * t60 : 0
    return Math.max(0.02, until(body, bodyDecay), until(noise, noiseDecay) + (bursts - 1) * BURST_GAP)
  }

  #addModes(
    f0: number,
    level: number,
    decay: number,
    material: number,
    tilt: number,
    damping: number,
    modes: number,
    beating: number,
    lowest: number,
  ): void {
    const whole = Math.floor(modes)
    const count = Math.min(MOST_PLAIN_MODES, whole + (modes > whole ? 1 : 0))
    const doubled = beating > 0.5 && count <= MOST_DOUBLED_MODES
    const spread = cents(beating / 2)
    let power = 0
    for (let k = 0; k < count; k++) power += (k + 1) ** (-2 * tilt)
    // Of equal loudness however many there are.
    const scale = level / Math.sqrt(Math.max(1e-9, power))
    for (let k = 0; k < count; k++) {
      const ratio = modeRatio(material, k)
      // The last one comes in gradually, so that the count is continuous, and the first goes as its modulation comes.
      const share = (k === whole ? modes - whole : 1) * (k === 0 ? lowest : 1)
      const amplitude = scale * share * (k + 1) ** -tilt * decibels(MODE_DB * this.#draws.next())
      const t60 = decay * ratio ** -damping
      // Low modes rise from zero; the many of a plate start anywhere, or they would pile up into a click.
      const phase = k === 0 || material < 2.5 ? Math.PI / 2 : Math.PI * this.#draws.next()
      if (doubled) {
        this.#modes.add(f0 * ratio * spread, amplitude * 0.6, t60, phase)
        this.#modes.add((f0 * ratio) / spread, amplitude * 0.5, t60, phase)
      } else this.#modes.add(f0 * ratio, amplitude, t60, phase)
    }
  }

  #startFm(
    f0: number,
    level: number,
    decay: number,
    index: number,
    ratio: number,
    indexDecay: number,
    drop: number,
    dropTime: number,
  ): void {
    const rate = this.#sampleRate
    const modulator = f0 * ratio
    // Carson's rule: side bands beyond f0 + (index + 3) · modulator are below −80 dB for small indices.
    const room = Math.max(0, (0.45 * rate - f0) / modulator - 3)
    this.#index = Math.min(index, room)
    this.#carrier = 0
    this.#carrierStep = (2 * Math.PI * f0) / rate
    this.#modulator = 0
    this.#modulatorStep = (2 * Math.PI * modulator) / rate
    this.#indexDecay = decayFactor(indexDecay, rate)
    this.#fmLevel = level
    this.#fmDecay = decayFactor(decay, rate)
    // It drops as the mode that it stands for, with as many turns but no steps: two of one pitch in any phase may take each other away.
    this.#carrierGlideDecay = Math.exp(-1 / (dropTime * rate))
    this.#carrierGlide =
      (drop * GLIDE_STEP * (1 - this.#carrierGlideDecay)) / (1 - this.#carrierGlideDecay ** GLIDE_STEP)
  }

  render(out: Float64Array, from: number, until: number): void {
    const to = this.life.endOf(from, until)
    out.fill(0, from, to)
    this.#modes.render(out, from, to)
    if (this.#fmLevel > 0) this.#addFm(out, from, to)
    if (this.#attack < 1) this.#rise(out, from, to)
    if (this.#drive > 0) this.#saturate(out, from, to)
    if (this.#hasNoise) this.#addNoise(out, from, to)
    if (this.#clickLevel > 0) this.#addClick(out, from, to)
    this.#band.filter(out, from, to, this.#level)
    this.life.spend(out, from, to)
  }

  tidy(): void {
    this.#modes.tidy()
    if (this.#burstsLeft === 0 && this.#noiseEnvelope < 3e-5) this.#hasNoise = false
    if (this.#clickLevel < 1e-6) this.#clickLevel = 0
    if (this.#fmLevel < 1e-6) this.#fmLevel = 0
    // As near as the modes come.
    if (this.#carrierGlide < 6e-7) this.#carrierGlide = 0
    this.#noiseBand.tidy()
    this.#band.tidy()
  }

  /** The body's attack. */
  #rise(out: Float64Array, from: number, to: number): void {
    for (let n = from; n < to && this.#attack < 1; n++) {
      this.#attack = Math.min(1, this.#attack + this.#attackStep)
      // Raised cosine by a cubic: 3a² − 2a³.
      out[n] = (out[n] ?? 0) * this.#attack * this.#attack * (3 - 2 * this.#attack)
    }
  }

  #saturate(out: Float64Array, from: number, to: number): void {
    const drive = this.#drive
    const amount = 1 + 4 * drive
    const level = 1 / (1 + 1.2 * drive)
    for (let n = from; n < to; n++) {
      const x = out[n] ?? 0
      out[n] = x + drive * (level * softClip(amount * x) - x)
    }
  }

  #addFm(out: Float64Array, from: number, to: number): void {
    for (let n = from; n < to; n++) {
      this.#carrier += Math.min(this.#carrierStep * (1 + this.#carrierGlide), MOST_TURN)
      this.#carrierGlide *= this.#carrierGlideDecay
      this.#modulator += this.#modulatorStep
      out[n] =
        (out[n] ?? 0) + this.#fmLevel * Math.sin(this.#carrier + this.#index * Math.sin(this.#modulator))
      this.#index *= this.#indexDecay
      this.#fmLevel *= this.#fmDecay
    }
  }

  #addNoise(out: Float64Array, from: number, to: number): void {
    const noise = this.#scratch
    this.#noise.fill(noise, from, to)
    const begun = this.#beginNoise(noise, from, to)
    const decay = this.#noiseDecay
    let envelope = this.#noiseEnvelope
    for (let n = begun; n < to; n++) {
      envelope *= decay
      noise[n] = (noise[n] ?? 0) * envelope
    }
    this.#noiseEnvelope = envelope
    this.#noiseBand.filter(noise, from, to, 1)
    for (let n = from; n < to; n++) out[n] = (out[n] ?? 0) + (noise[n] ?? 0)
  }

  /** The noise while it rises and its bursts come. @returns from where on it does nothing but fall */
  #beginNoise(noise: Float64Array, from: number, to: number): number {
    let n = from
    for (; n < to && (this.#noiseRise < 1 || this.#burstsLeft > 0); n++) {
      let decay = this.#noiseDecay
      if (this.#burstsLeft > 0) {
        // While bursts are to come each falls fast, the last one as the patch says.
        decay = this.#burstDecay
        if (--this.#burstIn === 0) {
          this.#burstsLeft--
          this.#burstIn = this.#burstGap
          this.#noiseEnvelope = this.#noiseLevel
        }
      }
      this.#noiseRise = Math.min(1, this.#noiseRise + this.#noiseStep)
      this.#noiseEnvelope *= decay
      noise[n] = (noise[n] ?? 0) * this.#noiseRise * this.#noiseEnvelope
    }
    return n
  }

  #addClick(out: Float64Array, from: number, to: number): void {
    const c = this.#clickCos
    const s = this.#clickSin
    let re = this.#clickRe
    let im = this.#clickIm
    const decay = this.#clickDecay
    let level = this.#clickLevel
    for (let n = from; n < to; n++) {
      const turned = c * re - s * im
      im = s * re + c * im
      re = turned
      out[n] = (out[n] ?? 0) + level * re
      level *= decay
    }
    this.#clickRe = re
    this.#clickIm = im
    this.#clickLevel = level
  }
}

const MOST_PLAIN_MODES = 40
const MOST_DOUBLED_MODES = 20

/** Smooth and odd, 1 at infinity: x / √(1 + x²). */
const softClip = (x: number): number => x / Math.sqrt(1 + x * x)
const octaves = (low: number, high: number): number => Math.max(0, Math.log2(high / low))
const cents = (value: number): number => 2 ** (value / 1200)
const decibels = (value: number): number => 10 ** (value / 20)
