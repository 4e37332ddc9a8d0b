/** Codes 02: names. */

import { type Entry, error, hint, warning } from './entry.ts'

export const NAMES = {
  SIL0201: error('Unknown name', 'I know no {what} called `{name}`.', ''),
  SIL0202: error(
    'Name declared twice',
    '`{name}` is already the name of {what}.',
    'A name is declared once in a file, whatever it names.',
  ),
  SIL0203: hint('Unused name', 'Nothing uses `{name}`.', 'Use it, or leave it out.'),
  SIL0204: error('Unknown property', '{block} has no property `{name}`.', 'It knows {known}.'),
  SIL0205: error('Given twice', '`{name}` was given before.', 'Keep one of them.'),
  SIL0206: error(
    'Modifier that does not fit',
    '`{modifier}` does not go with `{property}`.',
    'It goes with {known}.',
  ),
  SIL0207: error('Another kind of name', '`{name}` is {found}; {expected} belongs here.', ''),
  SIL0208: error(
    'Defined by itself',
    '`{name}` needs its own value: {chain}.',
    'Give one of them a value of its own.',
  ),
  SIL0209: error(
    'Following in a circle',
    'Nobody leads: {chain}.',
    'Let one of them follow `player` or `grid`.',
  ),
  SIL0210: error('Unknown word', '`{word}` is no {what}.', 'There are {known}.'),
  SIL0211: error('Unknown function', 'There is no function `{name}`.', 'There are {known}.'),
  SIL0212: error('Something missing', '{what} needs {missing}.', 'As in: {example}'),
  SIL0213: warning(
    'Section never played',
    'The form does not play `{name}`, and no rule goes there.',
    'Put it into the form, or leave it out.',
  ),
  SIL0214: warning(
    'Sections without a form',
    'No form says when to play this; sections play once each, as they stand in the file.',
    'Write: {form}',
  ),
  SIL0215: warning(
    'Unknown timbre word',
    'I do not know how "{word}" sounds; {decides}.',
    'Say it with a material, an instrument, or words such as bright, soft, dry.',
  ),
  SIL0216: error(
    'Override outside a section',
    '`{target}.{property}` changes a member for a section, so it stands in one.',
    'In the block of `{target}` itself write `{property}` alone.',
  ),
  SIL0217: warning('Nothing to play', '`{name}` has no pattern, here or in a section.', 'As in: {example}'),
  SIL0218: error('Modifier of another form', '`{modifier}` stands only {where}.', ''),
  SIL0219: hint(
    'Hard to tell apart',
    '"{a}" sounds nearly like "{b}".',
    'Say more of one of them, or use one for both.',
  ),
  SIL0220: hint(
    'Timbre that is never heard',
    'All that `{name}` plays has another timbre: `{timbre}` is never heard.',
    'Leave it out, or one of the others.',
  ),
  SIL0221: warning('Bar that never comes', '`{what}` never comes: {why}.', '{near}'),
  SIL0222: hint('Action without effect', '{why}: this does nothing.', '{near}'),
} as const satisfies Record<`SIL02${number}`, Entry>
