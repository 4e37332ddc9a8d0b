/** Keeps what a thread fetched: on the first visit there is no service worker yet that would. */

import { OFFLINE_STORE } from '../offline-store.ts'

export async function keep(address: string, response: Response): Promise<void> {
  // A browser that may not keep anything has no `caches`.
  if (!('caches' in globalThis)) return
  await (await caches.open(OFFLINE_STORE)).put(address, response)
}
