/**
 * Expressions to values: arithmetic with units.
 *
 * One evaluator serves properties, lets, rules and rewards; what may be measured (`player.spread`,
 * `improvement(…)`) depends on the place. Chains of operators are walked in a loop: `1 + 1 + 1 + …` nests as deep as
 * a file is long.
 */

import type { BinaryExpr, Expr, Name, NameRef, NumberLit, Span } from '../../language/ast.ts'
import { UNITS as UNIT_WORDS } from '../../language/vocabulary.ts'
import { readPitch } from '../../runtime/theory/pitch.ts'
import { LIMITS } from '../limits.ts'
import { describe } from '../resolve.ts'
import { readCall } from './calls.ts'
import { type FileContext, lookUp, nameIn, namesOf, nearestOf, nearHint } from './context.ts'
import { readLearn, readLearnChoice } from './learn.ts'
import { metricName, metricRef, reportUnmeasured } from './metrics.ts'
import { inBeats, operateOn } from './operators.ts'
import {
  counted,
  exprName,
  isOfLostImport,
  type Place,
  type Run,
  reportFixed,
  valueName,
  wrongKind,
} from './place.ts'
import { inNaturalUnits, NUMBER, STEPS, unitDim } from './units.ts'
import { combine, constant, constantQuantity, type Quantity, type Value } from './values.ts'

export function evaluate(ctx: FileContext, expr: Expr, place: Place): Value | null {
  // Most values are just numbers.
  if (expr.kind === 'number') return readNumber(ctx, expr, place)
  return counted(ctx, expr, evaluateIn({ ctx, place, learned: false }, expr))
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
      return readCall(run, expr, evaluateIn)
    case 'learn':
      return readLearn(run, expr, evaluateIn)
    case 'learnChoice':
      return readLearnChoice(run, expr)
    default:
      return wrongKind(run, expr, exprName(expr), 'a quantity')
  }
}

// ---- numbers ----------------------------------------------------------------------------------------------------

function readNumber(ctx: FileContext, expr: NumberLit, place: Place): Quantity | null {
  if (expr.flaw === 'unit') {
    reportUnit(ctx, expr)
    // Of what dimension it is nobody knows: what else would be said of it would be wrong.
    if (expr.unit === null) return null
  }
  const quantity = constantQuantity(inNaturalUnits(expr.value, expr.unit), unitDim(expr.unit), expr)
  return asRead(ctx, quantity, place)
}

function reportUnit(ctx: FileContext, expr: NumberLit): void {
  const unit = expr.unit ?? nearestOf(ctx, expr.unitText, Object.keys(UNIT_WORDS))
  const at = { start: expr.end - expr.unitText.length, end: expr.end }
  // `12O bpm`
  const digits =
    /^[Ool][Ool\d]*$/.test(expr.unitText) && expr.unitText.replace(/o/gi, '0').replaceAll('l', '1')
  const number = `${expr.value}${digits}`
  const isDigit = digits !== false && number.length === expr.end - expr.start
  const hint = isDigit ? nearHint(expr, number) : unit === null ? {} : nearHint(at, unit)
  ctx.report('SIL0302', at, { unit: expr.unitText }, hint)
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
      reportFixed(run, name, `\`${name.text}\` is a slot`)
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
