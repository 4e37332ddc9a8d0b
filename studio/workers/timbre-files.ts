/** Where a thread of the page finds the trained timbre space, and its encoder's own thread. */

import { openBrowserEncoder } from '../../models/timbre/text/browser/encoder.ts'
import { NoEncoder } from '../../models/timbre/text/no-encoder.ts'
import type { TimbreSources } from '../service/timbre-model.ts'
import { keep } from './keep.ts'

/** @param folder address with a slash at its end; the encoder's thread lies beside it */
export function timbreSourcesAt(folder: string): TimbreSources {
  return {
    async files() {
      const names = ['text-head.onnx', 'audio-head.onnx', 'decoder.onnx', 'attributes.onnx', 'pieces.bin']
      const [space, text, audio, decoder, attributes, book] = await Promise.all([
        fetched(`${folder}space.json`).then((bytes) => new TextDecoder().decode(bytes)),
        ...names.map((name) => fetched(folder + name)),
      ])
      if (!(text && audio && decoder && attributes && book))
        throw new Error('a file of the timbre space is empty')
      return { heads: { space, text, audio, decoder, attributes }, book }
    },
    async book() {
      const address = `${folder}book.bin`
      const response = await answered(address)
      // It comes when somebody writes, and what they wrote sounds the same without the server.
      void keep(address, response.clone()).catch(() => {})
      return new Uint8Array(await response.arrayBuffer())
    },
    async encoder() {
      const worker = new Worker(new URL('../sentence-encoder.js', folder), {
        type: 'module',
        name: 'sentence encoder',
      })
      const opened = await openBrowserEncoder(worker, {
        model: `${folder}minilm.onnx`,
        tokenizer: `${folder}tokenizer.json`,
        wasm: `${folder}ort.wasm`,
      })
      // People know the files by their names.
      if (!opened.ok) throw new NoEncoder(opened.problem.replaceAll(folder, ''))
      return opened.encoder
    },
  }
}

async function fetched(address: string): Promise<Uint8Array> {
  return new Uint8Array(await (await answered(address)).arrayBuffer())
}

async function answered(address: string): Promise<Response> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address.replace(/^.*\//, '')} is not there (${response.status})`)
  return response
}
