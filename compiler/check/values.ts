/**
 * Values of expressions: quantities with their dimension and the range in which any draw of the slots (and any
 * session) leaves them.
 */

import type { Name, Span } from '../../language/ast.ts'
import type { ArithmeticOp, SlotModel, Term } from '../model.ts'
import { type Dim, productFactor, quotientFactor, slotUnit } from './units.ts'

export interface Quantity {
  readonly kind: 'quantity'
  readonly span: Span
  readonly dim: Dim
  /** In the natural unit of the dimension. */
  readonly term: Term
  readonly low: number
  readonly high: number
  /** Steps of the calculation. */
  readonly size: number
  /** A slot that it depends on, if any. */
  readonly slot: SlotModel | null
}

interface PitchValue {
  readonly kind: 'pitch'
  readonly span: Span
  readonly midi: number
}

/** `learn a or b or c`: what the words mean is decided where the value is used. */
export interface ChoiceValue {
  readonly kind: 'choice'
  readonly span: Span
  readonly words: readonly Name[]
  readonly slot: SlotModel
}

export type Value = Quantity | PitchValue | ChoiceValue

export function constant(v: number): Term {
  // Adding 0 turns −0, which canonical JSON refuses, into 0.
  return { k: 'const', v: v + 0 }
}

export function constantQuantity(v: number, dim: Dim, span: Span): Quantity {
  return { kind: 'quantity', span, dim, term: constant(v), low: v, high: v, size: 1, slot: null }
}

export function isConstant(q: Quantity): boolean {
  return q.term.k === 'const'
}

/** The value of a constant; NaN for what depends on a slot or a measurement. */
export function constantOf(q: Quantity): number {
  return q.term.k === 'const' ? q.term.v : Number.NaN
}

/** Arithmetic on terms, folded where both sides are known. */
export function operate(op: ArithmeticOp, a: Term, b: Term): Term {
  if (a.k === 'const' && b.k === 'const') return constant(apply(op, a.v, b.v))
  // x·1 and x+0 say nothing.
  if (
    b.k === 'const' &&
    ((b.v === 1 && (op === '*' || op === '/')) || (b.v === 0 && (op === '+' || op === '-')))
  ) {
    return a
  }
  if (a.k === 'const' && ((a.v === 1 && op === '*') || (a.v === 0 && op === '+'))) return b
  return { k: 'op', op, a, b }
}

export function apply(op: ArithmeticOp, a: number, b: number): number {
  switch (op) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case 'min':
      return Math.min(a, b)
    case 'max':
      return Math.max(a, b)
  }
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/** Where the result of an operation can lie. */
export function intervalOf(op: ArithmeticOp, a: Interval, b: Interval): Interval {
  switch (op) {
    case '+':
      return { low: a.low + b.low, high: a.high + b.high }
    case '-':
      return { low: a.low - b.high, high: a.high - b.low }
    case '*':
      return hull([prod(a.low, b.low), prod(a.low, b.high), prod(a.high, b.low), prod(a.high, b.high)])
    case '/':
      return quotient(a, b)
    case 'min':
      return { low: Math.min(a.low, b.low), high: Math.min(a.high, b.high) }
    case 'max':
      return { low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) }
  }
}

/** 0·∞ is 0 here: a bound of zero stays zero however large the other side grows. */
function prod(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b
}

function quotient(a: Interval, b: Interval): Interval {
  // What comes up to 0 from below is 0 there, not −0: the quotient leaps to the other side.
  if (b.high === 0 || (b.low < 0 && b.high > 0))
    return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  // What comes down to 0 lets it grow to that side only.
  const low = 1 / (b.low + 0)
  const high = 1 / b.high
  return hull([prod(a.low, low), prod(a.low, high), prod(a.high, low), prod(a.high, high)])
}

function hull(values: readonly number[]): Interval {
  return { low: Math.min(...values), high: Math.max(...values) }
}

/** `a op b` of quantities whose dimensions were found to fit; `dim` is the result's. */
export function combine(op: ArithmeticOp, a: Quantity, b: Quantity, dim: Dim, span: Span): Quantity {
  let term = operate(op, a.term, b.term)
  let { low, high } = intervalOf(op, a, b)
  if (op === '*' || op === '/') {
    const factor = op === '*' ? productFactor(a.dim, b.dim) : quotientFactor(a.dim, b.dim)
    if (factor !== 1) {
      // Dividing by a whole number is exact where multiplying by its inverse is not.
      const inverse = 1 / factor
      const [scale, by]: [ArithmeticOp, number] = factor < 1 ? ['/', Math.round(inverse)] : ['*', factor]
      term = operate(scale, term, constant(by))
      low = apply(scale, low, by)
      high = apply(scale, high, by)
    }
  }
  if (term.k === 'const') low = high = term.v
  const size = term.k === 'const' ? 1 : a.size + b.size
  return { kind: 'quantity', span, dim, term, low, high, size, slot: a.slot ?? b.slot }
}

/** `20 ms`, `58 %`, `-6 dB`: a value for messages. */
export function show(value: number, dim: Dim): string {
  if (value === Number.POSITIVE_INFINITY) return 'without end'
  if (value === Number.NEGATIVE_INFINITY) return 'without end below'
  const unit = slotUnit(dim)
  if (unit === null) return plain(value)
  return `${plain(value)} ${Math.abs(value) === 1 ? singular(unit) : unit}`
}

/** `1 bar`; `1 ms`, whose s is no plural. */
function singular(unit: string): string {
  return PLURALS.has(unit) ? unit.slice(0, -1) : unit
}

const PLURALS: ReadonlySet<string> = new Set(['bars', 'beats', 'semitones', 'steps'])

/** As `show`, for ratios that people think of in percent. */
export function showRatio(value: number): string {
  return `${plain(value * 100)} %`
}

export function showRange(q: Interval, dim: Dim): string {
  return q.low === q.high ? show(q.low, dim) : `${show(q.low, dim)}..${show(q.high, dim)}`
}

function plain(value: number): string {
  return String(Number(value.toPrecision(6)))
}
