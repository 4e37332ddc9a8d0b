/** What was played, as a score: the count left out, times as they sounded. */

import { scoreOfPlayed } from '../../runtime/score/played.ts'
import type { Score } from '../../runtime/score/score.ts'
import type { Taken } from './taken.ts'

export function playedScore({ played, piece }: Taken): Score | null {
  const beats = played.filter(({ measure }) => measure >= 1)
  if (beats.length === 0 || piece === null) return null
  const { policy, marks } = piece
  const timeline = marks.all.filter(({ measure }) => measure >= 1)
  return scoreOfPlayed(policy.definition, beats, timeline)
}
