/** What a host makes of a performer: a copy, a proxy, an object on top of it, as frameworks do without asking. */

import { expect, test } from 'vitest'
import type { Performer } from '../../../runtime/performer.ts'
import { policyOf } from '../../laws/play.ts'

const PIECE = `tempo 96 bpm
metronome click { beat |x x x x| }
`

/** As frameworks wrap: with all objects that are found inside. */
function deeply<T extends object>(target: T): T {
  return new Proxy(target, {
    get(on, name, receiver) {
      const value: unknown = Reflect.get(on, name, receiver)
      return typeof value === 'object' && value !== null ? deeply(value) : value
    },
  })
}

const WRAPPED: readonly (readonly [string, (set: Performer) => Performer])[] = [
  ['a proxy', (set) => new Proxy(set, {})],
  ['a proxy of all that is inside (Vue’s `ref`)', deeply],
  ['a frozen performer', (set) => Object.freeze(set)],
  ['an object that inherits from it', (set) => Object.create(set)],
  ['a copy', (set) => ({ ...set })],
]

test.each(WRAPPED)('%s says what the performer says, and plays', async (_, wrap) => {
  const policy = await policyOf(PIECE)
  const wrapped = wrap(policy.start({ seed: 1 }))
  expect(wrapped).toMatchObject({ ended: false, bpm: 96, vamping: false, counting: null, habit: Number.NaN })
  expect(wrapped.advance(2).length).toBe(4)
  expect(wrapped.end().end_reason).toBe('stopped')
})

test('what may be read of a performer shows in its text, and nothing else', async () => {
  const policy = await policyOf(PIECE)
  expect(JSON.parse(JSON.stringify(policy.start()))).toEqual({
    ended: false,
    bpm: 96,
    vamping: false,
    counting: null,
    habit: null,
    countSeconds: 2.5,
  })
})
