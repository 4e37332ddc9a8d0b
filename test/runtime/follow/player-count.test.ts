import { describe, expect, it } from 'vitest'
import { PlayerCount } from '../../../runtime/follow/player-count.ts'

describe('a count by the player', () => {
  it('is through with its last beat', () => {
    const count = new PlayerCount(4, 1)
    expect([1, 1.52, 1.99, 2.5].map((time) => count.hear(time))).toEqual([false, false, false, true])
    expect(count.times).toEqual([1, 1.52, 1.99, 2.5])
  })

  it('takes a chord for one stroke, and starts anew after a long gap', () => {
    const count = new PlayerCount(3, 1)
    for (const time of [1, 1.01, 5, 5.5]) expect(count.hear(time)).toBe(false)
    expect(count.hear(6)).toBe(true)
    expect(count.times).toEqual([5, 5.5, 6])
  })
})
