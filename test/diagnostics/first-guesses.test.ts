/** What musicians of five kinds wrote first, who had read two pages: it is told of once, with what to write. */

import { describe, expect, it } from 'vitest'
import { checkText } from './checking.ts'
import { told } from './slips.ts'

const KIT = 'drummer kit { kick |x . x .| }\n'
const member = (kind: string, name: string, lines: string): string => `${kind} ${name} {\n  ${lines}\n}\n`
const kit = (lines: string): string => member('drummer', 'kit', lines)

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
