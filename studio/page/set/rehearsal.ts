/**
 * Makes the pieces of a set ready before they are needed: compiled, and tried in a thread of their own (`workers/trial.ts`).
 * One after the other, and each thread ends with its piece: what a piece does there harms nobody, and nothing stays.
 */

import type { Decibels, Milliseconds } from '../../../runtime/units.ts'
import type { TrialAnswer, TrialRequest, TrialSetup } from '../../band-protocol.ts'
import type { Prepared, Program } from '../../compile-protocol.ts'
import type { SetPiece } from './set-list.ts'

export type Readiness =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ready'; readonly program: Program; readonly gain: Decibels }
  | { readonly kind: 'broken'; readonly why: string }

export interface Rehearsal {
  of(piece: SetPiece): Readiness
  /** Makes ready what is not, and forgets what is no longer there. */
  want(pieces: readonly SetPiece[]): void
}

export interface RehearsalSetup {
  readonly compile: (piece: SetPiece) => Promise<Prepared | null>
  readonly onChange: (piece: SetPiece, readiness: Readiness) => void
  readonly tried?: (code: string) => Promise<TrialAnswer>
}

const WAITING: Readiness = { kind: 'waiting' }
/** Listening to a large band takes a second on a slow machine. */
const PATIENCE: Milliseconds = 15_000

export function createRehearsal({ compile, onChange, tried = triedInWorker }: RehearsalSetup): Rehearsal {
  /** By text and path: a piece that stands twice in a set is one. */
  const known = new Map<string, Readiness>()
  let wanted: readonly SetPiece[] = []
  let busy = false

  return {
    of: (piece) => known.get(keyOf(piece)) ?? WAITING,
    want(pieces) {
      wanted = pieces
      const keys = new Set(pieces.map(keyOf))
      for (const key of known.keys()) if (!keys.has(key)) known.delete(key)
      if (!busy) void work()
    },
  }

  async function work(): Promise<void> {
    busy = true
    for (;;) {
      const piece = wanted.find((one) => !known.has(keyOf(one)))
      if (piece === undefined) break
      const readiness = await readinessOf(piece)
      known.set(keyOf(piece), readiness)
      for (const one of wanted) if (keyOf(one) === keyOf(piece)) onChange(one, readiness)
    }
    busy = false
  }

  async function readinessOf(piece: SetPiece): Promise<Readiness> {
    const prepared = await compile(piece)
    if (prepared === null) return { kind: 'broken', why: 'the compiler does not answer' }
    if (prepared.program === null) return { kind: 'broken', why: prepared.problem }
    const answer = await tried(prepared.program.code)
    return answer.ok
      ? { kind: 'ready', program: prepared.program, gain: answer.gain }
      : { kind: 'broken', why: answer.problem }
  }
}

const keyOf = ({ text, path, fromDisk }: SetPiece): string => `${fromDisk} ${path}\n${text}`

function triedInWorker(code: string): Promise<TrialAnswer> {
  return new Promise((resolve) => {
    const worker = new Worker('/band.js', { type: 'module', name: 'trial' })
    const { port1, port2 } = new MessageChannel()
    const done = (answer: TrialAnswer): void => {
      clearTimeout(timer)
      worker.terminate()
      resolve(answer)
    }
    const timer = setTimeout(
      () => done({ ok: false, problem: 'it did not come to an end when it was tried' }),
      PATIENCE,
    )
    port1.onmessage = ({ data }: MessageEvent<TrialAnswer>) => done(data)
    worker.onerror = (event) => done({ ok: false, problem: event.message || 'it could not be loaded' })
    worker.postMessage({ trial: true } satisfies TrialSetup, [port2])
    port1.postMessage({ code } satisfies TrialRequest)
  })
}
