import { expect, it } from 'vitest'
import { perform } from '../../cli/performance.ts'
import { policyOf } from '../laws/play.ts'

it('logs every onset of a take, also what comes after the form has ended', async () => {
  const policy = await policyOf(
    'tempo 120 bpm\nmetronome click { beat |x x x x| }\nsection a { bars 2 }\nform a\n',
  )
  const onsets = Array.from({ length: 60 }, (_, i) => ({ time: 0.5 * i, velocity: null, pitch: null }))
  const { session, events } = perform(policy, onsets, { seed: 1 })
  expect(session.onset_times).toHaveLength(60)
  expect(Math.max(...events.map(({ timestamp }) => timestamp))).toBeLessThan(8)
})
