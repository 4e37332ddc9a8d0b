/** The worker's side of `threads.ts`: what a file that is started as a worker calls, once. */

import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf, type Task } from './blocks.ts'

/** From the pool. */
export interface Order<B> {
  readonly number: number
  readonly block: B
}

/** To the pool. */
export type Answer<R> =
  | { readonly k: 'ready' }
  /** Nothing can be done here at all. */
  | { readonly k: 'unable'; readonly reason: string }
  | { readonly k: 'done'; readonly number: number; readonly result: R }
  | { readonly k: 'failed'; readonly number: number; readonly reason: string }

/**
 * @param prepare from what the pool was created with to what does the blocks; called once
 * @throws Error where this is no worker
 */
export function serve<S, B, R>(prepare: (setup: S) => Task<B, R> | Promise<Task<B, R>>): void {
  const port = parentPort
  if (port === null) throw new Error('this file is started as a worker, by what hands out the work')
  const answer = (one: Answer<R>): void => port.postMessage(one)
  Promise.resolve()
    .then(() => prepare(workerData))
    .then(
      (task) => {
        port.on('message', async ({ number, block }: Order<B>) => {
          try {
            answer({ k: 'done', number, result: await task(block) })
          } catch (error) {
            answer({ k: 'failed', number, reason: reasonOf(error) })
          }
        })
        answer({ k: 'ready' })
      },
      (error: unknown) => answer({ k: 'unable', reason: reasonOf(error) }),
    )
}
