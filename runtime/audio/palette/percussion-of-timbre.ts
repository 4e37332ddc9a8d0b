/**
 * From a timbre to the numbers of a struck sound: the archetypes of the classes it names, moved along each axis by as
 * much as the timbre lies away from them. Stands in for the trained decoder, behind the same interface: a timbre in, a
 * patch out.
 */

import {
  BIPOLAR_AXES,
  type BipolarAxis,
  CLASS_AXES,
  MATERIAL_AXES,
  type MaterialAxis,
} from '../../timbre/axes.ts'
import type { TimbreEmbedding } from '../../timbre/embedding.ts'
import { timbreOfText } from '../../timbre/prompt.ts'
import {
  blendPercussion,
  fromRecord,
  type PercussionParam,
  type PercussionParams,
} from '../voices/percussion-params.ts'
import { type Archetype, archetypeOf, defaultClass } from './archetypes.ts'

/** What moves a number: `times` in octaves, on numbers that are times, frequencies or counts; `plus` by itself. */
interface Move {
  readonly times?: Readonly<Partial<Record<PercussionParam, number>>>
  readonly plus?: Readonly<Partial<Record<PercussionParam, number>>>
}

/** One step along an axis, from neutral to the plain word. */
const MOVES: Readonly<Record<BipolarAxis, Move>> = {
  brightness: {
    times: { lowPass: 1.1, noiseHigh: 0.5, noiseLow: 0.35, clickFrequency: 0.4 },
    plus: { tilt: -0.45, click: 0.06 },
  },
  warmth: { times: { highPass: -0.7, lowPass: -0.25 }, plus: { tilt: 0.2, drive: 0.08, body: 0.08 } },
  hardness: { times: { attack: -1.4, clickFrequency: 0.35 }, plus: { click: 0.22, tilt: -0.15 } },
  depth: { times: { f0: -0.55, noiseLow: -0.3, highPass: -0.4 } },
  attack: { times: { attack: -1.6, noiseAttack: -2 }, plus: { click: 0.15 } },
  decay: { times: { bodyDecay: 1.5, noiseDecay: 1.4 } },
  roughness: { times: {}, plus: { drive: 0.3, fm: 0.7, beating: 10 } },
  noisiness: { times: { noise: 1.3, body: -0.35 }, plus: { noise: 0.03 } },
  pitchedness: { times: { noise: -0.7 }, plus: { damping: 0.15 } },
  wetness: { plus: { reverb: 0.3 } },
  hollowness: { times: { noiseHigh: -0.4 }, plus: { tilt: 0.25, material: 0.15 } },
  boominess: { times: { bodyDecay: 0.7, sweepTime: 0.4, highPass: -0.5 } },
  energy: { times: { sweep: 0.3 }, plus: { drive: 0.12, click: 0.06 } },
  openness: { times: { bodyDecay: 0.9, noiseDecay: 1.1, lowPass: 0.2 } },
}

/** What a material does to a sound that is not of it. */
const MATERIALS: Readonly<Record<MaterialAxis, Move & { readonly towards?: number }>> = {
  wood: { times: { bodyDecay: -0.5, lowPass: -0.3 }, plus: { damping: 0.35 }, towards: 2 },
  metal: { times: { bodyDecay: 0.8, lowPass: 0.4 }, plus: { damping: -0.25, modes: 4 }, towards: 2.6 },
  membrane: { towards: 1 },
  string: { times: { bodyDecay: 0.5 }, towards: 0 },
  glass: { times: { bodyDecay: 0.5, f0: 0.5, lowPass: 0.4 }, plus: { damping: -0.1 }, towards: 2.2 },
  electronic: { times: { noise: -0.5 }, plus: { modes: -3, tilt: 0.5 }, towards: 0.4 },
  air: { times: { noise: 0.8, body: -0.8 } },
}

/** Below this the classes of a timbre say nothing. */
const LEAST_CLASS = 0.15

export function percussionOfTimbre(timbre: TimbreEmbedding, voice: string): PercussionParams {
  const parts = partsOf(timbre, voice)
  const blend = blendPercussion(parts.map(({ archetype, weight }) => ({ params: archetype.params, weight })))
  const values: Record<string, number> = { ...blend }
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  const beyond = (grade: (of: TimbreEmbedding) => number): number =>
    grade(timbre) -
    parts.reduce((sum, { archetype, weight }) => sum + (weight / total) * grade(timbreOf(archetype.reads)), 0)
  for (const axis of BIPOLAR_AXES)
    apply(
      values,
      MOVES[axis],
      beyond((of) => of.grade(axis)),
    )
  for (const axis of MATERIAL_AXES) {
    const amount = Math.max(
      -0.3,
      beyond((of) => of.grade(axis)),
    )
    const move = MATERIALS[axis]
    apply(values, move, amount)
    if (move.towards !== undefined && amount > 0)
      values.material = (values.material ?? 0) + Math.min(1, amount) * (move.towards - (values.material ?? 0))
  }
  return fromRecord(values)
}

function apply(values: Record<string, number>, { times = {}, plus = {} }: Move, amount: number): void {
  if (Math.abs(amount) < 1e-6) return
  for (const [name, octaves] of Object.entries(times))
    values[name] = (values[name] ?? 0) * 2 ** (octaves * amount)
  for (const [name, step] of Object.entries(plus)) values[name] = (values[name] ?? 0) + step * amount
}

interface Part {
  readonly archetype: Archetype
  readonly weight: number
}

/** The classes that a timbre names, by how much; squared, so that what it names most wins. */
function partsOf(timbre: TimbreEmbedding, voice: string): readonly Part[] {
  const parts = CLASS_AXES.flatMap((axis): readonly Part[] => {
    const grade = timbre.grade(axis)
    const archetype = archetypeOf(axis, voice)
    return archetype !== null && grade > LEAST_CLASS ? [{ archetype, weight: grade * grade }] : []
  })
  if (parts.length > 0) return parts
  const archetype = archetypeOf(defaultClass(voice), voice)
  return archetype === null ? [] : [{ archetype, weight: 1 }]
}

const timbres = new Map<string, TimbreEmbedding>()

/** Of an archetype's prompt, read once. */
function timbreOf(reads: string): TimbreEmbedding {
  let timbre = timbres.get(reads)
  if (timbre === undefined) {
    timbre = timbreOfText(reads)
    timbres.set(reads, timbre)
  }
  return timbre
}
