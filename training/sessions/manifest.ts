/** What a folder of sessions holds: one file of JSON lines a day, and `manifest.json` that says which. */

import { createHash } from 'node:crypto'
import { isInstant, millisecondsOf } from '../../runtime/instant.ts'
import { inWords } from '../../runtime/problems.ts'
import { type Checks, createChecks, type Reading, reading } from '../../runtime/score/checks.ts'

export const MANIFEST = 'manifest.json'
export const STORE_VERSION = 1
/** What was set aside, below the store. */
export const REJECTED = 'rejected'

export interface Listed {
  /** In the folder. */
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

export interface Partition extends Listed {
  /** UTC day on which its sessions start: `2026-01-31`. */
  readonly day: string
  readonly sessions: number
}

/** A file of `rejected/`: what one import set aside. */
export interface RejectedFile extends Listed {
  readonly rows: number
}

export interface Manifest {
  readonly version: typeof STORE_VERSION
  /** By day. */
  readonly partitions: readonly Partition[]
  /** Where the sessions are simulated: how, and what was assumed. Null for those of people. */
  readonly simulation: Readonly<Record<string, unknown>> | null
  readonly rejected?: readonly RejectedFile[]
  /** Users who were forgotten, and may not come back: `tombstoneOf` their ids. */
  readonly tombstones?: readonly string[]
  /** What the tombstones are salted with, in hex. */
  readonly salt?: string
}

/**
 * `day=2026-01-31.jsonl`, and nothing that leads out of the folder. A day that changes becomes a new file, `day=2026-01-31.2.jsonl`:
 * the old one is what the old manifest names, until the new manifest is there.
 */
const FILE = /^day=\d{4}-\d\d-\d\d(?:\.[1-9]\d{0,8})?\.jsonl$/
const REJECTED_FILE = /^rejected\/[1-9]\d{0,8}\.jsonl$/
const HASH = /^[0-9a-f]{64}$/
const DAY = /^\d{4}-\d\d-\d\d$/

export const isDayFile = (name: string): boolean => FILE.test(name)

/** @param generation 1 for the first file of a day */
export const fileOfDay = (day: string, generation = 1): string =>
  generation === 1 ? `day=${day}.jsonl` : `day=${day}.${generation}.jsonl`

export const generationOf = (file: string): number => Number(/\.(\d+)\.jsonl$/.exec(file)?.[1] ?? 1)

/** The UTC day of a moment; null for what the calendar of ISO 8601's four digits does not hold. */
export function dayOf(startedAt: string): string | null {
  const at = millisecondsOf(startedAt)
  if (!Number.isFinite(at)) return null
  const day = new Date(at).toISOString().slice(0, 10)
  return /^\d{4}-/.test(day) ? day : null
}

/** Says that somebody was forgotten, and not who: who does not know the id cannot read it. */
export const tombstoneOf = (userId: string, salt: string): string =>
  createHash('sha256').update(`${salt} ${userId}`).digest('hex')

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`

export function readManifest(json: unknown): Reading<Manifest> {
  return reading('manifest', () => {
    const checks = createChecks()
    const fields = checks.record(json, 'manifest')
    if (fields.version !== STORE_VERSION) {
      checks.fault('version', `must be ${STORE_VERSION}: this version of sil reads no other`)
      return { ok: false, problems: checks.problems }
    }
    const days = new Set<string>()
    const partitions = checks.list(fields.partitions, 'partitions').map((one, i): Partition => {
      const path = `partitions[${i}]`
      const part = checks.record(one, path)
      const day = readDay(checks, part.day, `${path}.day`)
      if (days.has(day)) checks.fault(`${path}.day`, `must be there once, and ${day} was before`)
      days.add(day)
      const listed = readListed(checks, part, path, FILE, 'day=YYYY-MM-DD.jsonl')
      if (!listed.file.startsWith(`day=${day}.`))
        checks.fault(`${path}.file`, `must be that of its day, ${fileOfDay(day)}, not ${inWords(part.file)}`)
      return {
        day,
        ...listed,
        sessions: checks.number(part.sessions, `${path}.sessions`, { min: 0, whole: true }),
      }
    })
    const rejected = list(checks, fields.rejected, 'rejected').map((one, i): RejectedFile => {
      const path = `rejected[${i}]`
      const part = checks.record(one, path)
      return {
        ...readListed(checks, part, path, REJECTED_FILE, 'rejected/N.jsonl'),
        rows: checks.number(part.rows, `${path}.rows`, { min: 0, whole: true }),
      }
    })
    const tombstones = list(checks, fields.tombstones, 'tombstones').map((one, i) => {
      const hash = checks.text(one, `tombstones[${i}]`)
      if (!HASH.test(hash)) checks.fault(`tombstones[${i}]`, 'must be a SHA-256 in hex')
      return hash
    })
    const salt = fields.salt === undefined ? undefined : checks.text(fields.salt, 'salt')
    // Without their salt they would keep nobody out.
    if (tombstones.length > 0 && (salt ?? '') === '') checks.fault('salt', 'must be there with tombstones')
    const simulation =
      (fields.simulation ?? null) === null ? null : checks.record(fields.simulation, 'simulation')
    if (checks.problems.length > 0) return { ok: false, problems: checks.problems }
    return {
      ok: true,
      value: {
        version: STORE_VERSION,
        partitions,
        simulation,
        ...(rejected.length === 0 ? {} : { rejected }),
        ...(tombstones.length === 0 ? {} : { tombstones }),
        ...(salt === undefined ? {} : { salt }),
      },
    }
  })
}

/** Files are named by it: it is a day, and leads nowhere. */
function readDay(checks: Checks, value: unknown, path: string): string {
  const day = checks.text(value, path)
  if (DAY.test(day) && isInstant(day)) return day
  checks.fault(path, `must be a day as in 2026-01-31, not ${inWords(value)}`)
  return ''
}

const list = (checks: Checks, value: unknown, path: string): readonly unknown[] =>
  value === undefined ? [] : checks.list(value, path)

function readListed(
  checks: Checks,
  part: Readonly<Record<string, unknown>>,
  path: string,
  name: RegExp,
  shown: string,
): Listed {
  const file = checks.text(part.file, `${path}.file`)
  if (!name.test(file)) checks.fault(`${path}.file`, `must be ${shown}`)
  // What is worked out from a file is named by its hash.
  const sha256 = checks.text(part.sha256, `${path}.sha256`)
  if (!HASH.test(sha256)) checks.fault(`${path}.sha256`, 'must be a SHA-256 in hex, 64 small digits')
  return { file, bytes: checks.number(part.bytes, `${path}.bytes`, { min: 0, whole: true }), sha256 }
}
