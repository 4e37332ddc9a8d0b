/** What rules may ask about the player, and rewards about a session. */

import type { CallExpr, Expr, Name, NameRef, Span } from '../../language/ast.ts'
import { COUNTS_NO_BARS } from '../../language/slips/every.ts'
import type { MetricName, Term } from '../model.ts'
import { type FileContext, nearestOf, nearHint } from './context.ts'
import { type Evaluate, type Place, type Run, wrongKind } from './place.ts'
import { type Dim, NUMBER, TEMPO, TIME } from './units.ts'
import { constantOf, type Quantity } from './values.ts'

const DAY_MS = 86_400_000
/** The habit that a band learns never exceeds this. */
const MAX_BIAS_MS = 80
const ENDLESS = Number.POSITIVE_INFINITY

interface Measure {
  readonly term: Term
  readonly dim: Dim
  readonly low: number
  readonly high: number
}

function metric(name: MetricName, dim: Dim, low: number, high: number, n: number | null = null): Measure {
  return { term: { k: 'metric', metric: name, n }, dim, low, high }
}

/** `player.…` in rules. */
export const PLAYER_NUMBERS: ReadonlyMap<string, Measure> = new Map<string, Measure>([
  ['spread', { term: { k: 'player', field: 'spread' }, dim: TIME, low: 0, high: ENDLESS }],
  ['bias', { term: { k: 'player', field: 'bias' }, dim: TIME, low: -MAX_BIAS_MS, high: MAX_BIAS_MS }],
  ['tempo', { term: { k: 'player', field: 'tempo' }, dim: TEMPO, low: 0, high: ENDLESS }],
  ['drift', { term: { k: 'player', field: 'drift' }, dim: NUMBER, low: -1, high: ENDLESS }],
  ['confidence', { term: { k: 'player', field: 'confidence' }, dim: NUMBER, low: 0, high: 1 }],
])

export const PLAYER_FLAGS = ['silent', 'early', 'late'] as const

/** `player.…` and `session.…` in rewards. */
export const SESSION_NUMBERS: ReadonlyMap<string, Measure> = new Map<string, Measure>([
  ['session.duration', metric('durationMs', TIME, 0, ENDLESS)],
  ['session.completed', metric('completed', NUMBER, 0, 1)],
  ['session.rating', metric('rating', NUMBER, 1, 5)],
  ['session.onsets', metric('onsets', NUMBER, 0, ENDLESS)],
  ['player.spread', metric('spreadMs', TIME, 0, ENDLESS)],
  ['player.bias', metric('biasMs', TIME, -MAX_BIAS_MS, MAX_BIAS_MS)],
])

/** A measured quantity; null where it is unknown (reported), undefined where the reference is none. */
export function metricRef(run: Run, expr: NameRef): Quantity | null | undefined {
  const [head, field, ...rest] = expr.path
  if (head === undefined || field === undefined) return undefined
  if (head.text !== 'player' && head.text !== 'session') return undefined
  if (field.text === '') return null
  const { measures } = run.place
  const name = expr.path.map(({ text }) => text).join('.')
  if (measures === 'nothing') {
    run.ctx.report('SIL0605', expr, { name })
    return null
  }
  const measure =
    rest.length > 0
      ? undefined
      : measures === 'session'
        ? SESSION_NUMBERS.get(name)
        : head.text === 'player'
          ? PLAYER_NUMBERS.get(field.text)
          : undefined
  if (measure !== undefined) return quantityOf(measure, expr)
  if (measures === 'player' && rest.length === 0 && isFlag(head, field)) {
    run.ctx.report('SIL0308', expr, {}, { hint: `It is true by itself, as in: when ${name} for 2 bars` })
    return null
  }
  const known =
    measures === 'session'
      ? [...SESSION_NUMBERS.keys()]
      : [...PLAYER_FLAGS, ...PLAYER_NUMBERS.keys()].map((word) => `player.${word}`)
  const counts = measures === 'player' && rest.length === 0 && PLACES.has(field.text)
  const near = counts ? null : nearestOf(run.ctx, name, known)
  run.ctx.report(
    'SIL0604',
    expr,
    { name },
    { hint: counts ? COUNTS_NO_BARS : hintFor(field.text, measures, known), ...nearHint(expr, near) },
  )
  return null
}

/** What people call how evenly somebody plays. */
const EVENNESS = /stead|stab|consist|accura|precis|jitter|timing|tight|even/i

function hintFor(word: string, measures: Place['measures'], known: readonly string[]): string {
  const there = `You can use ${known.join(', ')}.`
  if (!EVENNESS.test(word)) return there
  const example = measures === 'session' ? '1 - min(player.spread / 100 ms, 1)' : 'player.spread < 20 ms'
  return `The steadier a player, the smaller \`player.spread\`: ${example}. ${there}`
}

/** Where the piece is: what no rule asks. */
const PLACES: ReadonlySet<string> = new Set(['bar', 'bars', 'beat', 'beats', 'measure', 'measures', 'count'])

/** In a reward `rating` alone is the session's. */
export function metricName(run: Run, name: Name): Quantity | undefined {
  if (run.place.measures !== 'session') return undefined
  const measure = SESSION_NUMBERS.get(`session.${name.text}`)
  return measure === undefined ? undefined : quantityOf(measure, name)
}

/** What is measured is called by two words: `spread` alone is known, and told of. */
export function reportUnmeasured(run: Run, name: Name): boolean {
  const { measures } = run.place
  if (measures === 'nothing' || name.text === '') return false
  if (measures === 'player' && PLACES.has(name.text)) {
    run.ctx.report('SIL0201', name, { what: 'value', name: name.text }, { hint: COUNTS_NO_BARS })
    return true
  }
  if (measures === 'player' && name.text === 'cue') {
    const hint =
      'A cue comes from outside, and a vamp of the form waits for it, as in: form vamp head until cue, out. A rule may give one: rule home when player.silent for 4 bars { cue }'
    run.ctx.report('SIL0201', name, { what: 'value', name: name.text }, { hint })
    return true
  }
  const names =
    measures === 'session'
      ? [...SESSION_NUMBERS.keys()]
      : [...PLAYER_FLAGS, ...PLAYER_NUMBERS.keys()].map((word) => `player.${word}`)
  const calls = measures === 'session' ? CALLS : []
  const byWord = new Map([
    ...names.map((one) => [one.slice(one.indexOf('.') + 1), one] as const),
    ...calls.map((one) => [one.slice(0, one.indexOf('(')), one] as const),
  ])
  // The other asynchrony is a time, and more of it is worse: no reward as it stands.
  if (measures === 'session') byWord.set('asynchrony', 'asynchrony(improvement within session)')
  const near = byWord.has(name.text) ? name.text : nearestOf(run.ctx, name.text, byWord.keys())
  const meant = near === null ? undefined : byWord.get(near)
  const help =
    meant === undefined ? { hint: hintFor(name.text, measures, [...names, ...calls]) } : nearHint(name, meant)
  run.ctx.report('SIL0201', name, { what: 'value', name: name.text }, help)
  return true
}

const CALLS = ['improvement(within session)', 'asynchrony(within session)', 'return_rate(3 days)']

export function isFlag(head: Name, field: Name): boolean {
  return head.text === 'player' && PLAYER_FLAGS.some((flag) => flag === field.text)
}

function quantityOf(measure: Measure, span: Span): Quantity {
  return { kind: 'quantity', span, size: 1, slot: null, ...measure }
}

/** `improvement(…)`, `asynchrony(…)`, `return_rate(…)`; undefined for other functions. */
export function metricCall(run: Run, expr: CallExpr, evaluate: Evaluate): Quantity | null | undefined {
  const { text } = expr.name
  if (text !== 'improvement' && text !== 'asynchrony' && text !== 'return_rate') return undefined
  if (run.place.measures !== 'session') {
    run.ctx.report('SIL0605', expr, { name: `${text}(…)` })
    return null
  }
  if (expr.args.length > 1) {
    run.ctx.report('SIL0309', expr, { name: text, expected: 'one', found: expr.args.length })
    return null
  }
  const measure =
    text === 'improvement'
      ? improvement(run, expr)
      : text === 'asynchrony'
        ? asynchrony(run, expr)
        : returnRate(run, expr, evaluate)
  return measure === null ? null : quantityOf(measure, expr)
}

/** Is what stands in the brackets of such a call words, and no names? */
export function isOfWords({ name }: CallExpr): boolean {
  return name.text === 'improvement' || name.text === 'asynchrony'
}

/** `within session`, `across 5 sessions`. */
function improvement(run: Run, expr: CallExpr): Measure | null {
  const words = phrase(expr)
  if (words === 'within session') return metric('improvementWithin', NUMBER, -1, 1)
  const [arg] = expr.args
  if (arg?.kind === 'phrase' && arg.items.length === 3) {
    const [across, count, sessions] = arg.items
    if (wordOf(across) === 'across' && /^sessions?$/.test(wordOf(sessions)) && count?.kind === 'number') {
      const n = count.value
      if (count.unit !== null || !Number.isInteger(n) || n < 2 || n > MAX_SESSIONS) {
        run.ctx.report('SIL0607', count, {
          what: 'The number of sessions to compare',
          low: 2,
          high: MAX_SESSIONS,
        })
        return null
      }
      return metric('improvementAcross', NUMBER, -1, 1, n)
    }
  }
  return unread(run, expr, 'improvement(within session) or improvement(across 5 sessions)')
}

/** An app keeps at most so many session summaries. */
const MAX_SESSIONS = 20

/** The founding measure: how far onsets lie from the band's beats, or how much that improved. */
function asynchrony(run: Run, expr: CallExpr): Measure | null {
  switch (phrase(expr)) {
    case '':
    case 'within session':
      return metric('asynchrony', TIME, 0, ENDLESS)
    case 'improvement within session':
      return metric('asynchronyImprovementWithin', NUMBER, -1, 1)
    default:
      return unread(run, expr, 'asynchrony(within session) or asynchrony(improvement within session)')
  }
}

function returnRate(run: Run, expr: CallExpr, evaluate: Evaluate): Measure | null {
  const [arg] = expr.args
  if (arg === undefined) return unread(run, expr, 'return_rate(3 days)')
  const value = evaluate(run, arg)
  if (value === null) return null
  if (value.kind !== 'quantity' || value.dim !== TIME) return unread(run, expr, 'return_rate(3 days)')
  const days = waitInDays(run.ctx, arg, constantOf(value))
  return days === null ? null : metric('returnRate', NUMBER, 0, 1, days)
}

/** Who starts again within this time goes on with the same (`runtime/session/metrics.ts`): nobody could return any sooner. */
const CONTINUATION_MS = 30 * 60_000
const LONGEST_WAIT_DAYS = 365

/** How long a reward, or a guard, waits for a return; null where that can never be, or is not known for years. */
export function waitInDays(ctx: FileContext, at: Expr, ms: number): number | null {
  if (ms > CONTINUATION_MS && ms <= LONGEST_WAIT_DAYS * DAY_MS) return ms / DAY_MS
  ctx.report('SIL0607', at, {
    what: 'The time to wait',
    low: 'more than 30 min and up',
    high: `${LONGEST_WAIT_DAYS} days`,
  })
  return null
}

function unread(run: Run, expr: CallExpr, expected: string): null {
  return wrongKind(run, expr, `\`${expr.name.text}\` of something else`, expected)
}

/** The argument's words, joined by blanks. */
function phrase(expr: CallExpr): string {
  const [arg] = expr.args
  if (arg === undefined) return ''
  return (arg.kind === 'phrase' ? arg.items : [arg]).map(wordOf).join(' ')
}

function wordOf(expr: Expr | undefined): string {
  return expr?.kind === 'ref' ? expr.path.map((name) => name.text).join('.') : '?'
}
