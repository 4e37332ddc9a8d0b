/**
 * A signal that comes while files are written waits until they are: Ctrl-C, what supervisors send, a terminal that was closed.
 * Otherwise it ends the process at once, even in a long computation that has awaited `signalsFree`.
 */

import { setImmediate, setTimeout as sleep } from 'node:timers/promises'

const HELD = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

let holders = 0
let caught: NodeJS.Signals | null = null
let over: Promise<void> = Promise.resolve()

let leaving: NodeJS.Timeout | undefined
let leavesAt = 0

const hear = (signal: NodeJS.Signals): void => {
  // Who listens, too, hears it next.
  if (process.listenerCount(signal) === 1) caught ??= signal
  if (holders === 0) leave()
}

/** So long the handler stays behind what was written: a signal that is on its way when it goes would be lost. */
const STAYS_MS = 20

function leave(): void {
  clearTimeout(leaving)
  leaving = undefined
  for (const signal of HELD) process.off(signal, hear)
  const signal = caught
  caught = null
  if (signal !== null) process.kill(process.pid, signal)
}

/**
 * The process ends by it here and now, also where a handler still stays behind what was written before: that is complete, or no
 * signal would have had its turn. For who listens, and has left nothing behind.
 */
export function endBy(signal: NodeJS.Signals): void {
  caught = signal
  leave()
}

/** Nothing that `write` does is cut short. A signal to which nobody listens and that came meanwhile is sent again afterwards. */
export function holdingSignals<T>(write: () => T): T {
  clearTimeout(leaving)
  for (const signal of HELD)
    if (!process.listeners(signal).includes(hear)) process.prependListener(signal, hear)
  holders++
  try {
    return write()
  } finally {
    over = letGo()
  }
}

/**
 * Resolves when every signal that came while files were written has been heard; where one was, the process has ended by it. To be
 * awaited between writing and what comes next: as long as nothing waits, no signal has its turn.
 */
export const signalsHeard = (): Promise<void> => over

/**
 * Resolves when a signal ends the process at once again. To be awaited before a long computation: in it no handler has its turn, and
 * one that has stayed behind would keep the signal from everybody.
 */
export async function signalsFree(): Promise<void> {
  await over
  if (leaving !== undefined) await sleep(Math.max(0, leavesAt - performance.now()) + 1)
}

async function letGo(): Promise<void> {
  // Node hears of signals when it looks for input. The first of these may come before that, the second cannot.
  await setImmediate()
  await setImmediate()
  if (--holders > 0) return
  if (caught !== null) leave()
  else {
    leavesAt = performance.now() + STAYS_MS
    leaving = setTimeout(leave, STAYS_MS).unref()
  }
}
