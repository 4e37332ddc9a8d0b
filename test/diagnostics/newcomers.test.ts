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
