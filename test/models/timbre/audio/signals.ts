/** Signals whose features are known. */

export const RATE = 44_100

export interface Shape {
  readonly seconds?: number
  readonly rate?: number
}

/** A sum of sines under an envelope, at full level from the first sample on. */
export function tones(
  hertz: readonly number[],
  envelope: (seconds: number) => number = () => 1,
  { seconds = 1.5, rate = RATE }: Shape = {},
): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, n) => {
    const t = n / rate
    return (envelope(t) * hertz.reduce((sum, f) => sum + Math.sin(2 * Math.PI * f * t), 0)) / hertz.length
  })
}

/** White noise, the same each time. */
export function noise({ seconds = 1.5, rate = RATE }: Shape = {}): Float32Array {
  let state = 12345
  return Float32Array.from({ length: Math.round(seconds * rate) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2147483648 - 1
  })
}

/** Falls by 60 dB in so many seconds. */
export const falling =
  (t60: number) =>
  (t: number): number =>
    10 ** ((-3 * t) / t60)

/** The same after a rise of 20 ms without corners: what begins all at once is a click as well. */
export const soft =
  (t60: number) =>
  (t: number): number =>
    t < 0.02 ? Math.sin((Math.PI * t) / 0.04) ** 2 : falling(t60)(t - 0.02)

/** Two resonators in a row around a frequency: noise in a band. */
export function banded(samples: Float32Array, hertz: number, q: number, rate = RATE): Float32Array {
  const w = (2 * Math.PI * hertz) / rate
  const alpha = Math.sin(w) / (2 * q)
  const pass = (x: Float32Array): Float32Array => {
    let [x1, x2, y1, y2] = [0, 0, 0, 0]
    return x.map((v) => {
      const y = (alpha * (v - x2) + 2 * Math.cos(w) * y1 - (1 - alpha) * y2) / (1 + alpha)
      x2 = x1
      x1 = v
      y2 = y1
      y1 = y
      return y
    })
  }
  return pass(pass(samples))
}
