/** What a log could not hold: a session of many hours is counted to the end, and listed as far as there was room. */

import type { ReportInput, SessionLog } from './input.ts'
import { count, whole } from './numerals.ts'

/** @param logged the last bar that the log has a beat of */
export const lastBar = ({ events }: ReportInput, logged: number): number =>
  events.reduce((most, { measure }) => Math.max(most, measure), logged)

/** Null where all is there. */
export function leftOutInWords({ beats, onset_times: onsets, left_out }: SessionLog): string | null {
  const part = (held: number, missing: number, what: string): readonly string[] =>
    missing > 0 ? [`the first ${whole(held)} of ${count(held + missing, what)}`] : []
  const parts = [
    ...part(onsets.length, left_out?.onsets ?? 0, 'onset'),
    ...part(beats.length, left_out?.beats ?? 0, 'beat'),
  ]
  if (parts.length === 0) return null
  return `The log holds ${parts.join(' and ')}: what is said of taps and beats is said of these.`
}
