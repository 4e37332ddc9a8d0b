/**
 * V̂_DR(θ) − V̂_DR(0) − κ · SE of that difference, and its gradient: what a candidate would earn more than what was logged, less what
 * may be luck (counterfactual risk minimisation; Swaminathan & Joachims, JMLR 2015). It is the difference that counts, and not the
 * value: what all units have in common is no luck of the candidate's.
 */

import type { Unit } from '../units/units.ts'
import type { Model } from './model.ts'
import type { Space } from './space.ts'

export interface Objective {
  readonly value: number
  readonly gradient: Float64Array
  /** (Σw)² / Σw²: how many units of the candidate those are worth. */
  readonly effective: number
}

export interface Columns {
  readonly w: Float64Array
  /** E q̂ under the candidate. */
  readonly v: Float64Array
}

export function columnsAt(space: Space, model: Model, theta: Float64Array): Columns {
  const { n, e, shifts, weights, p } = space
  const [d, k] = [shifts.length, weights.length]
  const wanted = space.probabilities(theta)
  const us = space.shiftsAt(theta)
  const [w, v] = [new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < n; i++) {
    let log = 0
    let mean = model.base[i] ?? 0
    for (let j = 0; j < d; j++) {
      const u = us[i * d + j] ?? 0
      log += u * (e[i * d + j] ?? 0) - 0.5 * u * u
      // E[e] = u and E[e² − 1] = u².
      mean += u * (model.linear[i * d + j] ?? 0) + u * u * (model.square[i * d + j] ?? 0)
    }
    for (let c = 0; c < k; c++) mean += ((wanted.p[c] ?? 0) - (p[c] ?? 0)) * (model.choice[i * k + c] ?? 0)
    w[i] = Math.exp(log) * wanted.ratioOf(i)
    v[i] = mean
  }
  return { w, v }
}

export function createObjective(units: readonly Unit[], space: Space, model: Model, caution: number) {
  const { n, size, e, shifts, weights, chosen, columns, phi } = space
  const [d, k] = [shifts.length, weights.length]
  const width = columns[d] ?? 0
  const off = Float64Array.from(units, ({ reward }, i) => reward - (model.guess[i] ?? 0))
  const zero = terms(new Float64Array(size)).d

  return (theta: Float64Array): Objective => {
    const { w, d: all } = terms(theta)
    const wanted = space.probabilities(theta)
    const us = space.shiftsAt(theta)
    let [sum, squares, ratios, moment] = [0, 0, 0, 0]
    for (let i = 0; i < n; i++) {
      const one = (all[i] ?? 0) - (zero[i] ?? 0)
      sum += one
      squares += one * one
      ratios += w[i] ?? 0
      moment += (w[i] ?? 0) ** 2
    }
    const mean = sum / n
    const error = Math.sqrt(Math.max(0, squares / n - mean * mean) / n)
    const gradient = new Float64Array(size)
    for (let i = 0; i < n; i++) {
      const one = (all[i] ?? 0) - (zero[i] ?? 0)
      const share = (1 - (error > 0 ? (caution * (one - mean)) / (n * error) : 0)) / n
      const luck = (w[i] ?? 0) * (off[i] ?? 0)
      for (let j = 0; j < d; j++) {
        const u = us[i * d + j] ?? 0
        const by = (model.linear[i * d + j] ?? 0) + 2 * u * (model.square[i * d + j] ?? 0)
        // ∂/∂u, and ∂u/∂θ = φ.
        const along = share * (by + luck * ((e[i * d + j] ?? 0) - u))
        for (let c = columns[j] ?? 0; c < (columns[j + 1] ?? 0); c++)
          gradient[c] = (gradient[c] ?? 0) + along * (phi[i * width + c] ?? 0)
      }
      for (let c = 0; c < k; c++) {
        // Softmax: ∂p_a/∂v_c = p_a (1[a = c] − p_c), within a slot.
        const pc = wanted.p[c] ?? 0
        let by = 0
        for (let a = 0; a < k; a++) {
          if (weights[a]?.slot !== weights[c]?.slot) continue
          by += (model.choice[i * k + a] ?? 0) * (wanted.p[a] ?? 0) * ((a === c ? 1 : 0) - pc)
        }
        gradient[width + c] =
          (gradient[width + c] ?? 0) + share * (by + luck * ((chosen[i * k + c] ?? 0) - pc))
      }
    }
    return { value: mean - caution * error, gradient, effective: (ratios * ratios) / moment }
  }

  function terms(theta: Float64Array): { readonly w: Float64Array; readonly d: Float64Array } {
    const { w, v } = columnsAt(space, model, theta)
    return { w, d: Float64Array.from(v, (one, i) => one + (w[i] ?? 0) * (off[i] ?? 0)) }
  }
}
