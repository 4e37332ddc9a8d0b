/**
 * What people type, and what the parser answers. `⟦…⟧` in a text marks where the diagnostic points; it is taken out
 * before the text is read. `fixed` is the text after the first fix.
 */

import { MAX_NESTING } from '../../language/expressions.ts'
import type { Code } from '../../language/messages.ts'

export interface ParserCase {
  /** What has been typed, as a sentence. */
  readonly name: string
  readonly code: Code
  readonly text: string
  /** After the first fix; absent where there is none. */
  readonly fixed?: string
  /** Codes besides, where one slip makes several. */
  readonly also?: readonly Code[]
}

const zones = (body: string): string => `zones pocket {\n  ${body}\n}\n`
const drums = (body: string): string => `drummer kit {\n  ${body}\n}\n`
const bass = (body: string): string => `bassist bass {\n  ${body}\n}\n`
const chords = (bars: string): string => `section a {\n  bars 4\n  chords ${bars}\n}\n`

export const PARSER_CASES: readonly ParserCase[] = [
  // ---- 0101 unexpected text
  {
    name: 'a bracket that nothing opened',
    code: 'SIL0101',
    text: 'tempo 96 bpm\n⟦}⟧\nseed 1\n',
  },
  {
    name: 'whom a member follows, in a section',
    code: 'SIL0101',
    text: 'pianist keys { comp |x . x .| }\nsection a { bars 1  keys.⟦follows⟧ grid }\nform a\n',
  },
  {
    name: 'two settings on a line',
    code: 'SIL0101',
    text: 'tempo 96 bpm ⟦meter⟧ 4/4\n',
    fixed: 'tempo 96 bpm\nmeter 4/4\n',
  },
  {
    name: 'a modifier that the property does not have',
    code: 'SIL0101',
    text: zones('snap 20 ms ⟦over 2 bars⟧'),
  },
  {
    name: 'an equals sign forgotten in a definition',
    code: 'SIL0101',
    text: 'let shy ⟦5 ms⟧\n',
    fixed: 'let shy = 5 ms\n',
  },
  {
    name: 'a colon in a definition',
    code: 'SIL0101',
    text: 'timbre brush⟦:⟧ "soft"\n',
    fixed: 'timbre brush = "soft"\n',
  },
  {
    name: 'a block without an opening brace',
    code: 'SIL0101',
    text: 'player ⟦pocket⟧\n  count 1 bar\n}\n',
    also: ['SIL0101'],
  },
  {
    name: 'a parenthesis that is not closed',
    code: 'SIL0101',
    text: 'let a = (1 + 2\n⟦let⟧ b = 3\n',
    fixed: 'let a = (1 + 2)\nlet b = 3\n',
  },
  {
    name: 'sections without a comma between',
    code: 'SIL0101',
    text: 'form head ⟦bridge⟧, head\n',
    fixed: 'form head, bridge, head\n',
  },
  {
    name: 'sections without any comma',
    code: 'SIL0101',
    text: 'form intro ⟦A⟧ A * 2 vamp B until cue, A repeat\n',
    fixed: 'form intro, A, A * 2, vamp B until cue, A repeat\n',
  },
  {
    name: 'members without a comma between',
    code: 'SIL0101',
    text: 'section stop {\n  bars 2  mute kit ⟦keys⟧ bass  swing 58%\n}\n',
    fixed: 'section stop {\n  bars 2  mute kit, keys, bass  swing 58%\n}\n',
  },
  {
    name: 'an import without from',
    code: 'SIL0101',
    text: 'import { a } ⟦"./a.sil"⟧\n',
    fixed: 'import { a } from "./a.sil"\n',
  },
  {
    name: 'cells without bars',
    code: 'SIL0101',
    text: 'metronome click {\n  beat ⟦X x x x⟧\n}\n',
    fixed: 'metronome click {\n  beat |X x x x|\n}\n',
  },
  {
    name: 'cells whose first bar line is missing',
    code: 'SIL0101',
    text: drums('kick ⟦x . x .|⟧'),
    fixed: drums('kick |x . x .|'),
  },
  {
    name: 'metre groups that break off',
    code: 'SIL0101',
    text: 'meter 7/8 (2+⟦+⟧3)\n',
  },
  {
    name: 'metre groups in words',
    code: 'SIL0101',
    text: 'meter 7/8 ⟦grouped 2+2+3⟧\n',
    fixed: 'meter 7/8 (2+2+3)\n',
  },
  {
    name: 'metre groups without brackets',
    code: 'SIL0101',
    text: 'section a {\n  bars 4\n  meter 7/8 ⟦2-2-3⟧\n}\n',
    fixed: 'section a {\n  bars 4\n  meter 7/8 (2+2+3)\n}\n',
  },
  {
    name: 'metre groups as they stand in a score',
    code: 'SIL0101',
    text: 'meter ⟦2+2+3/8⟧\n',
    fixed: 'meter 7/8 (2+2+3)\n',
  },
  {
    name: 'metre groups in brackets as they stand in a score',
    code: 'SIL0101',
    text: 'meter ⟦(3+2)/4⟧\n',
    fixed: 'meter 5/4 (3+2)\n',
  },
  {
    name: 'a dot without a name',
    code: 'SIL0101',
    text: 'let a = player⟦.⟧\nseed 1\n',
  },

  {
    name: 'a ladder behind a tempo, with a step',
    code: 'SIL0101',
    text: 'tempo 120 bpm ⟦ladder 90 bpm..160 bpm step 5 bpm⟧   // up when I hold it\n',
  },
  {
    name: 'a ladder of which every part is there',
    code: 'SIL0101',
    text: 'tempo ladder 90..160 bpm ⟦step 5 bpm every 4 bars⟧\n',
    fixed: 'tempo ladder 90 bpm..160 bpm by 5 bpm every 4 bars\n',
  },
  {
    name: 'a ladder from one tempo to another',
    code: 'SIL0101',
    text: 'section a {\n  tempo ladder 90 bpm ⟦to 160 bpm by 5 bpm every 8 bars⟧\n  bars 64\n}\n',
    fixed: 'section a {\n  tempo ladder 90 bpm..160 bpm by 5 bpm every 8 bars\n  bars 64\n}\n',
  },
  {
    name: 'a ramp in words',
    code: 'SIL0101',
    text: 'tempo 120 bpm ⟦to⟧ 96 bpm over 4 bars\n',
    fixed: 'tempo 120 bpm -> 96 bpm over 4 bars\n',
  },
  {
    name: 'the range of a tempo in words',
    code: 'SIL0101',
    text: 'tempo 120 bpm ⟦range⟧ 90 bpm..160 bpm\n',
    fixed: 'tempo 120 bpm in 90 bpm..160 bpm\n',
  },

  // ---- 0102 … 0107 characters and strings
  {
    name: 'a semicolon at the end of the line',
    code: 'SIL0102',
    text: 'tempo 96 bpm⟦;⟧\n',
    fixed: 'tempo 96 bpm\n',
  },
  {
    name: 'a minus of print',
    code: 'SIL0102',
    text: 'metronome m {\n  beat |x|\n  level ⟦−⟧6 dB\n}\n',
    fixed: 'metronome m {\n  beat |x|\n  level -6 dB\n}\n',
  },
  {
    name: 'a dash for a minus',
    code: 'SIL0102',
    text: 'metronome m {\n  beat |x| level ⟦–⟧6 dB\n}\n',
    fixed: 'metronome m {\n  beat |x| level -6 dB\n}\n',
  },
  {
    name: 'a dash from one value to another',
    code: 'SIL0102',
    text: 'tempo 96 bpm in 80 bpm⟦–⟧120 bpm\n',
    fixed: 'tempo 96 bpm in 80 bpm..120 bpm\n',
  },
  {
    name: 'a dash for a minus, with blanks around it',
    code: 'SIL0102',
    text: 'metronome m {\n  beat |x|\n  level ⟦—⟧ 6 dB\n}\n',
    fixed: 'metronome m {\n  beat |x|\n  level - 6 dB\n}\n',
  },
  {
    name: 'a dash between pitches',
    code: 'SIL0102',
    text: 'bassist b {\n  line walk\n  range E1⟦–⟧G2\n}\n',
    fixed: 'bassist b {\n  line walk\n  range E1..G2\n}\n',
    also: ['SIL0101'],
  },
  {
    name: 'an ellipsis for a range',
    code: 'SIL0102',
    text: 'tempo 96 bpm in 80 bpm⟦…⟧120 bpm\n',
    fixed: 'tempo 96 bpm in 80 bpm..120 bpm\n',
  },
  {
    name: 'a cross of print',
    code: 'SIL0102',
    text: 'section a { bars 1 }\nform a ⟦×⟧ 2\n',
    fixed: 'section a { bars 1 }\nform a * 2\n',
  },
  {
    name: 'an arrow of print',
    code: 'SIL0102',
    text: 'metronome m {\n  beat |x|\n  level -12 dB ⟦→⟧ 0 dB over 4 bars\n}\n',
    fixed: 'metronome m {\n  beat |x|\n  level -12 dB -> 0 dB over 4 bars\n}\n',
  },
  {
    name: 'a comparison in print',
    code: 'SIL0102',
    text: 'rule r when player.silent ⟦≥⟧ 4 beats { cue }\n',
    fixed: 'rule r when player.silent >= 4 beats { cue }\n',
  },
  {
    name: 'a tie of print',
    code: 'SIL0124',
    text: 'bassist b {\n  line |1 ⟦−⟧ 5 .|\n}\n',
    fixed: 'bassist b {\n  line |1 - 5 .|\n}\n',
  },
  {
    name: 'a bar line of full width',
    code: 'SIL0102',
    text: 'drummer k {\n  kick ⟦｜⟧x . x .|\n}\n',
    fixed: 'drummer k {\n  kick |x . x .|\n}\n',
  },
  {
    name: 'single quotes',
    code: 'SIL0106',
    text: "band ⟦'Blue Trio'⟧\n",
    fixed: 'band "Blue Trio"\n',
  },
  {
    name: 'single quotes of print',
    code: 'SIL0106',
    text: 'band ⟦‘Blue Trio’⟧\n',
    fixed: 'band "Blue Trio"\n',
  },
  {
    name: 'a flat away from its note',
    code: 'SIL0102',
    text: 'key B ⟦♭⟧ major\n',
    fixed: 'key B♭ major\n',
  },
  { name: 'a flat without a note', code: 'SIL0102', text: 'key ⟦♭⟧ major\n' },
  { name: 'a sharp in a name', code: 'SIL0102', text: 'let low⟦♯⟧ = 5 ms\n' },
  {
    name: 'a block that is not closed',
    code: 'SIL0103',
    text: 'zones ⟦pocket⟧ {\n  snap 20 ms\n\nplayer { }\n',
    fixed: 'zones pocket {\n  snap 20 ms\n}\n\nplayer { }\n',
  },
  {
    name: 'a rule that is not closed',
    code: 'SIL0103',
    text: 'rule r when player.⟦silent⟧ { cue\n',
    fixed: 'rule r when player.silent { cue\n}\n',
  },
  {
    name: 'bars that are not closed',
    code: 'SIL0104',
    text: 'metronome click {\n  beat ⟦|X x x x⟧\n}\n',
    fixed: 'metronome click {\n  beat |X x x x|\n}\n',
  },
  {
    name: 'bars that are not closed before a modifier',
    code: 'SIL0104',
    text: drums('kick ⟦|x... x...⟧ timbre "deep"'),
    fixed: drums('kick |x... x...| timbre "deep"'),
  },
  {
    name: 'a chord after the last bar line',
    code: 'SIL0104',
    text: 'section head {\n  chords | Dm7 | G7 |⟦ Cmaj7⟧\n}\n',
    fixed: 'section head {\n  chords | Dm7 | G7 | Cmaj7 |\n}\n',
  },
  {
    name: 'a string that is not closed',
    code: 'SIL0105',
    text: 'band ⟦"Pocket Trio⟧\nseed 1\n',
    fixed: 'band "Pocket Trio"\nseed 1\n',
  },
  {
    name: 'typographic quotes',
    code: 'SIL0106',
    text: 'timbre woody = ⟦“warm woody click”⟧\n',
    fixed: 'timbre woody = "warm woody click"\n',
  },
  {
    name: 'German and French quotes',
    code: 'SIL0106',
    text: 'timbre woody = ⟦„warm“⟧\n',
    fixed: 'timbre woody = "warm"\n',
  },
  {
    name: 'a path of another system in a string',
    code: 'SIL0107',
    text: 'timbre knock = sample "sounds⟦\\k⟧nock.wav"\n',
    fixed: 'timbre knock = sample "sounds\\\\knock.wav"\n',
  },

  // ---- 0108 … 0112 what newcomers type
  {
    name: 'a colon after a property',
    code: 'SIL0108',
    text: zones('snap⟦:⟧ 20 ms'),
    fixed: zones('snap 20 ms'),
  },
  {
    name: 'an equals sign after a property',
    code: 'SIL0108',
    text: zones('snap ⟦=⟧ 20 ms'),
    fixed: zones('snap 20 ms'),
  },
  {
    name: 'a colon before a brace',
    code: 'SIL0108',
    text: 'metronome click⟦:⟧ { beat |x| }\n',
    fixed: 'metronome click { beat |x| }\n',
  },
  { name: 'a plus-minus', code: 'SIL0109', text: zones('snap ⟦±20 ms⟧'), fixed: zones('snap 20 ms') },
  {
    name: 'a plus-minus in letters',
    code: 'SIL0109',
    text: zones('snap ⟦+-20ms⟧'),
    fixed: zones('snap 20ms'),
  },
  {
    name: 'a decimal comma before a unit',
    code: 'SIL0110',
    text: zones('limit ⟦0,2 s⟧'),
    fixed: zones('limit 0.2 s'),
  },
  {
    name: 'a decimal comma in a share',
    code: 'SIL0110',
    text: zones('adapt ⟦0,25⟧'),
    fixed: zones('adapt 0.25'),
  },
  { name: 'a drum tab', code: 'SIL0111', text: drums('hat ⟦x---x---⟧'), fixed: drums('hat |x...x...|') },
  {
    name: 'a drum tab with accents',
    code: 'SIL0111',
    text: drums('snare ⟦----O---⟧'),
    fixed: drums('snare |....X...|'),
  },
  {
    name: 'two patterns on a line',
    code: 'SIL0112',
    text: drums('kick |x.x.|  ⟦snare⟧ |.x.x|'),
    fixed: drums('kick |x.x.|\n  snare |.x.x|'),
  },
  {
    name: 'a comma between thousands',
    code: 'SIL0110',
    text: zones('snap ⟦1,000 ms⟧'),
    fixed: zones('snap 1000 ms'),
  },
  {
    name: 'a comma that may be both',
    code: 'SIL0110',
    text: zones('snap ⟦1,500 ms⟧'),
    fixed: zones('snap 1500 ms'),
  },
  {
    name: 'two patterns on a line of a section',
    code: 'SIL0112',
    text: 'section a { bars 1\n  kit.kick |x x x x| ⟦kit.hat⟧ |x x x x|\n}\n',
    fixed: 'section a { bars 1\n  kit.kick |x x x x|\n  kit.hat |x x x x|\n}\n',
  },
  {
    name: 'two patterns on a line of a section, whose member begins like cells',
    code: 'SIL0112',
    text: 'section a { bars 1\n  drums.kick |x x x x| ⟦drums.ride⟧ |x x x x|\n}\n',
    fixed: 'section a { bars 1\n  drums.kick |x x x x|\n  drums.ride |x x x x|\n}\n',
  },
  {
    name: 'a pattern on the line of another, whose name begins like a cell',
    code: 'SIL0112',
    text: drums('kick |x.x.|  ⟦ride⟧ |.x.x|'),
    fixed: drums('kick |x.x.|\n  ride |.x.x|'),
  },
  {
    name: 'a word behind bars',
    code: 'SIL0101',
    text: drums('kick |x . x .| ⟦legato⟧'),
  },
  {
    name: 'words behind bars',
    code: 'SIL0101',
    text: drums('kick |x . x .| ⟦at 3⟧'),
  },
  {
    name: 'a timbre behind bars without its word',
    code: 'SIL0101',
    text: drums('kick |x . x .| ⟦"deep kick"⟧'),
    fixed: drums('kick |x . x .| timbre "deep kick"'),
  },
  {
    name: 'a walk behind bars',
    code: 'SIL0101',
    text: 'bassist b {\n  line |1 . 5 .| ⟦walk⟧\n}\n',
  },

  // ---- 0113 … 0118 what is missing or out of place
  { name: 'a property without its value', code: 'SIL0113', text: zones('⟦snap⟧') },
  { name: 'an operator without its right side', code: 'SIL0113', text: 'let a = 1 ⟦+⟧\n' },
  { name: 'a list that ends with a comma', code: 'SIL0113', text: 'section stop {\n  mute kit⟦,⟧\n}\n' },
  { name: 'a rule without its condition', code: 'SIL0113', text: 'rule ⟦home⟧ { cue }\n' },
  { name: 'a let without its value', code: 'SIL0113', text: 'let ⟦shy⟧\n' },
  { name: 'a form without sections', code: 'SIL0113', text: '⟦form⟧\n' },
  { name: 'a form that ends with a comma', code: 'SIL0113', text: 'form head⟦,⟧\n' },
  { name: 'an import of nothing', code: 'SIL0113', text: '⟦import { a }⟧\n' },
  { name: 'following nobody', code: 'SIL0113', text: 'drummer kit ⟦follows⟧ { kick |x| }\n' },
  { name: 'features that are not named', code: 'SIL0113', text: 'let a = learn 1 in 0..2 ⟦by⟧\n' },
  {
    name: 'a value on the line below its property',
    code: 'SIL0114',
    text: zones('snap\n    ⟦20 ms⟧'),
    fixed: zones('snap 20 ms'),
  },
  { name: 'a block without a name', code: 'SIL0115', text: '⟦drummer⟧ { kick |x| }\n' },
  {
    name: 'a scenario whose title has no quotes',
    code: 'SIL0101',
    text: 'scenario ⟦the band waits⟧ { player steady }\n',
    fixed: 'scenario "the band waits" { player steady }\n',
  },
  {
    name: 'a scenario with a word for its title',
    code: 'SIL0101',
    text: 'scenario ⟦A1⟧\n{ player steady }\n',
    fixed: 'scenario "A1"\n{ player steady }\n',
  },
  {
    name: 'a piece whose title has no quotes',
    code: 'SIL0101',
    text: 'band ⟦Blue Trio No. 2⟧\ntempo 96 bpm\n',
    fixed: 'band "Blue Trio No. 2"\ntempo 96 bpm\n',
  },
  {
    name: 'a timbre described without quotes',
    code: 'SIL0101',
    text: drums('kick |x|  timbre ⟦deep boomy drum⟧  level -6 dB\n  timbre brush on 2'),
    fixed: drums('kick |x|  timbre "deep boomy drum"  level -6 dB\n  timbre brush on 2'),
  },
  {
    name: 'a member described without quotes',
    code: 'SIL0101',
    text: bass('timbre ⟦round upright bass⟧\n  line walk'),
    fixed: bass('timbre "round upright bass"\n  line walk'),
  },
  { name: 'a scenario without a title', code: 'SIL0115', text: '⟦scenario⟧ { player steady }\n' },
  { name: 'a name that is a word of the language', code: 'SIL0116', text: 'let ⟦learn⟧ = 5 ms\n' },
  {
    name: 'a member called like a kind of member',
    code: 'SIL0116',
    text: 'drummer ⟦drummer⟧ { kick |x| }\n',
  },
  { name: 'a name that is a pitch', code: 'SIL0117', text: 'let ⟦A1⟧ = 5 ms\n' },
  {
    name: 'a modifier on a line of its own',
    code: 'SIL0118',
    text: bass('approach chromatic\n    ⟦chance⟧ 40%'),
    fixed: bass('approach chromatic  chance 40%'),
  },

  // ---- 0120 … 0122 learn, else, tempo
  {
    name: 'else after a sum',
    code: 'SIL0120',
    text: 'reward r = (a + b) ⟦else⟧ 0\n',
    fixed: 'reward r = ((a + b) else 0)\n',
  },
  {
    name: 'an else behind a quotient',
    code: 'SIL0120',
    text: 'reward d = min(session.onsets, 100) / 100 ⟦else⟧ 0\n',
    fixed: 'reward d = ((min(session.onsets, 100) / 100) else 0)\n',
  },
  {
    name: 'an else behind a quotient in a sum',
    code: 'SIL0120',
    text: 'reward d = 1 - a / 100 ⟦else⟧ 0\n',
    fixed: 'reward d = 1 - ((a / 100) else 0)\n',
  },
  { name: 'a learn without its range', code: 'SIL0121', text: zones('snap ⟦learn 20 ms⟧') },
  { name: 'a learn with half a range', code: 'SIL0121', text: zones('snap ⟦learn 20 ms in 5 ms⟧') },
  {
    name: 'the tempo written backwards',
    code: 'SIL0122',
    text: '⟦tempo bpm 120⟧\n',
    fixed: 'tempo 120 bpm\n',
  },
  { name: 'the tempo without its name', code: 'SIL0122', text: '⟦bpm 120⟧\n', fixed: 'tempo 120 bpm\n' },

  // ---- 0123 … 0125 cells
  {
    name: 'a chance away from its cell',
    code: 'SIL0123',
    text: drums('hat |x ⟦?⟧ x x|'),
    fixed: drums('hat |x? x x|'),
  },
  { name: 'a chance for a rest', code: 'SIL0123', text: drums('hat |x .⟦?⟧ x x|') },
  { name: 'a letter that is no cell', code: 'SIL0124', text: drums('hat |x ⟦y⟧|') },
  { name: 'one wrong letter, all over', code: 'SIL0124', text: drums('hat |D . ⟦U⟧ . D . U . | [U U]|') },
  { name: 'a ninth degree', code: 'SIL0124', text: bass('line |1 ⟦9⟧|') },
  { name: 'a chance behind a bracket', code: 'SIL0123', text: drums('hat |[xx]⟦~⟧ x x x|') },
  { name: 'a chance of none', code: 'SIL0124', text: drums('hat |x?⟦0⟧ x x x|') },
  { name: 'a bracket that nobody opened', code: 'SIL0124', text: drums('hat |x x⟦]⟧ x x|') },
  {
    name: 'the German H',
    code: 'SIL0124',
    text: chords('| ⟦H7⟧ | Em | Hm |'),
    fixed: chords('| B7 | Em | Bm |'),
  },
  { name: 'a numeral for a chord', code: 'SIL0124', text: chords('| ⟦ii7⟧ | V7 | I |') },
  {
    name: 'slashes for beats',
    code: 'SIL0124',
    text: chords('| C ⟦/⟧ G / |'),
    fixed: chords('| C - G - |'),
  },
  {
    name: 'chords as LilyPond writes them',
    code: 'SIL0124',
    text: chords('| ⟦c:m7⟧ | g2:7 bes | fis:m7.5- | c:m7 |'),
    fixed: chords('| Cm7 | G7 Bb | F#m7b5 | Cm7 |'),
  },
  {
    name: 'chords in small letters',
    code: 'SIL0124',
    text: chords('| ⟦am⟧ | f | d7 | e |'),
    fixed: chords('| Am | F | D7 | E |'),
  },
  {
    name: 'a colon behind the root',
    code: 'SIL0124',
    text: chords('| ⟦C:min7⟧ F:7 |'),
    fixed: chords('| Cmin7 F7 |'),
  },
  { name: 'what is no chord', code: 'SIL0124', text: chords('| C ⟦wow⟧ |') },
  {
    name: 'a bracket open at the bar’s end',
    code: 'SIL0125',
    text: drums('hat |x ⟦[x x⟧|'),
    fixed: drums('hat |x [x x]|'),
  },

  // ---- 0130 declarations in blocks
  {
    name: 'a rule in the block of a member',
    code: 'SIL0130',
    text: drums('kick |x|\n  ⟦rule⟧ quiet when player.silent { mute kit }\n  snare |x|'),
    fixed: `${drums('kick |x|\n  snare |x|').trimEnd()}\n\nrule quiet when player.silent { mute kit }\n`,
  },
  {
    name: 'zones in the block of the player',
    code: 'SIL0130',
    text: 'player {\n  ⟦zones⟧ pocket {\n    snap 20 ms\n  }\n  count 1 bar\n}\n',
    fixed: 'player {\n  zones pocket\n  count 1 bar\n}\n\nzones pocket {\n    snap 20 ms\n  }\n',
  },
  {
    name: 'the form in the block of a section',
    code: 'SIL0130',
    text: 'section A {\n  bars 4\n  /// The whole piece.\n  ⟦form⟧ A * 2, vamp A until cue\n}\n',
    fixed: 'section A {\n  bars 4\n}\n\n/// The whole piece.\n  form A * 2, vamp A until cue\n',
  },
  {
    name: 'a timbre made in the block of a member',
    code: 'SIL0130',
    text: bass('⟦timbre⟧ round = "round upright bass"\n  line walk'),
    fixed: `${bass('timbre round\n  line walk').trimEnd()}\n\ntimbre round = "round upright bass"\n`,
  },
  {
    name: 'a let in a block',
    code: 'SIL0130',
    text: zones('⟦let⟧ near = 20 ms\n  snap near'),
    fixed: `${zones('snap near').trimEnd()}\n\nlet near = 20 ms\n`,
  },
  {
    name: 'a block in a block that is not closed',
    code: 'SIL0130',
    text: 'drummer kit {\n  kick |x|\n  ⟦player⟧ { count 1 bar }\n\nseed 1\n',
    also: ['SIL0103'],
  },
  {
    name: 'a training without a name',
    code: 'SIL0115',
    text: '⟦train⟧ {\n  reward practice\n  explore 10%\n}\n',
    fixed: 'train practice {\n  explore 10%\n}\n',
  },
  { name: 'a training without any reward', code: 'SIL0115', text: '⟦train⟧ { explore 10% }\n' },
  {
    name: 'a training that was only begun',
    code: 'SIL0115',
    text: '⟦train⟧\nseed 1\n',
    also: ['SIL0101'],
  },
  {
    name: 'a reward in braces',
    code: 'SIL0101',
    text: 'reward practice ⟦{⟧\n  maximize accuracy { weight 0.6 }\n  minimize zones\n}\nseed 1\n',
  },
  {
    name: 'a reward in braces that are not closed',
    code: 'SIL0101',
    text: 'reward practice ⟦{⟧\n  maximize accuracy\n\nplayer { count 1 bar }\n',
  },
  {
    name: 'a modifier of something else behind bars',
    code: 'SIL0101',
    text: 'guitarist g {\n  strum |x . x .|  ⟦density 50%⟧\n}\n',
  },

  {
    name: 'bars between a section’s name and its brace',
    code: 'SIL0101',
    text: 'section verse ⟦8 bars⟧ {\n  mute kit\n}\n',
    fixed: 'section verse { bars 8\n  mute kit\n}\n',
  },
  {
    name: 'how long a section is, in parentheses',
    code: 'SIL0101',
    text: 'section verse (⟦8)⟧ {\n  mute kit\n}\n',
    fixed: 'section verse { bars 8\n  mute kit\n}\n',
  },
  {
    name: 'properties before the brace, which begins the next line',
    code: 'SIL0101',
    text: 'section verse: ⟦bars 8, mute kit⟧\n{\n}\n',
    fixed: 'section verse { bars 8  mute kit\n}\n',
  },
  {
    name: 'a property before the brace that has a slip itself',
    code: 'SIL0101',
    text: 'zones tight ⟦snap⟧ {\n  follow 40 ms\n}\n',
    also: ['SIL0113'],
  },
  {
    name: 'a name in quotes',
    code: 'SIL0101',
    text: 'section ⟦"Verse 1"⟧ {\n  bars 8\n}\n',
    fixed: 'section Verse_1 {\n  bars 8\n}\n',
  },
  {
    name: 'commas between properties',
    code: 'SIL0101',
    text: 'zones tight { snap 20 ms⟦,⟧ follow 40 ms,\n  limit 90 ms,\n}\n',
    fixed: 'zones tight { snap 20 ms follow 40 ms\n  limit 90 ms\n}\n',
  },
  {
    name: 'a comma behind a list of names and before an override',
    code: 'SIL0101',
    text: 'section a { bars 2  mute kit, hat⟦,⟧ kit.level -6 dB, kit.kick |x| }\n',
    fixed: 'section a { bars 2  mute kit, hat kit.level -6 dB kit.kick |x| }\n',
  },
  {
    name: 'a comma behind a setting',
    code: 'SIL0101',
    text: 'tempo 96 bpm⟦,⟧\nmeter 4/4\n',
    fixed: 'tempo 96 bpm\nmeter 4/4\n',
  },

  {
    name: 'a comment of Python or a shell',
    code: 'SIL0102',
    text: '⟦#⟧ tempo 80 bpm\ntempo 120 bpm\n',
    fixed: '// tempo 80 bpm\ntempo 120 bpm\n',
  },
  {
    name: 'a comment of Python behind a pattern',
    code: 'SIL0102',
    text: 'drummer kit {\n  kick |x...| ⟦##⟧ boom boom {\n}\n',
    fixed: 'drummer kit {\n  kick |x...| // boom boom {\n}\n',
  },
  { name: 'a comment of Tidal', code: 'SIL0102', text: '  ⟦--⟧ swing 66%\n', fixed: '  // swing 66%\n' },
  { name: 'a comment of LilyPond', code: 'SIL0102', text: '⟦%⟧ swing 66%\n', fixed: '// swing 66%\n' },
  { name: 'a comment of Csound', code: 'SIL0102', text: '⟦;;⟧ swing 66%\n', fixed: '// swing 66%\n' },
  {
    name: 'a comment of C',
    code: 'SIL0102',
    text: '⟦/*⟧ swing\n * 66%\n\n   or so\n */ seed 1\n',
    fixed: '// swing\n // 66%\n\n   // or so\n //\n seed 1\n',
  },
  {
    name: 'a comment of C on one line',
    code: 'SIL0102',
    text: 'seed 1 ⟦/**⟧ swing 66% */\nmeter 4/4\n',
    fixed: 'seed 1 // swing 66% \nmeter 4/4\n',
  },
  {
    name: 'a comment of C that does not end',
    code: 'SIL0102',
    text: '⟦/*⟧ swing 66%\nmeter 4/4\n',
    fixed: '// swing 66%\nmeter 4/4\n',
  },
  {
    name: 'a sharp that stands apart from its note',
    code: 'SIL0102',
    text: 'key F ⟦#⟧ minor\n',
    fixed: 'key F# minor\n',
  },

  // ---- 0126 … 0128
  {
    name: 'brackets in brackets in brackets …',
    code: 'SIL0127',
    text: `let a = ${'('.repeat(MAX_NESTING + 1)}⟦1⟧${')'.repeat(MAX_NESTING + 1)}\n`,
  },
  {
    name: 'a block’s head with a slip',
    code: 'SIL0128',
    text: '⟦drumer⟧ kit {\n  kick |x|\n}\n',
    fixed: 'drummer kit {\n  kick |x|\n}\n',
  },
  {
    name: 'a block by the instrument’s name',
    code: 'SIL0128',
    text: '⟦drums⟧ kit {\n  kick |x|\n}\n',
    fixed: 'drummer kit {\n  kick |x|\n}\n',
  },
  {
    name: 'a bassist who is called a bass',
    code: 'SIL0128',
    text: '⟦Bass⟧ low {\n  line walk\n}\n',
    fixed: 'bassist low {\n  line walk\n}\n',
  },
  {
    name: 'a verse without a name of its own',
    code: 'SIL0128',
    text: '⟦verse⟧ {\n  bars 8\n}\n',
    fixed: 'section verse {\n  bars 8\n}\n',
  },
  {
    name: 'an instrument that follows somebody',
    code: 'SIL0128',
    text: '⟦drums⟧ follows click {\n  kick |x|\n}\n',
    fixed: 'drummer drums follows click {\n  kick |x|\n}\n',
  },
  {
    name: 'a member without a name who follows',
    code: 'SIL0115',
    text: '⟦drummer⟧ follows click { kick |x| }\n',
  },
  {
    name: 'braces around the piece',
    code: 'SIL0101',
    text: 'band "Trio" ⟦{⟧\n  drummer kit { kick |x| }\n',
    fixed: 'band "Trio" \n  drummer kit { kick |x| }\n',
  },
  { name: 'a block of another language, without a name', code: 'SIL0128', text: '⟦song⟧ {\n  bars 4\n}\n' },
  { name: 'a block of another language', code: 'SIL0128', text: '⟦instrument⟧ kit { }\n' },
  // ---- one slip, one answer
  {
    name: 'how long a mute must hold, behind its members',
    code: 'SIL0101',
    text: 'rule r when player.silent { mute kit ⟦for 2 bars⟧ }\n',
  },
  {
    name: 'a mute over a time',
    code: 'SIL0101',
    text: 'rule r when player.silent { mute kit, keys ⟦over 2 bars⟧ }\n',
  },
  {
    name: 'how long a level must hold, behind it',
    code: 'SIL0101',
    text: 'rule r when player.silent { level kit to -6 dB ⟦for 2 bars⟧ }\n',
  },
  {
    name: 'a mute that comes back in a section',
    code: 'SIL0101',
    text: 'section stop {\n  bars 2\n  mute kit ⟦every 4 bars⟧\n}\n',
    fixed: 'section stop {\n  bars 2\n  kit.rest every 4 bars\n}\n',
  },
  {
    name: 'a band that is said twice',
    code: 'SIL0101',
    text: 'band ⟦band⟧ "Follow"\n',
    fixed: 'band "Follow"\n',
  },
  {
    name: 'a tempo that is said twice',
    code: 'SIL0101',
    text: 'tempo ⟦tempo⟧ 96 bpm\n',
    fixed: 'tempo 96 bpm\n',
  },
  {
    name: 'a section that is said twice',
    code: 'SIL0101',
    text: 'section ⟦section⟧ a { bars 2 }\n',
    fixed: 'section a { bars 2 }\n',
  },
  {
    name: 'a metre that is said twice',
    code: 'SIL0101',
    text: 'meter ⟦meter⟧ 3/4\n',
    fixed: 'meter 3/4\n',
  },
  {
    name: 'a form that is said twice',
    code: 'SIL0101',
    text: 'form ⟦form⟧ a, b\n',
    fixed: 'form a, b\n',
  },
  {
    name: 'a let that is said twice',
    code: 'SIL0101',
    text: 'let ⟦let⟧ late = 5 ms\n',
    fixed: 'let late = 5 ms\n',
  },
  {
    name: 'a scenario that is said twice',
    code: 'SIL0101',
    text: 'scenario ⟦scenario⟧ "x" { player steady }\n',
    fixed: 'scenario "x" { player steady }\n',
  },
  {
    name: 'a timbre that is said twice',
    code: 'SIL0101',
    text: 'metronome click {\n  timbre ⟦timbre⟧ "dry tick"\n}\n',
    fixed: 'metronome click {\n  timbre "dry tick"\n}\n',
  },
  {
    name: 'a timbre whose name is said twice',
    code: 'SIL0101',
    text: 'metronome click {\n  timbre alloy ⟦alloy⟧ on 1\n}\n',
    fixed: 'metronome click {\n  timbre alloy on 1\n}\n',
  },
  {
    name: 'a title without quotes that says its words twice',
    code: 'SIL0101',
    text: 'band ⟦Duran Duran⟧\n',
    fixed: 'band "Duran Duran"\n',
  },
  {
    name: 'a title that is not closed before its brace',
    code: 'SIL0105',
    text: 'scenario ⟦"two rungs {⟧\n  player steady\n}\n',
    fixed: 'scenario "two rungs" {\n  player steady\n}\n',
  },
  {
    name: 'a prompt that is not closed before its brace',
    code: 'SIL0105',
    text: 'metronome click {\n  timbre ⟦"dry tick }⟧\ntempo 96 bpm\n',
    fixed: 'metronome click {\n  timbre "dry tick" }\ntempo 96 bpm\n',
  },
  {
    name: 'a title that is not closed, and no brace',
    code: 'SIL0105',
    text: 'scenario ⟦"two rungs⟧\n  player steady\n}\n',
    fixed: 'scenario "two rungs" {\n  player steady\n}\n',
  },
  {
    name: 'a prompt that a backslash holds open',
    code: 'SIL0105',
    text: 'timbre a = ⟦"woody\\⟧\nseed 1\n',
    fixed: 'timbre a = "woody\\\\"\nseed 1\n',
  },
  {
    name: 'an import without commas',
    code: 'SIL0101',
    text: 'import { a as b ⟦c⟧\n  d, e } from "./l.sil"\n',
    fixed: 'import { a as b, c,\n  d, e } from "./l.sil"\n',
  },
  {
    name: 'an import of a whole file',
    code: 'SIL0101',
    text: 'import ⟦"./l.sil"⟧\n',
    fixed: 'import { } from "./l.sil"\n',
  },
  {
    name: 'an import of everything',
    code: 'SIL0101',
    text: 'import ⟦*⟧ from "./l.sil"\n',
    fixed: 'import { } from "./l.sil"\n',
  },
  {
    name: 'an import of a name without braces',
    code: 'SIL0101',
    text: 'import ⟦pocket⟧ from "./l.sil"\n',
    fixed: 'import { pocket } from "./l.sil"\n',
  },
  {
    name: 'an import of names without braces',
    code: 'SIL0101',
    text: 'import ⟦pocket, tick as bright⟧ from "./l.sil"\n',
    fixed: 'import { pocket, tick as bright } from "./l.sil"\n',
  },
  {
    name: 'an import that breaks off',
    code: 'SIL0113',
    text: '⟦import pocket⟧\nseed 1\n',
  },
  {
    name: 'an import from a file without quotes',
    code: 'SIL0101',
    text: 'import { a } from ⟦./l.sil⟧\nseed 1\n',
    fixed: 'import { a } from "./l.sil"\nseed 1\n',
  },
  {
    name: 'an import of a whole file without quotes',
    code: 'SIL0101',
    text: 'import ⟦../l.sil⟧\n',
    fixed: 'import { } from "../l.sil"\n',
  },
  {
    name: 'a neighbourhood on a member',
    code: 'SIL0101',
    text: 'metronome click {\n  timbre ⟦near "tick" within 20%⟧\n}\n',
  },
  {
    name: 'a recording on the line of a pattern',
    code: 'SIL0101',
    text: 'drummer kit {\n  hat |x x x x| timbre ⟦sample "x.wav"⟧ level -6 dB\n}\n',
  },
]

/** A case's text without its marks, and the place they mark. */
export function marked(text: string): { text: string; start: number; end: number } {
  const start = text.indexOf('⟦')
  const end = text.indexOf('⟧') - 1
  if (start < 0 || end < start) throw new Error(`no place is marked in ${text}`)
  return { text: text.replace('⟦', '').replace('⟧', ''), start, end }
}
