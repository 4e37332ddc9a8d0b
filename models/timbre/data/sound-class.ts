/** A class of sound: one in its middle, and how far samples of it may go from there. */

import { archetypeOf } from '../../../runtime/audio/palette/archetypes.ts'
import type { KeysParams } from '../../../runtime/audio/voices/keys-params.ts'
import type { PercussionParams } from '../../../runtime/audio/voices/percussion-params.ts'
import type { StringParams } from '../../../runtime/audio/voices/string-params.ts'
import type { VoiceTarget } from '../../../runtime/timbre/baked.ts'

export interface SoundClass {
  readonly id: string
  readonly target: VoiceTarget
  readonly params: Readonly<Record<string, number>>
  /** MIDI numbers between which it is played; null where the patch says the pitch. */
  readonly pitches: readonly [number, number] | null
  /** Octaves that f0 may lie away from the archetype's (one standard deviation). */
  readonly tuning: number
}

const PLAIN: PercussionParams = {
  f0: 200, sweep: 0, sweepTime: 0.02, body: 0.8, bodyDecay: 0.2, material: 1, tilt: 1, damping: 0.6, modes: 6,
  fm: 0, fmRatio: 1.4, fmDecay: 0.1, noise: 0, noiseAttack: 0.0004, noiseDecay: 0.1, noiseLow: 500, noiseHigh: 8000,
  click: 0.2, clickFrequency: 2500, attack: 0.0003, drive: 0, lowPass: 16000, highPass: 20, beating: 0, bursts: 1,
  reverb: 0.12,
} // biome-ignore format: a table

export const struck = (id: string, params: Partial<PercussionParams>, tuning = 0.22): SoundClass => ({
  id,
  target: 'percussion',
  params: { ...PLAIN, ...params },
  pitches: null,
  tuning,
})

export function palette(
  id: string,
  axis: Parameters<typeof archetypeOf>[0],
  voice: string,
  more: Partial<PercussionParams> = {},
): SoundClass {
  const archetype = archetypeOf(axis, voice)
  if (archetype === null) throw new RangeError(`the palette has no ${axis}`)
  return struck(id, { ...archetype.params, ...more })
}

export const plucked = (
  id: string,
  params: StringParams,
  pitches: readonly [number, number],
): SoundClass => ({
  id,
  target: 'string',
  params: { ...params },
  pitches,
  tuning: 0,
})

export const keyed = (id: string, params: KeysParams, pitches: readonly [number, number]): SoundClass => ({
  id,
  target: 'keys',
  params: { ...params },
  pitches,
  tuning: 0,
})
