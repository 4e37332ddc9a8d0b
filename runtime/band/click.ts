/**
 * The click that counts in, and that stays alone when the kill switch is thrown: the first metronome's sound, else
 * a plain one.
 */

import type { MemberSettings } from '../policy.ts'
import { keyOf } from '../random.ts'
import { TimbreEmbedding } from '../timbre/embedding.ts'
import { type BandRun, memberRun, type VoiceRun } from './parts.ts'

/** Name of the member that counts where the band has no metronome. */
const COUNT_MEMBER = 'count'

export function clickVoice(band: BandRun, section: number): VoiceRun {
  const parts = band.sections[section] ?? []
  const own = parts.find(({ member, voices }) => member.kind === 'metronome' && voices.length > 0)
  return own?.voices[0] ?? plainVoice()
}

function plainVoice(): VoiceRun {
  const member = memberRun(COUNT_MEMBER, 'metronome')
  return {
    part: {
      member,
      lane: 'player',
      settings: PLAIN,
      voices: [],
      muted: false,
      rootElsewhere: false,
      fill: null,
    },
    member,
    memberName: COUNT_MEMBER,
    name: 'beat',
    key: keyOf('beat'),
    def: { name: 'beat', bars: 1, loopQuarters: null, play: () => undefined },
    timbre: TimbreEmbedding.neutral(),
    accents: [],
    levelDb: 0,
    steadyLevel: 0,
    pan: 0,
    offset: 0,
    human: null,
    humanMost: 0,
  }
}

const PLAIN: MemberSettings = {
  level: { db: 0 },
  pan: 0,
  feelMs: 0,
  humanMs: 0,
  mute: false,
  restEvery: 0,
  dynamics: null,
  voices: [],
  fill: null,
  tradeBars: 0,
  range: { low: 0, high: 127 },
  length: 1,
  voicing: 'close',
  strumMs: 0,
  walk: false,
  approach: null,
}
