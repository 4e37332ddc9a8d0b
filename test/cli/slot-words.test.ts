import { expect, it } from 'vitest'
import { slotInWords } from '../../cli/print/slot-words.ts'

it('says weights by whose they are, and numbers to four digits', () => {
  const weights = { choices: ['1', '5', 'b7'] }
  expect(slotInWords(weights, [0.5, 0.375, 0.125])).toBe('1 50 %, 5 38 %, b7 13 %')
  expect(slotInWords(weights, '5')).toBe('5')
  expect(slotInWords({ choices: null }, 20.342686)).toBe('20.34')
})
