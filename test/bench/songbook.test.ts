import { expect, test } from 'vitest'
import { alone, checked } from '../../bench/policy.ts'
import { CLUB, songbook } from '../../bench/songbook.ts'
import { check } from '../../compiler/compile.ts'

test('a songbook is the same every time, and another one with another seed', () => {
  expect(songbook(20_000)).toBe(songbook(20_000))
  expect(songbook(20_000, CLUB, 2)).not.toBe(songbook(20_000, CLUB, 1))
})

test.each([4000, 50_000, 1_000_000])(
  'a songbook of %i characters has no errors and keeps the limits',
  (size) => {
    const text = songbook(size, size < 10_000 ? CLUB : undefined)
    expect(text.length).toBeGreaterThanOrEqual(size)
    expect(text.length).toBeLessThan(size + 5000 + size / 10)
    const { diagnostics } = check(alone('songbook.sil', text))
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([])
    const { slots, sections } = checked(alone('songbook.sil', text))
    expect(sections.length).toBeGreaterThan(2)
    expect(slots.length).toBeGreaterThan(3)
  },
)

test('no two sections of a songbook are alike', () => {
  const text = songbook(1_000_000)
  const bodies = text.split(/^section \w+ /m).slice(1)
  expect(bodies.length).toBeGreaterThan(2000)
  expect(new Set(bodies).size).toBeGreaterThan(bodies.length * 0.99)
})
