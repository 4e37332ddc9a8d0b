/**
 * Reads values: literals, names, calls, operators, brackets, `learn`.
 *
 * Total like everything here: an operand that is missing is reported, and the tree goes on without it.
 */

import { EOF, type IToken } from 'chevrotain'
import type {
  BinaryExpr,
  BinaryOp,
  Expr,
  Feature,
  LearnChoice,
  LearnExpr,
  Name,
  NumberLit,
  StringLit,
} from './ast.ts'
import { readBars } from './bars.ts'
import { drumTab } from './drum-tab.ts'
import { readNumber, readString } from './literals.ts'
import { diagnostic } from './messages.ts'
import {
  atItemStart,
  begins,
  docOf,
  isProperty,
  isWord,
  missing,
  nameOf,
  quote,
  type Reader,
  readName,
  show,
  spanOf,
  tokenSet,
} from './reader.ts'
import * as t from './tokens.ts'

/** Brackets nested deeper than this are refused: a stranger's file must not exhaust the stack. */
export const MAX_NESTING = 100

const kw = {
  learn: t.keyword('learn'),
  in: t.keyword('in'),
  or: t.keyword('or'),
  else: t.keyword('else'),
  by: t.keyword('by'),
  not: t.keyword('not'),
}

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

const OPERATORS = tokenSet(t.Operator)

const VALUE_STARTS: Uint8Array = new Uint8Array(OPERATORS.length)
for (const { tokenTypeIdx } of [
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
]) {
  if (tokenTypeIdx !== undefined) VALUE_STARTS[tokenTypeIdx] = 1
}

/** Words that never begin a value. */
const NOT_A_VALUE: ReadonlySet<string> = new Set([
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
])

// ---- look-ahead -------------------------------------------------------------------------------------------------

/** Can an expression begin at the next token? */
export function valueFollows(r: Reader): boolean {
  const next = r.peek(1)
  if (VALUE_STARTS[next.tokenTypeIdx] === 1) return true
  return isWord(next) && !NOT_A_VALUE.has(next.image) && !atItemStart(r)
}

/** The same, on this line. */
export function valueFollowsHere(r: Reader): boolean {
  return !begins(r, r.peek(1)) && valueFollows(r)
}

/** After an operator or `learn`: the operand may stand on the next line, but a property there is not it. */
function operandFollows(r: Reader): boolean {
  if (!valueFollows(r)) return false
  const next = r.peek(1)
  return !begins(r, next) || !(isProperty(r, next.image) || atItemStart(r))
}

function nestingAllowed(r: Reader): boolean {
  if (r.depth < MAX_NESTING) return true
  r.report(diagnostic('SIL0127', spanOf(r.peek(1)), { limit: MAX_NESTING }))
  return false
}

// ---- lists, phrases, operators ----------------------------------------------------------------------------------

/** One value, or several with commas between. */
export function readList(r: Reader): Expr | null {
  const first = readExpr(r)
  if (r.peek(1).tokenType !== t.Comma) return first
  const items: Expr[] = first === null ? [] : [first]
  while (r.peek(1).tokenType === t.Comma) {
    const comma = r.take()
    const next = r.peek(1)
    if (valueFollows(r) && !(begins(r, next) && isProperty(r, next.image))) {
      const item = readExpr(r)
      if (item !== null) items.push(item)
    } else missing(r, ',', 'another value', spanOf(comma))
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
    const node = binary(first, operator, second)
    if (operator.tokenType === kw.else && !bracketed) checkElse(r, node)
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
  const next = r.peek(1)
  return OPERATORS[next.tokenTypeIdx] === 1 && (least === 0 || precedenceOf(next) >= least)
}

/** `else` stands directly after a metric (or after another `else`), or alone in brackets. */
function checkElse(r: Reader, node: Expr | null): void {
  if (node?.kind !== 'binary') return
  const { left, right, opStart, start, end } = node
  if (left.kind === 'ref' || left.kind === 'call' || right === null) return
  if (left.kind === 'binary' && left.op === 'else') return
  const edits = [
    { span: { start, end: start }, newText: '(' },
    { span: { start: end, end }, newText: ')' },
  ]
  const text = r.text.slice(start, end)
  const at = { start: opStart, end: opStart + 'else'.length }
  r.report(diagnostic('SIL0120', at, { text }, { fixes: [{ title: 'Put it in brackets', edits }] }))
}

function readRightSide(r: Reader, operator: IToken): Expr | null {
  const operand = operandFollows(r) ? readOperand(r) : null
  if (operand === null) missing(r, operator.image, 'a value on its right', spanOf(operator))
  return operand
}

/** Precedence climbing over the flat list `a op b op c …`; linear, left-associative. */
function climb(
  r: Reader,
  operands: readonly (Expr | null)[],
  operators: readonly IToken[],
  bracketed: boolean,
): Expr | null {
  const output: (Expr | null)[] = [operands[0] ?? null]
  const pending: IToken[] = []
  const alone = bracketed && operators.every((operator) => operator.tokenType === kw.else)
  const reduce = (): void => {
    const operator = pending.pop()
    const right = output.pop() ?? null
    const left = output.pop() ?? null
    const node = operator === undefined ? left : binary(left, operator, right)
    output.push(node)
    if (operator?.tokenType === kw.else && !alone) checkElse(r, node)
  }
  for (let i = 0; i < operators.length; i++) {
    const operator = operators[i]
    if (operator === undefined) break
    while (pending.length > 0 && precedenceOf(pending[pending.length - 1]) >= precedenceOf(operator)) reduce()
    pending.push(operator)
    output.push(operands[i + 1] ?? null)
  }
  while (pending.length > 0) reduce()
  return output[0] ?? null
}

function binary(left: Expr | null, operator: IToken, right: Expr | null): Expr | null {
  const op = operator.image
  if (left === null || !isBinaryOp(op)) return left ?? right
  const end = right?.end ?? t.tokenEnd(operator)
  const node: BinaryExpr = {
    kind: 'binary',
    start: left.start,
    end,
    op,
    left,
    right,
    opStart: operator.startOffset,
  }
  return node
}

function isBinaryOp(image: string): image is BinaryOp {
  return Object.hasOwn(PRECEDENCE, image)
}

function precedenceOf(op: IToken | undefined): number {
  return op !== undefined && isBinaryOp(op.image) ? PRECEDENCE[op.image] : 0
}

// ---- operands -----------------------------------------------------------------------------------------------------

/** A literal, a name, a call, brackets, bars, `learn`; the caller has seen that a value begins here. */
function readOperand(r: Reader): Expr | null {
  const token = r.peek(1)
  switch (token.tokenType) {
    case t.Quantity:
      r.take()
      return readNumber(token.image, token.startOffset, 'plain')
    case t.BarOpen:
      r.take()
      return readBars(token, r)
    case t.StringText:
    case t.OpenString:
    case t.SmartString:
      return readStringLit(r)
    case t.Minus:
    case t.Plus:
    case kw.not:
      return readUnary(r)
    case kw.learn:
      return readLearn(r)
    case t.Pitch:
      r.take()
      return { kind: 'pitch', start: token.startOffset, end: t.tokenEnd(token), text: token.image }
    case t.LParen:
      return readParen(r)
    case t.Ordinal:
      r.take()
      return ordinal(token)
    case t.SharpName:
      r.take()
      return { kind: 'ref', start: token.startOffset, end: t.tokenEnd(token), path: [nameOf(token)] }
    case t.BadQuantity:
      // The unit itself is the checker's to judge (SIL03…): it knows which dimension belongs here.
      r.take()
      return readNumber(token.image, token.startOffset, 'badUnit')
    case t.DecimalComma:
      r.take()
      return flawedNumber(r, token, 'comma')
    case t.PlusMinus:
      r.take()
      return flawedNumber(r, token, 'plusMinus')
    case t.DrumTab:
      r.take()
      return drumTab(token.image, token.startOffset, (d) => r.report(d))
    default:
      return isWord(token) ? readNameOrCall(r) : null
  }
}

/** A sign directly before a literal belongs to it. `not` takes a whole comparison: `not player.spread > 30 ms`. */
function readUnary(r: Reader): Expr {
  const op = r.take()
  const operand = readPart(r, op.tokenType === kw.not ? PRECEDENCE['<'] : null)
  if (operand === null) missing(r, op.image, 'a value on its right', spanOf(op))
  const start = op.startOffset
  const sign = op.image === '-' ? '-' : op.image === '+' ? '+' : 'not'
  if (sign !== 'not' && operand?.kind === 'number' && operand.start > start && operand.value >= 0) {
    const value = sign === '-' && operand.value !== 0 ? -operand.value : operand.value
    return { ...operand, start, value }
  }
  return { kind: 'unary', start, end: operand?.end ?? t.tokenEnd(op), op: sign, operand }
}

function readParen(r: Reader): Expr {
  const open = r.take()
  let inner: Expr | null = null
  if (!nestingAllowed(r)) skipNested(r)
  else if (valueFollows(r)) {
    r.depth++
    inner = readPhrase(r, true)
    r.depth--
  }
  closeParen(r, open)
  return {
    kind: 'paren',
    start: open.startOffset,
    end: Math.max(t.tokenEnd(open), t.tokenEnd(r.peek(0))),
    inner,
  }
}

/** Up to the parenthesis that closes the one just taken. */
function skipNested(r: Reader): void {
  let open = 1
  for (let next = r.peek(1); next.tokenType !== EOF && !atItemStart(r); next = r.peek(1)) {
    if (next.tokenType === t.LParen) open++
    else if (next.tokenType === t.RParen) open--
    if (open === 0) return
    r.take()
  }
}

function closeParen(r: Reader, open: IToken): void {
  const next = r.peek(1)
  if (next.tokenType === t.RParen) {
    r.take()
    return
  }
  const end = t.tokenEnd(r.peek(0))
  r.report(
    diagnostic(
      'SIL0101',
      spanOf(next.tokenType === EOF ? open : next),
      { found: show(next), expected: 'the parenthesis must close with )' },
      { fixes: [{ title: 'Close the parenthesis', edits: [{ span: { start: end, end }, newText: ')' }] }] },
    ),
  )
}

function readNameOrCall(r: Reader): Expr {
  const first = r.take()
  const name = nameOf(first)
  const path: Name[] = [name]
  while (r.peek(1).tokenType === t.Dot) {
    r.take()
    path.push(readName(r))
  }
  const next = r.peek(1)
  if (path.length === 1 && next.tokenType === t.LParen && !begins(r, next)) {
    const args = readArguments(r)
    const end = Math.max(t.tokenEnd(first), t.tokenEnd(r.peek(0)))
    return { kind: 'call', start: first.startOffset, end, name, args }
  }
  return {
    kind: 'ref',
    start: first.startOffset,
    end: Math.max(t.tokenEnd(first), t.tokenEnd(r.peek(0))),
    path,
  }
}

function readArguments(r: Reader): Expr[] {
  const open = r.take()
  const args: Expr[] = []
  if (!nestingAllowed(r)) skipNested(r)
  else if (valueFollows(r)) {
    r.depth++
    const first = readPhrase(r, true)
    if (first !== null) args.push(first)
    while (r.peek(1).tokenType === t.Comma) {
      r.take()
      const more = valueFollows(r) ? readPhrase(r, true) : null
      if (more !== null) args.push(more)
    }
    r.depth--
  }
  closeParen(r, open)
  return args
}

// ---- learn --------------------------------------------------------------------------------------------------------

/** `learn` binds tightest: its parts are literals, names or parenthesised. */
function readLearn(r: Reader): Expr {
  const head = r.take()
  const doc = docOf(r, head)
  const start = head.startOffset
  const first = readPart(r)
  if (r.peek(1).tokenType === kw.or) {
    const choices = readChoices(r, first)
    const node: LearnChoice = { kind: 'learnChoice', start, end: endOf(r, head), doc, choices }
    return node
  }
  let low: Expr | null = null
  let high: Expr | null = null
  let log: Name | null = null
  const by: Feature[] = []
  if (r.peek(1).tokenType === kw.in) {
    r.take()
    low = readPart(r)
    if (r.peek(1).tokenType === t.DotDot) {
      r.take()
      high = readPart(r)
    }
    const word = r.peek(1)
    if (word.tokenType === t.Identifier && word.image === 'log' && !begins(r, word)) log = nameOf(r.take())
    const next = r.peek(1)
    if (high !== null && next.tokenType === kw.by && !begins(r, next)) {
      r.take()
      readFeatures(r, by)
    }
  }
  const end = endOf(r, head)
  if (low === null || high === null) r.report(diagnostic('SIL0121', { start, end }, {}))
  else if (first === null) missing(r, 'learn', 'a default, as in learn 20 ms in 5 ms..60 ms', spanOf(head))
  const node: LearnExpr = { kind: 'learn', start, end, doc, default: first, low, high, log, by }
  return node
}

/** An operand inside another one (with operators from `least` on), if there is one and it is not too deep. */
function readPart(r: Reader, least: number | null = null): Expr | null {
  if (!operandFollows(r) || !nestingAllowed(r)) return null
  r.depth++
  const part = least === null ? readOperand(r) : readExpr(r, false, least)
  r.depth--
  return part
}

function endOf(r: Reader, head: IToken): number {
  return Math.max(t.tokenEnd(head), t.tokenEnd(r.peek(0)))
}

/** `or b or c` */
function readChoices(r: Reader, first: Expr | null): Expr[] {
  const choices: Expr[] = first === null ? [] : [first]
  while (r.peek(1).tokenType === kw.or) {
    const or = r.take()
    const choice = readPart(r)
    if (choice === null) missing(r, 'or', 'another choice', spanOf(or))
    else choices.push(choice)
  }
  return choices
}

/** Words and dots up to the end of the line, with commas between. */
function readFeatures(r: Reader, list: Feature[]): void {
  let words: IToken[] = []
  const flush = (): void => {
    const first = words[0]
    const last = words[words.length - 1]
    if (first === undefined || last === undefined) return
    const text = words
      .map((w) => w.image)
      .join(' ')
      .replace(/ ?\. ?/g, '.')
    list.push({ kind: 'feature', start: first.startOffset, end: t.tokenEnd(last), text })
    words = []
  }
  for (let token = r.peek(1); !begins(r, token); token = r.peek(1)) {
    if (token.tokenType === t.Comma) {
      r.take()
      flush()
    } else if (isWord(token) || token.tokenType === t.Dot) {
      words.push(r.take())
    } else break
  }
  flush()
  if (list.length === 0) missing(r, 'by', 'features, as in by player.level, tempo', spanOf(r.peek(0)))
}

// ---- literals -------------------------------------------------------------------------------------------------------

/** Reads a string; the caller has seen one. */
export function readStringLit(r: Reader): StringLit {
  const token = r.take()
  const type = token.tokenType
  const kind = type === t.SmartString ? 'smart' : OPEN_STRINGS[token.tokenTypeIdx] === 1 ? 'open' : 'plain'
  const { node, badEscape } = readString(token.image, token.startOffset, kind)
  const end = t.tokenEnd(token)
  if (kind === 'open') {
    const fixes = [{ title: 'Close the string', edits: [{ span: { start: end, end }, newText: '"' }] }]
    r.report(diagnostic('SIL0105', node, {}, { fixes }))
  } else if (kind === 'smart') {
    const newText = JSON.stringify(node.value)
    const fixes = [{ title: 'Write straight quotes', edits: [{ span: spanOf(token), newText }] }]
    r.report(diagnostic('SIL0106', node, {}, { fixes }))
  }
  if (badEscape !== null) {
    const at = { start: badEscape.start, end: badEscape.start + badEscape.text.length }
    const span = { start: at.start, end: at.start + 1 }
    const fixes = [{ title: 'Write a backslash', edits: [{ span, newText: '\\\\' }] }]
    r.report(diagnostic('SIL0107', at, { escape: quote(badEscape.text) }, { fixes }))
  }
  return node
}

const OPEN_STRINGS = tokenSet(t.OpenString)
const STRINGS = tokenSet(t.StringText, t.OpenString, t.SmartString)

/** A string, whatever its quotes. */
export function isString(token: IToken): boolean {
  return STRINGS[token.tokenTypeIdx] === 1
}

function flawedNumber(r: Reader, token: IToken, kind: 'comma' | 'plusMinus'): NumberLit {
  const node = readNumber(token.image, token.startOffset, kind)
  const value =
    kind === 'comma' ? token.image.replace(',', '.') : token.image.replace(/^(?:\+\/?-|±)[ \t]*/, '')
  const options = { fixes: [{ title: `Write ${value}`, edits: [{ span: spanOf(token), newText: value }] }] }
  const args = { text: quote(token.image), value }
  r.report(
    kind === 'comma'
      ? diagnostic('SIL0110', spanOf(token), args, options)
      : diagnostic('SIL0109', spanOf(token), args, options),
  )
  return node
}

function ordinal(token: IToken): Expr {
  return {
    kind: 'ordinal',
    start: token.startOffset,
    end: t.tokenEnd(token),
    value: Number.parseInt(token.image, 10),
    plural: token.image.endsWith('s'),
  }
}
