/** The patch of a voice: what it sounds like, what it silences. */

import type { MemberKind } from '../../policy.ts'
import type { Articulation } from '../../score/beat.ts'
import type { TimbreEmbedding } from '../../timbre/embedding.ts'
import type { Instrument } from '../patch.ts'
import { packKeys } from '../voices/keys-params.ts'
import { type PercussionParams, packPercussion } from '../voices/percussion-params.ts'
import { packSampled } from '../voices/sampled-params.ts'
import { packString } from '../voices/string-params.ts'
import { bakedPatch } from './baked-patch.ts'
import { percussionOfTimbre } from './percussion-of-timbre.ts'
import { isStringPiano, pianoOfTimbre } from './piano-of-timbre.ts'
import { bassOfTimbre, guitarOfTimbre, keysOfTimbre } from './pitched-of-timbre.ts'

export interface WrittenPatch {
  readonly instrument: Instrument
  /** Group, groups choked, then the instrument's numbers: what `Patch` reads. */
  readonly values: readonly number[]
}

/** Who silences whom within a member: the two halves of a hi-hat, each cymbal its own. */
const GROUPS: Readonly<Record<string, number>> = { hat: 1, pedal: 1, ride: 2, bell: 2, crash: 4 }

export const groupOf = (voice: string): number => GROUPS[voice] ?? 0

export function patchOf(
  kind: MemberKind,
  voice: string,
  timbre: TimbreEmbedding,
  articulation: Articulation,
): WrittenPatch {
  const dead = articulation === 'dead' ? 1 : 0
  // What a compiler has decoded comes before what the lexicon's grades make of it.
  const string = () => bakedPatch(timbre, 'string')
  const keys = () => bakedPatch(timbre, 'keys')
  switch (kind) {
    case 'bassist':
      return {
        instrument: 'string',
        values: [0, 0, ...packString({ ...bassOfTimbre(timbre), ...string(), dead })],
      }
    case 'guitarist':
      return {
        instrument: 'string',
        values: [0, 0, ...packString({ ...guitarOfTimbre(timbre), ...string(), dead })],
      }
    case 'pianist':
      return isStringPiano(timbre)
        ? { instrument: 'sampled', values: [0, 0, ...packSampled({ ...pianoOfTimbre(timbre), ...keys() })] }
        : { instrument: 'keys', values: [0, 0, ...packKeys({ ...keysOfTimbre(timbre), ...keys() })] }
    default: {
      const group = groupOf(voice)
      const plain = { ...percussionOfTimbre(timbre, voice), ...bakedPatch(timbre, 'percussion') }
      const params = articulated(plain, voice, articulation)
      // A stroke on the hat is where an earlier ring ends; a cymbal rings through the next stroke.
      return { instrument: 'percussion', values: [group, group === 1 ? 1 : 0, ...packPercussion(params)] }
    }
  }
}

/** What silences a group and makes no sound. */
export const chokePatch = (group: number): WrittenPatch => ({ instrument: 'choke', values: [0, group] })

function articulated(params: PercussionParams, voice: string, articulation: Articulation): PercussionParams {
  switch (voice) {
    case 'hat':
      return articulation === 'open' ? open(params) : articulation === 'pedal' ? pedal(params) : params
    case 'pedal':
      return pedal(params)
    case 'tom1':
      return { ...params, f0: params.f0 * 1.35 }
    case 'tom3':
      return { ...params, f0: params.f0 * 0.74, bodyDecay: params.bodyDecay * 1.25 }
    default:
      return params
  }
}

/** Two cymbals that hardly touch: they ring, and lower down than a tight pair does; a pair that was loose already rings no longer than that. */
const open = (params: PercussionParams): PercussionParams => ({
  ...params,
  body: Math.min(1, params.body * 1.4),
  bodyDecay: Math.max(params.bodyDecay, Math.min(2.6, params.bodyDecay * 26)),
  noiseDecay: Math.max(params.noiseDecay, Math.min(1.35, params.noiseDecay * 18)),
  noise: params.noise * 0.75,
  noiseLow: params.noiseLow * 0.7,
  highPass: params.highPass * 0.6,
})

/** Two cymbals that meet: softer, darker, no stick. */
const pedal = (params: PercussionParams): PercussionParams => ({
  ...params,
  noise: params.noise * 0.7,
  noiseDecay: params.noiseDecay * 0.8,
  bodyDecay: params.bodyDecay * 0.7,
  click: 0,
  lowPass: params.lowPass * 0.75,
  attack: params.attack * 4,
})
