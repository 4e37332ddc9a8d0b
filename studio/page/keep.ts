/** Keeps the page in the browser, so that the next time it opens without its server, too. */

import { OFFLINE_STORE } from '../offline-store.ts'

export async function keepForLater(): Promise<void> {
  try {
    await navigator.serviceWorker.register('/offline.js', { type: 'module' })
    await navigator.serviceWorker.ready
    const store = await caches.open(OFFLINE_STORE)
    // What was loaded before the worker was there: the editor, where there is one.
    const loaded = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.startsWith(`${location.origin}/`) && !name.includes('/api/'))
    await store.addAll([...new Set(loaded)])
  } catch {
    // Without it the studio needs its server each time, and all else is the same.
  }
}
