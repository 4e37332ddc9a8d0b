import { expect, it } from 'vitest'
import { perform } from '../../cli/performance.ts'
import { policyOf } from '../laws/play.ts'

it('logs every onset of a take, also what comes after the form has ended', async () => {
  const policy = await policyOf(
    'tempo 120 bpm\nmetronome click { beat |x x x x| }\nsection a { bars 2 }\nform a\n',
  )
  const onsets = Array.from({ length: 60 }, (_, i) => ({ time: 0.5 * i, velocity: null, pitch: null }))
  const problems: string[] = []
  const onError = ({ message }: { readonly message: string }) => problems.push(message)
  const { session, events, beyond } = perform(policy, onsets, { seed: 1, onError })
  expect(session.onset_times).toHaveLength(60)
  // Two bars at 120 bpm, and the bar of the count.
  expect(beyond).toBe(onsets.filter(({ time }) => time > 6).length)
  expect(problems).toEqual([])
  expect(Math.max(...events.map(({ timestamp }) => timestamp))).toBeLessThan(8)
})
