/**
 * What a struck sound is made of: 26 numbers. A patch is these numbers in this order, so that it can be sent to a
 * worklet, blended with another, or come out of a trained decoder.
 */

import { packed } from './pack.ts'

export interface ParamSpec {
  readonly name: string
  readonly min: number
  readonly max: number
  /** Frequencies, times and counts of many are blended on a logarithmic scale. */
  readonly scale: 'linear' | 'log'
}

const spec = <const Name extends string>(
  name: Name,
  min: number,
  max: number,
  scale: ParamSpec['scale'],
): ParamSpec & { readonly name: Name } => ({ name, min, max, scale })

export const PERCUSSION_PARAMS = [
  spec('f0', 25, 8000, 'log'), // Hz: frequency of the lowest mode
  spec('sweep', 0, 48, 'linear'), // semitones: how far above it the body begins
  spec('sweepTime', 0.002, 0.5, 'log'), // s: time constant of its fall
  spec('body', 0, 1, 'linear'), // level of the modes
  spec('bodyDecay', 0.01, 10, 'log'), // s: the lowest mode falls by 60 dB in this time
  spec('material', 0, 3, 'linear'), // how the modes lie: 0 harmonic, 1 membrane, 2 bar, 3 plate
  spec('tilt', 0, 3, 'linear'), // amplitude of mode k is k to minus this
  spec('damping', 0, 2, 'linear'), // decay of a mode is its frequency ratio to minus this
  spec('modes', 1, 40, 'log'), // how many modes
  spec('fm', 0, 5, 'linear'), // index of the frequency modulation of the lowest mode
  spec('fmRatio', 0.2, 8, 'log'), // the modulator's frequency over f0
  spec('fmDecay', 0.005, 3, 'log'), // s: fall of the index by 60 dB
  spec('noise', 0, 1, 'linear'), // level of the noise band
  spec('noiseAttack', 0.0001, 0.1, 'log'), // s: rise of the noise
  spec('noiseDecay', 0.005, 6, 'log'), // s: fall of the noise by 60 dB
  spec('noiseLow', 20, 16000, 'log'), // Hz: lower edge of the noise band
  spec('noiseHigh', 100, 20000, 'log'), // Hz: upper edge of the noise band
  spec('click', 0, 1, 'linear'), // level of the first touch
  spec('clickFrequency', 200, 14000, 'log'), // Hz: pitch of the first touch
  spec('attack', 0.00005, 0.05, 'log'), // s: rise of the body
  spec('drive', 0, 1, 'linear'), // how far the body is driven into saturation
  spec('lowPass', 100, 20000, 'log'), // Hz: everything above is cut
  spec('highPass', 10, 12000, 'log'), // Hz: everything below is cut
  spec('beating', 0, 60, 'linear'), // cents: modes are doubled this far apart
  spec('bursts', 1, 4, 'linear'), // how often the noise starts anew, as in claps
  spec('reverb', 0, 1, 'linear'), // share that goes to the room
] as const satisfies readonly ParamSpec[]

export type PercussionParam = (typeof PERCUSSION_PARAMS)[number]['name']
export type PercussionParams = Readonly<Record<PercussionParam, number>>

/** The numbers of a patch in order, each inside its range; what is no number becomes the lower bound. */
export const packPercussion = (params: PercussionParams): Float64Array => packed(PERCUSSION_PARAMS, params)

/** A blend of patches: logarithmic where the scale is. Weights need not sum to 1. */
export function blendPercussion(
  parts: readonly { readonly params: PercussionParams; readonly weight: number }[],
): PercussionParams {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  const blended: Record<string, number> = {}
  for (const { name, scale } of PERCUSSION_PARAMS) {
    let sum = 0
    for (const { params, weight } of parts)
      sum += (weight / total) * (scale === 'log' ? Math.log(params[name]) : params[name])
    blended[name] = scale === 'log' ? Math.exp(sum) : sum
  }
  return fromRecord(blended)
}

/** A record whose fields are all there. */
export function fromRecord(values: Readonly<Record<string, number>>): PercussionParams {
  const of = (name: PercussionParam): number => values[name] ?? 0
  return {
    f0: of('f0'),
    sweep: of('sweep'),
    sweepTime: of('sweepTime'),
    body: of('body'),
    bodyDecay: of('bodyDecay'),
    material: of('material'),
    tilt: of('tilt'),
    damping: of('damping'),
    modes: of('modes'),
    fm: of('fm'),
    fmRatio: of('fmRatio'),
    fmDecay: of('fmDecay'),
    noise: of('noise'),
    noiseAttack: of('noiseAttack'),
    noiseDecay: of('noiseDecay'),
    noiseLow: of('noiseLow'),
    noiseHigh: of('noiseHigh'),
    click: of('click'),
    clickFrequency: of('clickFrequency'),
    attack: of('attack'),
    drive: of('drive'),
    lowPass: of('lowPass'),
    highPass: of('highPass'),
    beating: of('beating'),
    bursts: of('bursts'),
    reverb: of('reverb'),
  }
}
