/**
 * What newcomers and their elders type, and the answer: each code with a text that shows it, where the label lies, and
 * what the first fix makes of it.
 */

import type { Code } from '../../language/messages.ts'

export interface Case {
  readonly code: Code
  readonly source: string
  /** The text that the diagnostic marks. */
  readonly at: string
  /** The text after the first fix, which then no longer shows the code; null where there is none to offer. */
  readonly fixed?: string
  /** Other files of the workspace. */
  readonly files?: Readonly<Record<string, string>>
  /** Further codes that this text shows. */
  readonly also?: readonly Code[]
}

/** Zones with one line changed. */
const zones = (line: string) =>
  `zones pocket {\n  ${line}\n}\nplayer { zones pocket }\nmetronome click { beat |X x x x| }\n`
const kit = (line: string) => `drummer kit {\n  ${line}\n}\n`
const bass = (line: string) => `bassist bass {\n  ${line}\n}\n`
const click = 'metronome click { beat |X x x x| }\n'
const reward = (formula: string) => `reward good = ${formula}\n`
const rule = (text: string) => `${click}rule r when ${text}\n`
const guarded = (lines: string) =>
  `${zones('snap learn 20 ms in 5 ms..60 ms')}${reward('session.completed')}train good {\n  ${lines}\n}\n`
const scenario = (line: string) => `${click}scenario "s" {\n  player steady\n  ${line}\n}\n`

export const CASES: readonly Case[] = [
  // ---- 01, found by the checker
  {
    code: 'SIL0119',
    source: 'let a = (learn 1 in 0..2) + (learn 1 in 0..2)\n',
    at: 'learn 1 in 0..2',
  },

  {
    code: 'SIL0116',
    source: 'reward across = (improvement(across 5 sessions) else 0)\n',
    at: 'across',
  },

  { code: 'SIL0115', source: `${click}section {\n  chords | Dm7 | G7 |\n}\n`, at: 'section' },
  { code: 'SIL0128', source: `${click}song {\n  tempo 96 bpm\n}\n`, at: 'song' },
  {
    code: 'SIL0130',
    source: `${click}player {\n  zones tight {\n    snap 10 ms\n  }\n}\n`,
    at: 'zones',
    fixed: `${click}player {\n  zones tight\n}\n\nzones tight {\n    snap 10 ms\n  }\n`,
  },

  // Its flat is read with it: nobody is told that B major is right.
  { code: 'SIL0102', source: `key B ♭ magor\n${click}`, at: '♭', also: ['SIL0409'] },

  {
    code: 'SIL0116',
    source: `metronome grid { beat |X x x x| }\ndrummer kit follows grid { kick |x.x.| }\n`,
    at: 'grid',
  },

  // ---- 02 names
  {
    code: 'SIL0201',
    source: 'let shy = 5 ms\nlet twice = 2 * shi\n',
    at: 'shi',
    fixed: 'let shy = 5 ms\nlet twice = 2 * shy\n',
  },
  { code: 'SIL0201', source: 'player { zones pocket }\n', at: 'pocket' },
  {
    code: 'SIL0201',
    source: `${click}drummer kit follows clik { kick |x.x.| }\n`,
    at: 'clik',
    fixed: `${click}drummer kit follows click { kick |x.x.| }\n`,
  },
  {
    code: 'SIL0201',
    source: 'section head { bars 4 }\nform haed\n',
    at: 'haed',
    fixed: 'section head { bars 4 }\nform head\n',
  },
  {
    code: 'SIL0201',
    source: `${click}section head {\n  bars 4\n  clck.beat |x x x x|\n}\nform head\n`,
    at: 'clck',
    fixed: `${click}section head {\n  bars 4\n  click.beat |x x x x|\n}\nform head\n`,
  },
  { code: 'SIL0201', source: 'metronome click { beat |X x x x|  timbre warm }\n', at: 'warm' },
  { code: 'SIL0201', source: 'train practice { explore 10% }\n', at: 'practice' },
  { code: 'SIL0202', source: 'let shy = 5 ms\nlet shy = 6 ms\n', at: 'shy' },
  {
    code: 'SIL0202',
    source: `${click}section click { bars 4 }\nform click\n`,
    at: 'click',
    also: ['SIL0207'],
  },
  { code: 'SIL0203', source: `${click}let shy = 5 ms\n`, at: 'shy' },
  { code: 'SIL0203', source: `${click}timbre woody = "warm woody click"\n`, at: 'woody' },
  {
    code: 'SIL0204',
    source: zones('snpa 20 ms'),
    at: 'snpa',
    fixed: zones('snap 20 ms'),
  },
  { code: 'SIL0204', source: 'bass |1 5|\n', at: 'bass', also: [] },
  // What musicians also call it: one answer, and none that follows from it.
  { code: 'SIL0204', source: bass('notes |1 . 5 .|'), at: 'notes', fixed: bass('line |1 . 5 .|') },
  { code: 'SIL0204', source: bass('BassLine |1 . 5 .|'), at: 'BassLine', fixed: bass('line |1 . 5 .|') },
  { code: 'SIL0204', source: bass('walking'), at: 'walking', fixed: bass('line walk') },
  { code: 'SIL0204', source: bass('walk |1 . 5 .|'), at: 'walk' },
  { code: 'SIL0204', source: bass('strings |1 . 5 .|'), at: 'strings' },
  { code: 'SIL0204', source: bass('ride |x . x .|'), at: 'ride' },
  { code: 'SIL0204', source: kit('pattern |x . x .|'), at: 'pattern' },
  {
    code: 'SIL0204',
    source: kit('kick |x . x .|\n  volume -6 dB'),
    at: 'volume',
    fixed: kit('kick |x . x .|\n  level -6 dB'),
  },
  {
    code: 'SIL0204',
    source: bass('line walk\n  instrument "round upright bass"'),
    at: 'instrument',
    fixed: bass('line walk\n  timbre "round upright bass"'),
  },
  { code: 'SIL0204', source: 'pianist keys {\n  chords | Dm7 | G7 |\n}\n', at: 'chords' },
  {
    code: 'SIL0204',
    source: 'guitarist g {\n  strumming |x x x x|\n}\n',
    at: 'strumming',
    fixed: 'guitarist g {\n  comp |x x x x|\n}\n',
  },
  {
    code: 'SIL0204',
    source: `pianist keys { comp |x x x x| }\nsection a {\n  bars 2\n  keys.chords | Dm7 | G7 |\n}\nform a\n`,
    at: 'chords',
    fixed: `pianist keys { comp |x x x x| }\nsection a {\n  bars 2\n  chords | Dm7 | G7 |\n}\nform a\n`,
  },
  {
    code: 'SIL0204',
    source: `pianist keys { comp |x x x x| }\nsection a { bars 2  keys.chords | Dm7 | G7 | }\nform a\n`,
    at: 'chords',
    fixed: `pianist keys { comp |x x x x| }\nsection a { bars 2  chords | Dm7 | G7 | }\nform a\n`,
  },
  {
    code: 'SIL0204',
    source: `zones tight { snap 10 ms }\nplayer { zones tight }\ndrummer kit { zones tight  kick |x.x.| }\n`,
    at: 'zones',
  },
  // Words that open a declaration elsewhere, on a line of their own: one answer, and the block goes on.
  ...[
    'zones tight',
    'tempo 96 bpm in 72 bpm..126 bpm',
    'meter 7/8 (2+2+3)',
    'key Bb major',
    'swing 58% on 8ths',
    'seed 7',
    'band "Trio"',
    'reward practice',
    'train practice',
    'player steady',
    'section verse',
  ].map(
    (line): Case => ({
      code: 'SIL0204',
      source: `drummer kit {\n  ${line}\n  kick |x . x .|\n}\n`,
      at: line.split(' ')[0] ?? '',
    }),
  ),
  { code: 'SIL0204', source: 'drummer kit {\nzones tight\nkick |x . x .|\n}\n', at: 'zones' },
  { code: 'SIL0204', source: zones('snap 20 ms\n  timbre "warm click"'), at: 'timbre' },
  { code: 'SIL0204', source: zones('tempo 96 bpm\n  snap 20 ms'), at: 'tempo' },
  { code: 'SIL0204', source: `${click}player {\n  tempo 96 bpm\n  count 1 bar\n}\n`, at: 'tempo' },
  { code: 'SIL0204', source: scenario('expect mode follow on 80% of beats\n  tempo 96 bpm'), at: 'tempo' },
  {
    code: 'SIL0204',
    source: scenario('for 24 bars\n  expect mode follow on 80% of beats'),
    at: 'for',
    fixed: scenario('bars 24 bars\n  expect mode follow on 80% of beats'),
  },
  { code: 'SIL0204', source: kit('kick |x.x.|\n  follows click'), at: 'follows' },
  { code: 'SIL0204', source: `${click}title "Blue"\n`, at: 'title', fixed: `${click}band "Blue"\n` },
  { code: 'SIL0205', source: zones('snap 20 ms\n  snap 20 ms'), at: 'snap', fixed: zones('snap 20 ms') },
  { code: 'SIL0205', source: zones('snap 20 ms\n  snap 30 ms'), at: 'snap' },
  { code: 'SIL0205', source: `tempo 96 bpm\ntempo 100 bpm\n${click}`, at: 'tempo' },
  { code: 'SIL0205', source: `${click}player { count 1 bar }\nplayer { count 2 bars }\n`, at: 'player' },
  {
    code: 'SIL0205',
    source: guarded('guard completed >= -1%\n  guard session.completed >= -3%'),
    at: 'session.completed >= -3%',
    fixed: guarded('guard completed >= -1%'),
  },
  {
    code: 'SIL0205',
    source: guarded('guard return_rate(3 days) >= -1%\n  guard return_rate(72 h) > -1%'),
    at: 'return_rate(72 h) > -1%',
    fixed: guarded('guard return_rate(3 days) >= -1%'),
  },
  { code: 'SIL0206', source: kit('kick |x.x.| pan 20%'), at: 'pan' },
  { code: 'SIL0206', source: kit('kick |x.x.| chance 30%'), at: 'chance' },
  // Below its voice it is not joined to it: that would be no better.
  { code: 'SIL0204', source: kit('kick |x.x.|\n  chance 30%'), at: 'chance' },
  { code: 'SIL0204', source: kit('kick |x.x.|\n  over 4 bars'), at: 'over' },
  // The same word, its accent apart in one: nobody sees what is wrong with it.
  {
    code: 'SIL0201',
    source: `let caf\u00e9 = 5 ms\n${zones('snap cafe\u0301')}`,
    at: 'cafe\u0301',
    fixed: `let caf\u00e9 = 5 ms\n${zones('snap caf\u00e9')}`,
  },
  { code: 'SIL0207', source: `${click}player { zones click }\n`, at: 'click' },
  { code: 'SIL0207', source: `timbre woody = "warm click"\nlet a = woody\n`, at: 'woody' },
  { code: 'SIL0208', source: 'let a = b + 1 ms\nlet b = a\n', at: 'a' },
  { code: 'SIL0208', source: 'reward rating = rating / 5\n', at: 'rating' },
  { code: 'SIL0208', source: 'timbre a = mix(b, b, 10%)\ntimbre b = a\n', at: 'a' },
  {
    code: 'SIL0209',
    source: 'drummer kit follows bass { kick |x.x.| }\nbassist bass follows kit { line |1 . 5 .| }\n',
    at: 'bass',
    fixed: 'drummer kit follows player { kick |x.x.| }\nbassist bass follows kit { line |1 . 5 .| }\n',
  },
  {
    code: 'SIL0210',
    source: zones('curve smoth'),
    at: 'smoth',
    fixed: zones('curve smooth'),
  },
  {
    code: 'SIL0210',
    source: scenario('expect mode fallow on 80% of beats'),
    at: 'fallow',
    fixed: scenario('expect mode follow on 80% of beats'),
  },
  { code: 'SIL0211', source: 'let a = mn(1 ms, 2 ms)\n', at: 'mn', fixed: 'let a = min(1 ms, 2 ms)\n' },
  {
    code: 'SIL0212',
    source: `${click}section head { chords | C | F | }\nform head\n`,
    at: 'section',
    fixed: `${click}section head { bars 2  chords | C | F | }\nform head\n`,
  },
  { code: 'SIL0212', source: kit('kick |x.x.|\n  fill density 30%'), at: 'fill density 30%' },
  { code: 'SIL0212', source: `${click}tempo 120 bpm -> 96 bpm\n`, at: 'tempo 120 bpm -> 96 bpm' },
  { code: 'SIL0212', source: `${click}tempo ladder 90 bpm..160 bpm\n`, at: 'tempo ladder 90 bpm..160 bpm' },
  {
    code: 'SIL0212',
    source: rule('player.silent { level click over 2 bars }'),
    at: 'level click over 2 bars',
  },
  { code: 'SIL0213', source: `${click}section a { bars 4 }\nsection b { bars 4 }\nform a\n`, at: 'b' },
  {
    code: 'SIL0214',
    source: `${click}section a { bars 4 }\nsection b { bars 4 }\n`,
    at: 'a',
    fixed: `${click}section a { bars 4 }\nsection b { bars 4 }\nform a, b\n`,
  },
  { code: 'SIL0220', source: kit('kick |x...| timbre "deep kick"\n  timbre "shaker"'), at: 'timbre' },
  {
    code: 'SIL0220',
    source:
      'metronome click { beat |X x x x|  timbre "cowbell" on 1  timbre "woodblock" on 2, 3, 4  timbre "shaker" }\n',
    at: 'timbre',
  },
  {
    code: 'SIL0220',
    source:
      'metronome click {\n  beat |X x x x|\n  timbre "cowbell" on 1\n  timbre "woodblock" on 2, 3, 4\n  timbre "shaker"\n}\n',
    at: 'timbre',
  },
  {
    code: 'SIL0221',
    source: `${kit('kick |x...|\n  fill every 8 bars')}section a { bars 4 }\nform a * 4\n`,
    at: 'fill',
  },
  {
    code: 'SIL0221',
    source: `${kit('kick |x...|\n  rest every 40th bar')}section a { bars 4 }\nsection b { bars 8 }\nform a, b\n`,
    at: 'rest',
  },
  {
    code: 'SIL0221',
    source: `${kit('kick |x...|')}section a { bars 4  kit.fill every 5 bars }\nsection b { bars 8 }\nform a, b\n`,
    at: 'fill',
  },
  {
    code: 'SIL0221',
    source: `${kit('kick |x...|\n  fill every 4 bars')}section a { bars 2 }\nsection b { bars 4 }\nform a, b\n`,
    at: 'fill',
  },
  { code: 'SIL0222', source: rule('player.silent { cue }'), at: 'cue' },
  { code: 'SIL0222', source: rule('player.silent { unmute click }'), at: 'unmute' },
  {
    code: 'SIL0215',
    source: 'timbre t = "wooody click"\n',
    at: 'wooody',
    fixed: 'timbre t = "woody click"\n',
  },
  { code: 'SIL0215', source: 'timbre t = "upright bass, gut strings"\n', at: 'gut' },
  { code: 'SIL0215', source: 'timbre t = " 🎸 … "\n', at: '" 🎸 … "' },
  {
    code: 'SIL0219',
    source: kit(
      'kick |x... .... x... ....|  timbre "kick drum"\n  tom1 |..x. .... ..x. ....|  timbre "deep kick drum"',
    ),
    at: '"deep kick drum"',
  },
  {
    code: 'SIL0216',
    source: kit('kit.kick |x.x.|'),
    at: 'kit.kick |x.x.|',
    fixed: kit('kick |x.x.|'),
    also: ['SIL0217'],
  },
  {
    code: 'SIL0216',
    source: rule('player.silent { click.level -6 dB }'),
    at: 'click.level -6 dB',
    fixed: rule('player.silent { level click to -6 dB }'),
  },
  {
    code: 'SIL0216',
    source: rule('player.silent { click.mute }'),
    at: 'click.mute',
    fixed: rule('player.silent { mute click }'),
  },
  { code: 'SIL0216', source: rule('player.silent { click.density 50% }'), at: 'click.density 50%' },
  { code: 'SIL0217', source: 'drummer kit { level -6 dB }\n', at: 'kit' },
  {
    code: 'SIL0218',
    source: scenario('player drags 30 ms for 8 bars\n  expect mode follow on 80% of beats'),
    at: 'for',
  },
  {
    code: 'SIL0218',
    source: scenario('player silent for 2 bars over 4 bars\n  expect mode follow on 80% of beats'),
    at: 'over',
  },
  { code: 'SIL0218', source: `${click}tempo 96 bpm over 4 bars\n`, at: 'over' },

  // ---- 03 types and units
  { code: 'SIL0301', source: zones('snap 20'), at: '20', fixed: zones('snap 20 ms') },
  {
    code: 'SIL0301',
    source: zones('snap learn 20 in 5..60'),
    at: '20',
    fixed: zones('snap learn 20 ms in 5 ms..60 ms'),
  },
  {
    code: 'SIL0503',
    source: `${click}tempo 96 bpm in 126 bpm..72 bpm\n`,
    at: '126 bpm..72 bpm',
    fixed: `${click}tempo 96 bpm in 72 bpm..126 bpm\n`,
  },
  {
    code: 'SIL0301',
    source: zones('snap learn 20 ms in 5..60 ms'),
    at: '5',
    fixed: zones('snap learn 20 ms in 5 ms..60 ms'),
  },
  { code: 'SIL0301', source: `tempo 96\n${click}`, at: '96', fixed: `tempo 96 bpm\n${click}` },
  {
    code: 'SIL0301',
    source: rule('player.spread < 12 { cue }'),
    at: '12',
    fixed: rule('player.spread < 12 ms { cue }'),
  },
  // A share in hundredths.
  { code: 'SIL0301', source: `swing 62\n${click}`, at: '62', fixed: `swing 62%\n${click}` },
  {
    code: 'SIL0301',
    source: `swing learn 62 in 55..70\n${click}`,
    at: '62',
    fixed: `swing learn 62% in 55%..70%\n${click}`,
  },
  { code: 'SIL0301', source: zones('strength 50'), at: '50', fixed: zones('strength 50%') },
  {
    code: 'SIL0301',
    source: kit('kick |x.x.|\n  pan -30'),
    at: '-30',
    fixed: kit('kick |x.x.|\n  pan -30%'),
  },
  {
    code: 'SIL0301',
    source: bass('line walk\n  approach chromatic chance 40'),
    at: '40',
    fixed: bass('line walk\n  approach chromatic chance 40%'),
  },
  // One is one.
  { code: 'SIL0301', source: `pickup 1\n${click}`, at: '1', fixed: `pickup 1 beat\n${click}` },
  {
    code: 'SIL0301',
    source: kit('kick |x.x.|\n  trade 1'),
    at: '1',
    fixed: kit('kick |x.x.|\n  trade 1 bar'),
  },
  { code: 'SIL0302', source: zones('snap 20MS'), at: 'MS', fixed: zones('snap 20ms') },
  {
    code: 'SIL0302',
    source: zones('snap 20 sec'),
    at: 'sec',
    fixed: zones('snap 20 s'),
    also: ['SIL0506', 'SIL0508'],
  },
  { code: 'SIL0303', source: zones('snap 20 dB'), at: '20 dB' },
  { code: 'SIL0303', source: zones('snap 1 bar'), at: '1 bar' },
  {
    code: 'SIL0303',
    source: kit('kick |x.x.|\n  level -12 dB -> 0 dB over learn 4 beats in 1 bar..8 bars'),
    at: '1 bar',
  },
  { code: 'SIL0303', source: kit('kick |x.x.|\n  level 20 ms'), at: '20 ms' },
  { code: 'SIL0304', source: 'let a = 20 ms + 1 beat\n', at: '20 ms + 1 beat' },
  { code: 'SIL0305', source: zones('snap "20 ms"'), at: '"20 ms"', fixed: zones('snap 20 ms') },
  { code: 'SIL0305', source: kit('kick "boom"'), at: '"boom"' },
  {
    code: 'SIL0305',
    source: kit('kick |x.x.|\n  fill every 8th bar'),
    at: '8th bar',
    fixed: kit('kick |x.x.|\n  fill every 8 bars'),
  },
  { code: 'SIL0305', source: bass('line walk\n  approach 3'), at: '3' },
  {
    code: 'SIL0305',
    source: 'let woody = "warm click"\n',
    at: '"warm click"',
    fixed: 'timbre woody = "warm click"\n',
  },
  { code: 'SIL0306', source: `seed 1.5\n${click}`, at: '1.5' },
  { code: 'SIL0307', source: rule('player.spread { cue }'), at: 'player.spread' },
  { code: 'SIL0308', source: rule('player.silent < 3 { cue }'), at: 'player.silent' },
  { code: 'SIL0309', source: 'let a = min(1 ms)\n', at: 'min(1 ms)' },
  { code: 'SIL0310', source: 'let a = 1 ms / 0\n', at: '0' },
  { code: 'SIL0310', source: 'let a = learn 1 in -1..3\nlet b = 1 ms / a\n', at: 'a' },
  {
    code: 'SIL0311',
    source: `let a = ${Array.from({ length: 20 }, () => '9999999999999999').join(' * ')}${' * 9999999999999999'.repeat(2)}\n`,
    at: '',
  },
  {
    code: 'SIL0312',
    source: `let a0 = learn 1 in 0..2\n${Array.from({ length: 11 }, (_, i) => `let a${i + 1} = a${i} + a${i}\n`).join('')}`,
    at: 'a9 + a9',
  },
  {
    code: 'SIL0313',
    source: 'let a = 1 ms * 1 ms * 1 ms * 1 ms * 1 ms\n',
    at: '1 ms * 1 ms * 1 ms * 1 ms * 1 ms',
  },
  { code: 'SIL0305', source: scenario('expect tempo < 120 bpm'), at: 'tempo < 120 bpm' },
  {
    code: 'SIL0305',
    source: scenario('expect tempo == 120 bpm'),
    at: 'tempo == 120 bpm',
    fixed: scenario('expect tempo within 1% of 120 bpm'),
  },
  {
    code: 'SIL0305',
    source: scenario('expect click.level < -10 dB'),
    at: 'click.level < -10 dB',
    fixed: scenario('expect level click < -10 dB'),
  },
  { code: 'SIL0305', source: scenario('expect mode == follow'), at: 'mode == follow' },
  { code: 'SIL0305', source: scenario('expect confidence > 50%'), at: 'confidence > 50%' },

  {
    code: 'SIL0305',
    source: `tempo 90 bpm..160 bpm by 5 bpm every 8 bars\n${click}`,
    at: '90 bpm..160 bpm',
    fixed: `tempo ladder 90 bpm..160 bpm by 5 bpm every 8 bars\n${click}`,
  },
  { code: 'SIL0305', source: `tempo 90 bpm..160 bpm\n${click}`, at: '90 bpm..160 bpm' },
  { code: 'SIL0305', source: `band Blue\n${click}`, at: 'Blue', fixed: `band "Blue"\n${click}` },
  {
    code: 'SIL0305',
    source: 'timbre brush = soft brushed snare\n',
    at: 'soft brushed snare',
    fixed: 'timbre brush = "soft brushed snare"\n',
  },

  // ---- 04 music
  {
    code: 'SIL0401',
    source: kit('hat |xxxx xxxx xxxx xxx|'),
    at: 'xxxx xxxx xxxx xxx',
    fixed: kit('hat |15: xxxx xxxx xxxx xxx|'),
  },
  // A cell a group is what is meant where the metre's groups are left out.
  {
    code: 'SIL0401',
    source: 'meter 7/8\nmetronome click { beat |X x x| }\n',
    at: 'X x x',
    fixed: 'meter 7/8 (2+2+3)\nmetronome click { beat |X x x| }\n',
  },
  {
    code: 'SIL0401',
    source: `${click}section a {\n  bars 2\n  meter 8/8\n  click.beat |X x x|\n}\nform a\n`,
    at: 'X x x',
    fixed: `${click}section a {\n  bars 2\n  meter 8/8 (3+3+2)\n  click.beat |X x x|\n}\nform a\n`,
  },
  {
    code: 'SIL0401',
    source: 'meter 7/8\nmetronome click { beat |X x x x| }\n',
    at: 'X x x x',
    fixed: 'meter 7/8\nmetronome click { beat |4: X x x x| }\n',
  },
  { code: 'SIL0401', source: `meter 7/8 (2+2+3)\n${kit('hat |xxxx|')}`, at: 'xxxx' },
  { code: 'SIL0401', source: `${click}section a { bars 1\n  chords | C F G |\n}\nform a\n`, at: ' C F G ' },
  { code: 'SIL0401', source: kit('hat |xxxx| loop 3 beats'), at: 'xxxx' },
  // Cells of which one is wrong are not counted.
  { code: 'SIL0124', source: kit('hat |x?0 x x x|'), at: '0' },
  { code: 'SIL0124', source: kit('hat |x x] x x|'), at: ']' },
  { code: 'SIL0124', source: kit('hat |5: x x] x x|'), at: ']' },
  { code: 'SIL0123', source: kit('hat |[xx]~ x x x|'), at: '~' },
  { code: 'SIL0123', source: kit('hat |[xxx]? x x x|'), at: '?' },
  { code: 'SIL0404', source: kit('hat |x1 x x x|'), at: '1' },
  { code: 'SIL0124', source: kit('hat |x*4|'), at: 'x*4', fixed: kit('hat |xxxx|') },
  { code: 'SIL0124', source: kit('hat |xx*x| loop 3 beats'), at: '*' },
  { code: 'SIL0124', source: bass('line |1 c 3 c 5|'), at: 'c' },
  { code: 'SIL0124', source: `${click}section a { bars 1\n  chords | C ii G |\n}\nform a\n`, at: 'ii' },
  { code: 'SIL0402', source: kit('rim |3: x x x x|'), at: '3:', fixed: kit('rim |4: x x x x|') },
  { code: 'SIL0403', source: kit('kick |x-x.|'), at: '-', fixed: kit('kick |x.x.|') },
  { code: 'SIL0403', source: kit('kick |x-x-|'), at: '-', fixed: kit('kick |x.x.|') },
  { code: 'SIL0404', source: kit('kick |x.o.|'), at: 'o' },
  { code: 'SIL0404', source: bass('line |x . x .|'), at: 'x' },
  { code: 'SIL0404', source: `${click}player { plays |x x? x x| }\n`, at: 'x?' },
  {
    code: 'SIL0404',
    source: `${click}section a { bars 1  chords | C d7 |\n}\nform a\n`,
    at: 'd7',
    fixed: `${click}section a { bars 1  chords | C D7 |\n}\nform a\n`,
  },
  {
    code: 'SIL0405',
    source: `${click}section a { bars 1  chords | Cmag7 |\n}\nform a\n`,
    at: 'Cmag7',
    fixed: `${click}section a { bars 1  chords | Cmaj7 |\n}\nform a\n`,
  },
  { code: 'SIL0406', source: `${click}section a { bars 1  chords | C | F |\n}\nform a\n`, at: ' F ' },
  { code: 'SIL0407', source: `meter 7/8 (2+2+2)\n${click}`, at: '7/8 (2+2+2)', also: ['SIL0101'] },
  // Nothing is counted by a metre that nobody wrote.
  {
    code: 'SIL0407',
    source:
      'meter 7/8 (2+2+2)\nmetronome click {\n  beat |x x x x x|\n  timbre "bright bell" on 5\n}\npickup 5 beats\n',
    at: '7/8 (2+2+2)',
  },
  {
    code: 'SIL0408',
    source: `${click}section a { bars 1  meter 3/5  chords | C F G |\n}\nform a\n`,
    at: '3/5',
  },
  { code: 'SIL0408', source: `meter 5/5\n${kit('hat |x x x x x| loop 5 beats')}`, at: '5/5' },
  { code: 'SIL0408', source: `meter 4/5\n${click}`, at: '4/5' },
  { code: 'SIL0409', source: `key C magor\n${click}`, at: 'C magor', fixed: `key C major\n${click}` },
  { code: 'SIL0409', source: `key b♭ major\n${click}`, at: 'b♭ major', fixed: `key B♭ major\n${click}` },
  {
    code: 'SIL0409',
    source: `key b ♭ major\n${click}`,
    at: 'b ♭ major',
    fixed: `key B♭ major\n${click}`,
    also: ['SIL0102'],
  },
  {
    code: 'SIL0409',
    source: `key B flat major\n${click}`,
    at: 'B flat major',
    fixed: `key Bb major\n${click}`,
  },
  { code: 'SIL0409', source: `key Cm\n${click}`, at: 'Cm', fixed: `key C minor\n${click}` },
  { code: 'SIL0409', source: `key Bbm\n${click}`, at: 'Bbm', fixed: `key Bb minor\n${click}` },
  { code: 'SIL0409', source: `key F#m\n${click}`, at: 'F#m', fixed: `key F# minor\n${click}` },
  { code: 'SIL0409', source: `key X major\n${click}`, at: 'X major' },
  { code: 'SIL0409', source: `key F sharp\n${click}`, at: 'F sharp', fixed: `key F# major\n${click}` },
  {
    code: 'SIL0410',
    source: bass('line |1 . 5 .|\n  range G2..E1'),
    at: 'G2..E1',
    fixed: bass('line |1 . 5 .|\n  range E1..G2'),
  },
  {
    code: 'SIL0411',
    source: 'pianist keys {\n  comp |x . x .|\n  voicing rootless\n}\n',
    at: 'voicing rootless',
  },
  { code: 'SIL0412', source: `swing 90%\n${click}`, at: '90%' },
  { code: 'SIL0412', source: `swing 90\n${click}`, at: '90' },
  { code: 'SIL0412', source: `swing 2:1\n${click}`, at: '2:1', fixed: `swing 67%\n${click}` },
  { code: 'SIL0413', source: `tempo 130 bpm in 72 bpm..126 bpm\n${click}`, at: '130 bpm' },
  {
    code: 'SIL0414',
    source: `tempo ladder 120 bpm..80 bpm by 4 bpm every 8 bars\n${click}`,
    at: 'tempo ladder 120 bpm..80 bpm by 4 bpm every 8 bars',
  },
  { code: 'SIL0415', source: bass('line |. - 1 .|'), at: '-', fixed: bass('line |. . 1 .|') },
  {
    code: 'SIL0415',
    source: `${click}section a { bars 1  chords | - C |\n}\nform a\n`,
    at: '-',
    fixed: `${click}section a { bars 1  chords | N.C. C |\n}\nform a\n`,
  },
  {
    code: 'SIL0428',
    source: `${kit('hat |xxxx xxxx|')}section six { bars 4  meter 6/8 }\nform six\n`,
    at: 'xxxx xxxx',
  },
  {
    code: 'SIL0428',
    source: `player { plays |x x x x| }\nmetronome click { beat |x| }\nsection two { bars 4  meter 2/4 }\nform two\n`,
    at: 'x x x x',
  },
  {
    code: 'SIL0429',
    source: `${click}section a { bars 4  tempo 100 bpm -> 120 bpm over 8 bars }\nform a * 2\n`,
    at: '8 bars',
    fixed: `${click}section a { bars 4  tempo 100 bpm -> 120 bpm over 4 bars }\nform a * 2\n`,
  },
  {
    code: 'SIL0429',
    source: `${click}section a { bars 1  click.level -12 dB -> 0 dB over 5 beats }\nform a repeat\n`,
    at: '5 beats',
    fixed: `${click}section a { bars 1  click.level -12 dB -> 0 dB over 1 bar }\nform a repeat\n`,
  },
  {
    code: 'SIL0429',
    source:
      'metronome click {\n  beat |x|\n  level -12 dB -> 0 dB over 40 steps\n}\nsection a { bars 1 }\nsection b { bars 2 }\nform a, b\n',
    at: '40 steps',
    fixed:
      'metronome click {\n  beat |x|\n  level -12 dB -> 0 dB over 2 bars\n}\nsection a { bars 1 }\nsection b { bars 2 }\nform a, b\n',
  },
  { code: 'SIL0427', source: kit('kick |[] x x x|'), at: '[]', fixed: kit('kick |. x x x|') },
  { code: 'SIL0416', source: `${click}section a { bars 2  chords | % | C |\n}\nform a\n`, at: '%' },
  { code: 'SIL0417', source: kit('hat |x . x|x x x| loop 3 beats'), at: '3 beats' },
  {
    code: 'SIL0418',
    source: `${kit('hat |xxxx xxxx|')}section waltz { bars 4  meter 3/4 }\nform waltz\n`,
    at: 'xxxx xxxx',
  },
  {
    code: 'SIL0418',
    source: `player { plays |x x x x| }\n${click}section waltz { bars 4  meter 3/4  click.beat |X x x| }\nform waltz\n`,
    at: 'x x x x',
  },
  { code: 'SIL0419', source: bass('line |1 . 5 .|\n  range E1..A1'), at: 'E1..A1' },
  { code: 'SIL0420', source: bass('line |E4 . G1 .|\n  range E1..G2'), at: 'E4' },
  {
    code: 'SIL0421',
    source: 'metronome click {\n  beat |X x x x|\n  timbre "bright bell" on 5\n}\n',
    at: '5',
  },
  {
    code: 'SIL0422',
    source: Array.from({ length: 10 }, (_, i) => `pianist p${i} { comp |x x x x| }\n`).join(''),
    at: 'p0',
  },
  { code: 'SIL0423', source: kit('hat |x . x| loop 0 beats'), at: '0 beats' },
  { code: 'SIL0423', source: `meter 7/8 (2+2+3)\n${kit('hat |x .| loop 2 beats')}`, at: '2 beats' },
  { code: 'SIL0424', source: `pickup 0 beats\n${click}`, at: '0 beats' },
  { code: 'SIL0424', source: `pickup 4 beats\n${click}`, at: '4 beats' },
  {
    code: 'SIL0424',
    source: `${click}section a { bars 4  meter 6/8  click.beat |x x|  pickup 2 beats }\nform a\n`,
    at: '2 beats',
  },
  { code: 'SIL0425', source: `pickup 2.5 beats\nplayer { count 2 beats }\n${click}`, at: '2.5 beats' },
  { code: 'SIL0425', source: `pickup 1 beat\nplayer { count player 4 beats }\n${click}`, at: '1 beat' },
  {
    code: 'SIL0426',
    source: `${click}section a { bars 4 }\nsection b { bars 4\n  pickup 2 beats\n}\nform a, b\n`,
    at: '2 beats',
    fixed: `${click}section a { bars 4 }\nsection b { bars 4\n}\nform a, b\n`,
  },

  // ---- 05 slots and ranges
  { code: 'SIL0501', source: zones('snap learn 70 ms in 5 ms..60 ms'), at: '70 ms' },
  { code: 'SIL0502', source: zones('snap learn 5 ms in 5 ms..60 ms'), at: '5 ms' },
  {
    code: 'SIL0503',
    source: zones('snap learn 20 ms in 60 ms..5 ms'),
    at: '60 ms..5 ms',
    fixed: zones('snap learn 20 ms in 5 ms..60 ms'),
  },
  {
    code: 'SIL0504',
    source: zones('snap learn 20 ms in 0 ms..60 ms log'),
    at: 'log',
    fixed: zones('snap learn 20 ms in 0 ms..60 ms'),
  },
  { code: 'SIL0505', source: reward('learn 0.5 in 0..1'), at: 'learn' },
  {
    code: 'SIL0505',
    source: `${click}section a { bars learn 4 in 2..8 }\nform a\n`,
    at: 'learn',
  },
  { code: 'SIL0505', source: `${click}meter learn 4/4 or 3/4\n`, at: 'learn' },
  {
    code: 'SIL0505',
    source: `${click}section a { bars 1  key learn C major or D dorian }\nform a\n`,
    at: 'learn',
  },
  { code: 'SIL0505', source: `${click}section a { bars 1 }\nform learn a or a * 2\n`, at: 'learn' },
  { code: 'SIL0505', source: `${click}section a { bars 1 }\nform a * learn 2 in 1..4\n`, at: 'learn' },
  { code: 'SIL0506', source: zones('snap 120 ms'), at: '120 ms' },
  { code: 'SIL0506', source: zones('snap 20 ms\n  follow 10 ms'), at: '10 ms' },
  { code: 'SIL0507', source: zones('snap learn 20 ms in 5 ms..120 ms'), at: 'learn 20 ms in 5 ms..120 ms' },
  { code: 'SIL0508', source: zones('strength 1.5'), at: '1.5' },
  { code: 'SIL0508', source: zones('adapt learn 0.5 in 0..3'), at: 'learn 0.5 in 0..3' },
  { code: 'SIL0509', source: kit(`kick |${'|x~x~x~x~'.repeat(2501).slice(1)}|`), at: 'x~' },
  {
    code: 'SIL0510',
    source: zones('snap learn 20 ms in 5 ms..60 ms by player.levle'),
    at: 'player.levle',
    fixed: zones('snap learn 20 ms in 5 ms..60 ms by player.level'),
  },
  {
    code: 'SIL0511',
    source: 'pianist keys {\n  comp |x . x .|\n  voicing learn shell or shell\n}\n',
    at: 'shell',
  },
  {
    code: 'SIL0512',
    source: `${click}tempo 96 bpm in learn 72 bpm in 60 bpm..80 bpm..learn 120 bpm in 110 bpm..130 bpm\n`,
    at: 'learn 120 bpm in 110 bpm..130 bpm',
  },
  {
    code: 'SIL0513',
    source: kit('kick |x...|\n  fill every 4 bars  density learn 30% in 0%..80%\n  trade 4 bars'),
    at: 'learn 30% in 0%..80%',
  },
  {
    code: 'SIL0513',
    source: `zones pocket {\n  snap learn 20 ms in 5 ms..60 ms\n}\nplayer { zones pocket }\nmetronome click follows grid { beat |X x x x| }\n`,
    at: 'learn 20 ms in 5 ms..60 ms',
  },
  {
    code: 'SIL0513',
    source: `import { shy } from "./z.sil"\nplayer { zones shy }\nmetronome click follows kit { beat |X x x x| }\ndrummer kit follows grid { kick |x.x.| }\n`,
    at: 'shy',
    files: { 'z.sil': 'zones shy {\n  snap learn 20 ms in 5 ms..60 ms\n}\n' },
  },

  // ---- 06 rewards and training
  {
    code: 'SIL0601',
    source: reward('session.duration / 10 min'),
    at: 'session.duration / 10 min',
    fixed: reward('min(session.duration / 10 min, 1)'),
  },
  {
    code: 'SIL0601',
    source: reward('0.2 * (session.duration / 10 min) + 0.4 * return_rate(3 days)'),
    at: 'session.duration / 10 min',
    fixed: reward('0.2 * (min(session.duration / 10 min, 1)) + 0.4 * return_rate(3 days)'),
  },
  {
    code: 'SIL0602',
    source: reward('session.duration'),
    at: 'session.duration',
    fixed: reward('min(session.duration / 10 min, 1)'),
  },
  {
    code: 'SIL0602',
    source: reward('1 - asynchrony(within session)'),
    at: 'asynchrony(within session)',
    fixed: reward('1 - min(asynchrony(within session) / 100 ms, 1)'),
  },
  {
    code: 'SIL0603',
    source: `${zones('snap learn 20 ms in 5 ms..60 ms')}${reward('asynchrony(improvement within session)')}`,
    at: 'asynchrony(improvement within session)',
  },
  {
    code: 'SIL0604',
    source: reward('session.complete'),
    at: 'session.complete',
    fixed: reward('session.completed'),
  },
  {
    code: 'SIL0604',
    source: rule('player.spred < 12 ms { cue }'),
    at: 'player.spred',
    fixed: rule('player.spread < 12 ms { cue }'),
  },
  { code: 'SIL0605', source: zones('snap player.spread'), at: 'player.spread' },
  {
    code: 'SIL0606',
    source: rule('(player.spread else 0 ms) < 3 ms { cue }'),
    at: 'player.spread else 0 ms',
  },
  { code: 'SIL0607', source: reward('improvement(across 1 session)'), at: '1' },
  { code: 'SIL0607', source: reward('return_rate(30 min)'), at: '30 min' },
  { code: 'SIL0607', source: guarded('guard return_rate(20 min) >= -1%'), at: '20 min' },
  {
    code: 'SIL0608',
    source: `${click}${reward('session.completed')}train good { explore 10% }\n`,
    at: 'train good { explore 10% }',
  },
  {
    code: 'SIL0609',
    source: `${zones('snap learn 20 ms in 5 ms..60 ms')}${reward('return_rate(3 days)')}train good { unit session }\n`,
    at: 'unit session',
    fixed: `${zones('snap learn 20 ms in 5 ms..60 ms')}${reward('return_rate(3 days)')}train good { unit user-week }\n`,
  },
  { code: 'SIL0305', source: guarded('guard return_rate() >= -1%'), at: 'return_rate()' },
  { code: 'SIL0610', source: guarded('guard rating >= -1%'), at: 'rating' },
  { code: 'SIL0610', source: guarded('guard player.spread <= 5%'), at: 'player.spread' },
  {
    code: 'SIL0610',
    source: guarded('guard completed <= -1%'),
    at: 'completed <= -1%',
    fixed: guarded('guard completed >= -1%'),
  },

  // ---- 07 imports and files
  { code: 'SIL0701', source: 'import { woody } from "./timbres.sil"\n', at: '"./timbres.sil"' },
  {
    code: 'SIL0702',
    source: 'import { woody } from "./folder"\n',
    at: '"./folder"',
    files: { folder: 'REFUSED' },
  },
  { code: 'SIL0703', source: 'import { woody } from "../../timbres.sil"\n', at: '"../../timbres.sil"' },
  {
    code: 'SIL0704',
    source: 'import { woody } from "timbres.sil"\n',
    at: '"timbres.sil"',
    fixed: 'import { woody } from "./timbres.sil"\n',
    files: { 'timbres.sil': 'timbre woody = "warm click"\n' },
  },
  {
    code: 'SIL0704',
    source: 'import { woody } from "https://example.org/t.sil"\n',
    at: '"https://example.org/t.sil"',
  },
  {
    code: 'SIL0705',
    source: 'import { a } from "./main.sil"\nlet b = a\n',
    at: '"./main.sil"',
  },
  {
    code: 'SIL0706',
    source: Array.from({ length: 1000 }, (_, i) => `import { a as a${i} } from "./f${i}.sil"\n`).join(''),
    at: '"./f999.sil"',
    also: ['SIL0129'],
    files: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${i}.sil`, 'let a = 1 ms\n'])),
  },
  {
    code: 'SIL0707',
    source: 'import { wody } from "./timbres.sil"\n',
    at: 'wody',
    fixed: 'import { woody } from "./timbres.sil"\n',
    files: { 'timbres.sil': 'timbre woody = "warm click"\n' },
  },
  {
    code: 'SIL0708',
    source: 'import { click } from "./band.sil"\n',
    at: 'click',
    files: { 'band.sil': click },
  },
  {
    code: 'SIL0709',
    source: `import { woody } from "./timbres.sil"\n${click}`,
    at: 'woody',
    fixed: click,
    files: { 'timbres.sil': 'timbre woody = "warm click"\n' },
  },
  {
    code: 'SIL0709',
    source: 'import { tick, woody } from "./timbres.sil"\ntimbre t = tick\n',
    at: 'woody',
    fixed: 'import { tick } from "./timbres.sil"\ntimbre t = tick\n',
    files: { 'timbres.sil': 'timbre woody = "warm click"\ntimbre tick = "sharp tick"\n' },
  },
  {
    code: 'SIL0709',
    source: 'import { woody as w, tick } from "./timbres.sil"\ntimbre t = tick\n',
    at: 'woody as w',
    fixed: 'import { tick } from "./timbres.sil"\ntimbre t = tick\n',
    files: { 'timbres.sil': 'timbre woody = "warm click"\ntimbre tick = "sharp tick"\n' },
  },
  {
    code: 'SIL0709',
    source: 'import { woody } from "./timbres.sil"\n',
    at: 'woody',
    fixed: '',
    files: { 'timbres.sil': 'timbre woody = "warm click"\n' },
  },
  { code: 'SIL0710', source: 'timbre knock = sample "/etc/knock.wav"\n', at: '"/etc/knock.wav"' },
  { code: 'SIL0711', source: 'timbre knock = sample "missing.wav"\n', at: '"missing.wav"' },
  { code: 'SIL0712', source: 'timbre knock = sample "silent.wav"\n', at: '"silent.wav"' },
  { code: 'SIL0713', source: 'timbre knock = sample "knock.wav"\n', at: '"knock.wav"' },
  { code: 'SIL0714', source: 'timbre knock = "wooden knock"\n', at: '"wooden knock"' },
  { code: 'SIL0715', source: 'timbre knock = sample "cut.wav"\n', at: '"cut.wav"' },
  { code: 'SIL0716', source: 'timbre knock = sample "take.wav"\n', at: '"take.wav"' },
]
