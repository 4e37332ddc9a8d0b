/** Codes 04: music. */

import { type Entry, error, warning } from './entry.ts'

export const MUSIC = {
  SIL0401: error('Cells that do not fit', '{count} do not share {room} evenly.', '{near}'),
  SIL0402: error(
    'Another count than written',
    '|{written}: says {written}, and this bar has {found}.',
    'Count again, or write the number that is meant.',
  ),
  SIL0403: error(
    'Drums do not hold',
    'A `-` lets a note go on; drums and clicks ring by themselves.',
    'Write . for a rest.',
  ),
  SIL0404: error('A cell of another part', '`{cell}` has no place in {part}.', ''),
  SIL0405: error('Unknown chord', 'I cannot read `{chord}` as a chord.', '{near}'),
  SIL0406: error(
    'More chords than bars',
    'The chords have {chords}, the section {bars}.',
    'Fewer bars of chords go round; more have no place.',
  ),
  SIL0407: error('Groups that do not add up', '{groups} is {sum}, and the bar has {upper}.', ''),
  SIL0408: error(
    'Unknown metre',
    'There is no metre {meter}.',
    'The lower number is 1, 2, 4, 8, 16, 32 or 64; the upper one is 1 to {most}.',
  ),
  SIL0409: error('Unknown key', 'I cannot read `{key}` as a key.', '{near}'),
  SIL0410: error('Range upside down', '{low} does not lie below {high}.', 'The lower pitch stands first.'),
  SIL0411: warning(
    'Nobody plays the root',
    'Rootless voicings leave the root to a bassist, and none plays {where}.',
    'Add a bassist, or choose shell, close, drop2 or spread.',
  ),
  SIL0412: error(
    'Swing out of range',
    '{value} is no swing.',
    '50 % is straight and 67 % a triplet; swing goes from 50 % to 78 %.',
  ),
  SIL0413: error(
    'Tempo outside its range',
    '{tempo} lies outside {range}.',
    'The band never leaves its range: make it wider, or change the tempo.',
  ),
  SIL0414: error(
    'Ladder that does not climb',
    'From {from} to {to} by {by} does not climb.',
    'As in: tempo ladder 80 bpm..120 bpm by 4 bpm every 8 bars',
  ),
  SIL0415: error(
    'Nothing to hold',
    'No {what} stands before this `-`.',
    'Write . for a rest, or a note before it.',
  ),
  SIL0416: error('Nothing to repeat', 'No chord stands before this `%`.', 'Write the chord.'),
  SIL0417: error(
    'Loop of several bars',
    'A loop is one cycle, and this pattern has {bars}.',
    'Put all its cells between two |.',
  ),
  SIL0418: error(
    'Pattern that does not fit the section',
    'Section `{section}` is in {meter}, and {count} do not share such a bar evenly.',
    'Write in the section: {instead}.',
  ),
  SIL0419: error(
    'Range too narrow',
    'From {low} to {high} not every note has a place.',
    'Make it an octave at least.',
  ),
  SIL0420: error(
    'Note outside the range',
    '{pitch} lies outside {range}.',
    'Widen the range, or write the note an octave away.',
  ),
  SIL0421: error(
    'A beat the bar does not have',
    'A bar of {meter} has no beat {beat}.',
    'It has beats 1 to {beats}.',
  ),
  SIL0422: error('Over the limit', '{what}: {found}. The limit is {limit}.', ''),
  SIL0423: error('Loop that does not fit', '{value} is no length for a loop{where}.', '{near}'),
  SIL0424: error(
    'Pickup that does not fit',
    '{value} is no pickup in {meter}.',
    'A pickup is longer than nothing and shorter than a bar, which has {room}.',
  ),
  SIL0425: error(
    'Pickup longer than the count',
    'The band comes in {value} before bar 1, and counts {count}.',
    'Let it count longer: count 2 bars',
  ),
  SIL0426: warning(
    'Pickup that is never played',
    'The piece begins with `{opening}`, so the pickup of `{section}` is never played.',
    'What leads into a later section stands at the end of the one before it.',
  ),
  SIL0427: warning(
    'Empty brackets',
    'There are no cells in these brackets: they play as a rest.',
    'Write . for a rest.',
  ),
  SIL0428: warning(
    'Other notes in another metre',
    'Section `{section}` is in {meter}, and {count}, {before} in {home}, are {after} there.',
    'If other notes are meant, write in the section: {instead}.',
  ),
} as const satisfies Record<`SIL04${number}`, Entry>
