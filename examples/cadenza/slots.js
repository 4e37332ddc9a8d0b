/**
 * Trained values over the air: new slots need no new code. What does not fit is refused as a whole, with every fault
 * named, and what played before goes on playing. A session keeps the slots that it started with.
 */

import { keepSlots, keptSlots } from './keep.js'

/** What was good last time is good now, unless the app has been updated since. */
export function loadKeptSlots(policy) {
  const kept = keptSlots()
  return kept === null ? null : policy.loadSlots(kept)
}

/** Resolves to `{ ok, errors, warnings }`; never throws. */
export async function fetchSlots(policy, fetchJson) {
  try {
    const json = await fetchJson()
    const result = policy.loadSlots(json)
    if (result.ok) keepSlots(json)
    return result
  } catch (error) {
    return { ok: false, errors: [`the slots could not be fetched: ${error.message}`], warnings: [] }
  }
}
