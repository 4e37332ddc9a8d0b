/** A member in a section: its own settings with the section's laid over them, field by field. */

import type { MemberModel, PartModel, SectionModel, VoiceModel } from '../model.ts'

export function partIn(member: MemberModel, section: SectionModel | null): PartModel {
  return section?.overrides.get(member.name) ?? member.own
}

/** What a section says about a member, laid over what the member says of itself. */
export function mergeParts(own: PartModel, over: PartModel): PartModel {
  const voices = new Map(own.voices)
  for (const [name, voice] of over.voices) {
    const before = own.voices.get(name)
    voices.set(name, before === undefined ? voice : mergeVoices(before, voice))
  }
  return {
    voices,
    timbre: over.timbre ?? own.timbre,
    accents: mergeAccents(own.accents, over.accents),
    level: over.level ?? own.level,
    pan: over.pan ?? own.pan,
    feelMs: over.feelMs ?? own.feelMs,
    humanMs: over.humanMs ?? own.humanMs,
    mute: over.mute ?? own.mute,
    restEvery: over.restEvery ?? own.restEvery,
    dynamics: over.dynamics ?? own.dynamics,
    fillEvery: over.fillEvery ?? own.fillEvery,
    fillDensity: over.fillDensity ?? own.fillDensity,
    tradeBars: over.tradeBars ?? own.tradeBars,
    range: over.range ?? own.range,
    length: over.length ?? own.length,
    voicing: over.voicing ?? own.voicing,
    voicingSpan: over.voicingSpan ?? own.voicingSpan,
    strumMs: over.strumMs ?? own.strumMs,
    walk: over.walk ?? own.walk,
    approach: over.approach ?? own.approach,
    approachChance: over.approachChance ?? own.approachChance,
  }
}

/** Another pattern keeps the voice's timbre and level, unless the override says otherwise. */
function mergeVoices(own: VoiceModel, over: VoiceModel): VoiceModel {
  const pattern = over.pattern ?? own.pattern
  return {
    name: own.name,
    span: over.span,
    pattern,
    section: over.pattern === null ? own.section : over.section,
    timbre: over.timbre ?? own.timbre,
    accents: mergeAccents(own.accents, over.accents),
    levelDb: over.levelDb ?? own.levelDb,
    feelMs: over.feelMs ?? own.feelMs,
    humanMs: over.humanMs ?? own.humanMs,
  }
}

function mergeAccents(own: PartModel['accents'], over: PartModel['accents']): PartModel['accents'] {
  if (over.length === 0) return own
  return [...own.filter((accent) => over.every((other) => other.beat !== accent.beat)), ...over]
}

/** Does the member have anything to play here? */
export function sounds(part: PartModel): boolean {
  if (part.walk === true) return true
  for (const voice of part.voices.values()) if (voice.pattern !== null) return true
  return false
}

/** A voice plays its pattern, unless the line walks. */
export function playedVoices(part: PartModel): readonly VoiceModel[] {
  return [...part.voices.values()].filter((voice) => voice.pattern !== null || part.walk === true)
}
