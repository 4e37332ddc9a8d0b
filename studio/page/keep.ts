/** Keeps the page in the browser, so that the next time it opens without its server, too. */

/** The worker's store. */
const STORE = 'silencio-1'

export async function keepForLater(): Promise<void> {
  try {
    await navigator.serviceWorker.register('/offline.js', { type: 'module' })
    await navigator.serviceWorker.ready
    const store = await caches.open(STORE)
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
