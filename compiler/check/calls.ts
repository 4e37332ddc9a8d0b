/** Calls in expressions: `min(…)`, `max(…)`, and what may be measured of sessions. */

import type { CallExpr } from '../../language/ast.ts'
import { listed } from '../resolve.ts'
import { nearestOf, nearHint, sourceOf } from './context.ts'
import { metricCall } from './metrics.ts'
import { alike } from './operators.ts'
import { type Evaluate, limited, type Run, valueName, wrongKind } from './place.ts'
import { combine, type Quantity, type Value } from './values.ts'

const FUNCTIONS = ['min', 'max'] as const

/** @param evaluate reads an argument */
export function readCall(run: Run, expr: CallExpr, evaluate: Evaluate): Value | null {
  const { text } = expr.name
  if (text === 'min' || text === 'max') return extreme(run, expr, text, evaluate)
  const measured = metricCall(run, expr, evaluate)
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

function extreme(run: Run, expr: CallExpr, op: 'min' | 'max', evaluate: Evaluate): Value | null {
  if (expr.args.length < 2) {
    run.ctx.report('SIL0309', expr, { name: op, expected: 'two or more values', found: expr.args.length })
    return null
  }
  let value: Quantity | null = null
  let broken = false
  for (const arg of expr.args) {
    const next = evaluate(run, arg)
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
