import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Beat } from '../../runtime/score/beat.ts'
import { runs } from '../harness/runs.ts'
import { policyOf } from './play.ts'

/** At 60 bpm a quarter is a second, so that times are positions. */
async function played(lines: readonly string[], swing: string, meter = '4/4'): Promise<readonly Beat[]> {
  const tempo = meter.startsWith('6/8') ? 'tempo 40 bpm' : 'tempo 60 bpm'
  const header = `${tempo}\nmeter ${meter}\n${swing === '' ? '' : `swing ${swing}\n`}`
  const policy = await policyOf(`${header}drummer kit {\n  ${lines.join('\n  ')}\n}\n`)
  return policy.score({ bars: 2 }).beats
}

const times = (beats: readonly Beat[]): readonly number[] => beats.map(({ timestamp }) => timestamp)
const close = (list: readonly number[]) => list.map((x) => expect.closeTo(x, 9))

/** A ratio as it is written, to a tenth of a percent. */
const ratio = fc.integer({ min: 500, max: 780 }).map((tenths) => tenths / 10)
const unit = fc.constantFrom('8ths', '16ths')

describe('swing', () => {
  // [swing.ratio] [swing.unit]
  it('puts the second of two 8ths, or 16ths, at its ratio and leaves beats where they are', async () => {
    await fc.assert(
      fc.asyncProperty(ratio, unit, async (percent, on) => {
        const pair = on === '8ths' ? 1 : 0.5
        const hats = await played([`hat |${'x '.repeat(8 / pair)}|`], `${percent}% on ${on}`)
        const expected = Array.from({ length: 16 / pair }, (_, i) =>
          i % 2 === 0 ? (i / 2) * pair : ((i - 1) / 2 + percent / 100) * pair,
        )
        expect(times(hats)).toEqual(close(expected))
      }),
      runs(25),
    )
  })

  // [swing.short]
  it('keeps the short note as long as it says, until it would be a straight 8th', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 220, max: 800 }), async (ms) => {
        const hats = times(await played(['hat |x x x x x x x x|'], `short ${ms} ms`))
        expect((hats[2] ?? 0) - (hats[1] ?? 0)).toBeCloseTo(Math.min(0.5, ms / 1000), 9)
      }),
      runs(15),
    )
  })

  // [swing.cells]
  it('leaves tuplets alone: three and six to the beat, and counts that are meant', async () => {
    const tuplet = fc.constantFrom(
      ['4/4', 12, ''],
      ['4/4', 24, ''],
      ['3/4', 9, ''],
      ['6/8', 6, ''],
      ['6/8', 12, ''],
      ['4/4', 3, '3:'],
      ['4/4', 5, '5:'],
      ['4/4', 7, '7:'],
      ['3/4', 5, '5:'],
    ) satisfies fc.Arbitrary<readonly [string, number, string]>
    await fc.assert(
      fc.asyncProperty(tuplet, ratio, unit, async ([meter, count, meant], percent, on) => {
        const hat = `hat |${meant} ${'x '.repeat(count)}|`
        const straight = times(await played([hat], '', meter))
        expect(straight).toHaveLength(2 * count)
        expect(times(await played([hat], `${percent}% on ${on}`, meter))).toEqual(close(straight))
      }),
      runs(25),
    )
  })

  // [swing.warp]
  it('never lets a note of a voice overtake another, brackets included', async () => {
    const leaf = fc.constantFrom('x', 'X', 'g')
    const cell = fc.oneof(
      { weight: 3, arbitrary: leaf },
      {
        weight: 1,
        arbitrary: fc.array(leaf, { minLength: 1, maxLength: 5 }).map((list) => `[${list.join(' ')}]`),
      },
    )
    const bar = fc
      .constantFrom(4, 8, 16, 32, 12)
      .chain((count) => fc.array(cell, { minLength: count, maxLength: count }))
    await fc.assert(
      fc.asyncProperty(bar, ratio, unit, async (cells, percent, on) => {
        const lines = [`hat |${cells.join(' ')}|`]
        const straight = await played(lines, '')
        const swung = await played(lines, `${percent}% on ${on}`)
        expect(swung.map(({ cell }) => cell)).toEqual(straight.map(({ cell }) => cell))
        const at = times(swung)
        for (const [i, time] of at.entries()) if (i > 0) expect(time).toBeGreaterThan(at[i - 1] ?? 0)
      }),
      runs(35),
    )
  })

  // [swing.bracket]
  it('lets a bracket share what is left between the warped ends of its cell', async () => {
    const size = fc.integer({ min: 2, max: 6 })
    await fc.assert(
      fc.asyncProperty(ratio, size, size, async (percent, a, b) => {
        const bracket = (n: number) => `[${'x '.repeat(n)}]`
        const hats = times(await played([`hat |${`${bracket(a)} ${bracket(b)} `.repeat(4)}|`], `${percent}%`))
        const r = percent / 100
        const inPair = [
          ...Array.from({ length: a }, (_, i) => (i * r) / a),
          ...Array.from({ length: b }, (_, i) => r + (i * (1 - r)) / b),
        ]
        expect(hats).toEqual(
          close(Array.from({ length: 8 }, (_, beat) => inPair.map((x) => beat + x)).flat()),
        )
      }),
      runs(20),
    )
  })

  // [swing.pairs]
  it('leaves the odd last 8th of a group straight in additive metres', async () => {
    // Groups of one size are a compound metre: 6/8 (3+3) has three to the beat, and those do not swing.
    const groups = fc
      .array(fc.constantFrom(2, 3), { minLength: 2, maxLength: 4 })
      .filter((sizes) => new Set(sizes).size > 1)
    const cellsAn8th = fc.constantFrom(1, 2)
    await fc.assert(
      fc.asyncProperty(groups, ratio, cellsAn8th, async (sizes, percent, each) => {
        const upper = sizes.reduce((sum, size) => sum + size, 0)
        const lines = [`hat |${'x '.repeat(upper * each)}|`]
        const hats = times(await played(lines, `${percent}%`, `${upper}/8 (${sizes.join('+')})`))
        // An 8th is half a second; each pair of them is warped about its middle.
        const second = percent / 100
        const pair = each === 1 ? [0, second] : [0, second / 2, second, (1 + second) / 2]
        const odd = each === 1 ? [0] : [0, 0.25]
        let start = 0
        const expected: number[] = []
        for (const size of sizes) {
          expected.push(...pair.map((at) => start + at))
          if (size === 3) expected.push(...odd.map((at) => start + 1 + at))
          start += size / 2
        }
        expect(hats.slice(0, upper * each)).toEqual(close(expected))
      }),
      runs(25),
    )
  })
})
