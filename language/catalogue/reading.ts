/** Codes 01: lexer and parser. */

import { type Entry, error, info } from './entry.ts'

export const READING = {
  SIL0101: error('Unexpected text', 'I did not expect {found} here: {expected}.', ''),
  SIL0102: error(
    'Unknown character',
    '{found} has no meaning {where}.',
    'Delete it, or put it inside a string or a comment.',
  ),
  SIL0103: error(
    'Block not closed',
    'This `{block}` block has no closing brace.',
    'Put a } where the block ends.',
  ),
  SIL0104: error(
    'Bars not closed',
    'These bars have no closing |.',
    'Bars begin and end with |, as in |x.x. x.x.|.',
  ),
  SIL0105: error(
    'String not closed',
    'This string has no closing quote on its line.',
    'A string ends on the line where it begins.',
  ),
  SIL0106: error(
    'Typographic quotes',
    'Strings need straight double quotes.',
    'Word processors turn " into “ and ”.',
  ),
  SIL0107: error(
    'Unknown escape',
    '{escape} is not an escape in a string.',
    'The escapes are those of JSON: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u1234.',
  ),
  SIL0108: error(
    'No {mark} here',
    'Write a property and its value side by side, without {mark}.',
    'As in: snap 20 ms',
  ),
  SIL0109: error(
    'A range is not written with ±',
    '{text} is not a quantity.',
    'Zones reach to both sides anyway: write {value}.',
  ),
  SIL0110: error('Decimal comma', '{text} has a comma in its number.', 'Write {value}.'),
  SIL0111: error(
    'Drum tab',
    '{text} looks like a drum tab.',
    'Write drums in bars: | opens and closes a bar, x is a hit, . a rest.',
  ),
  SIL0112: error(
    'Two patterns on a line',
    'A second pattern begins here on the same line.',
    'One pattern a line: put `{name}` on a line of its own.',
  ),
  SIL0113: error('Value missing', '`{name}` needs {expected}.', ''),
  SIL0114: error(
    'Value on the next line',
    'The value of `{name}` must start on the same line.',
    'Move it up.',
  ),
  SIL0115: error('Name missing', 'This {what} has no name.', 'As in: {example}'),
  SIL0116: error(
    'Reserved word',
    '`{name}` is a word of the language and cannot be declared as a name.',
    'Choose another name.',
  ),
  SIL0117: error(
    'A name that reads as a pitch',
    '`{name}` is a pitch.',
    'Only a section may have the name of a pitch; choose another name.',
  ),
  SIL0118: error(
    'Modifier on a line of its own',
    '`{name}` belongs to a property and must be on the same line.',
    'Join it to the line above.',
  ),
  SIL0119: error(
    'Two learns in one expression',
    'This expression already has a `learn`.',
    'Give one of them a name with `let`.',
  ),
  SIL0120: error(
    '`else` in the wrong place',
    '`else` must come right after a metric, or be in brackets.',
    'Write ({text}).',
  ),
  SIL0121: error('Learn without a range', 'This `learn` has no range.', 'As in: learn 20 ms in 5 ms..60 ms'),
  SIL0122: error('Tempo written backwards', 'The unit comes after its number.', 'Write tempo {value} bpm.'),
  SIL0123: error('Suffix away from its cell', '{text} {how}.', 'As in x?30 or 1~.'),
  SIL0124: error('Not a cell', '{text} is not {what}.', ''),
  SIL0125: error(
    'Bracket not closed',
    'This [ has no ] in its bar.',
    'Close the cells that share one cell: [xx].',
  ),
  SIL0126: error(
    'File too large',
    'This file has {size} characters; the limit is {limit}.',
    'Split it with imports.',
  ),
  SIL0128: error('Unknown block', 'There is no `{name}` block.', 'Did you mean `{near}`?'),
  SIL0130: error(
    'Declaration in a block',
    '`{name}` stands on its own, but this one is inside a `{block}` block.',
    'Put it after the closing brace.',
  ),
  SIL0127: error(
    'Nested too deeply',
    'Brackets are nested more than {limit} deep here.',
    'Use a `let` for the inner part.',
  ),
  SIL0129: info(
    'And more',
    '{count} more in this file are not listed.',
    'Fix the first ones: the others often go with them.',
  ),
} as const satisfies Record<`SIL01${number}`, Entry>
