/** One session of a simulated person with the band: until the piece is through, or they have had enough. */

import type { Policy } from '../../runtime/create-policy.ts'
import { pageOf } from '../../runtime/player/page.ts'
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
  const page = pageOf(policy.definition)
  // Of a clave's beats those without a stroke are met by nobody.
  const onBeat = ({ n }: { readonly n: number }) => page.playsOnBeat(n)
  let left = false
  playModel(performer, tapperOf(person, { seed: key, page, noise }), {
    bars,
    page,
    leaves({ n }) {
      if (n < LOOKS_BACK || page.barOf(n + 1) === page.barOf(n)) return false
      const recent = performer.timeline(n - LOOKS_BACK).filter(onBeat)
      left = uniform(seed, key, 0, n, 0, STREAM) < stops(togetherness(recent))
      return left
    },
  })
  if (problems.length > 0) throw new Error(`${person.id}, session ${index}: ${problems[0]}`)
  const together = togetherness(performer.timeline().filter((beat) => beat.n >= 1 && onBeat(beat)))
  const { replay: _, ...log } = performer.end({ reason: left ? 'stopped' : 'completed' })
  return { log, together }
}

/** Whoever plays, in whichever simulation: 53 bits. */
function keyOfSession(seed: number, id: string, index: number): number {
  const word = (k: number): number => randomWord(seed, keyOf(id), k, index, 0, STREAM)
  return (word(1) >>> 11) * 2 ** 32 + word(2)
}
