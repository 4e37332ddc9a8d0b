/**
 * AUDIO THREAD: a bank of decaying modes.
 *
 * While the bank glides (a kick's drop) each mode is a rotating phasor: (re, im) is turned by the mode's angle and shrunk
 * by its decay each sample; what is heard is the sum of the real parts. Turning keeps the amplitude whatever the angle,
 * which a two-pole resonator does not (J. O. Smith, "Physical Audio Signal Processing", coupled form). Once the pitch
 * stands, a mode is the resonator y = 2r·cos θ·y₁ − r²·y₂ that goes on where the phasor was, for half the multiplications.
 */

export const MOST_MODES = 48

/** While a bank glides its angles are set anew this often, in samples: at 48 kHz every third of a millisecond. */
export const GLIDE_STEP = 16
/** Radians a sample: gliding from above, a mode may start beyond Nyquist, and waits here. */
export const MOST_TURN = 0.95 * Math.PI
/** Square of an amplitude of −95 dB: a mode that small is over. */
const SILENT = 3e-10
/** Radians; so far an angle is turned by the first four terms of the series, which are exact to 1e-15 there. */
const SMALL_TURN = 0.05

export class ModeBank {
  readonly #frequency = new Float64Array(MOST_MODES)
  readonly #decay = new Float64Array(MOST_MODES)
  /** r·cos θ and r·sin θ: what a sample turns a mode by. */
  readonly #cos = new Float64Array(MOST_MODES)
  readonly #sin = new Float64Array(MOST_MODES)
  readonly #angle = new Float64Array(MOST_MODES)
  /** What was heard last. */
  readonly #re = new Float64Array(MOST_MODES)
  /** While the bank glides a phasor's other part, else what was heard before the last. */
  readonly #other = new Float64Array(MOST_MODES)
  readonly #all = [this.#frequency, this.#decay, this.#cos, this.#sin, this.#angle, this.#re, this.#other]
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
   * Adds a mode to a bank that has not been started; what lies above 0.45 of the sample rate is left out, since it could
   * only alias.
   *
   * @param phase radians; π/2 starts at zero and rises
   */
  add(frequency: number, amplitude: number, t60: number, phase: number): void {
    const i = this.#count
    if (i >= MOST_MODES || !(frequency > 0) || frequency > 0.45 * this.#sampleRate || amplitude === 0) return
    this.#frequency[i] = frequency
    this.#re[i] = amplitude * Math.cos(phase)
    this.#other[i] = -amplitude * Math.sin(phase)
    this.#decay[i] = Math.exp(-6.907755278982137 / (Math.max(t60, 1e-4) * this.#sampleRate))
    this.#count = i + 1
  }

  /** Starts the bank, higher by the factor 1 + `amount` at first, falling to its own pitch with the time constant `time`. */
  start(amount: number, time: number): void {
    this.#glide = amount
    this.#glideDecay = Math.exp(-GLIDE_STEP / (Math.max(time, 1e-4) * this.#sampleRate))
    this.#step = 0
    this.#aim()
    if (amount === 0) this.#stand()
  }

  /** Lets all modes die within `t60` from now on. */
  damp(t60: number): void {
    const least = Math.exp(-6.907755278982137 / (Math.max(t60, 1e-4) * this.#sampleRate))
    if (this.#glide === 0) this.#unstand()
    for (let i = 0; i < this.#count; i++) if ((this.#decay[i] ?? 0) > least) this.#decay[i] = least
    this.#aim()
    if (this.#glide === 0) this.#stand()
  }

  /** Adds the bank to `out`. */
  render(out: Float64Array, from: number, to: number): void {
    let at = from
    while (at < to && this.#glide !== 0) {
      if (this.#step === 0 && this.#glideOn()) break
      const end = Math.min(to, at + GLIDE_STEP - this.#step)
      this.#step = (this.#step + end - at) % GLIDE_STEP
      for (let i = 0; i < this.#count; i++) this.#turn(i, out, at, end)
      at = end
    }
    if (at === to) return
    // Four modes at a time: each waits for its own last sample, and a processor has time for others meanwhile.
    let i = 0
    for (; i + 4 <= this.#count; i += 4) this.#four(i, out, at, to)
    for (; i < this.#count; i++) this.#one(i, out, at, to)
  }

  /** @returns whether the bank has come to its own pitch */
  #glideOn(): boolean {
    this.#turnAngles()
    this.#glide *= this.#glideDecay
    // A thousandth of a cent.
    if (Math.abs(this.#glide) >= 6e-7) return false
    this.#glide = 0
    this.#aim()
    this.#stand()
    return true
  }

  /** Where the modes turn to now. */
  #angleOf(i: number): number {
    return Math.min(
      ((this.#frequency[i] ?? 0) * (1 + this.#glide) * 2 * Math.PI) / this.#sampleRate,
      MOST_TURN,
    )
  }

  #aim(): void {
    for (let i = 0; i < this.#count; i++) this.#aimAt(i, this.#angleOf(i))
  }

  #aimAt(i: number, angle: number): void {
    const decay = this.#decay[i] ?? 0
    this.#angle[i] = angle
    this.#cos[i] = decay * Math.cos(angle)
    this.#sin[i] = decay * Math.sin(angle)
  }

  /** Sines only where an angle leaps. */
  #turnAngles(): void {
    for (let i = 0; i < this.#count; i++) {
      const angle = this.#angleOf(i)
      const by = angle - (this.#angle[i] ?? 0)
      if (!(by < SMALL_TURN && by > -SMALL_TURN)) {
        this.#aimAt(i, angle)
        continue
      }
      const square = by * by
      const c = 1 - (square / 2) * (1 - (square / 12) * (1 - square / 30))
      const s = by * (1 - (square / 6) * (1 - (square / 20) * (1 - square / 42)))
      const cos = this.#cos[i] ?? 0
      const sin = this.#sin[i] ?? 0
      this.#angle[i] = angle
      this.#cos[i] = c * cos - s * sin
      this.#sin[i] = c * sin + s * cos
    }
  }

  /** From phasors to resonators: what a phasor showed before it was turned here. */
  #stand(): void {
    for (let i = 0; i < this.#count; i++) {
      const c = this.#cos[i] ?? 0
      const s = this.#sin[i] ?? 0
      this.#other[i] = (c * (this.#re[i] ?? 0) + s * (this.#other[i] ?? 0)) / (c * c + s * s)
    }
  }

  /** And back. */
  #unstand(): void {
    for (let i = 0; i < this.#count; i++) this.#other[i] = this.#imaginary(i)
  }

  #imaginary(i: number): number {
    const c = this.#cos[i] ?? 0
    const s = this.#sin[i] ?? 0
    return ((c * c + s * s) * (this.#other[i] ?? 0) - c * (this.#re[i] ?? 0)) / s
  }

  #turn(i: number, out: Float64Array, from: number, to: number): void {
    const c = this.#cos[i] ?? 0
    const s = this.#sin[i] ?? 0
    let re = this.#re[i] ?? 0
    let im = this.#other[i] ?? 0
    for (let n = from; n < to; n++) {
      const next = c * re - s * im
      im = s * re + c * im
      re = next
      out[n] = (out[n] ?? 0) + re
    }
    this.#re[i] = re
    this.#other[i] = im
  }

  #one(i: number, out: Float64Array, from: number, to: number): void {
    const c = this.#cos[i] ?? 0
    const s = this.#sin[i] ?? 0
    const t = 2 * c
    const d = c * c + s * s
    let y = this.#re[i] ?? 0
    let z = this.#other[i] ?? 0
    for (let n = from; n < to; n++) {
      const next = t * y - d * z
      z = y
      y = next
      out[n] = (out[n] ?? 0) + y
    }
    this.#re[i] = y
    this.#other[i] = z
  }

  /** Two samples a turn: what was newest becomes what was before it without being moved. */
  #four(i: number, out: Float64Array, from: number, to: number): void {
    const c0 = this.#cos[i + 0] ?? 0
    const s0 = this.#sin[i + 0] ?? 0
    const c1 = this.#cos[i + 1] ?? 0
    const s1 = this.#sin[i + 1] ?? 0
    const c2 = this.#cos[i + 2] ?? 0
    const s2 = this.#sin[i + 2] ?? 0
    const c3 = this.#cos[i + 3] ?? 0
    const s3 = this.#sin[i + 3] ?? 0
    const t0 = 2 * c0
    const d0 = c0 * c0 + s0 * s0
    const t1 = 2 * c1
    const d1 = c1 * c1 + s1 * s1
    const t2 = 2 * c2
    const d2 = c2 * c2 + s2 * s2
    const t3 = 2 * c3
    const d3 = c3 * c3 + s3 * s3
    let y0 = this.#re[i + 0] ?? 0
    let z0 = this.#other[i + 0] ?? 0
    let y1 = this.#re[i + 1] ?? 0
    let z1 = this.#other[i + 1] ?? 0
    let y2 = this.#re[i + 2] ?? 0
    let z2 = this.#other[i + 2] ?? 0
    let y3 = this.#re[i + 3] ?? 0
    let z3 = this.#other[i + 3] ?? 0
    const even = to - ((to - from) & 1)
    for (let n = from; n < even; n += 2) {
      z0 = t0 * y0 - d0 * z0
      z1 = t1 * y1 - d1 * z1
      z2 = t2 * y2 - d2 * z2
      z3 = t3 * y3 - d3 * z3
      out[n] = (out[n] ?? 0) + (z0 + z1 + (z2 + z3))
      y0 = t0 * z0 - d0 * y0
      y1 = t1 * z1 - d1 * y1
      y2 = t2 * z2 - d2 * y2
      y3 = t3 * z3 - d3 * y3
      out[n + 1] = (out[n + 1] ?? 0) + (y0 + y1 + (y2 + y3))
    }
    if (even < to) {
      const x0 = t0 * y0 - d0 * z0
      const x1 = t1 * y1 - d1 * z1
      const x2 = t2 * y2 - d2 * z2
      const x3 = t3 * y3 - d3 * z3
      out[even] = (out[even] ?? 0) + (x0 + x1 + (x2 + x3))
      z0 = y0
      z1 = y1
      z2 = y2
      z3 = y3
      y0 = x0
      y1 = x1
      y2 = x2
      y3 = x3
    }
    this.#re[i + 0] = y0
    this.#other[i + 0] = z0
    this.#re[i + 1] = y1
    this.#other[i + 1] = z1
    this.#re[i + 2] = y2
    this.#other[i + 2] = z2
    this.#re[i + 3] = y3
    this.#other[i + 3] = z3
  }

  /** What has died away is taken out, so that a cymbal costs less as it rings. */
  tidy(): void {
    for (let i = this.#count - 1; i >= 0; i--) {
      const re = this.#re[i] ?? 0
      const im = this.#glide === 0 ? this.#imaginary(i) : (this.#other[i] ?? 0)
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
