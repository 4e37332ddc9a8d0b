/** The numbers in a text that a hand may turn, and how far. */

import type { PolicyIr, SlotIr } from '../../compiler/ir.ts'
import type { Expr, File, LearnExpr, NumberLit } from '../../language/ast.ts'
import { walk } from '../../language/walk.ts'
import type { Dial } from '../compile-protocol.ts'

type Range = Pick<Dial, 'min' | 'max' | 'step'>

export function dialsOf(file: File, text: string, ir: PolicyIr | null): readonly Dial[] {
  const slots = new Map(ir?.slots.map((slot) => [`${slot.span.start}-${slot.span.end}`, slot]))
  const dials: Dial[] = []
  const learned = new Set<Expr>()
  walk(file, (node) => {
    if (node.kind === 'learn') {
      for (const part of [node.default, node.low, node.high]) if (part !== null) learned.add(part)
      const dial = slotDial(node, slots.get(`${node.start}-${node.end}`) ?? null, text)
      if (dial !== null) dials.push(dial)
    } else if (node.kind === 'number' && node.flaw === null && !learned.has(node)) {
      const dial = plainDial(node, text)
      if (dial !== null) dials.push(dial)
    }
  })
  return dials.sort((a, b) => a.start - b.start)
}

function slotDial(learn: LearnExpr, slot: SlotIr | null, text: string): Dial | null {
  const literal = learn.default
  if (literal?.kind !== 'number' || literal.flaw !== null) return null
  const range = slotRange(learn, literal, slot)
  if (range === null || !(range.max > range.min)) return null
  return {
    ...dialOf(literal, text, range),
    scale: learn.log === null ? 'linear' : 'log',
    slot: slot?.name ?? '',
  }
}

/** In the unit that the default is written in. */
function slotRange(learn: LearnExpr, literal: NumberLit, slot: SlotIr | null): Range | null {
  const low = sameUnit(learn.low, literal)
  const high = sameUnit(learn.high, literal)
  if (low !== null && high !== null) return { min: low, max: high, step: stepOf(low, high) }
  if (slot === null || slot.min === null || slot.max === null || typeof slot.default !== 'number') return null
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
      return { min: 0, max: upTo(4), step: 0.1 }
    case '%':
      return { min: value < 0 ? -100 : 0, max: Math.max(100, value), step: 1 }
    case 'dB':
      return { min: Math.min(-48, value), max: Math.max(6, value), step: 0.5 }
    case 'bars':
    case 'beats':
      return { min: 1, max: Math.max(16, value), step: 1 }
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
