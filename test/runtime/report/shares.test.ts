import fc from 'fast-check'
import { expect, it } from 'vitest'
import { percentages } from '../../../runtime/host/report/shares.ts'
import { runs } from '../../harness/runs.ts'

const spaced = (texts: readonly string[]) => texts.map((text) => text.replace(/\u00A0/g, ' '))

it.each([
  [
    [24, 40, 0],
    ['37 %', '63 %', '0 %'],
  ],
  [
    [42, 37, 1],
    ['53 %', '46 %', '1 %'],
  ],
  [
    [1, 1, 1],
    ['34 %', '33 %', '33 %'],
  ],
  [
    [999, 1, 0],
    ['> 99 %', '< 1 %', '0 %'],
  ],
  [
    [5, 0, 0],
    ['100 %', '0 %', '0 %'],
  ],
  [
    [0, 0, 0],
    ['0 %', '0 %', '0 %'],
  ],
])('parts %j of a whole read %j', (parts, told) => {
  expect(spaced(percentages(parts))).toEqual(told)
})

it('parts add up to 100 %, each within one of what it is', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 6 }), (parts) => {
      const whole = parts.reduce((sum, n) => sum + n, 0)
      fc.pre(whole > 0)
      const told = percentages(parts)
      // "< 1 %" stands for none of the hundred, "> 99 %" for all.
      const numbers = told.map((text) =>
        text.startsWith('<') ? 0 : text.startsWith('>') ? 100 : parseInt(text, 10),
      )
      expect(numbers.reduce((sum, n) => sum + n, 0)).toBe(100)
      for (const [i, n] of numbers.entries())
        expect(Math.abs(n - (100 * (parts[i] ?? 0)) / whole)).toBeLessThan(1)
    }),
    runs(300),
  )
})
