/** What musicians write between bars: one slip is told of once, and its fix makes what was plainly meant. */

import { describe } from 'vitest'
import { mended, told } from './slips.ts'

const BASS = 'bassist b { line |1 . 5 .| }\n'
const song = (chords: string): string => `${BASS}section a {\n  bars 4\n  chords ${chords}\n}\nform a\n`
const kit = (lines: string): string => `drummer kit {\n  ${lines}\n}\n`
const line = (bars: string): string => `bassist b { line ${bars} }\n`

describe('a % beside other chords', () => {
  mended([
    [song('| Dm7 % | G7 |'), song('| Dm7 - | G7 |')],
    [song('| Dm7 | % G7 |'), song('| Dm7 | - G7 |')],
    [song('| Dm7 % G7 % | C % |'), song('| Dm7 - G7 - | C - |')],
    [song('| G% |'), song('| G - |')],
    [song('| G%A% |'), song('| G - A - |')],
    [song('| Dm7 G7 | % % |'), song('| Dm7 G7 | % |')],
    [song('| Dm7 G7 | %% | C % |'), song('| Dm7 G7 | % | C - |')],
  ])
  told([[song('| % G7 | C |'), /SIL0416/]])
})
