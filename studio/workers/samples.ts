/**
 * Fetches the recordings of the piano and unpacks them, in a thread of its own: it takes as long as several looks ahead of the band, and
 * more than one picture of the page.
 */

import { readBankFile } from '../../runtime/audio/samples/bank-file.ts'
import type { SamplesAnswer, SamplesRequest } from '../samples-protocol.ts'
import { keep } from './keep.ts'

let kept: Promise<void> = Promise.resolve()

globalThis.addEventListener(
  'message',
  ({ data }: MessageEvent<SamplesRequest>) =>
    void load(data)
      .then(say, (error: unknown) =>
        say({ ok: false, problem: error instanceof Error ? error.message : String(error) }),
      )
      // The page is told first, and what is heard does not wait for what is kept.
      .then(() => kept)
      .finally(() => close()),
)

function say(answer: SamplesAnswer): void {
  postMessage(answer, { transfer: answer.ok ? [answer.bank.pcm.buffer] : [] })
}

async function load({ address, keep: keeps }: SamplesRequest): Promise<SamplesAnswer> {
  const response = await fetch(address)
  if (!response.ok) return { ok: false, problem: 'they are not there' }
  const copy = response.clone()
  const answer = readBankFile(new Uint8Array(await response.arrayBuffer()))
  // What is damaged is asked for again.
  if (answer.ok && keeps) kept = keep(address, copy).catch(() => {})
  return answer
}
