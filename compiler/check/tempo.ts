/** Tempo and swing. */

import type { BinaryExpr, Expr, NumberLit, Property } from '../../language/ast.ts'
import type { MeterModel, SwingModel, TempoModel } from '../model.ts'
import { type FileContext, itemsForSlip, rewrite, sourceOf } from './context.ts'
import { exprName, type Place, reportUnitless, wrongKind } from './place.ts'
import {
  docOf,
  isPercent,
  isWord,
  modifierValue,
  type Need,
  placeOf,
  readQuantity,
  readSpan,
  readWhole,
} from './read.ts'
import { HALF_TIME, reportSwing } from './spoken.ts'
import { BARS, NUMBER, TEMPO, TIME } from './units.ts'
import {
  combine,
  constant,
  constantQuantity,
  isConstant,
  type Quantity,
  showRange,
  showRatio,
} from './values.ts'

/** What people and machines can play: a beat every twelve seconds to sixteen a second. */
const SLOWEST_BPM = 5
const FASTEST_BPM = 1000
/** A tempo alone ranges this far to either side. */
const DEFAULT_SHARE = 0.25
const DEFAULT_BPM = 100

const BPM: Need = {
  dims: [TEMPO],
  as: 'a tempo, as in 96 bpm',
  name: 'A tempo',
  min: SLOWEST_BPM,
  max: FASTEST_BPM,
}
const STEP: Need = { ...BPM, name: 'A step', min: 0 }
const SHARE: Need = {
  dims: [NUMBER],
  as: 'a share, as in 70%',
  name: 'A share of a tempo',
  min: 0.05,
  max: 4,
}
const RUNG: Need = {
  dims: [BARS],
  as: 'a number of bars, as in 8 bars',
  name: 'The time on a rung',
  min: 1,
  max: 10_000,
}

export const DEFAULT_TEMPO: TempoModel = {
  span: { start: 0, end: 0 },
  program: { k: 'steady', bpm: constant(DEFAULT_BPM) },
  low: constant(DEFAULT_BPM * (1 - DEFAULT_SHARE)),
  high: constant(DEFAULT_BPM * (1 + DEFAULT_SHARE)),
  lowest: DEFAULT_BPM * (1 - DEFAULT_SHARE),
  highest: DEFAULT_BPM * (1 + DEFAULT_SHARE),
  on: null,
}

/** What a tempo does, and the tempi between which it does it. */
interface Program {
  readonly program: TempoModel['program']
  readonly low: Quantity
  readonly high: Quantity
}

/** The slots of a tempo are called `owner.tempo`, or `tempo` where it is the piece's own. */
export function readTempo(ctx: FileContext, property: Property, owner: string): TempoModel | null {
  const doc = docOf(property)
  const place = owner === '' ? placeOf(ctx, 'tempo', '', doc) : placeOf(ctx, owner, '.tempo', doc)
  const [first, second] = property.values
  if (first === undefined) return null
  const program = isWord(first, 'ladder')
    ? readLadder(ctx, property, second, place)
    : first.kind === 'binary' && first.op === '->'
      ? readRamp(ctx, property, first, place)
      : readSteady(ctx, property, first, place)
  if (program === null) return null
  if (second !== undefined && program.program.k !== 'ladder') return reportSecond(ctx, second)
  const range = readRange(ctx, property, program, place)
  if (range === null) return null
  return {
    span: { start: property.start, end: property.end },
    program: program.program,
    low: range.low.term,
    high: range.high.term,
    lowest: range.low.low,
    highest: range.high.high,
    on: readNoteValue(ctx, property, COUNTED, 'tempo 220 bpm on 8ths'),
  }
}

/** `96 bpm`, or `70% of 120 bpm`. */
function readSteady(ctx: FileContext, property: Property, first: Expr, place: Place): Program | null {
  if (first.kind === 'binary' && first.op === '..') return reportRange(ctx, property, first)
  const said = sourceOf(ctx, first)
  const isSigned = first.kind === 'number' && /^[+-]/.test(said)
  if (isSigned && place.owner !== 'tempo') return reportChange(ctx, first)
  if (/^(?:half|double)(?:time)?$/.test(said) && !ctx.scope.bindings.has(said)) {
    ctx.report('SIL0305', first, { found: exprName(first), expected: BPM.as }, { hint: HALF_TIME })
    return null
  }
  if (/^(?:primo|normal|original|same|before)$/.test(said) && !ctx.scope.bindings.has(said)) {
    const hint = 'A section without a tempo of its own has the piece’s again.'
    ctx.report('SIL0305', first, { found: exprName(first), expected: BPM.as }, { hint })
    return null
  }
  unexpected(ctx, property, ['by', 'every', 'over'])
  const of = modifierValue(property, 'of')
  if (of === undefined && first.kind === 'number' && first.unit === '%' && place.owner !== 'tempo')
    return reportShareAlone(ctx, first)
  let bpm: Quantity | null
  if (of === undefined) bpm = readQuantity(ctx, first, place, BPM)
  else {
    const share = readQuantity(ctx, first, place, SHARE)
    const full = readQuantity(ctx, of, at(place, '.of'), BPM)
    bpm = share === null || full === null ? null : combine('*', share, full, TEMPO, property)
  }
  return bpm === null ? null : { program: { k: 'steady', bpm: bpm.term }, low: bpm, high: bpm }
}

/** `120 bpm -> 96 bpm over 4 bars` */
function readRamp(ctx: FileContext, property: Property, ramp: BinaryExpr, place: Place): Program | null {
  const { left, right } = ramp
  if (left !== null && right !== null && ['by', 'every'].every((key) => modifierValue(property, key))) {
    // A step and how often it comes: that climbs, and does not glide.
    const ladder = `ladder ${sourceOf(ctx, left)}..${sourceOf(ctx, right)}`
    const args = { found: exprName(ramp), expected: '`ladder` where a tempo climbs in steps' }
    ctx.report('SIL0305', ramp, args, { fixes: [rewrite(ramp, ladder)] })
    return null
  }
  unexpected(ctx, property, ['by', 'every', 'of'])
  const from = readQuantity(ctx, ramp.left, place, BPM)
  const to = readQuantity(ctx, ramp.right, place, BPM)
  const over = readSpan(
    ctx,
    required(ctx, property, 'over', 'tempo 120 bpm -> 96 bpm over 4 bars'),
    at(place, '.over'),
  )
  if (from === null || to === null || over === null) return null
  return {
    program: { k: 'ramp', from: from.term, to: to.term, over },
    low: combine('min', from, to, TEMPO, ramp),
    high: combine('max', from, to, TEMPO, ramp),
  }
}

/** `120 bpm 100 bpm..140 bpm`: whoever writes two would wonder which is played. */
function reportSecond(ctx: FileContext, second: Expr): null {
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
function reportRange(ctx: FileContext, property: Property, range: Expr): null {
  const written = sourceOf(ctx, range)
  const climbs = has(property, 'by') && has(property, 'every')
  const fixes = climbs ? [rewrite(range, `ladder ${written}`)] : []
  const hint = climbs ? 'A range that is climbed is a ladder.' : 'As in: tempo 96 bpm in 72 bpm..126 bpm'
  ctx.report('SIL0305', range, { found: 'a range', expected: 'one tempo, as in 96 bpm' }, { hint, fixes })
  return null
}

/** `tempo +5 bpm` in a section, which says its tempo itself. */
function reportChange(ctx: FileContext, change: NumberLit): null {
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
function reportShareAlone(ctx: FileContext, share: Expr): null {
  const full = plainTempo(ctx)
  const written = `${sourceOf(ctx, share)} of ${full ?? 120} bpm`
  const args = { found: exprName(share), expected: BPM.as }
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

/** `ladder 80 bpm..120 bpm by 4 bpm every 8 bars` */
function readLadder(
  ctx: FileContext,
  property: Property,
  range: Expr | undefined,
  place: Place,
): Program | null {
  unexpected(ctx, property, ['over', 'of'])
  const isRange = range?.kind === 'binary' && range.op === '..'
  const example = `tempo ladder ${isRange ? sourceOf(ctx, range) : '80 bpm..120 bpm'} by 4 bpm every 8 bars`
  if (range?.kind !== 'binary' || range.op !== '..') {
    ctx.report('SIL0212', property, { what: 'A ladder', missing: 'a range of tempi', example })
    return null
  }
  const from = readQuantity(ctx, range.left, place, BPM)
  const to = readQuantity(ctx, range.right, place, BPM)
  if (!has(property, 'by') && !has(property, 'every')) {
    ctx.report('SIL0212', property, {
      what: 'A ladder',
      missing: '`by` a step and `every` so many bars',
      example,
    })
    return null
  }
  const step = readQuantity(ctx, required(ctx, property, 'by', example), at(place, '.by'), STEP)
  const everyBars = readWhole(ctx, required(ctx, property, 'every', example), 'the time on a rung', RUNG)
  if (from === null || to === null || step === null || everyBars === null) return null
  if (from.high >= to.low || step.low <= 0) {
    ctx.report('SIL0414', property, {
      from: showRange(from, TEMPO),
      to: showRange(to, TEMPO),
      by: showRange(step, TEMPO),
    })
    return null
  }
  return {
    program: { k: 'ladder', from: from.term, to: to.term, by: step.term, everyBars },
    low: from,
    high: to,
  }
}

/** The range as written, which must hold the program; else a quarter to either side. */
function readRange(
  ctx: FileContext,
  property: Property,
  program: Program,
  place: Place,
): { readonly low: Quantity; readonly high: Quantity } | null {
  const written = modifierValue(property, 'in')
  if (written === undefined) {
    const share = (by: number): Quantity => constantQuantity(by, NUMBER, property)
    return {
      low: combine('*', share(1 - DEFAULT_SHARE), program.low, TEMPO, property),
      high: combine('*', share(1 + DEFAULT_SHARE), program.high, TEMPO, property),
    }
  }
  if (written.kind !== 'binary' || written.op !== '..') {
    return wrongKind({ ctx }, written, exprName(written), 'a range, as in 72 bpm..126 bpm')
  }
  const low = readQuantity(ctx, written.left, at(place, '.in'), BPM)
  const high = readQuantity(ctx, written.right, at(place, '.in'), BPM)
  if (low === null || high === null) return null
  if (low.high >= high.low) {
    const { left, right } = written
    const isTurned = right !== null && high.high < low.low
    const edits = isTurned
      ? [
          { span: left, newText: sourceOf(ctx, right) },
          { span: right, newText: sourceOf(ctx, left) },
        ]
      : []
    ctx.report(
      'SIL0503',
      written,
      { range: `${showRange(low, TEMPO)}..${showRange(high, TEMPO)}` },
      { fixes: isTurned ? [{ title: 'Swap the bounds', edits }] : [] },
    )
    return null
  }
  if (program.low.low < low.high || program.high.high > high.low) {
    ctx.report('SIL0413', property.values[0] ?? property, {
      tempo: showRange({ low: program.low.low, high: program.high.high }, TEMPO),
      range: showRange({ low: low.high, high: high.low }, TEMPO),
    })
    return null
  }
  return { low, high }
}

function at(place: Place, path: string): Place {
  return { ...place, path: `${place.path}${path}` }
}

function has(property: Property, key: string): boolean {
  return property.modifiers.some((m) => m.key.text === key)
}

function required(ctx: FileContext, property: Property, key: string, example: string): Expr | undefined {
  const value = modifierValue(property, key)
  if (value === undefined && !has(property, key)) {
    ctx.report('SIL0212', property, { what: `This \`${property.key.text}\``, missing: `\`${key}\``, example })
  }
  return value
}

/** Modifiers that belong to another form of the property. */
function unexpected(ctx: FileContext, property: Property, keys: readonly string[]): void {
  for (const m of property.modifiers) {
    if (!keys.includes(m.key.text)) continue
    const known = { over: 'in a ramp, `a -> b over 4 bars`', of: 'after a share, `70% of 120 bpm`' }[
      m.key.text
    ]
    ctx.report('SIL0218', m.key, {
      modifier: m.key.text,
      where: known ?? 'in a ladder, `ladder a..b by 4 bpm every 8 bars`',
    })
  }
}

/** `on 8ths`: quarters in the note, or null where it is not written (or wrong). */
function readNoteValue(
  ctx: FileContext,
  property: Property,
  values: readonly number[],
  example: string,
): number | null {
  const written = modifierValue(property, 'on')
  if (written === undefined) return null
  return (
    noteValue(written, values) ??
    wrongKind({ ctx }, written, exprName(written), `a note value, as in ${example}`)
  )
}

function noteValue(written: Expr | undefined, values: readonly number[]): number | null {
  return written?.kind === 'ordinal' && values.includes(written.value) ? 4 / written.value : null
}

const COUNTED = [2, 4, 8, 16]

/** What bpm counts where this tempo is written, before the tempo itself is read. */
export function writtenUnit(meter: MeterModel, property: Property | null): number {
  const on = property === null ? undefined : modifierValue(property, 'on')
  return tempoUnit(meter, { on: noteValue(on, COUNTED) })
}

/** Quarters in what bpm counts: dotted quarters in compound metres, else quarters, else what `on` says. */
export function tempoUnit(meter: MeterModel, tempo: Pick<TempoModel, 'on'>): number {
  return tempo.on ?? (meter.compound ? 1.5 : 1)
}

// ---- swing ------------------------------------------------------------------------------------------------------

const LEAST_SWING = 0.5
/** Beyond this the short note is too short to be heard as one. */
const MOST_SWING = 0.78

export const STRAIGHT: SwingModel = { ratio: constant(LEAST_SWING), unit: 0.5, shortMs: null }

const SHORT: Need = { dims: [TIME], as: 'a time, as in 100 ms', name: 'The short note', min: 10, max: 1000 }
const RATIO: Need = { dims: [NUMBER], as: 'a share, as in 58%', name: 'Swing' }

/** `58% on 16ths`, `short 100 ms` */
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
  if (second !== undefined) {
    if (first?.kind === 'ordinal') return reportNotesFirst(ctx, first, second)
    if (second.kind === 'ordinal' && (second.value === 8 || second.value === 16)) {
      const fixes = [rewrite({ start: second.start, end: second.start }, 'on ', 'Write on')]
      ctx.report(
        'SIL0305',
        second,
        { found: 'a note value', expected: '`on` before it, as in 58% on 16ths' },
        { fixes },
      )
      return null
    }
    return wrongKind({ ctx }, second, exprName(second), 'one share, as in 58%')
  }
  const ratio = readQuantity(ctx, first, place, RATIO)
  if (ratio === null) return null
  if (ratio.low < LEAST_SWING || ratio.high > MOST_SWING) {
    const range = { min: LEAST_SWING, max: MOST_SWING }
    if (first !== undefined && isPercent(first, ratio, range))
      reportUnitless(ctx, first, NUMBER, RATIO.as, { unit: '%' })
    else {
      // `90` is no 9000 %: whoever leaves the % out means hundredths.
      const bare = ratio.low >= 2 && first !== undefined ? sourceOf(ctx, first) : null
      const range = `${showRatio(ratio.low)}..${showRatio(ratio.high)}`
      ctx.report('SIL0412', first ?? property, {
        value: bare ?? (isConstant(ratio) ? showRatio(ratio.low) : range),
      })
    }
    return null
  }
  return { ratio: ratio.term, unit, shortMs: null }
}
