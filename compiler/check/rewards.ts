/** `reward NAME = …`: plain numbers with known bounds. */

import type { BinaryExpr, Expr, RewardDecl } from '../../language/ast.ts'
import type { Fix } from '../../language/diagnostics.ts'
import { LIMITS } from '../limits.ts'
import type { RewardModel, Term } from '../model.ts'
import { type FileContext, rewrite, sourceOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { type Place, valueName } from './place.ts'
import { fixedPlace } from './read.ts'
import { dimName, NUMBER, TIME } from './units.ts'
import { constant, operate, type Quantity, type Value } from './values.ts'

export function readReward(ctx: FileContext, decl: RewardDecl): RewardModel | null {
  if (decl.value === null) return null
  const place: Place = { ...fixedPlace(ctx, 'a reward'), measures: 'session' }
  const parts: RewardModel['parts'][number][] = []
  let min = 0
  let max = 0
  let size = 0
  let broken = false
  for (const summand of summands(decl.value)) {
    const { expr, negative } = summand
    const value = readSummand(ctx, summand, place)
    if (value === null) {
      broken = true
      continue
    }
    size += value.size
    min += negative ? -value.high : value.low
    max += negative ? -value.low : value.high
    const term = negative ? operate('*', constant(-1), value.term) : value.term
    const label = sourceOf(ctx, expr).replace(/\s+/g, ' ')
    parts.push({
      label: negative ? `- ${label}` : label,
      value: term,
      span: { start: expr.start, end: expr.end },
    })
  }
  if (size > LIMITS.expressionSize) {
    ctx.report('SIL0312', decl.value, { limit: LIMITS.expressionSize })
    return null
  }
  if (broken) return null
  return {
    name: decl.name.text,
    file: ctx.file.path,
    span: { start: decl.start, end: decl.end },
    min,
    max,
    maturesAfterDays: longestWait(parts),
    parts,
  }
}

interface Summand {
  readonly expr: Expr
  readonly negative: boolean
}

/** The terms of the outermost sum. */
function summands(expr: Expr): readonly Summand[] {
  const found: Summand[] = []
  let at: Expr = expr
  while (at.kind === 'paren' && at.inner !== null) at = at.inner
  while (at.kind === 'binary' && (at.op === '+' || at.op === '-')) {
    if (at.right !== null) found.push({ expr: at.right, negative: at.op === '-' })
    at = at.left
  }
  found.push({ expr: at, negative: false })
  return found.reverse()
}

function readSummand(ctx: FileContext, summand: Summand, place: Place): Quantity | null {
  const { expr } = summand
  const value = evaluate(ctx, expr, place)
  if (value === null) return null
  if (value.kind !== 'quantity' || value.dim !== NUMBER) return reportUnit(ctx, summand, value)
  if (Number.isFinite(value.low) && Number.isFinite(value.high)) return value
  return reportUnbounded(ctx, expr, place, value)
}

function reportUnit(ctx: FileContext, summand: Summand, value: Value): null {
  const found = value.kind === 'quantity' ? dimName(value.dim) : valueName(value)
  const isTime = value.kind === 'quantity' && value.dim === TIME
  ctx.report('SIL0602', summand.expr, { found }, isTime ? asShare(ctx, summand, value) : {})
  return null
}

function reportUnbounded(ctx: FileContext, expr: Expr, place: Place, value: Quantity): null {
  const culprit = unboundedPart(ctx, expr, place)
  const text = sourceOf(ctx, culprit)
  const bounded = boundedText(text, value)
  const fixes = [rewrite(culprit, bounded)]
  ctx.report('SIL0601', culprit, { text }, { hint: `Bound it: ${bounded}.`, fixes })
  return null
}

/** The smallest part of a product that is a plain number and has no bounds. */
function unboundedPart(ctx: FileContext, expr: Expr, place: Place): Expr {
  let at = expr
  for (;;) {
    while (at.kind === 'paren' && at.inner !== null) at = at.inner
    if (at.kind !== 'binary' || at.op !== '*' || at.right === null) return at
    const { left, right }: BinaryExpr = at
    const next = [left, right].find((side) => side !== null && isUnboundedNumber(ctx, side, place))
    if (next == null) return at
    at = next
  }
}

function isUnboundedNumber(ctx: FileContext, expr: Expr, place: Place): boolean {
  // What is wrong was said already.
  const value = evaluate({ ...ctx, report: () => {} }, expr, place)
  return (
    value?.kind === 'quantity' &&
    value.dim === NUMBER &&
    !(Number.isFinite(value.low) && Number.isFinite(value.high))
  )
}

function boundedText(text: string, value: Quantity): string {
  const upper = value.high === Number.POSITIVE_INFINITY ? `min(${text}, 1)` : text
  return value.low === Number.NEGATIVE_INFINITY ? `max(${upper}, -1)` : upper
}

/** A time as a number with bounds: who is told of the unit alone is told of the bounds next. */
function asShare(
  ctx: FileContext,
  { expr, negative }: Summand,
  value: Quantity,
): { hint: string; fixes: readonly Fix[] } {
  const text = sourceOf(ctx, expr)
  const lasts = /duration/.test(text)
  const share = boundedText(
    `${expr.kind === 'binary' ? `(${text})` : text} / ${lasts ? '10 min' : '100 ms'}`,
    value,
  )
  const how = 'Divide it by a quantity of the same kind, and bound it'
  if (lasts || negative) return { hint: `${how}: ${share}`, fixes: [rewrite(expr, share)] }
  // More spread is hardly what anybody wants: which way round it goes is theirs to write.
  return { hint: `${how}; if less of it is better: 1 - ${share}`, fixes: [] }
}

/** Days until the last part of a reward is known. */
function longestWait(parts: RewardModel['parts']): number {
  let days = 0
  visitTerms(parts, (term) => {
    if (term.k === 'metric' && term.metric === 'returnRate') days = Math.max(days, term.n ?? 0)
  })
  return days
}

export function visitTerms(parts: RewardModel['parts'], visit: (term: Term) => void): void {
  const open = parts.map((part) => part.value)
  for (let term = open.pop(); term !== undefined; term = open.pop()) {
    visit(term)
    if (term.k === 'op' || term.k === 'else') open.push(term.a, term.b)
  }
}

/** A band whose zones are learned could win this reward by moving its own beats. */
export function reportGames(ctx: FileContext, reward: RewardModel): void {
  for (const part of reward.parts) {
    let games = false
    visitTerms([part], (term) => {
      games ||=
        term.k === 'metric' && (term.metric === 'asynchrony' || term.metric === 'asynchronyImprovementWithin')
    })
    if (games) ctx.report('SIL0603', part.span, {})
  }
}
