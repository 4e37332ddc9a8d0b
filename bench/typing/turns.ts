/** Sides that type in turn, so that a slow minute of the machine hits each of them. */

import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Keys, Turn } from './side.ts'
import type { SideName } from './typist.ts'

export interface Effort {
  /** Typed first and not counted, until the engine has compiled what is measured. */
  readonly warm: number
  /** Counted, in so many turns. */
  readonly keys: number
  readonly turns: number
}

/** What each side took for the same keys in a piece of so many characters. */
export async function typed(
  sides: readonly SideName[],
  size: number,
  { warm, keys, turns }: Effort,
): Promise<readonly Turn[]> {
  const children: ChildProcess[] = []
  try {
    for (const side of sides) children.push(await start(side, size))
    for (const child of children) await take(child, { from: 0, count: warm })
    const taken: Turn[] = sides.map(() => ({ keys: [], backs: [], completions: [], offered: [], broke: 0 }))
    const count = Math.ceil(keys / turns)
    for (let from = warm; from < warm + keys; from += count) {
      for (const [n, child] of children.entries())
        taken[n] = joined(taken[n], await take(child, { from, count }))
    }
    return taken
  } finally {
    for (const child of children) child.kill()
  }
}

function joined(one: Turn | undefined, other: Turn): Turn {
  if (one === undefined) return other
  return {
    keys: [...one.keys, ...other.keys],
    backs: [...one.backs, ...other.backs],
    completions: [...one.completions, ...other.completions],
    offered: [...one.offered, ...other.offered],
    broke: one.broke + other.broke,
  }
}

async function start(side: SideName, size: number): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'side.ts'), [side, String(size)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await said(child)
  return child
}

function take(child: ChildProcess, keys: Keys): Promise<Turn> {
  const answer = said<Turn>(child)
  child.send(keys)
  return answer
}

function said<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (status: number | null): void => reject(new Error(`a side ended with status ${status}`))
    child.once('exit', gone)
    child.once('message', (message: T) => {
      child.off('exit', gone)
      resolve(message)
    })
  })
}
