/** The numbers in a text that a hand may turn, and how far. */

import type { PolicyIr, SlotIr } from '../../compiler/ir.ts'
import type { Expr, File, LearnExpr, NumberLit } from '../../language/ast.ts'
import { walk } from '../../language/walk.ts'
import type { Dial } from '../compile-protocol.ts'

type Range = Pick<Dial, 'min' | 'max' | 'step'>

/** Of each `learn`, in the order of the text: the slot that it became, and its range in the unit that it is written in. */
export type Learned = readonly (LearnedSlot | null)[]

interface LearnedSlot {
  readonly name: string
  readonly range: Range | null
}

/** @param before what was learned when the text had no errors last, so that a slip elsewhere takes no slider away */
export function dialsOf(
  file: File,
  text: string,
  ir: PolicyIr | null,
  before: Learned = [],
): readonly Dial[] {
  const learns: LearnExpr[] = []
  const parts = new Set<Expr>()
  const dials: Dial[] = []
  walk(file, (node) => {
    if (node.kind === 'learn') {
      learns.push(node)
      for (const part of [node.default, node.low, node.high]) if (part !== null) parts.add(part)
    } else if (node.kind === 'number' && node.flaw === null && !parts.has(node)) {
      const dial = plainDial(node, text)
      if (dial !== null) dials.push(dial)
    }
  })
  const slots = ir === null && before.length === learns.length ? before : learnedBy(learns, ir)
  for (const [i, learn] of learns.entries()) {
    const dial = slotDial(learn, slots[i] ?? null, text)
    if (dial !== null) dials.push(dial)
  }
  return dials.sort((a, b) => a.start - b.start)
}

export function learnedIn(file: File, ir: PolicyIr): Learned {
  const learns: LearnExpr[] = []
  walk(file, (node) => {
    if (node.kind === 'learn') learns.push(node)
  })
  return learnedBy(learns, ir)
}

function learnedBy(learns: readonly LearnExpr[], ir: PolicyIr | null): Learned {
  const slots = new Map(ir?.slots.map((slot) => [`${slot.span.start}-${slot.span.end}`, slot]))
  return learns.map((learn) => {
    const slot = slots.get(`${learn.start}-${learn.end}`)
    return slot === undefined ? null : { name: slot.name, range: rangeOfSlot(learn, slot) }
  })
}

function slotDial(learn: LearnExpr, slot: LearnedSlot | null, text: string): Dial | null {
  const literal = learn.default
  if (literal?.kind !== 'number' || literal.flaw !== null) return null
  const range = writtenRange(learn, literal) ?? slot?.range ?? null
  if (range === null || !(range.max > range.min)) return null
  return {
    ...dialOf(literal, text, range),
    scale: learn.log === null ? 'linear' : 'log',
    slot: slot?.name ?? '',
  }
}

/** As it stands in the text, where it does. */
function writtenRange({ low, high }: LearnExpr, literal: NumberLit): Range | null {
  const min = sameUnit(low, literal)
  const max = sameUnit(high, literal)
  return min === null || max === null ? null : { min, max, step: stepOf(min, max) }
}

/** As the compiler has understood it. */
function rangeOfSlot(learn: LearnExpr, slot: SlotIr): Range | null {
  const literal = learn.default
  if (literal?.kind !== 'number' || typeof slot.default !== 'number') return null
  if (slot.min === null || slot.max === null) return null
  const written = slot.default === 0 ? (literal.unit === '%' ? 100 : 1) : literal.value / slot.default
  const min = slot.min * written
  const max = slot.max * written
  return { min, max, step: stepOf(min, max) }
}

function sameUnit(expr: Expr | null, { unit }: NumberLit): number | null {
  return expr?.kind === 'number' && expr.unit === unit && expr.flaw === null ? expr.value : null
}

function plainDial(literal: NumberLit, text: string): Dial | null {
  const range = plainRange(literal)
  return range === null ? null : { ...dialOf(literal, text, range), scale: 'linear', slot: null }
}

/** What a number of this unit is usually between; as written it is never outside. */
function plainRange({ value, unit }: NumberLit): Range | null {
  const upTo = (most: number): number => Math.max(most, 2 * Math.abs(value))
  switch (unit) {
    case 'bpm':
      return { min: Math.min(30, value), max: upTo(240), step: 1 }
    case 'ms':
      return { min: Math.min(0, value), max: upTo(200), step: 1 }
    case 's':
      return { min: Math.min(0, value), max: upTo(4), step: 0.1 }
    case '%':
      return { min: value < 0 ? -100 : 0, max: Math.max(100, value), step: 1 }
    case 'dB':
      return { min: Math.min(-48, value), max: Math.max(6, value), step: 0.5 }
    case 'bars':
    case 'beats':
      if (Number.isInteger(value)) return { min: Math.min(1, value), max: Math.max(16, value), step: 1 }
      // A zone, a pickup: parts of a beat.
      return { min: Math.min(0, value), max: upTo(1), step: 0.05 }
    case null:
      if (Number.isInteger(value) && value > 1) return { min: 1, max: Math.max(32, value), step: 1 }
      return value >= 0 && value <= 1 ? { min: 0, max: 1, step: 0.01 } : null
    default:
      return null
  }
}

function dialOf(literal: NumberLit, text: string, range: Range): Omit<Dial, 'scale' | 'slot'> {
  const { start, end, value, unit } = literal
  const digits = /^[-+]?\d*\.?\d+/.exec(text.slice(start, end))?.[0].length ?? 0
  return { start, end, digits: { start, end: start + digits }, value, unit: unit ?? '', ...range }
}

/** A hundred steps or so, of a size that people write. */
function stepOf(min: number, max: number): number {
  const raw = (max - min) / 100
  const size = 10 ** Math.floor(Math.log10(raw))
  return raw / size > 5 ? 10 * size : raw / size > 2 ? 5 * size : raw / size > 1 ? 2 * size : size
}
