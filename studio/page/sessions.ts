/** The player's sessions, kept in this browser and nowhere else: the newest ones, as far as there is room. */

import type { SessionLog } from '../../runtime/session/log.ts'
import type { SessionSummary } from '../views/practice-charts.ts'
import { isKept, type KeptSession } from './kept-session.ts'

export interface SessionStore {
  /** In place of what was kept of the same session. False where the browser keeps nothing (a private window, a full disk). */
  keep(title: string, summary: SessionSummary, log: SessionLog): Promise<boolean>
  /** Newest first. */
  all(): Promise<readonly KeptSession[]>
  forget(): Promise<void>
}

/** A month of daily practice. */
const MOST_SESSIONS = 60
/** Nobody played: there is nothing to look back at. */
const LEAST_ONSETS = 1

const STORE = 'sessions'

export function createSessionStore(name = 'silencio'): SessionStore {
  let opened: Promise<IDBDatabase> | null = null
  /** The session that was kept last, and where: null where none was. */
  let last: { readonly session: string; readonly id: IDBValidKey } | null = null
  /** One after the other: the end of a session may follow its checkpoint at once. */
  let keeping: Promise<boolean> = Promise.resolve(true)

  return {
    async keep(title, summary, log) {
      if (log.onset_times.length < LEAST_ONSETS) return false
      keeping = keeping.then(() => put({ at: log.started_at, title, summary, log }))
      return keeping
    },
    async all() {
      try {
        const found: readonly unknown[] = await done((await transaction('readonly')).getAll())
        return found.filter(isKept).reverse()
      } catch {
        return []
      }
    },
    async forget() {
      try {
        await done((await transaction('readwrite')).clear())
      } catch {
        // A browser that keeps nothing has nothing to forget.
      }
    },
  }

  async function put(session: Omit<KeptSession, 'id'>): Promise<boolean> {
    const { session_id } = session.log
    try {
      const store = await transaction('readwrite')
      const place = last?.session === session_id ? { id: last.id } : {}
      last = { session: session_id, id: await done(store.put({ ...session, ...place })) }
      await cut(store)
      return true
    } catch {
      return false
    }
  }

  async function cut(store: IDBObjectStore): Promise<void> {
    const keys = await done(store.getAllKeys())
    for (const key of keys.slice(0, Math.max(0, keys.length - MOST_SESSIONS))) store.delete(key)
  }

  async function transaction(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    // One that failed is tried again.
    opened ??= open(name).catch((error: unknown) => {
      opened = null
      throw error
    })
    return (await opened).transaction(STORE, mode).objectStore(STORE)
  }
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: 'id', autoIncrement: true })
  }
  return done(request)
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
