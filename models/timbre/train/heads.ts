/** Networks that a run begins with in place of drawn ones: the heads of a folder. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readNetwork } from '../../onnx/network.ts'
import { SOUND_CLASSES } from '../data/sounds.ts'
import { openTimbreModel } from '../node.ts'
import type { Mlp } from './mlp.ts'
import { type Networks, SPACE } from './networks.ts'

/** @throws Error with what is wrong with the folder, RangeError with what does not fit */
export function takeHeads(folder: string, { text, audio, decoder, middles }: Networks): void {
  const opened = openTimbreModel({ heads: folder })
  if (!opened.ok) throw new Error(opened.problem)
  take(join(folder, 'text-head.onnx'), text)
  take(join(folder, 'audio-head.onnx'), audio)
  take(join(folder, 'decoder.onnx'), decoder)
  SOUND_CLASSES.forEach(({ id }, c) => {
    const own = opened.model.classes.find((each) => each.id === id)
    if (own === undefined) throw new RangeError(`${folder} has no ${id}`)
    middles.value.set(own.vector, c * SPACE)
  })
}

function take(file: string, { layers }: Mlp): void {
  const read = readNetwork(readFileSync(file)).layers
  for (const [l, { weights, bias }] of layers.entries()) {
    const own = read[l]
    if (own?.weights.length !== weights.value.length || own.bias.length !== bias.value.length)
      throw new RangeError(`${file} has other layers than a run trains`)
    weights.value.set(own.weights)
    bias.value.set(own.bias)
  }
}
