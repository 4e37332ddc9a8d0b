/**
 * `sil` as `./sil.ts` runs it, of which one process stays for all that a test file asks: most of what a short command costs is that
 * a process starts, reads its code and has run none of it before. For tests of what commands say and write. What they do to a
 * process (signals, pipes, what is installed), and what it does to them, wants one of its own, and so does what reads its input.
 */

import { fork } from 'node:child_process'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Finished, repositoryTop, sil } from './sil.ts'
import { SLOW } from './slow.ts'

/** What the process is asked. */
export interface Asked {
  readonly args: readonly string[]
  readonly cwd: string
}

interface Waiting {
  readonly resolve: (finished: Finished) => void
  readonly reject: (error: Error) => void
}

export type KeptSil = (args: readonly string[], options?: { readonly cwd?: string }) => Promise<Finished>

/** It starts with the first command and ends with who asked. `npm run test:slow` gives each command a process of its own. */
export function keptSil(): KeptSil {
  if (SLOW) return sil
  const waiting: Waiting[] = []
  let ask: ((asked: Asked) => void) | null = null
  return (args, { cwd = repositoryTop } = {}) =>
    new Promise((resolve, reject) => {
      ask ??= started(waiting, () => {
        ask = null
      })
      waiting.push({ resolve, reject })
      ask({ args, cwd })
    })
}

function started(waiting: Waiting[], ended: () => void): (asked: Asked) => void {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`sil was not built: ${failure}`)
  const child = fork(join(import.meta.dirname, 'kept-sil-process.ts'), {
    env: { ...process.env, NO_COLOR: '1' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // Answers come in the order of the questions.
  child.on('message', (answer: Finished) => waiting.shift()?.resolve(answer))
  child.on('close', (status, signal) => {
    ended()
    const why = `a command has ended the process that was to stay (${signal ?? status}): it wants one of its own`
    for (const { reject } of waiting.splice(0)) reject(new Error(why))
  })
  child.unref()
  child.channel?.unref()
  return (asked) => child.send(asked)
}
