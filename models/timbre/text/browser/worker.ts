/**
 * The sentence encoder in a worker of a page, by onnxruntime-web: the page goes on drawing and playing meanwhile. On one thread and
 * without WebGPU, so that it runs wherever WebAssembly does.
 */

import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import { CHECKSUMS, MODEL_CHECKSUMS } from '../checksums.ts'
import { createEncoder, type SentenceEncoder } from '../encoder.ts'
import { modelOfSession } from '../session.ts'
import { createTokenizer } from '../tokens.ts'
import type { EncoderFiles, FromWorker, ToWorker } from './protocol.ts'

let encoder: SentenceEncoder | undefined

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'open') void open(data.files)
  else void encode(data.id, data.prompt)
})

async function open(files: EncoderFiles): Promise<void> {
  try {
    const asked = [
      fetched(files.model, MODEL_CHECKSUMS.int8),
      fetched(files.tokenizer, CHECKSUMS['tokenizer.json']),
      fetched(files.wasm, null),
    ] as const
    // Where several are missing the first of these is told, not the one that happened to come back first.
    await Promise.allSettled(asked)
    const [model, tokenizer, wasm] = await Promise.all(asked)
    env.wasm.numThreads = 1
    env.wasm.wasmBinary = wasm
    const json: unknown = JSON.parse(new TextDecoder().decode(tokenizer))
    if (typeof json !== 'object' || json === null) throw new Error('tokenizer.json holds no tokenizer')
    encoder = createEncoder(
      createTokenizer(json),
      modelOfSession(await InferenceSession.create(new Uint8Array(model)), Tensor),
    )
    say({ kind: 'opened' })
  } catch (error) {
    say({ kind: 'problem', problem: `the text encoder could not be started: ${messageOf(error)}` })
  }
}

/** @throws Error where it is not there, or not the file it should be */
async function fetched(address: string, checksum: string | null): Promise<ArrayBuffer> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} is not there (${response.status})`)
  const bytes = await response.arrayBuffer()
  if (checksum !== null) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
    if (found !== checksum)
      throw new Error(
        `${address} is not the file that the timbre heads were trained with (its SHA-256 begins with ${found.slice(0, 8)}, not ${checksum.slice(0, 8)})`,
      )
  }
  return bytes
}

async function encode(id: number, prompt: string): Promise<void> {
  try {
    if (encoder === undefined) throw new Error('it is not open')
    say({ kind: 'sentence', id, ...(await encoder.encode(prompt)) })
  } catch (error) {
    say({ kind: 'failed', id, problem: messageOf(error) })
  }
}

const say = (message: FromWorker): void => self.postMessage(message)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
