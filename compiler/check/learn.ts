/** `learn …`: the slots of expressions. */

import type { Expr, LearnChoice, LearnExpr, Name } from '../../language/ast.ts'
import type { SlotModel } from '../model.ts'
import { bareName, type FileContext, nearestOf, nearHint, related, sourceOf } from './context.ts'
import {
  type Evaluate,
  type Place,
  type Run,
  reportFixed,
  reportUnitless,
  unitlessNumbers,
  valueName,
  wrongKind,
} from './place.ts'
import { type Dim, dimName, NUMBER, slotUnit } from './units.ts'
import { type ChoiceValue, isConstant, type Quantity, show } from './values.ts'

/** What is known when a session starts, and so may decide a slot. */
export const FEATURES = [
  'player.level',
  'player.spread',
  'player.bias',
  'session.index',
  'days since last',
  'tempo',
] as const

/** `learn 20 ms in 5 ms..60 ms log by player.level` */
export function readLearn(run: Run, expr: LearnExpr, evaluate: Evaluate): Quantity | null {
  if (!allowed(run, expr)) return null
  const initial = readPart(run, expr.default, evaluate)
  const low = readPart(run, expr.low, evaluate)
  const high = readPart(run, expr.high, evaluate)
  const features = readFeatures(run, expr)
  if (initial === null || low === null || high === null) return null
  const dim = commonDim(run, expr, [initial, low, high])
  if (dim === null || !rangeIsSound(run, expr, initial, low, high)) return null
  const slot = slotAt(run.ctx, run.place, {
    kind: features.length > 0 ? 'contextual' : 'continuous',
    unit: slotUnit(dim),
    default: initial.low,
    min: low.low,
    max: high.low,
    scale: expr.log === null ? 'linear' : 'log',
    choices: null,
    features: features.length > 0 ? features : null,
    doc: expr.doc?.text ?? run.place.doc,
    size: 1,
    span: { start: expr.start, end: expr.end },
  })
  return {
    kind: 'quantity',
    span: expr,
    dim,
    term: { k: 'slot', slot },
    low: low.low,
    high: high.low,
    size: 1,
    slot,
  }
}

/** A slot at a place; its name comes from there. */
export function slotAt(
  ctx: FileContext,
  place: Place,
  spec: Omit<SlotModel, 'file' | 'owner' | 'path' | 'above'>,
): SlotModel {
  const slot = { file: place.file, owner: place.owner, path: place.path, above: null, ...spec }
  ctx.values.slots.found.push(slot)
  return slot
}

function allowed(run: Run, expr: LearnExpr | LearnChoice): boolean {
  if (run.place.fixed !== null) {
    const at = { start: expr.start, end: expr.start + 'learn'.length }
    reportFixed(run, at, 'it stays as written')
    return false
  }
  if (run.learned) {
    run.ctx.report('SIL0119', expr, {})
    return false
  }
  run.learned = true
  return true
}

/** Default and bounds are fixed quantities. */
function readPart(run: Run, expr: Expr | null, evaluate: Evaluate): Quantity | null {
  if (expr === null) return null
  const inner: Run = { ...run, place: { ...run.place, fixed: 'the default or a bound of a slot' } }
  const value = evaluate(inner, expr)
  if (value === null) return null
  if (value.kind !== 'quantity') {
    const hint = bareName(expr) === null ? undefined : 'A choice of words is written: learn a or b or c'
    return wrongKind(run, expr, valueName(value), 'a quantity', hint)
  }
  if (!isConstant(value)) return wrongKind(run, expr, 'something measured', 'a fixed quantity')
  return value
}

function commonDim(run: Run, expr: LearnExpr, parts: readonly Quantity[]): Dim | null {
  const dim = parts.find((part) => part.dim !== NUMBER)?.dim ?? NUMBER
  const sources = [expr.default, expr.low, expr.high]
  for (const [i, part] of parts.entries()) {
    if (part.dim === dim) continue
    const source = sources[i] ?? expr
    if (part.dim === NUMBER && unitlessNumbers(source).length > 0)
      reportUnitless(run.ctx, expr, dim, dimName(dim))
    else if (part.dim === NUMBER) reportLet(run.ctx, source, dim)
    else {
      run.ctx.report(
        'SIL0303',
        source,
        { found: dimName(part.dim), expected: dimName(dim) },
        {
          hint: 'Default and bounds have one kind of unit.',
        },
      )
    }
    return null
  }
  return dim
}

/** A let whose number lacks the unit: mended there, if it stands in this file. */
function reportLet(ctx: FileContext, source: Expr, dim: Dim): void {
  const target = ctx.scope.bindings.get(bareName(source)?.text ?? '')?.target
  const isHere = target?.kind === 'let' && target.file === ctx.file
  const options =
    isHere && target.decl.value !== null
      ? { declared: target.decl.value, related: [related(ctx, target.name, 'declared here')] }
      : {}
  reportUnitless(ctx, source, dim, dimName(dim), options)
}

function rangeIsSound(run: Run, expr: LearnExpr, initial: Quantity, low: Quantity, high: Quantity): boolean {
  const { ctx } = run
  const inside = initial.low > low.low && initial.low < high.low
  if (inside && (expr.log === null || low.low > 0)) return true
  return reportRange(ctx, expr, initial, low, high)
}

/** Whether it can be played all the same. */
function reportRange(
  ctx: FileContext,
  expr: LearnExpr,
  initial: Quantity,
  low: Quantity,
  high: Quantity,
): boolean {
  const range = `${show(low.low, low.dim)}..${show(high.low, low.dim)}`
  const value = show(initial.low, low.dim)
  if (low.low >= high.low) {
    const swapped =
      expr.low === null || expr.high === null || low.low === high.low
        ? []
        : [
            {
              title: 'Swap the bounds',
              edits: [
                { span: expr.low, newText: sourceOf(ctx, expr.high) },
                { span: expr.high, newText: sourceOf(ctx, expr.low) },
              ],
            },
          ]
    ctx.report(
      'SIL0503',
      { start: expr.low?.start ?? expr.start, end: expr.high?.end ?? expr.end },
      { range },
      {
        fixes: swapped,
      },
    )
    return false
  }
  if (initial.low < low.low || initial.low > high.low) {
    ctx.report('SIL0501', expr.default ?? expr, { value, range })
    return false
  }
  if (initial.low === low.low || initial.low === high.low) {
    ctx.report('SIL0502', expr.default ?? expr, { value, range })
    return false
  }
  if (expr.log !== null && low.low <= 0) {
    ctx.report(
      'SIL0504',
      expr.log,
      { low: show(low.low, low.dim) },
      {
        fixes: [
          {
            title: 'Leave out log',
            edits: [{ span: { start: expr.high?.end ?? expr.log.start, end: expr.log.end }, newText: '' }],
          },
        ],
      },
    )
    return false
  }
  return true
}

const KNOWN_FEATURES: ReadonlySet<string> = new Set(FEATURES)

function readFeatures(run: Run, expr: LearnExpr): readonly string[] {
  const seen = new Set<string>()
  for (const feature of expr.by) {
    if (!KNOWN_FEATURES.has(feature.text)) {
      const near = nearestOf(run.ctx, feature.text, FEATURES)
      run.ctx.report(
        'SIL0510',
        feature,
        { name: feature.text },
        { hint: `It can be ${FEATURES.join(', ')}.`, ...nearHint(feature, near) },
      )
    } else if (seen.has(feature.text)) {
      run.ctx.report('SIL0205', feature, { name: feature.text })
    } else seen.add(feature.text)
  }
  return [...seen]
}

/** `learn rootless or shell or spread` */
export function readLearnChoice(run: Run, expr: LearnChoice): ChoiceValue | null {
  if (!allowed(run, expr)) return null
  const words: Name[] = []
  const seen = new Set<string>()
  for (const choice of expr.choices) {
    const name = bareName(choice)
    if (name === null) {
      return wrongKind(
        run,
        choice,
        'no word',
        'a word',
        'Numbers are learned within a range: learn 20 ms in 5 ms..60 ms',
      )
    }
    if (seen.has(name.text)) {
      run.ctx.report('SIL0511', name, { word: name.text })
      return null
    }
    seen.add(name.text)
    words.push(name)
  }
  const [first] = words
  if (first === undefined) return null
  const slot = slotAt(run.ctx, run.place, {
    kind: 'categorical',
    unit: null,
    default: first.text,
    min: null,
    max: null,
    scale: 'linear',
    choices: words.map((word) => word.text),
    features: null,
    doc: expr.doc?.text ?? run.place.doc,
    size: 1,
    span: { start: expr.start, end: expr.end },
  })
  return { kind: 'choice', span: expr, words, slot }
}
