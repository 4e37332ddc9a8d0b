/**
 * AUDIO THREAD: filters with two poles and one, nothing allocated after they are made.
 *
 * `StateVariable` is the trapezoidal (topology-preserving) state variable filter: A. Simper, "Linear trapezoidal
 * integrated state variable filter" (Cytomic, 2011). It keeps its shape up to Nyquist and may be retuned at any sample.
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

/** Coefficient p of y += (1 − p)(x − y) for a −3 dB point. */
export const onePole = (frequency: number, sampleRate: number): number =>
  Math.exp((-2 * Math.PI * clampCutoff(frequency, sampleRate)) / sampleRate)

/** Factor a sample for a fall by 60 dB in `t60` seconds. */
export const decayFactor = (t60: number, sampleRate: number): number =>
  Math.exp(-6.907755278982137 / (Math.max(t60, 1e-4) * sampleRate))
