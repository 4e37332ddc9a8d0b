/**
 * Makes the pieces of a set ready before they are needed: compiled, and tried in a thread of their own (`workers/trial.ts`).
 * One after the other, and each thread ends with its piece: what a piece does there harms nobody, and nothing stays.
 */

import type { Decibels } from '../../../runtime/units.ts'
import type { TrialAnswer } from '../../band-protocol.ts'
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
  /** Tries what was compiled (`trial.ts`). */
  readonly tried: (code: string) => Promise<TrialAnswer>
}

const WAITING: Readiness = { kind: 'waiting' }
export function createRehearsal({ compile, onChange, tried }: RehearsalSetup): Rehearsal {
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
