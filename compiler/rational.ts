/** Exact positions: fractions of quarters, always reduced, the denominator positive. */

export interface Rational {
  readonly num: number
  readonly den: number
}

export const ZERO: Rational = { num: 0, den: 1 }

export function rational(num: number, den = 1): Rational {
  const divisor = gcd(Math.abs(num), den)
  return { num: num / divisor, den: den / divisor }
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den + b.num * a.den, a.den * b.den)
}

export function times(a: Rational, num: number, den = 1): Rational {
  return rational(a.num * num, a.den * den)
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.num * b.num, a.den * b.den)
}

export function divide(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den, a.den * b.num)
}

export function subtract(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den - b.num * a.den, a.den * b.den)
}

export function isLess(a: Rational, b: Rational): boolean {
  return a.num * b.den < b.num * a.den
}

export function toNumber(a: Rational): number {
  return a.num / a.den
}

/** The fraction with a denominator up to `most` that `value` is, or null. */
export function rationalOf(value: number, most = 48): Rational | null {
  for (let den = 1; den <= most; den++) {
    const num = Math.round(value * den)
    if (Math.abs(num / den - value) < 1e-9) return rational(num, den)
  }
  return null
}

function gcd(a: number, b: number): number {
  let x = a
  let y = b
  while (y > 0) [x, y] = [y, x % y]
  return x === 0 ? 1 : x
}
