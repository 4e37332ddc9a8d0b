/**
 * Where logs go, and where slots and flags come from. Give the addresses of yours; without, it lives in this page, to be
 * seen and switched off.
 */

/** For example { logs: '/api/sessions', slots: '/api/slots.json', flags: '/api/flags.json' }. */
export const ENDPOINTS = null

export function connect(endpoints, inPage) {
  if (endpoints === null) return inPage
  return {
    where: new URL(endpoints.logs, location.href).host,
    flags: () => json(endpoints.flags),
    slots: () => json(endpoints.slots),
    takeLog: async (log) => {
      const headers = { 'content-type': 'application/json' }
      await answered(fetch(endpoints.logs, { method: 'POST', headers, body: JSON.stringify(log) }))
    },
  }
}

async function json(url) {
  return (await answered(fetch(url, { cache: 'no-store' }))).json()
}

async function answered(response) {
  const { ok, status } = await response
  if (!ok) throw new Error(`the server answered ${status}`)
  return response
}

/** A server of a few lines, with switches: `isOnline`, `flags` and `slots` say what it does. */
export function serverInPage({ isOnline, flags, slots, onTaken }) {
  const taken = new Map()
  return {
    where: 'in this page',
    flags: () => reached(flags),
    slots: () => reached(slots),
    takeLog: (log) =>
      reached(() => {
        taken.set(log.session_id, structuredClone(log))
        onTaken([...taken.values()])
      }),
  }

  async function reached(answer) {
    if (!isOnline()) throw new Error('offline')
    return answer()
  }
}
