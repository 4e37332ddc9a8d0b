/**
 * Reads values: literals, names, calls, operators, brackets, `learn`.
 *
 * Total like everything here: an operand that is missing is reported, and the tree goes on without it.
 */

import type { BinaryOp, Expr } from './ast.ts'
import { readBars } from './bars.ts'
import { readNameOrCall, readParen } from './calls.ts'
import { readLearn } from './learn.ts'
import { readNumber } from './literals.ts'
import { readFlawedNumber, readOrdinal, readStringLit, skipUnitOfLetters } from './read-literals.ts'
import { atItemStart, begins, isProperty, isWord, missing, nameOf, type Reader, spanOf } from './reader.ts'
import { drumTab } from './slips/drum-tab.ts'
import { isSeparator } from './slips/separators.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

/** Brackets nested deeper than this are refused: a stranger's file must not exhaust the stack. */
export const MAX_NESTING = 100

const LEARN = t.keyword('learn')
const OR = t.keyword('or')
const AND = t.keyword('and')
const ELSE = t.keyword('else')
const NOT = t.keyword('not')

/** Higher binds tighter. */
const PRECEDENCE: Readonly<Record<BinaryOp, number>> = {
  '->': 1,
  or: 2,
  and: 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '==': 4,
  '!=': 4,
  '..': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  else: 8,
}

/** Operators by the kind of their token; null at all others. */
const OPERATORS: readonly (BinaryOp | null)[] = Array.from(t.OPERATORS, (_, kind): BinaryOp | null => {
  switch (kind) {
    case t.Arrow:
      return '->'
    case OR:
      return 'or'
    case AND:
      return 'and'
    case t.Less:
      return '<'
    case t.LessEqual:
      return '<='
    case t.Greater:
      return '>'
    case t.GreaterEqual:
      return '>='
    case t.EqualEqual:
      return '=='
    case t.NotEqual:
      return '!='
    case t.DotDot:
      return '..'
    case t.Plus:
      return '+'
    case t.Minus:
      return '-'
    case t.Star:
      return '*'
    case t.Slash:
      return '/'
    case ELSE:
      return 'else'
    default:
      return null
  }
})

const VALUE_STARTS = t.kindSet(
  t.Quantity,
  t.BadQuantity,
  t.DecimalComma,
  t.PlusMinus,
  t.Ordinal,
  t.Pitch,
  t.SharpName,
  t.StringText,
  t.OpenString,
  t.SmartString,
  t.DrumTab,
  t.BarOpen,
  t.LParen,
  t.Minus,
  t.Plus,
)

/** Words, except those that never begin a value. */
const VALUE_WORDS = t.WORDS.slice()
for (const word of [
  'in',
  'by',
  'or',
  'and',
  'else',
  'for',
  'over',
  'every',
  'until',
  'let',
  'import',
  'from',
  'as',
  'follows',
  'when',
] as const) {
  VALUE_WORDS[t.keyword(word)] = 0
}

// ---- look-ahead -------------------------------------------------------------------------------------------------

/** Can an expression begin at the next token? */
export function valueFollows(r: Reader): boolean {
  const next = r.peek(1)
  const kind = r.kind(next)
  if (VALUE_STARTS[kind] === 1) return next !== r.halved
  return VALUE_WORDS[kind] === 1 && !isOver(r) && !atItemStart(r)
}

/** The modifier `over` behind bars that are not closed. */
function isOver(r: Reader): boolean {
  const next = r.peek(1)
  return r.kind(next) === t.ExitWord && r.image(next) === 'over'
}

/** The same, on this line. */
export function valueFollowsHere(r: Reader): boolean {
  return !begins(r, r.peek(1)) && valueFollows(r)
}

/** After an operator or `learn`: the operand may stand on the next line, but a property there is not it. */
function operandFollows(r: Reader): boolean {
  if (!valueFollows(r)) return false
  const next = r.peek(1)
  return !begins(r, next) || !(isProperty(r, r.image(next)) || atItemStart(r))
}

export function nestingAllowed(r: Reader): boolean {
  if (r.depth < MAX_NESTING) return true
  r.report('SIL0127', spanOf(r, r.peek(1)), { limit: MAX_NESTING })
  return false
}

// ---- lists, phrases, operators ----------------------------------------------------------------------------------

/** One value, or several with commas between. @param ofNames which may well be several */
export function readList(r: Reader, ofNames: boolean): Expr | null {
  const first = readExpr(r)
  if (r.kind(r.peek(1)) !== t.Comma || isSeparator(r, ofNames)) return first
  const items: Expr[] = first === null ? [] : [first]
  while (r.kind(r.peek(1)) === t.Comma && !isSeparator(r, ofNames)) {
    const comma = r.take()
    const next = r.peek(1)
    if (valueFollows(r) && !(begins(r, next) && isProperty(r, r.image(next)))) {
      const item = readExpr(r)
      if (item !== null) items.push(item)
    } else missing(r, ',', 'another value', spanOf(r, comma))
  }
  const head = items[0]
  const last = items[items.length - 1]
  if (head === undefined || last === undefined) return first
  return { kind: 'list', start: head.start, end: last.end, items }
}

/** Expressions side by side. Inside brackets newlines do not end it. */
export function readPhrase(r: Reader, bracketed: boolean): Expr | null {
  const first = readExpr(r, bracketed)
  let items: Expr[] | null = null
  while (bracketed ? valueFollows(r) : valueFollowsHere(r)) {
    const next = readExpr(r)
    items ??= first === null ? [] : [first]
    if (next !== null) items.push(next)
  }
  if (items === null) return first
  const head = items[0]
  const last = items[items.length - 1]
  if (head === undefined || last === undefined) return first
  return items.length === 1 ? head : { kind: 'phrase', start: head.start, end: last.end, items }
}

/** Operands and operators between them; only operators that bind as tightly as `least`, or tighter. */
export function readExpr(r: Reader, bracketed = false, least = 0): Expr | null {
  const first = readOperand(r)
  if (!operatorFollows(r, least)) return first
  const operator = r.take()
  const second = readRightSide(r, operator)
  if (!operatorFollows(r, least)) {
    const node = binary(r, first, operator, second)
    if (r.kind(operator) === ELSE && !bracketed) checkElse(r, node)
    return node
  }
  const operands = [first, second]
  const operators = [operator]
  while (operatorFollows(r, least)) {
    const next = r.take()
    operators.push(next)
    operands.push(readRightSide(r, next))
  }
  return climb(r, operands, operators, bracketed)
}

function operatorFollows(r: Reader, least: number): boolean {
  const kind = r.kind(r.peek(1))
  return t.OPERATORS[kind] === 1 && (least === 0 || precedenceOf(kind) >= least)
}

const ARITHMETIC = t.kindSet(t.Star, t.Slash, t.Plus, t.Minus)

/**
 * `else` stands directly after a metric (or after another `else`), or alone in brackets. What it is for may begin before its
 * left side: `wholeFrom`.
 */
function checkElse(r: Reader, node: Expr | null, wholeFrom: number | null = null): void {
  if (node?.kind !== 'binary') return
  const { left, right, opStart, end } = node
  if (left.kind === 'ref' || left.kind === 'call' || right === null) return
  if (left.kind === 'binary' && left.op === 'else') return
  const start = wholeFrom ?? node.start
  const edits = [
    { span: { start, end: start }, newText: wholeFrom === null ? '(' : '((' },
    ...(wholeFrom === null ? [] : [{ span: { start: left.end, end: left.end }, newText: ')' }]),
    { span: { start: end, end }, newText: ')' },
  ]
  const text =
    wholeFrom === null
      ? r.text.slice(start, end)
      : `(${r.text.slice(start, left.end)})${r.text.slice(left.end, end)}`
  const at = { start: opStart, end: opStart + 'else'.length }
  r.report('SIL0120', at, { text }, { fixes: [{ title: 'Put it in brackets', edits }] })
}

function readRightSide(r: Reader, operator: Token): Expr | null {
  const operand = operandFollows(r) ? readOperand(r) : null
  if (operand === null) missing(r, r.image(operator), 'a value on its right', spanOf(r, operator))
  return operand
}

/** Precedence climbing over the flat list `a op b op c …`; linear, left-associative. */
function climb(
  r: Reader,
  operands: readonly (Expr | null)[],
  operators: readonly Token[],
  bracketed: boolean,
): Expr | null {
  const output: (Expr | null)[] = [operands[0] ?? null]
  const pending: Token[] = []
  const alone = bracketed && operators.every((operator) => r.kind(operator) === ELSE)
  const reduce = (): void => {
    const operator = pending.pop() ?? 0
    const right = output.pop() ?? null
    const left = output.pop() ?? null
    const node = binary(r, left, operator, right)
    output.push(node)
    if (r.kind(operator) !== ELSE || alone) return
    // `a / 100 else 0`: nothing is ever measured in the 100, so the quotient is meant.
    const before = r.kind(pending[pending.length - 1] ?? 0)
    const joined = left?.kind === 'number' && ARITHMETIC[before] === 1
    if (!joined) {
      checkElse(r, node)
      return
    }
    output.pop()
    const whole = binary(r, output.pop() ?? null, pending.pop() ?? 0, left)
    checkElse(r, node, whole?.start ?? null)
    // Read as it is meant: the 100 is not what may be missing.
    output.push(binary(r, whole, operator, right))
  }
  for (let i = 0; i < operators.length; i++) {
    const operator = operators[i]
    if (operator === undefined) break
    const precedence = precedenceOf(r.kind(operator))
    while (pending.length > 0 && precedenceOf(r.kind(pending[pending.length - 1] ?? 0)) >= precedence)
      reduce()
    pending.push(operator)
    output.push(operands[i + 1] ?? null)
  }
  while (pending.length > 0) reduce()
  return output[0] ?? null
}

function binary(r: Reader, left: Expr | null, operator: Token, right: Expr | null): Expr | null {
  const op = OPERATORS[r.kind(operator)] ?? null
  if (left === null || op === null) return left ?? right
  const end = right?.end ?? r.end(operator)
  return { kind: 'binary', start: left.start, end, op, left, right, opStart: r.start(operator) }
}

function precedenceOf(kind: number): number {
  const op = OPERATORS[kind] ?? null
  return op === null ? 0 : PRECEDENCE[op]
}

// ---- operands -----------------------------------------------------------------------------------------------------

/** A literal, a name, a call, brackets, bars, `learn`; the caller has seen that a value begins here. */
function readOperand(r: Reader): Expr | null {
  const token = r.peek(1)
  switch (r.kind(token)) {
    case t.Quantity:
      r.take()
      return readNumber(r.image(token), r.start(token), 'plain')
    case t.BarOpen:
      r.take()
      return readBars(token, r)
    case t.StringText:
    case t.OpenString:
    case t.SmartString:
      return readStringLit(r)
    case t.Minus:
    case t.Plus:
    case NOT:
      return readUnary(r)
    case LEARN:
      return readLearn(r)
    case t.Pitch:
      r.take()
      return { kind: 'pitch', start: r.start(token), end: r.end(token), text: r.image(token) }
    case t.LParen:
      return readParen(r)
    case t.Ordinal:
      r.take()
      return readOrdinal(r, token)
    case t.SharpName:
      r.take()
      return { kind: 'ref', start: r.start(token), end: r.end(token), path: [nameOf(r, token)] }
    case t.BadQuantity:
      // The unit itself is the checker's to judge (SIL03…): it knows which dimension belongs here.
      r.take()
      skipUnitOfLetters(r, token)
      return readNumber(r.image(token), r.start(token), 'badUnit')
    case t.DecimalComma:
      if (r.inValues) return readHalf(r, token)
      r.take()
      return readFlawedNumber(r, token, 'comma')
    case t.PlusMinus:
      r.take()
      return readFlawedNumber(r, token, 'plusMinus')
    case t.DrumTab:
      r.take()
      return drumTab(r.image(token), r.start(token), r.report)
    default:
      return isWord(r, token) ? readNameOrCall(r) : null
  }
}

/** `5,3` in `min(5,3)`: the token is left for its second half, which is the next value. */
function readHalf(r: Reader, token: Token): Expr {
  const [first = '', second = ''] = r.image(token).split(',')
  if (r.halved !== token) {
    r.halved = token
    return readNumber(first, r.start(token), 'plain')
  }
  r.take()
  return readNumber(second, r.start(token) + first.length + 1, 'plain')
}

/** A sign directly before a literal belongs to it. `not` takes a whole comparison: `not player.spread > 30 ms`. */
function readUnary(r: Reader): Expr {
  const op = r.take()
  const operand = readPart(r, r.kind(op) === NOT ? PRECEDENCE['<'] : null)
  if (operand === null) missing(r, r.image(op), 'a value on its right', spanOf(r, op))
  const start = r.start(op)
  const kind = r.kind(op)
  const sign = kind === t.Minus ? '-' : kind === t.Plus ? '+' : 'not'
  if (sign !== 'not' && operand?.kind === 'number' && operand.start > start && operand.value >= 0) {
    const value = sign === '-' && operand.value !== 0 ? -operand.value : operand.value
    return { ...operand, start, value }
  }
  return { kind: 'unary', start, end: operand?.end ?? r.end(op), op: sign, operand }
}

/** An operand inside another one (with operators from `least` on), if there is one and it is not too deep. */
export function readPart(r: Reader, least: number | null = null): Expr | null {
  if (!operandFollows(r) || !nestingAllowed(r)) return null
  r.depth++
  const part = least === null ? readOperand(r) : readExpr(r, false, least)
  r.depth--
  return part
}
