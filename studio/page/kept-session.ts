/** A session that this browser keeps. */

import type { SessionLog } from '../../runtime/session/log.ts'
import type { SessionSummary } from '../views/charts/summary.ts'

export interface KeptSession {
  readonly id: number
  /** ISO 8601. */
  readonly at: string
  readonly title: string
  readonly summary: SessionSummary
  readonly log: SessionLog
}

/** What another version has left may be anything: it is not shown. */
export function isKept(row: unknown): row is KeptSession {
  const { id, at, title, summary, log } = fields(row)
  const { met, beats, seconds, zones, bins, from, to, middle, spread } = fields(summary)
  const { snap, follow, limit } = fields(zones)
  return (
    typeof at === 'string' &&
    typeof title === 'string' &&
    [id, met, beats, seconds, from, to, snap, follow, limit].every((one) => typeof one === 'number') &&
    [middle, spread].every((one) => one === null || typeof one === 'number') &&
    Array.isArray(bins) &&
    bins.every((one) => typeof one === 'number') &&
    Array.isArray(fields(log).onset_times)
  )
}

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
