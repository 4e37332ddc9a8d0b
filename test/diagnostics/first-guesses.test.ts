/** What musicians of five kinds wrote first, who had read two pages: it is told of once, with what to write. */

import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../language/diagnostics.ts'
import { checkText } from './checking.ts'
import { mended, told } from './slips.ts'

const KIT = 'drummer kit { kick |x . x .| }\n'
const BASS = 'bassist b { line |1 . 5 .| }\n'
const member = (kind: string, name: string, lines: string): string => `${kind} ${name} {\n  ${lines}\n}\n`
const kit = (lines: string): string => member('drummer', 'kit', lines)
const bass = (lines: string): string => member('bassist', 'b', lines)
const guitar = (lines: string): string => member('guitarist', 'g', lines)
const section = (lines: string): string => `${KIT}section A {\n  bars 4\n  ${lines}\n}\nform A\n`

describe('the length of a section behind its metre', () => {
  const line = (text: string): string => `${KIT}section A { ${text} }\nform A\n`
  it.each(['meter 6/4 bars 4', 'meter 6/4  bars 4  kit.kick |x x x|', 'bars 4 meter 6/4'])('%s', (text) => {
    const { diagnostics, ir } = checkText(line(text).replace('x . x .', 'x'))
    expect(diagnostics).toEqual([])
    expect(ir?.sections.map(({ bars, meter }) => [bars, meter.upper])).toEqual([[4, 6]])
  })
})

describe('what is said of a pattern', () => {
  // `every` is a word of the language, and no `over` written badly.
  told([[kit('rim |x . x .| every 4 bars'), /SIL0101 .*after `rim` may follow/]])
})

describe('what is a cell, or an action, by another name', () => {
  const rule = (action: string): string => `${KIT}rule r when player.silent for 2 bars { ${action} }\n`
  told([
    [kit('open hat |..x.|'), /hat \|x\.xo\|/],
    [kit('closed hihat |x.x.|'), /hat \|x\.xo\|/],
    [guitar('comp |x x|\n  palm mute'), /comp \|x_ x_ x x_\|/],
    [rule('stop'), /mute kit, keys/],
    [rule('fade out over 4 bars'), /level kit to -24 dB over 4 bars/],
  ])
  mended([[rule('fade kit to -12 dB over 4 bars'), rule('level kit to -12 dB over 4 bars')]])
})

describe('instruments that no kit has', () => {
  told([
    [kit('surdo |. x|'), /kick, snare, .* tom3\. What .*rim \|x\.x\.\| {2}timbre "surdo"/],
    [kit('flam |....f...|'), /f d r are flam/],
    [kit('shaker |xxxx xxxx|'), /rim \|x\.x\.\| {2}timbre "shaker"/],
  ])
  mended([
    [kit('caixa |x x x x|'), kit('snare |x x x x|')],
    [kit('bumbo |x x x x|'), kit('kick |x x x x|')],
    [kit('hi-hat |x x x x|'), kit('hat |x x x x|')],
  ])
})

describe('hands', () => {
  mended([
    [kit('snare |RLRR LRLL RLRR LRLL|'), kit('snare |xxxx xxxx xxxx xxxx|')],
    [kit('snare |R.RL ..RL|L... RRLL|'), kit('snare |x.xx ..xx|x... xxxx|')],
    [guitar('comp |D.DU .UDU|'), guitar('comp |x.xx .xxx|')],
    [guitar('comp |D. DU .U .U|'), guitar('comp |x. xx .x .x|')],
    [kit('kick |o--- o---|'), kit('kick |x... x...|')],
  ])
})

describe('pitches in small letters', () => {
  mended([
    [bass('line |c2 eb2 g2 bb1|'), bass('line |C2 Eb2 G2 Bb1|')],
    [bass('line |e1 . f#1 .|'), bass('line |E1 . F#1 .|')],
  ])
})

describe('a word where bars stand', () => {
  mended([[bass('line walking'), bass('line walk')]])
  told([
    [`${BASS}${guitar('comp rootless')}`, /voicing rootless, .*comp \|/],
    [`${BASS}${guitar('comp shells')}`, /voicing shell, .*comp \|/],
    [bass('roots'), /line \|1 - 5 -\|/],
    [bass('root notes'), /line \|1 - 5 -\|/],
  ])
})

describe('when a member rests', () => {
  mended([
    [kit('kick |x . x .|\n  mute every 4th bar'), kit('kick |x . x .|\n  rest every 4th bar')],
    [kit('kick |x . x .|\n  mute every 4 bars'), kit('kick |x . x .|\n  rest every 4 bars')],
  ])
})

describe('which notes swing', () => {
  mended([
    [`swing 16th 58%\n${KIT}`, `swing 58% on 16ths\n${KIT}`],
    [`swing 16ths 58%\n${KIT}`, `swing 58% on 16ths\n${KIT}`],
    [`swing 8ths 62%\n${KIT}`, `swing 62% on 8ths\n${KIT}`],
  ])
})

describe('a voice in a section, of the one who has it', () => {
  mended([[section('snare |x x x x|'), section('kit.snare |x x x x|')]])
  told([[`${kit('kick |x . x .|').replaceAll('kit', 'kat')}${section('snare |x x|')}`, /NAME\.snare/]])
})

describe('words for form, tempo and loudness', () => {
  mended([[`${KIT}ending { bars 2 }\nform ending\n`, `${KIT}section ending { bars 2 }\nform ending\n`]])
  it('an arrangement is a form', () => {
    const text = section('').replace('form A', 'arrangement A, A')
    const fix = checkText(text).diagnostics.find(({ code }) => code === 'SIL0204')?.fixes[0]
    expect(applyEdits(text, fix?.edits ?? [])).toBe(section('').replace('form A', 'form A, A'))
  })
  told([
    [`cps 0.5\n${KIT}`, /tempo 120 bpm/],
    [`repeat 4\n${KIT}`, /form A \* 4/],
    [section('repeat 3'), /form A \* 3/],
    [section('fade out'), /kit\.level 0 dB -> -24 dB over 4 bars/],
    [section('louder'), /kit\.level/],
    [section('ritardando'), /tempo 96 bpm -> 72 bpm over 2 bars/],
    [kit('kick |x . x .|\n  crescendo over 4 bars'), /level -12 dB -> 0 dB over 4 bars/],
    [kit('kick |x . x .|\n  dynamics crescendo'), /level -12 dB -> 0 dB over 4 bars/],
    [kit('kick |x . x .|\n  brushes'), /timbre "/],
    [kit('kick |x . x .|\n  reverb 30%'), /timbre "/],
    [guitar('comp |x . x .|\n  capo 2'), /as they sound/],
    [guitar('comp |x . x .|\n  arpeggio'), /`bassist`/],
    [`transpose 2\n${KIT}`, /as they sound/],
    [`${section('').replace('form A', 'form AABA')}`, /A, A, B, A\. .*no section called `B`/],
    [`${KIT}when player.silent { mute kit }\n`, /rule NAME when player\.silent/],
  ])
})
