/** Tries a piece in a thread of its own, which ends with it. */

import type { Milliseconds } from '../../../runtime/units.ts'
import type { TrialAnswer, TrialRequest, TrialSetup } from '../../band-protocol.ts'

/** Listening to a large band takes a second on a slow machine. */
const PATIENCE: Milliseconds = 15_000

export function triedInWorker(code: string): Promise<TrialAnswer> {
  return new Promise((resolve) => {
    const worker = new Worker('/band.js', { type: 'module', name: 'trial' })
    const { port1, port2 } = new MessageChannel()
    const done = (answer: TrialAnswer): void => {
      clearTimeout(timer)
      worker.terminate()
      resolve(answer)
    }
    const timer = setTimeout(
      () => done({ ok: false, problem: 'it did not come to an end when it was tried' }),
      PATIENCE,
    )
    port1.onmessage = ({ data }: MessageEvent<TrialAnswer>) => done(data)
    worker.onerror = (event) => done({ ok: false, problem: event.message || 'it could not be loaded' })
    worker.postMessage({ trial: true } satisfies TrialSetup, [port2])
    port1.postMessage({ code } satisfies TrialRequest)
  })
}
