import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, nearestSpellings } from '../../runtime/spelling.ts'
import { runs } from '../harness/runs.ts'

test.each([
  ['', '', 0],
  ['kick', 'kick', 0],
  ['kick', 'kik', 1],
  ['kick', 'sick', 1],
  ['kick', 'kcik', 1],
  ['snare', 'sanre', 1],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
])('from %j to %j there are %d edits', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance)
})

test('the distance is symmetric, 0 only for equal words, and no longer than the longer word', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b)
      expect(editDistance(b, a)).toBe(distance)
      expect(distance === 0).toBe(a === b)
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
    }),
    runs(300),
  )
})

test('suggestions are the nearest words, the earlier of two equals first, and nothing far', () => {
  expect(nearestSpellings('warn', ['cold', 'worn', 'warm', 'ward', 'barn'])).toEqual(['worn', 'warm', 'ward'])
  expect(nearestSpellings('xyz', ['cold', 'warm'])).toEqual([])
  expect(nearestSpellings('tik', ['tick', 'tick', 'click'], { count: 1 })).toEqual(['tick'])
})
