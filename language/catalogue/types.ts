/** Codes 03: types and units. */

import { type Entry, error } from './entry.ts'

export const TYPES = {
  SIL0301: error('A number without a unit', '{number} has no unit; I need {what}.', 'Did you mean {near}?'),
  SIL0302: error(
    'Unknown unit',
    '`{unit}` is not a unit.',
    'Units are ms s min h days weeks, beats bars steps, bpm, Hz kHz, dB, %, semitones cents.',
  ),
  SIL0303: error('Another unit is needed', 'This is {found}; I need {expected}.', ''),
  SIL0304: error('Units that do not go together', 'I cannot {verb} {left} and {right}.', ''),
  SIL0305: error('Wrong kind of value', 'This is {found}; I need {expected}.', ''),
  SIL0306: error('Not a whole number', '{what} must be a whole number; this is {value}.', ''),
  SIL0307: error(
    'Not a condition',
    'This is {found}; a rule waits for something that is true or false.',
    'As in: player.silent, or player.spread < 12 ms',
  ),
  SIL0308: error('A condition in place of a number', 'This is true or false; I need a number.', ''),
  SIL0309: error('Wrong number of arguments', '`{name}` takes {expected}; this has {found}.', ''),
  SIL0310: error('Division by zero', 'This divisor may be zero.', 'Divide by something that is never 0.'),
  SIL0311: error('Too large a number', 'This comes to more than a number can hold.', ''),
  SIL0312: error(
    'Too long a formula',
    'Together with the lets it uses, this takes more than {limit} steps.',
    'Shorten it: a let costs all its steps again wherever it is used.',
  ),
  SIL0313: error(
    'Unit without a meaning',
    'This comes to {found}.',
    'Divide by a quantity of the same kind somewhere.',
  ),
} as const satisfies Record<`SIL03${number}`, Entry>
