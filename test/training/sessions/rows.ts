/** Sessions of the store's tests: small, sound, and all different. */

import { createPolicy } from '../../../runtime/create-policy.ts'
import { gaussian, uniform } from '../../../runtime/random.ts'
import type { SessionBeat, SessionLog } from '../../../runtime/session/log.ts'
import { clickPolicy } from '../../runtime/fixtures.ts'

export const DAY_MS = 86_400_000
export const EPOCH = Date.parse('2026-03-01T10:00:00.000Z')

const blank = createPolicy(clickPolicy())
  .start({ startedAt: new Date(EPOCH).toISOString() })
  .end()

/** @param deviations milliseconds on each beat; null: nothing was played */
export function sessionOf(
  id: string,
  deviations: readonly (number | null)[],
  changes: Partial<SessionLog> = {},
): SessionLog {
  const { replay: _, ...log } = blank
  const beats = deviations.map((ms, i): SessionBeat => {
    const grid = 2 + i * 0.5
    return {
      n: i + 1,
      measure: 1 + Math.floor(i / 4),
      member: 'click',
      grid,
      time: grid + 0.003,
      mode: 'snap',
      confidence: 1,
      onset: ms === null ? null : grid + 0.003 + ms / 1000,
      deviation: ms === null ? null : ms / 1000,
    }
  })
  return {
    ...log,
    session_id: id,
    user_id: `user ${id}`,
    beats,
    ai_beat_times: beats.map(({ time }) => time),
    onset_times: beats.flatMap(({ onset }) => (onset === null ? [] : [onset])),
    duration_seconds: 30,
    completed: true,
    end_reason: 'completed',
    ...changes,
  }
}

/** A session out of a stream of numbers: missing onsets, empty lists, ratings or none, killed or whole. */
export function anySession(seed: number, index: number): SessionLog {
  const u = (k: number): number => uniform(seed, 1, k, index, 0, 0)
  const g = (k: number): number => gaussian(seed, 2, k, index, 0, 0)
  const user = Math.floor(u(1) * u(2) * 6)
  const beats = u(3) < 0.1 ? 0 : Math.floor(u(4) ** 2 * 60)
  const spread = u(5) < 0.1 ? 0 : 60 * u(6)
  const skips = u(7) < 0.5 ? 0 : u(8)
  const ends = ['completed', 'stopped', 'killed', 'error'] as const
  const reason = ends[Math.floor(u(9) * 4)] ?? 'killed'
  const log = sessionOf(
    `s${index}`,
    Array.from({ length: beats }, (_, i) => (u(100 + i) < skips ? null : spread * g(100 + i) - 20)),
    {
      user_id: `player ${user}`,
      // Some begin at one moment, some go on after a minute, some come back after days.
      started_at: new Date(
        EPOCH + Math.floor(u(10) * 20) * DAY_MS + (u(11) < 0.3 ? 0 : Math.floor(u(12) * 4_000_000)),
      ).toISOString(),
      duration_seconds: u(13) < 0.1 ? 0 : 3000 * u(14),
      completed: reason === 'completed',
      end_reason: reason,
      explicit_rating: u(15) < 0.5 ? null : 1 + Math.floor(5 * u(16)),
      clock: {
        ...blank.clock,
        interruptions: u(18) < 0.7 ? [] : [{ from: 400 * u(19), to: 400 * u(19) + 900 * u(20) }],
      },
    },
  )
  // A count, a beat of no length, a slip.
  return {
    ...log,
    beats: log.beats.map((beat, i) => ({
      ...beat,
      ...(i < 2 && u(17) < 0.5 ? { measure: 0 } : {}),
      ...(i > 3 && u(200 + i) < 0.03 ? { grid: beat.grid - 0.5 } : {}),
      ...(beat.onset !== null && u(300 + i) < 0.05 ? { onset: beat.onset + 0.3 } : {}),
    })),
  }
}
