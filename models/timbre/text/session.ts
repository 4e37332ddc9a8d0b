/** A session of onnxruntime-web as the encoder takes it, in Node and in a page. */

import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import type { LoadedModel } from './encoder.ts'

/** One prompt after the other: a session in WebAssembly has one stack. */
export function modelOfSession(session: InferenceSession, TensorOf: typeof Tensor): LoadedModel {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(ids) {
      const run = last.then(async () => {
        const { sentence } = await session.run({ input_ids: new TensorOf('int64', ids, [1, ids.length]) })
        if (!(sentence?.data instanceof Float32Array)) throw new TypeError('the encoder gave no numbers')
        return sentence.data
      })
      last = run.catch(() => {})
      return run
    },
    release: () => session.release(),
  }
}
