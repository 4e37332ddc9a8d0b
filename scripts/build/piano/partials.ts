/**
 * Partials of a recorded string, moved to where a stiff string has them.
 *
 * What is moved is the band around a partial, as a whole and by a constant number of Hz, from nothing at the blow: y = x + Re Σ a_k (e^{jΔω_k t} − 1),
 * a_k the analytic signal of partial k. So its attack, the beats of its three strings, its double decay and its loudness stay as they were
 * played; only where it lies changes, by some cents.
 */

import { fitString, type StringFit } from './string.ts'

/** Who hears a partial that lies so far off? What is nearer stays as it was recorded. */
const NEAR_CENTS = 0.5
/** What lies farther off is no partial of this string, but a knock, a hum or another string that was heard in its place. */
const FARTHEST_CENTS = 25
/** A partial that beats is heard elsewhere once it is moved: by a fifth of the way. */
const MOST_LOOKS = 3
/** Moving means over one period of the string, so many times: each has its zeros at the other partials. */
const MEANS = 4

export interface Straightened {
  readonly sound: Float64Array
  readonly fit: StringFit
}

/**
 * @param expected pitch in Hz, within a quarter tone
 * @returns a sound as long, its audible partials within half a cent of a stiff string's, and what that string is
 */
export function straightened(recorded: Float64Array, rate: number, expected: number): Straightened {
  let sound = recorded
  let fit = fitString(sound, rate, expected)
  for (let look = 0; look < MOST_LOOKS; look++) {
    const astray = fit.partials.filter(
      ({ audible, stray }) => audible && Math.abs(stray) > NEAR_CENTS && Math.abs(stray) < FARTHEST_CENTS,
    )
    if (astray.length === 0) break
    const moved = sound.slice()
    for (const { frequency, stray } of astray)
      addMoved(
        moved,
        sound,
        (2 * Math.PI * frequency) / rate,
        2 ** (-stray / 1200),
        Math.round(rate / fit.pitch),
      )
    sound = moved
    fit = fitString(sound, rate, expected)
  }
  return { sound, fit }
}

/** Adds Re a (e^{j (factor − 1) turn n} − 1), a the partial that turns by `turn` a sample. */
function addMoved(
  out: Float64Array,
  sound: Float64Array,
  turn: number,
  factor: number,
  period: number,
): void {
  const length = sound.length
  const from = turning(turn, length)
  const to = turning(turn * factor, length)
  // Silence on both sides, so that a mean at the ends needs no other way.
  let re = new Float64Array(length + 2 * period)
  let im = new Float64Array(length + 2 * period)
  for (let n = 0; n < length; n++) {
    const x = 2 * (sound[n] ?? 0)
    re[period + n] = x * (from.cos[n] ?? 0)
    im[period + n] = -x * (from.sin[n] ?? 0)
  }
  for (let i = 0; i < MEANS; i++) {
    // Every other one leans the other way, so that an even period moves nothing in time.
    re = meanOver(re, period, i % 2)
    im = meanOver(im, period, i % 2)
  }
  for (let n = 0; n < length; n++)
    out[n] =
      (out[n] ?? 0) +
      (re[period + n] ?? 0) * ((to.cos[n] ?? 0) - (from.cos[n] ?? 0)) -
      (im[period + n] ?? 0) * ((to.sin[n] ?? 0) - (from.sin[n] ?? 0))
}

interface Turning {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

/** Cosine and sine of n times an angle, each from the one before. */
function turning(angle: number, length: number): Turning {
  const cos = new Float64Array(length)
  const sin = new Float64Array(length)
  const [stepC, stepS] = [Math.cos(angle), Math.sin(angle)]
  let c = 1
  let s = 0
  for (let n = 0; n < length; n++) {
    cos[n] = c
    sin[n] = s
    const next = c * stepC - s * stepS
    s = s * stepC + c * stepS
    c = next
  }
  return { cos, sin }
}

/** The mean of `size` samples around each; nothing in the first and last `size`, where it is not known. */
function meanOver(x: Float64Array, size: number, lean: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(x.length)
  const ahead = (size - 1 + lean) >> 1
  let sum = 0
  for (let n = 0; n < size + ahead; n++) sum += x[n] ?? 0
  for (let n = 0; n < ahead; n++) sum -= x[n] ?? 0
  for (let n = size; n < x.length - size; n++) {
    sum += (x[n + ahead] ?? 0) - (x[n + ahead - size] ?? 0)
    out[n] = sum / size
  }
  return out
}
