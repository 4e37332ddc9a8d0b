/** What was played, as files: loaded when somebody wants one. */

import { scoreToJsonText } from '../../runtime/score/json.ts'
import { scoreToMidi } from '../../runtime/score/midi.ts'
import type { BandMessage } from '../band-protocol.ts'
import { playedScore } from './played-score.ts'
import type { Taken } from './taken.ts'

export function exported(taken: Taken, what: 'score' | 'midi'): BandMessage {
  const score = playedScore(taken)
  if (score === null) return { kind: 'problem', message: 'nothing has been played yet' }
  return what === 'midi'
    ? { kind: 'exported', name: 'mid', data: new Uint8Array(scoreToMidi(score)) }
    : { kind: 'exported', name: 'score.json', data: scoreToJsonText(score) }
}
