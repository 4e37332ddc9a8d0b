import { describe, expect, it } from 'vitest'
import { alone, policyOf } from '../../bench/policy.ts'
import { beatsIn } from '../../studio/workers/beats.ts'
import { createMarks } from '../../studio/workers/marks.ts'
import { playedScore } from '../../studio/workers/played-score.ts'
import { zoneView } from '../../studio/workers/zone-view.ts'

describe('a form that opens with another section than was written first', async () => {
  const policy = await policyOf(
    alone(
      'waltz.sil',
      `tempo 240 bpm on 8ths
zones tight { snap 5 ms  follow 20 ms  limit 40 ms }
zones loose { snap 50 ms  follow 90 ms  limit 180 ms }
player { zones tight }
metronome click { beat |2: x x| }
section coda { bars 2 }
section waltz { bars 4  meter 3/4  zones loose }
form waltz repeat`,
    ),
  )

  it('is shown as it begins, before anything sounds', () => {
    expect(beatsIn(policy, { section: '' })).toBe(3)
    expect(zoneView(policy, null)?.name).toBe('loose')
  })

  it('has its own metre, and what its tempo counts, in the score of what was played', () => {
    const set = policy.start()
    const played = [...set.advance(8)]
    const marks = createMarks(policy)
    marks.update(set, policy)
    const score = playedScore({ played, piece: { policy, marks } } as never)
    expect([score?.timeSignature, score?.tempoUnit]).toEqual([[3, 4], 0.5])
    expect(score?.beats.length).toBeGreaterThan(4)
  })
})
