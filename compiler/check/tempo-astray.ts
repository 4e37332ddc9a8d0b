/** What others write for a tempo, and what it is here. */

import type { BinaryExpr, Expr, NumberLit, Property } from '../../language/ast.ts'
import { type FileContext, itemsForSlip, rewrite, sourceOf } from './context.ts'
import { exprName } from './place.ts'
import { modifier } from './read.ts'
import { HALF_TIME } from './spoken.ts'
import { TEMPO } from './units.ts'
import { type Quantity, showRange } from './values.ts'

export const A_TEMPO = 'a tempo, as in 96 bpm'

/** What musicians say of a tempo in a word, which says no number. */
export const TEMPO_WORDS = /^(?:(?:half|double)(?:time)?|primo|normal|original|same|before)$/

export function reportWord(ctx: FileContext, word: Expr, said: string): null {
  const hint = /^(?:half|double)/.test(said)
    ? HALF_TIME
    : 'A section without a tempo of its own has the piece’s again.'
  ctx.report('SIL0305', word, { found: exprName(word), expected: A_TEMPO }, { hint })
  return null
}

/** `120 bpm -> 160 bpm by 4 bpm every 8 bars`: a step and how often it comes climb, and do not glide. */
export function reportSteps(ctx: FileContext, ramp: BinaryExpr, left: Expr, right: Expr): null {
  const ladder = `ladder ${sourceOf(ctx, left)}..${sourceOf(ctx, right)}`
  const args = { found: exprName(ramp), expected: '`ladder` where a tempo climbs in steps' }
  ctx.report('SIL0305', ramp, args, { fixes: [rewrite(ramp, ladder)] })
  return null
}

/** `in 126 bpm..72 bpm`, or bounds that slots may bring together. */
export function reportBounds(ctx: FileContext, range: BinaryExpr, low: Quantity, high: Quantity): null {
  const { left, right } = range
  const isTurned = left !== null && right !== null && high.high < low.low
  const edits = isTurned
    ? [
        { span: left, newText: sourceOf(ctx, right) },
        { span: right, newText: sourceOf(ctx, left) },
      ]
    : []
  ctx.report(
    'SIL0503',
    range,
    { range: `${showRange(low, TEMPO)}..${showRange(high, TEMPO)}` },
    { fixes: isTurned ? [{ title: 'Swap the bounds', edits }] : [] },
  )
  return null
}

/** `120 bpm 100 bpm..140 bpm`: whoever writes two would wonder which is played. */
export function reportSecond(ctx: FileContext, second: Expr): null {
  const bare = second.kind === 'paren' ? second.inner : second
  const isRange = bare?.kind === 'binary' && bare.op === '..'
  const hint = isRange
    ? 'As in: tempo 96 bpm in 72 bpm..126 bpm'
    : 'A piece has one tempo, or goes from one to another: tempo 96 bpm -> 120 bpm over 8 bars'
  const fixes = isRange ? [rewrite(second, `in ${sourceOf(ctx, bare)}`)] : []
  const expected = isRange ? '`in` before it' : 'nothing more'
  ctx.report('SIL0305', second, { found: exprName(second), expected }, { hint, fixes })
  return null
}

/** `90 bpm..160 bpm`: a ladder without its word, or a range without the tempo that lies in it. */
export function reportRange(ctx: FileContext, property: Property, range: Expr): null {
  const written = sourceOf(ctx, range)
  const climbs = modifier(property, 'by') !== null && modifier(property, 'every') !== null
  const fixes = climbs ? [rewrite(range, `ladder ${written}`)] : []
  const hint = climbs ? 'A range that is climbed is a ladder.' : 'As in: tempo 96 bpm in 72 bpm..126 bpm'
  ctx.report('SIL0305', range, { found: 'a range', expected: 'one tempo, as in 96 bpm' }, { hint, fixes })
  return null
}

/** `tempo +5 bpm` in a section, which says its tempo itself. */
export function reportChange(ctx: FileContext, change: NumberLit): null {
  const by = `${change.value < 0 ? '' : '+'}${change.value} bpm`
  const from = plainTempo(ctx)
  const meant = from === null ? null : `${Number((from + change.value).toFixed(3))} bpm`
  const isBpm = change.unit === null || change.unit === 'bpm'
  const fixes = meant === null || !isBpm ? [] : [rewrite(change, meant)]
  const hint = `A section has a tempo of its own, and a rule changes the tempo while it is played: tempo by ${isBpm ? by : '+4 bpm'}`
  const args = { found: 'a change of tempo', expected: `a tempo, as in ${meant ?? '96 bpm'}` }
  ctx.report('SIL0305', change, args, { hint, fixes })
  return null
}

/** `tempo 200%` in a section: of what? */
export function reportShareAlone(ctx: FileContext, share: Expr): null {
  const full = plainTempo(ctx)
  const written = `${sourceOf(ctx, share)} of ${full ?? 120} bpm`
  const args = { found: exprName(share), expected: A_TEMPO }
  const fixes = full === null ? [] : [rewrite(share, written)]
  ctx.report('SIL0303', share, args, { hint: `As in: tempo ${written}`, fixes })
  return null
}

/** That of the piece, where it is no more than a number. */
function plainTempo(ctx: FileContext): number | null {
  for (const item of itemsForSlip(ctx) ?? []) {
    if (item.kind !== 'setting' || item.property.key.text !== 'tempo') continue
    const { values, modifiers } = item.property
    const [value] = values
    const isPlain = value?.kind === 'number' && value.unit === 'bpm' && values.length === 1
    return isPlain && modifiers.every(({ key }) => key.text === 'in') ? value.value : null
  }
  return null
}
