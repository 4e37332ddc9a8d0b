/**
 * What of a set of units has been spent: who looks at the same units again and again will at last see a gain by luck. Every look
 * takes a part of α with it, and together no more than all of it: then all verdicts on these units together are wrong with
 * probability α at most (Bonferroni).
 *
 * Units are known again by a sketch, the smallest of their hashes: it is the same however the sessions lie in files, and two sets
 * that share a tenth of their units share some of it all but surely.
 */

import { createChecks, type Reading, reading } from '../../runtime/score/checks.ts'
import { hashOf } from '../../runtime/session/canonical.ts'

export const LEDGER_VERSION = 1

export interface LedgerEntry {
  readonly version: typeof LEDGER_VERSION
  /** Of the look: the same question to the same units, which is answered the same again and costs nothing. */
  readonly id: string
  /** ISO 8601. */
  readonly at: string
  /** SHA-256 of the slots file. */
  readonly candidate: string
  readonly reward: string
  /** Of α; 0 where it was evaluated and not judged. */
  readonly spent: number
  readonly units: number
  readonly sketch: readonly string[]
}

const SKETCH = 128
/** 48 bits: no two of a billion units are likely to share them with the smallest. */
const DIGITS = 12

export function sketchOf(ids: readonly string[]): readonly string[] {
  return ids
    .map((id) => hashOf(['unit', id]).slice(0, DIGITS))
    .sort()
    .slice(0, SKETCH)
}

/** Spent by entries that looked at some of these units. */
export function spentOn(entries: readonly LedgerEntry[], sketch: readonly string[]): number {
  return alike(entries, sketch).reduce((sum, { spent }) => sum + spent, 0)
}

/**
 * Candidates of which somebody has seen by some of these units what they would earn, and which have not paid for it by a look of their
 * own; the one that is asked about is one of them. Whoever takes the best of k takes a part of α for each (Bonferroni).
 */
export function triedOn(
  entries: readonly LedgerEntry[],
  { sketch, candidate }: Pick<LedgerEntry, 'sketch' | 'candidate'>,
): number {
  const own = alike(entries, sketch)
  const judged = new Set(own.filter(({ spent }) => spent > 0).map((entry) => entry.candidate))
  const open = own.map((entry) => entry.candidate).filter((one) => !judged.has(one))
  return new Set([...open, candidate]).size
}

function alike(entries: readonly LedgerEntry[], sketch: readonly string[]): readonly LedgerEntry[] {
  const own = new Set(sketch)
  return entries.filter((entry) => entry.sketch.some((one) => own.has(one)))
}

/** The lines of a ledger. A line that cannot be read is a fault: what it spent nobody knows. */
export function readLedger(text: string): Reading<readonly LedgerEntry[]> {
  return reading('ledger', () => {
    const checks = createChecks()
    const entries = text.split('\n').flatMap((line, i): LedgerEntry[] => {
      if (line.trim() === '') return []
      const path = `line ${i + 1}`
      let json: unknown
      try {
        json = JSON.parse(line)
      } catch {
        checks.fault(path, 'is no JSON')
        return []
      }
      const fields = checks.record(json, path)
      if (fields.version !== LEDGER_VERSION) checks.fault(`${path}.version`, `must be ${LEDGER_VERSION}`)
      return [
        {
          version: LEDGER_VERSION,
          id: checks.text(fields.id, `${path}.id`),
          at: checks.text(fields.at, `${path}.at`),
          candidate: checks.text(fields.candidate, `${path}.candidate`),
          reward: checks.text(fields.reward, `${path}.reward`),
          spent: checks.number(fields.spent, `${path}.spent`, { min: 0, max: 1 }),
          units: checks.number(fields.units, `${path}.units`, { min: 0, whole: true }),
          sketch: checks
            .list(fields.sketch, `${path}.sketch`)
            .map((one) => checks.text(one, `${path}.sketch`)),
        },
      ]
    })
    return checks.problems.length > 0
      ? { ok: false, problems: checks.problems }
      : { ok: true, value: entries }
  })
}
