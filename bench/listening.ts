/** A band's ear and clock alone, with a player who never stops: what following costs, without what is played. */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { FollowClock } from '../runtime/follow/clock.ts'
import { Listener } from '../runtime/follow/listener.ts'
import { expecting } from '../runtime/follow/played.ts'
import { trackingMany } from '../runtime/follow/tracking-many.ts'
import type { ZoneSettings } from '../runtime/policy.ts'

export type Ear = 'track one' | 'track many' | 'plays'
export const EARS: readonly Ear[] = ['track one', 'track many', 'plays']

const PERIOD = 0.5
const ZONES: ZoneSettings = {
  snap: { ms: 20, beats: 0 },
  follow: { ms: 100, beats: 0 },
  limit: { ms: 200, beats: 0 },
  strength: 0.5,
  adapt: 0.2,
  curve: 'smooth',
  expect: 'player',
  track: 'one',
}
/** A player's unevenness, ±20 ms without a pattern that anybody could learn. */
const UNEVEN = Float64Array.from({ length: 257 }, (_, i) => (((i * 97) % 257) / 257 - 0.5) * 0.04)

/** Hears so many beats more with an onset each, from where it was; gives the last beat's time, so that nothing is for show. */
export function listening(ear: Ear): (beats: number) => number {
  const clock = new FollowClock()
  const listener = new Listener({
    clock,
    book: null,
    ear: 0,
    adapts: true,
    features: { trackingMany },
  })
  listener.zones = { ...ZONES, track: ear === 'track many' ? 'many' : 'one' }
  if (ear === 'plays') listener.expected = expecting([[0, 1, 2, 3]], 1, 4)
  listener.adapt = ZONES.adapt
  listener.shortest = PERIOD * 0.75
  listener.longest = PERIOD * 1.25
  listener.place.offBeat = 0.5
  clock.start(0, 0, 1, PERIOD)
  listener.nextBeat(Number.NaN, false)
  let n = 0
  return (beats) => {
    for (let i = 0; i < beats; i++) {
      listener.hear(clock.time + (UNEVEN[n % UNEVEN.length] ?? 0) - 0.03, 0.5 + (n % 5) / 10, false)
      listener.closeBeat(null, PERIOD, 1)
      const before = clock.time
      n++
      listener.place.place = n % 4
      listener.place.bar = (n - (n % 4)) / 4
      clock.decideNext(1, before)
      listener.nextBeat(before, false)
    }
    return clock.time
  }
}

export interface Memory {
  /** Bytes a beat that the engine has to collect: numbers that it boxes to hand them over. */
  readonly passing: number
  /** Bytes a beat that stay. */
  readonly kept: number
}

/** What so many beats leave on the heap, once the engine has compiled what they need. */
export function memoryOf(ear: Ear, beats: number): Memory {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const hear = listening(ear)
  hear(100_000)
  collect()
  const first = process.memoryUsage().heapUsed
  let passing = 0
  // In parts, so that a collection in between hides one of them at most.
  for (let part = 0; part < 10; part++) {
    const from = process.memoryUsage().heapUsed
    hear(beats / 10)
    passing += Math.max(0, process.memoryUsage().heapUsed - from)
  }
  collect()
  return { passing: passing / beats, kept: (process.memoryUsage().heapUsed - first) / beats }
}
