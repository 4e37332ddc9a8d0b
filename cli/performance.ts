/** The band plays with recorded onsets: one pass through the `Performer`, everything it said kept. */

import { MOST_EVENTS } from '../runtime/alone.ts'
import { openingSection } from '../runtime/opening.ts'
import type { Performer, StartOptions } from '../runtime/performer.ts'
import type { Beat } from '../runtime/score/beat.ts'
import { scoreOfPlayed } from '../runtime/score/played.ts'
import type { Score } from '../runtime/score/score.ts'
import type { SessionLog } from '../runtime/session/log.ts'
import type { Onset } from './io/onsets.ts'
import { Failure, INPUT_ERROR } from './outcome.ts'
import type { Policy } from './policy.ts'

export interface Performed {
  readonly session: SessionLog
  /** The count-in included. */
  readonly events: readonly Beat[]
  /** The count-in left out; times as in the session. */
  readonly score: Score
  readonly timeline: ReturnType<Performer['timeline']>
  /** Onsets of a player who played on when the piece was through. */
  readonly beyond: number
}

/** Bars that the band plays on after the player's last onset. */
const CODA_BARS = 2
/** Bars when there is neither an end of the form nor an onset. */
const ALONE_BARS = 16
/** Steps of look-ahead after the last onset: ends of forms are found within a bar. */
const STEP_SECONDS = 1
/** Most music asked for at once: a minute, so that a busy band is seen to be too much before it has filled the memory. */
const MOST_SECONDS = 60

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
  let played = 0
  let beyond = 0
  const play = (until: number): void => {
    // A player who rests for hours: the band is asked for no more at once than it gives.
    while (until - played > MOST_SECONDS && !performer.ended) take(played + MOST_SECONDS)
    take(until)
  }
  const take = (until: number): void => {
    for (const beat of performer.advance(until)) events.push(beat)
    played = until
    if (events.length > MOST_EVENTS) {
      throw new Failure(
        INPUT_ERROR,
        `The band has played ${MOST_EVENTS} events by ${Math.round(played)} s, more than a session holds.`,
        'Give it a shorter take.',
      )
    }
  }
  for (const onset of onsets) {
    // What sounds before this moment is decided before it is heard. Onsets after the end are the player's all the same.
    if (!performer.ended) play(onset.time)
    if (performer.ended) beyond++
    performer.onset(onset.time, {
      ...(onset.velocity === null ? {} : { velocity: onset.velocity }),
      ...(onset.pitch === null ? {} : { pitch: onset.pitch }),
    })
    onStep()
  }
  const from = onsets[onsets.length - 1]?.time ?? 0
  const until = from + (onsets.length === 0 ? ALONE_BARS : CODA_BARS) * barSeconds(policy, performer)
  for (let at = from; at < until && !performer.ended; ) {
    at = Math.min(until, at + STEP_SECONDS)
    play(at)
  }
  const session = performer.end()
  const timeline = performer.timeline()
  return { session, events, timeline, beyond, score: scoreOf(policy, events, timeline) }
}

function barSeconds(policy: Policy, performer: Performer): number {
  const section = openingSection(policy.definition)
  return section === undefined ? 2 : (section.meter.quarters / section.tempoUnit) * (60 / performer.bpm)
}

function scoreOf(policy: Policy, events: readonly Beat[], timeline: Performed['timeline']): Score {
  const { members } = policy.definition
  /** Before bar 1 the band's pickup sounds, and the clicks of the count, which are no music. */
  const plays = (member: string): boolean =>
    members.some(({ name, kind }) => name === member && kind !== 'metronome')
  const played = timeline.filter((b) => b.measure >= 1)
  return scoreOfPlayed(
    policy.definition,
    events.filter(({ measure, member }) => measure >= 1 || plays(member)),
    played,
  )
}
