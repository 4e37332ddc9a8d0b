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
    'This is {found}; a reward must be a plain number.',
    'Divide it by a quantity of the same kind: session.duration / 10 min',
  ),
  SIL0603: warning(
    'Reward that a band can win',
    'Asynchrony is measured from the band’s beats, and learned zones can move those.',
    'improvement(within session) measures the player’s timing alone.',
  ),
  SIL0604: error('Unknown metric', 'There is no metric called `{name}`.', ''),
  SIL0605: error(
    'Metric in the wrong place',
    '`{name}` is measured while people play, so it has no value here.',
    'Rules may ask about the player, rewards about the session.',
  ),
  SIL0606: error(
    '`else` outside a reward',
    '`else` is for metrics in a reward: only those can be missing.',
    'In a rule, a comparison with something unknown is false.',
  ),
  SIL0607: error('Number out of range in a metric', '{what} must be {low} to {high}.', ''),
  SIL0608: warning(
    'Nothing to learn',
    'This piece has no slots.',
    'Write `learn` in place of a number: learn 20 ms in 5 ms..60 ms',
  ),
  SIL0609: warning(
    'Sessions cannot be units here',
    '`{metric}` looks across a player’s sessions, so they cannot be separate units.',
    'With unit user-week, all sessions of a player within a week share one draw.',
  ),
  SIL0610: error('Guard that nobody can judge', '{why}', '{near}'),
} as const satisfies Record<`SIL06${number}`, Entry>
