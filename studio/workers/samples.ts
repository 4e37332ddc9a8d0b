/**
 * Fetches the recordings of the piano and unpacks them, in a thread of its own: it takes as long as several looks ahead of the band, and
 * more than one picture of the page.
 */

import { readBankFile } from '../../runtime/audio/samples/bank-file.ts'
import { OFFLINE_STORE } from '../offline-store.ts'
import type { SamplesAnswer } from '../samples-protocol.ts'

const ADDRESS = '/sounds/piano.bin'

void load().then(
  (answer) => (answer.ok ? postMessage(answer, { transfer: [answer.bank.pcm.buffer] }) : postMessage(answer)),
  (error: unknown) =>
    postMessage({ ok: false, problem: error instanceof Error ? error.message : String(error) }),
)

async function load(): Promise<SamplesAnswer> {
  const response = await fetch(ADDRESS)
  if (!response.ok) return { ok: false, problem: 'they are not there' }
  // On the first visit there is no service worker yet that would keep it.
  const kept = response.clone()
  void keep(kept).catch(() => {})
  return readBankFile(new Uint8Array(await response.arrayBuffer()))
}

async function keep(response: Response): Promise<void> {
  // A browser that may not keep anything has no `caches`.
  if (!('caches' in globalThis)) return
  await (await caches.open(OFFLINE_STORE)).put(ADDRESS, response)
}
