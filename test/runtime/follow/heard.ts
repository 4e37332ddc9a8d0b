/** Events and beats as the listener hands them to those that judge them. */

import { Events } from '../../../runtime/follow/events.ts'
import { type BeatPlace, Evidence, type Expectation, Loudness } from '../../../runtime/follow/evidence.ts'

export type Heard = readonly [time: number, velocity?: number]

export function eventsOf(heard: readonly Heard[]): Events {
  const events = new Events()
  for (const [time, velocity = 0.7] of heard) events.hear(time, velocity, false)
  return events
}

/** A quarter of half a second at time 0, on the first beat of the first bar. */
export function placeOf(place: Partial<BeatPlace> = {}): BeatPlace {
  return { at: 0, shift: 0, beat: 0.5, length: 1, place: 0, bar: 0, offBeat: 0.5, window: 0.075, ...place }
}

export function judged(
  expectation: Expectation,
  heard: readonly Heard[],
  place: Partial<BeatPlace> = {},
  loudness = new Loudness(),
): Evidence {
  const evidence = new Evidence()
  expectation.judge(eventsOf(heard), placeOf(place), loudness, evidence)
  return evidence
}

/** A player whose beats have been that loud for long. */
export function usedTo(velocity: number): Loudness {
  const loudness = new Loudness()
  for (let beat = 0; beat < 200; beat++) loudness.learn(velocity)
  return loudness
}
