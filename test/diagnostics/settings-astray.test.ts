/** Members, values and forms in other words: one slip is told of once, and its fix makes what was plainly meant. */

import { describe, expect, it } from 'vitest'
import { parse } from '../../language/parse.ts'
import { reread } from '../../language/reread.ts'
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

  it('are not what a name is that the next modifier stands behind', () => {
    const text = `let late = 12 ms\n${section('kit.hat |x x x x|  feel behind late  level -3 dB  on 1, 3')}`
    expect(parse(text).diagnostics).toEqual([])
  })
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

describe('lines that end with a semicolon', () => {
  mended([
    [`tempo 96 bpm;\n${BAND}`, `tempo 96 bpm\n${BAND}`],
    [
      `${BAND}bassist low {\n  line |1 . 5 .|;\n  level -6 dB; // low\n  human 4 ms;;\n};\n`,
      `${BAND}bassist low {\n  line |1 . 5 .|\n  level -6 dB // low\n  human 4 ms\n}\n`,
    ],
    [onALine('mute kit; swing 58%;'), onALine('mute kit swing 58%')],
  ])

  it('are told of once an item, read whole or in parts', () => {
    const songs = Array.from({ length: 20 }, (_, i) => `section s${i} {\n  bars 4;\n  mute click;\n};\n`)
    const text = `tempo 96 bpm;\nmetronome click {\n  beat |X x x x|;\n  level -6 dB;\n};\nseed 1;\n${songs.join('')}`
    const places = parse(text).diagnostics.map(({ span }) => text.slice(0, span.start).split('\n').length)
    expect(places.slice(0, 5)).toEqual([1, 3, 6, 8, 12])
    const edited = text.replace('-6 dB;', '-7 dB;\n  human 4 ms;')
    const parts = reread(reread(null, text), edited)
    expect(parts.diagnostics).toEqual(parse(edited).diagnostics)
    expect(parts.anew).toBeLessThan(parts.file.items.length)
  })
})
