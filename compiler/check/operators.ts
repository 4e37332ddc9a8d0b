/** Operators on values: sums, products and choices of quantities that have units. */

import type { BinaryExpr, Expr, Span } from '../../language/ast.ts'
import type { FileContext } from './context.ts'
import { beatsIn, beatsPerStep } from './meter.ts'
import {
  exprName,
  limited,
  type Run,
  reportUnitless,
  unitlessNumbers,
  valueName,
  wrongKind,
} from './place.ts'
import {
  BARS,
  BEATS,
  type Dim,
  defaultUnit,
  dimName,
  hasBeats,
  INTERVAL,
  isReasonable,
  NUMBER,
  STEPS,
  TIME,
  tempoFactor,
} from './units.ts'
import { combine, constantQuantity, isConstant, type Quantity, type Value } from './values.ts'

/** What two values make of each other; null where they cannot, which is reported. */
export function operateOn(run: Run, node: BinaryExpr, left: Value, right: Value): Value | null {
  switch (node.op) {
    case '+':
    case '-':
      return sum(run, node, node.op, left, right)
    case '*':
    case '/':
      return product(run, node, node.op, left, right)
    case 'else':
      return otherwise(run, node, left, right)
    case '..':
    case '->':
      return wrongKind(run, node, exprName(node), 'a single value')
    default:
      run.ctx.report('SIL0308', node, {})
      return null
  }
}

function sum(run: Run, node: BinaryExpr, op: '+' | '-', left: Value, right: Value): Value | null {
  if (left.kind === 'pitch') return pitchSum(run, node, op, left.midi, right)
  if (left.kind !== 'quantity' || right.kind !== 'quantity') {
    const [wrong, at] = left.kind !== 'quantity' ? [left, node.left] : [right, node.right ?? node]
    return wrongKind(run, at, valueName(wrong), 'a quantity')
  }
  const pair = alike(run, node, left, right, op === '+' ? 'add' : 'subtract')
  if (pair === null) return null
  return limited(run, combine(op, pair[0], pair[1], pair[0].dim, node))
}

function pitchSum(run: Run, node: BinaryExpr, op: '+' | '-', midi: number, right: Value): Value | null {
  if (right.kind === 'pitch' && op === '-') return constantQuantity(midi - right.midi, INTERVAL, node)
  if (right.kind === 'quantity' && right.dim === INTERVAL && isConstant(right)) {
    return { kind: 'pitch', span: node, midi: midi + (op === '+' ? right.low : -right.low) }
  }
  run.ctx.report(
    'SIL0304',
    node,
    {
      left: 'a pitch',
      right: valueName(right),
      verb: op === '+' ? 'add' : 'subtract',
    },
    { hint: 'A pitch moves by an interval: E1 + 12 semitones.' },
  )
  return null
}

/** Two quantities brought to one dimension, or null and a report. */
export function alike(
  run: Run,
  node: Span & { readonly left?: Expr; readonly right?: Expr | null },
  left: Quantity,
  right: Quantity,
  verb: string,
): readonly [Quantity, Quantity] | null {
  if (left.dim === right.dim) return [left, right]
  if (isMusical(left.dim) && isMusical(right.dim)) return [inBeats(run.ctx, left), inBeats(run.ctx, right)]
  if (
    left.dim === NUMBER &&
    isWritten(right.dim) &&
    node.left !== undefined &&
    unitlessNumbers(node.left).length > 0
  ) {
    reportUnitless(run.ctx, node.left, right.dim, dimName(right.dim))
  } else if (
    right.dim === NUMBER &&
    isWritten(left.dim) &&
    node.right != null &&
    unitlessNumbers(node.right).length > 0
  ) {
    reportUnitless(run.ctx, node.right, left.dim, dimName(left.dim))
  } else {
    const dims = [left.dim, right.dim]
    const hint =
      dims.includes(TIME) && dims.some(isMusical)
        ? { hint: 'Time and musical time meet only through a tempo: 1 beat / 96 bpm is a time.' }
        : {}
    run.ctx.report('SIL0304', node, { left: dimName(left.dim), right: dimName(right.dim), verb }, hint)
  }
  return null
}

/** Is there a unit for it? */
function isWritten(dim: Dim): boolean {
  return defaultUnit(dim) !== ''
}

function isMusical(dim: Dim): boolean {
  return dim === BEATS || dim === BARS || dim === STEPS
}

/** Bars and steps as beats of the metre that they are written in. */
export function inBeats({ meter }: FileContext, q: Quantity): Quantity {
  if (q.dim === BEATS) return q
  const beats = q.dim === BARS ? meter.beats.length : beatsPerStep(meter)
  return { ...combine('*', q, constantQuantity(beats, NUMBER, q.span), BEATS, q.span), dim: BEATS }
}

/** Bars meet beats and tempi as beats; steps are left alone only where there are so many times as many of them. */
function asFactor(ctx: FileContext, q: Quantity, other: Dim, counted: boolean): Quantity {
  const meets = q.dim === BARS ? hasBeats(other) || other === STEPS : q.dim === STEPS && !counted
  return meets ? inBeats(ctx, q) : q
}

function countsSteps(op: '*' | '/', left: Dim, right: Dim): boolean {
  if (op === '/') return left === STEPS && (right === STEPS || right === NUMBER)
  return left === NUMBER || right === NUMBER
}

function product(run: Run, node: BinaryExpr, op: '*' | '/', left: Value, right: Value): Value | null {
  if (left.kind !== 'quantity') return wrongKind(run, node.left, valueName(left), 'a quantity')
  if (right.kind !== 'quantity') return wrongKind(run, node.right ?? node, valueName(right), 'a quantity')
  const counted = countsSteps(op, left.dim, right.dim)
  const a = asFactor(run.ctx, left, right.dim, counted)
  const b = asFactor(run.ctx, right, left.dim, counted)
  if (op === '/' && b.low <= 0 && b.high >= 0 && !(run.place.measures === 'session' && !isConstant(b))) {
    run.ctx.report('SIL0310', node.right ?? node, {})
    return null
  }
  const dim = op === '*' ? a.dim + b.dim : a.dim - b.dim
  if (!isReasonable(dim)) {
    run.ctx.report('SIL0313', node, { found: dimName(dim) })
    return null
  }
  const product = combine(op, a, b, dim, node)
  // 1 / b has the dimension of b's inverse, and is counted so.
  const { ctx } = run
  const factor = tempoFactor(a.dim, op === '*' ? b.dim : -b.dim, dim, beatsIn(ctx.meter, ctx.tempoUnit))
  if (factor === 1) return limited(run, product)
  return limited(run, combine('*', product, constantQuantity(factor, NUMBER, node), dim, node))
}

function otherwise(run: Run, node: BinaryExpr, left: Value, right: Value): Value | null {
  if (left.kind !== 'quantity' || right.kind !== 'quantity')
    return wrongKind(run, node, 'a choice of words', 'a quantity')
  if (run.place.measures !== 'session') {
    run.ctx.report('SIL0606', node, {})
    return null
  }
  const pair = alike(run, node, left, right, 'choose between')
  if (pair === null) return null
  const [a, b] = pair
  return limited(run, {
    kind: 'quantity',
    span: node,
    dim: a.dim,
    term: isConstant(a) ? a.term : { k: 'else', a: a.term, b: b.term },
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    size: a.size + b.size,
    slot: a.slot ?? b.slot,
  })
}
