/**
 * Another policy takes over from the one that plays: the same piece edited, or with other slots.
 *
 * What the band knows stays where it is: the lanes with their clocks and what they learned of the player, the members,
 * the rules that are true. What the piece says is replaced, lane by lane, each when it comes to the same bar and beat.
 */

import type { Networks } from './contextual.ts'
import type { Features } from './features.ts'
import type { Lane } from './lane.ts'
import type { Performance } from './performance.ts'
import type { PolicyDefinition, Slots } from './policy.ts'
import type { PerformanceProblem } from './problems.ts'
import type { SlotValues } from './slots.ts'
import type { Seconds } from './units.ts'

/** A compiled policy. */
export interface Swappable {
  readonly definition: PolicyDefinition
  readonly slots: Slots
}

/** What policies have for each other. The build shortens the name: who knows it was made by the same build. */
export interface Inside {
  readonly brings?: { readonly features: Features; readonly networks: Networks; readonly runtime: string }
}

export type SwapMoment = 'bar' | 'beat' | 'now'
export const SWAP_MOMENTS: readonly SwapMoment[] = ['bar', 'beat', 'now']

export interface SwapOptions {
  /**
   * `bar`, the default: with the next barline. `beat`: with the next beat. `now`: with whatever has not been handed out.
   * The last two wait for the barline where the bar is not the same in both.
   */
  readonly at?: SwapMoment
  /** As for a start: values by name over the policy's, or the whole vector. */
  readonly slots?: SlotValues | Slots
}

/** The bar and beat with which the other policy takes over, and when that will be as things stand. */
export type Swap =
  | { readonly ok: true; readonly measure: number; readonly beatNumber: number; readonly time: Seconds }
  | { readonly ok: false; readonly problem: PerformanceProblem }

/** Counted from the first beat of the bar: 0. */
export interface SwapPlace {
  readonly measure: number
  readonly beatInBar: number
}

/**
 * Lets `next` take over from `now`, whose lanes it has.
 * @param clock how far the host has come
 * @param begin it has taken over; `true` where it did in the middle of a beat
 * @returns where it does, and when, as things stand
 */
export function takeOver(
  now: Performance,
  next: Performance,
  at: SwapMoment,
  clock: { readonly handedOut: Seconds },
  begin: (within: boolean) => void,
): SwapPlace & { readonly time: Seconds } {
  const { main, mainSetup, grid, gridSetup } = next
  // A lane for the grid that nobody needed so far, or that was through, begins when the main one has swapped.
  const running = grid === now.grid && grid?.isThrough === false ? grid : null
  if (main.due === Number.POSITIVE_INFINITY) {
    // The player is still to count: nothing has been played.
    main.turn(mainSetup, 0)
    grid?.turn(gridSetup, 0)
    begin(true)
    return { measure: 1, beatInBar: 0, time: clock.handedOut }
  }
  const turns = at !== 'bar' && main.mayTurn(mainSetup)
  const within = at === 'now' && turns
  const place = within ? main.place : nextPlace(main, running, turns ? 'beat' : 'bar')
  const time = within ? clock.handedOut : main.timeOf(place)
  if (within) {
    main.turn(mainSetup, clock.handedOut)
    begun()
  } else main.succeed(mainSetup, place, begun)
  if (running !== null) {
    if (within && (gridSetup === null || running.mayTurn(gridSetup))) running.turn(gridSetup, clock.handedOut)
    else running.succeed(gridSetup, place, nothing)
  }
  return { ...place, time }

  function begun(): void {
    begin(within)
    if (running === null && grid !== null && gridSetup !== null) grid.join(gridSetup, main, clock.handedOut)
  }
}

function nothing(): void {}

/** The lanes need not be in the same bar: the place that is still to come for both. */
function nextPlace(main: Lane, grid: Lane | null, at: 'bar' | 'beat'): SwapPlace {
  const one = main.nextPlace(at)
  const other = grid?.nextPlace(at) ?? one
  const ahead = other.measure - one.measure || other.beatInBar - one.beatInBar
  return ahead > 0 ? other : one
}
