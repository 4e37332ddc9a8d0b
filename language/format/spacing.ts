/** The blank between two tokens of a statement, and the spelling of a token. */

import * as t from '../token-kinds.ts'
import type { Element } from './source.ts'

/** Blanks between two tokens on a line, where nothing else is known about them. */
export function blanksBetween(before: Element, token: Element): 0 | 1 {
  switch (token.kind) {
    case t.Comma:
    case t.RParen:
    case t.Dot:
    case t.DotDot:
      return 0
  }
  switch (before.kind) {
    case t.LParen:
    case t.Dot:
    case t.DotDot:
      return 0
    case t.LBrace:
      return token.kind === t.RBrace ? 0 : 1
  }
  return 1
}

/** `20ms` and `20   ms` are `20 ms`; `58 %` is `58%`. Everything else stays as it is. */
export function spelling(token: Element): string {
  if (token.kind !== t.Quantity) return token.image
  return token.image.replace(/^([\d.]+)\s*(\D+)$/, (_, number: string, unit: string) =>
    unit === '%' ? `${number}%` : `${number} ${unit}`,
  )
}

/** A line that goes on with one of these hangs two blanks less, so that the operands stand below each other. */
export function isOperator(token: Element): boolean {
  return t.OPERATORS[token.kind] === 1 || token.kind === t.Comma || token.kind === t.Equals
}
