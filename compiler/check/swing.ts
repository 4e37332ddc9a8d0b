/** Swing: how the notes of a pair share its time. */

import type { Expr, Property, Span } from '../../language/ast.ts'
import type { SwingModel } from '../model.ts'
import { type FileContext, rewrite, sourceOf } from './context.ts'
import { readNoteValue } from './note-unit.ts'
import { exprName, reportUnitless, wrongKind } from './place.ts'
import { docOf, isPercent, isWord, type Need, placeOf, readQuantity } from './read.ts'
import { reportSwing } from './spoken.ts'
import { NUMBER, TIME } from './units.ts'
import { constant, isConstant, type Quantity, showRatio } from './values.ts'

const LEAST_SWING = 0.5
/** Beyond this the short note is too short to be heard as one. */
const MOST_SWING = 0.78

export const STRAIGHT: SwingModel = { ratio: constant(LEAST_SWING), unit: 0.5, shortMs: null }

const SHORT: Need = { dims: [TIME], as: 'a time, as in 100 ms', name: 'The short note', min: 10, max: 1000 }
const RATIO: Need = { dims: [NUMBER], as: 'a share, as in 58%', name: 'Swing' }

/** `58% on 16ths`, `short 100 ms` */
export function readSwing(ctx: FileContext, property: Property, owner: string): SwingModel | null {
  const doc = docOf(property)
  const place = owner === '' ? placeOf(ctx, 'swing', '', doc) : placeOf(ctx, owner, '.swing', doc)
  const [first, second] = property.values
  const unit = readNoteValue(ctx, property, [8, 16], 'swing 58% on 16ths') ?? 0.5
  if (first !== undefined && isWord(first, 'short')) {
    if (second === undefined && property.end === (property.modifiers.at(-1) ?? first).end) {
      ctx.report('SIL0113', first, { name: 'short', expected: SHORT.as })
    }
    const short = readQuantity(ctx, second, place, SHORT)
    return short === null ? null : { ratio: constant(LEAST_SWING), unit, shortMs: short.term }
  }
  if (first !== undefined && reportSwing(ctx, first, second)) return null
  if (second !== undefined) return reportSecond(ctx, first, second)
  const ratio = readQuantity(ctx, first, place, RATIO)
  if (ratio === null) return null
  if (ratio.low < LEAST_SWING || ratio.high > MOST_SWING)
    return reportBeyond(ctx, first, first ?? property, ratio)
  return { ratio: ratio.term, unit, shortMs: null }
}

function reportSecond(ctx: FileContext, first: Expr | undefined, second: Expr): null {
  if (first?.kind === 'ordinal') return reportNotesFirst(ctx, first, second)
  if (second.kind !== 'ordinal' || (second.value !== 8 && second.value !== 16))
    return wrongKind({ ctx }, second, exprName(second), 'one share, as in 58%')
  const fixes = [rewrite({ start: second.start, end: second.start }, 'on ', 'Write on')]
  const args = { found: 'a note value', expected: '`on` before it, as in 58% on 16ths' }
  ctx.report('SIL0305', second, args, { fixes })
  return null
}

/** `swing 16ths 58%` */
function reportNotesFirst(ctx: FileContext, first: Expr, second: Expr): null {
  const notes = Number.parseInt(sourceOf(ctx, first), 10)
  const written = `${sourceOf(ctx, second)} on ${notes}ths`
  const span = { start: first.start, end: second.end }
  const fixes = notes === 8 || notes === 16 ? [rewrite(span, written)] : []
  const args = {
    found: `\`${sourceOf(ctx, first)}\``,
    expected: 'a share, and behind it the notes: 58% on 16ths',
  }
  ctx.report('SIL0305', first, args, { fixes })
  return null
}

function reportBeyond(ctx: FileContext, first: Expr | undefined, at: Span, ratio: Quantity): null {
  const range = { min: LEAST_SWING, max: MOST_SWING }
  if (first !== undefined && isPercent(first, ratio, range)) {
    reportUnitless(ctx, first, NUMBER, RATIO.as, { unit: '%' })
    return null
  }
  // `90` is no 9000 %: whoever leaves the % out means hundredths.
  const bare = ratio.low >= 2 && first !== undefined ? sourceOf(ctx, first) : null
  const shown = isConstant(ratio) ? showRatio(ratio.low) : `${showRatio(ratio.low)}..${showRatio(ratio.high)}`
  ctx.report('SIL0412', at, { value: bare ?? shown })
  return null
}
