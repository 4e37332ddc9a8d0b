/**
 * Arbitrary valid trees. What they mean is nobody's business here (a `snap` may be a chord), only that they can be
 * written: names are no keywords, values that stand side by side stay apart, precedence needs the brackets it has.
 * All places are 0; `print.ts` writes the text.
 */

import fc from 'fast-check'
import type {
  BarsLit,
  BinaryExpr,
  BinaryOp,
  Cell,
  DegreeCell,
  Doc,
  Expr,
  File,
  Item,
  LearnExpr,
  Modifier,
  Name,
  NumberLit,
  Property,
  Suffixes,
} from '../../language/ast.ts'
import { nearUnit } from '../../language/literals.ts'
import {
  BLOCK_KINDS,
  HEADS,
  MEMBER_KINDS,
  MEMBER_PROPERTIES,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
  RESERVED,
} from '../../language/vocabulary.ts'

const AT = { start: 0, end: 0 } as const

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

const name: fc.Arbitrary<Name> = word
  .filter((text) => text !== 'user-week')
  .map((text) => ({ kind: 'name', ...AT, text }))
const named = (text: string): Name => ({ kind: 'name', ...AT, text })

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
const unsigned: fc.Arbitrary<NumberLit> = fc
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
const count = (most: number): fc.Arbitrary<NumberLit> =>
  fc
    .integer({ min: 1, max: most })
    .map((value) => ({ kind: 'number', ...AT, value, unit: null, flaw: null, unitText: '' }))

const string: fc.Arbitrary<Expr> = fc
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
  .map((list) => ({
    kind: 'bars',
    ...AT,
    closed: true,
    bars: list.map(({ count, cells }) => ({
      kind: 'bar' as const,
      ...AT,
      count,
      countSpan: count === null ? null : AT,
      cells,
    })),
  }))

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
function bracketed(inner: Expr, least: number): Expr {
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
const contextual: fc.Arbitrary<LearnExpr> = fc
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

const choice: fc.Arbitrary<Expr> = fc
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
const follower: fc.Arbitrary<Expr> = fc.oneof(
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

function sideBySide(first: Expr, more: readonly Expr[]): Expr {
  return more.length === 0 ? first : { kind: 'phrase', ...AT, items: [first, ...more] }
}

// ---- properties -------------------------------------------------------------------------------------------------

const doc: fc.Arbitrary<Doc | null> = fc.option(
  fc
    .array(fc.constantFrom('how close', '', 'A second line: | x . |', '/ not a path', 'é'), {
      minLength: 1,
      maxLength: 3,
    })
    .map((lines) => ({ kind: 'doc' as const, ...AT, text: lines.join('\n') })),
  { freq: 5 },
)

const list: fc.Arbitrary<Expr> = fc
  .array(expression, { minLength: 2, maxLength: 3 })
  .map((items) => ({ kind: 'list', ...AT, items: items.map((item) => bracketed(item, 1)) }))

const firstValue: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 4, arbitrary: expression },
  { weight: 1, arbitrary: bars },
  { weight: 1, arbitrary: list },
  { weight: 1, arbitrary: choice },
)

function valuesOf(key: string, spec: PropertySpec): fc.Arbitrary<readonly Expr[]> {
  if (key === 'meter') return meter.map((value) => [value])
  if (key === 'key') return musicalKey.map((value) => [value])
  if (key === 'chords' || spec.expects.startsWith('bars,')) return bars.map((value) => [value])
  if (spec.max === 0) return fc.constant([])
  return fc
    .tuple(firstValue, fc.array(follower, { maxLength: spec.max - 1 }))
    .map(([first, more]) =>
      first.kind === 'bars' || first.kind === 'learnChoice' ? [first] : [first, ...more],
    )
}

const meter: fc.Arbitrary<Expr> = fc
  .record({
    upper: fc.integer({ min: 1, max: 16 }),
    lower: fc.constantFrom(2, 4, 8),
    groups: fc.option(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })),
  })
  .map((parts) => ({ kind: 'meter', ...AT, ...parts }))

const musicalKey: fc.Arbitrary<Expr> = fc
  .tuple(fc.constantFrom('C', 'F#', 'Bb', 'A'), fc.option(fc.constantFrom('major', 'minor', 'dorian')))
  .map(([tonic, mode]) => ({
    kind: 'key',
    ...AT,
    tonic: named(tonic),
    mode: mode === null ? null : named(mode),
  }))

function modifiersOf(spec: PropertySpec): fc.Arbitrary<readonly Modifier[]> {
  const all = Object.entries(spec.modifiers)
  if (all.length === 0) return fc.constant([])
  return fc.uniqueArray(fc.constantFrom(...all), { maxLength: 3, selector: ([key]) => key }).chain((chosen) =>
    fc.tuple(
      ...chosen.map(([key, most]) =>
        most === 0
          ? fc.constant<Modifier>({ kind: 'modifier', ...AT, key: named(key), values: [] })
          : fc.tuple(expression, fc.array(follower, { maxLength: most - 1 })).map(
              ([first, more]): Modifier => ({
                kind: 'modifier',
                ...AT,
                key: named(key),
                values: [first, ...more],
              }),
            ),
      ),
    ),
  )
}

function propertyOf(context: PropertyContext): fc.Arbitrary<Property> {
  const specs = Object.entries(PROPERTIES[context])
  const plain = fc.constantFrom(...specs).chain(([key, spec]) => propertyWith(null, key, spec))
  if (context !== 'section') return plain
  const override = fc
    .tuple(name, fc.constantFrom(...Object.entries(MEMBER_PROPERTIES)))
    .chain(([target, [key, spec]]) => propertyWith(target, key, spec))
  return fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: override })
}

function propertyWith(target: Name | null, key: string, spec: PropertySpec): fc.Arbitrary<Property> {
  const usual = fc
    .record({ doc, values: valuesOf(key, spec), modifiers: modifiersOf(spec) })
    // After a `learn`, `by` names its features.
    .filter((parts) => !parts.modifiers.some((modifier) => modifier.key.text === 'by') || !hasLearn(parts))
    .map((parts): Property => ({ kind: 'property', ...AT, target, key: named(key), stray: null, ...parts }))
  if (spec.max !== 1 || key === 'meter' || key === 'key' || key === 'chords') return usual
  const learned = fc.record({ doc, value: contextual }).map(
    ({ doc, value }): Property => ({
      kind: 'property',
      ...AT,
      doc,
      target,
      key: named(key),
      stray: null,
      values: [value],
      modifiers: [],
    }),
  )
  return fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: learned })
}

function hasLearn(tree: unknown): boolean {
  return JSON.stringify(tree).includes('"kind":"learn"')
}

// ---- items ------------------------------------------------------------------------------------------------------

const properties = (context: PropertyContext): fc.Arbitrary<readonly Property[]> =>
  fc.array(propertyOf(context), { maxLength: 4 })

const block: fc.Arbitrary<Item> = fc.constantFrom(...BLOCK_KINDS).chain((kind) =>
  fc
    .record({
      doc,
      name,
      title: string,
      follows: fc.option(fc.oneof(name, fc.constantFrom('player', 'grid').map(named)), { nil: null }),
      properties: properties(kind),
    })
    .map(
      (parts): Item => ({
        kind: 'block',
        ...AT,
        block: kind,
        doc: parts.doc,
        head: named(kind),
        name: kind === 'player' || kind === 'scenario' ? null : parts.name,
        title: kind === 'scenario' && parts.title.kind === 'string' ? parts.title : null,
        follows: MEMBER_KINDS.some((member) => member === kind) ? parts.follows : null,
        properties: parts.properties,
        closed: true,
      }),
    ),
)

const setting: fc.Arbitrary<Item> = propertyOf('file').map((property) => ({
  kind: 'setting',
  ...AT,
  property,
}))

const form: fc.Arbitrary<Item> = fc
  .record({
    doc,
    steps: fc.array(
      fc
        .record({
          vamp: fc.boolean(),
          section: fc.oneof(name, fc.constantFrom('A1', 'B2').map(named)),
          times: fc.option(count(8)),
          until: fc.boolean(),
        })
        .map(({ vamp, section, times, until }) => ({
          kind: 'formStep' as const,
          ...AT,
          vamp: vamp ? named('vamp') : null,
          section,
          times,
          until: until ? named('cue') : null,
        })),
      { minLength: 1, maxLength: 4 },
    ),
    repeat: fc.boolean(),
  })
  .map(({ doc, steps, repeat }) => ({
    kind: 'form',
    ...AT,
    doc,
    steps,
    repeat: repeat ? named('repeat') : null,
  }))

const importItem: fc.Arbitrary<Item> = fc
  .record({
    doc,
    names: fc.array(
      fc
        .record({ name, alias: fc.option(name) })
        .map((parts) => ({ kind: 'importName' as const, ...AT, ...parts })),
      { maxLength: 3 },
    ),
    path: fc.constantFrom('./a.sil', '../b/c.sil'),
  })
  .map(({ doc, names, path }) => ({
    kind: 'import',
    ...AT,
    doc,
    names,
    path: { kind: 'string', ...AT, value: path, flaw: null },
  }))

const definition: fc.Arbitrary<Item> = fc
  .record({
    kind: fc.constantFrom<'let' | 'timbre' | 'reward'>('let', 'timbre', 'reward'),
    doc,
    name,
    value: fc.oneof(
      expression,
      contextual,
      choice,
      bars,
      fc
        .tuple(expression, fc.array(follower, { maxLength: 2 }))
        .map(([first, more]) => sideBySide(first, more)),
    ),
  })
  .map((parts) => ({ ...AT, ...parts }))

const rule: fc.Arbitrary<Item> = fc
  .record({ doc, name, when: expression, hold: fc.option(unsigned), actions: properties('actions') })
  .map((parts) => ({ kind: 'rule', ...AT, ...parts, closed: true }))

export const file: fc.Arbitrary<File> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: block },
      { weight: 2, arbitrary: setting },
      { weight: 2, arbitrary: definition },
      { weight: 1, arbitrary: form },
      { weight: 1, arbitrary: importItem },
      { weight: 1, arbitrary: rule },
    ),
    { maxLength: 5 },
  )
  .map((items) => ({ kind: 'file', ...AT, items }))
