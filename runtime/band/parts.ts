/**
 * The members of a band and what each has to play in each section, with all slots read: made once, when a
 * performance starts.
 */

import { Automation } from '../automation.ts'
import type { Features } from '../features.ts'
import type {
  MemberDef,
  MemberSettings,
  PolicyDefinition,
  SectionDef,
  Slots,
  Span,
  VoiceDef,
  VoiceSettings,
} from '../policy.ts'
import { keyOf } from '../random.ts'
import { TimbreEmbedding, unitVectorProblem } from '../timbre/embedding.ts'
import { type Beats, type Decibels, type Midi, msToSeconds, type Seconds } from '../units.ts'
import type { FillVoices } from './drummer.ts'
import type { HumanTiming } from './human.ts'
import type { HeldChord, VoicingMemory } from './voicing.ts'
import type { Walk } from './walk.ts'

/** A member, for the whole performance: when the policy is swapped its parts change, and it remembers. */
export interface MemberRun {
  readonly name: string
  readonly key: number
  readonly kind: MemberDef['kind']
  /** Levels that rules move. */
  readonly level: Automation
  /** What rules say: null leaves it to the section. */
  ruledMute: boolean | null
  /** The last pitch of a line, for the next one to stay near; NaN before the first. */
  lastPitch: number
  /** Was that an 8? */
  behindEight: boolean
  /** It ended the bar before with a fill: a crash is due. */
  crashDue: boolean
  /** The chord under the hands, which the next bar takes over; null until they strike. */
  readonly held: HeldChord
  /** null where nobody comps, or walks. */
  voicing: VoicingMemory | null
  walk: Walk | null
  /** How it was when it began its last bar: a bar that is made again, by another policy, begins there. */
  readonly barStart: BarStart
}

interface BarStart {
  measure: number
  ruledMute: boolean | null
  lastPitch: number
  behindEight: boolean
  crashDue: boolean
  hands: readonly Midi[]
  readonly held: HeldChord
}

type Lane = 'player' | 'grid'

/** A member in a section. */
export interface PartRun {
  readonly member: MemberRun
  /** Whose time it keeps: the followed clock's or the written tempo's. */
  readonly lane: Lane
  readonly settings: MemberSettings
  readonly voices: readonly VoiceRun[]
  readonly muted: boolean
  /** Whether a bassist plays in the section. */
  readonly rootElsewhere: boolean
  /** What a drummer fills with, and crashes on; null for everybody else. */
  fill: FillVoices | null
}

/** A voice of a member in a section. */
export interface VoiceRun {
  readonly part: PartRun
  readonly member: MemberRun
  readonly memberName: string
  readonly name: string
  readonly key: number
  readonly def: VoiceDef
  readonly timbre: TimbreEmbedding
  /** Timbres of single beats, by beat number; null where the voice's own sounds. */
  readonly accents: readonly (TimbreEmbedding | null)[]
  readonly levelDb: Decibels
  /** Its level where nothing written moves it, the member's included; else null. */
  readonly steadyLevel: Decibels | null
  readonly pan: number
  /** Feel, its leaders' included: late is positive. */
  readonly offset: Seconds
  readonly human: HumanTiming | null
  /** The furthest that `human` takes it from its place. */
  readonly humanMost: Seconds
}

export interface BandRun {
  readonly members: readonly MemberRun[]
  /** By member. */
  readonly lanes: readonly Lane[]
  /** By section, then by member. */
  readonly sections: readonly (readonly PartRun[])[]
  readonly timbres: readonly TimbreEmbedding[]
  /** The furthest before its place that any note may sound. */
  readonly earliest: Seconds
}

/**
 * Resolves a definition for one performance.
 * @param before the band that it takes over from: who is in both remembers
 */
export function buildBand(
  definition: PolicyDefinition,
  slots: Slots,
  seed: number,
  features: Features,
  before: readonly MemberRun[],
): BandRun {
  const timbres = timbresOf(definition, slots)
  const members = definition.members.map((def) => {
    const member =
      before.find(({ name, kind }) => name === def.name && kind === def.kind) ?? memberRun(def.name, def.kind)
    member.voicing ??= features.comping?.() ?? null
    member.walk ??= features.walking?.memory(seed, member.key) ?? null
    return member
  })
  const lanes = definition.members.map((member) => laneOf(definition, member))
  const sections = definition.sections.map((section) =>
    partsOf(definition, section, members, lanes, timbres, slots, seed, features),
  )
  let earliest = 0
  for (const parts of sections) {
    for (const part of parts) {
      for (const voice of part.voices) earliest = Math.max(earliest, voice.humanMost - voice.offset)
    }
  }
  return { members, lanes, sections, timbres, earliest }
}

/** Stored vectors keep their bits; anything else is taken as a direction. */
export function timbresOf(
  { timbres, timbreSpace, sounds }: PolicyDefinition,
  slots: Slots,
): readonly TimbreEmbedding[] {
  const played = sounds?.(slots)
  return timbres(slots).map((vector, i) => {
    const sound = played?.[i] ?? null
    return unitVectorProblem(vector, timbreSpace) === null
      ? TimbreEmbedding.fromUnitVector(vector, timbreSpace, sound)
      : TimbreEmbedding.fromDirection(vector, timbreSpace, sound)
  })
}

export function memberRun(name: string, kind: MemberDef['kind']): MemberRun {
  return {
    name,
    key: keyOf(name),
    kind,
    level: new Automation(),
    ruledMute: null,
    lastPitch: Number.NaN,
    behindEight: false,
    crashDue: false,
    held: { chord: null, left: 0, velocity: 0 },
    voicing: null,
    walk: null,
    barStart: {
      measure: Number.NaN,
      ruledMute: null,
      lastPitch: Number.NaN,
      behindEight: false,
      crashDue: false,
      hands: [],
      held: { chord: null, left: 0, velocity: 0 },
    },
  }
}

/** A follower of a member keeps that member's time. A circle, which the compiler refuses, follows the player. */
function laneOf(definition: PolicyDefinition, member: MemberDef): Lane {
  let at: MemberDef | undefined = member
  for (let hops = 0; at !== undefined && hops <= definition.members.length; hops++) {
    const { follows }: MemberDef = at
    if (typeof follows === 'string') return follows
    at = definition.members.find(({ name }) => name === follows.member)
  }
  return 'player'
}

function partsOf(
  definition: PolicyDefinition,
  section: SectionDef,
  members: readonly MemberRun[],
  lanes: readonly Lane[],
  timbres: readonly TimbreEmbedding[],
  slots: Slots,
  seed: number,
  features: Features,
): readonly PartRun[] {
  const settings = section.parts.map((part) => part.settings(slots))
  const feels = definition.members.map((_, index) => feelOf(definition, settings, index))
  const parts: PartRun[] = []
  const mutes = (index: number) =>
    settings[index]?.mute === true || section.mute.includes(members[index]?.name ?? '')
  const rootElsewhere = members.some(({ kind }, index) => kind === 'bassist' && !mutes(index))
  for (const [index, member] of members.entries()) {
    const def = section.parts[index]
    const own = settings[index]
    if (def === undefined || own === undefined) continue
    const voices: VoiceRun[] = []
    const part: PartRun = {
      member,
      lane: lanes[index] ?? 'player',
      settings: own,
      voices,
      muted: mutes(index),
      rootElsewhere,
      fill: null,
    }
    for (const [v, voice] of def.voices.entries()) {
      const voiceSettings = own.voices[v]
      if (voiceSettings === undefined) continue
      voices.push(voiceRun(part, voice, voiceSettings, section, timbres, feels[index] ?? 0, seed, features))
    }
    // A section without fills may still begin with the crash after one.
    if (member.kind === 'drummer') part.fill = features.drumming?.voices(voices, keyOf('crash')) ?? null
    parts.push(part)
  }
  return parts
}

/** A follower takes its leader's feel and adds its own, along the whole chain. */
function feelOf(definition: PolicyDefinition, settings: readonly MemberSettings[], index: number): Seconds {
  let total = 0
  let at = index
  for (let hops = 0; at >= 0 && hops < definition.members.length; hops++) {
    total += msToSeconds(settings[at]?.feelMs ?? 0)
    const follows = definition.members[at]?.follows
    if (follows === undefined || typeof follows === 'string') break
    at = definition.members.findIndex(({ name }) => name === follows.member)
  }
  return total
}

function voiceRun(
  part: PartRun,
  voice: VoiceDef,
  settings: VoiceSettings,
  section: SectionDef,
  timbres: readonly TimbreEmbedding[],
  feel: Seconds,
  seed: number,
  features: Features,
): VoiceRun {
  const { member } = part
  const key = keyOf(voice.name)
  const accents: (TimbreEmbedding | null)[] = Array.from(
    { length: section.meter.beats.length + 1 },
    () => null,
  )
  for (const { beat, timbre } of settings.accents) {
    if (beat < accents.length) accents[beat] = timbres[timbre] ?? null
  }
  const own = settings.ownHuman === true || settings.humanMs > 0
  const deviation = msToSeconds(Math.max(0, own ? settings.humanMs : part.settings.humanMs))
  const wandering = deviation > 0 ? features.wandering : undefined
  return {
    part,
    member,
    memberName: member.name,
    name: voice.name,
    key,
    def: voice,
    timbre: timbres[settings.timbre] ?? TimbreEmbedding.neutral(),
    accents,
    levelDb: settings.levelDb,
    steadyLevel:
      'db' in part.settings.level && part.settings.dynamics === null
        ? part.settings.level.db + settings.levelDb
        : null,
    pan: part.settings.pan,
    offset: feel + msToSeconds(settings.feelMs),
    // A member wanders as one player; a voice with a `human` of its own wanders by itself.
    human: wandering?.timing(seed, member.key, own ? key : 0, key, deviation) ?? null,
    humanMost: wandering?.most(deviation) ?? 0,
  }
}

/** The written level of a part, `beats` beats after its section began. */
export function writtenLevel(
  settings: MemberSettings,
  beats: Beats,
  beatsPerBar: number,
  beat: Seconds,
): Decibels {
  const { level } = settings
  if ('db' in level) return level.db
  const length = spanInBeats(level.over, beatsPerBar, beat)
  if (!(beats < length)) return level.toDb
  return level.fromDb + ((level.toDb - level.fromDb) * beats) / length
}

/** The length of a span at the tempo of the moment. */
export function spanInBeats(span: Span, beatsPerBar: number, beat: Seconds): Beats {
  switch (span.unit) {
    case 'beats':
      return span.amount
    case 'bars':
      return span.amount * beatsPerBar
    case 's':
      return span.amount / beat
  }
}
