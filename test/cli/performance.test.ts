import { expect, it } from 'vitest'
import { zonesOf } from '../../cli/judged-report.ts'
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

it('plays on where nobody plays: sixteen bars alone, two behind the last onset of a take', async () => {
  const policy = await policyOf('tempo 100 bpm\nmeter 3/4\nmetronome click { beat |x x x| }\n')
  const last = (times: readonly number[]) => {
    const onsets = times.map((time) => ({ time, velocity: null, pitch: null }))
    const { session, events } = perform(policy, onsets, { seed: 1 })
    expect(Math.max(...events.map(({ timestamp }) => timestamp))).toBeLessThanOrEqual(
      session.duration_seconds,
    )
    return session.duration_seconds
  }
  expect(last([])).toBeCloseTo(16 * 1.8, 1)
  expect(last([1.8, 2.4, 3])).toBeCloseTo(3 + 2 * 1.8, 1)
})

it('says what bpm counts, and how long zones in beats are, where the beat is something else', async () => {
  const policy = await policyOf(
    'tempo 120 bpm on 8ths in 60 bpm..400 bpm\nzones z { snap 0.1 beats  follow 0.2 beats  limit 0.3 beats }\nplayer { zones z }\nmetronome c { beat |X x x x| }\n',
  )
  const onsets = [{ time: 4, velocity: null, pitch: null }]
  const { score } = perform(policy, onsets, { seed: 1 })
  const alone = policy.score({ bars: 1 })
  expect([score.bpm, score.tempoUnit]).toEqual([alone.bpm, alone.tempoUnit])
  // A quarter lasts a second.
  const { snapMs, followMs, limitMs } = zonesOf(policy, policy.slots)
  expect([snapMs, followMs, limitMs]).toEqual([100, 200, 300].map((ms) => expect.closeTo(ms, 9)))
})

it('draws the zones and the tempo that the piece opens with, where its first section has its own', async () => {
  const policy = await policyOf(
    'tempo 60 bpm in 40 bpm..100 bpm\nzones wide { snap 40 ms  follow 150 ms  limit 300 ms }\nzones tight { snap 0.1 beats  follow 0.2 beats  limit 0.3 beats }\nplayer { zones wide }\nmetronome c { beat |X x x x| }\nsection b { bars 2 }\nsection a { bars 2  tempo 120 bpm on 8ths in 60 bpm..200 bpm  zones tight }\nform a, b\n',
  )
  const { snapMs, followMs, limitMs, bpm } = zonesOf(policy, policy.slots)
  expect(bpm).toBe(120)
  // 120 8ths a minute: a quarter lasts a second.
  expect([snapMs, followMs, limitMs]).toEqual([100, 200, 300].map((ms) => expect.closeTo(ms, 9)))
})
