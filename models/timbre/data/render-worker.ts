/** Renders every `parts`-th sound and sends its row: the work of `dump.ts` in a thread of its own. */

import { parentPort, workerData } from 'node:worker_threads'
import { RATE, SECONDS } from '../audio/excerpt.ts'
import { readFeatures } from '../audio/features.ts'
import { createHitRenderer } from '../audio/render-hit.ts'
import { rowOf } from './dump.ts'
import { drawSound } from './sample.ts'
import { SOUND_CLASSES } from './sounds.ts'

const { seed, perClass, part, parts } = workerData
const renderer = createHitRenderer(RATE)
for (let index = part; index < SOUND_CLASSES.length * perClass; index += parts) {
  const classIndex = Math.floor(index / perClass)
  const drawn = drawSound(seed, classIndex, index % perClass)
  const target = SOUND_CLASSES[classIndex]?.target ?? 'percussion'
  const reading = readFeatures([renderer.render(target, drawn, SECONDS + 0.1)], RATE)
  if (!reading.ok) throw new Error(`sound ${index} ${reading.problem}`)
  parentPort?.postMessage({ index, row: rowOf(classIndex, drawn.pitch, drawn.params, reading.features) })
}
