import { NO_METER } from './course.ts'
import { PlayerCount } from './follow/player-count.ts'
import type { LaneSetup } from './lane-setup.ts'
import { openingIndex } from './opening.ts'
import type { Seconds } from './units.ts'

/** The feature `countingIn`: an ear for a player who counts `beats` beats. */
export const countingIn = (beats: number, setup: LaneSetup): PlayerCount =>
  new PlayerCount(beats, slowestBeat(setup))

/** The longest beat of the bar that the piece opens with, at the lowest tempo there. */
function slowestBeat({ definition, sectionTempos, piece, unit }: LaneSetup): Seconds {
  const opening = openingIndex(definition)
  const { meter = NO_METER, tempoUnit = 1 } = definition.sections[opening] ?? {}
  const own = sectionTempos[opening] ?? null
  const quarter = 60 / (own === null ? piece.lowBpm * unit : own.lowBpm * tempoUnit)
  const { beats, quarters } = meter
  return quarter * Math.max(...beats.map((at, i) => (beats[i + 1] ?? quarters) - at))
}
