/** What a flamenco guitarist, a drummer of odd metres, a producer and a musical director wrote first: told of once, and mended. */

import { describe } from 'vitest'
import { mended, told } from './slips.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
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
    [section('level kit -20 dB'), section('kit.level -20 dB')],
    [section('fill every 4 bars'), section('kit.fill every 4 bars')],
  ])
  told([
    [section('unmute hat'), /A section ends what it mutes/],
    [section('tacet'), /mute kit/],
    [section('fade in bass'), /bass\.level -24 dB -> 0 dB over 4 bars/],
    [section('fade bass'), /bass\.level 0 dB -> -24 dB over 4 bars/],
    [`${BAND}rule r when player.silent { fade kit }\n`, /level kit to -24 dB over 4 bars/],
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
