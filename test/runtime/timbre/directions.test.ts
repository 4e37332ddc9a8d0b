import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classOf } from '../../../runtime/audio/strike.ts'
import { DIRECTIONS, lexiconDirections } from '../../../runtime/timbre/directions.ts'
import { eigenvectors } from '../../../runtime/timbre/eigen.ts'
import { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'
import { nearTimbre } from '../../../runtime/timbre/mix.ts'
import { timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { runs } from '../../harness/runs.ts'

const PROMPTS = ['warm woody click', 'soft brushed snare', 'deep kick drum', 'round upright bass', 'qzx']

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)

describe('eigenvectors', () => {
  test('of a matrix that is known', () => {
    // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, −1).
    const [first, second] = eigenvectors(Float64Array.of(2, 1, 1, 2), 2)
    expect([first?.value, second?.value]).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)])
    expect([...(first?.vector ?? [])]).toEqual([
      expect.closeTo(Math.SQRT1_2, 12),
      expect.closeTo(Math.SQRT1_2, 12),
    ])
  })

  test('make the matrix again, and are at right angles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 25, maxLength: 25 }),
        (x) => {
          const matrix = Float64Array.from(
            x,
            (_, k) => (x[k] ?? 0) + (x[5 * (k % 5) + Math.floor(k / 5)] ?? 0),
          )
          const pairs = eigenvectors(matrix, 5)
          matrix.forEach((value, k) => {
            const [i, j] = [Math.floor(k / 5), k % 5]
            expect(
              pairs.reduce((sum, p) => sum + p.value * (p.vector[i] ?? 0) * (p.vector[j] ?? 0), 0),
            ).toBeCloseTo(value, 9)
          })
          for (const a of pairs)
            for (const b of pairs) expect(dot(a.vector, b.vector)).toBeCloseTo(a === b ? 1 : 0, 9)
          expect(pairs.map(({ value }) => value)).toEqual(
            pairs.map(({ value }) => value).sort((a, b) => b - a),
          )
        },
      ),
      runs(40),
    )
  })
})

// [timbre.near]
describe('the directions around a prompt', () => {
  test.each(PROMPTS)('%s: are six, at right angles to it and to each other, each with words', (prompt) => {
    const directions = lexiconDirections(prompt)
    expect(directions).toHaveLength(DIRECTIONS)
    const all = [timbreOfText(prompt).vector, ...directions.map(({ vector }) => vector)]
    all.forEach((a, i) => {
      for (const [j, b] of all.entries()) expect(dot(a, b), `${i} ${j}`).toBeCloseTo(i === j ? 1 : 0, 6)
    })
    for (const { says } of directions)
      expect(says).toMatch(/^(more|less) [a-z]+( and [a-z]+)*(, less [a-z]+( and [a-z]+)*)?$/)
    expect(lexiconDirections(prompt)).toEqual(directions)
  })

  test('lead no further off than their amounts say, and the class stays what it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PROMPTS.slice(0, 4)),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
          minLength: DIRECTIONS,
          maxLength: DIRECTIONS,
        }),
        (prompt, amounts) => {
          const reach = 0.4 / Math.sqrt(DIRECTIONS)
          const centre = timbreOfText(prompt)
          const ways = lexiconDirections(prompt).map(({ vector }) => Float64Array.from(vector))
          const moved = TimbreEmbedding.fromDirection(
            nearTimbre(
              centre.vector,
              ways,
              amounts.map((x) => x * reach),
            ),
          )
          // tan of the angle is at most .4
          expect(moved.distance(centre)).toBeLessThanOrEqual(1 - 1 / Math.hypot(1, 0.4) + 1e-6)
          expect(classOf(moved)).toBe(classOf(centre))
        },
      ),
      runs(60),
    )
  })

  test('at no amount are the prompt itself', () => {
    const { vector } = timbreOfText('dry click')
    expect(nearTimbre(vector, [vector], [0])).toEqual(vector)
  })
})
