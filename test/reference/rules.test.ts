import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ruleIds } from './blocks.ts'
import { BREAKS } from './breaks.ts'
import { ruleTests, testsIn, top } from './rule-tests.ts'

const ids = ruleIds(readFileSync(new URL('../../language/REFERENCE.md', import.meta.url), 'utf8'))
const named = new Set(ruleTests().flatMap((one) => one.ids))

/** Rules that no test names yet, and why. A rule leaves this list with its first test and never comes back. */
const LATER: Readonly<Record<string, string>> = {}

describe('the rules of the reference', () => {
  test('each have a test that names them', () => {
    expect(ids.filter((id) => !named.has(id) && !Object.hasOwn(LATER, id))).toEqual([])
  })

  test('are the only ones that tests name', () => {
    expect([...named].filter((id) => !ids.includes(id))).toEqual([])
  })

  test('that wait for a test are rules, and have none', () => {
    expect(Object.keys(LATER).filter((id) => !ids.includes(id) || named.has(id))).toEqual([])
    expect(Object.values(LATER).every((reason) => reason.length > 10)).toBe(true)
  })
})

describe('the mistakes that mutation makes', () => {
  test('break rules that have a test, thirty at least', () => {
    expect(Object.keys(BREAKS).filter((id) => !ids.includes(id) || !named.has(id))).toEqual([])
    expect(Object.keys(BREAKS).length).toBeGreaterThanOrEqual(30)
  })

  test.each(Object.entries(BREAKS))('%s can still be made', (_, { file, search, replace }) => {
    expect(readFileSync(join(top, file), 'utf8').split(search)).toHaveLength(2)
    expect(replace).not.toBe(search)
  })
})

describe('a test names a rule', () => {
  const found = (source: string) => testsIn('a.test.ts', source).map((one) => [one.line, one.ids])

  test('in its title, or in a comment directly above', () => {
    expect(found("it('does [a.b] and [c.d-e]', () => {})")).toEqual([[1, ['a.b', 'c.d-e']]])
    expect(found("// [a.b] [c.d]\ntest.each([1])('%s', () => {})")).toEqual([[2, ['a.b', 'c.d']]])
    expect(found("describe('x', () => {\n  // [a.b]\n  // [c.d]\n  it('y', f)\n})")).toEqual([
      [4, ['c.d', 'a.b']],
    ])
  })

  test('and nowhere else', () => {
    for (const source of [
      "// [a.b]\nconst x = 1\nit('y', f)",
      "// says [a.b] in passing\nit('y', f)",
      "// [a.b]\ndescribe('y', f)",
      "it('has kit.kick[1:15]', f)",
      "it('y', () => { '[a.b]' })",
    ]) {
      expect(found(source)).toEqual([])
    }
  })
})
