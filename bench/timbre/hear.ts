/** What a prompt becomes, as an app has it: words → 256 numbers → a voice's numbers → samples → what is heard in them. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RATE, SECONDS } from '../../models/timbre/audio/excerpt.ts'
import { readFeatures } from '../../models/timbre/audio/features.ts'
import { type ClassStatistics, nearestClasses } from '../../models/timbre/audio/nearest-class.ts'
import { createHitRenderer } from '../../models/timbre/audio/render-hit.ts'
import type { SoundClass } from '../../models/timbre/data/sound-class.ts'
import { SOUND_CLASSES } from '../../models/timbre/data/sounds.ts'
import type { JointModel } from '../../models/timbre/index.ts'
import { HEADS_FOLDER } from '../../models/timbre/node.ts'
import { TARGET_PARAMS } from '../../runtime/audio/palette/baked-patch.ts'
import type { VoiceTarget } from '../../runtime/timbre/baked.ts'

export interface Sounding {
  readonly samples: Float32Array
  readonly features: Float64Array
}

const renderer = createHitRenderer(RATE)

export function soundOf(
  model: JointModel,
  vector: ArrayLike<number>,
  { target, pitches }: Pick<SoundClass, 'target' | 'pitches'>,
  key = 7,
): Sounding {
  const values = model.decode(vector, target)
  const samples = strike(
    target,
    TARGET_PARAMS[target].map(({ name }) => values[name] ?? 0),
    pitches,
    key,
  )
  const reading = readFeatures([samples], RATE)
  if (!reading.ok) throw new Error(`what was rendered ${reading.problem}`)
  return { samples, features: reading.features }
}

function strike(
  target: VoiceTarget,
  params: readonly number[],
  pitches: readonly [number, number] | null,
  key: number,
): Float32Array {
  const pitch = pitches === null ? 0 : 440 * 2 ** (((pitches[0] + pitches[1]) / 2 - 69) / 12)
  const hold = pitches === null ? 0 : 1
  return renderer.render(target, { params, velocity: 0.8, pitch, hold, key }, SECONDS + 0.1)
}

/** Nearest by the audio head, and by plain features. */
export function recognised(
  model: JointModel,
  { features }: Sounding,
): { readonly head: string; readonly plain: string } {
  return {
    head: model.nearest(model.embedFeatures(features).vector)[0]?.id ?? '',
    plain: nearestClasses(features, plainClasses())[0]?.id ?? '',
  }
}

let statistics: ClassStatistics | undefined

export function plainClasses(): ClassStatistics {
  statistics ??= JSON.parse(readFileSync(join(HEADS_FOLDER, 'plain-classes.json'), 'utf8'))
  if (statistics === undefined) throw new Error('there are no statistics of plain features')
  return statistics
}

export function classOf(id: string): SoundClass {
  const found = SOUND_CLASSES.find((each) => each.id === id)
  if (found === undefined) throw new RangeError(`there is no class "${id}"`)
  return found
}
