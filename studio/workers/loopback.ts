/** Finds the chirps in what came in: half a second's work, and the page need not stand still for it. */

import { loopbackSignal, readLoopback } from '../../runtime/audio/ears/calibration/loopback.ts'
import type { LoopbackAnswer, LoopbackRequest } from '../capture-protocol.ts'

/** So near full scale nothing comes in that was not cut. */
const FULL = 0.985
/** More samples than a click has. */
const MANY = 40

globalThis.addEventListener('message', ({ data }: MessageEvent<LoopbackRequest>) => {
  const { rate, recorded } = data
  const atEnd = recorded.reduce((count, sample) => (Math.abs(sample) >= FULL ? count + 1 : count), 0)
  const answer: LoopbackAnswer = {
    reading: readLoopback(loopbackSignal(rate), recorded),
    clipped: atEnd > MANY,
  }
  globalThis.postMessage(answer)
})
