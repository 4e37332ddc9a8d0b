/** Arbitrary names, literals, bars and expressions: what values are made of. Places are 0. */

import fc from 'fast-check'
import type {
  BarsLit,
  BinaryExpr,
  BinaryOp,
  Cell,
  DegreeCell,
  Expr,
  LearnExpr,
  Name,
  NumberLit,
  Suffixes,
} from '../../language/ast.ts'
import { nearUnit } from '../../language/literals.ts'
import { HEADS, MEMBER_PROPERTIES, PROPERTIES, RESERVED } from '../../language/vocabulary.ts'

export const AT = { start: 0, end: 0 } as const

// ---- names and literals -----------------------------------------------------------------------------------------

const SPECIAL = new Set<string>([
  ...HEADS,
  ...RESERVED,
  ...Object.keys(MEMBER_PROPERTIES),
  ...Object.values(PROPERTIES).flatMap((table) => [
    ...Object.keys(table),
    ...Object.values(table).flatMap((spec) => Object.keys(spec.modifiers)),
  ]),
  'log',
  'vamp',
  'repeat',
])

/** No keyword, no property or modifier, no unit (`5 s` is a quantity) and no pitch. */
const word = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('kit', 'keys', 'pocket', 'shy', 'walk', 'smooth', 'rating', 'sessions'),
    },
    { weight: 2, arbitrary: fc.stringMatching(/^[a-z_][a-zA-Z0-9_]{1,8}$/) },
    { weight: 1, arbitrary: fc.constantFrom('größe', 'Ωmega', '拍子', 'élan', 'user-week') },
  )
  .filter((text) => !SPECIAL.has(text) && nearUnit(text) === null)

export const name: fc.Arbitrary<Name> = word
  .filter((text) => text !== 'user-week')
  .map((text) => ({ kind: 'name', ...AT, text }))
export const named = (text: string): Name => ({ kind: 'name', ...AT, text })

const ref = fc.array(name, { minLength: 1, maxLength: 3 }).map((path): Expr => ({ kind: 'ref', ...AT, path }))

const units = [
  'ms',
  's',
  'min',
  'h',
  'days',
  'weeks',
  'beats',
  'bars',
  'steps',
  'bpm',
  'Hz',
  'kHz',
  'dB',
  '%',
] as const

/** Quarters print exactly. */
export const unsigned: fc.Arbitrary<NumberLit> = fc
  .record({ quarters: fc.nat(4000), unit: fc.option(fc.constantFrom(...units), { freq: 2 }) })
  .map(({ quarters, unit }) => ({
    kind: 'number',
    ...AT,
    value: quarters / 4,
    unit,
    flaw: null,
    unitText: unit ?? '',
  }))
const signed: fc.Arbitrary<NumberLit> = unsigned.map((node) =>
  node.value === 0 ? node : { ...node, value: -node.value },
)
export const count = (most: number): fc.Arbitrary<NumberLit> =>
  fc
    .integer({ min: 1, max: most })
    .map((value) => ({ kind: 'number', ...AT, value, unit: null, flaw: null, unitText: '' }))

export const string: fc.Arbitrary<Expr> = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((value) => ({ kind: 'string', ...AT, value, flaw: null }))
const pitch: fc.Arbitrary<Expr> = fc
  .constantFrom('C4', 'F#3', 'Bb2', 'E1')
  .map((text) => ({ kind: 'pitch', ...AT, text }))
const ordinal: fc.Arbitrary<Expr> = fc
  .record({ value: fc.constantFrom(1, 2, 3, 4, 8, 16), plural: fc.boolean() })
  .map(({ value, plural }) => ({ kind: 'ordinal', ...AT, value, plural: plural && value > 3 }))

// ---- bars -------------------------------------------------------------------------------------------------------

const suffixes: fc.Arbitrary<Suffixes> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ chance: null, learn: false, accent: false, dead: false }) },
  {
    weight: 1,
    arbitrary: fc.record({
      chance: fc.option(fc.integer({ min: 1, max: 100 })),
      learn: fc.boolean(),
      accent: fc.boolean(),
      dead: fc.boolean(),
    }),
  },
)

const hit: fc.Arbitrary<Cell> = fc
  .tuple(fc.constantFrom('x', 'X', 'g', 'o', 'p', 'f', 'd', 'r', '#'), suffixes)
  .map(([mark, more]) => ({ kind: 'hit', ...AT, mark, ...more }))

const degree: fc.Arbitrary<DegreeCell> = fc
  .tuple(
    fc.array(
      fc.record({
        degree: fc.integer({ min: 1, max: 8 }),
        accidental: fc.option(fc.constantFrom(-2, -1, 1, 2), { freq: 1 }),
        octave: fc.constantFrom(0, 0, 0, 1, -1, 2),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    suffixes,
  )
  .map(([choices, more]) => ({
    kind: 'degree',
    ...AT,
    choices: choices.map((choice) => ({ kind: 'degreeChoice' as const, ...AT, ...choice })),
    ...more,
  }))

const nameCell: fc.Arbitrary<Cell> = fc
  .tuple(fc.constantFrom('Dm7', 'Cmaj7', 'G7', 'F#m7b5', 'C/E', 'D-7', 'Bb7', 'E2'), suffixes)
  .map(([text, more]) => ({ kind: 'nameCell', ...AT, text, ...more }))

const simpleCell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 4, arbitrary: hit },
  { weight: 4, arbitrary: fc.constantFrom<Cell>({ kind: 'rest', ...AT }, { kind: 'tie', ...AT }) },
  { weight: 1, arbitrary: fc.constantFrom<Cell>({ kind: 'maybe', ...AT }, { kind: 'repeat', ...AT }) },
  { weight: 1, arbitrary: degree },
  { weight: 1, arbitrary: nameCell },
)

const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 8, arbitrary: simpleCell },
  {
    weight: 1,
    arbitrary: fc
      .array(simpleCell, { minLength: 1, maxLength: 3 })
      .map((cells): Cell => ({ kind: 'group', ...AT, cells, closed: true })),
  },
)

export const bars: fc.Arbitrary<BarsLit> = fc
  .array(
    fc.record({
      count: fc.option(fc.integer({ min: 1, max: 32 }), { freq: 1 }),
      cells: fc.array(cell, { minLength: 0, maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) => {
    const bars = list.map(({ count, cells }) => ({
      kind: 'bar' as const,
      ...AT,
      count,
      countSpan: count === null ? null : AT,
      cells,
    }))
    return { kind: 'bars', ...AT, closed: true, bars, shape: { start: 0, bars } }
  })

// ---- expressions ------------------------------------------------------------------------------------------------

const PRECEDENCE: Readonly<Record<string, number>> = {
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
const OPERATORS: readonly BinaryOp[] = [
  '+',
  '-',
  '*',
  '/',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  'and',
  'or',
  'else',
  '..',
  '->',
]

/** `not` binds less than a comparison, more than `and`. */
const NOT = 3.5

/** Brackets where the reading of `inner` would be another one without. */
export function bracketed(inner: Expr, least: number): Expr {
  const binds =
    inner.kind === 'binary'
      ? (PRECEDENCE[inner.op] ?? 0)
      : inner.kind === 'unary' && inner.op === 'not'
        ? NOT
        : 9
  const loose = inner.kind === 'phrase' || inner.kind === 'learnChoice'
  return binds >= least && !loose ? inner : { kind: 'paren', ...AT, inner }
}

/** `else` stands directly after a metric, or alone in brackets. */
function binary(op: BinaryOp, left: Expr, right: Expr): Expr {
  const own = PRECEDENCE[op] ?? 0
  const node: BinaryExpr = {
    kind: 'binary',
    ...AT,
    op,
    left: bracketed(left, own),
    right: bracketed(right, own + 1),
    opStart: 0,
  }
  const loose = op === 'else' && left.kind !== 'ref' && left.kind !== 'call'
  return loose ? { kind: 'paren', ...AT, inner: node } : node
}

const learnOperand: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 4, arbitrary: unsigned },
  { weight: 1, arbitrary: signed },
  { weight: 1, arbitrary: ref },
)

const learn: fc.Arbitrary<LearnExpr> = fc
  .record({ default: learnOperand, low: learnOperand, high: learnOperand, log: fc.boolean() })
  .map((parts) => ({
    kind: 'learn',
    ...AT,
    doc: null,
    ...parts,
    log: parts.log ? named('log') : null,
    by: [],
  }))

/** `by` takes the rest of the line. */
export const contextual: fc.Arbitrary<LearnExpr> = fc
  .tuple(
    learn,
    fc.uniqueArray(
      fc.constantFrom('player.level', 'player.spread', 'days since last', 'tempo', 'session.index'),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  )
  .map(([node, texts]) => ({ ...node, by: texts.map((text) => ({ kind: 'feature' as const, ...AT, text })) }))

export const choice: fc.Arbitrary<Expr> = fc
  .array(fc.oneof(ref, string, unsigned), { minLength: 2, maxLength: 4 })
  .map((choices) => ({ kind: 'learnChoice', ...AT, doc: null, choices }))

const atom: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 3, arbitrary: unsigned },
  { weight: 1, arbitrary: signed },
  { weight: 3, arbitrary: ref },
  { weight: 1, arbitrary: string },
  { weight: 1, arbitrary: pitch },
  { weight: 1, arbitrary: ordinal },
  { weight: 1, arbitrary: learn },
)

/** Values that may follow another one without being taken for a part of it, or for an override (`kit.hat`). */
export const follower: fc.Arbitrary<Expr> = fc.oneof(
  unsigned,
  name.map((only): Expr => ({ kind: 'ref', ...AT, path: [only] })),
  string,
  pitch,
  ordinal,
)

export const expression: fc.Arbitrary<Expr> = fc.letrec<{ expr: Expr; phrase: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'expr' },
    atom,
    fc
      .tuple(fc.constantFrom(...OPERATORS), tie('expr'), tie('expr'))
      .map(([op, left, right]): Expr => binary(op, left, right)),
    tie('phrase').map((inner): Expr => ({ kind: 'paren', ...AT, inner })),
    fc
      .tuple(name, fc.array(tie('phrase'), { maxLength: 3 }))
      .map(([called, args]): Expr => ({ kind: 'call', ...AT, name: called, args })),
    fc.tuple(fc.constantFrom<'-' | 'not'>('-', 'not'), tie('expr')).map(
      ([op, operand]): Expr => ({
        kind: 'unary',
        ...AT,
        op,
        operand: op === 'not' ? bracketed(operand, NOT) : unsignable(operand),
      }),
    ),
  ),
  phrase: fc
    .tuple(tie('expr'), fc.array(follower, { maxLength: 2 }))
    .map(([first, more]): Expr => sideBySide(first, more)),
})).expr

/** A sign before a number would belong to it. */
function unsignable(operand: Expr): Expr {
  const inner = bracketed(operand, 9)
  return inner.kind === 'number' ? { kind: 'paren', ...AT, inner } : inner
}

export function sideBySide(first: Expr, more: readonly Expr[]): Expr {
  return more.length === 0 ? first : { kind: 'phrase', ...AT, items: [first, ...more] }
}
