/** The voices of a member: patterns, what modifies them, and timbres. */

import type { Expr, Modifier, Property } from '../../language/ast.ts'
import { NOT_OF_VOICES } from '../../language/vocabulary.ts'
import type { AccentModel, PartModel, PatternModel, VoiceModel } from '../model.ts'
import { readPattern } from './bars.ts'
import { type FileContext, itemsOf, sourceOf } from './context.ts'
import { readLoop } from './loops.ts'
import { HUMAN, LEVEL_NEED, readFeelValues } from './member-settings.ts'
import { SAID_OF_VOICES } from './other-words.ts'
import { type PartPlace, placeIn, readModifierTerm } from './part-place.ts'
import type { PartKind } from './part-rules.ts'
import { exprName, type Place, wrongKind } from './place.ts'
import { reportWord } from './played-words.ts'
import { modifier, type Need, readWhole } from './read.ts'
import { readTimbre } from './timbres.ts'
import { NUMBER } from './units.ts'

const BEAT: Need = { dims: [NUMBER], as: 'the number of a beat, as in 1', name: 'A beat', min: 1, max: 64 }

export function readVoice(
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
    const { bars, fullest, by } = readPattern(ctx, value, { part, property, at })
    const loop = readLoop(ctx, property, bars)
    if (loop !== undefined) pattern = { span: value, bars, fullest, by, loop }
  } else if (value !== undefined && !isWalk) {
    const expected = part === 'line' ? 'bars, as in |1 - 5 .|, or `walk`' : 'bars, as in |x.x. x.x.|'
    if (!reportWord(ctx, property, value)) wrongKind({ ctx }, value, exprName(value), expected)
  }
  const ramp = rampOf(property)
  for (let i = 0; i < property.modifiers.length; i++) {
    const m = property.modifiers[i]
    if (m === undefined || !NOT_OF_VOICES.has(m.key.text)) continue
    if (m.key.text === 'over' && ramp !== null) reportRamp(ctx, ramp, m)
    else reportOfMember(ctx, m, name)
  }
  const { timbre, accents } = readVoiceTimbres(ctx, property, at)
  const feel = modifier(property, 'feel')
  return {
    name,
    span: property,
    pattern,
    section: at.section,
    timbre,
    accents,
    levelDb: ramp === null ? readModifierTerm(ctx, property, 'level', at, LEVEL_NEED) : null,
    feelMs: feel === null ? null : readFeelValues(ctx, feel, placeIn(ctx, property, at, '.feel')),
    humanMs: readModifierTerm(ctx, property, 'human', at, HUMAN),
  }
}

// ---- timbres -------------------------------------------------------------------------------------------------------

interface Timbres {
  readonly timbre: PartModel['timbre']
  readonly accents: readonly AccentModel[]
}

const NO_TIMBRES: Timbres = { timbre: null, accents: [] }

/** `timbre woody`, and any number of `timbre accent on 1, 3`. */
export function readTimbres(ctx: FileContext, properties: readonly Property[], at: PartPlace): Timbres {
  let plain: Property | null = null
  let timbre: PartModel['timbre'] = null
  const accents: AccentModel[] = []
  for (const property of properties) {
    const on = modifier(property, 'on')
    if (on !== null) {
      readAccents(ctx, property.values[0], on, placeIn(ctx, property, at), accents)
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
    timbre = readTimbre(ctx, property.values[0], placeIn(ctx, property, at))
  }
  return { timbre, accents }
}

/** Behind a pattern: `timbre woody`, `timbre accent on 1`. */
function readVoiceTimbres(ctx: FileContext, property: Property, at: PartPlace): Timbres {
  const { modifiers } = property
  if (modifier(property, 'timbre') === null && modifier(property, 'on') === null) return NO_TIMBRES
  let timbre: PartModel['timbre'] = null
  const accents: AccentModel[] = []
  for (const [i, m] of modifiers.entries()) {
    const where = placeIn(ctx, property, at, '.timbre')
    if (m.key.text === 'timbre') {
      const next = modifiers[i + 1]
      if (next?.key.text === 'on') readAccents(ctx, m.values[0], next, where, accents)
      else if (timbre === null) timbre = readTimbre(ctx, m.values[0], where)
      else ctx.report('SIL0205', m.key, { name: 'timbre' })
    } else if (m.key.text === 'on' && modifiers[i - 1]?.key.text !== 'timbre') {
      ctx.report('SIL0218', m.key, { modifier: 'on', where: 'after a timbre: timbre accent on 1' })
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

/** `level -12 dB -> 0 dB over 16 bars` behind a pattern. */
function rampOf(property: Property): Modifier | null {
  const level = modifier(property, 'level')
  const [value] = level?.values ?? []
  const isRamp = value?.kind === 'binary' && value.op === '->' && modifier(property, 'over') !== null
  return isRamp ? level : null
}

/** One answer for the level and for how long it takes. */
function reportRamp(ctx: FileContext, level: Modifier, over: Modifier): void {
  const written = sourceOf(ctx, { start: level.start, end: over.end })
  const hint = `A fade is the whole member’s, on a line of its own: ${written}`
  ctx.report(
    'SIL0305',
    level.values[0] ?? level,
    { found: 'a ramp', expected: 'one level, as in -6 dB' },
    { hint },
  )
}

/** What is said of whole members stands behind a voice. */
function reportOfMember(ctx: FileContext, { key }: Modifier, name: string): void {
  const hint = SAID_OF_VOICES[key.text] ?? `\`${key.text}\` is for the whole member, on a line of its own.`
  ctx.report('SIL0206', key, { modifier: key.text, property: name, known: '' }, { hint })
}
