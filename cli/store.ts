/** What the commands of `sil sessions` share: the piece that was played, its checker, and failures in words. */

import type { PolicyIr } from '../compiler/ir.ts'
import { contextual } from '../runtime/contextual.ts'
import { NO_SPREAD, type Stochastic, stochasticSlots } from '../runtime/session/explore.ts'
import { defaultSlots } from '../runtime/slots.ts'
import { readSlotsFile } from '../runtime/slots-file.ts'
import { createRowChecker, type RowChecker } from '../training/sessions/check.ts'
import { NoDatabase } from '../training/sessions/database.ts'
import { StoreBusy } from '../training/sessions/lock.ts'
import { checkedOrFail } from './checked.ts'
import type { Context } from './context.ts'
import { readJsonText } from './io/text.ts'
import type { OpenedFile } from './io/workspace.ts'
import { Failure, fileFailure, INPUT_ERROR, MACHINE_FAILED, WRONG_USAGE } from './outcome.ts'
import { loadPolicy, type Policy } from './policy.ts'

export interface OfPiece {
  /** The piece that was played: with it exploration and slots are checked, too. */
  readonly policy: string | null
  /** The slots files that were in the field; null: nobody said. */
  readonly slots: readonly string[] | null
}

export interface Piece {
  readonly policy: Policy
  readonly ir: PolicyIr
  readonly opened: OpenedFile
}

const MAX_SLOTS_BYTES = 16 * 1024 * 1024

export async function pieceAt(context: Context, file: string | null): Promise<Piece | null> {
  if (file === null) return null
  const { ir, opened } = await checkedOrFail(context, file)
  return { policy: await loadPolicy(ir, opened), ir, opened }
}

/** @param unique whether a session that comes twice is set aside */
export function checkerOf(piece: Piece | null, slots: readonly string[] | null, unique = true): RowChecker {
  return createRowChecker(piece?.policy.definition ?? null, Date.now(), {
    laws: lawsOf(piece, slots),
    unique,
  })
}

/** What draws were around: the piece's own slots, and those of the files, as far as each `train` explores. */
function lawsOf(piece: Piece | null, slots: readonly string[] | null): readonly Stochastic[] {
  if (slots === null) return []
  if (piece === null)
    throw new Failure(WRONG_USAGE, '--slots needs the piece that they are of.', 'Name it with --policy.')
  const { definition } = piece.policy
  const files = slots.map((path) => {
    const reading = readSlotsFile(definition, readJsonText(path, MAX_SLOTS_BYTES), contextual)
    if (!reading.ok)
      throw new Failure(
        INPUT_ERROR,
        reading.problems.map((one) => `${path}: ${one.path} ${one.message}`).join('\n'),
      )
    if (reading.networks.size > 0)
      throw new Failure(
        INPUT_ERROR,
        `${path} has networks: what they drew around differs from session to session.`,
      )
    return reading
  })
  const shares = [...new Set(definition.train.map(({ explore }) => explore))]
  return [{ slots: defaultSlots(definition.slots), spread: NO_SPREAD }, ...files].flatMap(
    ({ slots: means, spread }) =>
      shares.map((share) => stochasticSlots(definition.slots, means, spread, share)),
  )
}

/** What a store's failure means to a person. */
export function storeFailure(folder: string, error: unknown): Error {
  if (error instanceof Failure) return error
  if (error instanceof NoDatabase) return new Failure(MACHINE_FAILED, error.message, error.hint)
  if (error instanceof StoreBusy)
    return new Failure(MACHINE_FAILED, `${error.message}.`, 'Wait until it is done.')
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return fileFailure(folder, error, 'write')
  if (error instanceof Error && /No space left|Out of Memory/i.test(error.message))
    return new Failure(MACHINE_FAILED, `There is no room for it: ${error.message.split('\n')[0]}.`)
  return error instanceof Error ? new Failure(INPUT_ERROR, `${error.message}.`) : new Error(String(error))
}
