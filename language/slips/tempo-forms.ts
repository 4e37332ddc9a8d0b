/**
 * A tempo's line that goes astray: a ladder, a ramp or a range in other words. Told of once, with the form that is meant, and
 * then the tempo has no value: what could be read of it would be wrong by itself.
 */

import type { Expr, NumberLit, Property } from '../ast.ts'
import type { Fix } from '../diagnostics.ts'
import { readNumber } from '../literals.ts'
import { begins, emptyName, isRightBrace, type Mutable, quote, type Reader, spanOf } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'
import { leaveBars } from './counted-bars.ts'

const RAMPS: ReadonlySet<string> = new Set(['to', 'until', 'towards', 'into'])
const RANGES: ReadonlySet<string> = new Set(['range', 'between', 'within', 'from', 'limits'])
const STEPS: ReadonlySet<string> = new Set(['by', 'step', 'steps', 'plus'])

const SPANS = t.kindSet(t.DotDot, t.Minus, t.Arrow)

/** The caller has seen something behind the tempo that has no place there. False where nobody can say what is meant. */
export function readTempoAstray(r: Reader, node: Mutable<Property>): boolean {
  const junk = r.peek(1)
  const line = lineOf(r, node, junk)
  const ladder = line.find((token) => r.image(token) === 'ladder')
  const counted = line.find((token) => COUNTED.test(r.image(token)))
  const equals = line.find((token) => r.kind(token) === t.Equals)
  const unit = equals === undefined ? null : noteValue(r, line, equals)
  if (ladder !== undefined) reportLadder(r, line, ladder, junk)
  else if (isShareOfTempo(r, line)) reportShare(r, line)
  else if (startsAtNothing(r, line)) reportRest(r, line)
  else if (equals !== undefined && unit === 4) reportCounted(r, line[0] ?? equals, equals + 1)
  else if (equals !== undefined && unit !== null) reportUnit(r, line, equals, unit)
  else if (counted !== undefined) reportCounted(r, counted, line.at(-1) ?? junk)
  else {
    const other = line.find((token) => RAMPS.has(r.image(token)) || RANGES.has(r.image(token)))
    if (other === undefined || r.kind(other + 1) !== t.Quantity) return false
    if (other === line[0] && !RAMPS.has(r.image(other))) reportFrom(r, line, other)
    else reportWord(r, other, RAMPS.has(r.image(other)))
  }
  // Behind those two may stand what is said of a tempo, and on a short line the next property.
  const isShort = isShareOfTempo(r, line) || startsAtNothing(r, line)
  r.skip((isShort ? line[1] : line.at(-1)) ?? junk)
  if (isShort) leaveBars(r, r.peek(0))
  node.values = []
  node.modifiers = []
  return true
}

const COUNTED = /^(?:dotted|(?:quarter|crotchet|note)s?)$/

/** `tempo dotted quarter = 116`, `tempo 116 bpm on dotted quarters`: what bpm counts is the metre's. */
function reportCounted(r: Reader, first: Token, last: Token): void {
  const span = { start: r.start(first), end: r.end(last) }
  const expected = 'bpm counts quarters, and dotted quarters in 6/8, 9/8 and 12/8'
  const hint = 'As in: tempo 116 bpm'
  r.report('SIL0101', span, { found: quote(r.text.slice(span.start, span.end)), expected }, { hint })
}

/** The tokens behind the key, to the end of the line. */
function lineOf(r: Reader, node: Property, junk: Token): readonly Token[] {
  const line: Token[] = []
  let first = junk
  while (r.start(first - 1) >= node.key.end) first--
  for (let token = first; token <= r.tokens.count; token++) {
    if ((token > first && begins(r, token)) || isRightBrace(r, token)) break
    line.push(token)
  }
  // All that is looked at is looked at before the reader, who keeps count.
  r.peek(line.length + 1)
  return line
}

/** `ladder 90 bpm..160 bpm step 5 bpm` */
function reportLadder(r: Reader, line: readonly Token[], ladder: Token, junk: Token): void {
  const isBpm = (token: Token): boolean => r.kind(token) === t.Quantity && !/bars?$/.test(r.image(token))
  const joins = (token: Token): boolean => SPANS[r.kind(token)] === 1 || RAMPS.has(r.image(token))
  const low = line.find((token) => token > ladder && isBpm(token) && joins(token + 1) && isBpm(token + 2))
  const step = line.find((token) => STEPS.has(r.image(token)) && isBpm(token + 1))
  const every = line.find((token) => r.kind(token) === t.Quantity && /bars?$/.test(r.image(token)))
  const range = low === undefined ? '80 bpm..120 bpm' : `${bpm(r, low)}..${bpm(r, low + 2)}`
  const by = step === undefined ? '4 bpm' : bpm(r, step + 1)
  const written = `ladder ${range} by ${by} every ${every === undefined ? '8 bars' : r.image(every)}`
  const first = line[0] ?? ladder
  const end = r.end(line.at(-1) ?? junk)
  const all = { start: r.start(first), end }
  const isWhole = low !== undefined && step !== undefined && every !== undefined
  const isNew = r.text.slice(all.start, end) !== written
  const fixes =
    isWhole && isNew ? [{ title: `Write ${written}`, edits: [{ span: all, newText: written }] }] : []
  const at = { start: r.start(ladder > first ? ladder : junk), end }
  const args = {
    found: quote(r.text.slice(at.start, at.end)),
    expected: 'a ladder climbs `by` a step, `every` so many bars',
  }
  r.report('SIL0101', at, args, { fixes, hint: `As in: tempo ${written}` })
}

function bpm(r: Reader, token: Token): string {
  const text = r.image(token)
  return /\d$/.test(text) ? `${text} bpm` : text
}

/** `tempo from 96 bpm to 120 bpm`, `tempo * 2`: so people say it, and a tempo begins with its number. */
export const beginsAstray = (r: Reader, { key, target }: Property): boolean => {
  if (key.text !== 'tempo' || target !== null || begins(r, r.peek(1))) return false
  const first = r.peek(1)
  if (r.kind(r.peek(2)) !== t.Quantity) return false
  if (RANGES.has(r.image(first))) return true
  if (r.context === 'actions') return false
  return r.kind(first) === t.Star || r.kind(first) === t.Arrow || RAMPS.has(r.image(first))
}

// ---- a tempo that is told from another one ---------------------------------------------------------------------------

/** The piece's, where it stands before, and is no more than a number; `120 bpm` where nobody has said it. */
function tempoOfPiece(r: Reader): string | null {
  for (const item of r.items.slice(0, FEW_ITEMS)) {
    if (item.kind !== 'setting' || item.property.key.text !== 'tempo') continue
    const [value, more] = item.property.values
    return value?.kind === 'number' && value.unit === 'bpm' && more === undefined
      ? `${value.value} bpm`
      : null
  }
  return null
}

/** Settings stand at the top. */
const FEW_ITEMS = 20

/** `* 2` in a section. */
function isShareOfTempo(r: Reader, line: readonly Token[]): boolean {
  const [sign, number] = line
  return sign !== undefined && r.kind(sign) === t.Star && SHARE.test(r.image(number ?? sign))
}

/** The lexer takes `2  bars` of `* 2  bars 4` for one. */
const SHARE = /^\d+(?:\.\d+)?(?=$|\s+bars$)/

function reportShare(r: Reader, line: readonly Token[]): void {
  const [sign = 0, number = sign] = line
  const [digits = ''] = SHARE.exec(r.image(number)) ?? []
  const span = { start: r.start(sign), end: r.start(number) + digits.length }
  const full = tempoOfPiece(r)
  const share = `${Number((Number.parseFloat(digits) * 100).toFixed(2))}% of ${full ?? '120 bpm'}`
  const fixes = full === null ? [] : [{ title: `Write ${share}`, edits: [{ span, newText: share }] }]
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: 'a tempo is so many bpm, or a share of so many',
  }
  r.report('SIL0101', span, args, { fixes, hint: `As in: tempo ${share}` })
}

/** `-> 80 bpm over 2 bars`, `to 80 bpm` */
function startsAtNothing(r: Reader, [first, second]: readonly Token[]): boolean {
  if (first === undefined || second === undefined || r.kind(second) !== t.Quantity) return false
  return r.kind(first) === t.Arrow || RAMPS.has(r.image(first))
}

function reportRest(r: Reader, line: readonly Token[]): void {
  const [sign = 0, to = sign] = line
  const from = tempoOfPiece(r)
  const over = line.some((token) => r.image(token) === 'over') ? '' : ' over 4 bars'
  const span = { start: r.start(sign), end: r.end(to) }
  const ramp = `${from ?? '120 bpm'} -> ${bpm(r, to)}`
  const fixes =
    from === null || over !== '' ? [] : [{ title: `Write ${ramp}`, edits: [{ span, newText: ramp }] }]
  const rest = r.text.slice(span.end, r.end(line.at(-1) ?? to))
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: 'a ramp begins with the tempo that it comes from',
  }
  r.report('SIL0101', span, args, { fixes, hint: `As in: tempo ${ramp}${over === '' ? rest : over}` })
}

/** `8th = 240`, `eighth = 240`, `1/8 = 240`; null where it is no such value. */
function noteValue(r: Reader, line: readonly Token[], equals: Token): 4 | 8 | 16 | null {
  if (!line.includes(equals + 1) || r.kind(equals + 1) !== t.Quantity) return null
  const word = r.text.slice(r.start(line[0] ?? equals), r.start(equals)).replaceAll(/\s/g, '')
  const value = /^(?:1\/)?(4|8|16)(?:ths?)?$/.exec(word)?.[1] ?? NAMED.get(word)
  return value === '4' ? 4 : value === '8' ? 8 : value === '16' ? 16 : null
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ...['eighth', 'eighths', 'quaver', 'quavers'].map((word) => [word, '8'] as const),
  ...['sixteenth', 'sixteenths', 'semiquaver', 'semiquavers'].map((word) => [word, '16'] as const),
])

function reportUnit(r: Reader, line: readonly Token[], equals: Token, unit: 4 | 8 | 16): void {
  const span = { start: r.start(line[0] ?? equals), end: r.end(equals + 1) }
  const written = `${bpm(r, equals + 1)} on ${unit}ths`
  const expected = '`on` says what bpm counts, where it is not the metre’s'
  const fixes = [{ title: `Write ${written}`, edits: [{ span, newText: written }] }]
  r.report('SIL0101', span, { found: quote(r.text.slice(span.start, span.end)), expected }, { fixes })
}

/** `from 96 bpm to 120 bpm over 8 bars`; of a range alone nobody knows the tempo. */
function reportFrom(r: Reader, line: readonly Token[], word: Token): void {
  const ramp = line.find((token) => RAMPS.has(r.image(token)) || r.kind(token) === t.Arrow)
  const edits =
    ramp === undefined
      ? []
      : [
          { span: { start: r.start(word), end: r.start(word + 1) }, newText: '' },
          { span: spanOf(r, ramp), newText: '->' },
        ]
  const fixes = ramp === undefined ? [] : [{ title: `Write it without ${r.image(word)}`, edits }]
  report(r, word, ramp !== undefined, fixes)
}

/** `120 bpm to 96 bpm`, `120 bpm range 90 bpm..160 bpm`: one word is another. */
function reportWord(r: Reader, word: Token, isRamp: boolean): void {
  const newText = isRamp ? '->' : 'in'
  report(r, word, isRamp, [{ title: `Write ${newText}`, edits: [{ span: spanOf(r, word), newText }] }])
}

function report(r: Reader, word: Token, isRamp: boolean, fixes: readonly Fix[]): void {
  const expected = isRamp
    ? 'a ramp reads as in 120 bpm -> 96 bpm over 4 bars'
    : 'a range reads as in 96 bpm in 72 bpm..126 bpm'
  r.report('SIL0101', spanOf(r, word), { found: quote(r.image(word)), expected }, { fixes })
}

// ---- a range as a distance to both sides -----------------------------------------------------------------------------

/** `96 bpm ± 10 bpm`, `96 bpm in ±10 bpm`: read as the range that it means. */
export function readTempoSpread(r: Reader, node: Mutable<Property>): void {
  const first = r.peek(1)
  const sign = r.image(first) === 'in' ? r.peek(2) : first
  const [tempo] = node.values
  if (r.kind(sign) !== t.PlusMinus || begins(r, sign) || tempo === undefined) return
  readSpread(r, node, sign, tempo)
}

function readSpread(r: Reader, node: Mutable<Property>, sign: Token, tempo: Expr): void {
  const spread = readNumber(r.image(sign), r.start(sign), 'plusMinus')
  const range = rangeOf(tempo, spread)
  const written =
    range === null ? '96 bpm in 72 bpm..126 bpm' : `${range.at} in ${range.low} bpm..${range.high} bpm`
  const span = { start: tempo.start, end: r.end(sign) }
  const fixes = range === null ? [] : [{ title: `Write ${written}`, edits: [{ span, newText: written }] }]
  const hint = range === null ? `As in: tempo ${written}` : `A tempo has a range: tempo ${written}`
  const args = { text: quote(r.image(sign)), value: r.image(sign) }
  r.report('SIL0109', spanOf(r, sign), args, { fixes, hint })
  r.skip(sign)
  if (range === null || tempo.kind !== 'number') return
  node.values = [inBpm(tempo, tempo.value)]
  const { end } = spanOf(r, sign)
  // Both ends are said by one text, which is the first's: behind it the other has no room.
  const left = { ...inBpm(spread, range.low), end }
  const right = { ...inBpm(spread, range.high), start: end, end }
  const value: Expr = { ...spanOf(r, sign), kind: 'binary', op: '..', left, right, opStart: end }
  const key = { ...emptyName(spread.start), text: 'in' }
  node.modifiers = [{ ...spanOf(r, sign), kind: 'modifier', key, values: [value] }]
}

/** Null for what is no tempo that reaches so far. */
function rangeOf(tempo: Expr, { value, unit }: NumberLit) {
  if (tempo.kind !== 'number' || (tempo.unit !== 'bpm' && tempo.unit !== null)) return null
  if (unit !== 'bpm' && unit !== null && unit !== '%') return null
  const reach = unit === '%' ? (tempo.value * value) / 100 : value
  const low = Number((tempo.value - reach).toFixed(2))
  const high = Number((tempo.value + reach).toFixed(2))
  return low >= LEAST_BPM && low < high ? { at: `${tempo.value} bpm`, low, high } : null
}

/** Below that nobody plays. */
const LEAST_BPM = 5

function inBpm(number: NumberLit, value: number): NumberLit {
  return { ...number, value, unit: 'bpm', unitText: 'bpm', flaw: null }
}

/** `tempo bpm 120`, or at the top level `bpm 120`: reported, and read as it was meant. */
export function backwardsTempo(r: Reader, node: Mutable<Property>, values: Expr[]): void {
  const unit = values[0]
  const inside = unit?.kind === 'ref' && unit.path.length === 1 && unit.path[0]?.text === 'bpm'
  const number = inside ? values[1] : unit
  if (number?.kind !== 'number' || number.unit !== null) return
  if (inside) values.shift()
  else if (node.key.text === 'bpm' && r.context === 'file') node.key = { ...node.key, text: 'tempo' }
  else return
  values[0] = { ...number, unit: 'bpm', unitText: 'bpm' }
  const value = r.text.slice(number.start, number.end)
  const span = { start: node.start, end: number.end }
  const fixes = [{ title: `Write tempo ${value} bpm`, edits: [{ span, newText: `tempo ${value} bpm` }] }]
  r.report('SIL0122', span, { value }, { fixes })
}
