/** Where an expression stands, and what the readers of its parts share. */

import type { BinaryOp, Expr, Name, NumberLit, Span } from '../../language/ast.ts'
import type { RelatedPlace } from '../../language/diagnostics.ts'
import { LIMITS } from '../limits.ts'
import { use } from '../resolve.ts'
import { type FileContext, sourceOf } from './context.ts'
import { type Dim, defaultUnit, dimName, unitDim } from './units.ts'
import type { Quantity, Value } from './values.ts'

/** Where an expression stands: how a slot in it is called, and what it may do. */
export interface Place {
  readonly file: string
  /** First part of the slot's name. */
  readonly owner: string
  /** The rest: `.snap`. */
  readonly path: string
  readonly doc: string | null
  /** What cannot be learned, where nothing here can: "a metre". */
  readonly fixed: string | null
  readonly measures: 'nothing' | 'player' | 'session'
  /** Steps stay steps: whoever reads the value knows in which metre it is played. Elsewhere they are beats. */
  readonly steps?: true
}

export interface Run {
  readonly ctx: FileContext
  readonly place: Place
  /** A `learn` was met: the second one needs a let. */
  learned: boolean
}

/** The evaluator, handed to the readers of its special cases. */
export type Evaluate = (run: Run, expr: Expr) => Value | null

export function wrongKind(
  run: Pick<Run, 'ctx'>,
  at: Span,
  found: string,
  expected: string,
  hint?: string,
): null {
  if (isMissing(at) || isOfLostImport(run.ctx, at) || isPattern(run.ctx, at)) return null
  run.ctx.report('SIL0305', at, { found, expected }, hint === undefined ? {} : { hint })
  return null
}

/** `g.t` where `g` could not be imported, which was told of. */
export function isOfLostImport(
  { scope }: Run['ctx'],
  at: Span & { readonly kind?: string; readonly path?: readonly Name[] },
): boolean {
  if (at.kind !== 'ref' || at.path?.length !== 2) return false
  const binding = scope.bindings.get(at.path[0]?.text ?? '')
  if (binding === undefined || binding.target !== null || binding.imported === null) return false
  if (at.path[0] !== undefined) use(binding, at.path[0])
  return true
}

/** The name of a `let` that is a pattern: told of where it is declared. */
function isPattern(
  ctx: FileContext,
  at: Span & { readonly kind?: string; readonly path?: readonly Name[] },
): boolean {
  const [name] = at.kind === 'ref' && at.path?.length === 1 ? at.path : []
  const binding = name === undefined ? undefined : ctx.scope.bindings.get(name.text)
  if (binding?.target?.kind !== 'let' || binding.target.decl.value?.kind !== 'bars') return false
  use(binding, at)
  return true
}

/** `()`: nothing, which the parser has told of. */
export function isMissing(at: Span & { readonly kind?: string; readonly path?: readonly Name[] }): boolean {
  return at.kind === 'ref' && at.path?.length === 1 && at.path[0]?.text === ''
}

/** What an expression is, for messages. */
export function exprName(expr: Expr): string {
  switch (expr.kind) {
    case 'string':
      return 'a text'
    case 'bars':
      return 'a pattern'
    case 'meter':
      return 'a metre'
    case 'key':
      return 'a key'
    case 'list':
      return 'a list'
    case 'ordinal':
      return 'an ordinal'
    case 'pitch':
      return 'a pitch'
    case 'learnChoice':
      return 'a choice of words'
    case 'phrase':
      return 'several values side by side'
    case 'binary':
      return operationName(expr.op)
    case 'number':
      return dimName(unitDim(expr.unit))
    case 'ref':
      return `\`${expr.path.map((name) => name.text).join('.')}\``
    case 'call':
      return `\`${expr.name.text}(…)\``
    case 'learn':
      return 'a slot'
    case 'unary':
      return expr.op === 'not' ? 'a condition' : 'a calculation'
    case 'paren':
      return 'a calculation'
  }
}

function operationName(op: BinaryOp): string {
  switch (op) {
    case '..':
      return 'a range'
    case '->':
      return 'a ramp'
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
      return 'a comparison'
    case 'and':
    case 'or':
      return 'a condition'
    default:
      return 'a calculation'
  }
}

/** Literals without a unit in an expression: what a fix would give one. */
export function unitlessNumbers(expr: Expr | null | undefined): readonly NumberLit[] {
  const found: NumberLit[] = []
  const visit = (e: Expr | null | undefined, depth: number): void => {
    if (e == null || depth > 8) return
    switch (e.kind) {
      case 'number':
        if (e.unit === null && e.flaw === null) found.push(e)
        break
      case 'paren':
        visit(e.inner, depth + 1)
        break
      case 'unary':
        visit(e.operand, depth + 1)
        break
      case 'binary':
        if (e.op === '+' || e.op === '-' || e.op === '..' || e.op === '->') {
          visit(e.left, depth + 1)
          visit(e.right, depth + 1)
        }
        break
      case 'learn':
        visit(e.default, depth + 1)
        visit(e.low, depth + 1)
        visit(e.high, depth + 1)
        break
    }
  }
  visit(expr, 0)
  return found
}

interface Unitless {
  readonly unit?: string | undefined
  /** What is said where the unit would not make it right. */
  readonly otherwise?: string | undefined
  /** Where the numbers stand, if not here. */
  readonly declared?: Expr
  readonly related?: readonly RelatedPlace[]
}

/** "20 has no unit": with the unit as a fix. */
export function reportUnitless(
  ctx: FileContext,
  expr: Expr,
  dim: Dim,
  what: string,
  { unit = defaultUnit(dim), otherwise, declared, related = [] }: Unitless = {},
): void {
  const numbers = unitlessNumbers(declared ?? expr)
  const [first] = numbers
  const number = first === undefined ? sourceOf(ctx, expr) : sourceOf(ctx, first)
  const gap = unit === '%' ? '' : ' '
  const unitOf = (text: string): string =>
    text === '1' ? unit.replace(/(beat|bar|step|semitone)s$/, '$1') : unit
  const near =
    first === undefined ? `a number with a unit, such as ${unit}` : `${number}${gap}${unitOf(number)}`
  const edits = numbers.map((n) => ({
    span: { start: n.end, end: n.end },
    newText: `${gap}${unitOf(sourceOf(ctx, n))}`,
  }))
  const fixes = edits.length === 0 ? [] : [{ title: `Write ${near}`, edits }]
  const said = otherwise === undefined ? { related, fixes } : { related, hint: otherwise }
  ctx.report('SIL0301', declared === undefined ? (first ?? expr) : expr, { number, what, near }, said)
}

/** "This cannot be learned." */
export function reportFixed(run: Run, at: Span, how: string): void {
  const what = run.place.fixed ?? 'this'
  run.ctx.report('SIL0505', at, { what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`, how })
}

/** The result, unless it is too large to compute or to keep. */
export function limited(run: Run, q: Quantity): Quantity | null {
  if (q.term.k === 'const' && !Number.isFinite(q.term.v)) {
    run.ctx.report('SIL0311', q.span, {})
    return null
  }
  if (q.size > LIMITS.expressionSize) {
    run.ctx.report('SIL0312', q.span, { limit: LIMITS.expressionSize })
    return null
  }
  return q
}

/** Counts what is written out where it stands. Over the limit that is said once: then there is no policy to write. */
export function counted(ctx: FileContext, at: Span, value: Value | null): Value | null {
  if (value?.kind === 'quantity') {
    ctx.values.formulas.left -= value.size - 1
    if (ctx.values.formulas.left < 0) tooManySteps(ctx, at)
  }
  return value
}

function tooManySteps({ values: { formulas }, report }: FileContext, at: Span): void {
  const limit = LIMITS.formulas
  report('SIL0422', at, { what: 'Steps of formulas', found: limit - formulas.left, limit })
  formulas.left = Number.POSITIVE_INFINITY
}

/** What a value is, for messages. */
export function valueName(value: Value): string {
  switch (value.kind) {
    case 'quantity':
      return dimName(value.dim)
    case 'pitch':
      return 'a pitch'
    case 'choice':
      return 'a choice of words'
  }
}
