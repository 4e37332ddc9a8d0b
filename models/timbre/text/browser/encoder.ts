/** The page's side of the encoder's worker. */

import type { OpenedEncoder, Sentence } from '../encoder.ts'
import type { EncoderFiles, FromWorker, ToWorker } from './protocol.ts'

/**
 * Loads about 38 MB from the page's own server, once. Never rejects.
 * @param worker running worker.ts; ended where it cannot be opened
 */
export function openBrowserEncoder(worker: Worker, files: EncoderFiles): Promise<OpenedEncoder> {
  const waiting = new Map<number, { resolve(sentence: Sentence): void; reject(error: Error): void }>()
  let count = 0
  const say = (message: ToWorker): void => worker.postMessage(message)
  let ended: string | null = null
  const end = (why: string): void => {
    ended = why
    worker.terminate()
    for (const { reject } of waiting.values()) reject(new Error(why))
    waiting.clear()
  }
  return new Promise((resolve) => {
    const fail = (problem: string): void => {
      end(problem)
      resolve({ ok: false, problem })
    }
    worker.addEventListener('error', ({ message }) =>
      fail(`the text encoder's worker could not be run: ${message || 'it did not load'}`),
    )
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      switch (data.kind) {
        case 'problem':
          return fail(data.problem)
        case 'opened':
          return resolve({ ok: true, encoder: { id: 'all-MiniLM-L6-v2', encode, close } })
        case 'sentence':
          waiting.get(data.id)?.resolve({ vector: data.vector, read: data.read, cut: data.cut })
          break
        case 'failed':
          waiting.get(data.id)?.reject(new Error(`the text encoder failed: ${data.problem}`))
          break
      }
      waiting.delete(data.id)
    })
    say({ kind: 'open', files })
  })

  function encode(prompt: string): Promise<Sentence> {
    if (ended !== null) return Promise.reject(new Error(ended))
    return new Promise((resolve, reject) => {
      const id = ++count
      waiting.set(id, { resolve, reject })
      say({ kind: 'encode', id, prompt })
    })
  }

  async function close(): Promise<void> {
    end('the text encoder was closed')
  }
}
