import { parse } from 'acorn'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNames, identifier } from '../../../compiler/emit/names.ts'
import { runs } from '../../harness/runs.ts'
import { milliseconds } from '../../language/linear-time.ts'

test.each([
  ['kit.kick[1:15.2]', 'kit_kick_1_15_2'],
  ['für', 'fur'],
  ['Ærø', 'uc6ruf8'],
  ['太鼓', 'u592au9f13'],
  ['3rd', 'n3rd'],
  ['', 'it'],
  ['🥁', 'it'],
  ['a'.repeat(100), 'a'.repeat(60)],
])('%j becomes %s', (hint, name) => {
  expect(identifier(hint)).toBe(name)
})

test.each([
  '__proto__',
  'constructor',
  'class',
  'await',
  'arguments',
  'eval',
  'undefined',
  'Math',
  's',
  'e',
  'let',
])('%s is never given out as it is', (hint) => {
  const name = createNames().unique(hint)
  expect(name).not.toBe(hint)
  expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/)
})

test('names that are taken are not given out', () => {
  expect(createNames(['slot']).unique('slot')).toBe('slot_2')
})

test('names are legal in strict code, and no two are alike', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'a_2', 'a_3', 'a 2', 'yield'))),
      (hints) => {
        const names = createNames()
        const given = hints.map(names.unique)
        expect(new Set(given).size).toBe(hints.length)
        const text = given.map((name) => `const ${name} = 1`).join('\n')
        expect(() => parse(text, { ecmaVersion: 2022, sourceType: 'module' })).not.toThrow()
      },
    ),
    runs(300),
  )
})

test('many alike take no longer than many that differ', () => {
  const named = (hint: (i: number) => string) => () => {
    const names = createNames()
    for (let i = 0; i < 20_000; i++) names.unique(hint(i))
  }
  const alike = milliseconds(
    named(() => 'hat'),
    3,
  )
  const unlike = milliseconds(
    named((i) => `hat${i}x`),
    3,
  )

  expect(alike / unlike).toBeLessThan(3)
})
