/** What a folder of sessions holds: one file of JSON lines a day, and `manifest.json` that says which. */

import { createChecks, type Reading, reading } from '../../runtime/score/checks.ts'

export const MANIFEST = 'manifest.json'
export const STORE_VERSION = 1

export interface Partition {
  /** UTC day on which its sessions start: `2026-01-31`. */
  readonly day: string
  /** In the folder. */
  readonly file: string
  readonly sessions: number
  readonly bytes: number
  readonly sha256: string
}

export interface Manifest {
  readonly version: typeof STORE_VERSION
  readonly partitions: readonly Partition[]
  /** Where the sessions are simulated: how, and what was assumed. Null for those of people. */
  readonly simulation: Readonly<Record<string, unknown>> | null
}

/** `day=2026-01-31.jsonl`, and nothing that leads out of the folder. */
const FILE = /^day=\d{4}-\d\d-\d\d\.jsonl$/

export const fileOfDay = (day: string): string => `day=${day}.jsonl`

export function readManifest(json: unknown): Reading<Manifest> {
  return reading('manifest', () => {
    const checks = createChecks()
    const fields = checks.record(json, 'manifest')
    if (fields.version !== STORE_VERSION) {
      checks.fault('version', `must be ${STORE_VERSION}: this version of sil reads no other`)
      return { ok: false, problems: checks.problems }
    }
    const partitions = checks.list(fields.partitions, 'partitions').map((one, i) => {
      const part = checks.record(one, `partitions[${i}]`)
      const file = checks.text(part.file, `partitions[${i}].file`)
      if (!FILE.test(file)) checks.fault(`partitions[${i}].file`, 'must be day=YYYY-MM-DD.jsonl')
      return {
        day: checks.text(part.day, `partitions[${i}].day`),
        file,
        sessions: checks.number(part.sessions, `partitions[${i}].sessions`, { min: 0, whole: true }),
        bytes: checks.number(part.bytes, `partitions[${i}].bytes`, { min: 0, whole: true }),
        sha256: checks.text(part.sha256, `partitions[${i}].sha256`),
      }
    })
    const simulation =
      (fields.simulation ?? null) === null ? null : checks.record(fields.simulation, 'simulation')
    return checks.problems.length > 0
      ? { ok: false, problems: checks.problems }
      : { ok: true, value: { version: STORE_VERSION, partitions, simulation } }
  })
}
