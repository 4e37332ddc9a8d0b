/**
 * AUDIO THREAD: a look-ahead limiter that keeps the true peak under a ceiling.
 *
 * The gain that each sample needs follows from the largest of four points between it and the next, by the interpolating
 * filter of ITU-R BS.1770-4, annex 2. The least gain of the coming `LOOK_AHEAD` is found with a monotonic queue (van
 * Herk 1992 in its running form), then averaged over the same time: an average of numbers none of which is above what
 * is needed is not above it either, so that the peak meets its gain exactly and nothing is clipped.
 */

export const CEILING_DB = -1.25
const LOOK_AHEAD_SECONDS = 0.002
const RELEASE_SECONDS = 0.12
const TAPS = 12
/** A curve's peak lies between two samples; both must get its gain. */
const SPREAD = 2
const PHASES = 4
const QUIET = 0.4
/** −1 dBTP, less what a four-fold look at the curve with twelve taps can miss of a peak. */
const CEILING = 10 ** (CEILING_DB / 20)

/** Windowed sinc, one row for each quarter of a sample; computed once. */
const KERNEL = kernel()

function kernel(): Float64Array {
  const table = new Float64Array(TAPS * PHASES)
  for (let p = 0; p < PHASES; p++)
    for (let k = 0; k < TAPS; k++) {
      const t = k - TAPS / 2 + 1 - p / PHASES
      const window = 0.5 + 0.5 * Math.cos((2 * Math.PI * t) / (TAPS + 1))
      table[p * TAPS + k] = t === 0 ? 1 : (window * Math.sin(Math.PI * t)) / (Math.PI * t)
    }
  return table
}

export class Limiter {
  /** Frames by which the sound is later. */
  readonly latency: number
  /** The least gain since it was last asked for: 1 where nothing had to be held back. */
  leastGain = 1

  readonly #look: number
  readonly #left: Float64Array
  readonly #right: Float64Array
  readonly #size: number
  #at = 0
  /** Samples for which the curve is looked at between the samples. */
  #loud = 0
  /** Samples for which the gain may be another than 1. */
  #busy = 0
  #needed = 1
  #gain = 1
  /** Monotonic queue: gains that are the least of what follows, and when they came. */
  readonly #queueGain: Float64Array
  readonly #queueTime: Float64Array
  #queueHead = 0
  #queueLength = 0
  readonly #averages: Float64Array
  #averageAt = 0
  #sum: number
  #held = 1
  #time = 0
  readonly #release: number

  constructor(sampleRate: number) {
    this.#look = Math.max(8, Math.round(LOOK_AHEAD_SECONDS * sampleRate))
    this.latency = this.#look + TAPS / 2
    this.#size = this.latency + 1
    this.#left = new Float64Array(this.#size)
    this.#right = new Float64Array(this.#size)
    this.#queueGain = new Float64Array(this.#look + SPREAD + 2)
    this.#queueTime = new Float64Array(this.#look + SPREAD + 2)
    this.#averages = new Float64Array(this.#look).fill(1)
    this.#sum = this.#look
    this.#release = Math.exp(-1 / (RELEASE_SECONDS * sampleRate))
  }

  clear(): void {
    this.#left.fill(0)
    this.#right.fill(0)
    this.#loud = 0
    this.#busy = 0
    this.#needed = 1
    this.#time = 0
    this.#rest()
  }

  /** In place: `left` and `right` come out `latency` frames later. */
  process(left: Float64Array, right: Float64Array, frames: number): void {
    const { latency } = this
    for (let n = 0; n < frames; n++) {
      const l = left[n] ?? 0
      const r = right[n] ?? 0
      this.#left[this.#at] = l
      this.#right[this.#at] = r
      this.#at = this.#at + 1 === this.#size ? 0 : this.#at + 1
      // Quiet passages need no look between the samples: no curve rises 6 dB above all twelve around it.
      if (l > QUIET || l < -QUIET || r > QUIET || r < -QUIET) this.#loud = 2 * TAPS
      if (this.#loud > 0) {
        this.#loud--
        this.#hear()
      } else this.#needed = 1
      if (this.#needed < 1) this.#busy = 2 * latency
      if (this.#busy > 0) {
        this.#follow()
        left[n] = this.#gain * (this.#left[this.#at] ?? 0)
        right[n] = this.#gain * (this.#right[this.#at] ?? 0)
      } else {
        left[n] = this.#left[this.#at] ?? 0
        right[n] = this.#right[this.#at] ?? 0
      }
    }
  }

  /** The gain that the largest value of the curve around the sample `TAPS / 2` ago needs. */
  #hear(): void {
    // The delay holds what came last; the newest lies just before `#at`.
    const first = this.#at - TAPS + (this.#at < TAPS ? this.#size : 0)
    let peak = 0
    for (let p = 0; p < PHASES; p++) {
      let a = 0
      let b = 0
      for (let k = 0, i = first; k < TAPS; k++) {
        const h = KERNEL[p * TAPS + k] ?? 0
        a += h * (this.#left[i] ?? 0)
        b += h * (this.#right[i] ?? 0)
        i = i + 1 === this.#size ? 0 : i + 1
      }
      if (a < 0) a = -a
      if (b < 0) b = -b
      if (a > peak) peak = a
      if (b > peak) peak = b
    }
    this.#needed = peak > CEILING ? CEILING / peak : 1
  }

  /** One step of the gain: the least of what is needed soon, rising slowly, averaged. */
  #follow(): void {
    const size = this.#queueGain.length
    const needed = this.#needed
    while (
      this.#queueLength > 0 &&
      (this.#queueGain[(this.#queueHead + this.#queueLength - 1) % size] ?? 0) >= needed
    )
      this.#queueLength--
    const end = (this.#queueHead + this.#queueLength) % size
    this.#queueGain[end] = needed
    this.#queueTime[end] = this.#time
    this.#queueLength++
    while ((this.#queueTime[this.#queueHead] ?? 0) <= this.#time - this.#look - SPREAD) {
      this.#queueHead = (this.#queueHead + 1) % size
      this.#queueLength--
    }
    this.#time++
    const least = this.#queueGain[this.#queueHead] ?? 1
    const risen = 1 - (1 - this.#held) * this.#release
    this.#held = least < risen ? least : risen
    const at = this.#averageAt
    this.#sum += this.#held - (this.#averages[at] ?? 1)
    this.#averages[at] = this.#held
    this.#averageAt = at + 1 === this.#look ? 0 : at + 1
    // Rounding must not drift over days of sound.
    if (this.#averageAt === 0) this.#addUp()
    this.#gain = this.#sum / this.#look
    if (this.#gain < this.leastGain) this.leastGain = this.#gain
    // −140 dB from doing nothing: let go.
    if (this.#held > 1 - 1e-7 && --this.#busy === 0) this.#rest()
  }

  #addUp(): void {
    let sum = 0
    for (let i = 0; i < this.#look; i++) sum += this.#averages[i] ?? 1
    this.#sum = sum
  }

  #rest(): void {
    this.#averages.fill(1)
    this.#sum = this.#look
    this.#queueLength = 0
    this.#held = 1
    this.#gain = 1
  }
}
