/**
 * Which pianos are played from recordings, and how words move those.
 *
 * A grand or an upright, bright, mellow, old or soft, is one. Tines, reeds, pipes, bars and synthesisers are not, and neither is felt
 * between hammer and string: those are made from their modes (`keysOfTimbre`).
 */

import type { Beat } from '../../score/beat.ts'
import type { TimbreEmbedding } from '../../timbre/embedding.ts'
import { timbreOfText } from '../../timbre/prompt.ts'
import type { SampledParams } from '../voices/sampled-params.ts'
import type { Player } from './palette.ts'
import { keysOfTimbre } from './pitched-of-timbre.ts'

let piano: TimbreEmbedding | undefined

export function isStringPiano(timbre: TimbreEmbedding): boolean {
  // Felt takes the attack as well as the hardness; "soft" and "mellow" leave the attack of a piano.
  const felt = timbre.grade('hardness') < -0.6 && timbre.grade('attack') < -0.1
  return (
    !felt &&
    timbre.grade('electronic') < 0.25 &&
    timbre.grade('metal') < 0.5 &&
    timbre.grade('air') < 0.3 &&
    timbre.grade('wood') < 0.7
  )
}

export function pianoOfTimbre(timbre: TimbreEmbedding): SampledParams {
  piano ??= timbreOfText('piano')
  const brighter = timbre.grade('brightness') - piano.grade('brightness')
  const harder = timbre.grade('hardness') - piano.grade('hardness')
  const longer = timbre.grade('decay') - piano.grade('decay')
  return {
    ...keysOfTimbre(timbre),
    tone: 2 ** (1.2 * brighter + 0.4 * harder),
    // A recording can be cut short, and not drawn out.
    ring: longer < -0.1 ? 8 * 2 ** (3 * (longer + 0.1)) : 60,
  }
}

/** Whether anything in these beats would be played from recordings: what is worth loading them for. */
export function wantsSamples(beats: readonly Beat[], members: readonly Player[]): boolean {
  const pianists = new Set(members.filter(({ kind }) => kind === 'pianist').map(({ name }) => name))
  return beats.some(({ member, timbre }) => pianists.has(member) && isStringPiano(timbre))
}
