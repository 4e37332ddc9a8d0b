import { expect, it } from 'vitest'
import { loadModule } from '../../training/simulate/load.ts'

/** A policy as far as whoever loads it can tell: it keeps what it was told. */
const KEEPS = `let slots = [20]
export default { start() {}, loadSlots(given) { slots = given }, get slots() { return slots } }
`
const url = `data:text/javascript;base64,${Buffer.from(KEEPS).toString('base64')}`

it('a policy that is loaded again is another one: what the first was told changes nothing for it', async () => {
  const [first, second] = [await loadModule(url), await loadModule(url)]
  first.loadSlots([60])
  expect(first.slots).toEqual([60])
  expect(second.slots).toEqual([20])
})

it('what is no policy is refused', async () => {
  await expect(loadModule('data:text/javascript,export default { start() {} }')).rejects.toThrow(
    'exports no policy',
  )
})
