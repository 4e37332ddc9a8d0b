/**
 * AUDIO THREAD: filters with two poles and one, nothing allocated after they are made.
 *
 * `StateVariable` is the trapezoidal (topology-preserving) state variable filter: A. Simper, "Linear trapezoidal
 * integrated state variable filter" (Cytomic, 2011). It keeps its shape up to Nyquist and may be retuned at any sample.
 * `Band` is two of the same for what is tuned once a stroke.
 */

/** No cutoff lies nearer to Nyquist than this: the tangent of the warped frequency grows without bound there. */
const HIGHEST_CUTOFF = 0.47

export const clampCutoff = (frequency: number, sampleRate: number): number =>
  frequency < 5 ? 5 : frequency > HIGHEST_CUTOFF * sampleRate ? HIGHEST_CUTOFF * sampleRate : frequency

export class StateVariable {
  #a1 = 0
  #a2 = 0
  #a3 = 0
  #k = Math.SQRT2
  #ic1 = 0
  #ic2 = 0

  /** @param q resonance: 0.707 is flat, higher rings. */
  tune(frequency: number, q: number, sampleRate: number): void {
    const g = Math.tan((Math.PI * clampCutoff(frequency, sampleRate)) / sampleRate)
    this.#k = 1 / q
    this.#a1 = 1 / (1 + g * (g + this.#k))
    this.#a2 = g * this.#a1
    this.#a3 = g * this.#a2
  }

  reset(): void {
    this.#ic1 = 0
    this.#ic2 = 0
  }

  /** Low-pass, in place. */
  low(buffer: Float64Array, from: number, to: number): void {
    const a1 = this.#a1
    const a2 = this.#a2
    const a3 = this.#a3
    let ic1 = this.#ic1
    let ic2 = this.#ic2
    for (let n = from; n < to; n++) {
      const v3 = (buffer[n] ?? 0) - ic2
      const v1 = a1 * ic1 + a2 * v3
      const v2 = ic2 + a2 * ic1 + a3 * v3
      ic1 = 2 * v1 - ic1
      ic2 = 2 * v2 - ic2
      buffer[n] = v2
    }
    this.#ic1 = ic1
    this.#ic2 = ic2
  }

  /** High-pass, in place. */
  high(buffer: Float64Array, from: number, to: number): void {
    const a1 = this.#a1
    const a2 = this.#a2
    const a3 = this.#a3
    const k = this.#k
    let ic1 = this.#ic1
    let ic2 = this.#ic2
    for (let n = from; n < to; n++) {
      const x = buffer[n] ?? 0
      const v3 = x - ic2
      const v1 = a1 * ic1 + a2 * v3
      const v2 = ic2 + a2 * ic1 + a3 * v3
      ic1 = 2 * v1 - ic1
      ic2 = 2 * v2 - ic2
      buffer[n] = x - k * v1 - v2
    }
    this.#ic1 = ic1
    this.#ic2 = ic2
  }

  /** Below −300 dB it is silent: before the numbers become subnormal, which processors are slow with. */
  tidy(): void {
    if (Math.abs(this.#ic1) < 1e-15 && Math.abs(this.#ic2) < 1e-15) this.reset()
  }

  /** Band-pass with unity gain at the centre, in place. */
  band(buffer: Float64Array, from: number, to: number): void {
    const a1 = this.#a1
    const a2 = this.#a2
    const a3 = this.#a3
    const k = this.#k
    let ic1 = this.#ic1
    let ic2 = this.#ic2
    for (let n = from; n < to; n++) {
      const v3 = (buffer[n] ?? 0) - ic2
      const v1 = a1 * ic1 + a2 * v3
      const v2 = ic2 + a2 * ic1 + a3 * v3
      ic1 = 2 * v1 - ic1
      ic2 = 2 * v2 - ic2
      buffer[n] = k * v1
    }
    this.#ic1 = ic1
    this.#ic2 = ic2
  }
}

/**
 * A high-pass and a low-pass in a row: the transfer functions of `StateVariable`, in transposed direct form II. What a sample
 * has to wait for is half as long there, and the two wait side by side; it must be silent when it is tuned.
 */
export class Band {
  #high = 1
  #highA1 = 0
  #highA2 = 0
  #high1 = 0
  #high2 = 0
  #low = 0
  #lowA1 = 0
  #lowA2 = 0
  #low1 = 0
  #low2 = 0

  /** Both edges are tuned before it filters; each makes it silent. */
  tuneHigh(frequency: number, q: number, sampleRate: number): void {
    const g = Math.tan((Math.PI * clampCutoff(frequency, sampleRate)) / sampleRate)
    this.#high = 1 / (1 + g * (g + 1 / q))
    this.#highA1 = 2 * (g * g - 1) * this.#high
    this.#highA2 = (1 + g * (g - 1 / q)) * this.#high
    this.reset()
  }

  tuneLow(frequency: number, q: number, sampleRate: number): void {
    const g = Math.tan((Math.PI * clampCutoff(frequency, sampleRate)) / sampleRate)
    const share = 1 / (1 + g * (g + 1 / q))
    this.#low = g * g * share
    this.#lowA1 = 2 * (g * g - 1) * share
    this.#lowA2 = (1 + g * (g - 1 / q)) * share
    this.reset()
  }

  reset(): void {
    this.#high1 = 0
    this.#high2 = 0
    this.#low1 = 0
    this.#low2 = 0
  }

  /** In place, times `gain`. */
  filter(buffer: Float64Array, from: number, to: number, gain: number): void {
    const b = this.#high * gain
    const a1 = this.#highA1
    const a2 = this.#highA2
    let s1 = this.#high1
    let s2 = this.#high2
    const c = this.#low
    const c1 = this.#lowA1
    const c2 = this.#lowA2
    let t1 = this.#low1
    let t2 = this.#low2
    for (let n = from; n < to; n++) {
      const x = b * (buffer[n] ?? 0)
      const y = x + s1
      s1 = s2 - 2 * x - a1 * y
      s2 = x - a2 * y
      const u = c * y
      const z = u + t1
      t1 = t2 + 2 * u - c1 * z
      t2 = u - c2 * z
      buffer[n] = z
    }
    this.#high1 = s1
    this.#high2 = s2
    this.#low1 = t1
    this.#low2 = t2
  }

  /** Below −300 dB it is silent: see `StateVariable`. */
  tidy(): void {
    const high = Math.abs(this.#high1) + Math.abs(this.#high2)
    if (high + Math.abs(this.#low1) + Math.abs(this.#low2) < 1e-15) this.reset()
  }
}

/** Coefficient p of y += (1 − p)(x − y) for a −3 dB point. */
export const onePole = (frequency: number, sampleRate: number): number =>
  Math.exp((-2 * Math.PI * clampCutoff(frequency, sampleRate)) / sampleRate)

/** Factor a sample for a fall by 60 dB in `t60` seconds. */
export const decayFactor = (t60: number, sampleRate: number): number =>
  Math.exp(-6.907755278982137 / (Math.max(t60, 1e-4) * sampleRate))
