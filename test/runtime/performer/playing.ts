/** Bands at 120 bpm whose bar 1 begins at 2 s, and players given by their onsets. */

import { createPolicy } from '../../../runtime/create-policy.ts'
import type { Performer, TimelineBeat } from '../../../runtime/performer.ts'
import type { PolicyDefinition, ZoneSettings } from '../../../runtime/policy.ts'
import type { PlayerView } from '../../../runtime/policy-rules.ts'
import type { SessionLog } from '../../../runtime/session/log.ts'
import { clickPolicy, ZONES } from '../fixtures.ts'

export interface Onset {
  readonly time: number
  readonly velocity?: number
  readonly pitch?: number
}

export interface Take {
  readonly set: Performer
  readonly log: SessionLog
  /** The beats of the music, by number from 1. */
  readonly beat: (n: number) => TimelineBeat
  /** How sure the band was when beat n began. */
  readonly confidence: (n: number) => number
}

export const BEAT = 0.5
export const FIRST = 2

/** When beat n is written. */
export const written = (n: number): number => FIRST + (n - 1) * BEAT

/** Onsets of so many beats, `off` seconds from where they are written. */
export function onBeats(from: number, to: number, off = 0): readonly Onset[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({ time: written(from + i) + off }))
}

export const withZones = (
  zones: Partial<ZoneSettings>,
  more: Partial<PolicyDefinition> = {},
): PolicyDefinition => clickPolicy({ zones: [() => ({ ...ZONES, ...zones })], ...more })

/** Plays onsets in the order they come, each when the music has come that far. */
export function take(
  definition: PolicyDefinition,
  onsets: readonly Onset[],
  until: number = (onsets.at(-1)?.time ?? FIRST) + 2,
): Take {
  const set = createPolicy(definition).start()
  for (const { time, ...details } of onsets) {
    set.advance(time)
    set.onset(time, details)
  }
  set.advance(until)
  const log = set.end()
  const timeline = set.timeline()
  return {
    set,
    log,
    beat(n) {
      const found = timeline.find((beat) => beat.n === n)
      if (found === undefined) throw new Error(`there is no beat ${n}`)
      return found
    },
    confidence: (n) => log.beats.find((beat) => beat.n === n)?.confidence ?? Number.NaN,
  }
}

/** What rules see of the player, once a beat. */
export function watched(zones: Partial<ZoneSettings>): { definition: PolicyDefinition; seen: PlayerView[] } {
  const seen: PlayerView[] = []
  const definition = withZones(zones, {
    rules: [
      {
        name: 'watch',
        when: (player) => {
          seen.push({ ...player })
          return false
        },
        hold: null,
        actions: () => [],
      },
    ],
  })
  return { definition, seen }
}
