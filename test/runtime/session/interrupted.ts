import type { SessionLog } from '../../../runtime/session/log.ts'

/** The same session on a clock that stood still now and then: of each beat all that is known moves as one. */
export function interrupted(
  log: SessionLog,
  interruptions: SessionLog['clock']['interruptions'],
): SessionLog {
  const beats = log.beats.map((beat) => {
    let by = 0
    for (const { from, to } of interruptions) if (beat.time + by >= from) by += to - from
    const onset = beat.onset === null ? null : beat.onset + by
    return { ...beat, grid: beat.grid + by, time: beat.time + by, onset }
  })
  return {
    ...log,
    beats,
    ai_beat_times: beats.map(({ time }) => time),
    clock: { ...log.clock, interruptions },
  }
}
