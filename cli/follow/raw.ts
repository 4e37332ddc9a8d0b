/** Raw onsets: the band plays along, and what it says is when its beats sound. */

import type { StartOptions } from '../../runtime/performer.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { JsonLine } from '../io/json-lines.ts'
import { MAX_ONSET_TIME } from '../io/onsets.ts'
import { Failure, INPUT_ERROR } from '../outcome.ts'
import type { Policy } from '../policy.ts'
import { bpmOf, type Data, faultOf, noteMeter, noteTempo } from './lines.ts'

/** Most music asked for at once. */
const MOST_SECONDS = 60
/** Beat and onset of one moment, whatever rounding makes of it: the beat is decided first, and it is one of the beats until then. */
const SAME_MOMENT: Seconds = 1e-9

export interface RawResult {
  readonly id: string
  readonly beats: readonly Seconds[]
}

/** @param seed null: the piece's own */
export function followRaw(policy: Policy, data: Data, line: JsonLine, seed: number | null): RawResult {
  const fault = faultOf(data, line)
  const { id, meter, onsets, seconds_per_beat: beat } = line.value
  if (typeof id !== 'string') throw fault('"id" must be a string')
  if (typeof beat !== 'number' || !(beat > 0.05 && beat < 20))
    throw fault('"seconds_per_beat" must be a number of seconds')
  if (!Array.isArray(onsets)) throw fault('"onsets" must be a list')
  const tempo = bpmOf(policy, beat)
  noteTempo(policy, data, id, tempo)
  noteMeter(policy, data, id, meter)
  const start: StartOptions = {
    tempo,
    ...(seed === null ? {} : { seed }),
    onError: ({ code, message }) => data.notes.add(code, `${JSON.stringify(id)}: ${message}`),
  }
  const set = policy.start(start)
  if (set.counting !== null)
    throw new Failure(INPUT_ERROR, 'The band of this file never begins: it waits for the player to count in.')
  const counted = set.countSeconds
  let played = 0
  // A player who rests for hours: the band is asked for no more at once than it gives.
  const play = (until: Seconds): void => {
    for (; until - played > MOST_SECONDS && !set.ended; played += MOST_SECONDS)
      set.advance(played + MOST_SECONDS)
    set.advance(until)
    played = Math.max(played, until)
  }
  let last = 0
  for (const [i, onset] of onsets.entries()) {
    const [time, velocity, pitch]: readonly unknown[] = Array.isArray(onset) ? onset : []
    if (typeof time !== 'number' || !(time >= 0)) throw fault(`onset ${i + 1} has no time from 0 on`)
    if (time < last - 60)
      throw fault(`onset ${i + 1} lies more than a minute before one that stands above it`)
    if (time > MAX_ONSET_TIME) throw fault(`onset ${i + 1} lies after a whole day`)
    if (typeof velocity !== 'number' || !(velocity >= 0 && velocity <= 1))
      throw fault(`onset ${i + 1} has no velocity from 0 to 1`)
    if (typeof pitch !== 'number' || !(pitch >= 0 && pitch <= 127))
      throw fault(`onset ${i + 1} has no pitch from 0 to 127`)
    // Whatever sounds until this moment is decided before it is heard.
    play(time + counted + SAME_MOMENT)
    set.onset(time + counted, { velocity, pitch })
    last = Math.max(last, time)
  }
  const until = last + counted + SAME_MOMENT
  play(until)
  const beats = set
    .timeline()
    .filter(({ n, time }) => n >= 1 && time <= until)
    .map(({ time }) => time - counted)
  return { id, beats }
}
