/** A member in a section: its own settings with the section's laid over them, field by field. */

import type { MemberModel, PartModel, SectionModel, VoiceModel } from '../model.ts'

export function partIn(member: MemberModel, section: SectionModel | null): PartModel {
  if (section === null) return member.own
  const { overrides } = section
  for (let i = 0; i < overrides.length; i++) {
    const override = overrides[i]
    if (override?.member === member) return override.part
  }
  return member.own
}

export type Override = SectionModel['overrides'][number]

/** What sections say of members, one by one. By index: sections are many, and iterators objects. */
export function overridesIn(
  sections: readonly SectionModel[],
  look: (override: Override, section: SectionModel) => void,
): void {
  for (let s = 0; s < sections.length; s++) {
    const section = sections[s]
    for (let i = 0; section !== undefined && i < section.overrides.length; i++) {
      const override = section.overrides[i]
      if (override !== undefined) look(override, section)
    }
  }
}

/** A section's voices laid over a member's own. */
export function mergeVoices(own: readonly VoiceModel[], over: readonly VoiceModel[]): readonly VoiceModel[] {
  const voices = own.slice()
  for (let i = 0; i < over.length; i++) {
    const voice = over[i]
    if (voice === undefined) continue
    const at = own.findIndex(({ name }) => name === voice.name)
    const before = own[at]
    if (before === undefined) voices.push(voice)
    else voices[at] = mergeVoice(before, voice)
  }
  return voices
}

/** Another pattern keeps the voice's timbre and level, unless the override says otherwise. */
function mergeVoice(own: VoiceModel, over: VoiceModel): VoiceModel {
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

/** An accent of a section replaces the member's on its beat. */
export function mergeAccents(own: PartModel['accents'], over: PartModel['accents']): PartModel['accents'] {
  if (over.length === 0) return own
  return [...own.filter((accent) => over.every((other) => other.beat !== accent.beat)), ...over]
}

/** Does the member have anything to play here? */
export function sounds(part: PartModel): boolean {
  if (part.walk === true) return true
  return part.voices.some((voice) => voice.pattern !== null)
}

/** A voice plays its pattern, unless the line walks. */
export function playedVoices(part: PartModel): readonly VoiceModel[] {
  return part.voices.filter((voice) => voice.pattern !== null || part.walk === true)
}
