/** Codes 06: rewards and training. */

import { type Entry, error, warning } from './entry.ts'

export const REWARDS = {
  SIL0601: error(
    'Reward without bounds',
    'This can grow without end, so one odd session would outweigh all others.',
    'Bound it: min({text}, 1).',
  ),
  SIL0602: error(
    'Reward with a unit',
    'This is {found}; a reward is a plain number.',
    'Divide by a quantity of its kind: session.duration / 10 min',
  ),
  SIL0603: warning(
    'Reward that a band can win',
    'Asynchrony counts from the beats of the band, and zones that are learned can move those.',
    'improvement(within session) measures the timing of the player alone.',
  ),
  SIL0604: error('Unknown measure', 'Nothing measures `{name}`.', ''),
  SIL0605: error(
    'Measure out of place',
    '`{name}` is measured while people play.',
    'Rules may ask about the player, rewards about the session.',
  ),
  SIL0606: error(
    '`else` outside a reward',
    'Only what a reward measures can be missing.',
    'In a rule, a comparison with something unknown is false.',
  ),
  SIL0607: error('A number that measures nothing', '{what}: {low} to {high}.', ''),
  SIL0608: warning(
    'Nothing to learn',
    'This piece has no slots.',
    'Write `learn` where a number stands: learn 20 ms in 5 ms..60 ms',
  ),
  SIL0609: warning(
    'Sessions are no units here',
    'The reward holds {metric}, in which the sessions of a player act on each other.',
    'With unit user-week all sessions of a player share one draw for a week.',
  ),
  SIL0610: error('Guard that nobody can judge', '{why}', '{near}'),
} as const satisfies Record<`SIL06${number}`, Entry>
