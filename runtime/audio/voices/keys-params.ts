/** What a struck string of a keyboard is made of: a patch is these numbers in this order. */

import { packed } from './pack.ts'

export const KEYS_PARAMS = [
  { name: 'decay', min: 0.2, max: 30, scale: 'log' }, // seconds in which C4 falls by 60 dB
  { name: 'hammer', min: 0, max: 1, scale: 'linear' }, // soft felt 0 … hard 1
  { name: 'electric', min: 0, max: 1, scale: 'linear' }, // strings 0 … tines 1
  { name: 'knock', min: 0, max: 1, scale: 'linear' }, // the keybed and the case
  { name: 'damping', min: 0, max: 2, scale: 'linear' }, // how much faster high partials die
  { name: 'spread', min: 0, max: 4, scale: 'linear' }, // cents between the strings of a key
  { name: 'lowPass', min: 200, max: 20000, scale: 'log' }, // everything above is cut
  { name: 'reverb', min: 0, max: 1, scale: 'linear' }, // share that goes to the room
  { name: 'level', min: 0, max: 2, scale: 'linear' }, // amplitude at velocity 1
] as const

export type KeysParam = (typeof KEYS_PARAMS)[number]['name']
export type KeysParams = Readonly<Record<KeysParam, number>>

export const packKeys = (params: KeysParams): Float64Array => packed(KEYS_PARAMS, params)

/**
 * Inharmonicity of a piano's string, B in f_n = n · f₀ · √(1 + B n²): of a small upright, by the pitch of the key
 * (Fletcher & Rossing, 12.3; Galembo 1979).
 *
 * @param pitch MIDI number
 */
export function inharmonicity(pitch: number): number {
  // Wound strings below, plain wire above, where B doubles about every eight semitones.
  const treble = 2 ** ((pitch - 60) / 8) * 4.5e-4
  const bass = 2 ** ((36 - pitch) / 14) * 1.4e-4
  return Math.min(0.02, treble + bass)
}
