/**
 * The catalogue of diagnostics: numeric code, severity, title, message and hint, in one place. A message template
 * names its arguments as `{like this}`; leaving one out where a diagnostic is made is a type error.
 *
 * Every code has a page, `docs/errors/CODE.md`, which `sil explain CODE` prints, and tests in `test/diagnostics/`.
 * Codes are never reused.
 */

import type { Span } from './ast.ts'
import type { Diagnostic, DiagnosticCode, Fix, RelatedPlace, Severity } from './diagnostics.ts'

interface Entry {
  readonly severity: Severity
  readonly title: string
  readonly message: string
  readonly hint: string
}

const error = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'error', title, message, hint }) as const satisfies Entry
const warning = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'warning', title, message, hint }) as const satisfies Entry

const info = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'info', title, message, hint }) as const satisfies Entry

const hint = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'hint', title, message, hint }) as const satisfies Entry

export const CATALOGUE = {
  // 01 lexer and parser
  SIL0101: error('Unexpected text', 'I did not expect {found} here: {expected}.', ''),
  SIL0102: error(
    'Unknown character',
    '{found} has no meaning in SIL.',
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
    'Strings stand in straight quotes.',
    'Word processors turn " into “ and ”.',
  ),
  SIL0107: error(
    'Unknown escape',
    '{escape} is not an escape that strings know.',
    'The escapes are those of JSON: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u1234.',
  ),
  SIL0108: error(
    'No {mark} here',
    'A property and its value stand side by side, without {mark}.',
    'As in: snap 20 ms',
  ),
  SIL0109: error(
    'A range is not written with ±',
    '{text} is no quantity.',
    'Zones reach to both sides anyway: write {value}.',
  ),
  SIL0110: error('Decimal comma', '{text} has a comma for its decimal point.', 'Write {value}.'),
  SIL0111: error(
    'Drum tab',
    '{text} looks like a drum tab.',
    'Drums stand in bars: | opens and closes, x is a hit, . a rest.',
  ),
  SIL0112: error(
    'Two bars literals on a line',
    'A second pattern begins here on the same line.',
    'One pattern a line: put `{name}` on a line of its own.',
  ),
  SIL0113: error('Value missing', '`{name}` needs {expected}.', ''),
  SIL0114: error('Value on the next line', 'The value of `{name}` must start on its line.', 'Move it up.'),
  SIL0115: error('Name missing', 'This {what} has no name.', 'As in: {example}'),
  SIL0116: error(
    'Reserved word',
    '`{name}` is a word of the language and cannot be declared as a name.',
    'Choose another name.',
  ),
  SIL0117: error(
    'A name that reads as a pitch',
    '`{name}` is a pitch.',
    'Only sections may be called like a pitch; choose another name.',
  ),
  SIL0118: error(
    'Modifier on a line of its own',
    '`{name}` belongs to a property and must stand on its line.',
    'Join it to the line above.',
  ),
  SIL0119: error(
    'Two learns in one expression',
    'This expression already has a `learn`.',
    'Give one of them a name with `let`.',
  ),
  SIL0120: error(
    '`else` here',
    '`else` stands directly after a metric, or in parentheses.',
    'Write ({text}).',
  ),
  SIL0121: error('Learn without a range', 'This `learn` has no range.', 'As in: learn 20 ms in 5 ms..60 ms'),
  SIL0122: error('Tempo written backwards', 'The unit stands behind its number.', 'Write tempo {value} bpm.'),
  SIL0123: error(
    'Suffix away from its cell',
    '{text} belongs to a sounding cell and must touch it.',
    'As in x?30 or 1~.',
  ),
  SIL0124: error(
    'Not a cell',
    '{text} is not a cell.',
    'Cells are x X g hits, . a rest, - a tie, ~ maybe, degrees 1 to 8, and [xx] for cells that share one.',
  ),
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
  SIL0127: error(
    'Nested too deeply',
    'Brackets are nested more than {limit} deep here.',
    'Use a `let` for the inner part.',
  ),
  SIL0129: info(
    'And more',
    '{count} more in this file are not listed.',
    'Mend the first ones; what follows is often their doing.',
  ),

  // 02 names
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
    'I do not know how "{word}" sounds; the other words decide.',
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

  // 03 types and units
  SIL0301: error('A number without a unit', '{number} has no unit; I need {what}.', 'Did you mean {near}?'),
  SIL0302: error(
    'Unknown unit',
    '`{unit}` is no unit.',
    'Units are ms s min h days weeks, beats bars steps, bpm, Hz kHz, dB, %, semitones cents.',
  ),
  SIL0303: error('Another unit is needed', 'This is {found}; I need {expected}.', ''),
  SIL0304: error('Units that do not meet', 'I cannot {verb} {left} and {right}.', ''),
  SIL0305: error('Another kind of value', 'This is {found}; I need {expected}.', ''),
  SIL0306: error('Not a whole number', '{what} is a whole number; this is {value}.', ''),
  SIL0307: error(
    'Not a condition',
    'This is {found}; a rule waits for something that is true or false.',
    'As in: player.silent, or player.spread < 12 ms',
  ),
  SIL0308: error('A condition among numbers', 'This is true or false, and a number is needed.', ''),
  SIL0309: error('Number of arguments', '`{name}` takes {expected}; this has {found}.', ''),
  SIL0310: error('Division by zero', 'This may be zero.', 'Keep what divides clear of 0.'),
  SIL0311: error('Too large a number', 'This comes to more than a number can hold.', ''),
  SIL0312: error(
    'Too long a formula',
    'With its lets this takes more than {limit} steps.',
    'No quantity in music needs so many.',
  ),
  SIL0313: error(
    'Unit without a meaning',
    'This comes to {found}.',
    'Divide by a quantity of the same kind somewhere.',
  ),

  // 04 music
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
    'No note stands before this `-`.',
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
    'Write in the section: {pattern} |…|, or mute {member} there.',
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
  SIL0423: error('Loop that does not fit', '{value} is no length for a loop.', 'As in: loop 3 beats'),
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

  // 05 slots and ranges
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

  // 06 rewards and training
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

  // 07 imports and files
  SIL0701: error('File not found', 'There is no file {path}.', 'Paths start from the file that imports.'),
  SIL0702: error('File refused', '{path} cannot be imported: {why}.', ''),
  SIL0703: error(
    'Outside the workspace',
    '{path} leads out of the workspace.',
    'Copy the file into the workspace.',
  ),
  SIL0704: error(
    'Not a relative path',
    '{path} is no path from this file to another.',
    'Imports start with ./ or ../, with / between folders; never URLs.',
  ),
  SIL0705: error('Imports in a circle', 'This leads back to a file that is being read already.', ''),
  SIL0706: error('Too many files', 'One piece imports at most {limit} files.', ''),
  SIL0707: error('Not in that file', '{path} declares no `{name}`.', ''),
  SIL0708: error(
    'Not for import',
    '`{name}` is {what}.',
    'Lets, timbres, zones and rewards can be imported.',
  ),
  SIL0709: hint('Unused import', 'Nothing uses `{name}`.', 'Leave it out.'),
  SIL0710: error(
    'Sample out of reach',
    '{path} is no path inside the workspace.',
    'As in: sample "sounds/knock.wav"',
  ),
  SIL0711: error(
    'Recording not found',
    'There is no file {path}.',
    'Paths start from the file that names the sample.',
  ),
  SIL0712: error(
    'Recording refused',
    '{path} cannot be a timbre: it {why}.',
    'A sample is a WAV file of up to a minute that can be heard.',
  ),
  SIL0713: warning(
    'Recording not heard',
    'Nothing here can listen to {path}: it sounds neutral for now.',
    'sil and the editor hear recordings beside the file.',
  ),
  SIL0714: error(
    'Prompt not embedded',
    'The timbre space {space} was not asked about this prompt.',
    'Whoever compiles with a trained space embeds the prompts of the piece first.',
  ),
  SIL0715: warning(
    'Recording cut off',
    '{path} ends before its header says; I hear what is there.',
    'Save the recording again.',
  ),
} as const satisfies Record<`SIL${number}`, Entry>

type Catalogue = typeof CATALOGUE
export type Code = keyof Catalogue

/** The `{arguments}` of a template. */
type ArgsOf<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ArgsOf<Rest>
  : never
type AllArgs<C extends Code> =
  | ArgsOf<Catalogue[C]['title']>
  | ArgsOf<Catalogue[C]['message']>
  | ArgsOf<Catalogue[C]['hint']>
export type MessageArgs<C extends Code> = { readonly [K in AllArgs<C>]: string | number }

export interface DiagnosticOptions {
  readonly file?: string
  readonly related?: readonly RelatedPlace[]
  readonly fixes?: readonly Fix[]
  readonly tags?: readonly ('unused' | 'deprecated')[]
  /** In place of the catalogue's hint, where one place knows better. */
  readonly hint?: string
}

/** A diagnostic of the catalogue at a place. Long texts from the file are cut to 100 characters. */
export function diagnostic<C extends Code>(
  code: C,
  span: Span,
  args: MessageArgs<C>,
  options: DiagnosticOptions = {},
): Diagnostic {
  const entry: Entry = CATALOGUE[code]
  const values: Readonly<Record<string, string | number>> = args
  return {
    code: code as DiagnosticCode,
    severity: entry.severity,
    title: fill(entry.title, values),
    message: fill(entry.message, values),
    file: options.file ?? '',
    span: { start: span.start, end: span.end },
    related: options.related ?? [],
    hint: options.hint ?? fill(entry.hint, values),
    fixes: options.fixes ?? [],
    ...(options.tags ? { tags: options.tags } : {}),
  }
}

function fill(template: string, args: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = args[name]
    // What was expected is ours, however long.
    return value === undefined ? whole : name === 'expected' ? String(value) : cut(String(value))
  })
}

/** Of a text from the file; what the catalogue itself says is shorter. */
const LONGEST_PART = 100

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > LONGEST_PART ? `${line.slice(0, LONGEST_PART - 1)}…` : line
}
