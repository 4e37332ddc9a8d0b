/** Members of the band, and what sections change about them. */

import type { Block, Name, Property } from '../../language/ast.ts'
import { DRUM_VOICES } from '../../language/vocabulary.ts'
import type { MemberModel, PartModel, VoiceModel } from '../model.ts'
import type { MemberKind } from '../policy-types.ts'
import { use } from '../resolve.ts'
import {
  bareName,
  both,
  type FileContext,
  hasPatience,
  namesOf,
  nearestOf,
  nearHint,
  rewrite,
} from './context.ts'
import {
  HUMAN,
  readDynamics,
  readFeel,
  readFillEvery,
  readLevel,
  readRange,
  readRest,
} from './member-settings.ts'
import { type PartPlace, readChoiceOf, readModifierTerm, readTermOf } from './part-place.ts'
import { type PartKind, VOICINGS } from './part-rules.ts'
import { mergeAccents, mergeVoices } from './parts.ts'
import { all, type Properties, sortProperties } from './properties.ts'
import { isWord, type Need, readWhole } from './read.ts'
import { OF_SIDES, reportSide, SIDES } from './spoken.ts'
import { BARS, NUMBER, TIME } from './units.ts'
import { readTimbres, readVoice } from './voices.ts'

const PAN: Need = {
  dims: [NUMBER],
  as: 'a ratio, as in -30%',
  name: 'Pan',
  min: -1,
  max: 1,
  spoken: SIDES,
  help: OF_SIDES,
}
const STRUM: Need = { dims: [TIME], as: 'a time, as in 12 ms', name: 'A strum', min: 0, max: 100 }
const STRUMS: ReadonlySet<string> = new Set(['down', 'up', 'both', 'alternate', 'alternating'])
const DENSITY: Need = { dims: [NUMBER], as: 'a ratio, as in 50%', name: 'The density', min: 0, max: 1 }
const CHANCE: Need = { ...DENSITY, name: 'A chance' }
const LENGTH: Need = { dims: [NUMBER], as: 'a ratio, as in 60%', name: '`length`', min: 0.01, max: 1 }
const TRADE: Need = {
  dims: [BARS],
  as: 'a number of bars, as in 4 bars',
  name: '`trade`',
  min: 1,
  max: 10_000,
}

const APPROACHES = ['chromatic', 'scale', 'dominant'] as const

/** The voices of a member and how their bars are read, in the order in which they play. */
const VOICES: Readonly<Record<MemberKind, ReadonlyMap<string, PartKind>>> = {
  metronome: new Map([['beat', 'click']]),
  drummer: new Map(DRUM_VOICES.map((name) => [name, 'drum'])),
  bassist: new Map([['line', 'line']]),
  pianist: new Map([['comp', 'comp']]),
  guitarist: new Map([['comp', 'comp']]),
}

/** Whom to follow who follows nobody. */
export const GRID = 'grid'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export function readMember(ctx: FileContext, block: Block, kind: MemberKind): MemberModel {
  const name = block.name?.text ?? ''
  if (block.name !== null && name === GRID) {
    const hint = `\`follows ${GRID}\` is to keep the written tempo, so nobody could follow a member of that name.`
    ctx.report('SIL0116', block.name, { name }, { hint })
  }
  return {
    name,
    kind,
    span: { start: block.start, end: block.end },
    follows: readFollows(ctx, block.follows),
    own: readPart(ctx, sortProperties(ctx, block.properties, kind), kind, NOTHING_SAID, {
      owner: name,
      prefix: '',
      section: null,
    }),
  }
}

/** The name is known; whether somebody leads is checked for all members together. */
function readFollows(ctx: FileContext, name: Name | null): string {
  if (name === null || name.text === '' || name.text === 'player') return 'player'
  if (name.text === GRID) return GRID
  const binding = ctx.scope.bindings.get(name.text)
  if (binding !== undefined) use(binding, name)
  if (binding?.target?.kind === 'member') return name.text
  if (binding === undefined) {
    if (reportVoiceFollowed(ctx, name)) return 'player'
    const near = nearestOf(ctx, name.text, both(['player', GRID], namesOf(ctx, 'member')))
    ctx.report('SIL0201', name, { what: 'member', name: name.text }, nearHint(name, near))
  } else if (binding.target !== null) {
    ctx.report('SIL0207', name, {
      name: name.text,
      found: 'not a member',
      expected: 'player, grid or a member',
    })
  }
  return 'player'
}

/** `follows kick`: a voice of somebody, who is followed as a whole. */
function reportVoiceFollowed(ctx: FileContext, name: Name): boolean {
  if (!DRUM_VOICES.some((voice) => voice === name.text)) return false
  if (!hasPatience(ctx, ctx.scope.declared.length)) return false
  const [drummer, other] = ctx.scope.declared.filter(
    (one) => one.kind === 'member' && one.decl.properties.some(({ key }) => key.text === name.text),
  )
  if (drummer === undefined) return false
  const who = drummer.name.text
  const hint = `\`${name.text}\` is a voice of \`${who}\`, and members follow members: follows ${who}`
  const fixes = other === undefined && who !== '' ? [rewrite(name, who)] : []
  ctx.report('SIL0201', name, { what: 'member', name: name.text }, { hint, fixes })
  return true
}

const NOTHING_SAID: PartModel = {
  voices: [],
  timbre: null,
  accents: [],
  level: null,
  pan: null,
  feelMs: null,
  humanMs: null,
  mute: null,
  restEvery: null,
  dynamics: null,
  fillEvery: null,
  fillDensity: null,
  tradeBars: null,
  range: null,
  length: null,
  voicing: null,
  voicingSpan: null,
  strumMs: null,
  walk: null,
  approach: null,
  approachChance: null,
}

/** What a member's block says, or a section about a member, laid over what the member says of itself. */
export function readPart(
  ctx: FileContext,
  properties: Properties,
  kind: MemberKind,
  own: PartModel,
  at: PartPlace,
): PartModel {
  const part: Mutable<PartModel> = { ...own }
  const barsOf = VOICES[kind]
  let voices: VoiceModel[] | null = null
  let timbres = false
  for (let i = 0; i < properties.length; i++) {
    let property = properties[i]
    if (property === undefined) continue
    if (isStrummed(property)) {
      const hasComp = properties.some(({ key }) => key.text === 'comp')
      reportStrummed(ctx, property, hasComp)
      if (hasComp) continue
      property = { ...property, key: { ...property.key, text: 'comp' } }
    }
    const bars = barsOf.get(property.key.text)
    if (bars !== undefined) {
      const isWalk = bars === 'line' && isWord(property.values[0], 'walk')
      if (bars === 'line') part.walk = isWalk
      const voice = readVoice(ctx, property, bars, at, isWalk)
      if (voices === null) voices = [voice]
      else voices.push(voice)
    } else if (property.key.text === 'timbre') timbres = true
    else readSetting(ctx, property, part, at)
  }
  if (timbres) {
    const { timbre, accents } = readTimbres(ctx, all(properties, 'timbre'), at)
    part.timbre = timbre ?? own.timbre
    part.accents = mergeAccents(own.accents, accents)
  }
  if (voices !== null) {
    if (voices.length > 1) inOrderOf(barsOf, voices)
    part.voices = own.voices.length === 0 ? voices : mergeVoices(own.voices, voices)
  }
  return part
}

/** `strum |x . x .|` */
function isStrummed({ key, values }: Property): boolean {
  return key.text === 'strum' && values[0]?.kind === 'bars'
}

function reportStrummed(ctx: FileContext, { key, values }: Property, hasComp: boolean): void {
  const hint = '`comp` says when the chords are struck, and `strum` how long that takes: strum 12 ms'
  const fixes = hasComp ? [] : [rewrite(key, 'comp')]
  const args = { found: 'a pattern', expected: 'a time, as in 12 ms' }
  ctx.report('SIL0305', values[0] ?? key, args, { hint, fixes })
}

function inOrderOf(kinds: ReadonlyMap<string, unknown>, voices: VoiceModel[]): void {
  let at = 0
  for (const name of kinds.keys()) if (name === voices[at]?.name) at++
  // As they are written by nearly everybody.
  if (at === voices.length) return
  const names = [...kinds.keys()]
  voices.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
}

/** A property that is neither a voice nor a timbre; what has an error changes nothing. */
function readSetting(ctx: FileContext, property: Property, part: Mutable<PartModel>, at: PartPlace): void {
  switch (property.key.text) {
    case 'level':
      part.level = readLevel(ctx, property, at) ?? part.level
      return
    case 'pan':
      if (!reportSide(ctx, property)) part.pan = readTermOf(ctx, property, at, PAN) ?? part.pan
      return
    case 'feel':
      part.feelMs = readFeel(ctx, property, at) ?? part.feelMs
      return
    case 'human':
      part.humanMs = readTermOf(ctx, property, at, HUMAN) ?? part.humanMs
      return
    case 'mute':
      part.mute = true
      return
    case 'rest':
      part.restEvery = readRest(ctx, property) ?? part.restEvery
      return
    case 'dynamics':
      part.dynamics = readDynamics(ctx, property, at) ?? part.dynamics
      return
    case 'fill':
      part.fillEvery = readFillEvery(ctx, property) ?? part.fillEvery
      part.fillDensity = readModifierTerm(ctx, property, 'density', at, DENSITY) ?? part.fillDensity
      return
    case 'trade':
      part.tradeBars = readWhole(ctx, property.values[0], 'the length of a trade', TRADE) ?? part.tradeBars
      return
    case 'range':
      part.range = readRange(ctx, property) ?? part.range
      return
    case 'length':
      part.length = readTermOf(ctx, property, at, LENGTH) ?? part.length
      return
    case 'voicing':
      part.voicing = readChoiceOf(ctx, property, at, 'voicing', VOICINGS) ?? part.voicing
      part.voicingSpan = property
      return
    case 'strum':
      if (reportHand(ctx, property)) return
      part.strumMs = readTermOf(ctx, property, at, STRUM) ?? part.strumMs
      return
    case 'approach':
      part.approach = readChoiceOf(ctx, property, at, 'approach', APPROACHES) ?? part.approach
      part.approachChance = readModifierTerm(ctx, property, 'chance', at, CHANCE) ?? part.approachChance
      return
  }
}

/** `strum down up` */
function reportHand(ctx: FileContext, { values }: Property): boolean {
  const [first] = values
  const word = bareName(first)?.text ?? ''
  if (first === undefined || !STRUMS.has(word) || ctx.scope.bindings.has(word)) return false
  const hint = 'The hand goes down on the beat and up off it by itself; `strum` says how long a stroke takes.'
  ctx.report('SIL0305', first, { found: `\`${word}\``, expected: STRUM.as }, { hint })
  return true
}
