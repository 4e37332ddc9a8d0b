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
  /** Last `TAPS` samples of each side, twice over, so that a window never wraps. */
  readonly #historyLeft = new Float64Array(2 * TAPS)
  readonly #historyRight = new Float64Array(2 * TAPS)
  #historyAt = 0
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
    this.#historyLeft.fill(0)
    this.#historyRight.fill(0)
    this.#averages.fill(1)
    this.#sum = this.#look
    this.#queueLength = 0
    this.#held = 1
    this.#time = 0
  }

  /** In place: `left` and `right` come out `latency` frames later. */
  process(left: Float64Array, right: Float64Array, frames: number): void {
    for (let n = 0; n < frames; n++) {
      const l = left[n] ?? 0
      const r = right[n] ?? 0
      const peak = this.#peakOf(l, r)
      const needed = peak > CEILING ? CEILING / peak : 1
      const gain = this.#smooth(this.#least(needed))
      this.#left[this.#at] = l
      this.#right[this.#at] = r
      this.#at = this.#at + 1 === this.#size ? 0 : this.#at + 1
      left[n] = gain * (this.#left[this.#at] ?? 0)
      right[n] = gain * (this.#right[this.#at] ?? 0)
      if (gain < this.leastGain) this.leastGain = gain
    }
  }

  /** The largest value of the curve around the sample `TAPS / 2` ago. */
  #peakOf(l: number, r: number): number {
    const at = this.#historyAt
    this.#historyLeft[at] = l
    this.#historyLeft[at + TAPS] = l
    this.#historyRight[at] = r
    this.#historyRight[at + TAPS] = r
    const start = at + 1 === TAPS ? 0 : at + 1
    this.#historyAt = start
    let peak = 0
    // Quiet passages need no look between the samples: no curve rises 6 dB above all twelve around it.
    for (let k = 0; k < TAPS; k++) {
      const a = Math.abs(this.#historyLeft[start + k] ?? 0)
      const b = Math.abs(this.#historyRight[start + k] ?? 0)
      if (a > peak) peak = a
      if (b > peak) peak = b
    }
    if (peak < 0.4) return peak
    for (let p = 1; p < PHASES; p++) {
      let a = 0
      let b = 0
      for (let k = 0; k < TAPS; k++) {
        const h = KERNEL[p * TAPS + k] ?? 0
        a += h * (this.#historyLeft[start + k] ?? 0)
        b += h * (this.#historyRight[start + k] ?? 0)
      }
      if (Math.abs(a) > peak) peak = Math.abs(a)
      if (Math.abs(b) > peak) peak = Math.abs(b)
    }
    return peak
  }

  /** The least of the gains of the last `look` samples and a few more, rising again slowly. */
  #least(needed: number): number {
    const size = this.#queueGain.length
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
    return this.#held
  }

  #smooth(gain: number): number {
    const at = this.#averageAt
    this.#sum += gain - (this.#averages[at] ?? 1)
    this.#averages[at] = gain
    if (at + 1 === this.#look) {
      this.#averageAt = 0
      // Rounding must not drift over days of sound.
      let sum = 0
      for (let i = 0; i < this.#look; i++) sum += this.#averages[i] ?? 1
      this.#sum = sum
    } else this.#averageAt = at + 1
    return this.#sum / this.#look
  }
}
