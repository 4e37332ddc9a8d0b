/**
 * What may be said of a sound, measured: each attribute a weighted sum of its features and of its voice's numbers, in standard deviations. So
 * "bright" in a caption is true of the sound that was rendered, either as such or for a sound of its class.
 *
 * Weights say what the word means in the literature (brightness: spectral centroid; hardness: attack time, centroid and width of the attack, level of the middle bands; warmth: energy
 * below 500 Hz against above; roughness: fluctuation at 20 to 150 Hz; see the AudioCommons models, Pearce et al. 2017, deliverables
 * D5.2 and D5.6). They are not the meters that benches hold the results against (`audio/meters.ts`).
 */

import { TARGET_PARAMS } from '../../../runtime/audio/palette/baked-patch.ts'
import { FEATURE_COUNT, featureIndex } from '../audio/features.ts'
import { OFFSETS } from '../params.ts'
import { ATTRIBUTES, type Attribute } from '../words/attributes.ts'
import { classAt, type Dump, featuresAt, unitsAt } from './dump.ts'
import { SOUND_CLASSES } from './sounds.ts'

export interface Meter {
  /** Of features, by name, each in standard deviations over all sounds. */
  readonly features: Readonly<Record<string, number>>
  /** Of a voice's numbers, as −1…1: what is known of a rendered sound and hard to hear from it alone. */
  readonly units?: Readonly<Record<string, number>>
}

export const METERS = {
  bright: { features: { 'whole.centroid': 1 } },
  warm: { features: { 'whole.centroid': -0.6, band2: 0.5, band1: 0.2, band5: -0.3 } },
  hard: {
    features: {
      attack: -0.35,
      'attack.centroid': 0.25,
      'attack.spread': 0.35,
      'attack.flatness': 0.35,
      band4: 0.15,
    },
  },
  rough: { features: { roughness: 0.8, flux: 0.3, periodicity: -0.2 } },
  metallic: {
    features: { 'tail.centroid': 0.35, t40: 0.35 },
    units: { material: 0.9, damping: -0.6, electric: 0.6, wood: -0.6 },
  },
  wet: { features: {}, units: { reverb: 1 } },
  long: { features: { t20: 0.5, t40: 0.5 } },
  full: { features: { band1: 0.3, band2: 0.35, band3: 0.25, 'whole.spread': 0.2 } },
  deep: { features: { zeroCrossings: -0.4, pitch: -0.3, band1: 0.4 } },
  noisy: { features: { 'whole.flatness': 0.5, periodicity: -0.5 }, units: { noise: 0.3 } },
  open: { features: { t40: 0.6, 'tail.centroid': 0.3, 'attack.centroid': -0.1 } },
  sharp: {
    features: { attack: -0.7, 'attack.crest': -0.1 },
    units: { click: 0.5, hardness: 0.4, hammer: 0.4 },
  },
} as const satisfies Readonly<Record<Attribute, Meter>>

export const ATTRIBUTE_COUNT = ATTRIBUTES.length

export interface Scaling {
  readonly mean: Float64Array
  readonly sd: Float64Array
}

/** Means and standard deviations of the features over all sounds. */
export function scalingOf(dump: Dump): Scaling {
  const mean = new Float64Array(FEATURE_COUNT)
  const sd = new Float64Array(FEATURE_COUNT)
  for (let i = 0; i < dump.count; i++) {
    const x = featuresAt(dump, i)
    for (let f = 0; f < FEATURE_COUNT; f++) mean[f] = (mean[f] ?? 0) + (x[f] ?? 0) / dump.count
  }
  for (let i = 0; i < dump.count; i++) {
    const x = featuresAt(dump, i)
    for (let f = 0; f < FEATURE_COUNT; f++)
      sd[f] = (sd[f] ?? 0) + ((x[f] ?? 0) - (mean[f] ?? 0)) ** 2 / dump.count
  }
  return { mean, sd: sd.map((square) => Math.max(1e-3, Math.sqrt(square))) }
}

/** A feature may lie so many standard deviations out: recordings are stranger than rendered sounds. */
export const FARTHEST = 4

export function scaled(features: ArrayLike<number>, { mean, sd }: Scaling): Float32Array {
  return Float32Array.from({ length: FEATURE_COUNT }, (_, f) =>
    Math.min(FARTHEST, Math.max(-FARTHEST, ((features[f] ?? 0) - (mean[f] ?? 0)) / (sd[f] ?? 1))),
  )
}

/** Weights of the scaled features in each attribute, a row each: what can be asked of features that a network foretells. */
export function featureWeights(): Float32Array {
  const weights = new Float32Array(ATTRIBUTE_COUNT * FEATURE_COUNT)
  ATTRIBUTES.forEach((id, k) => {
    for (const [name, w] of Object.entries(METERS[id].features))
      weights[k * FEATURE_COUNT + featureIndex(name)] = w
  })
  return weights
}

export interface Measured {
  /** [count × attributes], raw meters. */
  readonly raw: Float32Array
  /** The same in standard deviations over all sounds, and over the sounds of the class. */
  readonly absolute: Float32Array
  readonly relative: Float32Array
  /** [classes × attributes] */
  readonly classMean: Float32Array
  readonly classSd: Float32Array
  /** The same where all sounds are measured alike: what the class is as such, and what 1 for a sound of the class is there. */
  readonly classAbsolute: Float32Array
  readonly classSpread: Float32Array
}

export function measureAttributes(dump: Dump, scaling: Scaling): Measured {
  const size = ATTRIBUTE_COUNT
  const weights = featureWeights()
  const raw = new Float32Array(dump.count * size)
  for (let i = 0; i < dump.count; i++) {
    const x = scaled(featuresAt(dump, i), scaling)
    const units = unitsAt(dump, i)
    const target = SOUND_CLASSES[classAt(dump, i)]?.target ?? 'percussion'
    ATTRIBUTES.forEach((id, k) => {
      let sum = 0
      for (let f = 0; f < FEATURE_COUNT; f++) sum += (weights[k * FEATURE_COUNT + f] ?? 0) * (x[f] ?? 0)
      const meter: Meter = METERS[id]
      TARGET_PARAMS[target].forEach(({ name }, p) => {
        sum += (meter.units?.[name] ?? 0) * (units[OFFSETS[target] + p] ?? 0)
      })
      raw[i * size + k] = sum
    })
  }
  const classes = SOUND_CLASSES.length
  const counts = new Float64Array(classes)
  const classMean = new Float32Array(classes * size)
  const classSd = new Float32Array(classes * size)
  for (let i = 0; i < dump.count; i++) counts[classAt(dump, i)] = (counts[classAt(dump, i)] ?? 0) + 1
  each((at, to, c) => {
    classMean[to] = (classMean[to] ?? 0) + (raw[at] ?? 0) / (counts[c] ?? 1)
  })
  each((at, to, c) => {
    classSd[to] = (classSd[to] ?? 0) + ((raw[at] ?? 0) - (classMean[to] ?? 0)) ** 2 / (counts[c] ?? 1)
  })
  for (let i = 0; i < classSd.length; i++) classSd[i] = Math.max(0.05, Math.sqrt(classSd[i] ?? 0))
  const mean = new Float64Array(size)
  const sd = new Float64Array(size)
  for (let i = 0; i < raw.length; i++) mean[i % size] = (mean[i % size] ?? 0) + (raw[i] ?? 0) / dump.count
  for (let i = 0; i < raw.length; i++)
    sd[i % size] = (sd[i % size] ?? 0) + ((raw[i] ?? 0) - (mean[i % size] ?? 0)) ** 2 / dump.count
  const absolute = raw.map((x, i) => (x - (mean[i % size] ?? 0)) / Math.sqrt(sd[i % size] ?? 1))
  const relative = new Float32Array(raw.length)
  each((at, to) => {
    relative[at] = ((raw[at] ?? 0) - (classMean[to] ?? 0)) / (classSd[to] ?? 1)
  })
  const classAbsolute = classMean.map((x, i) => (x - (mean[i % size] ?? 0)) / Math.sqrt(sd[i % size] ?? 1))
  const classSpread = classSd.map((x, i) => x / Math.sqrt(sd[i % size] ?? 1))
  return { raw, absolute, relative, classMean, classSd, classAbsolute, classSpread }

  function each(visit: (at: number, to: number, c: number) => void): void {
    for (let i = 0; i < dump.count; i++)
      for (let k = 0; k < size; k++) {
        const c = classAt(dump, i)
        visit(i * size + k, c * size + k, c)
      }
  }
}

/** What the attribute head learns to say, −1…1: what a sound is for one of its class, and what it is as such. */
export const attributeValue = (absolute: number, relative: number): number =>
  Math.min(1, Math.max(-1, 0.35 * relative + 0.2 * absolute))
