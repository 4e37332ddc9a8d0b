/** Blocks for tests: each says what becomes of it. `begun` counts how often a block was begun, and is shared with the test. */

export interface TestBlock {
  readonly value: number
  readonly does?: 'throws' | 'throws once' | 'dies' | 'dies once' | 'waits'
}

const FEW_MS = 30

/** @param die what ends the worker */
export function taskWith(begun: SharedArrayBuffer, die: () => void) {
  const times = new Int32Array(begun)
  return async ({ value, does }: TestBlock): Promise<number> => {
    const before = Atomics.add(times, value, 1)
    if (does === 'throws' || (does === 'throws once' && before === 0)) throw new Error(`cannot do ${value}`)
    if (does === 'dies' || (does === 'dies once' && before === 0)) die()
    if (does === 'waits') await new Promise((resolve) => setTimeout(resolve, FEW_MS))
    return value * value
  }
}
