import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FILES } from '../../examples/make-onsets.mjs'

const examples = new URL('../../examples/', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, examples), 'utf8')

describe('the onset files of the examples', () => {
  test.each(Object.entries(FILES))(
    '%s is what its script writes, and says that it is simulated',
    (path, text) => {
      expect(read(path)).toBe(text)
      expect(JSON.parse(text)).toMatchObject({ version: 1, source: 'simulated' })
    },
  )

  test('the trio’s take starts on the first beat after the count-in and lasts under two minutes', () => {
    const { onsets } = JSON.parse(FILES['pocket-trio/take.onsets.json'])
    const times: number[] = onsets.map((onset: { time: number }) => onset.time)
    expect(Math.abs((times[0] ?? 0) - 2.5)).toBeLessThan(0.08)
    expect(times.at(-1)).toBeGreaterThan(90)
    expect(times.at(-1)).toBeLessThan(120)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })
})
