/** What no data say of the simulated people: it stands beside everything that was made with them. */

import {
  BLOCK,
  FRESH,
  LEARNS,
  type LearningAcross,
  MOST_LEARNED,
  MOST_TIRED,
  TIRES,
} from '../players/condition.ts'
import * as life from '../players/life.ts'
import { HABITS_DIFFER, NOISE_DIFFERS, SLIPS, WHO_COMES } from '../players/people.ts'

export function assumptionsOf(across: LearningAcross): Readonly<Record<string, unknown>> {
  return {
    who_comes: Object.fromEntries(WHO_COMES),
    habits_differ_ms: HABITS_DIFFER,
    noise_differs: NOISE_DIFFERS,
    slips: SLIPS,
    practice_block_beats: BLOCK,
    fresh_seconds: FRESH,
    tires_a_minute: TIRES,
    most_tired: MOST_TIRED,
    felt_as_off: life.FELT_AS_OFF,
    stops_anyway: life.STOPS_ANYWAY,
    stops_in_despair: life.STOPS_IN_DESPAIR,
    comes_back_at_none: life.COMES_BACK_AT_NONE,
    comes_back_more: life.COMES_BACK_MORE,
    learning_across_sessions: across === 'off' ? 0 : across === 'on' ? LEARNS : -LEARNS,
    most_learned_across_sessions: across === 'off' ? 0 : MOST_LEARNED,
  }
}
