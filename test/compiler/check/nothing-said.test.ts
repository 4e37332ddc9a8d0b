/** What has no meaning where it stands, and would be read over: told of once, at its place. */

import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../language/diagnostics.ts'
import { checkText } from '../../diagnostics/checking.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
const SONG = `${CLICK}section a { bars 2 }\nsection b { bars 2 }\n`
const BOTH = `${SONG}form a, b\n`
const rule = (text: string): string => `${BOTH}rule r when ${text}\n`
const goes = (where: string): string => rule(`player.silent { section ${where} }`)
const form = (steps: string): string => `${SONG}form ${steps}\n`
const member = (line: string): string => `metronome click { beat |X x x x|\n  ${line}\n}\n`
const BY = 'learn 20 ms in 5 ms..60 ms by'

const FILES = { 'l.sil': 'timbre dry = "dry tick"\ntimbre wet = "soft tick"\nsection s { bars 1 }\n' }

type Case = readonly [code: string, at: string, text: string, fixed?: string]

const PATHS: readonly Case[] = [
  ['SIL0201', 'foo', member('level foo.bar.baz')],
  ['SIL0201', 'foo', rule('foo.bar.baz < 3 ms { cue }')],
  ['SIL0201', 'aa', `${CLICK}section a { bars aa.bb.cc }\nform a\n`],
  ['SIL0305', 'late.a.b', `let late = 5 ms\n${member('feel behind late.a.b')}`],
  ['SIL0604', 'player.silent.x', rule('player.silent.x { cue }'), rule('player.silent { cue }')],
  [
    'SIL0604',
    'session.duration.x',
    'reward w = min(session.duration.x / 10 min, 1)\n',
    'reward w = min(session.duration / 10 min, 1)\n',
  ],
]

it('says the whole of a path that nothing measures', () => {
  const [told] = checkText('reward w = min(session.duration.x / 10 min, 1)\n').diagnostics
  expect(told?.message).toBe('There is no metric called `session.duration.x`.')
})

const EMPTY: readonly Case[] = [
  ...['level', 'pan', 'human', 'feel', 'feel behind', 'dynamics', 'timbre', 'rest every'].map(
    (key): Case => ['SIL0113', '()', member(`${key} ()`)],
  ),
  ['SIL0113', '()', member('level 0 dB -> () over 2 bars')],
  ['SIL0113', '()', member('dynamics follow player () within 6 dB')],
  ['SIL0113', '()', member('timbre mix((), "dry", 30%)')],
  ['SIL0113', '()', `tempo ()\n${CLICK}`],
  ['SIL0113', '()', `tempo ladder ()..120 bpm by 4 bpm every 8 bars\n${CLICK}`],
  ['SIL0113', '()', `swing ()\n${CLICK}`],
  ['SIL0113', '()', `band ()\n${CLICK}`],
  ['SIL0113', '()', `${CLICK}section a { bars () }\nform a\n`],
  ['SIL0113', '()', `${CLICK}section a { bars 2  mute () }\nform a\n`],
  ['SIL0113', '()', `${CLICK}section a { bars 2  zones () }\nform a\n`],
  ['SIL0113', '()', rule('() { cue }')],
  ['SIL0113', '()', rule('player.silent and () { cue }')],
  ['SIL0113', '()', rule('player.silent for () { cue }')],
  ['SIL0113', '()', rule('player.silent { level () to -12 dB }')],
  ['SIL0113', '()', goes('()')],
  ['SIL0113', '()', 'player { plays () }\n'],
  ['SIL0113', '( )', 'zones z { snap ( ) }\n'],
  ['SIL0113', '()', 'zones z { curve () }\n'],
  ['SIL0113', '()', 'reward w = ()\n'],
  ['SIL0113', '()', 'reward w = min((), 1)\n'],
  ['SIL0113', '()', 'let a = 2 * ()\n'],
  ['SIL0113', '()', 'let a = learn () in 5 ms..60 ms\n'],
  ['SIL0113', '()', `${CLICK}scenario "s" {\n  player steady\n  expect tempo within () of 96 bpm\n}\n`],
]

const SECTIONS: readonly Case[] = [
  ['SIL0305', '"b"', goes('"b"'), goes('b')],
  ['SIL0305', '3', goes('3')],
  ['SIL0305', 'b * 2', goes('b * 2')],
  ['SIL0305', 'learn a or b', goes('learn a or b')],
  ['SIL0305', 'a, b', goes('a, b')],
]

const VALUES: readonly Case[] = [
  ['SIL0113', 'for', rule('player.silent for { cue }')],
  ['SIL0113', '*', form('a, b *')],
  ['SIL0113', '*', form('a *, b')],
  ['SIL0113', '*', form('a * b')],
  ['SIL0113', 'short', `swing short\n${CLICK}`],
  ['SIL0113', 'short', `swing short on 16ths\n${CLICK}`],
  ['SIL0113', 'within', 'timbre q = near "dry tick" within\n'],
  ['SIL0101', 'repeat', form('a, b repeat repeat'), form('a, b repeat')],
  ['SIL0101', 'repeat', form('a repeat, b')],
  ['SIL0113', ',', 'let a = min(1, 2,)\n'],
  ['SIL0113', ',', 'timbre a = mix("dry tick",, "soft tick", 20%)\n'],
  ['SIL0113', ',', `swing learn 60% in 55%..70% by tempo,\n${CLICK}`],
  ['SIL0113', ',', `swing learn 60% in 55%..70% by tempo,, player.level\n${CLICK}`],
  ['SIL0113', ',', `swing learn 60% in 55%..70% by , player.level\n${CLICK}`],
  ['SIL0101', ',', `zones z { snap ${BY} tempo, }\n`, `zones z { snap ${BY} tempo }\n`],
  [
    'SIL0101',
    ',',
    `zones z {\n  snap ${BY} tempo,\n  limit 200 ms\n}\n`,
    `zones z {\n  snap ${BY} tempo\n  limit 200 ms\n}\n`,
  ],
]

const OTHERS: readonly Case[] = [
  ['SIL0304', 'min(session.duration / 10 bars, 1)', 'reward w = min(session.duration / 10 bars, 1)\n'],
  ['SIL0304', 'session.duration / 10 bars + 1', 'reward w = min(session.duration / 10 bars + 1, 1)\n'],
  [
    'SIL0301',
    'shy',
    'let shy = 5\nzones z { snap learn 20 ms in shy..60 ms }\n',
    'let shy = 5 ms\nzones z { snap learn 20 ms in shy..60 ms }\n',
  ],
  [
    'SIL0301',
    '20',
    'zones z { snap learn 20 in 5..60 ms }\n',
    'zones z { snap learn 20 ms in 5 ms..60 ms }\n',
  ],
  ['SIL0301', '4', 'player { count player 4 }\n', 'player { count player 4 beats }\n'],
  ['SIL0301', '1', 'player { count 1 }\n', 'player { count 1 bar }\n'],
  ['SIL0113', 'import', 'import { } from "./l.sil"\n', 'import { dry, wet } from "./l.sil"\n'],
]

it('offers beats and bars for a count', () => {
  const offered = (count: string) =>
    checkText(`player { count ${count} }\n`).diagnostics[0]?.fixes.map(({ title }) => title)
  expect(offered('player 4')).toEqual(['Write 4 beats', 'Write 4 bars'])
  expect(offered('2')).toEqual(['Write 2 bars', 'Write 2 beats'])
})

it('shows the let that lacks a unit', () => {
  const text = 'let shy = 5\nzones z { snap learn 20 ms in shy..60 ms }\n'
  const [told] = checkText(text).diagnostics
  expect(told?.related.map(({ span }) => text.slice(span.start, span.end))).toEqual(['shy'])
})

it('takes members for members, whatever they are called', () => {
  for (const name of ['of', 'on', 'within', 'bars', 'level']) {
    const text = `metronome ${name} { beat |X x x x|  level -9 dB }\nscenario "s" {\n  expect level ${name} < -8 dB\n}\n`
    expect(checkText(text).diagnostics, name).toEqual([])
  }
})

describe.each([
  ['a path that nobody can follow', PATHS],
  ['brackets around nothing', EMPTY],
  ['a section that is no name', SECTIONS],
  ['a word whose value is missing', VALUES],
  ['what lacks a unit', OTHERS],
])('%s', (_, cases) => {
  it.each(cases.map((one) => [`${one[0]} in ${one[2]}`, one] as const))(
    '%s',
    (_, [code, at, text, fixed]) => {
      const told = checkText(text, FILES).diagnostics.filter(({ severity }) => severity === 'error')
      expect(told.map((d) => [d.code, text.slice(d.span.start, d.span.end)])).toEqual([[code, at]])
      const fix = told[0]?.fixes[0]
      expect(fix === undefined ? undefined : applyEdits(text, fix.edits)).toBe(fixed)
      if (fixed !== undefined)
        expect(checkText(fixed, FILES).diagnostics.filter((d) => d.severity === 'error')).toEqual([])
    },
  )
})
