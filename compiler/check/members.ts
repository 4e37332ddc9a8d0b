/** Members of the band, and what sections change about them. */

import type { Block, Name } from '../../language/ast.ts'
import { DRUM_VOICES } from '../../language/vocabulary.ts'
import type { MemberModel, PartModel, VoiceModel } from '../model.ts'
import type { MemberKind, Voicing } from '../policy-types.ts'
import type { PartKind } from './bars.ts'
import { type FileContext, nearestOf, nearHint } from './context.ts'
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
import { only, type Properties, sortProperties } from './properties.ts'
import { isWord, type Need, readWhole } from './read.ts'
import { BARS, NUMBER, TIME } from './units.ts'
import { readTimbres, readVoice } from './voices.ts'

const PAN: Need = { dims: [NUMBER], as: 'a ratio, as in -30%', name: 'Pan', min: -1, max: 1 }
const STRUM: Need = { dims: [TIME], as: 'a time, as in 12 ms', name: 'A strum', min: 0, max: 100 }
const RATIO: Need = { dims: [NUMBER], as: 'a ratio, as in 50%', name: 'A ratio', min: 0, max: 1 }
const LENGTH: Need = { dims: [NUMBER], as: 'a ratio, as in 60%', name: '`length`', min: 0.01, max: 1 }
const TRADE: Need = {
  dims: [BARS],
  as: 'a number of bars, as in 4 bars',
  name: '`trade`',
  min: 1,
  max: 10_000,
}

export const VOICINGS: readonly Voicing[] = ['rootless', 'shell', 'spread', 'drop2', 'close']

/** The voices of a member and how their bars are read. */
const VOICES: Readonly<Record<MemberKind, readonly (readonly [string, PartKind])[]>> = {
  metronome: [['beat', 'click']],
  drummer: DRUM_VOICES.map((name) => [name, 'drum'] as const),
  bassist: [['line', 'line']],
  pianist: [['comp', 'comp']],
  guitarist: [['comp', 'comp']],
}

export function readMember(ctx: FileContext, block: Block, kind: MemberKind): MemberModel {
  const name = block.name?.text ?? ''
  return {
    name,
    kind,
    span: { start: block.start, end: block.end },
    follows: readFollows(ctx, block.follows),
    own: readPart(ctx, sortProperties(ctx, block.properties, kind), kind, {
      owner: name,
      prefix: '',
      section: null,
    }),
  }
}

/** The name is known; whether somebody leads is checked for all members together. */
function readFollows(ctx: FileContext, name: Name | null): string {
  if (name === null || name.text === '' || name.text === 'player') return 'player'
  if (name.text === 'grid') return 'grid'
  const binding = ctx.scope.bindings.get(name.text)
  binding?.uses.add(name)
  if (binding?.target?.kind === 'member') return name.text
  if (binding === undefined) {
    const members = [...ctx.scope.bindings].filter(([, { target }]) => target?.kind === 'member')
    const near = nearestOf(ctx, name.text, ['player', 'grid', ...members.map(([member]) => member)])
    ctx.report('SIL0201', name, { what: 'member', name: name.text }, nearHint(name, near))
  } else if (binding.target !== null) {
    ctx.report('SIL0207', name, { name: name.text, found: 'no member', expected: 'player, grid or a member' })
  }
  return 'player'
}

/** What a member's block says, or a section about a member. */
export function readPart(
  ctx: FileContext,
  properties: Properties,
  kind: MemberKind,
  at: PartPlace,
): PartModel {
  const voices = new Map<string, VoiceModel>()
  let walk: boolean | null = null
  for (const [name, part] of VOICES[kind]) {
    const property = only(properties, name)
    if (property === null) continue
    const isWalk = name === 'line' && isWord(property.values[0], 'walk')
    if (name === 'line') walk = isWalk
    voices.set(name, readVoice(ctx, property, part, at, isWalk))
  }
  const { timbre, accents } = readTimbres(ctx, properties.get('timbre') ?? [], at)
  const fill = only(properties, 'fill')
  const approach = only(properties, 'approach')
  return {
    voices,
    timbre,
    accents,
    level: readLevel(ctx, only(properties, 'level'), at),
    pan: readTermOf(ctx, only(properties, 'pan'), at, PAN),
    feelMs: readFeel(ctx, only(properties, 'feel'), at),
    humanMs: readTermOf(ctx, only(properties, 'human'), at, HUMAN),
    mute: properties.has('mute') ? true : null,
    restEvery: readRest(ctx, only(properties, 'rest')),
    dynamics: readDynamics(ctx, only(properties, 'dynamics'), at),
    fillEvery: readFillEvery(ctx, fill),
    fillDensity: readModifierTerm(ctx, fill, 'density', at, { ...RATIO, name: 'The density' }),
    tradeBars: readWhole(ctx, only(properties, 'trade')?.values[0], 'trading', TRADE),
    range: readRange(ctx, only(properties, 'range')),
    length: readTermOf(ctx, only(properties, 'length'), at, LENGTH),
    voicing: readChoiceOf(ctx, only(properties, 'voicing'), at, 'voicing', VOICINGS),
    voicingSpan: only(properties, 'voicing'),
    strumMs: readTermOf(ctx, only(properties, 'strum'), at, STRUM),
    walk,
    approach: readChoiceOf(ctx, approach, at, 'approach', ['chromatic', 'scale', 'dominant'] as const),
    approachChance: readModifierTerm(ctx, approach, 'chance', at, { ...RATIO, name: 'A chance' }),
  }
}
