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
/** −1 dBTP, less what a four-fold look at the curve with twelve taps can miss of a peak. */
const CEILING = 10 ** (CEILING_DB / 20)

/** Windowed sinc, `quarters` of a sample after the sixth of twelve. */
const kernel = (quarters: number): Float64Array =>
  Float64Array.from({ length: TAPS }, (_, k) => {
    const t = k - TAPS / 2 + 1 - quarters / 4
    return ((0.5 + 0.5 * Math.cos((2 * Math.PI * t) / (TAPS + 1))) * Math.sin(Math.PI * t)) / (Math.PI * t)
  })

const PAIRS = TAPS / 2
/** The curve half-way: the kernel is its own mirror image, one factor for each pair of samples. */
const HALF = kernel(2).subarray(0, PAIRS)
/**
 * The curve at a quarter and at three quarters: the kernels are each other's mirror images. Of their even part E and their
 * odd part O the two values are E + O and E − O, and the larger one is |E| + |O|.
 */
const EVEN = HALF.map((_, k) => ((kernel(1)[k] ?? 0) + (kernel(3)[k] ?? 0)) / 2)
const ODD = HALF.map((_, k) => ((kernel(1)[k] ?? 0) - (kernel(3)[k] ?? 0)) / 2)

/** Among samples no larger than this no point of the curve reaches the ceiling: the kernel adds them up with 1.92 at most. */
const QUIET = CEILING / (2 * HALF.reduce((sum, h) => sum + Math.abs(h), 0))

export class Limiter {
  /** Frames by which the sound is later. */
  readonly latency: number
  /** The least gain since it was last asked for: 1 where nothing had to be held back. */
  leastGain = 1

  readonly #look: number
  /** The last `latency` samples: what comes takes the place of what goes. */
  readonly #left: Float64Array
  readonly #right: Float64Array
  #at = 0
  /** The last `TAPS` samples while the curve is looked at, twice over, so that they lie in a row from any place. */
  readonly #nearLeft = new Float64Array(2 * TAPS)
  readonly #nearRight = new Float64Array(2 * TAPS)
  #near = 0
  /** Samples for which the curve is looked at between the samples. */
  #loud = 0
  /** Samples for which the gain may be another than 1. */
  #busy = 0
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
    this.#left = new Float64Array(this.latency)
    this.#right = new Float64Array(this.latency)
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
    this.#time = 0
    this.#rest()
  }

  /** In place: `left` and `right` come out `latency` frames later. */
  process(left: Float64Array, right: Float64Array, frames: number): void {
    for (let n = 0; n < frames; ) {
      if (this.#loud === 0 && this.#busy === 0) {
        const quiet = quietUntil(left, right, n, frames)
        this.#pass(left, right, n, quiet)
        if (quiet === frames) return
        n = quiet
        this.#recall()
      }
      n = this.#watch(left, right, n, frames)
    }
  }

  /** Nothing to do but to be late. */
  #pass(left: Float64Array, right: Float64Array, from: number, to: number): void {
    const lastLeft = this.#left
    const lastRight = this.#right
    const size = this.latency
    let at = this.#at
    for (let n = from; n < to; ) {
      const end = Math.min(to, n + size - at)
      for (; n < end; n++, at++) {
        const l = left[n] ?? 0
        const r = right[n] ?? 0
        left[n] = lastLeft[at] ?? 0
        right[n] = lastRight[at] ?? 0
        lastLeft[at] = l
        lastRight[at] = r
      }
      if (at === size) at = 0
    }
    this.#at = at
  }

  /** What came last, before the curve is looked at. */
  #recall(): void {
    let at = this.#at
    for (let k = TAPS - 1; k >= 0; k--) {
      at = (at === 0 ? this.latency : at) - 1
      const l = this.#left[at] ?? 0
      const r = this.#right[at] ?? 0
      this.#nearLeft[k] = l
      this.#nearLeft[k + TAPS] = l
      this.#nearRight[k] = r
      this.#nearRight[k + TAPS] = r
    }
    this.#near = 0
  }

  /** Sample by sample, until all is quiet again. @returns the first one that is left */
  #watch(left: Float64Array, right: Float64Array, from: number, to: number): number {
    for (let n = from; n < to; n++) {
      const l = left[n] ?? 0
      const r = right[n] ?? 0
      this.#remember(l, r)
      if (l > QUIET || l < -QUIET || r > QUIET || r < -QUIET) this.#loud = 2 * TAPS
      let needed = 1
      if (this.#loud > 0) {
        this.#loud--
        const a = highest(this.#nearLeft, this.#near)
        const b = highest(this.#nearRight, this.#near)
        const peak = a > b ? a : b
        if (peak > CEILING) {
          needed = CEILING / peak
          this.#busy = 2 * this.latency
        }
      }
      const at = this.#at
      const gain = this.#busy > 0 ? this.#follow(needed) : 1
      left[n] = gain * (this.#left[at] ?? 0)
      right[n] = gain * (this.#right[at] ?? 0)
      this.#left[at] = l
      this.#right[at] = r
      this.#at = at + 1 === this.latency ? 0 : at + 1
      if (this.#loud === 0 && this.#busy === 0) return n + 1
    }
    return to
  }

  #remember(l: number, r: number): void {
    const near = this.#near
    this.#nearLeft[near] = l
    this.#nearLeft[near + TAPS] = l
    this.#nearRight[near] = r
    this.#nearRight[near + TAPS] = r
    this.#near = near + 1 === TAPS ? 0 : near + 1
  }

  /** One step of the gain: the least of what is needed soon, rising slowly, averaged. */
  #follow(needed: number): number {
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
    const at = this.#averageAt
    this.#sum += this.#held - (this.#averages[at] ?? 1)
    this.#averages[at] = this.#held
    this.#averageAt = at + 1 === this.#look ? 0 : at + 1
    // Rounding must not drift over days of sound.
    if (this.#averageAt === 0) this.#addUp()
    const gain = this.#sum / this.#look
    if (gain < this.leastGain) this.leastGain = gain
    // −140 dB from doing nothing: let go.
    if (this.#held > 1 - 1e-7 && --this.#busy === 0) this.#rest()
    return gain
  }

  #addUp(): void {
    let sum = 0
    for (let i = 0; i < this.#look; i++) sum += this.#averages[i] ?? 1
    this.#sum = sum
  }

  #rest(): void {
    this.#averages.fill(1)
    this.#averageAt = 0
    this.#sum = this.#look
    this.#queueLength = 0
    this.#held = 1
  }
}

/** The first frame from `from` on that is not quiet. */
function quietUntil(left: Float64Array, right: Float64Array, from: number, to: number): number {
  for (let n = from; n < to; n++) {
    const l = left[n] ?? 0
    const r = right[n] ?? 0
    if (l > QUIET || l < -QUIET || r > QUIET || r < -QUIET) return n
  }
  return to
}

/** The largest value of the curve from the sixth of twelve samples on to the next, at the sample and at three points after it. */
function highest(samples: Float64Array, first: number): number {
  let half = 0
  let even = 0
  let odd = 0
  for (let k = 0; k < PAIRS; k++) {
    const a = samples[first + k] ?? 0
    const b = samples[first + TAPS - 1 - k] ?? 0
    half += (HALF[k] ?? 0) * (a + b)
    even += (EVEN[k] ?? 0) * (a + b)
    odd += (ODD[k] ?? 0) * (a - b)
  }
  const here = Math.abs(samples[first + PAIRS - 1] ?? 0)
  const between = Math.max(Math.abs(half), Math.abs(even) + Math.abs(odd))
  return here > between ? here : between
}
