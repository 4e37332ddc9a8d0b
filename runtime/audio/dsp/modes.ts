/**
 * AUDIO THREAD: a bank of decaying modes, each a rotating phasor.
 *
 * (re, im) is turned by the mode's angle and shrunk by its decay each sample; what is heard is the sum of the real
 * parts. Turning keeps the amplitude whatever the angle, so that a bank may glide while it sounds (a kick's drop), which
 * a two-pole resonator may not. J. O. Smith, "Physical Audio Signal Processing", coupled form.
 */

export const MOST_MODES = 48

/** While a bank glides its angles are set anew this often, in samples: at 48 kHz every third of a millisecond. */
const GLIDE_STEP = 16
/** Square of an amplitude of −95 dB: a mode that small is over. */
const SILENT = 3e-10

export class ModeBank {
  readonly #frequency = new Float64Array(MOST_MODES)
  readonly #re = new Float64Array(MOST_MODES)
  readonly #im = new Float64Array(MOST_MODES)
  readonly #cos = new Float64Array(MOST_MODES)
  readonly #sin = new Float64Array(MOST_MODES)
  readonly #decay = new Float64Array(MOST_MODES)
  readonly #all = [this.#frequency, this.#re, this.#im, this.#cos, this.#sin, this.#decay]
  #count = 0
  #sampleRate = 48000
  /** Frequencies are multiplied by 1 + glide. */
  #glide = 0
  #glideDecay = 1
  #step = 0

  clear(sampleRate: number): void {
    this.#count = 0
    this.#sampleRate = sampleRate
    this.#glide = 0
    this.#step = 0
  }

  get count(): number {
    return this.#count
  }

  /**
   * Adds a mode; what lies above 0.45 of the sample rate is left out, since it could only alias.
   *
   * @param phase radians; π/2 starts at zero and rises
   */
  add(frequency: number, amplitude: number, t60: number, phase: number): void {
    const i = this.#count
    if (i >= MOST_MODES || !(frequency > 0) || frequency > 0.45 * this.#sampleRate || amplitude === 0) return
    this.#frequency[i] = frequency
    this.#re[i] = amplitude * Math.cos(phase)
    this.#im[i] = -amplitude * Math.sin(phase)
    this.#decay[i] = Math.exp(-6.907755278982137 / (Math.max(t60, 1e-4) * this.#sampleRate))
    this.#count = i + 1
  }

  /** Starts the bank, higher by the factor 1 + `amount` at first, falling to its own pitch with the time constant `time`. */
  start(amount: number, time: number): void {
    this.#glide = amount
    this.#glideDecay = Math.exp(-GLIDE_STEP / (Math.max(time, 1e-4) * this.#sampleRate))
    this.#step = 0
    this.#turn()
  }

  /** Lets all modes die within `t60` from now on. */
  damp(t60: number): void {
    const least = Math.exp(-6.907755278982137 / (Math.max(t60, 1e-4) * this.#sampleRate))
    for (let i = 0; i < this.#count; i++)
      if ((this.#decay[i] ?? 0) > least) {
        this.#decay[i] = least
      }
    this.#turn()
  }

  /** Adds the bank to `out`. */
  render(out: Float64Array, from: number, to: number): void {
    let at = from
    while (at < to) {
      let end = to
      if (this.#glide !== 0) {
        if (this.#step === 0) this.#glideOn()
        end = Math.min(to, at + GLIDE_STEP - this.#step)
        this.#step = (this.#step + end - at) % GLIDE_STEP
      }
      this.#span(out, at, end)
      at = end
    }
  }

  #glideOn(): void {
    this.#turn()
    this.#glide *= this.#glideDecay
    // A thousandth of a cent.
    if (Math.abs(this.#glide) < 6e-7) {
      this.#glide = 0
      this.#turn()
    }
  }

  #turn(): void {
    const scale = ((1 + this.#glide) * 2 * Math.PI) / this.#sampleRate
    for (let i = 0; i < this.#count; i++) {
      // Gliding from above, a mode may start beyond Nyquist: it waits at the edge.
      const angle = Math.min((this.#frequency[i] ?? 0) * scale, 0.95 * Math.PI)
      const decay = this.#decay[i] ?? 0
      this.#cos[i] = decay * Math.cos(angle)
      this.#sin[i] = decay * Math.sin(angle)
    }
  }

  /** Four modes at a time: each waits for its own last sample, and a processor has time for others meanwhile. */
  #span(out: Float64Array, from: number, to: number): void {
    const count = this.#count
    let i = 0
    for (; i + 4 <= count; i += 4) this.#four(i, out, from, to)
    for (; i < count; i++) this.#one(i, out, from, to)
  }

  #one(i: number, out: Float64Array, from: number, to: number): void {
    const c = this.#cos[i] ?? 0
    const s = this.#sin[i] ?? 0
    let re = this.#re[i] ?? 0
    let im = this.#im[i] ?? 0
    for (let n = from; n < to; n++) {
      const next = c * re - s * im
      im = s * re + c * im
      re = next
      out[n] = (out[n] ?? 0) + re
    }
    this.#re[i] = re
    this.#im[i] = im
  }

  #four(i: number, out: Float64Array, from: number, to: number): void {
    const c0 = this.#cos[i] ?? 0
    const s0 = this.#sin[i] ?? 0
    const c1 = this.#cos[i + 1] ?? 0
    const s1 = this.#sin[i + 1] ?? 0
    const c2 = this.#cos[i + 2] ?? 0
    const s2 = this.#sin[i + 2] ?? 0
    const c3 = this.#cos[i + 3] ?? 0
    const s3 = this.#sin[i + 3] ?? 0
    let re0 = this.#re[i] ?? 0
    let im0 = this.#im[i] ?? 0
    let re1 = this.#re[i + 1] ?? 0
    let im1 = this.#im[i + 1] ?? 0
    let re2 = this.#re[i + 2] ?? 0
    let im2 = this.#im[i + 2] ?? 0
    let re3 = this.#re[i + 3] ?? 0
    let im3 = this.#im[i + 3] ?? 0
    for (let n = from; n < to; n++) {
      const next0 = c0 * re0 - s0 * im0
      const next1 = c1 * re1 - s1 * im1
      const next2 = c2 * re2 - s2 * im2
      const next3 = c3 * re3 - s3 * im3
      im0 = s0 * re0 + c0 * im0
      im1 = s1 * re1 + c1 * im1
      im2 = s2 * re2 + c2 * im2
      im3 = s3 * re3 + c3 * im3
      re0 = next0
      re1 = next1
      re2 = next2
      re3 = next3
      out[n] = (out[n] ?? 0) + (re0 + re1 + (re2 + re3))
    }
    this.#re[i] = re0
    this.#im[i] = im0
    this.#re[i + 1] = re1
    this.#im[i + 1] = im1
    this.#re[i + 2] = re2
    this.#im[i + 2] = im2
    this.#re[i + 3] = re3
    this.#im[i + 3] = im3
  }

  /** What has died away is taken out, so that a cymbal costs less as it rings. */
  tidy(): void {
    for (let i = this.#count - 1; i >= 0; i--) {
      const re = this.#re[i] ?? 0
      const im = this.#im[i] ?? 0
      if (re * re + im * im < SILENT) this.#remove(i)
    }
  }

  /** The last one takes its place. */
  #remove(i: number): void {
    const last = --this.#count
    for (let a = 0; a < this.#all.length; a++) {
      const list = this.#all[a]
      if (list !== undefined) list[i] = list[last] ?? 0
    }
  }
}
