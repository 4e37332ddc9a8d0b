/** A few sounds to learn from, rendered here and not by workers. */

import { RATE, SECONDS } from '../../../../models/timbre/audio/excerpt.ts'
import { readFeatures } from '../../../../models/timbre/audio/features.ts'
import { createHitRenderer } from '../../../../models/timbre/audio/render-hit.ts'
import { type Dump, ROW, rowOf } from '../../../../models/timbre/data/dump.ts'
import { drawSound } from '../../../../models/timbre/data/sample.ts'
import { SOUND_CLASSES } from '../../../../models/timbre/data/sounds.ts'

export const FEW = ['kick', 'hat', 'woodblock', 'bass']
export const EACH = 10

export function smallDump(): Dump {
  const renderer = createHitRenderer(RATE)
  const rows = new Float32Array(FEW.length * EACH * ROW)
  FEW.forEach((id, c) => {
    const classIndex = SOUND_CLASSES.findIndex((each) => each.id === id)
    const target = SOUND_CLASSES[classIndex]?.target ?? 'percussion'
    for (let i = 0; i < EACH; i++) {
      const drawn = drawSound(1, classIndex, i)
      const reading = readFeatures([renderer.render(target, drawn, SECONDS)], RATE)
      if (!reading.ok) throw new Error(reading.problem)
      rows.set(rowOf(classIndex, drawn.pitch, drawn.params, reading.features), (c * EACH + i) * ROW)
    }
  })
  return { count: FEW.length * EACH, rows }
}
