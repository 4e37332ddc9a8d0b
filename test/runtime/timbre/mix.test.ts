import { expect, test } from 'vitest'
import { timbreOfGrades } from '../../../runtime/timbre/embedding.ts'
import { mixTimbre } from '../../../runtime/timbre/mix.ts'

const wood = timbreOfGrades({ wood: 1, click: 1 })
const metal = timbreOfGrades({ metal: 1, brightness: 0.5 })

test.each([0.25, 0.5, 0.8])('a mix at %d is the timbre between, bit for bit', (t) => {
  expect(mixTimbre(wood.vector, metal.vector, t)).toEqual(wood.interpolate(metal, t).vector)
})

// [timbre.mix]
test('the ends of a mix are what was mixed', () => {
  expect(mixTimbre(wood.vector, metal.vector, 0)).toEqual(wood.interpolate(metal, 0).vector)
  const distance = mixTimbre(wood.vector, metal.vector, 1).reduce(
    (sum, x, i) => sum + x * (metal.vector[i] ?? 0),
    0,
  )
  expect(distance).toBeCloseTo(1, 12)
})
