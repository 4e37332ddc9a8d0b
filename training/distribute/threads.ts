/**
 * Blocks that are worked out by worker threads. A worker that dies (an exception nobody caught, its memory full, ended from outside) is
 * replaced, and what it was at is done again; a slow one is waited for, since what is slow is not worse.
 */

import { Worker } from 'node:worker_threads'
import { BlockFailure, type Blocks, Cancelled, reasonOf, TRIES } from './blocks.ts'
import type { Answer, Order } from './serve.ts'

export interface ThreadsOptions {
  /** A file that calls `serve`. */
  readonly entry: URL
  /** What it prepares itself from: plain data. */
  readonly setup: unknown
  /** From 1 on. */
  readonly workers: number
}

interface Thread {
  readonly worker: Worker
  ready: boolean
  /** The block that it is at. */
  at: number | null
}

type Outcome<R> = { readonly ok: true; readonly result: R } | { readonly ok: false; readonly error: Error }

export function createThreads<B, R>({ entry, setup, workers }: ThreadsOptions): Blocks<B, R> {
  const threads = new Set<Thread>()
  const blocks = new Map<number, B>()
  const tries = new Map<number, number>()
  /** Not at any worker; what is done again comes first. */
  const waiting: number[] = []
  const outcomes = new Map<number, Outcome<R>>()
  /** Of those who wait to collect. */
  const wakers = new Map<number, () => void>()
  let submitted = 0
  let collected = 0
  /** Workers in a row that ended before they were ready. */
  let stillborn = 0
  /** After this nothing more is done. */
  let ended: Error | null = null

  return {
    submit(block) {
      if (ended !== null) throw ended
      blocks.set(submitted, block)
      waiting.push(submitted++)
      assign()
    },
    async collect() {
      if (ended instanceof Cancelled) throw ended
      if (collected >= submitted) throw new RangeError('no block was submitted that could be collected')
      const number = collected++
      if (!outcomes.has(number) && ended === null)
        await new Promise<void>((resolve) => wakers.set(number, resolve))
      const outcome = outcomes.get(number)
      outcomes.delete(number)
      if (outcome?.ok) return outcome.result
      throw outcome?.error ?? ended ?? new Cancelled()
    },
    async cancel() {
      await end(new Cancelled())
    },
  }

  function assign(): void {
    if (ended !== null) return
    for (const thread of threads) if (thread.ready && thread.at === null) give(thread)
    // Workers are started as there is work for them, and no more than that.
    const starting = [...threads].filter(({ ready }) => !ready).length
    for (let i = starting; i < waiting.length && threads.size < workers; i++) start()
  }

  function give(thread: Thread): void {
    const number = waiting.shift()
    if (number === undefined) return
    thread.at = number
    const order: Order<B | undefined> = { number, block: blocks.get(number) }
    thread.worker.postMessage(order)
  }

  function start(): void {
    const worker = new Worker(entry, { workerData: setup })
    const thread: Thread = { worker, ready: false, at: null }
    let last = 'it ended without a word'
    threads.add(thread)
    worker.on('message', (answer: Answer<R>) => heard(thread, answer))
    worker.on('error', (error) => {
      last = reasonOf(error)
    })
    worker.on('exit', () => {
      threads.delete(thread)
      if (ended !== null) return
      if (!thread.ready) {
        stillborn++
        if (stillborn >= TRIES) void end(new BlockFailure(null, last))
      }
      if (thread.at !== null) again(thread.at, `its worker died (${last})`)
      assign()
    })
  }

  function heard(thread: Thread, answer: Answer<R>): void {
    if (ended !== null) return
    switch (answer.k) {
      case 'ready':
        thread.ready = true
        stillborn = 0
        break
      case 'unable':
        // What cannot be prepared here cannot be prepared anywhere.
        void end(new BlockFailure(null, answer.reason))
        return
      case 'done':
        thread.at = null
        settle(answer.number, { ok: true, result: answer.result })
        break
      case 'failed':
        thread.at = null
        again(answer.number, answer.reason)
        break
    }
    assign()
  }

  function again(number: number, reason: string): void {
    const tried = (tries.get(number) ?? 0) + 1
    tries.set(number, tried)
    if (tried >= TRIES) settle(number, { ok: false, error: new BlockFailure(number, reason) })
    else waiting.unshift(number)
  }

  function settle(number: number, outcome: Outcome<R>): void {
    blocks.delete(number)
    tries.delete(number)
    outcomes.set(number, outcome)
    wakers.get(number)?.()
    wakers.delete(number)
  }

  async function end(why: Error): Promise<void> {
    ended ??= why
    if (why instanceof Cancelled) ended = why
    waiting.length = 0
    for (const wake of wakers.values()) wake()
    wakers.clear()
    await Promise.all([...threads].map(({ worker }) => worker.terminate()))
  }
}
