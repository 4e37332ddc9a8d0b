/** `zones NAME { … }`: thresholds in order, for every draw of their slots. */

import type { Block, Property, Span } from '../../language/ast.ts'
import type { ChoiceModel, SlotModel, ThresholdModel, ZonesModel } from '../model.ts'
import { type FileContext, related } from './context.ts'
import { leastGap } from './gap.ts'
import type { Place } from './place.ts'
import { only, type Properties, sortProperties } from './properties.ts'
import {
  docOf,
  modifier,
  modifierValue,
  type Need,
  placeOf,
  readChoice,
  readQuantity,
  readTerm,
} from './read.ts'
import { BARS, BEATS, NUMBER, STEPS, TIME } from './units.ts'
import { constant, constantQuantity, isConstant, type Quantity, showRange } from './values.ts'

const SNAP_MS = 20
const FOLLOW_MS = 100
const LIMIT_MS = 200
const STRENGTH = 0.5
const ADAPT = 0.2

/** Ordered slots keep this far apart (in ms): the transform `z/1` of slots files. */
const APART_MS = 1

const RATIO: Need = { dims: [NUMBER], as: 'a ratio, as in 0.5', name: 'A ratio', min: 0, max: 1 }

const ANY_METRE = 'Zones serve sections of any metre, and a share of the beat is one in each: 0.04 beats.'

function threshold(name: string, min: number): Need {
  return {
    dims: [TIME, BEATS],
    as: 'a time, as in 20 ms, or 0.04 beats',
    name,
    min,
    max: 10_000,
    hint: (dim) => (dim === BARS || dim === STEPS ? ANY_METRE : undefined),
  }
}

const THRESHOLDS = { snap: SNAP_MS, follow: FOLLOW_MS, limit: LIMIT_MS } as const

export const DEFAULT_ZONES: ZonesModel = {
  name: 'default',
  file: '',
  span: { start: 0, end: 0 },
  snap: { ms: constant(SNAP_MS), beats: constant(0) },
  follow: { ms: constant(FOLLOW_MS), beats: constant(0) },
  limit: { ms: constant(LIMIT_MS), beats: constant(0) },
  strength: constant(STRENGTH),
  adapt: constant(ADAPT),
  curve: { k: 'fixed', value: 'smooth' },
  expect: { k: 'fixed', value: 'player' },
  track: { k: 'fixed', value: 'one' },
}

/** How long beats are, in ms: shortest and longest. */
export interface BeatRange {
  readonly shortest: number
  readonly longest: number
}

/** A threshold in time beside one in beats: whether they are in order depends on how long a beat is. */
export interface MixedThresholds {
  readonly below: Threshold
  readonly above: Threshold
}

export interface ReadZones {
  readonly zones: ZonesModel
  readonly mixed: readonly MixedThresholds[]
}

export function readZones(ctx: FileContext, block: Block): ReadZones {
  const name = block.name?.text ?? ''
  const properties = sortProperties(ctx, block.properties, 'zones')
  const snap = readThreshold(ctx, properties, name, 'snap')
  const follow = readThreshold(ctx, properties, name, 'follow')
  const limit = readThreshold(ctx, properties, name, 'limit')
  const mixed: MixedThresholds[] = []
  for (const [below, above] of [
    [snap, follow],
    [follow, limit],
  ] as const) {
    if (below === null || above === null) continue
    if (below.value.dim !== above.value.dim) mixed.push({ below, above })
    else checkOrder(ctx, block.head, below, above)
  }
  const zones: ZonesModel = {
    name,
    file: ctx.file.path,
    span: { start: block.start, end: block.end },
    snap: thresholdModel(snap),
    follow: thresholdModel(follow),
    limit: thresholdModel(limit),
    strength: readStrength(ctx, properties, name),
    adapt: ratio(ctx, only(properties, 'adapt'), name, ADAPT),
    curve: word(ctx, properties, name, 'curve', 'curve', ['smooth', 'classic']),
    expect: word(ctx, properties, name, 'expect', 'way to expect', ['player', 'grid']),
    track: word(ctx, properties, name, 'track', 'way to track', ['one', 'many']),
  }
  return { zones, mixed }
}

interface Threshold {
  readonly name: 'snap' | 'follow' | 'limit'
  readonly value: Quantity
  /** Null where it is the default. */
  readonly span: Span | null
}

/** Null where what is written has an error. */
function readThreshold(
  ctx: FileContext,
  properties: Properties,
  owner: string,
  name: Threshold['name'],
): Threshold | null {
  const property = only(properties, name)
  const [expr] = property?.values ?? []
  if (property === null || expr === undefined) {
    return { name, value: constantQuantity(THRESHOLDS[name], TIME, { start: 0, end: 0 }), span: null }
  }
  const place: Place = { ...placeOf(ctx, owner, `.${name}`, docOf(property)), steps: true }
  const value = readQuantity(ctx, expr, place, threshold(`The ${name} threshold`, 0))
  return value === null ? null : { name, value, span: expr }
}

function thresholdModel(threshold: Threshold | null): ThresholdModel {
  const zero = constant(0)
  if (threshold === null) return { ms: zero, beats: zero }
  const { value } = threshold
  return value.dim === BEATS ? { ms: zero, beats: value.term } : { ms: value.term, beats: zero }
}

/** Strength stands behind `follow`, or on a line of its own. */
function readStrength(ctx: FileContext, properties: Properties, name: string): ZonesModel['strength'] {
  const follow = only(properties, 'follow')
  const own = only(properties, 'strength')
  const behind = follow === null ? null : modifier(follow, 'strength')
  if (follow === null || behind === null) return ratio(ctx, own, name, STRENGTH)
  if (own !== null) {
    ctx.report(
      'SIL0205',
      own.key,
      { name: 'strength' },
      { related: [related(ctx, behind.key, 'given here')] },
    )
  }
  const place = placeOf(ctx, name, '.follow.strength', docOf(follow))
  return readTerm(ctx, modifierValue(follow, 'strength'), place, { ...RATIO, name: 'The strength' }, STRENGTH)
}

function ratio(
  ctx: FileContext,
  property: Property | null,
  owner: string,
  otherwise: number,
): ZonesModel['adapt'] {
  if (property === null) return constant(otherwise)
  const { text } = property.key
  const place = placeOf(ctx, owner, `.${text}`, docOf(property))
  return readTerm(ctx, property.values[0], place, { ...RATIO, name: `\`${text}\`` }, otherwise)
}

function word<T extends string>(
  ctx: FileContext,
  properties: Properties,
  owner: string,
  key: string,
  what: string,
  choices: readonly [T, ...T[]],
): ChoiceModel<T> {
  const property = only(properties, key)
  const otherwise: ChoiceModel<T> = { k: 'fixed', value: choices[0] }
  if (property === null) return otherwise
  const place = placeOf(ctx, owner, `.${key}`, docOf(property))
  return readChoice(ctx, property.values[0], place, what, choices) ?? otherwise
}

// ---- order ------------------------------------------------------------------------------------------------------

/**
 * `below` < `above` for every draw. Two slots of one unit are ordered by construction (the upper one's draw starts
 * above the lower one's), which needs room at the top; all else needs ranges that do not touch.
 */
function checkOrder(ctx: FileContext, head: Span, below: Threshold, above: Threshold): void {
  const [low, high] = [below.value, above.value]
  if (linkSlots(low, high) || leastGap(low, high) > 0) return
  reportOrder(ctx, above.span ?? below.span ?? head, below, above)
}

/** Times beside shares of the beat, whatever that is long: what lies between two lengths in order is in order. */
export function checkMixed(
  ctx: FileContext,
  pairs: readonly MixedThresholds[],
  beats: BeatRange,
  at: Span | null,
): void {
  for (const { below, above } of pairs) {
    const unit = (q: Quantity, beat: number): number => (q.dim === BEATS ? beat : 1)
    const beat = [beats.longest, beats.shortest].find(
      (ms) => leastGap(below.value, above.value, unit(below.value, ms), unit(above.value, ms)) <= 0,
    )
    if (beat === undefined) continue
    reportOrder(ctx, at ?? above.span ?? below.span ?? { start: 0, end: 0 }, below, above, beat)
  }
}

/** @param beat in ms, where it decides */
function reportOrder(
  ctx: FileContext,
  at: Span,
  below: Threshold,
  above: Threshold,
  beat: number | null = null,
): void {
  const show = ({ value }: Threshold, worst: number): string => {
    const share = showRange(value, value.dim)
    return value.dim === BEATS && beat !== null
      ? `${share}, which may be ${Math.round(worst * beat)} ms`
      : share
  }
  const names = {
    below: below.name,
    above: above.name,
    belowValue: show(below, below.value.high),
    aboveValue: show(above, above.value.low),
  }
  const places =
    below.span === null || at === below.span ? [] : [related(ctx, below.span, `\`${below.name}\` is here`)]
  const fixed = isConstant(below.value) && isConstant(above.value)
  ctx.report(fixed ? 'SIL0506' : 'SIL0507', at, names, { related: places })
}

/** Lets the upper slot keep clear of the lower one; false where their ranges or shapes do not allow it. */
function linkSlots(low: Quantity, high: Quantity): boolean {
  if (low.term.k !== 'slot' || high.term.k !== 'slot' || low.dim !== high.dim) return false
  const lower = low.term.slot
  const upper = high.term.slot
  if (lower === upper) return false
  // One millisecond apart, as the transform has it; shares of a beat need only room.
  const apart = low.dim === TIME ? APART_MS : 0
  const roomAtTop = low.high + apart < high.high
  const defaultsApart = Number(lower.default) + apart < Number(upper.default)
  if (!roomAtTop || !defaultsApart) return false
  // Shares of a beat that cannot meet need no link.
  if (low.dim === BEATS && low.high < high.low) return true
  if (upper.above !== null && upper.above !== lower) return false
  if (reaches(lower, upper)) return false
  upper.above = lower
  return true
}

/** Would the link close a circle? Lets can put one pair of slots into two zones, the other way round. */
function reaches(from: SlotModel, to: SlotModel): boolean {
  for (let slot: SlotModel | null = from; slot !== null; slot = slot.above) if (slot === to) return true
  return false
}
