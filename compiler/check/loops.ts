/** `loop 3 beats`: one bar that goes round by itself. */

import type { NumberLit, Property } from '../../language/ast.ts'
import type { LoopModel, MeterModel, PatternModel } from '../model.ts'
import { divide, multiply, type Rational, rationalOf, toNumber } from '../rational.ts'
import { countHint, countOf, fitsBeats, fittingBeats } from './cell-counts.ts'
import { type FileContext, moved, rewrite, sourceOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { exprName, wrongKind } from './place.ts'
import { modifierValue, type Need, placeOf } from './read.ts'
import { BARS, BEATS, STEPS } from './units.ts'

const LOOP: Need = { dims: [BEATS, BARS, STEPS], as: 'a length, as in 3 beats', name: 'A loop', min: 0 }

/** Longest loop, in beats, bars or steps. */
const MAX_LOOP = 256

/** Null: the pattern has none. Undefined: it has an error. */
export function readLoop(
  ctx: FileContext,
  property: Property,
  bars: PatternModel['bars'],
): LoopModel | null | undefined {
  const written = modifierValue(property, 'loop')
  if (written === undefined) return null
  const value = evaluate(ctx, written, {
    ...placeOf(ctx, '', ''),
    fixed: 'the length of a loop',
    steps: true,
  })
  if (value === null) return undefined
  if (written.kind === 'number' && written.unit === null && written.flaw === null)
    return reportNoUnit(ctx, written)
  if (value.kind !== 'quantity' || !LOOP.dims.includes(value.dim)) {
    wrongKind({ ctx }, written, exprName(written), LOOP.as)
    return undefined
  }
  const amount = rationalOf(value.low)
  const span = { start: written.start, end: written.end }
  if (amount === null || amount.num <= 0 || value.low > MAX_LOOP) {
    const text = ctx.file.text.slice(span.start, span.end)
    ctx.report('SIL0423', span, { value: text, where: '', near: 'As in: loop 3 beats' })
    return undefined
  }
  if (bars.length > 1) {
    ctx.report('SIL0417', written, { bars: `${bars.length} bars` })
    return undefined
  }
  return { amount, unit: value.dim === BARS ? 'bars' : value.dim === STEPS ? 'steps' : 'beats', span }
}

/** `loop 3`: beats, or steps? */
function reportNoUnit(ctx: FileContext, written: NumberLit): undefined {
  const number = sourceOf(ctx, written)
  const both = number === '1' ? ['1 beat', '1 step'] : [`${number} beats`, `${number} steps`]
  const near = `${both.join(' or ')}, which are 16ths`
  const fixes = both.map((one) => rewrite(written, one))
  ctx.report('SIL0301', written, { number, what: LOOP.as, near }, { fixes })
}

/** How long it is; where beats are not equally long, only whole bars of them have a length. */
export function loopQuarters({ amount, unit }: LoopModel, meter: MeterModel): Rational {
  switch (unit) {
    case 'steps':
      return divide(amount, { num: 4, den: 1 })
    case 'bars':
      return multiply(amount, meter.quarters)
    case 'beats':
      return divide(multiply(amount, meter.quarters), { num: meter.beats.length, den: 1 })
  }
}

/** One cell to each beat of whole bars, however long the beats are. */
export function isBeatByBeat(count: number, quarters: Rational, meter: MeterModel): boolean {
  const bars = divide(quarters, meter.quarters)
  return !meter.even && bars.den === 1 && count === bars.num * meter.beats.length
}

/** Does it have a length in this metre, and do its cells share that evenly? */
export function checkLoop(
  ctx: FileContext,
  { bars, by }: PatternModel,
  loop: LoopModel,
  meter: MeterModel,
): void {
  const { amount, unit, span } = loop
  const quarters = loopQuarters(loop, meter)
  const inBars = divide(quarters, meter.quarters)
  if (unit === 'beats' && !meter.even && inBars.den !== 1) {
    const near = 'Its beats are not equally long. Count 16ths, as in: loop 4 steps'
    const value = countOf(toNumber(amount), 'beat')
    ctx.report('SIL0423', span, { value, where: ` in ${meter.text}`, near })
    return
  }
  const [bar] = bars
  if (bar === undefined || bar.meant || bar.broken) return
  const count = bar.cells.length
  if (isBeatByBeat(count, quarters, meter)) return
  const inBeats = multiply(inBars, { num: meter.beats.length, den: 1 })
  // Where it is no number of beats, its cells share out the notes that the metre is written in.
  const inNotes = multiply(quarters, { num: meter.lower, den: 4 })
  const measure = meter.even && unit !== 'steps' ? inBeats : inNotes
  if (fitsBeats(measure, count) || (meter.even && fitsBeats(inBeats, count))) return
  const shown = Number(toNumber(amount).toPrecision(4))
  ctx.report('SIL0401', moved(bar.span, by), {
    count: countOf(count, 'cell'),
    room: countOf(shown, unit === 'bars' ? 'bar' : unit === 'steps' ? 'step' : 'beat'),
    near: `${countHint(fittingBeats(measure), count)} As 16ths they are a loop of ${countOf(count, 'step')}.`,
  })
}
