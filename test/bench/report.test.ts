import { describe, expect, test } from 'vitest'
import { quantile, ratio } from '../../bench/measure.ts'
import { passes, type Row, table } from '../../bench/report.ts'

const row = (fields: Partial<Row>): Row => ({
  what: 'parse',
  ours: { value: 10, unit: 'MB/s' },
  peer: null,
  ratio: null,
  bar: null,
  ...fields,
})

describe('a bar', () => {
  test('stands on the ratio where there is one', () => {
    const bar = { relation: 'at least', value: 5, unit: '×' } as const
    expect(passes(row({ ratio: 5, bar }))).toBe(true)
    expect(passes(row({ ratio: 4.99, bar }))).toBe(false)
  })

  test('stands on our own figure where nothing is compared', () => {
    const bar = { relation: 'at most', value: 2, unit: 'ms' } as const
    expect(passes(row({ ours: { value: 2, unit: 'ms' }, bar }))).toBe(true)
    expect(passes(row({ ours: { value: 2.01, unit: 'ms' }, bar }))).toBe(false)
  })

  test('that does not exist is not missed', () => {
    expect(passes(row({}))).toBeNull()
  })
})

test('a table shows what was missed', () => {
  const bar = { relation: 'at least', value: 5, unit: '×' } as const
  const peer = { name: 'Langium', value: 3, unit: 'MB/s' }
  const text = table({
    bench: 'parse',
    subject: 'a file',
    rows: [row({ ratio: 3.333, peer, bar })],
    notes: ['So.'],
  })
  expect(text.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '))).toEqual([
    'parse: a file',
    '',
    '  Silencio  held against  ratio  bar',
    'parse  10 MB/s  Langium 3 MB/s  3.33  at least 5 ×  FAIL',
    '',
    '  So.',
    '',
  ])
})

test('a ratio is the median of the rounds, so that one slow round does not decide', () => {
  const measured = (rounds: readonly number[]) => ({ name: '', ms: 0, from: 0, to: 0, wallMs: 0, rounds })
  expect(ratio(measured([10, 10, 90]), measured([5, 5, 5]))).toBe(2)
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
})
