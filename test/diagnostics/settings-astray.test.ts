/** Members, values and forms in other words: one slip is told of once, and its fix makes what was plainly meant. */

import { describe } from 'vitest'
import { mended, told } from './slips.ts'

const BAND = 'metronome click { beat |X x x x| }\ndrummer kit { hat |x x x x| }\n'
const section = (line: string): string => `${BAND}section a {\n  bars 4\n  ${line}\n}\nform a\n`
const onALine = (line: string): string => `${BAND}section a { bars 4  ${line} }\nform a\n`

describe('members before what is said of them', () => {
  mended([
    [section('kit, click mute'), section('mute kit, click')],
    [section('kit click mute'), section('mute kit, click')],
    [section('kit and click mute'), section('mute kit, click')],
    [onALine('kit, click mute'), onALine('mute kit, click')],
    [
      `${BAND}rule x when player.silent { kit, click mute keep }\n`,
      `${BAND}rule x when player.silent { mute kit, click keep }\n`,
    ],
    [section('click level -3 dB'), section('click.level -3 dB')],
    [section('click level: -3 dB'), section('click.level -3 dB')],
    [section('kit hat |xxxx|'), section('kit.hat |xxxx|')],
    [section('kit hat |xxxx| level -3 dB'), section('kit.hat |xxxx| level -3 dB')],
    [onALine('click level -3 dB  mute kit'), onALine('click.level -3 dB  mute kit')],
  ])
})

describe('two places of a pan', () => {
  const kit = (line: string): string => `drummer kit {\n  hat |x x x x|${line}\n}\n`
  told([
    [kit('\n  pan 20% 30%'), /SIL0305 .*nothing more/],
    [kit('  pan 20% 30%'), /SIL0206 .*whole member/],
    [kit('  pan left 30%'), /SIL0206 .*whole member/],
    [section('kit.pan 20% 30%'), /SIL0305 .*nothing more/],
  ])
})

describe('a swing as a ratio', () => {
  const piece = (swing: string): string => `swing ${swing}\n${BAND}`
  mended([
    [piece('2:1'), piece('67%')],
    [piece('2/1'), piece('67%')],
    [piece('2 : 1'), piece('67%')],
    [piece('3:1 on 16ths'), piece('75% on 16ths')],
    [piece('3:2'), piece('60%')],
    [piece('1:1'), piece('50%')],
    [piece('58:42'), piece('58%')],
    [piece('66/34'), piece('66%')],
    [section('swing 2:1'), section('swing 67%')],
    [onALine('swing 3/2  mute kit'), onALine('swing 60%  mute kit')],
  ])
  told([
    [piece('4:1'), /SIL0412 .*4:1.*67 % a triplet/],
    [piece('1:2'), /SIL0412 .*1:2/],
  ])
})
