import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Events } from '../../../runtime/follow/events.ts'

function heard(onsets: readonly (readonly [number, number])[], pitched = false): [number, number][] {
  const events = new Events()
  for (const [time, velocity] of onsets) events.hear(time, velocity, pitched)
  return Array.from({ length: events.count }, (_, i) => [events.time(i), events.velocity(i)])
}

describe('onsets become events', () => {
  // [onset.merge]
  it('within 30 ms they are one, with the time and strength of the loudest', () => {
    expect(
      heard([
        [1, 0.3],
        [1.01, 0.9],
        [1.029, 0.5],
      ]),
    ).toEqual([[1.01, 0.9]])
    expect(
      heard([
        [1, 0.3],
        [1.031, 0.9],
      ]),
    ).toHaveLength(2)
  })

  // [onset.merge]
  it('of a pitched instrument they are one within 50 ms, since a hand needs longer for a chord', () => {
    const chord = [
      [1, 0.3],
      [1.045, 0.9],
    ] as const
    expect(heard(chord)).toHaveLength(2)
    expect(heard(chord, true)).toEqual([[1.045, 0.9]])
    expect(
      heard(
        [
          [1, 0.3],
          [1.051, 0.9],
        ],
        true,
      ),
    ).toHaveLength(2)
  })

  it('a roll is many events, not one long one: merging counts from the first onset', () => {
    const roll = Array.from({ length: 20 }, (_, i) => [1 + i * 0.02, 0.5] as const)
    expect(heard(roll)).toHaveLength(10)
  })

  it('are the same in whatever order they are delivered, if they lie apart', () => {
    const apart = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(apart, fc.infiniteStream(fc.nat()), (slots, order) => {
        const onsets = slots.map((slot) => [slot * 0.1, 0.1 + slot / 100] as const)
        const shuffled = onsets
          .map((onset) => [order.next().value, onset] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, onset]) => onset)
        expect(heard(shuffled)).toEqual(heard(onsets.toSorted(([a], [b]) => a - b)))
      }),
    )
  })

  it('are forgotten before a moment and kept from it on', () => {
    const events = new Events()
    for (const time of [1, 2, 3]) events.hear(time, 0.5, false)
    events.forgetBefore(2)
    expect([events.count, events.time(0), events.time(1)]).toEqual([2, 2, 3])
    events.forgetBefore(10)
    expect(events.count).toBe(0)
  })

  it('stay in order and bounded in any storm', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.nat(100))), (storm) => {
        const times = heard(storm.map(([ms, v]) => [ms / 1000, v / 100])).map(([time]) => time)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        expect(times.length).toBeLessThanOrEqual(64)
      }),
    )
  })
})
