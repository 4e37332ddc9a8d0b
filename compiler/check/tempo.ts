/** Tempo: steady, a ramp or a ladder, and the range that it keeps to. */

import type { BinaryExpr, Expr, Property } from '../../language/ast.ts'
import type { MeterModel, TempoModel } from '../model.ts'
import { type FileContext, sourceOf } from './context.ts'
import { noteValue, readNoteValue } from './note-unit.ts'
import { exprName, type Place, wrongKind } from './place.ts'
import {
  docOf,
  isWord,
  modifier,
  modifierValue,
  type Need,
  placeOf,
  readQuantity,
  readSpan,
  readWhole,
} from './read.ts'
import {
  A_TEMPO,
  reportBounds,
  reportChange,
  reportRange,
  reportSecond,
  reportShareAlone,
  reportSteps,
  reportWord,
  TEMPO_WORDS,
} from './tempo-astray.ts'
import { BARS, NUMBER, TEMPO } from './units.ts'
import { combine, constant, constantQuantity, type Quantity, showRange } from './values.ts'

/** What people and machines can play: a beat every twelve seconds to sixteen a second. */
const SLOWEST_BPM = 5
const FASTEST_BPM = 1000
/** A tempo alone ranges this far to either side. */
const DEFAULT_SHARE = 0.25
const DEFAULT_BPM = 100

const BPM: Need = {
  dims: [TEMPO],
  as: A_TEMPO,
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
  if (TEMPO_WORDS.test(said) && !ctx.scope.bindings.has(said)) return reportWord(ctx, first, said)
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
  if (left !== null && right !== null && ['by', 'every'].every((key) => modifierValue(property, key)))
    return reportSteps(ctx, ramp, left, right)
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
  if (modifier(property, 'by') === null && modifier(property, 'every') === null) {
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
  if (low.high >= high.low) return reportBounds(ctx, written, low, high)
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

function required(ctx: FileContext, property: Property, key: string, example: string): Expr | undefined {
  const value = modifierValue(property, key)
  if (value === undefined && modifier(property, key) === null) {
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
