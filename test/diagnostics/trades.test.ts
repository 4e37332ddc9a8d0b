/** What a flamenco guitarist, a drummer of odd metres, a producer and a musical director wrote first: told of once, and mended. */

import { describe } from 'vitest'
import { mended, told } from './slips.ts'

const KIT = 'drummer kit {\n  kick |x.x.|\n  hat  |xxxx|\n}\n'
const KEYS = 'pianist keys { comp |x . x .| }\n'
const BASS = 'bassist bass { line |1 - 5 -| }\n'
const BAND = `${KIT}${KEYS}${BASS}`
const section = (lines: string): string => `${BAND}section a {\n  bars 4\n  ${lines}\n}\nform a\n`

describe('who plays in a section', () => {
  mended([
    [section('solo kit'), section('mute keys, bass')],
    [section('play kit, bass'), section('mute keys')],
    [section('no kit'), section('mute kit')],
    [section('kit off'), section('mute kit')],
    [section('kit, bass tacet'), section('mute kit, bass')],
    [section('kit out'), section('mute kit')],
    [section('kick off'), section('kit.kick |.|')],
    [section('level kit -20 dB'), section('kit.level -20 dB')],
    [section('fill every 4 bars'), section('kit.fill every 4 bars')],
  ])
  told([
    [section('unmute hat'), /A section ends what it mutes/],
    [section('mute kit in bar 4'), /a section of its own/],
    [section('last bar: fill'), /a section of its own/],
    [section('tacet'), /mute kit/],
    [section('fade in bass'), /bass\.level -24 dB -> 0 dB over 4 bars/],
    [section('fade bass'), /bass\.level 0 dB -> -24 dB over 4 bars/],
    [`${BAND}rule r when player.silent { fade kit }\n`, /level kit to -24 dB over 4 bars/],
  ])
})

describe('a member who is silent now and then', () => {
  const kit = (line: string): string => `drummer kit {\n  kick |x.x.|\n  ${line}\n}\n`
  mended([
    [kit('mute every 4th bar'), kit('rest every 4th bar')],
    [kit('mute every 4th bar chance 50%'), kit('rest every 4th bar')],
  ])
})

describe('words of a pit', () => {
  told([
    [section('vamp until cue'), /a vamp of the form, as in: form verse, vamp head until cue, chorus/],
    [section('safety'), /a vamp of the form/],
    [section('fermata'), /Nobody waits on a note.*a vamp of the form/],
    [section('rubato'), /zones loose \{ snap 5 ms/],
    [section('cut'), /The form says which sections are played/],
    [section('transpose +1 semitone'), /key B major {2}chords/],
    [`metronome click {\n  beat |x x x x|\n  output left\n}\n`, /pan -100% is left alone/],
  ])
})

describe('words of odd metres and of machines', () => {
  told([
    [section('polymeter 3'), /loop 3 steps/],
    ['drummer kit {\n  hat |x.x.|\n  accents 2 4\n}\n', /X is an accent/],
    ['drummer kit {\n  hat |x.x.|\n  lowpass 2 kHz\n}\n', /A timbre says how it sounds/],
    ['drummer kit { oh |..x.| }\n', /An open hat is a cell of the hat/],
    ['guitarist g {\n  comp |x.x.|\n  tuning DADGAD\n}\n', /in any tuning/],
  ])
})

describe('a tempo that is told from another one', () => {
  const piece = (top: string, tempo: string): string => `${top}${KIT}section a { ${tempo}  bars 4 }\nform a\n`
  mended([
    [piece('tempo 120 bpm\n', 'tempo * 2'), piece('tempo 120 bpm\n', 'tempo 200% of 120 bpm')],
    [piece('tempo 120 bpm\n', 'tempo 200%'), piece('tempo 120 bpm\n', 'tempo 200% of 120 bpm')],
    [
      piece('tempo 120 bpm\n', 'tempo to 80 bpm over 2 bars'),
      piece('tempo 120 bpm\n', 'tempo 120 bpm -> 80 bpm over 2 bars'),
    ],
    [`tempo 8th = 240\n${KIT}`, `tempo 240 bpm on 8ths\n${KIT}`],
    [`tempo 1/16 = 480 bpm\n${KIT}`, `tempo 480 bpm on 16ths\n${KIT}`],
  ])
  told([
    [piece('', 'tempo * 2'), /a share of so many.*tempo 200% of 120 bpm/],
    [piece('tempo 120 bpm\n', 'tempo -> 80 bpm'), /begins with the tempo that it comes from/],
    [piece('', 'tempo primo'), /without a tempo of its own has the piece’s again/],
    [`tempo 1/4 = 120\n${KIT}`, /bpm counts quarters/],
  ])
})

describe('a form of a pit', () => {
  const form = (text: string): string => `${KIT}section a { bars 4 }\nsection b { bars 2 }\nform ${text}\n`
  mended([
    [form('a, b, end'), form('a, b')],
    [form('a, vamp b until cue "go", a'), form('a, vamp b until cue, a')],
  ])
  told([
    [form('vamp a b until cue'), /a vamp is one section/],
    [form('a, (b until cue), a'), /a vamp is one section/],
    [form('a, D.C. al Fine, b'), /as often as it comes/],
    [form('a, b, vamp until cue'), /It stands before the section that waits/],
    [`${form('a, b')}rule r when cue { mute kit }\n`, /a vamp of the form waits for it/],
    [`${form('a, b')}rule mute kit every 4 bars\n`, /counts no bars/],
  ])
})

describe('a hand on strings', () => {
  const guitar = (lines: string): string => `guitarist g {\n  ${lines}\n}\n`
  mended([
    [guitar('comp |d u d u|'), guitar('comp |x x x x|')],
    [guitar('comp |d . d u|'), guitar('comp |x . x x|')],
    [guitar('comp |↓ ↑ ↓ ↑|'), guitar('comp |x x x x|')],
  ])
  told([
    [guitar('comp |d d d d|'), /goes down on the beat and up off it by itself/],
    [guitar('comp |x.x.|\n  strum down'), /by itself; `strum` says how long/],
    [guitar('comp |x.x.|  tuning DADGAD'), /in any tuning/],
  ])
})

describe('metres of a compás', () => {
  const hat = 'drummer kit { hat |x x x x x x x x x x x x| }\n'
  const piece = (top: string): string => `${top}\n${hat}`
  mended([
    [piece('compás 12/8'), piece('meter 12/8')],
    [piece('meter 12/8 (3 3 2 2 2)'), piece('meter 12/8 (3+3+2+2+2)')],
    [piece('meter 12/8 (3,3,2,2,2)'), piece('meter 12/8 (3+3+2+2+2)')],
  ])
  told([
    [piece('meter 12/4 accents 3 6 8 10 12'), /An accent is a cell/],
    [piece('meter 12/8, 5/8'), /may be one bar in groups/],
  ])
})

describe('loops', () => {
  const ride = (loop: string): string => `drummer kit { ride |x..|  loop ${loop} }\n`
  mended([[ride('3'), ride('3 beats')]])
  told([
    ['drummer kit { ride |x..x.x..|  loop 5 beats }\n', /a loop of 8 steps/],
    ['drummer kit { kick |xxxx xxxx| 16ths }\n', /How long a cell is says their number/],
    ['drummer kit { kick |xxxx xxxx| 32nds }\n', /How long a cell is says their number/],
    ['drummer kit { kick |xx| polymeter 3 }\n', /loop 3 steps/],
  ])
})

describe('levels that move', () => {
  const kit = (line: string): string => `drummer kit {\n  hat |xxxx|\n  ${line}\n}\n`
  mended([
    [kit('level -20 dB to 0 dB over 16 bars'), kit('level -20 dB -> 0 dB over 16 bars')],
    [kit('level -20 dB..0 dB over 16 bars'), kit('level -20 dB -> 0 dB over 16 bars')],
    [kit('level -20 dB -> 0 dB in 16 bars'), kit('level -20 dB -> 0 dB over 16 bars')],
    [kit('level -1O dB'), kit('level -10 dB')],
  ])
  told([
    [
      'drummer kit { hat |xxxx| level -12 dB -> 0 dB over 16 bars }\n',
      /a line of its own: level -12 dB -> 0 dB over 16 bars/,
    ],
  ])
})

describe('machines that are called by a number', () => {
  const piece = (drums: string): string =>
    `drummer ${drums} { kick |x.x.| }\nsection a {\n  bars 4\n  ${drums}.kick |xxxx|\n}\n` +
    `section b { bars 4  mute bass, ${drums} }\nbassist bass follows ${drums} { line |1 - 5 -| }\nform a, b\n`
  mended([[piece('808'), piece('d808')]])
})

describe('settings', () => {
  mended([
    [`swing 54% 16th\n${KIT}`, `swing 54% on 16th\n${KIT}`],
    [`pick-up 1 beat\n${KIT}`, `pickup 1 beat\n${KIT}`],
    [`key E flamenco\n${KIT}`, `key E phrygian dominant\n${KIT}`],
    ['drummer kit { snare |.... X..(g) .(x).. X...| }\n', 'drummer kit { snare |.... X..g .g.. X...| }\n'],
    ['drummer kit { kick |x...| timbre 808 }\n', 'drummer kit { kick |x...| timbre "808" }\n'],
    ["bassist b { line |A1 . E1' .| }\n", 'bassist b { line |A1 . E2 .| }\n'],
    [`key E hijaz\n${KIT}`, `key E phrygian dominant\n${KIT}`],
  ])
  told([
    [section('key by +1 semitone'), /as in: key B major/],
    [section('mute all every 2 bars'), /kit\.rest every 2 bars/],
    [section('a tempo'), /has the piece’s again/],
    [section('chords | C7no3 |'), /C7sus4/],
    [section('blast beat'), /written out/],
  ])
})

describe('a section that is made from another', () => {
  const twice = (second: string): string =>
    `${BAND}section a {\n  bars 4\n  mute kit  // breathes\n}\nsection b${second}\nform a, b\n`
  mended([[twice(' = a'), twice(' {\n  bars 4\n  mute kit  // breathes\n}')]])
  told([
    [twice(' = a * 2'), /SIL0101 .*form A, A/],
    [twice(' = verse'), /SIL0101 .*form A, A/],
    [`${BAND}section b = b\nform b\n`, /SIL0101 .*form A, A/],
  ])
})
