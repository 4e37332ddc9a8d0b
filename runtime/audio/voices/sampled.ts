/**
 * AUDIO THREAD: a piano from its recordings.
 *
 * The nearest recorded key is read faster or slower, by a semitone at most where all minor thirds are there. Of the layers that
 * were struck harder than the note it takes the softest, and takes from its highs as much as a softer blow would: just above the
 * next layer it is as dull as that one. So one recording sounds at a time. Two that are crossfaded are two strings:
 * their partials cancel each other here and there, and the timbre jumps about with the velocity.
 */

import { decayFactor } from '../dsp/filters.ts'
import { type Kernel, kernelFor, makeKernels, PHASES } from '../dsp/interpolator.ts'
import { Noise } from '../dsp/noise.ts'
import { type SampleBank, shelfCorner } from '../samples/bank.ts'
import { KEYS_PARAMS } from './keys-params.ts'
import { Life, type Strike, type Voice } from './voice.ts'

const LEVEL_EXPONENT = 1.5
/** A damper on the strings of C4: longer for the heavy ones below. */
const RELEASE_SECONDS = 0.2
const LEVEL = KEYS_PARAMS.findIndex(({ name }) => name === 'level')
const REVERB = KEYS_PARAMS.findIndex(({ name }) => name === 'reverb')

/** What all voices of an engine play from; null until it has come. */
export interface Samples {
  bank: SampleBank | null
}

const NOTHING = new Int16Array(0)

export class SampledVoice implements Voice {
  readonly life: Life
  send = 0
  readonly #sampleRate: number
  readonly #samples: Samples
  readonly #noise = new Noise()
  readonly #kernels = makeKernels()
  #pcm: Int16Array = NOTHING
  #kernel: Kernel | undefined
  /** Where the recording is read, in samples from its begin, and where that lies. */
  #at = 0
  #start = 0
  #speed = 1
  #hold = 0
  #level = 0
  #decay = 1
  #release = 1
  #highs = 1
  #low = 0
  #lowStep = 1

  constructor(sampleRate: number, samples: Samples) {
    this.#sampleRate = sampleRate
    this.#samples = samples
    this.life = new Life(sampleRate)
  }

  start({ patch, velocity, pitch, hold, key }: Strike): void {
    const { bank } = this.#samples
    if (bank === null) return
    const rate = this.#sampleRate
    const f0 = Math.min(Math.max(pitch, 16), 0.4 * rate)
    const layer = layerFor(bank, velocity)
    const i = keyFor(bank, f0) * bank.velocities.length + layer
    const top = bank.velocities[layer] ?? 1
    const below = layer > 0 ? (bank.velocities[layer - 1] ?? 0) : 0
    // 0: as it was recorded; 1: as a blow of the next softer layer would have it.
    const softer = Math.max(0, (top - velocity) / (top - below))
    const tone = patch[KEYS_PARAMS.length] ?? 1
    const ring = patch[KEYS_PARAMS.length + 1] ?? 60
    this.#noise.seed(key)
    this.#highs = (bank.dulls[i] ?? 1) ** softer * tone * (1 + 0.04 * this.#noise.next())
    this.#low = 0
    this.#lowStep = 1 - Math.exp((-2 * Math.PI * Math.min(shelfCorner(f0), 0.4 * rate)) / rate)
    this.#level =
      (bank.gains[i] ?? 0) *
      (bank.lifts[i] ?? 1) ** softer *
      (patch[LEVEL] ?? 0) *
      velocity ** LEVEL_EXPONENT *
      10 ** ((0.4 * this.#noise.next()) / 20)
    this.send = patch[REVERB] ?? 0
    this.#speed = (f0 / (bank.pitches[i] ?? f0)) * (bank.rate / rate)
    this.#kernel = kernelFor(this.#kernels, this.#speed)
    this.#pcm = bank.pcm
    this.#start = bank.starts[i] ?? 0
    this.#at = 0
    this.#hold = hold
    const damped = RELEASE_SECONDS * Math.sqrt(261.6 / f0)
    this.#decay = decayFactor(ring, rate)
    this.#release = decayFactor(damped, rate)
    const length = Math.floor(((bank.lengths[i] ?? 1) - 1) / this.#speed) + 1
    this.life.begin(hold > 0 ? Math.min(length, hold + 1.5 * damped * rate) : length)
  }

  render(out: Float64Array, from: number, until: number): void {
    const to = this.life.endOf(from, until)
    // The hand leaves the key inside this stretch: play up to there, damp, go on.
    const letGo = this.#hold > 0 ? from + this.#hold : to
    if (this.#hold > 0 && letGo <= to) {
      this.#play(out, from, letGo)
      this.#decay *= this.#release
      this.#play(out, letGo, to)
      this.#hold = 0
    } else {
      this.#play(out, from, to)
      if (this.#hold > 0) this.#hold -= to - from
    }
    this.life.spend(out, from, to)
  }

  #play(out: Float64Array, from: number, to: number): void {
    const kernel = this.#kernel
    if (kernel === undefined) return
    const { taps, table } = kernel
    const pcm = this.#pcm
    const first = this.#start - taps / 2 + 1
    const speed = this.#speed
    const decay = this.#decay
    const highs = this.#highs
    const lowStep = this.#lowStep
    let at = this.#at
    let level = this.#level
    let low = this.#low
    for (let n = from; n < to; n++) {
      const whole = Math.floor(at)
      const place = (at - whole) * PHASES
      const phase = Math.floor(place)
      const row = phase * taps
      const sample = first + whole
      // Four sums, for a processor adds four numbers in the time in which it waits for one sum.
      let here = 0
      let hereToo = 0
      let next = 0
      let nextToo = 0
      for (let k = 0; k < taps; k += 2) {
        const x = pcm[sample + k] ?? 0
        const y = pcm[sample + k + 1] ?? 0
        here += x * (table[row + k] ?? 0)
        hereToo += y * (table[row + k + 1] ?? 0)
        next += x * (table[row + taps + k] ?? 0)
        nextToo += y * (table[row + taps + k + 1] ?? 0)
      }
      here += hereToo
      const x = level * (here + (place - phase) * (next + nextToo - here))
      low += lowStep * (x - low)
      out[n] = low + highs * (x - low)
      level *= decay
      at += speed
    }
    this.#at = at
    this.#level = level
    this.#low = low
  }

  tidy(): void {
    if (this.#low < 1e-12 && this.#low > -1e-12) this.#low = 0
  }
}

/** The softest layer that was struck as hard as this or harder. */
function layerFor({ velocities }: SampleBank, velocity: number): number {
  let layer = 0
  while (layer < velocities.length - 1 && velocity > (velocities[layer] ?? 1)) layer++
  return layer
}

/** The recorded key that is nearest to a pitch, by ratio. */
function keyFor({ velocities, pitches }: SampleBank, f0: number): number {
  const layers = velocities.length
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let key = 0; key * layers < pitches.length; key++) {
    const ratio = f0 / (pitches[key * layers] ?? f0)
    const away = ratio > 1 ? ratio : 1 / ratio
    if (away >= least) continue
    least = away
    best = key
  }
  return best
}
