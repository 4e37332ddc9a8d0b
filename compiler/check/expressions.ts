/**
 * Expressions to values: arithmetic with units.
 *
 * One evaluator serves properties, lets, rules and rewards; what may be measured (`player.spread`,
 * `improvement(…)`) depends on the place. Chains of operators are walked in a loop: `1 + 1 + 1 + …` nests as deep as
 * a file is long.
 */

import type { BinaryExpr, CallExpr, Expr, Name, NameRef, NumberLit, Span } from '../../language/ast.ts'
import { UNITS as UNIT_WORDS } from '../../language/vocabulary.ts'
import { readPitch } from '../../runtime/theory/pitch.ts'
import { LIMITS } from '../limits.ts'
import { describe, listed } from '../resolve.ts'
import { type FileContext, lookUp, nameIn, namesOf, nearestOf, nearHint, sourceOf } from './context.ts'
import { readLearn, readLearnChoice } from './learn.ts'
import { beatsIn, beatsPerStep } from './meter.ts'
import { metricCall, metricName, metricRef, reportUnmeasured } from './metrics.ts'
import {
  exprName,
  isOfLostImport,
  limited,
  type Place,
  type Run,
  reportFixed,
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
  inNaturalUnits,
  isReasonable,
  NUMBER,
  STEPS,
  TIME,
  tempoFactor,
  unitDim,
} from './units.ts'
import { combine, constant, constantQuantity, isConstant, type Quantity, type Value } from './values.ts'

export function evaluate(ctx: FileContext, expr: Expr, place: Place): Value | null {
  // Most values are just numbers.
  if (expr.kind === 'number') return readNumber(ctx, expr, place)
  return evaluateIn({ ctx, place, learned: false }, expr)
}

/** The value of a part of an expression; null where there is an error, which is reported. */
export function evaluateIn(run: Run, expr: Expr): Value | null {
  switch (expr.kind) {
    case 'number':
      return readNumber(run.ctx, expr, run.place)
    case 'pitch': {
      const name = nameIn(run.ctx, expr)
      if (name !== null) return readName(run, name)
      const midi = readPitch(expr.text)
      return midi === null
        ? wrongKind(run, expr, 'no pitch of any instrument', 'a pitch')
        : { kind: 'pitch', span: expr, midi }
    }
    case 'paren':
      return expr.inner === null ? null : evaluateIn(run, expr.inner)
    case 'ref':
      return readRef(run, expr)
    case 'unary':
      return readUnary(run, expr)
    case 'binary':
      return readBinary(run, expr)
    case 'call':
      return readCall(run, expr)
    case 'learn':
      return readLearn(run, expr, evaluateIn)
    case 'learnChoice':
      return readLearnChoice(run, expr)
    default:
      return wrongKind(run, expr, exprName(expr), 'a quantity')
  }
}

// ---- numbers ----------------------------------------------------------------------------------------------------

function readNumber(ctx: FileContext, expr: NumberLit, place: Place): Quantity {
  if (expr.flaw === 'unit') {
    const unit = expr.unit ?? nearestOf(ctx, expr.unitText, Object.keys(UNIT_WORDS))
    const at = { start: expr.end - expr.unitText.length, end: expr.end }
    const hint = unit === null ? {} : nearHint(at, unit)
    ctx.report('SIL0302', at, { unit: expr.unitText }, hint)
  }
  const quantity = constantQuantity(inNaturalUnits(expr.value, expr.unit), unitDim(expr.unit), expr)
  return asRead(ctx, quantity, place)
}

/** Where nobody counts steps they are beats. */
function asRead(ctx: FileContext, value: Quantity, place: Place): Quantity {
  return value.dim === STEPS && place.steps !== true ? inBeats(ctx, value) : value
}

// ---- names ------------------------------------------------------------------------------------------------------

function readRef(run: Run, expr: NameRef): Value | null {
  const [head, field] = expr.path
  if (head === undefined || expr.path.some(({ text }) => text === '')) return null
  if (field === undefined) return readName(run, head)
  const measured = metricRef(run, expr)
  if (measured !== undefined) return measured
  if (isOfLostImport(run.ctx, expr)) return null
  if (lookUp(run.ctx, head, 'name', 'let') !== null) {
    run.ctx.report(
      'SIL0305',
      expr,
      { found: 'a part of something', expected: 'a quantity' },
      {
        hint: 'Names are used as a whole.',
      },
    )
  }
  return null
}

function readName(run: Run, name: Name): Value | null {
  const { ctx } = run
  const measured = ctx.scope.bindings.has(name.text) ? undefined : metricName(run, name)
  if (measured !== undefined) return measured
  if (!ctx.scope.bindings.has(name.text) && !isNearLet(run, name) && reportUnmeasured(run, name)) return null
  const binding = lookUp(ctx, name, 'value', 'let')
  const target = binding?.target ?? null
  if (target === null) return null
  if (target.kind === 'let') {
    const value = ctx.values.lets.get(target) ?? null
    if (value === null) return null
    if (run.place.fixed !== null && value.kind !== 'pitch' && value.slot !== null) {
      reportFixed(run, name, `\`${name.text}\` is learned`)
      return null
    }
    const named = { ...value, span: name }
    return named.kind === 'quantity' ? asRead(ctx, named, run.place) : named
  }
  if (target.kind === 'reward' && run.place.measures === 'session') {
    const reward = ctx.values.rewards.get(target) ?? null
    return reward === null ? null : rewardValue(reward, name)
  }
  ctx.report(
    'SIL0207',
    name,
    { name: name.text, found: describe(target), expected: 'a quantity' },
    { related: [{ file: ctx.file.label, span: binding?.name ?? name, message: 'declared here' }] },
  )
  return null
}

/** A slip in the name of something that was declared. */
function isNearLet({ ctx, place }: Run, { text }: Name): boolean {
  return place.measures !== 'nothing' && nearestOf(ctx, text, namesOf(ctx, 'let')) !== null
}

function rewardValue(
  reward: {
    readonly min: number
    readonly max: number
    readonly parts: readonly { readonly value: Quantity['term'] }[]
  },
  span: Span,
): Quantity {
  let term: Quantity['term'] | null = null
  for (const part of reward.parts)
    term = term === null ? part.value : { k: 'op', op: '+', a: term, b: part.value }
  return {
    kind: 'quantity',
    span,
    dim: NUMBER,
    term: term ?? constant(0),
    low: reward.min,
    high: reward.max,
    size: sizeOf(term),
    slot: null,
  }
}

function sizeOf(term: Quantity['term'] | null): number {
  let size = 0
  const open = term === null ? [] : [term]
  for (let next = open.pop(); next !== undefined && size <= LIMITS.expressionSize; next = open.pop()) {
    size++
    if (next.k === 'op' || next.k === 'else') open.push(next.a, next.b)
  }
  return size
}

// ---- operators --------------------------------------------------------------------------------------------------

function readUnary(run: Run, expr: Extract<Expr, { kind: 'unary' }>): Value | null {
  if (expr.operand === null) return null
  const value = evaluateIn(run, expr.operand)
  if (expr.op === 'not') {
    if (value !== null) run.ctx.report('SIL0308', expr, {})
    return null
  }
  if (value === null) return null
  if (value.kind !== 'quantity') return wrongKind(run, expr.operand, valueName(value), 'a quantity')
  if (expr.op === '+') return { ...value, span: expr }
  return combine('*', constantQuantity(-1, NUMBER, expr), value, value.dim, expr)
}

function readBinary(run: Run, expr: BinaryExpr): Value | null {
  const spine: BinaryExpr[] = []
  let left: Expr = expr
  while (left.kind === 'binary') {
    spine.push(left)
    left = left.left
  }
  let value = evaluateIn(run, left)
  for (let node = spine.pop(); node !== undefined; node = spine.pop()) {
    const right = node.right === null ? null : evaluateIn(run, node.right)
    value = value === null || right === null ? null : operateOn(run, node, value, right)
  }
  return value
}

function operateOn(run: Run, node: BinaryExpr, left: Value, right: Value): Value | null {
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
function inBeats({ meter }: FileContext, q: Quantity): Quantity {
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

// ---- calls ------------------------------------------------------------------------------------------------------

const FUNCTIONS = ['min', 'max'] as const

function readCall(run: Run, expr: CallExpr): Value | null {
  const { text } = expr.name
  if (text === 'min' || text === 'max') return extreme(run, expr, text)
  const measured = metricCall(run, expr, evaluateIn)
  if (measured !== undefined) return measured
  if (text === 'mix') return wrongKind(run, expr, 'a timbre', 'a quantity')
  const known = run.place.measures === 'session' ? [...FUNCTIONS, ...METRIC_CALLS] : FUNCTIONS
  if (text !== '') {
    const isSize = text === 'abs' && run.place.measures === 'session'
    const near = isSize ? null : nearestOf(run.ctx, text, known)
    const help = isSize ? { hint: sizeHint(run, expr) } : nearHint(expr.name, near)
    run.ctx.report('SIL0211', expr.name, { name: text, known: listed(known) }, help)
  }
  return null
}

/** `abs(player.bias)` */
function sizeHint(run: Run, { args }: CallExpr): string {
  const [arg] = args
  const isPlain = arg?.kind === 'ref' || arg?.kind === 'paren' || arg?.kind === 'call'
  const x = isPlain && args.length === 1 ? sourceOf(run.ctx, arg) : 'x'
  return `The size of a value is the larger one of it and its opposite: max(${x}, -${x})`
}

const METRIC_CALLS = ['improvement', 'asynchrony', 'return_rate'] as const

function extreme(run: Run, expr: CallExpr, op: 'min' | 'max'): Value | null {
  if (expr.args.length < 2) {
    run.ctx.report('SIL0309', expr, { name: op, expected: 'two or more values', found: expr.args.length })
    return null
  }
  let value: Quantity | null = null
  let broken = false
  for (const arg of expr.args) {
    const next = evaluateIn(run, arg)
    if (next === null) {
      broken = true
      continue
    }
    if (next.kind !== 'quantity') {
      wrongKind(run, arg, valueName(next), 'a quantity')
      broken = true
      continue
    }
    if (value === null) {
      value = next
      continue
    }
    const pair = alike(run, { start: expr.start, end: expr.end, right: arg }, value, next, 'compare')
    if (pair === null) return null
    value = limited(run, combine(op, pair[0], pair[1], pair[0].dim, expr))
    if (value === null) return null
  }
  return broken ? null : value
}
