/** Reads the values of properties: a quantity of a kind and within bounds, a word of a set, a whole number, a length. */

import type { Expr, Modifier, Name, NumberLit, Property, Span } from '../../language/ast.ts'
import type { ChoiceModel, SlotModel, SpanModel, Term } from '../model.ts'
import { listed } from '../resolve.ts'
import { bareName, type FileContext, lookUp, nearestOf, nearHint, rewrite } from './context.ts'
import { evaluate } from './expressions.ts'
import { exprName, type Place, reportUnitless, unitlessNumbers, valueName, wrongKind } from './place.ts'
import { reportSpoken, type Spoken } from './spoken.ts'
import { BARS, BEATS, type Dim, dimName, NUMBER, STEPS, TIME } from './units.ts'
import { constant, isConstant, operate, type Quantity, show, showRange, showRatio } from './values.ts'

/** What a property wants. */
export interface Need {
  /** Dimensions it takes; the first one's unit is proposed for a bare number. */
  readonly dims: readonly Dim[]
  /** "a time, as in 20 ms" */
  readonly as: string
  /** The name of the bounded quantity, for messages: "The strength". */
  readonly name: string
  readonly min?: number
  readonly max?: number
  /** The unit for a bare number, where it is not the first dimension's own. */
  readonly unit?: string
  /** Words that say such a value, too. */
  readonly spoken?: Spoken
  /** What its numbers mean, for who wrote something else. */
  readonly help?: string
  /** What to say besides of a dimension that it does not take. */
  readonly hint?: (dim: Dim) => string | undefined
  /** It counts something: messages print it plainly, not as a share. */
  readonly whole?: boolean
}

export const SHARE: Need = { dims: [NUMBER], as: 'a share, as in 30%', name: 'A share', min: 0, max: 1 }

/** A place whose slots are called `owner` and `path`. */
export function placeOf(ctx: FileContext, owner: string, path: string, doc: string | null = null): Place {
  return { file: ctx.file.path, owner, path, doc, fixed: null, measures: 'nothing' }
}

/** A place where nothing can be learned; `what` names it: "a metre". */
export function fixedPlace(ctx: FileContext, what: string): Place {
  return { file: ctx.file.path, owner: '', path: '', doc: null, fixed: what, measures: 'nothing' }
}

/** A quantity of the kind that is needed; null where it is missing or wrong (and reported). */
export function readQuantity(
  ctx: FileContext,
  expr: Expr | undefined | null,
  place: Place,
  need: Need,
): Quantity | null {
  if (expr == null) return null
  if (NO_QUANTITY.has(expr.kind)) return notAQuantity(ctx, expr, need)
  const { spoken, help = '' } = need
  if (spoken !== undefined && expr.kind === 'ref' && reportSpoken(ctx, expr, spoken, need.as, help))
    return null
  const value = evaluate(ctx, expr, place)
  if (value === null) return null
  if (value.kind !== 'quantity') return wrongKind({ ctx }, expr, valueName(value), need.as)
  if (!need.dims.includes(value.dim)) {
    const dim = need.dims[0] ?? NUMBER
    if (value.dim === NUMBER && unitlessNumbers(expr).length > 0) {
      reportUnitless(ctx, expr, dim, need.as, { unit: need.unit, otherwise: outOfReach(value, dim, need) })
    } else {
      const hint = need.hint?.(value.dim) ?? (help === '' ? undefined : help)
      const args = { found: dimName(value.dim), expected: need.as }
      ctx.report('SIL0303', expr, args, hint === undefined ? {} : { hint })
    }
    return null
  }
  return isWithin(ctx, expr, value, need) ? value : null
}

/** What is seen at once to be none. */
const NO_QUANTITY: ReadonlySet<Expr['kind']> = new Set([
  'string',
  'bars',
  'meter',
  'key',
  'list',
  'ordinal',
  'phrase',
])

function notAQuantity(ctx: FileContext, expr: Expr, need: Need): null {
  const inQuotes = expr.kind === 'string' && /^[+-]?\d/.test(expr.value)
  const fixes = inQuotes ? [rewrite(expr, expr.value, 'Leave out the quotes')] : []
  ctx.report('SIL0305', expr, { found: exprName(expr), expected: need.as }, { fixes })
  return null
}

/** What is said of a number that no unit makes right; null where the unit is all that it lacks. */
function outOfReach({ low, high }: Quantity, dim: Dim, need: Need): string | undefined {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, help = '' } = need
  if (need.unit !== undefined || (low >= min && high <= max)) return undefined
  return `${need.name} is ${limitsOf(need, (v) => show(v, dim))}. ${help}`.trim()
}

function limitsOf({ min, max }: Need, print: (v: number) => string): string {
  if (min === undefined) return `at most ${print(max ?? 0)}`
  return max === undefined ? `at least ${print(min)}` : `${print(min)} to ${print(max)}`
}

/** Reports what leaves the bounds of a need. */
function isWithin(ctx: FileContext, at: Expr, value: Quantity, need: Need): boolean {
  const min = need.min ?? Number.NEGATIVE_INFINITY
  const max = need.max ?? Number.POSITIVE_INFINITY
  if (value.low >= min && value.high <= max) return true
  const isRatio = value.dim === NUMBER && need.whole !== true
  if (isRatio && isPercent(at, value, need)) {
    reportUnitless(ctx, at, NUMBER, need.as, { unit: '%' })
    return false
  }
  const print = (v: number): string =>
    isRatio ? showRatio(v) : need.whole === true && value.dim === NUMBER ? String(v) : show(v, value.dim)
  const found = isConstant(value)
    ? print(value.low)
    : isRatio
      ? `${showRatio(value.low)}..${showRatio(value.high)}`
      : showRange(value, value.dim)
  ctx.report('SIL0508', at, { what: need.name, found, limits: limitsOf(need, print) })
  return false
}

/** `62` where 62 % fits: a share that was written in hundredths. */
export function isPercent(
  expr: Expr,
  { low, high }: Quantity,
  { min, max }: Pick<Need, 'min' | 'max'>,
): boolean {
  const numbers = unitlessNumbers(expr)
  return (
    numbers.length > 0 &&
    numbers.every(({ value }) => value === 0 || Math.abs(value) >= LEAST_PERCENT) &&
    low / 100 >= (min ?? Number.NEGATIVE_INFINITY) &&
    high / 100 <= (max ?? Number.POSITIVE_INFINITY)
  )
}

/** Less is rather a share that is too large. */
const LEAST_PERCENT = 2

/** As `readQuantity`, as a term, with a default for what is missing or wrong. */
export function readTerm(
  ctx: FileContext,
  expr: Expr | undefined | null,
  place: Place,
  need: Need,
  otherwise: number,
): Term {
  return readQuantity(ctx, expr, place, need)?.term ?? constant(otherwise)
}

/** A fixed number, or null. */
export function readConstant(
  ctx: FileContext,
  expr: Expr | undefined | null,
  what: string,
  need: Need,
): number | null {
  const value = readQuantity(ctx, expr, fixedPlace(ctx, what), need)
  return value === null || !isConstant(value) ? null : value.low
}

/** A fixed whole number, or null. */
export function readWhole(
  ctx: FileContext,
  expr: Expr | undefined | null,
  what: string,
  need: Need,
): number | null {
  if (expr?.kind === 'number' && isPlainly(expr, need)) return expr.value
  const value = readConstant(ctx, expr, what, { ...need, whole: true })
  if (value === null || Number.isInteger(value)) return value
  ctx.report('SIL0306', expr ?? { start: 0, end: 0 }, {
    what: need.name,
    value: show(value, need.dims[0] ?? NUMBER),
  })
  return null
}

/** A whole number within bounds, without a unit where none is needed: nearly all of them. */
function isPlainly({ value, unit, flaw }: NumberLit, { dims, min = value, max = value }: Need): boolean {
  return (
    unit === null &&
    flaw === null &&
    dims.includes(NUMBER) &&
    value >= min &&
    value <= max &&
    Number.isInteger(value)
  )
}

/** A word of a set, or `learn` over some of them. */
export function readChoice<T extends string>(
  ctx: FileContext,
  expr: Expr | undefined | null,
  place: Place,
  what: string,
  choices: readonly T[],
): ChoiceModel<T> | null {
  if (expr == null) return null
  const name = bareName(expr)
  if (name !== null) {
    const word = choices.find((choice) => choice === name.text)
    if (word !== undefined) return { k: 'fixed', value: word }
    // Not a word of the set: perhaps a let that learns one.
    if (!ctx.scope.bindings.has(name.text)) return reportChoice(ctx, name, what, choices)
    const target = lookUp(ctx, name, what, 'let')?.target
    if (target?.kind !== 'let') {
      if (target != null) ctx.report('SIL0210', name, { word: name.text, what, known: choices.join(', ') })
      return null
    }
    const value = ctx.values.lets.get(target) ?? null
    if (value === null) return null
    if (value.kind !== 'choice')
      return wrongKind({ ctx }, expr, valueName(value), `${oneOf(what)}: ${choices.join(', ')}`)
    return choiceOf(ctx, value, name, what, choices)
  }
  if (expr.kind === 'paren') return readChoice(ctx, expr.inner, place, what, choices)
  if (expr.kind === 'learnChoice') {
    const value = evaluate(ctx, expr, place)
    return value?.kind === 'choice' ? choiceOf(ctx, value, null, what, choices) : null
  }
  return reportNoChoice(ctx, expr, what, choices)
}

/** A word that is none of the set, and that nobody has declared. */
function reportChoice(ctx: FileContext, name: Name, what: string, choices: readonly string[]): null {
  if (name.text === '') return null
  const near = nearestOf(ctx, name.text, choices)
  ctx.report('SIL0210', name, { word: name.text, what, known: choices.join(', ') }, nearHint(name, near))
  return null
}

function reportNoChoice(ctx: FileContext, expr: Expr, what: string, choices: readonly string[]): null {
  if (expr.kind !== 'learn')
    return wrongKind({ ctx }, expr, exprName(expr), `${oneOf(what)}: ${choices.join(', ')}`)
  const hint = `Words are learned as a choice: learn ${choices.slice(0, 2).join(' or ')}`
  return wrongKind({ ctx }, expr, 'a range', oneOf(what), hint)
}

/** `an approach` */
function oneOf(what: string): string {
  return `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`
}

function choiceOf<T extends string>(
  ctx: FileContext,
  value: {
    readonly words: readonly { readonly text: string; readonly start: number; readonly end: number }[]
    readonly slot: SlotModel
  },
  at: Span | null,
  what: string,
  choices: readonly T[],
): ChoiceModel<T> | null {
  const known: T[] = []
  for (const word of value.words) {
    const choice = choices.find((candidate) => candidate === word.text)
    if (choice === undefined) {
      const near = nearestOf(ctx, word.text, choices)
      const options = at === null ? nearHint(word, near) : {}
      ctx.report('SIL0210', at ?? word, { word: word.text, what, known: choices.join(', ') }, options)
      return null
    }
    known.push(choice)
  }
  return { k: 'slot', slot: value.slot, choices: known }
}

const SPAN_NEED: Need = {
  dims: [BARS, BEATS, STEPS, TIME],
  as: 'a length, as in 4 bars or 2 s',
  name: 'A length',
  min: 0,
}

/** `4 bars`, `2 beats`, `3 s`: how long something takes. */
export function readSpan(ctx: FileContext, expr: Expr | undefined | null, place: Place): SpanModel | null {
  const value = readQuantity(ctx, expr, { ...place, steps: true }, SPAN_NEED)
  if (value === null) return null
  if (value.dim === BARS) return { amount: value.term, unit: 'bars' }
  if (value.dim === BEATS) return { amount: value.term, unit: 'beats' }
  if (value.dim === STEPS) return { amount: value.term, unit: 'steps' }
  return { amount: operate('/', value.term, constant(1000)), unit: 's' }
}

/** The last modifier of a name, with what it takes; null where it is not written. */
export function modifier(
  property: { readonly modifiers: readonly Modifier[] },
  key: string,
): Modifier | null {
  const { modifiers } = property
  for (let i = 0; i < modifiers.length; i++) {
    const m = modifiers[i]
    if (m?.key.text === key) return m
  }
  return null
}

export function modifierValue(
  property: { readonly modifiers: readonly Modifier[] },
  key: string,
): Expr | undefined {
  return modifier(property, key)?.values[0]
}

/** The documentation of a property: that of slots in it that have none of their own. */
export function docOf(property: Property): string | null {
  return property.doc?.text ?? null
}

/** A list of words for messages. */
export function words(list: readonly string[]): string {
  return list.length === 0 ? 'nothing' : listed(list)
}

/** Is this the bare word? */
export function isWord(expr: Expr | undefined, word: string): boolean {
  return bareName(expr)?.text === word
}
