/**
 * What is learnt from: sounds with their captions, in arrays that a step can take rows of. A caption is a sentence, the class it names
 * (if any), and what it says of attributes: between which values the sound lies, as such or for its class.
 */

import { TARGET_PARAMS } from '../../../runtime/audio/palette/baked-patch.ts'
import { VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { FEATURE_COUNT } from '../audio/features.ts'
import {
  ATTRIBUTE_COUNT,
  attributeValue,
  type Measured,
  measureAttributes,
  type Scaling,
  scaled,
  scalingOf,
} from '../data/attributes.ts'
import { AT, classAt, type Dump, featuresAt, ROW } from '../data/dump.ts'
import type { HeardShot } from '../data/one-shots.ts'
import { SOUND_CLASSES } from '../data/sounds.ts'
import { OFFSETS, UNITS } from '../params.ts'
import { PROXY_INPUTS } from './networks.ts'
import { usualRoomsOf } from './room.ts'

export interface Mention {
  /** Place in `ATTRIBUTES`. */
  readonly attribute: number
  /** In standard deviations, of all sounds or of the class's. */
  readonly low: number
  readonly high: number
  readonly relative: boolean
}

export interface Caption {
  readonly text: string
  /** Place in `SOUND_CLASSES`; null where it names none. */
  readonly classIndex: number | null
  readonly mentions: readonly Mention[]
}

export interface Lesson {
  readonly dump: Dump
  readonly count: number
  readonly scaling: Scaling
  readonly measured: Measured
  readonly classes: Uint16Array
  /** [count × features], scaled. */
  readonly features: Float32Array
  /** [features]: 1 over the variance of each within classes. */
  readonly featureWeights: Float32Array
  /** [classes]: the median of how much of a sound goes to the room, as −1…1. */
  readonly usualRooms: Float64Array
  /** [count × UNITS] and how much each counts: 0 where it is another voice's. */
  readonly units: Float32Array
  readonly unitWeights: Float32Array
  /** [count × PROXY_INPUTS] */
  readonly proxyInputs: Float32Array
  /** [count × attributes], −1…1 */
  readonly attributes: Float32Array
  /** Scaled features of recordings, by class: what is known of them is their class and no more. */
  readonly recorded: readonly (readonly Float32Array[])[]
}

/** Semitones around C4 that make 1. */
const PITCH_SPAN = 36

export function createLesson(dump: Dump, shots: readonly HeardShot[] = []): Lesson {
  const { count } = dump
  const scaling = scalingOf(dump)
  const measured = measureAttributes(dump, scaling)
  const classes = Uint16Array.from({ length: count }, (_, i) => classAt(dump, i))
  const features = new Float32Array(count * FEATURE_COUNT)
  const units = new Float32Array(count * UNITS)
  const unitWeights = new Float32Array(count * UNITS)
  const proxyInputs = new Float32Array(count * PROXY_INPUTS)
  const variance = varianceOfUnits(dump)
  for (let i = 0; i < count; i++) {
    features.set(scaled(featuresAt(dump, i), scaling), i * FEATURE_COUNT)
    const row = dump.rows.subarray(i * ROW + AT.units, i * ROW + AT.units + UNITS)
    units.set(row, i * UNITS)
    const target = SOUND_CLASSES[classes[i] ?? 0]?.target ?? 'percussion'
    const from = OFFSETS[target]
    for (let p = from; p < from + TARGET_PARAMS[target].length; p++)
      unitWeights[i * UNITS + p] = 1 / ((variance[p] ?? 0) + 0.01) / TARGET_PARAMS[target].length
    proxyInputs.set(row, i * PROXY_INPUTS)
    proxyInputs[i * PROXY_INPUTS + UNITS + VOICE_TARGETS.indexOf(target)] = 1
    const pitch = dump.rows[i * ROW + AT.pitch] ?? 0
    proxyInputs[(i + 1) * PROXY_INPUTS - 1] = pitch > 0 ? (pitch - 60) / PITCH_SPAN : 0
  }
  const attributes = Float32Array.from(measured.absolute, (absolute, i) =>
    attributeValue(absolute, measured.relative[i] ?? 0),
  )
  const recorded = SOUND_CLASSES.map((_, c) =>
    shots.filter(({ classIndex }) => classIndex === c).map(({ features: heard }) => scaled(heard, scaling)),
  )
  return {
    dump,
    recorded,
    count,
    scaling,
    measured,
    classes,
    features,
    usualRooms: usualRoomsOf(units, classes),
    featureWeights: withinClasses(features, classes).map((square) => 1 / (square + LEAST_VARIANCE)),
    units,
    unitWeights,
    proxyInputs,
    attributes,
  }
}

/** What hardly differs within a class shall not count without end. */
const LEAST_VARIANCE = 0.05

/** Variance of each feature around the middle of its class. */
function withinClasses(features: Float32Array, classes: Uint16Array): Float32Array {
  const count = classes.length
  const means = new Float64Array(SOUND_CLASSES.length * FEATURE_COUNT)
  const counts = new Float64Array(SOUND_CLASSES.length)
  for (const c of classes) counts[c] = (counts[c] ?? 0) + 1
  for (let i = 0; i < count; i++) {
    const c = classes[i] ?? 0
    for (let f = 0; f < FEATURE_COUNT; f++) {
      const at = c * FEATURE_COUNT + f
      means[at] = (means[at] ?? 0) + (features[i * FEATURE_COUNT + f] ?? 0) / (counts[c] ?? 1)
    }
  }
  const variance = new Float32Array(FEATURE_COUNT)
  for (let i = 0; i < count; i++)
    for (let f = 0; f < FEATURE_COUNT; f++) {
      const off = (features[i * FEATURE_COUNT + f] ?? 0) - (means[(classes[i] ?? 0) * FEATURE_COUNT + f] ?? 0)
      variance[f] = (variance[f] ?? 0) + (off * off) / count
    }
  return variance
}

/** Of each number over the sounds of its voice. */
function varianceOfUnits(dump: Dump): Float64Array {
  const sum = new Float64Array(UNITS)
  const square = new Float64Array(UNITS)
  const counts = new Float64Array(UNITS)
  for (let i = 0; i < dump.count; i++) {
    const target = SOUND_CLASSES[classAt(dump, i)]?.target ?? 'percussion'
    for (let p = OFFSETS[target]; p < OFFSETS[target] + TARGET_PARAMS[target].length; p++) {
      const x = dump.rows[i * ROW + AT.units + p] ?? 0
      sum[p] = (sum[p] ?? 0) + x
      square[p] = (square[p] ?? 0) + x * x
      counts[p] = (counts[p] ?? 0) + 1
    }
  }
  return sum.map((s, p) => {
    const n = Math.max(1, counts[p] ?? 1)
    return (square[p] ?? 0) / n - (s / n) ** 2
  })
}

/** Whoever is only this much beyond what a caption says is neither a proof for nor against it. */
const DOUBTFUL = 0.35

/** 1: the caption is true of the sound; 0: it is not; −1: nobody could say. */
export function isTrue(lesson: Lesson, { classIndex, mentions }: Caption, sound: number): 1 | 0 | -1 {
  if (classIndex !== null && lesson.classes[sound] !== classIndex) return 0
  let doubtful = false
  for (const { attribute, low, high, relative } of mentions) {
    const values = relative ? lesson.measured.relative : lesson.measured.absolute
    const x = values[sound * ATTRIBUTE_COUNT + attribute] ?? 0
    if (x < low - DOUBTFUL || x > high + DOUBTFUL) return 0
    if (x < low || x > high) doubtful = true
  }
  return doubtful ? -1 : 1
}
