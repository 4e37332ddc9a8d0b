/** The band plays with recorded onsets: one pass through the `Performer`, everything it said kept. */

import type { Performer, StartOptions } from '../runtime/performer.ts'
import type { Beat } from '../runtime/score/beat.ts'
import { Score } from '../runtime/score/score.ts'
import type { SessionLog } from '../runtime/session/log.ts'
import type { Onset } from './io/onsets.ts'
import type { Policy } from './policy.ts'

export interface Performed {
  readonly session: SessionLog
  /** The count-in included. */
  readonly events: readonly Beat[]
  /** The count-in left out; times as in the session. */
  readonly score: Score
  readonly timeline: ReturnType<Performer['timeline']>
}

/** Bars that the band plays on after the player's last onset. */
const CODA_BARS = 2
/** Bars when there is neither an end of the form nor an onset. */
const ALONE_BARS = 16
/** Steps of look-ahead after the last onset: ends of forms are found within a bar. */
const STEP_SECONDS = 1

/**
 * @param onStep told after each onset, for progress bars
 */
export function perform(
  policy: Policy,
  onsets: readonly Onset[],
  start: StartOptions,
  onStep: () => void = () => {},
): Performed {
  const performer = policy.start(start)
  const events: Beat[] = []
  const play = (until: number): void => {
    for (const beat of performer.advance(until)) events.push(beat)
  }
  for (const onset of onsets) {
    // What sounds before this moment is decided before it is heard.
    while (onset.time - playedTo(events) > 3000 && !performer.ended) play(playedTo(events) + 3000)
    play(onset.time)
    performer.onset(onset.time, {
      ...(onset.velocity === null ? {} : { velocity: onset.velocity }),
      ...(onset.pitch === null ? {} : { pitch: onset.pitch }),
    })
    onStep()
    if (performer.ended) break
  }
  const from = onsets[onsets.length - 1]?.time ?? 0
  const until = from + (onsets.length === 0 ? ALONE_BARS : CODA_BARS) * barSeconds(policy, performer)
  for (let at = from; at < until && !performer.ended; ) {
    at = Math.min(until, at + STEP_SECONDS)
    play(at)
  }
  const session = performer.end()
  const timeline = performer.timeline()
  return { session, events, timeline, score: scoreOf(policy, events, timeline) }
}

function playedTo(events: readonly Beat[]): number {
  return events[events.length - 1]?.timestamp ?? 0
}

function barSeconds(policy: Policy, performer: Performer): number {
  const section = policy.definition.sections[0]
  return section === undefined ? 2 : (section.meter.quarters / section.tempoUnit) * (60 / performer.bpm)
}

function scoreOf(policy: Policy, events: readonly Beat[], timeline: Performed['timeline']): Score {
  const meter = policy.definition.sections[0]?.meter
  const played = timeline.filter((b) => b.measure >= 1)
  return new Score({
    name: policy.definition.title,
    bpm: played[0]?.bpm ?? 120,
    timeSignature: [meter?.upper ?? 4, meter?.lower ?? 4],
    tempoMap: played.map(({ time, bpm }) => ({ time, bpm })),
    beats: events.filter((e) => e.measure >= 1),
  })
}
