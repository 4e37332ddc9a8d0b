import { expect, test } from 'vitest'
import { summary } from '../../scripts/summary.mjs'

const beat = (n: number, time: number, mode: string, deviation: number | null) => ({
  n,
  measure: Math.floor(n / 4) + 1,
  time,
  mode,
  deviation,
  onset: deviation === null ? null : time + deviation,
})

test('a session is told in five lines', () => {
  const session = {
    policy: { name: 'Pocket Trio' },
    seed: 7,
    duration_seconds: 75.4,
    onset_times: [0.1, 0.2, 0.3],
    beats: [
      beat(0, 0, 'SNAP', -0.01),
      beat(1, 0.5, 'FOLLOW', -0.03),
      beat(2, 1, 'SNAP', null),
      beat(3, 1.5, 'LIMIT', -0.25),
      beat(4, 2, 'FOLLOW', -0.04),
    ],
  }
  expect(summary(session)).toEqual([
    'Pocket Trio played 2 bars in 1 min 15 s.',
    'It began at 120.0 bpm and ended at 120.0 bpm.',
    'It heard 3 notes of the player, who met 4 of its 5 beats, typically 35 ms early, give or take 15 ms.',
    'The band then held its beat (25 %), leaned towards them (50 %) or was at its limit (25 %).',
    'Seed 7: the same take gives the same performance, bit for bit.',
  ])
})

test('a session in which nobody played is told, too', () => {
  const session = { policy: { name: 'Trio' }, seed: 0, duration_seconds: 3, onset_times: [], beats: [] }
  expect(summary(session)).toHaveLength(5)
  expect(summary(session).join(' ')).not.toContain('NaN')
})
