/** Blocks that are worked out here, one after the other, when they are collected. */

import { BlockFailure, type Blocks, Cancelled, reasonOf, type Task, TRIES } from './blocks.ts'

export function createInProcess<B, R>(task: Task<B, R>): Blocks<B, R> {
  const waiting: B[] = []
  let collected = 0
  let cancelled = false

  return {
    submit(block) {
      if (cancelled) throw new Cancelled()
      waiting.push(block)
    },
    async collect() {
      if (cancelled) throw new Cancelled()
      const block = waiting.shift()
      if (block === undefined) throw new RangeError('no block was submitted that could be collected')
      const number = collected++
      // Signals and timers get their turn: a block may take seconds.
      await new Promise((resolve) => setImmediate(resolve))
      for (let tries = 1; ; tries++) {
        if (cancelled) throw new Cancelled()
        try {
          return await task(block)
        } catch (error) {
          if (tries === TRIES) throw new BlockFailure(number, reasonOf(error))
        }
      }
    },
    async cancel() {
      cancelled = true
      waiting.length = 0
    },
  }
}
