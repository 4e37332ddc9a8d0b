/** Values that musicians say in words, `mf`, `left`, `hard`, and what they are in numbers. */

import type { Expr, Property } from '../../language/ast.ts'
import { bareName, type FileContext, rewrite } from './context.ts'

/** Whoever writes it as a tempo, or as a word by itself, means a chart. */
export const HALF_TIME =
  'Half time is the same tempo, the backbeat on three: snare |. . x .|, double time with it on every off-beat: snare |.x.x.x.x|. Another tempo is in bpm: tempo 60 bpm'

/** A word in small letters → the value as it is written. */
export type Spoken = ReadonlyMap<string, string>

/** Four decibels from one degree of loudness to the next; `mf` is as it comes. */
export const LOUDNESS: Spoken = new Map([
  ['ppp', '-18 dB'],
  ['pp', '-12 dB'],
  ['p', '-8 dB'],
  ['mp', '-4 dB'],
  ['mf', '0 dB'],
  ['f', '4 dB'],
  ['ff', '8 dB'],
  ['fff', '12 dB'],
  ['soft', '-8 dB'],
  ['quiet', '-8 dB'],
  ['low', '-8 dB'],
  ['normal', '0 dB'],
  ['medium', '0 dB'],
  ['full', '0 dB'],
  ['max', '0 dB'],
  ['loud', '4 dB'],
  ['high', '4 dB'],
])
export const OF_LEVELS = 'Levels are in decibels: 0 dB is as it comes, and -6 dB half as strong.'

export const SIDES: Spoken = new Map([
  ['left', '-100%'],
  ['l', '-100%'],
  ['right', '100%'],
  ['r', '100%'],
  ['center', '0%'],
  ['centre', '0%'],
  ['middle', '0%'],
  ['mid', '0%'],
])
export const OF_SIDES = '-100% is left, 0% the middle and 100% right.'

const SWINGS: Spoken = new Map([
  ...['off', 'none', 'no', 'straight'].map((word) => [word, '50%'] as const),
  ...['light', 'soft', 'slight', 'little', 'gentle'].map((word) => [word, '54%'] as const),
  ...['on', 'yes', 'medium', 'normal'].map((word) => [word, '58%'] as const),
  ...['hard', 'heavy', 'full', 'strong', 'triplet', 'triplets', 'shuffle'].map(
    (word) => [word, '67%'] as const,
  ),
])
const OF_SWING = '50% is straight, and 67% a triplet.'

/** The value that is meant by a word which nobody has declared; null where none is. */
function spokenAt(ctx: FileContext, expr: Expr | undefined, spoken: Spoken): string | null {
  const name = bareName(expr)
  if (name === null || ctx.scope.bindings.has(name.text)) return null
  return spoken.get(name.text.toLowerCase()) ?? null
}

/** Reports such a word. */
export function reportSpoken(
  ctx: FileContext,
  expr: Expr,
  spoken: Spoken,
  expected: string,
  hint: string,
): boolean {
  const value = spokenAt(ctx, expr, spoken)
  if (value === null) return false
  const found = `\`${bareName(expr)?.text ?? ''}\``
  ctx.report('SIL0305', expr, { found, expected }, { hint, fixes: [rewrite(expr, value)] })
  return true
}

const FAR: ReadonlySet<string> = new Set(['hard', 'full', 'far', 'fully', 'all'])

/** `pan left 30%`, `pan 30% left` */
export function reportSide(ctx: FileContext, property: Property): boolean {
  const [first, second] = property.values
  if (first === undefined || second === undefined) return false
  const [side, amount] = spokenAt(ctx, first, SIDES) !== null ? [first, second] : [second, first]
  const end = spokenAt(ctx, side, SIDES)
  const args = { found: `\`${bareName(side)?.text ?? ''}\``, expected: 'a ratio, as in -30%' }
  const isFar = end !== null && FAR.has((bareName(amount)?.text ?? '').toLowerCase())
  if (isFar) {
    const whole = { start: first.start, end: second.end }
    ctx.report('SIL0305', whole, args, { hint: OF_SIDES, fixes: [rewrite(whole, end)] })
    return true
  }
  const isShare = amount.kind === 'number' && (amount.unit === '%' || amount.unit === null)
  if (end === null || !isShare || amount.value < 0 || amount.value > 100) {
    ctx.report('SIL0305', second, { found: 'one more value', expected: 'nothing more' }, { hint: OF_SIDES })
    return true
  }
  const percent = amount.unit === null && amount.value <= 1 ? amount.value * 100 : amount.value
  const meant = `${end === '0%' ? 0 : end.startsWith('-') ? -percent : percent}%`
  const span = { start: first.start, end: second.end }
  ctx.report('SIL0305', span, args, { hint: OF_SIDES, fixes: [rewrite(span, meant)] })
  return true
}

/** `swing on`, `swing hard on 16ths`, `swing 8ths` */
export function reportSwing(ctx: FileContext, first: Expr, second: Expr | undefined): boolean {
  const expected = 'a share, as in 58%'
  const unit = (expr: Expr | undefined): boolean =>
    expr?.kind === 'ordinal' && (expr.value === 8 || expr.value === 16)
  if (unit(first) && second === undefined) {
    const at = { start: first.start, end: first.start }
    const fixes = [rewrite(at, '58% on ', 'Write 58% on')]
    ctx.report('SIL0305', first, { found: 'a note value', expected }, { hint: OF_SWING, fixes })
    return true
  }
  const value = spokenAt(ctx, first, SWINGS)
  if (value === null || (second !== undefined && !unit(second))) return false
  const found = `\`${bareName(first)?.text ?? ''}\``
  const newText = second === undefined ? value : `${value} on`
  ctx.report('SIL0305', first, { found, expected }, { hint: OF_SWING, fixes: [rewrite(first, newText)] })
  return true
}
