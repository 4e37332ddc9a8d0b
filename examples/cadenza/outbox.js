/**
 * Session logs wait here until somebody has taken them: days offline lose nothing. In IndexedDB, where there is room.
 * A log may be sent twice (its answer got lost): it has an id of its own, and the server keeps one.
 */

const RETRY_MS = 15_000

export async function createOutbox(send, onChange) {
  const database = await open()
  let sending = false
  addEventListener('online', flush)
  setInterval(flush, RETRY_MS)

  return { put, flush, waiting }

  async function put(log) {
    await done(store('readwrite').put(log))
    await tell()
    await flush()
  }

  function waiting() {
    return done(store('readonly').getAll())
  }

  /** Sends what waits, oldest first; stops at the first that is not taken, and tries again later. */
  async function flush() {
    if (sending) return
    sending = true
    try {
      for (const log of await waiting()) {
        await send(log)
        await done(store('readwrite').delete(log.session_id))
        await tell()
      }
    } catch {
      // Offline, or the server is: nothing is lost.
    } finally {
      sending = false
    }
  }

  async function tell() {
    onChange(await waiting())
  }

  function store(mode) {
    return database.transaction('logs', mode).objectStore('logs')
  }
}

function open() {
  const request = indexedDB.open('cadenza', 1)
  request.onupgradeneeded = () => request.result.createObjectStore('logs', { keyPath: 'session_id' })
  return done(request)
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
