/** What a salsa arranger, a beat maker, a fiddler and a church's musical director wrote first: told of once, and mended. */

import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../language/diagnostics.ts'
import { checkText } from './checking.ts'
import { mended, told } from './slips.ts'

const BAND = 'drummer kit { kick |x.x.| }\nbassist bass { line |1 . 5 .| }\n'
const KEYS = 'pianist keys { comp |x . x .| }\n'
const section = (body: string): string => `${BAND}${KEYS}section a {\n  bars 2\n  ${body}\n}\nform a\n`

describe('a pattern behind several bars of chords, of somebody whose name begins like a cell', () => {
  const tune = (name: string, between: string): string =>
    `guitarist ${name} { comp |x . x .| }\nsection a {\n  bars 2\n  chords |G|D|${between}${name}.comp |x.xx|\n}\nform a\n`
  mended(
    ['gtr', 'pf', 'organ', 'drums2', 'fiddle', 'Archtop'].map((name) => [
      tune(name, ' '),
      tune(name, '\n  '),
    ]),
  )
  mended([
    [
      `${BAND}player { plays |x x x x| }\nsection a {\n  bars 2\n  chords |G|D| plays |x.xx|\n}\nform a\n`,
      `${BAND}player { plays |x x x x| }\nsection a {\n  bars 2\n  chords |G|D|\n  plays |x.xx|\n}\nform a\n`,
    ],
  ])
})

describe('chords by number', () => {
  const numbers = /Numbers and numerals leave open which key/
  told(
    ['|1|4|', '|1 6m|2m7 57|', '|1maj7|5/7|', '|6-|4|', '|I|IV|', '|1 - 4 5|'].map((chords) => [
      section(`chords ${chords}`),
      numbers,
    ]),
  )
})

describe('chords in other spellings', () => {
  const chord = (name: string): string => section(`chords | ${name} |`)
  mended(
    [
      ['Cm9(maj7)', 'CmMaj9'],
      ['F#9(maj7)', 'F#maj9'],
      ['Cno3', 'C5'],
      ['Eb(no3)', 'Eb5'],
      ['E(no3rd)', 'E5'],
      ['Cno3/G', 'C5/G'],
      ['D(no3)/A', 'D5/A'],
    ].map(([written = '', meant = '']) => [chord(written), chord(meant)]),
  )
})

describe('who is muted', () => {
  mended([
    [section('mute kit.kick'), section('kit.kick |.|')],
    [section('mute all'), section('mute kit, bass, keys')],
    [section('mute everyone'), section('mute kit, bass, keys')],
    [section('mute bass, all'), section('mute kit, bass, keys')],
    [section('mute keys every 2nd bar'), section('keys.rest every 2nd bar')],
    [section('mute keys every 2 bars'), section('keys.rest every 2 bars')],
  ])
  told([
    [section('mute all except keys'), /each who is silent is named, as in mute kit, bass/],
    [section('mute all but keys, bass'), /each who is silent is named/],
    [section('mute bass, kit.kick'), /`kick` is a voice of `kit`.*kit\.kick \|\.\|/],
    [section('unmute keys'), /A section ends what it mutes/],
  ])

  it('whoever is called so is meant', () => {
    expect(checkText(section('mute all').replaceAll('keys', 'all')).diagnostics).toEqual([])
  })
})

describe('behind something else on its line, in a section', () => {
  told([
    [section('chords |C|F| unmute keys'), /A section ends what it mutes/],
    [section('chords |C|F| level -3 dB'), /NAME\.level/],
    [section('chords |C|F| kit.swing 60%'), /in a section for its length/],
    [section('mute all except keys chords |C|F|'), /each who is silent is named/],
    [
      `${BAND}section a { bars 8 repeat 2 chords |C|F| }\nform a\n`,
      /The form says how often, as in: form A \* 3/,
    ],
  ])
})

describe('behind a pattern', () => {
  const behind = (rest: string): string =>
    `drummer kit { kick |x.x.| }\nbassist bass { line |1 . 5 .| ${rest} }\n`
  told([
    [behind('follows kit'), /stands before the brace, as in: bassist bass follows kit/],
    [behind('late 12 ms'), /As in: feel behind 8 ms/],
    [behind('delay 12 ms'), /As in: feel behind 8 ms/],
    [behind('push 12 ms'), /As in: feel ahead 8 ms/],
    [behind('early 12 ms'), /As in: feel ahead 8 ms/],
  ])
})

describe('how early or late somebody plays, on a line of its own', () => {
  const on = (line: string): string => `drummer kit {\n  kick |x.x.|\n  ${line}\n}\n`
  told([
    [on('late 12 ms'), /As in: feel behind 8 ms/],
    [on('early 12 ms'), /As in: feel ahead 8 ms/],
    [on('rush 12 ms'), /As in: feel ahead 8 ms/],
  ])
})

describe('a vamp of several sections, or of so many times', () => {
  const form = (text: string): string =>
    `${BAND}section a { bars 4 }\nsection tag { bars 2 }\nsection end { bars 1 }\nform ${text}\n`
  told(
    [
      'vamp (a, tag) until cue, end',
      'a, vamp tag 4x, end',
      'a, vamp tag 4 times, end',
      'a, vamp tag x4, end',
    ].map((text) => [form(text), /a vamp is one section.*vamp head until cue/]),
  )
})

describe('a tempo in notes', () => {
  told(
    [
      ...[
        'dotted quarter = 116',
        '116 bpm = dotted quarter',
        '116 bpm dotted quarters',
        '116 dotted quarters',
      ],
      ...['116 bpm on dotted quarters', '348 bpm on 8th notes'],
    ].map((tempo) => [
      `meter 6/8\ntempo ${tempo}\nmetronome c { beat |X . . x . .| }\n`,
      /bpm counts quarters, and dotted quarters in 6\/8.*tempo 116 bpm/,
    ]),
  )
})

describe('half a tempo', () => {
  const song = (before: string): string => `${before}tempo 96 bpm\n${section('tempo half')}`
  told([[song(''), /Half time is the same tempo/]])

  it('whatever is called so is meant', () => {
    expect(checkText(song('let half = 48 bpm\n')).diagnostics).toEqual([])
  })
})

describe('a section that is called vamp', () => {
  const form = (text: string): string =>
    `${BAND}section vamp { bars 4 }\nsection tag { bars 2 }\nform ${text}\n`
  mended([
    [form('vamp until cue, tag'), form('vamp vamp until cue, tag')],
    [form('tag, vamp until cue'), form('tag, vamp vamp until cue')],
  ])
})

describe('a pickup in notes', () => {
  const jig = (pickup: string): string => `meter 6/8\n${pickup}\nmetronome c { beat |X . . x . .| }\n`
  mended([
    [jig('pickup 1 8th'), jig('pickup 2 steps')],
    [jig('pickup 2 8ths'), jig('pickup 4 steps')],
    [jig('pickup 3 16ths'), jig('pickup 3 steps')],
    [jig('pickup 1 quarter'), jig('pickup 4 steps')],
    [jig('pickup 1 quarter note'), jig('pickup 4 steps')],
    [jig('pickup 3 8th notes'), jig('pickup 6 steps')],
    [
      `${BAND}section a {\n  bars 2\n  pickup 1 8th  chords |C|F|\n}\nform a\n`,
      `${BAND}section a {\n  bars 2\n  pickup 2 steps  chords |C|F|\n}\nform a\n`,
    ],
  ])
})

describe('a pianist with a montuno', () => {
  told([
    [
      'pianist keys {\n  comp |x.x.|\n  line |1 [3 5] 8 [5 3]|\n}\n',
      /a line, which a `bassist` plays in any range/,
    ],
    [
      'pianist keys {\n  comp |x.x.|\n  arpeggio |x.x.|\n}\n',
      /struck as one.*a line, which a `bassist` plays/,
    ],
  ])
})

describe('another key, and another time', () => {
  told([
    [section('transpose +1'), /written as they sound/],
    [section('modulate +1'), /written as they sound/],
    [section('double time'), /double time with it on every off-beat: snare \|\.x\.x\.x\.x\|/],
  ])
})

describe('a name of digits', () => {
  it('is told of once, with a letter before it', () => {
    const written = 'bassist 808 { line |1 . 5 .| }\n'
    const { diagnostics } = checkText(written)
    expect(diagnostics.map(({ message, hint }) => `${message} ${hint}`)).toEqual([
      expect.stringMatching(/begins with a letter/),
    ])
    const meant = applyEdits(written, diagnostics[0]?.fixes[0]?.edits ?? [])
    expect(meant).toBe('bassist b808 { line |1 . 5 .| }\n')
    expect(checkText(meant).diagnostics).toEqual([])
  })
})
