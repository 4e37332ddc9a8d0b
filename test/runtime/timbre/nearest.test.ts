import { expect, test } from 'vitest'
import { describeIn } from '../../../runtime/timbre/nearest.ts'

/** Every "pure" more brings a prompt nearer; no other word does. */
const model = {
  async embed(prompt: string) {
    const pure = prompt.split(' ').filter((word) => word === 'pure').length
    const length = Math.hypot(1, pure)
    return { vector: Float64Array.of(1 / length, pure / length), attributes: {}, unknown: [] }
  },
}
const PURE = Float64Array.of(0, 1)

test('a description says no word twice', async () => {
  const { prompt } = await describeIn(model, PURE)
  expect(prompt).toMatch(/^pure \S/)
  expect(prompt.match(/pure/g)).toHaveLength(1)
})
