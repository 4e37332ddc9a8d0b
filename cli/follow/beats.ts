/** Beats that are known: each is predicted from the ones before. */

import { unitsInBeat } from '../../runtime/beat-unit.ts'
import { firstBeat, HEARD_FIRST, predictBeats } from '../../runtime/follow/predict.ts'
import type { JsonLine } from '../io/json-lines.ts'
import { MAX_ONSET_TIME } from '../io/onsets.ts'
import type { Policy } from '../policy.ts'
import { bpmOf, type Data, faultOf, noteTempo } from './lines.ts'
import { asynchronies, type FollowScore, scoreOf } from './metrics.ts'

export interface FollowResult extends FollowScore {
  readonly id: string
  readonly domain: string
  readonly predicted: readonly number[]
}

export function followBeats(policy: Policy, data: Data, line: JsonLine): FollowResult {
  const fault = faultOf(data, line)
  const { id, beats, domain = 'all', bad = [] } = line.value
  if (typeof id !== 'string') throw fault('"id" must be a string')
  if (typeof domain !== 'string') throw fault('"domain" must be a string')
  if (!isAscending(beats)) throw fault('"beats" must be a list of seconds in order')
  if (beats.length < HEARD_FIRST)
    throw fault(`"beats" has ${beats.length} beats; at least ${HEARD_FIRST} are needed`)
  if (!Array.isArray(bad) || !bad.every((i) => Number.isInteger(i)))
    throw fault('"bad" must be a list of indices')
  const far = beats.findIndex((time) => Math.abs(time) > MAX_ONSET_TIME)
  if (far >= 0)
    throw fault(
      `beat ${far + 1} lies ${(beats[far] ?? 0) < 0 ? 'more than a day before 0 s' : 'after a whole day'}`,
    )
  const { definition, slots } = policy
  const zones = definition.zones[definition.player.zones]
  if (zones === undefined) throw new Error('a policy without zones')
  noteTempo(policy, data, id, bpmOf(policy, firstBeat(beats) ?? Number.NaN))
  const predicted = predictBeats(beats, zones(slots), definition.tempo(slots), unitsInBeat(definition))
  const score = scoreOf(asynchronies(beats, predicted, HEARD_FIRST, new Set<number>(bad)))
  return { id, domain, predicted, ...score }
}

function isAscending(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.every((v, i) => typeof v === 'number' && Number.isFinite(v) && (i === 0 || v > value[i - 1]))
  )
}
