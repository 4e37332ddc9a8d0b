/** From a timbre to the numbers of a plucked string or a keyboard: see `percussion-of-timbre.ts`. */

import type { BipolarAxis } from '../../timbre/axes.ts'
import type { TimbreEmbedding } from '../../timbre/embedding.ts'
import { timbreOfText } from '../../timbre/prompt.ts'
import type { KeysParams } from '../voices/keys-params.ts'
import type { StringParams } from '../voices/string-params.ts'

/** How far a timbre lies beyond the plain instrument on an axis. */
type Beyond = (axis: BipolarAxis) => number

const beyond =
  (timbre: TimbreEmbedding, plain: TimbreEmbedding): Beyond =>
  (axis) =>
    timbre.grade(axis) - plain.grade(axis)

const share = (x: number): number => Math.min(1, Math.max(0, x))

let bass: TimbreEmbedding | undefined
let guitar: TimbreEmbedding | undefined
let piano: TimbreEmbedding | undefined

/** "round upright bass": gut and wood; "bright electric bass": steel and a pickup. */
export function bassOfTimbre(timbre: TimbreEmbedding): StringParams {
  bass ??= timbreOfText('upright bass')
  const by = beyond(timbre, bass)
  const electric = share(timbre.grade('electronic') + 0.5 * by('brightness') - 0.4 * timbre.grade('wood'))
  return {
    decay: (3 + 2.5 * electric) * 2 ** by('decay'),
    brightness: share(0.42 + 0.22 * electric + 0.3 * by('brightness') - 0.12 * by('warmth')),
    pluck: 0.24 - 0.1 * share(by('brightness')),
    hardness: share(0.24 + 0.22 * electric + 0.3 * by('hardness') + 0.2 * by('attack')),
    pickup: electric > 0.4 ? 0.28 : 0.5,
    wood: share(0.5 * (1 - electric) + 0.2 * by('hollowness')),
    woodFrequency: 98 * 2 ** (-0.3 * by('depth')),
    touch: share(0.22 + 0.15 * by('noisiness')),
    drive: share(0.08 + 0.35 * by('roughness')),
    reverb: share(0.03 + 0.3 * by('wetness')),
    level: 0.8 - 0.3 * electric,
    dead: 0,
  }
}

/** "clean electric guitar", "nylon guitar". */
export function guitarOfTimbre(timbre: TimbreEmbedding): StringParams {
  guitar ??= timbreOfText('electric guitar')
  const by = beyond(timbre, guitar)
  const acoustic = share(1.4 * timbre.grade('wood') - 0.4 * timbre.grade('electronic'))
  return {
    decay: (6.5 - 2 * acoustic) * 2 ** by('decay'),
    brightness: share(0.66 + 0.25 * by('brightness') - 0.1 * by('warmth')),
    pluck: 0.16,
    hardness: share(0.5 + 0.3 * by('hardness') + 0.15 * by('attack') - 0.15 * acoustic),
    pickup: acoustic > 0.4 ? 0.5 : 0.22,
    wood: share(0.75 * acoustic),
    woodFrequency: 108,
    touch: share(0.12 + 0.1 * by('noisiness')),
    drive: share(0.02 + 0.4 * by('roughness')),
    reverb: share(0.14 + 0.3 * by('wetness')),
    level: 0.46,
    dead: 0,
  }
}

/** "mellow upright piano", "glassy electric piano". */
export function keysOfTimbre(timbre: TimbreEmbedding): KeysParams {
  piano ??= timbreOfText('piano')
  const by = beyond(timbre, piano)
  const electric = share(
    1.5 * (timbre.grade('electronic') - piano.grade('electronic')) + 0.6 * timbre.grade('metal'),
  )
  return {
    decay: (7 - 2 * electric) * 2 ** by('decay'),
    hammer: share(0.45 + 0.32 * by('brightness') + 0.25 * by('hardness') - 0.1 * by('warmth')),
    electric,
    knock: share(0.16 * (1 - electric) + 0.08 * by('noisiness')),
    damping: Math.max(0.15, 0.55 - 0.2 * by('brightness')),
    spread: share(0.35 + 0.4 * by('roughness')) * 2,
    lowPass: 9500 * 2 ** (1.1 * by('brightness')),
    reverb: share(0.12 + 0.3 * by('wetness')),
    level: 0.42,
  }
}
