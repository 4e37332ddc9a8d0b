import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { box, dict, discrete, type Space, spaceOf, tuple } from '../../../training/env/spaces.ts'
import { ACTIONS, VERSIONS } from '../../../training/env/versions.ts'

const leaf: fc.Arbitrary<Space<unknown>> = fc.oneof(
  fc
    .integer({ min: 1, max: 9 })
    .chain((n) => fc.integer({ min: -3, max: 3 }).map((start) => discrete(n, start))),
  fc
    .record({
      low: fc.constantFrom(-2, 0, Number.NEGATIVE_INFINITY),
      high: fc.constantFrom(0.1, 3, Number.POSITIVE_INFINITY),
      shape: fc.constantFrom([1], [3], [2, 2]),
      dtype: fc.constantFrom('float32' as const, 'float64' as const),
    })
    .map(({ low, high, shape, dtype }) => box(low, high, shape, dtype)),
)
const space: fc.Arbitrary<Space<unknown>> = fc.oneof(
  leaf,
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((list) => tuple<readonly unknown[]>(list)),
  fc
    .dictionary(fc.constantFrom('a', 'b', 'c'), leaf, { minKeys: 1 })
    .map((d) => dict<Record<string, unknown>>(d)),
)
const key = fc.record({ seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), number: fc.nat() })

describe('spaces', () => {
  it('hold their samples, which depend on the key alone', () => {
    fc.assert(
      fc.property(space, key, (space, key) => {
        const sample = space.sample(key)
        expect(space.fault(sample)).toBeNull()
        expect(space.sample(key)).toEqual(sample)
      }),
    )
  })

  it('come back from JSON as they were', () => {
    fc.assert(
      fc.property(space, key, (space, key) => {
        const read = spaceOf(JSON.parse(JSON.stringify(space)))
        expect(read.toJSON()).toEqual(space.toJSON())
        expect(read.sample(key)).toEqual(space.sample(key))
      }),
    )
  })

  it('sample every choice about as often', () => {
    const five = discrete(5)
    const samples = Array.from({ length: 5000 }, (_, number) => five.sample({ seed: 3, number }))
    const counts = [0, 1, 2, 3, 4].map((choice) => samples.filter((one) => one === choice).length)
    // χ² with 4 degrees of freedom is below 18.5 in 999 of 1000.
    expect(counts.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(18.5)
  })

  it('sample the parts of a tuple independently', () => {
    const pair = tuple([discrete(2), discrete(2)])
    let same = 0
    for (let number = 0; number < 1000; number++) {
      const [a, b] = pair.sample({ seed: 1, number })
      if (a === b) same++
    }
    expect(same).toBeGreaterThan(430)
    expect(same).toBeLessThan(570)
  })

  it.each([
    [discrete(3), 3, 'must be a whole number from 0 to 2, not 3'],
    [box(0, 1, [2]), Float32Array.of(0, 2), 'number 1 must lie between 0 and 1, not at 2'],
    [box(0, 1, [2]), [0, 1], 'must be a Float32Array, not a list of 2'],
    [box(0, 1, [2]), Float32Array.of(0, Number.NaN), 'number 1 must lie between 0 and 1, not at NaN'],
    [
      ACTIONS.v2,
      { degree: 8, cents: Float32Array.of(0) },
      '.degree must be a whole number from 0 to 7, not 8',
    ],
    [ACTIONS.v2, { degree: 1 }, '.cents must be a Float32Array, not undefined'],
    [ACTIONS.v2, { degree: 1, cents: Float32Array.of(0), loud: 1 }, 'has no field "loud"'],
    [tuple([discrete(1)]), [], 'must be a list of 1, not a list of 0'],
  ])('say what is wrong (%#)', (space, value, fault) => {
    expect((space as Space<unknown>).fault(value)).toBe(fault)
  })

  it.each([
    [{ kind: 'ball' }, 'space must be a box, a discrete, a tuple or a dict'],
    [
      { kind: 'dict', spaces: { a: { kind: 'discrete', n: 0, start: 0 } } },
      'there cannot be 0 choices from 0 on',
    ],
    [{ kind: 'tuple', spaces: [null] }, 'space[0] must be an object, not null'],
    [
      { kind: 'box', dtype: 'int8', shape: [1], low: [0], high: [1] },
      'space needs dtype: float32 or float64',
    ],
    [{ kind: 'box', dtype: 'float32', shape: [1e9], low: [], high: [] }, 'a box has 1 to 65536 numbers'],
  ])('are not made of JSON that is none (%#)', (json, message) => {
    expect(() => spaceOf(json)).toThrow(message)
  })

  it('of the four versions grow, and are plain JSON', () => {
    expect(VERSIONS.map((version) => ACTIONS[version].toJSON().kind)).toEqual([
      'discrete',
      'discrete',
      'dict',
      'dict',
    ])
    expect(Object.keys((ACTIONS.v3.toJSON() as { spaces: object }).spaces)).toEqual([
      'degree',
      'cents',
      'timbre',
    ])
  })
})
