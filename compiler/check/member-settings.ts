/** Single properties of members: level, feel, rests, fills, dynamics, range. */

import type { Expr, Modifier, Property, Span } from '../../language/ast.ts'
import type { LevelModel, PartModel, Term } from '../model.ts'
import { bareName, type FileContext, rewrite, sourceOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { type PartPlace, placeIn } from './part-place.ts'
import { exprName, isMissing, type Place, wrongKind } from './place.ts'
import {
  isWord,
  modifier,
  modifierValue,
  type Need,
  placeOf,
  readQuantity,
  readSpan,
  readTerm,
  readWhole,
} from './read.ts'
import { LOUDNESS, OF_LEVELS } from './spoken.ts'
import { BARS, LEVEL, NUMBER, TIME } from './units.ts'
import { constant, operate } from './values.ts'

export const LEVEL_NEED: Need = {
  dims: [LEVEL],
  as: 'a level, as in -6 dB',
  name: 'A level',
  min: -80,
  max: 24,
  spoken: LOUDNESS,
  help: OF_LEVELS,
}
export const HUMAN: Need = { dims: [TIME], as: 'a time, as in 4 ms', name: '`human`', min: 0, max: 50 }
const FEEL: Need = { dims: [TIME], as: 'a time, as in 8 ms', name: 'Feel', min: 0, max: 200 }
const WITHIN: Need = { dims: [LEVEL], as: 'a level, as in 6 dB', name: '`within`', min: 0, max: 40 }
const EVERY: Need = {
  dims: [BARS],
  as: 'a number of bars, as in 8 bars',
  name: '`every`',
  min: 1,
  max: 10_000,
}
const SHARE: Need = { dims: [NUMBER], as: 'a ratio, as in 50%', name: 'The share', min: 0, max: 1 }
const WITHIN_DB = 6

/** `-6 dB`, or `-12 dB -> 0 dB over 4 bars` */
export function readLevel(ctx: FileContext, property: Property | null, at: PartPlace): LevelModel | null {
  if (property === null) return null
  const [value] = property.values
  const where = placeIn(ctx, property, at)
  const over = modifier(property, 'over')
  if (value?.kind === 'binary' && value.op === '->') {
    const from = readQuantity(ctx, value.left, where, LEVEL_NEED)
    const to = readQuantity(ctx, value.right, where, LEVEL_NEED)
    if (over === null) {
      const example = 'level -12 dB -> 0 dB over 4 bars'
      ctx.report('SIL0212', property, { what: 'This `level`', missing: '`over`', example })
    }
    const length = readSpan(ctx, over?.values[0], placeIn(ctx, property, at, '.over'))
    return from === null || to === null || length === null
      ? null
      : { k: 'ramp', from: from.term, to: to.term, over: length }
  }
  if (over !== null && !reportNoRamp(ctx, value, over)) return null
  const db = readQuantity(ctx, value, where, LEVEL_NEED)
  return db === null ? null : { k: 'steady', db: db.term }
}

/** `over` what is no ramp; whether it is a level all the same. */
function reportNoRamp(ctx: FileContext, value: Expr | undefined, over: Modifier): boolean {
  if (value?.kind === 'binary' && value.op === '..' && value.left !== null && value.right !== null) {
    const ramp = `${sourceOf(ctx, value.left)} -> ${sourceOf(ctx, value.right)}`
    const args = { found: 'a range', expected: 'a ramp, as in -12 dB -> 0 dB' }
    ctx.report('SIL0305', value, args, { fixes: [rewrite(value, ramp)] })
    return false
  }
  const where = 'in a ramp, `level -12 dB -> 0 dB over 4 bars`'
  ctx.report('SIL0218', over.key, { modifier: 'over', where })
  return true
}

export function readFeel(ctx: FileContext, property: Property | null, at: PartPlace): Term | null {
  return property === null ? null : readFeelValues(ctx, property, placeIn(ctx, property, at))
}

/** `behind 8 ms` is later, so positive. */
export function readFeelValues(
  ctx: FileContext,
  source: { readonly values: readonly Expr[]; readonly start: number; readonly end: number } | null,
  where: Place,
): Term | null {
  const [side, amount] = source?.values ?? []
  if (source === null || side === undefined) return null
  const ahead = isWord(side, 'ahead')
  if (!ahead && !isWord(side, 'behind')) {
    return wrongKind({ ctx }, side, exprName(side), '`behind` or `ahead`, as in behind 8 ms')
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
export function readRest(ctx: FileContext, property: Property | null): number | null {
  if (property === null) return null
  const every = modifier(property, 'every')
  if (every === null) return noEvery(ctx, property, 'rest every 4th bar')
  const [first, second] = every.values
  const isOther = bareName(first)?.text === 'other' && !ctx.scope.bindings.has('other')
  if (first !== undefined && isOther && (second === undefined || isWord(second, 'bar'))) {
    const fixes = [rewrite(second === undefined ? first : { start: first.start, end: second.end }, '2nd bar')]
    ctx.report('SIL0305', first, { found: '`other`', expected: '`2nd`, as in rest every 2nd bar' }, { fixes })
    return null
  }
  if (first?.kind !== 'ordinal' && second !== undefined)
    return wrongKind({ ctx }, second, exprName(second), '`rest every 4 bars` without it')
  if (first?.kind !== 'ordinal') return readWhole(ctx, first, 'how often a rest comes', EVERY)
  if (second !== undefined && !isWord(second, 'bar')) {
    return wrongKind({ ctx }, second, exprName(second), '`bar`, as in rest every 4th bar')
  }
  if (first.value >= 1) return first.value
  ctx.report('SIL0508', first, { what: '`every`', found: String(first.value), limits: 'at least 1' })
  return null
}

export function readFillEvery(ctx: FileContext, property: Property | null): number | null {
  if (property === null) return null
  const every = modifier(property, 'every')
  if (every === null) return noEvery(ctx, property, 'fill every 8 bars')
  const [first, second] = every.values
  if (first?.kind === 'ordinal') {
    // Rests are counted so, and fills are not.
    return reportOrdinal(ctx, { start: first.start, end: (second ?? first).end }, `${first.value} bars`)
  }
  if (second !== undefined)
    return wrongKind({ ctx }, second, exprName(second), '`fill every 8 bars` without it')
  const word = bareName(first)
  if (first !== undefined && word !== null && !ctx.scope.bindings.has(word.text))
    return reportFillWord(ctx, first)
  return readWhole(ctx, first, 'how often a fill comes', EVERY)
}

function reportOrdinal(ctx: FileContext, at: Span, bars: string): null {
  const options = { hint: `As in: fill every ${bars}`, fixes: [rewrite(at, bars)] }
  ctx.report('SIL0305', at, { found: 'an ordinal', expected: 'a number of bars, as in 8 bars' }, options)
  return null
}

/** `fill every section` */
function reportFillWord(ctx: FileContext, first: Expr): null {
  const hint =
    'As in: fill every 8 bars. They are counted anew in each section, so its last bar is `fill every` as many bars as the section has.'
  return wrongKind({ ctx }, first, exprName(first), 'a number of bars, as in 8 bars', hint)
}

function noEvery(ctx: FileContext, property: Property, example: string): null {
  ctx.report('SIL0212', property, { what: `\`${property.key.text}\``, missing: '`every`', example })
  return null
}

/** `follow player 50% within 6 dB` */
export function readDynamics(
  ctx: FileContext,
  property: Property | null,
  at: PartPlace,
): PartModel['dynamics'] {
  if (property === null || property.values.length === 0) return null
  const [follow, player, share] = property.values
  const where = placeIn(ctx, property, at)
  if (follow !== undefined && isMissing(follow)) return null
  if (!isWord(follow, 'follow') || !isWord(player, 'player') || share === undefined) {
    return wrongKind(
      { ctx },
      property,
      'something else',
      '`follow player` and a share, as in dynamics follow player 50%',
      'A crescendo is a level that moves: level -12 dB -> 0 dB over 4 bars',
    )
  }
  const amount = readQuantity(ctx, share, where, SHARE)
  const withinPlace = placeIn(ctx, property, at, '.within')
  const withinDb = readTerm(ctx, modifierValue(property, 'within'), withinPlace, WITHIN, WITHIN_DB)
  return amount === null ? null : { share: amount.term, withinDb }
}

/** `E1..G2` */
export function readRange(ctx: FileContext, property: Property | null): PartModel['range'] {
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
  const value = evaluate(ctx, expr, { ...placeOf(ctx, '', ''), fixed: 'a range of pitches' })
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
