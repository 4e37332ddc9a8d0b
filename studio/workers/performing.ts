/** A performance of the studio: a performer, and where it stands on the context's clock. */

import type { Policy } from '../../runtime/create-policy.ts'
import type { Performer, StartOptions } from '../../runtime/performer.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { resumeSession } from '../../runtime/testing/replay.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { Barline, Checkpoint, TapMark } from '../protocol.ts'
import { openingOf } from './beats.ts'
import { createMarks, type Marks } from './marks.ts'
import { wind } from './wind.ts'

export interface Performing {
  readonly set: Performer
  readonly marks: Marks
  /** The last that were told. */
  readonly taps: TapMark[]
  readonly title: string
  /** Context time at which session time 0 is rendered. */
  zero: Seconds
  /** What the session takes out of each onset. */
  readonly input: Seconds
  pausedAt: Seconds | null
  /** Bar that the performance begins with, once the count is through. */
  skipTo: number
  /** Everything before this has been handed out. */
  until: Seconds
  /** First bar that sounds. −∞: all of them; +∞: the next barline is to be found. */
  soundFrom: number
}

const fresh = { pausedAt: null, skipTo: 1, until: 0, soundFrom: Number.NEGATIVE_INFINITY }

export function begin(policy: Policy, options: StartOptions, zero: Seconds, fromBar: number): Performing {
  const { title } = policy.definition
  const input = options.latency?.input ?? 0
  const set = policy.start(options)
  return {
    ...fresh,
    set,
    marks: createMarks(policy),
    taps: [],
    title,
    zero,
    input,
    skipTo: fromBar,
  }
}

/** Another piece, ready to begin: played up to its first beat, for nobody. */
export interface Ready {
  readonly performing: Performing
  /** The session's time of its first beat; 0 where the player counts it in. */
  readonly first: Seconds
  /** What was handed out already, from there on. */
  readonly beats: readonly Beat[]
}

export function readyToBegin(policy: Policy, options: StartOptions): Ready {
  const performing = begin(policy, options, 0, 1)
  if (policy.definition.player.count.who === 'player') return { performing, first: 0, beats: [] }
  const found = wind(performing.set, policy, openingOf(policy))
  return { performing, first: found?.row.time ?? 0, beats: found?.beats ?? [] }
}

/**
 * A performance as it was at its checkpoint, and all that it had handed out.
 *
 * @throws RangeError where the checkpoint cannot be played again: it is too long, or one of its policies is not there
 */
export function goOn(
  policies: readonly [Policy, ...Policy[]],
  { log, zero, pausedAt, skipTo }: Checkpoint,
  onError: (problem: { readonly code: string; readonly message: string }) => void,
): { readonly performing: Performing; readonly beats: readonly Beat[] } {
  const [first] = policies
  const { set, events } = resumeSession<Beat, Performer>(first, log, { policies, onError })
  const performing: Performing = {
    ...fresh,
    set,
    marks: createMarks(first),
    taps: [],
    title: first.definition.title,
    zero,
    input: log.latency.input,
    pausedAt,
    skipTo,
    until: log.replay?.advanced_to ?? 0,
    soundFrom: Number.POSITIVE_INFINITY,
  }
  return { performing, beats: events }
}

/**
 * Another session from the next barline on: where the one before cannot be played again. Undefined where the piece ends
 * before.
 *
 * @param now context time that is not yet handed out
 */
export function fromTheBar(
  policy: Policy,
  options: StartOptions,
  { measure, time, bar, bpm }: Barline,
  { zero, now }: { readonly zero: Seconds; readonly now: Seconds },
): Ready | undefined {
  const late = Math.max(0, Math.ceil((now - (zero + time)) / bar))
  const performing = begin(policy, { ...options, tempo: bpm }, 0, 1)
  const place = { measure: measure + late, beatNumber: 1 }
  const found = wind(performing.set, policy, place)
  if (found === undefined) return undefined
  const { row, beats } = found
  performing.zero = zero + time + late * bar - row.time
  performing.until = row.time
  return { performing, first: row.time, beats }
}

export function isPolicy(value: unknown): value is Policy {
  return typeof value === 'object' && value !== null && 'start' in value && 'definition' in value
}
