/** What must survive the page. `localStorage`, because a page that goes away has no time to wait for a database. */

/** One a session: two tabs may play at once. */
const CHECKPOINT = 'cadenza.checkpoint.'
const ALIVE = 'cadenza.alive.'
const HISTORY = 'cadenza.history'
const PLAYED = 'cadenza.sessions-played'
const USER = 'cadenza.user'
const SLOTS = 'cadenza.slots'
const LATENCY = 'cadenza.input-latency'

/** A history holds no more. */
const MOST_SESSIONS = 20

/** Says nothing of the person, and is the same tomorrow. */
export function userId() {
  const known = localStorage.getItem(USER) ?? crypto.randomUUID()
  localStorage.setItem(USER, known)
  return known
}

/** Each overwrites the last of its session: of one that was killed there is one log. */
export const keepCheckpoint = (log) => localStorage.setItem(CHECKPOINT + log.session_id, JSON.stringify(log))
export const dropCheckpoint = ({ session_id }) => localStorage.removeItem(CHECKPOINT + session_id)

/** While a session plays its tab holds a lock, which the browser takes back from a tab that dies. Call what this returns when it ends. */
export function markAlive(sessionId) {
  let over = () => {}
  const playing = new Promise((resolve) => {
    over = resolve
  })
  navigator.locks.request(ALIVE + sessionId, () => playing)
  return over
}

/** The logs of sessions that never ended: their tabs were killed, and this is what they had played. */
export async function killedSessions() {
  const { held = [] } = await navigator.locks.query()
  const alive = new Set(held.map(({ name }) => name))
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(CHECKPOINT) && !alive.has(ALIVE + key.slice(CHECKPOINT.length)))
    .map(read)
    .filter((log) => log !== null)
}

export const keepSlots = (json) => localStorage.setItem(SLOTS, JSON.stringify(json))
export const keptSlots = () => read(SLOTS)

export const keepInputLatency = (ms) => localStorage.setItem(LATENCY, String(ms))
export const inputLatency = () => Number(localStorage.getItem(LATENCY) ?? 0)

/** What rewards that look across sessions need to know of the others. */
export function history() {
  return read(HISTORY) ?? { version: 1, complete_through: new Date().toISOString(), sessions: [] }
}

/** How many sessions there were; the history knows only the last ones. */
export const sessionsPlayed = () => Number(localStorage.getItem(PLAYED) ?? 0)

/**
 * `spread` (how evenly the player plays) is what rewards compare across sessions. `summaryOfSession` of silencio/runtime
 * computes it, where there is a bundler, or on the server; without it those parts of a reward stay missing.
 */
export function addToHistory({ session_id, started_at, duration_seconds, completed }) {
  const sessions = [
    ...history().sessions,
    { session_id, started_at, duration_seconds, completed, spread: null },
  ]
  localStorage.setItem(PLAYED, String(sessionsPlayed() + 1))
  const complete_through = new Date().toISOString()
  localStorage.setItem(
    HISTORY,
    JSON.stringify({ version: 1, complete_through, sessions: sessions.slice(-MOST_SESSIONS) }),
  )
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key))
  } catch {
    // Half written, or by another version: as if it were not there.
    return null
  }
}
