import { expect, it } from 'vitest'
import type { SessionBeat } from '../../../runtime/host/report/input.ts'
import { writtenTempi } from '../../../runtime/host/report/written.ts'

/** Beats in 4/4 with these written tempi. */
function beats(tempi: readonly number[]): readonly SessionBeat[] {
  const zones = { name: '', snapMs: 20, followMs: 100, limitMs: 200, shrunken: false, centre: null }
  return tempi.map((written, i) => {
    const measure = 1 + Math.floor(i / 4)
    return { measure, time: i, mode: 'snap', confidence: 1, onset: null, units: 1, written, zones }
  })
}

const times = (n: number, bpm: number) => Array<number>(n).fill(bpm)

it.each([
  ['one tempo', times(8, 96), [[96, 1, false]]],
  [
    'a ladder',
    [...times(8, 90), ...times(8, 95), ...times(3, 100)],
    [
      [90, 1, false],
      [95, 3, false],
      [100, 5, false],
    ],
  ],
  [
    'a ramp between two tempi',
    [...times(4, 120), 114, 108, 102, ...times(5, 96)],
    [
      [120, 1, false],
      [96, 2, true],
    ],
  ],
  [
    'a ramp from the first beat on that the end cuts off',
    [120, 119, 118, 117],
    [
      [120, 1, false],
      [117, 1, true],
    ],
  ],
  [
    'a rung whose first beat is the last that was played',
    [...times(8, 90), 95],
    [
      [90, 1, false],
      [95, 3, false],
    ],
  ],
])('the course of %s', (_, tempi, course) => {
  expect(writtenTempi(beats(tempi)).map(({ bpm, bar, slid }) => [bpm, bar, slid])).toEqual(course)
})

it('takes tempi for one that differ by rounding alone', () => {
  expect(writtenTempi(beats([96, 96 + 1e-9, 96 - 1e-9, 96]))).toHaveLength(1)
  expect(writtenTempi([])).toEqual([])
})
