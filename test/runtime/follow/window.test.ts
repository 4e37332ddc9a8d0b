import { describe, expect, it } from 'vitest'
import { NEAREST_SHARE, nearestShare, onsetWindow } from '../../../runtime/follow/window.ts'

describe('how far from a beat an event is still that beat', () => {
  it('lies within the limit and 0.15 beat', () => {
    expect(onsetWindow(0.2, 0.5, NEAREST_SHARE)).toBe(0.075)
    expect(onsetWindow(0.05, 0.5, NEAREST_SHARE)).toBe(0.05)
  })

  it('reaches half the way to the next expected note where the file says what is played', () => {
    expect(nearestShare([[0, 1, 2, 3]], 1, 4)).toBe(0.5)
    expect(
      nearestShare(
        [
          [0, 0.5, 1],
          [0, 2],
        ],
        1,
        4,
      ),
    ).toBe(0.25)
    expect(nearestShare([[0, 1.5]], 1.5, 3)).toBe(0.5)
    expect(nearestShare([[]], 1, 4)).toBe(0.5)
    // The last note of a bar and the first of the next, of which this pattern has none in every second bar.
    expect(nearestShare([[0, 1, 2, 3.75]], 1, 4)).toBe(0.125)
    expect(nearestShare([[0, 3.75], [1]], 1, 4)).toBe(0.5)
    expect(onsetWindow(0.2, 0.5, nearestShare([[0, 1, 2, 3]], 1, 4))).toBe(0.2)
  })
})
