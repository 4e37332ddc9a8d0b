/** What was played, as a score: the count left out, times as they sounded. */

import { Score } from '../../runtime/score/score.ts'
import type { Engine } from './engine-setup.ts'

export function playedScore({ played, piece }: Engine): Score | null {
  const beats = played.filter(({ measure }) => measure >= 1)
  if (beats.length === 0 || piece === null) return null
  const { policy, marks } = piece
  const { meter } = policy.definition.sections[0] ?? {}
  const tempoMap = marks.all.filter(({ measure }) => measure >= 1).map(({ time, bpm }) => ({ time, bpm }))
  return new Score({
    name: policy.definition.title,
    bpm: tempoMap[0]?.bpm ?? 120,
    timeSignature: [meter?.upper ?? 4, meter?.lower ?? 4],
    tempoMap,
    beats,
  })
}
