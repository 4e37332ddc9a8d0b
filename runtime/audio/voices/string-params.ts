/** What a plucked string is made of: a patch is these numbers in this order. */

import { packed } from './pack.ts'

export const STRING_PARAMS = [
  { name: 'decay', min: 0.1, max: 12, scale: 'log' }, // seconds in which a low note falls by 60 dB
  { name: 'brightness', min: 0, max: 1, scale: 'linear' }, // how long the high partials live
  { name: 'pluck', min: 0.02, max: 0.5, scale: 'log' }, // where it is plucked, as a share of its length
  { name: 'hardness', min: 0, max: 1, scale: 'linear' }, // finger 0 … plectrum 1
  { name: 'pickup', min: 0.02, max: 0.5, scale: 'log' }, // where it is heard, as a share of its length; 0.5 hears the wood
  { name: 'wood', min: 0, max: 1, scale: 'linear' }, // how much of the body is heard
  { name: 'woodFrequency', min: 50, max: 400, scale: 'log' }, // Hertz of the lowest resonance of the body
  { name: 'touch', min: 0, max: 1, scale: 'linear' }, // noise of the finger
  { name: 'drive', min: 0, max: 1, scale: 'linear' }, // saturation of the amplifier
  { name: 'reverb', min: 0, max: 1, scale: 'linear' }, // share that goes to the room
  { name: 'level', min: 0, max: 2, scale: 'linear' }, // amplitude at velocity 1
  { name: 'dead', min: 0, max: 1, scale: 'linear' }, // 1: the left hand damps the string
] as const

type StringParam = (typeof STRING_PARAMS)[number]['name']
export type StringParams = Readonly<Record<StringParam, number>>

export const packString = (params: StringParams): Float64Array => packed(STRING_PARAMS, params)
