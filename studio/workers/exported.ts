/** What was played, as files: loaded when somebody wants one. */

import { scoreToJsonText } from '../../runtime/score/json.ts'
import { scoreToMidi } from '../../runtime/score/midi.ts'
import type { Score } from '../../runtime/score/score.ts'
import type { BandMessage } from '../band-protocol.ts'

export function exported(score: Score, what: 'score' | 'midi'): BandMessage {
  return what === 'midi'
    ? { kind: 'exported', name: 'mid', data: new Uint8Array(scoreToMidi(score)) }
    : { kind: 'exported', name: 'score.json', data: scoreToJsonText(score) }
}
