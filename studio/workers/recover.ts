/** A performance brought back in another thread: the same session where it can be played again, else another one from the bar. */

import type { Policy } from '../../runtime/create-policy.ts'
import type { StartOptions } from '../../runtime/performer.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { GoOn } from '../protocol.ts'
import { fromTheBar, goOn, isPolicy, type Performing } from './performing.ts'

export interface Recovered {
  /** The one that plays, and the one that the performance began with. */
  readonly policy: Policy
  readonly first: Policy
  /** Null where the piece is over by now. */
  readonly performing: Performing | null
  /** All that the session has handed out; of another session, what it has from its first bar on. */
  readonly beats: readonly Beat[]
  /** Another session: the one before ends with its checkpoint. */
  readonly anew: boolean
}

export interface RecoverSetup {
  readonly load: (code: string) => Promise<unknown>
  /** Of a session that begins anew. */
  readonly options: (log: SessionLog) => StartOptions
  readonly onError: (problem: { readonly code: string; readonly message: string }) => void
  /** Context time from which on anything may still be handed out. */
  readonly now: () => Seconds
}

/** @throws where what was kept is no band, or no session of it */
export async function recover(
  { codes, whole, checkpoint, barline }: GoOn,
  { load, options, onError, now }: RecoverSetup,
): Promise<Recovered> {
  const loaded = (await Promise.all(codes.map(load))).filter(isPolicy)
  const [first, ...more] = loaded
  if (first === undefined) throw new Error('the band could not be loaded again')
  const policy = loaded.at(-1) ?? first
  if (whole && checkpoint.log.replay !== undefined) {
    return { policy, first, ...goOn([first, ...more], checkpoint, onError), anew: false }
  }
  const place = { zero: checkpoint.zero, now: now() }
  const ready = barline === null ? undefined : fromTheBar(policy, options(checkpoint.log), barline, place)
  const { performing = null, beats = [] } = ready ?? {}
  return { policy, first: policy, performing, beats, anew: true }
}
