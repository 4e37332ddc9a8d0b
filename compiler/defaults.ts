/** What a member sounds like and where it plays when the file does not say. */

import type { TimbreSpace } from '../runtime/timbre/space.ts'
import type { MemberKind, Voicing } from './policy-types.ts'

/** MIDI numbers. */
export function defaultRange(kind: MemberKind): { readonly low: number; readonly high: number } {
  switch (kind) {
    case 'bassist':
      return { low: 28, high: 43 } // E1..G2, an upright's first positions
    case 'pianist':
      return { low: 48, high: 72 } // C3..C5
    case 'guitarist':
      return { low: 40, high: 64 } // E2..E4
    default:
      return { low: 0, high: 127 }
  }
}

export function defaultVoicing(kind: MemberKind): Voicing {
  return kind === 'guitarist' ? 'drop2' : 'close'
}

const VOICE_TIMBRES: Readonly<Record<string, string>> = {
  beat: 'warm woody click',
  kick: 'deep kick drum',
  snare: 'crisp snare drum',
  rim: 'dry wooden cross-stick',
  hat: 'closed hi-hat',
  pedal: 'pedal hi-hat',
  ride: 'dry ride cymbal',
  bell: 'bright ride bell',
  crash: 'bright crash cymbal',
  tom1: 'high tom',
  tom2: 'mid tom',
  tom3: 'deep floor tom',
}

/** The prompt of a voice without a timbre. */
export function defaultTimbre(kind: MemberKind, voice: string): string {
  switch (kind) {
    case 'bassist':
      return 'round upright bass'
    case 'pianist':
      return 'mellow upright piano'
    case 'guitarist':
      return 'clean electric guitar'
    default:
      return VOICE_TIMBRES[voice] ?? 'warm woody click'
  }
}

const VOICE_NOUNS: Readonly<Record<string, string>> = {
  kick: 'kick drum',
  snare: 'snare drum',
  rim: 'rim click',
  hat: 'closed hi-hat',
  pedal: 'closed hi-hat',
  ride: 'ride cymbal',
  bell: 'ride bell',
  crash: 'crash cymbal',
  tom1: 'high tom',
  tom2: 'tom',
  tom3: 'floor tom',
}

/** Who plays a timbre. */
export interface PlayedBy {
  readonly kind: MemberKind
  readonly voice: string
}

/** What a voice is called: the noun of a prompt that only says how it sounds. */
export function nounOf({ kind, voice }: PlayedBy): string {
  switch (kind) {
    case 'bassist':
      return 'bass guitar'
    case 'pianist':
      return 'piano'
    case 'guitarist':
      return 'guitar'
    default:
      return VOICE_NOUNS[voice] ?? 'click'
  }
}

/**
 * The prompt that is decoded for who plays it: "dry" on a snare is a dry snare drum. One that says what sounds is that, whoever plays it.
 *
 * @param noun of who plays it; empty where the space needs none
 */
export function promptAsPlayed(
  prompt: string,
  noun: string,
  { namesSound }: Pick<TimbreSpace, 'namesSound'>,
): string {
  return noun === '' || namesSound(prompt) ? prompt : `${prompt} ${noun}`
}
