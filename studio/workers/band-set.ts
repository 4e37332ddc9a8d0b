/**
 * THE SEAM of the hot swap: what the engine asks of a band that plays, and whose policy may become another one.
 *
 * A performer that takes another policy itself is used as it is. Where the compiled runtime cannot do that yet, a
 * second performer is wound forward (`wound-forward.ts`).
 */

import type { Policy } from '../../runtime/create-policy.ts'
import type { Performer, StartOptions } from '../../runtime/performer.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { SwapMoment } from '../protocol.ts'
import { windingForward } from './wound-forward.ts'

export interface SwapOptions {
  readonly at: SwapMoment
  readonly slots?: Readonly<Record<string, number | string>>
}

/** Where the other policy takes over, and when that will be as things stand; or why it does not. */
export type SwapResult =
  | { readonly ok: true; readonly measure: number; readonly beatNumber: number; readonly time: Seconds }
  | { readonly ok: false; readonly problem: { readonly message: string } }

export type BandSet = Omit<Performer, 'swap'> & {
  swap(policy: Policy, options: SwapOptions): SwapResult
}

export function startSet(policy: Policy, options: StartOptions): BandSet {
  const performer = policy.start(options)
  return swaps(performer) ? performer : windingForward(policy, performer, options)
}

function swaps(performer: Performer | BandSet): performer is BandSet {
  return typeof Reflect.get(performer, 'swap') === 'function'
}
