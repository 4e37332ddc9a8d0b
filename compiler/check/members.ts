/** Members of the band, and what sections change about them. */

import type { Block, Expr, Modifier, Name, Property } from '../../language/ast.ts'
import { DRUM_VOICES } from '../../language/vocabulary.ts'
import type {
  AccentModel,
  ChoiceModel,
  LevelModel,
  MemberModel,
  PartModel,
  PatternModel,
  Term,
  VoiceModel,
} from '../model.ts'
import type { MemberKind, Voicing } from '../policy-types.ts'
import { rationalOf } from '../rational.ts'
import { type PartKind, readPattern } from './bars.ts'
import { type FileContext, itemsOf, nearestOf, nearHint } from './context.ts'
import { evaluate } from './expressions.ts'
import { exprName, type Place, wrongKind } from './place.ts'
import { only, type Properties, sortProperties } from './properties.ts'
import {
  docOf,
  isWord,
  modifier,
  modifierValue,
  type Need,
  placeOf,
  readChoice,
  readQuantity,
  readSpan,
  readTerm,
  readWhole,
} from './read.ts'
import { readTimbre } from './timbres.ts'
import { BARS, BEATS, LEVEL, NUMBER, TIME } from './units.ts'
import { constant, operate } from './values.ts'

const LEVEL_NEED: Need = { dims: [LEVEL], as: 'a level, as in -6 dB', name: 'A level', min: -80, max: 24 }
const PAN: Need = { dims: [NUMBER], as: 'a ratio, as in -30%', name: 'Pan', min: -1, max: 1 }
const FEEL: Need = { dims: [TIME], as: 'a time, as in 8 ms', name: 'Feel', min: 0, max: 200 }
const HUMAN: Need = { dims: [TIME], as: 'a time, as in 4 ms', name: '`human`', min: 0, max: 50 }
const STRUM: Need = { dims: [TIME], as: 'a time, as in 12 ms', name: 'A strum', min: 0, max: 100 }
const RATIO: Need = { dims: [NUMBER], as: 'a ratio, as in 50%', name: 'A ratio', min: 0, max: 1 }
const LENGTH: Need = { dims: [NUMBER], as: 'a ratio, as in 60%', name: '`length`', min: 0.01, max: 1 }
const WITHIN: Need = { dims: [LEVEL], as: 'a level, as in 6 dB', name: '`within`', min: 0, max: 40 }
const EVERY: Need = {
  dims: [BARS],
  as: 'a number of bars, as in 8 bars',
  name: '`every`',
  min: 1,
  max: 10_000,
}
const TRADE: Need = {
  dims: [BARS],
  as: 'a number of bars, as in 4 bars',
  name: '`trade`',
  min: 1,
  max: 10_000,
}
const BEAT: Need = { dims: [NUMBER], as: 'the number of a beat, as in 1', name: 'A beat', min: 1, max: 64 }
const LOOP: Need = { dims: [BEATS, BARS], as: 'a length, as in 3 beats', name: 'A loop', min: 0 }

const WITHIN_DB = 6

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
  binding?.uses.push(name)
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

/** How the slots of a part are called: `kit` and '', or `stop` and `.kit` in an override. */
export interface PartPlace {
  readonly owner: string
  readonly prefix: string
  readonly section: string | null
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
    pan: term(ctx, only(properties, 'pan'), at, PAN),
    feelMs: readFeel(ctx, only(properties, 'feel'), at),
    humanMs: term(ctx, only(properties, 'human'), at, HUMAN),
    mute: properties.has('mute') ? true : null,
    restEvery: readRest(ctx, only(properties, 'rest')),
    dynamics: readDynamics(ctx, only(properties, 'dynamics'), at),
    fillEvery: readFillEvery(ctx, fill),
    fillDensity: modifierTerm(ctx, fill, 'density', at, { ...RATIO, name: 'The density' }),
    tradeBars: readWhole(ctx, only(properties, 'trade')?.values[0], 'trading', TRADE),
    range: readRange(ctx, only(properties, 'range')),
    length: term(ctx, only(properties, 'length'), at, LENGTH),
    voicing: choice(ctx, only(properties, 'voicing'), at, 'voicing', VOICINGS),
    voicingSpan: only(properties, 'voicing'),
    strumMs: term(ctx, only(properties, 'strum'), at, STRUM),
    walk,
    approach: choice(ctx, approach, at, 'approach', ['chromatic', 'scale', 'dominant'] as const),
    approachChance: modifierTerm(ctx, approach, 'chance', at, { ...RATIO, name: 'A chance' }),
  }
}

function place(ctx: FileContext, property: Property, at: PartPlace, path = ''): Place {
  return placeOf(ctx, at.owner, `${at.prefix}.${property.key.text}${path}`, docOf(property))
}

function term(ctx: FileContext, property: Property | null, at: PartPlace, need: Need): Term | null {
  if (property === null) return null
  return readQuantity(ctx, property.values[0], place(ctx, property, at), need)?.term ?? null
}

function modifierTerm(
  ctx: FileContext,
  property: Property | null,
  key: string,
  at: PartPlace,
  need: Need,
): Term | null {
  if (property === null) return null
  return (
    readQuantity(ctx, modifierValue(property, key), place(ctx, property, at, `.${key}`), need)?.term ?? null
  )
}

function choice<T extends string>(
  ctx: FileContext,
  property: Property | null,
  at: PartPlace,
  what: string,
  choices: readonly T[],
): ChoiceModel<T> | null {
  return property === null
    ? null
    : readChoice(ctx, property.values[0], place(ctx, property, at), what, choices)
}

// ---- voices -----------------------------------------------------------------------------------------------------

function readVoice(
  ctx: FileContext,
  property: Property,
  part: PartKind,
  at: PartPlace,
  isWalk: boolean,
): VoiceModel {
  const [value] = property.values
  const name = property.key.text
  let pattern: PatternModel | null = null
  if (value?.kind === 'bars') {
    const bars = readPattern(ctx, value, { part, voice: name, place: place(ctx, property, at) })
    const loop = readLoop(ctx, property, bars)
    if (loop !== undefined) pattern = { ...bars, loop }
  } else if (value !== undefined && !isWalk) {
    const expected = part === 'line' ? 'bars, as in |1 - 5 .|, or `walk`' : 'bars, as in |x.x. x.x.|'
    wrongKind({ ctx }, value, exprName(value), expected)
  }
  for (const m of property.modifiers) {
    if (!MEMBER_ONLY.has(m.key.text)) continue
    const hint = `\`${m.key.text}\` is for the whole member, on a line of its own.`
    ctx.report('SIL0206', m.key, { modifier: m.key.text, property: name, known: '' }, { hint })
  }
  const { timbre, accents } = readVoiceTimbres(ctx, property, at)
  return {
    name,
    span: { start: property.start, end: property.end },
    pattern,
    section: at.section,
    timbre,
    accents,
    levelDb: modifierTerm(ctx, property, 'level', at, LEVEL_NEED),
    feelMs: readFeelValues(ctx, modifier(property, 'feel'), place(ctx, property, at, '.feel')),
    humanMs: modifierTerm(ctx, property, 'human', at, HUMAN),
  }
}

/** What a voice does not have by itself. */
const MEMBER_ONLY: ReadonlySet<string> = new Set(['over', 'pan', 'chance'])

/** `loop 3 beats`: one bar that goes round by itself. Undefined where it has an error. */
function readLoop(
  ctx: FileContext,
  property: Property,
  pattern: Omit<PatternModel, 'loop'>,
): PatternModel['loop'] | undefined {
  const written = modifierValue(property, 'loop')
  if (written === undefined) return null
  const value = evaluate(ctx, written, { ...placeOf(ctx, '', ''), fixed: 'a loop' })
  if (value === null) return undefined
  if (value.kind !== 'quantity' || !LOOP.dims.includes(value.dim)) {
    wrongKind({ ctx }, written, exprName(written), LOOP.as)
    return undefined
  }
  const amount = rationalOf(value.low)
  if (amount === null || amount.num <= 0 || value.low > MAX_LOOP) {
    const at = { start: written.start, end: written.end }
    ctx.report('SIL0423', at, { value: ctx.file.text.slice(at.start, at.end) })
    return undefined
  }
  if (pattern.bars.length > 1) {
    ctx.report('SIL0417', written, { bars: `${pattern.bars.length} bars` })
    return undefined
  }
  return {
    amount,
    unit: value.dim === BARS ? 'bars' : 'beats',
    span: { start: written.start, end: written.end },
  }
}

/** Longest loop, in beats or bars. */
const MAX_LOOP = 256

// ---- timbres ----------------------------------------------------------------------------------------------------

interface Timbres {
  readonly timbre: PartModel['timbre']
  readonly accents: readonly AccentModel[]
}

/** `timbre woody`, and any number of `timbre accent on 1, 3`. */
function readTimbres(ctx: FileContext, properties: readonly Property[], at: PartPlace): Timbres {
  let plain: Property | null = null
  let timbre: PartModel['timbre'] = null
  const accents: AccentModel[] = []
  for (const property of properties) {
    const on = modifier(property, 'on')
    if (on !== null) {
      readAccents(ctx, property.values[0], on, place(ctx, property, at), accents)
      continue
    }
    if (plain !== null) {
      ctx.report(
        'SIL0205',
        property.key,
        { name: 'timbre' },
        {
          hint: 'One is for all beats; the others say which: timbre accent on 1.',
          related: [{ file: ctx.file.label, span: plain.key, message: 'given here' }],
        },
      )
      continue
    }
    plain = property
    timbre = readTimbre(ctx, property.values[0], place(ctx, property, at))
  }
  return { timbre, accents }
}

/** Behind a pattern: `timbre woody`, `timbre accent on 1`. */
function readVoiceTimbres(ctx: FileContext, property: Property, at: PartPlace): Timbres {
  let timbre: PartModel['timbre'] = null
  const accents: AccentModel[] = []
  const { modifiers } = property
  for (const [i, m] of modifiers.entries()) {
    const where = place(ctx, property, at, '.timbre')
    if (m.key.text === 'timbre') {
      const next = modifiers[i + 1]
      if (next?.key.text === 'on') readAccents(ctx, m.values[0], next, where, accents)
      else if (timbre === null) timbre = readTimbre(ctx, m.values[0], where)
      else ctx.report('SIL0205', m.key, { name: 'timbre' })
    } else if (m.key.text === 'on' && modifiers[i - 1]?.key.text !== 'timbre') {
      ctx.report('SIL0218', m.key, { modifier: 'on', where: 'behind a timbre: timbre accent on 1' })
    }
  }
  return { timbre, accents }
}

/** The slots of an accent's timbre are called by its first beat: `click.timbre[1]`. */
function readAccents(
  ctx: FileContext,
  value: Expr | undefined,
  on: Modifier,
  where: Place,
  into: AccentModel[],
): void {
  const beats: { readonly beat: number; readonly at: Expr }[] = []
  for (const item of itemsOf(on.values[0])) {
    const beat = readWhole(ctx, item, 'the beat of an accent', BEAT)
    if (beat !== null) beats.push({ beat, at: item })
  }
  const [first] = beats
  const path = first === undefined ? where.path : `${where.path}[${first.beat}]`
  const timbre = readTimbre(ctx, value, { ...where, path })
  if (timbre === null) return
  for (const { beat, at } of beats) {
    if (into.some((accent) => accent.beat === beat)) ctx.report('SIL0205', at, { name: `on ${beat}` })
    else into.push({ beat, timbre, span: { start: at.start, end: at.end } })
  }
}

// ---- single properties ------------------------------------------------------------------------------------------

/** `-6 dB`, or `-12 dB -> 0 dB over 4 bars` */
function readLevel(ctx: FileContext, property: Property | null, at: PartPlace): LevelModel | null {
  if (property === null) return null
  const [value] = property.values
  const where = place(ctx, property, at)
  const over = modifier(property, 'over')
  if (value?.kind === 'binary' && value.op === '->') {
    const from = readQuantity(ctx, value.left, where, LEVEL_NEED)
    const to = readQuantity(ctx, value.right, where, LEVEL_NEED)
    if (over === null) {
      const example = 'level -12 dB -> 0 dB over 4 bars'
      ctx.report('SIL0212', property, { what: 'This `level`', missing: '`over`', example })
    }
    const length = readSpan(ctx, over?.values[0], place(ctx, property, at, '.over'))
    return from === null || to === null || length === null
      ? null
      : { k: 'ramp', from: from.term, to: to.term, over: length }
  }
  if (over !== null) {
    ctx.report('SIL0218', over.key, {
      modifier: 'over',
      where: 'in a ramp, `level -12 dB -> 0 dB over 4 bars`',
    })
  }
  const db = readQuantity(ctx, value, where, LEVEL_NEED)
  return db === null ? null : { k: 'steady', db: db.term }
}

function readFeel(ctx: FileContext, property: Property | null, at: PartPlace): Term | null {
  return property === null ? null : readFeelValues(ctx, property, place(ctx, property, at))
}

/** `behind 8 ms` is later, so positive. */
function readFeelValues(
  ctx: FileContext,
  source: { readonly values: readonly Expr[]; readonly start: number; readonly end: number } | null,
  where: Place,
): Term | null {
  const [side, amount] = source?.values ?? []
  if (source === null || side === undefined) return null
  const ahead = isWord(side, 'ahead')
  if (!ahead && !isWord(side, 'behind')) {
    ctx.report('SIL0305', side, { found: exprName(side), expected: '`behind` or `ahead`, as in behind 8 ms' })
    return null
  }
  if (amount === undefined) {
    ctx.report('SIL0212', source, { what: '`feel`', missing: 'a time', example: 'feel behind 8 ms' })
    return null
  }
  const time = readQuantity(ctx, amount, where, FEEL)
  if (time === null) return null
  return ahead ? operate('*', constant(-1), time.term) : time.term
}

/** `rest every 4th bar`, or `every 4 bars`. */
function readRest(ctx: FileContext, property: Property | null): number | null {
  if (property === null) return null
  const every = modifier(property, 'every')
  if (every === null) return noEvery(ctx, property, 'rest every 4th bar')
  const [first, second] = every.values
  if (first?.kind !== 'ordinal') return readWhole(ctx, first, 'a rest', EVERY)
  if (second !== undefined && !isWord(second, 'bar')) {
    return wrongKind({ ctx }, second, exprName(second), '`bar`, as in rest every 4th bar')
  }
  if (first.value >= 1) return first.value
  ctx.report('SIL0508', first, { what: '`every`', found: String(first.value), limits: 'at least 1' })
  return null
}

function readFillEvery(ctx: FileContext, property: Property | null): number | null {
  if (property === null) return null
  const every = modifier(property, 'every')
  if (every === null) return noEvery(ctx, property, 'fill every 8 bars')
  return readWhole(ctx, every.values[0], 'a fill', EVERY)
}

function noEvery(ctx: FileContext, property: Property, example: string): null {
  ctx.report('SIL0212', property, { what: `\`${property.key.text}\``, missing: '`every`', example })
  return null
}

/** `follow player 50% within 6 dB` */
function readDynamics(ctx: FileContext, property: Property | null, at: PartPlace): PartModel['dynamics'] {
  if (property === null || property.values.length === 0) return null
  const [follow, player, share] = property.values
  const where = place(ctx, property, at)
  if (!isWord(follow, 'follow') || !isWord(player, 'player') || share === undefined) {
    return wrongKind(
      { ctx },
      property,
      'something else',
      '`follow player` and a share, as in dynamics follow player 50%',
    )
  }
  const amount = readQuantity(ctx, share, where, { ...RATIO, name: 'The share' })
  const withinPlace = place(ctx, property, at, '.within')
  const withinDb = readTerm(ctx, modifierValue(property, 'within'), withinPlace, WITHIN, WITHIN_DB)
  return amount === null ? null : { share: amount.term, withinDb }
}

/** `E1..G2` */
function readRange(ctx: FileContext, property: Property | null): PartModel['range'] {
  const [value] = property?.values ?? []
  if (value === undefined) return null
  if (value.kind !== 'binary' || value.op !== '..') {
    return wrongKind({ ctx }, value, exprName(value), 'two pitches, as in E1..G2')
  }
  const low = readPitchValue(ctx, value.left)
  const high = readPitchValue(ctx, value.right)
  if (low === null || high === null) return null
  const text = (e: Expr | null): string => (e === null ? '' : ctx.file.text.slice(e.start, e.end))
  if (low >= high) {
    const fixes =
      value.right === null || low === high
        ? []
        : [
            {
              title: 'Swap the pitches',
              edits: [
                { span: value.left, newText: text(value.right) },
                { span: value.right, newText: text(value.left) },
              ],
            },
          ]
    ctx.report('SIL0410', value, { low: text(value.left), high: text(value.right) }, { fixes })
    return null
  }
  if (high - low < MIN_RANGE) {
    ctx.report('SIL0419', value, { low: text(value.left), high: text(value.right) })
    return null
  }
  return { low, high, span: { start: value.start, end: value.end } }
}

/** Eleven semitones hold every pitch class once. */
const MIN_RANGE = 11

function readPitchValue(ctx: FileContext, expr: Expr | null): number | null {
  if (expr === null) return null
  const value = evaluate(ctx, expr, { ...placeOf(ctx, '', ''), fixed: 'a range' })
  if (value === null) return null
  if (value.kind !== 'pitch' || !Number.isInteger(value.midi) || value.midi < 0 || value.midi > 127) {
    return wrongKind(
      { ctx },
      expr,
      value.kind === 'pitch' ? 'no pitch of any instrument' : exprName(expr),
      'a pitch, as in E1',
    )
  }
  return value.midi
}
