import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AXES, EMBEDDING_DIM } from '../../../runtime/timbre/axes.ts'
import { TimbreEmbedding, timbreOfGrades, unitVectorProblem } from '../../../runtime/timbre/embedding.ts'
import { lexiconEncoder, timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { runs } from '../../harness/runs.ts'
import { anyTimbre } from '../score/arbitrary-score.ts'

const RUNS = runs(300)

const length = (timbre: TimbreEmbedding) => Math.sqrt(timbre.vector.reduce((sum, x) => sum + x * x, 0))

test('the space has a number an axis, each axis once', () => {
  expect(new Set(AXES).size).toBe(EMBEDDING_DIM)
  expect(TimbreEmbedding.neutral().vector.length).toBe(EMBEDDING_DIM)
})

test('every timbre is a unit vector, blends too', () => {
  fc.assert(
    fc.property(anyTimbre, anyTimbre, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, t) => {
      expect(length(a)).toBeCloseTo(1, 12)
      expect(length(a.interpolate(b, t))).toBeCloseTo(1, 12)
    }),
    RUNS,
  )
})

test('a unit vector taken as a direction keeps its bits', () => {
  fc.assert(
    fc.property(anyTimbre, (timbre) => {
      expect(TimbreEmbedding.fromDirection(timbre.vector)).toEqual(timbre)
    }),
    RUNS,
  )
})

test('distance is 0 to itself, symmetric, and between 0 and 2', () => {
  fc.assert(
    fc.property(anyTimbre, anyTimbre, (a, b) => {
      expect(a.distance(a)).toBeLessThan(1e-12)
      expect(a.distance(b)).toBe(b.distance(a))
      expect(a.distance(b)).toBeGreaterThanOrEqual(0)
      expect(a.distance(b)).toBeLessThanOrEqual(2 + 1e-12)
    }),
    RUNS,
  )
})

test('a blend starts at one timbre, ends at the other, and is between them all the way', () => {
  const a = timbreOfText('deep kick drum')
  const b = timbreOfText('sharp metallic tick')
  expect(a.interpolate(b, 0).distance(a)).toBeLessThan(1e-12)
  expect(a.interpolate(b, 1).distance(b)).toBeLessThan(1e-12)
  expect(a.interpolate(b, 0.5).distance(a)).toBeCloseTo(a.interpolate(b, 0.5).distance(b), 12)
  let before = -1
  for (let t = 0; t <= 1; t += 0.1) {
    const distance = a.interpolate(b, t).distance(a)
    expect(distance).toBeGreaterThan(before)
    before = distance
  }
})

test('opposite directions have a middle, not a hole: the neutral timbre stands in', () => {
  const a = TimbreEmbedding.fromDirection([0, 1, ...new Array<number>(EMBEDDING_DIM - 2).fill(0)])
  const b = TimbreEmbedding.fromDirection([0, -1, ...new Array<number>(EMBEDDING_DIM - 2).fill(0)])
  expect(a.interpolate(b, 0.5).distance(TimbreEmbedding.neutral())).toBe(0)
})

test('a zero or broken direction is the neutral timbre, never NaN', () => {
  const zeros = new Array<number>(EMBEDDING_DIM).fill(0)
  for (const vector of [[], zeros, zeros.map(() => Number.NaN), zeros.map(() => Number.POSITIVE_INFINITY)]) {
    expect(TimbreEmbedding.fromDirection(vector).distance(TimbreEmbedding.neutral())).toBe(0)
  }
})

test('grades read back from the unit vector as they were given', () => {
  const timbre = timbreOfGrades({ brightness: -0.4, wood: 0.7, click: 1 })
  expect(timbre.grade('brightness')).toBeCloseTo(-0.4, 12)
  expect(timbre.grade('wood')).toBeCloseTo(0.7, 12)
  expect(timbre.grade('click')).toBeCloseTo(1, 12)
  expect(timbre.grade('metal')).toBe(0)
})

test('a stored vector keeps its bits; what is none is refused', () => {
  const vector = [...timbreOfText('felt piano').vector]
  expect([...TimbreEmbedding.fromUnitVector(vector).vector]).toEqual(vector)
  expect(() => TimbreEmbedding.fromUnitVector([1, 0])).toThrow('32 numbers, not 2')
  expect(() => TimbreEmbedding.fromUnitVector(vector.map((x) => x * 2))).toThrow('length 1')
  expect(unitVectorProblem(vector.map(() => Number.NaN))).toContain('length 1')
})

test('a vector rounded to six digits still counts as a unit vector', () => {
  const rounded = [...timbreOfText('open hat').vector].map((x) => Number(x.toFixed(6)))
  expect(unitVectorProblem(rounded)).toBeNull()
})

test('fromText takes any encoder, the lexicon for one', () => {
  expect(TimbreEmbedding.fromText('snare', lexiconEncoder)).toEqual(timbreOfText('snare'))
})
