/** A thread that writes recordings to disk, so that neither page nor band waits for it. */

import type { TakeAnswer, TakeRequest } from '../take-protocol.ts'
import { openTakeStore } from './take/disk.ts'
import { createTakeRecorder } from './take/recorder.ts'

/** Many looks in each length of the ring. */
const TICK_MS = 200

globalThis.addEventListener('message', ({ ports: [page] }: MessageEvent) => {
  if (page !== undefined) void serve(page)
})

async function serve(page: MessagePort): Promise<void> {
  const recorder = createTakeRecorder(await openTakeStore(), (answer: TakeAnswer) => page.postMessage(answer))
  page.onmessage = ({ data }: MessageEvent<TakeRequest>) => void recorder.take(data)
  setInterval(() => void recorder.tick(), TICK_MS)
}
