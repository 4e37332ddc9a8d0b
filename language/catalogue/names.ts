/** Codes 02: names. */

import { type Entry, error, hint, warning } from './entry.ts'

export const NAMES = {
  SIL0201: error('Unknown name', 'I know no {what} called `{name}`.', ''),
  SIL0202: error(
    'Name declared twice',
    '`{name}` is already the name of {what}.',
    'A name can be declared only once in a file, whatever it names.',
  ),
  SIL0203: hint('Unused name', 'Nothing uses `{name}`.', 'Use it, or leave it out.'),
  SIL0204: error('Unknown property', '{block} has no property `{name}`.', 'It has {known}.'),
  SIL0205: error('Given twice', '`{name}` was given before.', 'Keep one of them.'),
  SIL0206: error(
    'Modifier that does not fit',
    '`{modifier}` does not go with `{property}`.',
    '`{property}` takes {known}.',
  ),
  SIL0207: error('Wrong kind of name', '`{name}` is {found}; {expected} belongs here.', ''),
  SIL0208: error(
    'Defined in terms of itself',
    '`{name}` depends on itself: {chain}.',
    'Give one of them a value of its own.',
  ),
  SIL0209: error(
    'Following in a circle',
    'Nobody leads: {chain}.',
    'Let one of them follow `player` or `grid`.',
  ),
  SIL0210: error('Unknown word', 'There is no {what} called `{word}`.', 'It can be {known}.'),
  SIL0211: error('Unknown function', 'There is no function `{name}`.', 'You can use {known}.'),
  SIL0212: error('Something missing', '{what} needs {missing}.', 'As in: {example}'),
  SIL0213: warning(
    'Section never played',
    'The form does not play `{name}`, and no rule goes there.',
    'Put it into the form, or leave it out.',
  ),
  SIL0214: warning(
    'Sections without a form',
    'No form says when to play this; each section plays once, in the order of the file.',
    'Write: {form}',
  ),
  SIL0215: warning(
    'Unknown timbre word',
    'I do not know how "{word}" sounds; {decides}.',
    'Name a material or an instrument, or use words such as bright, soft, dry.',
  ),
  SIL0216: error(
    'Override outside a section',
    '`{target}.{property}` changes a member for a section, so it belongs in one.',
    'In the block of `{target}` itself, write just `{property}`.',
  ),
  SIL0217: warning('Nothing to play', '`{name}` has no pattern, here or in a section.', 'As in: {example}'),
  SIL0218: error('Modifier in the wrong place', '`{modifier}` goes only {where}.', ''),
  SIL0219: hint(
    'Hard to tell apart',
    '"{a}" sounds nearly like "{b}".',
    'Describe one of them more closely, or use one for both.',
  ),
  SIL0220: hint(
    'Timbre that is never heard',
    'Everything `{name}` plays has another timbre, so `{timbre}` is never heard.',
    'Leave out this one, or one of the others.',
  ),
  SIL0221: warning('Bar that never comes', '`{what}` never comes: {why}.', '{near}'),
  SIL0222: hint('Action without effect', '{why}, so this does nothing.', '{near}'),
} as const satisfies Record<`SIL02${number}`, Entry>
