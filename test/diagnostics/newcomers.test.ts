/** What people wrote in their first hour: one slip is told of once, and its fix makes what was plainly meant. */

import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../language/diagnostics.ts'
import { checkText } from './checking.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
const rule = (body: string): string => `${CLICK}rule x when player.silent ${body}\n`

/** What was written, and what the first fix makes of it: a text with which nothing is wrong. */
function mended(cases: readonly (readonly [written: string, meant: string])[]): void {
  it.each(cases.map((one) => [JSON.stringify(one[0]), ...one] as const))('%s', (_, written, meant) => {
    const { diagnostics } = checkText(written)
    const told = diagnostics.map(({ code, message, hint }) => `${code} ${message} ${hint}`)
    expect(told, told.join('\n')).toHaveLength(1)
    const [fix] = diagnostics[0]?.fixes ?? []
    expect(fix, 'has a fix').toBeDefined()
    expect(applyEdits(written, fix?.edits ?? [])).toBe(meant)
    expect(checkText(meant).diagnostics).toEqual([])
  })
}

/** What was written, and what is said of it where nobody can say what was meant. */
function told(cases: readonly (readonly [written: string, said: RegExp])[]): void {
  it.each(cases.map((one) => [JSON.stringify(one[0]), ...one] as const))('%s', (_, written, said) => {
    const { diagnostics } = checkText(written)
    const answers = diagnostics.map(({ code, message, hint }) => `${code} ${message} ${hint}`)
    expect(answers, answers.join('\n')).toHaveLength(1)
    expect(answers[0]).toMatch(said)
    expect(diagnostics[0]?.fixes).toEqual([])
  })
}

describe('what a rule does, in other words', () => {
  mended([
    [rule('{ level click -6 dB }'), rule('{ level click to -6 dB }')],
    [rule('{ level click 3 dB over 2 bars }'), rule('{ level click to 3 dB over 2 bars }')],
    [rule('{ level click = -6 dB }'), rule('{ level click to -6 dB }')],
    [rule('{ level click: -6 dB keep }'), rule('{ level click to -6 dB keep }')],
    [rule('{ level click +3 dB }'), rule('{ level click by +3 dB }')],
    [rule('{ level click -= 3 dB }'), rule('{ level click by -3 dB }')],
    [rule('{ level click -6 }'), rule('{ level click to -6 dB }')],
    [rule('{ level click -6 db }'), rule('{ level click to -6 dB }')],
    [rule('{ level -6 dB click }'), rule('{ level click to -6 dB }')],
    [rule('{ level to -6 dB click over 1 bar }'), rule('{ level click to -6 dB over 1 bar }')],
    [rule('{ tempo + 5 bpm }'), rule('{ tempo by +5 bpm }')],
    [rule('{ tempo -5 bpm over 2 bars }'), rule('{ tempo by -5 bpm over 2 bars }')],
    [rule('{ tempo += 5 }'), rule('{ tempo by +5 bpm }')],
    [rule('{ tempo = 104 bpm }'), rule('{ tempo to 104 bpm }')],
    [rule('{ tempo 104 bpm }'), rule('{ tempo to 104 bpm }')],
  ])
  told([
    [rule('{ tempo + 5% }'), /tempo by \+4 bpm/],
    [rule('{ level click 50% }'), /level click to -12 dB/],
    [rule('{ level -6 dB }'), /level click to -12 dB/],
  ])
})

describe('a change of tempo where a tempo stands', () => {
  const section = (line: string): string => `section a {\n  bars 4\n  ${line}\n}\nform a\n`
  mended([
    [
      `tempo 96 bpm\n${CLICK}${section('tempo + 5 bpm')}`,
      `tempo 96 bpm\n${CLICK}${section('tempo 101 bpm')}`,
    ],
    [`tempo 96 bpm\n${CLICK}${section('tempo -6 bpm')}`, `tempo 96 bpm\n${CLICK}${section('tempo 90 bpm')}`],
  ])
  told([
    [`${CLICK}tempo learn 96 bpm in 88 bpm..104 bpm\n${section('tempo + 5 bpm')}`, /rule .*tempo by \+5 bpm/],
  ])
})

describe('a tempo that may go to both sides', () => {
  const piece = (tempo: string): string => `tempo ${tempo}\n${CLICK}`
  const range = piece('96 bpm in 86 bpm..106 bpm')
  mended([
    [piece('96 bpm ± 10 bpm'), range],
    [piece('96 bpm +/- 10'), range],
    [piece('96 bpm +- 10 bpm'), range],
    [piece('96±10 bpm'), range],
    [piece('96 bpm in ±10 bpm'), range],
    [piece('96 bpm ± 25%'), piece('96 bpm in 72 bpm..120 bpm')],
    [piece('60 bpm ± 10 bpm on 8ths'), piece('60 bpm in 50 bpm..70 bpm on 8ths')],
    [
      `${CLICK}section a {\n  bars 4\n  tempo 96 bpm ± 10 bpm\n}\nform a\n`,
      `${CLICK}section a {\n  bars 4\n  tempo 96 bpm in 86 bpm..106 bpm\n}\nform a\n`,
    ],
    [
      'drummer kit {\n  hat |x x x x|\n  human ±4 ms\n}\n',
      'drummer kit {\n  hat |x x x x|\n  human 4 ms\n}\n',
    ],
  ])
  told([
    [piece('96 bpm ± 200 bpm'), /SIL0109 .*As in: tempo 96 bpm in 72 bpm\.\.126 bpm/],
    ['drummer kit {\n  hat |x x x x|\n  level ±3 dB\n}\n', /SIL0109 (?!.*[Zz]ones)/],
  ])
})

describe('a mark between a property and its value', () => {
  it.each([
    [`tempo = 120 bpm\n${CLICK}`, 'As in: tempo 120 bpm'],
    [`meter = 4/4\n${CLICK}`, 'As in: meter 4/4'],
    [`key: C minor\n${CLICK}`, 'As in: key C minor'],
    ['drummer kit { hat: |x x x x| }\n', 'As in: hat |x x x x|'],
    ['drummer kit { hat: |x x x x|  timbre = "dry closed hi-hat" }\n', 'As in: hat |x x x x|'],
    [`${CLICK}section a {\n  bars: 4\n  click.level = -6 dB\n}\nform a\n`, 'As in: bars 4'],
    [`zones z { snap: 20 }\nplayer { zones z }\n${CLICK}`, 'As in: snap 20 ms'],
    [`tempo =\n${CLICK}`, 'As in: tempo 96 bpm'],
  ])('is told of with what was written: %j', (text, hint) => {
    const [first] = checkText(text).diagnostics.filter(({ code }) => code === 'SIL0108')
    expect(first?.hint).toBe(hint)
  })
})
