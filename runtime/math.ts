/**
 * Elementary functions that give the same bits in every JavaScript engine.
 *
 * ECMAScript leaves `Math.exp`, `log`, `sin`, `cos` and `pow` to the engine, and engines differ in the last
 * bit; a performance must not. Everything here is built from + − × ÷, `Math.floor` and powers of two, which
 * IEEE 754 fixes exactly (as it does `Math.sqrt`, so that needs no version of its own). The constants of `Math`
 * are fixed by the standard to the bit. The polynomials are those of
 * Sun's fdlibm (e_exp.c, e_log.c, k_sin.c, k_cos.c), good to about one unit in the last place.
 */

/** log(2) in two parts: the high one has trailing zeros, so that k·high is exact for |k| < 2^20. */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const LN2 = Math.LN2
const LOG2_E = Math.LOG2E

/** 2^k for k = −1074…1023, made by exact doubling and halving. */
const POWERS_OF_TWO = powersOfTwo()
const LOWEST_EXPONENT = -1074

function powersOfTwo(): Float64Array {
  const table = new Float64Array(1024 + 1074)
  table[1074] = 1
  for (let k = 1; k <= 1023; k++) table[1074 + k] = (table[1074 + k - 1] ?? 0) * 2
  for (let k = 1; k <= 1074; k++) table[1074 - k] = (table[1074 - k + 1] ?? 0) / 2
  return table
}

/** x · 2^k, rounded once. `x` between ½ and 2, k any integer. */
function scale(x: number, k: number): number {
  if (k > 1023)
    return k > 1025
      ? Number.POSITIVE_INFINITY
      : x * 2 * (POWERS_OF_TWO[k - 1 - LOWEST_EXPONENT] ?? Number.POSITIVE_INFINITY)
  if (k < LOWEST_EXPONENT) return k < -1076 ? 0 : (x / 4) * (POWERS_OF_TWO[k + 2 - LOWEST_EXPONENT] ?? 0)
  return x * (POWERS_OF_TWO[k - LOWEST_EXPONENT] ?? 0)
}

/** e^r for |r| ≤ ½·ln 2, with r given as high − low. */
function expReduced(high: number, low: number): number {
  const r = high - low
  const t = r * r
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))))
  return 1 - (low - (r * c) / (2 - c) - high)
}

/** e^x. Relative error below 3e-16. */
export function exp(x: number): number {
  if (x > 709.8) return Number.POSITIVE_INFINITY
  if (x < -745.2) return 0
  if (Number.isNaN(x)) return x
  const k = Math.floor(x * LOG2_E + 0.5)
  return scale(expReduced(x - k * LN2_HIGH, k * LN2_LOW), k)
}

/** 2^x; exact for whole x. Relative error below 3e-16. */
export function exp2(x: number): number {
  if (x >= 1024) return Number.POSITIVE_INFINITY
  if (x < -1076) return 0
  if (Number.isNaN(x)) return x
  const k = Math.floor(x + 0.5)
  return scale(expReduced((x - k) * LN2, 0), k)
}

const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
/** Which of the two words of a double holds its exponent: 1 where the machine is little-endian. */
const HIGH_WORD = highWord()

function highWord(): 0 | 1 {
  float[0] = 1
  return words[1] === 0 ? 0 : 1
}

/** The binary exponent found by the last call of `mantissa`. A variable, so that no pair is allocated. */
let exponent = 0

/** m in [√½, √2) with x = m · 2^exponent, for x > 0. */
function mantissa(x: number): number {
  let shift = 0
  let value = x
  if (value < 2.2250738585072014e-308) {
    value *= 18014398509481984 // 2^54 lifts a subnormal number into the normal range
    shift = -54
  }
  float[0] = value
  const high = words[HIGH_WORD] ?? 0
  const k = (high >>> 20) - 1023
  const m = value * (POWERS_OF_TWO[-k - LOWEST_EXPONENT] ?? 0)
  if (m < Math.SQRT2) {
    exponent = k + shift
    return m
  }
  exponent = k + shift + 1
  return m / 2
}

/** The part of ln(1 + f) that is not f itself, for f in [√½ − 1, √2 − 1). */
function lnTail(f: number, halfSquare: number): number {
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const even =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  return s * (halfSquare + odd + even)
}

/** The natural logarithm. Relative error below 3e-16; −∞ at 0, NaN below. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  const f = mantissa(x) - 1
  const k = exponent
  const halfSquare = 0.5 * f * f
  return k * LN2_HIGH - (halfSquare - (lnTail(f, halfSquare) + k * LN2_LOW) - f)
}

/** The logarithm to base 2; exact for powers of two. −∞ at 0, NaN below. */
export function log2(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  const f = mantissa(x) - 1
  const k = exponent
  const halfSquare = 0.5 * f * f
  return k + (f - (halfSquare - lnTail(f, halfSquare))) / LN2
}

/** base^power for base > 0. The relative error grows with |power · ln base|: 1e-13 at 400. */
export function pow(base: number, power: number): number {
  if (power === 0) return 1
  if (base === 0) return power > 0 ? 0 : Number.POSITIVE_INFINITY
  return exp2(power * log2(base))
}

/** 1 / (1 + e^−z): from the whole line to 0..1. Never overflows. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z))
  const e = exp(z)
  return e / (1 + e)
}

/** ln(p / (1 − p)): the inverse of `sigmoid`. −∞ at 0, +∞ at 1. */
export function logit(p: number): number {
  return ln(p / (1 - p))
}

/** The hyperbolic tangent, for small networks. Absolute error below 3e-16. */
export function tanh(x: number): number {
  if (x > 20) return 1
  if (x < -20) return -1
  const e = exp(2 * x)
  return (e - 1) / (e + 1)
}

/** π/2 in three parts; the first two have 33 bits each, so that n·part is exact for |n| < 2^20. */
const HALF_PI_1 = 1.5707963267341256
const HALF_PI_2 = 6.077100506303966e-11
const HALF_PI_3 = 2.0222662487959506e-21
const TWO_OVER_PI = 0.6366197723675814

function sinReduced(x: number): number {
  const z = x * x
  const tail =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)))
  return x + x * z * (-0.16666666666666632 + z * tail)
}

function cosReduced(x: number): number {
  const z = x * x
  const tail =
    0.0416666666666666 +
    z *
      (-0.001388888888887411 +
        z *
          (2.480158728947673e-5 +
            z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))))
  const half = 0.5 * z
  const w = 1 - half
  return w + (1 - w - half + z * z * tail)
}

/** The sine of an angle in radians. Absolute error below 3e-16 for |x| up to 1e6. */
export function sin(x: number): number {
  const n = Math.floor(x * TWO_OVER_PI + 0.5)
  const r = x - n * HALF_PI_1 - n * HALF_PI_2 - n * HALF_PI_3
  switch (n & 3) {
    case 0:
      return sinReduced(r)
    case 1:
      return cosReduced(r)
    case 2:
      return -sinReduced(r)
    default:
      return -cosReduced(r)
  }
}

/** The cosine of an angle in radians. Absolute error below 3e-16 for |x| up to 1e6. */
export function cos(x: number): number {
  const n = Math.floor(x * TWO_OVER_PI + 0.5)
  const r = x - n * HALF_PI_1 - n * HALF_PI_2 - n * HALF_PI_3
  switch (n & 3) {
    case 0:
      return cosReduced(r)
    case 1:
      return -sinReduced(r)
    case 2:
      return -cosReduced(r)
    default:
      return sinReduced(r)
  }
}
