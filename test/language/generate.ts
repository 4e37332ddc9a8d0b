/**
 * Arbitrary valid trees. What they mean is nobody's business here (a `snap` may be a chord), only that they can be
 * written: names are no keywords, values that stand side by side stay apart, precedence needs the brackets it has.
 * All places are 0; `print.ts` writes the text.
 */

import fc from 'fast-check'
import type { Doc, Expr, File, Item, Modifier, Name, Property } from '../../language/ast.ts'
import {
  BLOCK_KINDS,
  MEMBER_KINDS,
  MEMBER_PROPERTIES,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
} from '../../language/vocabulary.ts'
import {
  AT,
  bars,
  bracketed,
  choice,
  contextual,
  count,
  expression,
  follower,
  name,
  named,
  sideBySide,
  string,
  unsigned,
} from './generate-values.ts'

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
  // A number among chords is told of as what it is meant for.
  if (key === 'chords') return bars.filter((value) => !hasDegree(value)).map((value) => [value])
  if (spec.expects.startsWith('bars,')) return bars.map((value) => [value])
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

function hasDegree(tree: unknown): boolean {
  return JSON.stringify(tree).includes('"kind":"degree"')
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
        nested: [],
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
  .map((parts) => ({ kind: 'rule', ...AT, ...parts, nested: [], closed: true }))

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
