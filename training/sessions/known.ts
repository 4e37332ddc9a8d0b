/**
 * Which sessions are known, for stores that are larger than memory: some fifty bytes a session, in one table with open addressing.
 * Ids and rows are known by 64 bits of their SHA-256: of ten million sessions two would be taken for one with a chance of 3 in a million,
 * and then a row is set aside and named, and nothing is lost.
 */

import { createHash } from 'node:crypto'
import type { SessionLog } from '../../runtime/session/log.ts'

export interface KnownSession {
  /** Of its text in the store. */
  readonly content: bigint
  /** Of what stands at its start and never changes. */
  readonly origin: bigint
  readonly duration: number
  /** A checkpoint, or the last one of an app that was killed: a later log of the session may take its place. */
  readonly unfinished: boolean
}

export interface KnownSessions {
  get(id: string): KnownSession | null
  set(id: string, session: KnownSession): void
  readonly size: number
}

export function createKnown(): KnownSessions {
  let capacity = 1 << 12
  let size = 0
  let keys = new BigUint64Array(capacity)
  let contents = new BigUint64Array(capacity)
  let origins = new BigUint64Array(capacity)
  let durations = new Float64Array(capacity)
  let flags = new Uint8Array(capacity)
  return {
    get(id) {
      const at = find(keyOf(id))
      if (keys[at] === 0n) return null
      return {
        content: contents[at] ?? 0n,
        origin: origins[at] ?? 0n,
        duration: durations[at] ?? 0,
        unfinished: flags[at] === 1,
      }
    },
    set(id, session) {
      const key = keyOf(id)
      if (keys[find(key)] === 0n) {
        size++
        if (size > capacity * 0.7) grow()
      }
      put(key, session)
    },
    get size() {
      return size
    },
  }

  function put(key: bigint, { content, origin, duration, unfinished }: KnownSession): void {
    const at = find(key)
    keys[at] = key
    contents[at] = content
    origins[at] = origin
    durations[at] = duration
    flags[at] = unfinished ? 1 : 0
  }

  /** Where a key is, or would be. */
  function find(key: bigint): number {
    let at = Number(key % BigInt(capacity))
    while (keys[at] !== 0n && keys[at] !== key) at = (at + 1) % capacity
    return at
  }

  function grow(): void {
    const old = { keys, contents, origins, durations, flags }
    capacity *= 2
    keys = new BigUint64Array(capacity)
    contents = new BigUint64Array(capacity)
    origins = new BigUint64Array(capacity)
    durations = new Float64Array(capacity)
    flags = new Uint8Array(capacity)
    for (const [i, key] of old.keys.entries()) {
      if (key === 0n) continue
      put(key, {
        content: old.contents[i] ?? 0n,
        origin: old.origins[i] ?? 0n,
        duration: old.durations[i] ?? 0,
        unfinished: old.flags[i] === 1,
      })
    }
  }
}

/** Never 0, which says that a place is free. */
export function keyOf(text: string): bigint {
  const key = createHash('sha256').update(text).digest().readBigUInt64BE()
  return key === 0n ? 1n : key
}

/** @param text the session as the store has it */
export function knownOf(log: SessionLog, text: string): KnownSession {
  const { user_id, started_at, source, policy, seed, slots, exploration, context, players } = log
  return {
    content: keyOf(text),
    origin: keyOf(
      JSON.stringify([
        user_id,
        started_at,
        source,
        policy,
        seed,
        sorted(slots),
        exploration,
        sorted(context),
        players,
      ]),
    ),
    duration: log.duration_seconds,
    unfinished: log.end_reason === 'killed',
  }
}

const sorted = (record: Readonly<Record<string, unknown>>): readonly unknown[] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))

export type Place = 'new' | 'same' | 'goes on' | 'older' | 'other'

/** What a row is to what is known of its session. */
export function placeOf(row: KnownSession, known: KnownSession | null): Place {
  if (known === null) return 'new'
  if (row.content === known.content) return 'same'
  if (row.origin !== known.origin) return 'other'
  // A whole log goes on from a checkpoint of it, and a later checkpoint from an earlier one.
  if (
    known.unfinished &&
    row.duration >= known.duration &&
    (!row.unfinished || row.duration > known.duration)
  )
    return 'goes on'
  return row.unfinished && row.duration <= known.duration ? 'older' : 'other'
}
