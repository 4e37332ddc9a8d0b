/** Attributes of what the proxy foretells, and their way back: weighted sums of features and of the voice's numbers (`data/attributes.ts`). */

import { TARGET_PARAMS } from '../../../runtime/audio/palette/baked-patch.ts'
import { VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { FEATURE_COUNT } from '../audio/features.ts'
import { ATTRIBUTE_COUNT, featureWeights, METERS, type Meter } from '../data/attributes.ts'
import { OFFSETS, UNITS } from '../params.ts'
import { ATTRIBUTES } from '../words/attributes.ts'
import { multiply, multiplyTurnedRight } from './matrix.ts'
import { PROXY_INPUTS } from './networks.ts'

const FEATURE_METERS = featureWeights()
const UNIT_METERS = unitMeters()

/** [attributes × UNITS] */
function unitMeters(): Float32Array {
  const weights = new Float32Array(ATTRIBUTE_COUNT * UNITS)
  ATTRIBUTES.forEach((id, k) => {
    const meter: Meter = METERS[id]
    for (const target of VOICE_TARGETS)
      TARGET_PARAMS[target].forEach(({ name }, p) => {
        weights[k * UNITS + OFFSETS[target] + p] = meter.units?.[name] ?? 0
      })
  })
  return weights
}

/**
 * @param features [rows × features], scaled
 * @param inputs [rows × PROXY_INPUTS], what the proxy was given
 * @returns [rows × attributes], raw
 */
export function metersOf(features: Float32Array, inputs: Float32Array, rows: number): Float32Array {
  const units = new Float32Array(rows * UNITS)
  for (let r = 0; r < rows; r++)
    units.set(inputs.subarray(r * PROXY_INPUTS, r * PROXY_INPUTS + UNITS), r * UNITS)
  const values = new Float32Array(rows * ATTRIBUTE_COUNT)
  multiplyTurnedRight(values, features, FEATURE_METERS, rows, FEATURE_COUNT, ATTRIBUTE_COUNT)
  multiplyTurnedRight(values, units, UNIT_METERS, rows, UNITS, ATTRIBUTE_COUNT, true)
  return values
}

/** @param gradient by the meters, [rows × attributes] */
export function metersBack(
  gradient: Float32Array,
  rows: number,
): { readonly byFeatures: Float32Array; readonly byUnits: Float32Array } {
  const byFeatures = new Float32Array(rows * FEATURE_COUNT)
  multiply(byFeatures, gradient, FEATURE_METERS, rows, ATTRIBUTE_COUNT, FEATURE_COUNT)
  const byUnits = new Float32Array(rows * UNITS)
  multiply(byUnits, gradient, UNIT_METERS, rows, ATTRIBUTE_COUNT, UNITS)
  return { byFeatures, byUnits }
}
