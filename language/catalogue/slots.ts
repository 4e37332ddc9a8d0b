/** Codes 05: slots and ranges. */

import { type Entry, error, warning } from './entry.ts'

export const SLOTS = {
  SIL0501: error(
    'Default outside its range',
    '{value} does not lie in {range}.',
    'Training starts from the default: it lies between the bounds.',
  ),
  SIL0502: error(
    'Default on a bound',
    '{value} is a bound of {range}.',
    'From a bound training cannot move: put the default inside, or widen the range.',
  ),
  SIL0503: error('Range upside down', '{range} is empty.', 'The lower bound stands first.'),
  SIL0504: error(
    'Logarithm of nothing',
    'A logarithmic scale has no {low}.',
    'Start the range above zero, or leave out `log`.',
  ),
  SIL0505: error('Cannot be learned', 'Nothing is learned in {what}: {how}.', ''),
  SIL0506: error(
    'Zones out of order',
    '`{above}` ({aboveValue}) must lie beyond `{below}` ({belowValue}).',
    'The order is snap, follow, limit, from the beat outwards.',
  ),
  SIL0507: error(
    'Zones that could change places',
    '`{above}` ({aboveValue}) could fall below `{below}` ({belowValue}).',
    'Choose ranges so that every value of one lies beyond the other.',
  ),
  SIL0508: error('Out of bounds', '{what} is {limits}; this is {found}.', ''),
  SIL0509: error('Too many slots', 'A policy has at most {limit} slots.', 'Learn what matters most.'),
  SIL0510: error('Unknown feature', '`{name}` is nothing that is known when a session starts.', ''),
  SIL0511: error('The same choice twice', '`{word}` is there already.', 'Each choice stands once.'),
  SIL0512: error(
    'Two slots of one name',
    'Another slot is called `{name}`, too.',
    'Give one of them a name of its own with `let`.',
  ),
  SIL0513: warning('Slot that nobody hears', '{why}', '{near}'),
} as const satisfies Record<`SIL05${number}`, Entry>
