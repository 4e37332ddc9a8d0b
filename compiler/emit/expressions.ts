/**
 * Arithmetic as JavaScript: just the brackets it needs, never regrouped (floating point is not associative), and
 * constants folded by the very operation that would have run.
 */

import { apply } from '../check/values.ts'
import type { ArithmeticOp } from '../model.ts'
import { numberLiteral } from './literals.ts'

export interface Expression {
  readonly text: string
  /** How tightly the outermost operator binds; operands that bind less get brackets. */
  readonly precedence: number
  /** Where it is a constant, its value. */
  readonly value: number | null
}

/** Of negative numbers, too: they bind tighter than any operator that is put beside them here. */
export const ATOM = 20
const PRODUCT = 12
const SUM = 11
export const COMPARISON = 9
export const NOT = 14
export const AND = 4
export const OR = 3

export function constant(value: number): Expression {
  return { text: numberLiteral(value), precedence: ATOM, value }
}

/** A call, a name, an element: anything that needs no brackets. */
export function call(text: string): Expression {
  return { text, precedence: ATOM, value: null }
}

export function operate(operator: ArithmeticOp, a: Expression, b: Expression): Expression {
  if (a.value !== null && b.value !== null) {
    const value = apply(operator, a.value, b.value)
    // A division by zero stays visible in the code.
    if (Number.isFinite(value)) return constant(value)
  }
  if (operator === 'min' || operator === 'max') return call(`Math.${operator}(${a.text}, ${b.text})`)
  const precedence = operator === '+' || operator === '-' ? SUM : PRODUCT
  return infix(operator, precedence, a, b)
}

/** A left-associative operator. */
export function infix(operator: string, precedence: number, a: Expression, b: Expression): Expression {
  return {
    text: `${bracketed(a, precedence)} ${operator} ${bracketed(b, precedence + 1)}`,
    precedence,
    value: null,
  }
}

export function bracketed(part: Expression, precedence: number): string {
  return part.precedence < precedence ? `(${part.text})` : part.text
}

interface Operation<T> {
  readonly operator: ArithmeticOp
  readonly a: T
  readonly b: T
}

/**
 * Folds a tree of operations. Sums of thousands of terms lean to the left, so that side is walked, not recursed into.
 */
export function fold<T, R>(
  root: T,
  operationOf: (node: T) => Operation<T> | null,
  leaf: (node: T) => R,
  combine: (operator: ArithmeticOp, a: R, b: R) => R,
): R {
  const spine: Operation<T>[] = []
  let node = root
  for (let step = operationOf(node); step !== null; step = operationOf(node)) {
    spine.push(step)
    node = step.a
  }
  let result = leaf(node)
  for (const step of spine.reverse())
    result = combine(step.operator, result, fold(step.b, operationOf, leaf, combine))
  return result
}
