/**
 * Brings the recordings of the piano to the audio thread, when the band first has a piano that is played from them. Until they are there,
 * and where they are not to be had, the modal piano plays.
 */

import type { EngineMessage } from '../../runtime/audio/messages.ts'
import type { SamplesAnswer } from '../samples-protocol.ts'
import type { Addresses } from './addresses.ts'

export interface PianoLoader {
  /** Loads them, the first time it is asked. */
  load(): void
  /** The audio thread is another one, and knows nothing. */
  renew(): void
}

export interface PianoLoaderOptions {
  readonly addresses: Pick<Addresses, 'samples' | 'piano'>
  readonly tellSound: (message: EngineMessage, transfer: Transferable[]) => void
  readonly onProblem: (message: string) => void
}

export function createPianoLoader({ addresses, tellSound, onProblem }: PianoLoaderOptions): PianoLoader {
  let asked = false
  return {
    load,
    renew() {
      if (!asked) return
      asked = false
      load()
    },
  }

  function load(): void {
    if (asked) return
    asked = true
    const worker = new Worker(addresses.samples, { type: 'module', name: 'samples' })
    const missing = (why: string): void =>
      onProblem(`the recordings of the piano cannot be used (${why}); a modal piano plays instead`)
    worker.onerror = (event) => missing(event.message || 'they could not be loaded')
    worker.onmessage = ({ data }: MessageEvent<SamplesAnswer>) => {
      if (!data.ok) return missing(data.problem)
      tellSound({ kind: 'samples', bank: data.bank }, [data.bank.pcm.buffer])
    }
    worker.postMessage(addresses.piano)
  }
}
