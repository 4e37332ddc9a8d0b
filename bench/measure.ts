/**
 * Side by side: each side runs for a while in turn, again and again, and the median of the rounds counts. CPU time of
 * the whole process (compiler and garbage collector threads too), since other programs share the machine.
 *
 * Each side is a process of its own (`side.ts`), so that none pays for another's garbage or finds its heap grown.
 */

import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** Makes what is measured, and gives one repetition of it. */
export type SideMaker = () => Promise<() => unknown>

/** By name; a bench module exports its own as `SIDES`. */
export type Sides = Readonly<Record<string, SideMaker>>

export interface Measured {
  readonly name: string
  /** Median over the rounds, CPU milliseconds a repetition. */
  readonly ms: number
  /** Middle half of the rounds. */
  readonly from: number
  readonly to: number
  /** How long a repetition took on the wall clock, median. */
  readonly wallMs: number
  /** All rounds, for ratios round by round. */
  readonly rounds: readonly number[]
}

export interface Effort {
  readonly rounds: number
  /** A side runs at least this long, in CPU milliseconds, before it is the next one's turn. */
  readonly turnMs: number
}

/** What a side answers after its turn: the mean of its repetitions. */
export interface Taken {
  readonly cpuMs: number
  readonly wallMs: number
}

/** Runs sides of `bench` in turn; each first runs unmeasured until the engine has compiled it. */
export async function interleave(
  bench: string,
  names: readonly string[],
  { rounds, turnMs }: Effort,
): Promise<readonly Measured[]> {
  const children = names.map((name) => start(bench, name, turnMs))
  try {
    // One warms up at a time, too.
    for (const child of children) await turn(child)
    const taken: Taken[][] = names.map(() => [])
    for (let round = 0; round < rounds; round++) {
      for (const [index, child] of children.entries()) taken[index]?.push(await turn(child))
    }
    return names.map((name, index) => {
      const rounds = (taken[index] ?? []).map((one) => one.cpuMs)
      return {
        name,
        ms: quantile(rounds, 0.5),
        from: quantile(rounds, 0.25),
        to: quantile(rounds, 0.75),
        wallMs: quantile(
          (taken[index] ?? []).map((one) => one.wallMs),
          0.5,
        ),
        rounds,
      }
    })
  } finally {
    for (const child of children) child.kill()
  }
}

function start(bench: string, name: string, turnMs: number): ChildProcess {
  return fork(join(import.meta.dirname, 'side.ts'), [bench, name, String(turnMs)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

function turn(child: ChildProcess): Promise<Taken> {
  return new Promise((resolve, reject) => {
    const gone = (status: number | null): void => reject(new Error(`a side ended with status ${status}`))
    child.once('exit', gone)
    child.once('message', (taken: Taken) => {
      child.off('exit', gone)
      resolve(taken)
    })
    child.send('turn')
  })
}

/** How many times slower `one` is than `other`: the median of the rounds' ratios, so that a slow minute hits both. */
export function ratio(one: Measured, other: Measured): number {
  return quantile(
    one.rounds.map((ms, round) => ms / (other.rounds[round] ?? Number.NaN)),
    0.5,
  )
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}
