/** Codes 04: music. */

import { type Entry, error, warning } from './entry.ts'

export const MUSIC = {
  SIL0401: error('Cells that do not fit', '{count} do not share {room} evenly.', '{near}'),
  SIL0402: error(
    'Count that does not match',
    '|{written}: says {written}, but this bar has {found}.',
    'Count again, or write the number that you mean.',
  ),
  SIL0403: error(
    'Drums do not hold',
    'A `-` lets a note go on; drums and clicks ring by themselves.',
    'Write . for a rest.',
  ),
  SIL0404: error('Cell that does not belong here', '`{cell}` has no place in {part}.', ''),
  SIL0405: error('Unknown chord', 'I cannot read `{chord}` as a chord.', '{near}'),
  SIL0406: error(
    'More chords than bars',
    'The chords have {chords}, but the section has only {bars}.',
    'Leave some out, or make the section longer.',
  ),
  SIL0407: error('Groups that do not add up', '{groups} makes {sum}, but the bar has {upper}.', ''),
  SIL0408: error(
    'Unknown metre',
    'There is no metre {meter}.',
    'The lower number is 1, 2, 4, 8, 16, 32 or 64; the upper one is 1 to {most}.',
  ),
  SIL0409: error('Unknown key', 'I cannot read `{key}` as a key.', '{near}'),
  SIL0410: error(
    'Range upside down',
    '{low} is not below {high}.',
    'Write the lower pitch first, then a higher one.',
  ),
  SIL0411: warning(
    'Nobody plays the root',
    'Rootless voicings leave the root to a bassist, but none plays {where}.',
    'Add a bassist, or choose shell, close, drop2 or spread.',
  ),
  SIL0412: error(
    'Swing out of range',
    'Swing cannot be {value}.',
    '50 % is straight and 67 % a triplet; swing goes from 50 % to 78 %.',
  ),
  SIL0413: error(
    'Tempo outside its range',
    '{tempo} lies outside {range}.',
    'The band never leaves its range: widen it, or change the tempo.',
  ),
  SIL0414: error(
    'Ladder that does not climb',
    'A ladder from {from} to {to} by {by} does not climb.',
    'As in: tempo ladder 80 bpm..120 bpm by 4 bpm every 8 bars',
  ),
  SIL0415: error(
    'Nothing to hold',
    'There is no {what} before this `-`.',
    'Write . for a rest, or a note before it.',
  ),
  SIL0416: error('Nothing to repeat', 'There is no chord before this `%`.', 'Write the chord.'),
  SIL0417: error(
    'Loop of several bars',
    'A loop is written as one bar, but this pattern has {bars}.',
    'Put all its cells between two |.',
  ),
  SIL0418: error(
    'Pattern that does not fit the section',
    'Section `{section}` is in {meter}, where {count} do not share a bar evenly.',
    'Write in the section: {instead}.',
  ),
  SIL0419: error(
    'Range too narrow',
    'Between {low} and {high} there is not room for every note.',
    'Make it at least an octave.',
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
  SIL0423: error('Loop that does not fit', 'A loop{where} cannot last {value}.', '{near}'),
  SIL0424: error(
    'Pickup that does not fit',
    'A pickup in {meter} cannot last {value}.',
    'A pickup is longer than nothing and shorter than a bar, which has {room}.',
  ),
  SIL0425: error(
    'Pickup longer than the count',
    'The band comes in {value} before bar 1, but counts {count}.',
    'Let it count longer: count 2 bars',
  ),
  SIL0426: warning(
    'Pickup that is never played',
    'The piece begins with `{opening}`, so the pickup of `{section}` is never played.',
    'Write what leads into a later section at the end of the one before it.',
  ),
  SIL0427: warning(
    'Empty brackets',
    'There are no cells in these brackets, so they play as a rest.',
    'Write . for a rest.',
  ),
  SIL0428: warning(
    'Other notes in another metre',
    'Section `{section}` is in {meter}, where {count} are {after}; in {home} they are {before}.',
    'If you mean other notes, write in the section: {instead}.',
  ),
  SIL0429: warning(
    'Ramp longer than its section',
    'Section `{section}` ends after {bars}, before its ramp over {over} does.',
    'Each turn of the section begins the ramp anew. Let it end with the section: over {bars}.',
  ),
} as const satisfies Record<`SIL04${number}`, Entry>
