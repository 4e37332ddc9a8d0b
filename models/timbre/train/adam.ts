/** Adam with weights that decay by themselves (Kingma & Ba, ICLR 2015; Loshchilov & Hutter, ICLR 2019). */

import type { Parameter } from './mlp.ts'

export interface AdamOptions {
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
  /** Share of a weight that is taken off at each step, times the rate. */
  readonly decay?: number
}

export interface Adam {
  /** Moves all parameters against their gradients, and sets the gradients to 0. */
  step(rate: number): void
  /** Steps so far, and both moments in the parameters' order: what a run needs to go on. */
  save(): AdamState
  restore(state: AdamState): void
}

export interface AdamState {
  readonly steps: number
  readonly first: readonly Float32Array[]
  readonly second: readonly Float32Array[]
}

export function createAdam(
  parameters: readonly Parameter[],
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay = 0 }: AdamOptions = {},
): Adam {
  let steps = 0
  const first = parameters.map(({ value }) => new Float32Array(value.length))
  const second = parameters.map(({ value }) => new Float32Array(value.length))

  return {
    step,
    save: () => ({ steps, first, second }),
    restore(state) {
      steps = state.steps
      for (const [i, values] of state.first.entries()) first[i]?.set(values)
      for (const [i, values] of state.second.entries()) second[i]?.set(values)
    },
  }

  function step(rate: number): void {
    steps++
    const bias1 = 1 - beta1 ** steps
    const bias2 = 1 - beta2 ** steps
    for (const [p, { value, gradient, decays }] of parameters.entries()) {
      const m = first[p]
      const v = second[p]
      if (m === undefined || v === undefined) continue
      const kept = decays ? 1 - rate * decay : 1
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i] ?? 0
        const m1 = beta1 * (m[i] ?? 0) + (1 - beta1) * g
        const v1 = beta2 * (v[i] ?? 0) + (1 - beta2) * g * g
        m[i] = m1
        v[i] = v1
        value[i] = kept * (value[i] ?? 0) - (rate * (m1 / bias1)) / (Math.sqrt(v1 / bias2) + epsilon)
      }
      gradient.fill(0)
    }
  }
}
