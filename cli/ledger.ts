/** The ledger beside a store: `DIR.ledger.jsonl`, a line for each look. Lines are only ever added. */

import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { LEDGER_VERSION, type LedgerEntry, readLedger, spentOn, triedOn } from '../training/gate/ledger.ts'
import { Failure, fileFailure, INPUT_ERROR } from './outcome.ts'

export interface Look {
  readonly id: string
  readonly candidate: string
  readonly reward: string
  readonly units: number
  readonly sketch: readonly string[]
}

export interface Spent {
  readonly file: string
  readonly before: number
  readonly spent: number
  readonly left: number
  /** Candidates of which somebody has seen by these units what they would earn, this one among them. */
  readonly tried: number
}

/** Sums of α are exact to this. */
const ROUNDING = 1e-9

export const ledgerOf = (folder: string): string => `${resolve(folder)}.ledger.jsonl`

/**
 * Takes a part of α for a look, before anything is looked at. Two that ask at once are told apart by the order of their lines: who comes
 * second counts the first one's. Of candidates that were tried on these units, and not judged, each leaves its part untouched: the one
 * that is judged was chosen among them.
 *
 * @param alpha all that may be spent on these units
 * @param wanted null: all that is left
 * @throws Failure where it is not left, or the ledger cannot be read or written
 */
export function spend(folder: string, look: Look, alpha: number, wanted: number | null, now: Date): Spent {
  const file = ledgerOf(folder)
  const known = entriesIn(file)
  const again = known.findIndex(({ id }) => id === look.id)
  if (again >= 0) {
    const spent = known[again]?.spent ?? 0
    if (!(spent > 0 && spent <= alpha + ROUNDING)) throw unbelievable(file, again, spent)
    if (wanted !== null && Math.abs(wanted - spent) > ROUNDING)
      throw new Failure(
        INPUT_ERROR,
        `This look at these units was taken with --spend ${spent}, and stays what it was.`,
        'Without --spend the same verdict is given again.',
      )
    const before = known.slice(0, again)
    return told(file, { before, spent, look, alpha, all: spentOn(known, look.sketch) })
  }
  const left = alpha - spentOn(known, look.sketch)
  const tried = triedOn(known, look)
  const most = left / tried
  const spent = wanted ?? Number(most.toFixed(12))
  if (left < ROUNDING) throw nothingLeft(file, known, left, alpha)
  if (spent > most + ROUNDING)
    throw tried > 1 && spent <= left ? tooMany(most, tried) : nothingLeft(file, known, left, alpha)
  append(file, { version: LEDGER_VERSION, at: now.toISOString(), spent, ...look })
  // Of two that came at once the later one may have come too late. Its line stays: better too much is counted than too little.
  const all = entriesIn(file)
  const before = all.slice(
    0,
    all.findIndex(({ id }) => id === look.id),
  )
  const earlier = spentOn(before, look.sketch)
  if (earlier + spent > alpha + ROUNDING) throw nothingLeft(file, all, alpha - earlier, alpha)
  return told(file, { before, spent, look, alpha, all: earlier + spent })
}

/**
 * How these units stand where a verdict needed none of what they earned: nothing is taken, and nothing noted.
 *
 * @throws Failure where the ledger cannot be read
 */
export function untouched(folder: string, look: Look, alpha: number): Spent {
  const file = ledgerOf(folder)
  const known = entriesIn(file)
  return told(file, { before: known, spent: 0, look, alpha, all: spentOn(known, look.sketch) })
}

/**
 * Notes that somebody sees what a candidate would earn by these units, and may choose by it. It takes nothing of α by itself.
 *
 * @throws Failure where the ledger cannot be read or written
 */
export function note(folder: string, look: Look, now: Date): void {
  const file = ledgerOf(folder)
  if (entriesIn(file).some(({ id }) => id === look.id)) return
  append(file, { version: LEDGER_VERSION, at: now.toISOString(), spent: 0, ...look })
}

interface Taken {
  readonly before: readonly LedgerEntry[]
  readonly spent: number
  readonly look: Look
  readonly alpha: number
  /** Spent by now, this look's part in it. */
  readonly all: number
}

const told = (file: string, { before, spent, look, alpha, all }: Taken): Spent => ({
  file,
  before: spentOn(before, look.sketch),
  spent,
  left: Math.max(0, Number((alpha - all).toFixed(9))),
  tried: triedOn(before, look),
})

const unbelievable = (file: string, index: number, spent: number): Failure =>
  new Failure(
    INPUT_ERROR,
    `${file}: look ${index + 1} says that it spent ${spent}, and no look spends that: the ledger was changed.`,
    'Gate on new sessions.',
  )

const tooMany = (most: number, tried: number): Failure =>
  new Failure(
    INPUT_ERROR,
    `${tried} candidates were tried on these units with sil evaluate: whoever judges one of them has chosen, and may spend ${Number(most.toPrecision(6))} at most.`,
    'Without --spend that is taken.',
  )

function nothingLeft(file: string, entries: readonly LedgerEntry[], left: number, alpha: number): Failure {
  const last = entries.at(-1)
  if (left > alpha - ROUNDING)
    return new Failure(
      INPUT_ERROR,
      `--spend asks for more than the α of ${alpha} that the piece allows.`,
      'As in --spend 0.01.',
    )
  return new Failure(
    INPUT_ERROR,
    `Of the α of ${alpha} that these units have, ${Math.max(0, Number(left.toFixed(9)))} is left: they were looked at before (${file}, last on ${last?.at.slice(0, 10) ?? 'an unknown day'}). Who looks again and again will see a gain by luck.`,
    'Gate on new sessions; or share out α from the first look on, as in --spend 0.01.',
  )
}

function entriesIn(file: string): readonly LedgerEntry[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw fileFailure(file, error, 'read')
  }
  const read = readLedger(text)
  if (read.ok) return read.value
  const [first] = read.problems
  throw new Failure(
    INPUT_ERROR,
    `${file}: ${first?.path} ${first?.message}: what was spent is not known.`,
    'Mend the line, or gate on new sessions.',
  )
}

/** One write at the end of the file, on disk before anything is looked at. */
function append(file: string, entry: LedgerEntry): void {
  try {
    const handle = openSync(file, 'a')
    try {
      writeSync(handle, `${JSON.stringify(entry)}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw fileFailure(file, error, 'write')
  }
}
