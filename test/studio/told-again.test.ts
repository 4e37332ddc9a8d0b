/** A tap whose beat took another onset after all is told again, and stands in the pictures once. */

import { expect, test } from 'vitest'
import { createTaps } from '../../studio/views/dial/taps.ts'
import { createTapRing } from '../../studio/views/score/past.ts'

test('in the dial it keeps its place in the turn and loses its verdict', () => {
  const taps = createTaps()
  for (let k = 0; k < 70; k++) taps.add(k, -10, 'follow', 0.7)
  taps.add(68, -10, null, 0.7)
  expect([taps.count, taps.time(0), taps.time(1)]).toEqual([64, 69, 68])
  expect([taps.mode(0), taps.mode(1), taps.mode(2)]).toEqual(['follow', null, 'follow'])
})

test('in the score it keeps its place in the row and loses its verdict', () => {
  const ring = createTapRing()
  for (let k = 0; k < 5; k++) ring.add({ time: k, velocity: 0.7, deviation: -10, n: k, mode: 'limit' }, k)
  ring.add({ time: 3, velocity: 0.7, deviation: -10, n: 3, mode: null }, 3)
  expect([ring.count, ring.time(0), ring.time(1)]).toEqual([5, 4, 3])
  expect([ring.mode(0), ring.mode(1), ring.mode(2)]).toEqual(['limit', null, 'limit'])
})
