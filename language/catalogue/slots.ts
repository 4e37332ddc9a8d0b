/** Codes 05: slots and ranges. */

import { type Entry, error, warning } from './entry.ts'

export const SLOTS = {
  SIL0501: error(
    'Default outside its range',
    '{value} is outside {range}.',
    'Training starts from the default, so it must lie between the bounds.',
  ),
  SIL0502: error(
    'Default on a bound',
    '{value} is a bound of {range}.',
    'Training cannot move from a bound: put the default inside, or widen the range.',
  ),
  SIL0503: error(
    'Range upside down',
    'The range {range} is empty.',
    'Write the lower bound first, then a higher one.',
  ),
  SIL0504: error(
    'Logarithm of zero or less',
    'A logarithmic scale cannot start at {low}.',
    'Start the range above zero, or leave out `log`.',
  ),
  SIL0505: error('Cannot be learned', '{what} cannot be learned: {how}.', ''),
  SIL0506: error(
    'Zones out of order',
    '`{above}` ({aboveValue}) must lie beyond `{below}` ({belowValue}).',
    'The order is snap, follow, limit, from the beat outwards.',
  ),
  SIL0507: error(
    'Zones that could change places',
    '`{above}` ({aboveValue}) might not lie beyond `{below}` ({belowValue}).',
    'Keep the two apart. Slots in the same unit may overlap if `{above}` has the higher default and upper bound.',
  ),
  SIL0508: error('Out of bounds', '{what} must be {limits}; this is {found}.', ''),
  SIL0509: error(
    'Too many slots',
    'A piece can have at most {limit} slots.',
    'Learn only what matters most.',
  ),
  SIL0510: error('Unknown feature', '`{name}` is not known when a session starts.', ''),
  SIL0511: error(
    'The same choice twice',
    '`{word}` is already one of the choices.',
    'Name each choice once.',
  ),
  SIL0512: error(
    'Two slots of one name',
    'Another slot is already called `{name}`.',
    'Give one of them a name of its own with `let`.',
  ),
  SIL0513: warning('Slot that nobody hears', '{why}', '{near}'),
} as const satisfies Record<`SIL05${number}`, Entry>
