/** Plays a logged session again: the same events, the same log, bit for bit; to its end, or to go on from there. */

import { MOST_AHEAD } from '../create-performer.ts'
import type { Performer, StartOptions } from '../performer.ts'
import type { Slots } from '../policy.ts'
import type { HostCall, Replay, SessionLog } from '../session/log.ts'
import type { SlotValues } from '../slots.ts'
import type { SwapOptions } from '../swap.ts'
import type { Seconds } from '../units.ts'

interface ReplayOptions extends Omit<StartOptions, 'slots' | 'onError'> {
  readonly slots: SlotValues
  readonly onError?: (problem: { readonly code: string; readonly message: string }) => void
}

/** Any policy, however it was compiled. */
interface Compiled {
  readonly definition: { readonly behaviour: string }
  readonly slots: Slots
}

type Playing<Event> = Pick<Performer, 'onset' | 'pause' | 'resume' | 'cue' | 'end'> & {
  advance(until: Seconds): readonly Event[]
  swap(policy: Compiled, options: Required<SwapOptions>): unknown
}

export interface Replayable<Event, Set extends Playing<Event> = Playing<Event>> extends Compiled {
  start(options: ReplayOptions): Set
}

export interface ReplayWith extends Pick<ReplayOptions, 'onError'> {
  /** Those that the session swapped to, in any order. */
  readonly policies?: readonly Compiled[]
}

export interface Replayed<Event> {
  readonly events: readonly Event[]
  readonly log: SessionLog
}

/** A performer takes more than `MOST_AHEAD` at once for a jump of its host's clock, and gives nothing. */
const MOST_AT_ONCE: Seconds = MOST_AHEAD / 2

/**
 * @param policy the same behaviour as that of the log (`log.policy.behaviour`); another one plays something else
 * @param options what a replay hears besides, such as `onError`
 * @throws RangeError where the log does not say what its host called, and where it swapped to a policy that is not given
 */
export function replaySession<Event>(
  policy: Replayable<Event>,
  log: SessionLog,
  options: ReplayWith = {},
): Replayed<Event> {
  const { set, events } = resumeSession(policy, log, options)
  const { end_reason: reason, explicit_rating: rating, duration_seconds: end } = log
  const played = set.end({ reason, at: end, ...(rating === null ? {} : { rating }) })
  // The slots are those that were drawn: nothing is drawn again.
  return { events, log: { ...played, exploration: log.exploration } }
}

/**
 * The performer of a session that was cut off, as it was at the checkpoint: everything it had heard is known, and it
 * goes on from there under the same session id.
 *
 * @param log a checkpoint, or a whole log; otherwise as `replaySession`
 * @throws as `replaySession`
 */
export function resumeSession<Event, Set extends Playing<Event>>(
  policy: Replayable<Event, Set>,
  log: SessionLog,
  { policies = [], ...options }: ReplayWith = {},
): { readonly set: Set; readonly events: readonly Event[] } {
  const { replay } = log
  if (replay === undefined) throw new RangeError('the log has no `replay`: it was made before there was one')
  const set = policy.start({ ...startOf(log, replay), ...options })
  const events: Event[] = []
  let time: Seconds = 0
  /** Nothing is given beyond a pause. */
  let pausedAt: Seconds = Number.POSITIVE_INFINITY
  for (const one of replay.calls) {
    const { call, at, advanced_to: heard, velocity = 0, pitched = false } = one
    advance(heard)
    if (call === 'onset') set.onset(at, pitched ? { velocity, pitch: ANY_PITCH } : { velocity })
    else if (call === 'pause') {
      set.pause(at)
      pausedAt = at
    } else if (call === 'resume') {
      set.resume(at)
      pausedAt = Number.POSITIVE_INFINITY
    } else if (call === 'swap') set.swap(policyOf(one), { at: one.when ?? 'bar', slots: one.slots ?? {} })
    else set.cue()
  }
  advance(replay.advanced_to)
  return { set, events }

  function policyOf({ behaviour = '', at }: HostCall): Compiled {
    const found = [policy, ...policies].find(({ definition }) => definition.behaviour === behaviour)
    if (found !== undefined) return found
    throw new RangeError(
      `at ${at} s the session swapped to a policy of behaviour ${behaviour}: give it in \`policies\` to replay it`,
    )
  }

  function advance(until: Seconds): void {
    // While time stands still nothing is given beyond the pause, however much is asked for.
    while (Math.min(until, pausedAt) - time > MOST_AT_ONCE) take(time + MOST_AT_ONCE)
    take(until)
  }

  function take(until: Seconds): void {
    for (const event of set.advance(until)) events.push(event)
    time = Math.max(time, until)
  }
}

/** That there was one is all that the band asks. */
const ANY_PITCH = 60

function startOf(log: SessionLog, { tempo, mode }: Replay): ReplayOptions {
  return {
    slots: log.slots,
    seed: log.seed,
    ...(tempo === null ? {} : { tempo }),
    mode,
    latency: log.latency,
    context: log.context,
    source: log.source,
    sessionId: log.session_id,
    startedAt: log.started_at,
    userId: log.user_id,
    players: log.players,
    clock: { offset: log.clock.offset, drift: log.clock.drift },
  }
}
