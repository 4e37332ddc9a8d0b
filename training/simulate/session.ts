/** One session of a simulated person with the band: until the piece is through, or they have had enough. */

import type { Policy } from '../../runtime/create-policy.ts'
import { openingSection } from '../../runtime/opening.ts'
import { playModel } from '../../runtime/player/scripted.ts'
import { keyOf, randomWord, uniform } from '../../runtime/random.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import type { Ratio } from '../../runtime/units.ts'
import { stops, togetherness } from '../players/life.ts'
import type { Person } from '../players/people.ts'
import { tapperOf } from '../players/tapper.ts'

export interface Played {
  readonly log: SessionLog
  /** Over the whole session. */
  readonly together: Ratio
}

export interface SessionPlan {
  readonly seed: number
  readonly index: number
  /** ISO 8601 */
  readonly startedAt: string
  /** No longer than this. */
  readonly bars: number
  readonly context: Readonly<Record<string, number>>
  readonly explore: boolean
  /** What the person's noise is multiplied by: what was learned before. */
  readonly noise: Ratio
}

/** Beats that somebody judges the band by. */
const LOOKS_BACK = 16
const STREAM = 42

export function playSession(policy: Policy, person: Person, plan: SessionPlan): Played {
  const { seed, index, startedAt, bars, context, explore, noise } = plan
  const key = keyOfSession(seed, person.id, index)
  const problems: string[] = []
  const performer = policy.start({
    seed: key,
    source: 'simulated',
    sessionId: `${person.id}-${index}`,
    userId: person.id,
    startedAt,
    context,
    explore,
    onError: ({ message }) => problems.push(message),
  })
  const beatsPerBar = openingSection(policy.definition)?.meter.beats.length ?? 4
  let left = false
  playModel(performer, tapperOf(person, { seed: key, beatsPerBar, noise }), {
    bars,
    beatsPerBar,
    leaves({ n }) {
      if (n < LOOKS_BACK || n % beatsPerBar !== 0) return false
      const recent = performer.timeline(n - LOOKS_BACK)
      left = uniform(seed, key, 0, n, 0, STREAM) < stops(togetherness(recent))
      return left
    },
  })
  if (problems.length > 0) throw new Error(`${person.id}, session ${index}: ${problems[0]}`)
  const together = togetherness(performer.timeline().filter(({ n }) => n >= 1))
  const { replay: _, ...log } = performer.end({ reason: left ? 'stopped' : 'completed' })
  return { log, together }
}

/** Whoever plays, in whichever simulation: 53 bits. */
function keyOfSession(seed: number, id: string, index: number): number {
  const word = (k: number): number => randomWord(seed, keyOf(id), k, index, 0, STREAM)
  return (word(1) >>> 11) * 2 ** 32 + word(2)
}
