/** Contextual slots as ONNX: what onnxruntime says, and what the runtime plays. `npm run bench:onnx` */

import { InferenceSession, Tensor } from 'onnxruntime-node'
import { contexts, model, played } from '../test/models/fixtures.ts'
import type { BenchResult } from './report.ts'

const INPUTS = 1000

export async function onnxBench(): Promise<BenchResult> {
  const session = await InferenceSession.create(model())
  const all = contexts(INPUTS)
  const feeds = Object.fromEntries(
    session.inputNames.map((name) => [
      name,
      new Tensor(
        'float64',
        Float64Array.from(all, (context) => Reflect.get(context, name)),
        [INPUTS, 1],
      ),
    ]),
  )
  const said = await session.run(feeds)
  let farthest = 0
  for (const [i, context] of all.entries()) {
    const expected = played(context)
    for (const name of session.outputNames) {
      const off = Math.abs(Number(said[name]?.data[i] ?? Number.NaN) - (expected[name] ?? Number.NaN))
      // NaN is as far as can be.
      farthest = Number.isNaN(off) ? Number.POSITIVE_INFINITY : Math.max(farthest, off)
    }
  }
  return {
    bench: 'onnx',
    subject: `contextual slots of 1 to 3 layers at ${INPUTS} inputs, unknown features and extremes among them: onnxruntime-node beside the runtime`,
    rows: [
      {
        what: 'largest difference, in the unit of the slot',
        ours: { value: farthest, unit: '' },
        peer: null,
        ratio: null,
        bar: { relation: 'at most', value: 1e-6, unit: '' },
      },
    ],
    notes: [
      `${session.outputNames.length} outputs of ${session.inputNames.length} features; everything is in double precision`,
    ],
  }
}
