/**
 * Lower bounds of a mean that are wrong with probability α at most. The gate uses the betting bound (`../gate/betting.ts`);
 * these stand beside it. Student's is approximate. The others hold only with a bound of the values that is known before they
 * are seen: the greatest value of the sample is none.
 */

import { meanOf } from './estimators.ts'
import { studentQuantile } from './student.ts'

/** mean − t₁₋α(n − 1) · s/√n */
export function studentLower(values: Float64Array, alpha: number): number {
  const n = values.length
  const { value, error } = meanOf(values)
  return value - studentQuantile(1 - alpha, n - 1) * error
}

/** Maurer & Pontil 2009. @param most a bound of the values known beforehand; none is below 0 */
export function bernsteinLower(values: Float64Array, alpha: number, most: number): number {
  const n = values.length
  const { value, error } = meanOf(values)
  const variance = error * error * (n - 1)
  const log = Math.log(2 / alpha)
  return value - (7 * most * log) / (3 * (n - 1)) - Math.sqrt((2 * log * variance) / (n - 1))
}

/** Hoeffding 1963. @param most as above */
export function hoeffdingLower(values: Float64Array, alpha: number, most: number): number {
  return meanOf(values).value - most * Math.sqrt(Math.log(1 / alpha) / (2 * values.length))
}
