/** What musicians write between bars: one slip is told of once, and its fix makes what was plainly meant. */

import { describe, expect, it } from 'vitest'
import { checkText } from './checking.ts'
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
  mended([
    [song('| Dm7 G7 |2: % % |'), song('| Dm7 G7 | % |')],
    [song('| Dm7 G7 |2: % |'), song('| Dm7 G7 |1: % |')],
  ])
  told([
    [song('| % G7 | C |'), /SIL0416/],
    [song('| % % | C |'), /SIL0416/],
  ])
})

describe('bars of chords with nothing in them', () => {
  mended([[song('| C || F |'), song('| C | F |')]])
  told([
    [song('| C | | F |'), /SIL0401 .*Write % for the bar before/],
    [song('| C | | | F |'), /SIL0401 .*Write % for the bar before/],
  ])
})

describe('a chance that is written and learned', () => {
  const chance = (bars: string, at: string) => {
    const slot = checkText(kit(`hat ${bars}`)).ir?.slots.find(({ name }) => name === `kit.hat[${at}]`)
    return slot === undefined ? null : { kind: slot.kind, default: slot.default }
  }

  it('has the written one as its default', () => {
    expect(chance('|x?30~ x . x|', '1:1')).toEqual({ kind: 'chance', default: 0.3 })
    expect(chance('|x~?30 x . x|', '1:1')).toEqual({ kind: 'chance', default: 0.3 })
    expect(chance('|x . x?~ x|', '1:3')).toEqual({ kind: 'chance', default: 0.5 })
    expect(chance('|x . x~ ~|', '1:4')).toEqual({ kind: 'chance', default: 0.5 })
    expect(checkText(line('|1?30~ . 5 .|')).ir?.slots.map((slot) => slot.default)).toEqual([0.3])
  })

  it('lies inside its range, as every default does', () => {
    const { diagnostics } = checkText(kit('hat |x?100~ x x?100 x|'))
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['SIL0502', '100 % is a bound of 0 %..100 %.'],
    ])
  })
})

describe('a tie before every note', () => {
  mended([
    [line('|- - - -|'), line('|. . . .|')],
    [line('|- - . -|'), line('|. . . .|')],
    [line('|- 1 . -|- 1 . .|'), line('|. 1 . .|. 1 . .|')],
    [line('|- [- -] 1 .|'), line('|. [. .] 1 .|')],
    [line('|1 . - .|'), line('|1 . . .|')],
  ])
})

describe('brackets that are nested too deep', () => {
  const nested = (deep: number): string => `${'['.repeat(deep)}x${']'.repeat(deep)}`
  const hint = /SIL0127 .*16 deep(?!.*`let`)/
  told([
    [kit(`kick |${nested(20)} x x x|`), hint],
    [kit(`kick |${nested(400)} x x x|`), hint],
    [kit(`kick |${nested(20)} ${nested(30)} x|`), hint],
    [kit(`kick |${'['.repeat(40)}x x x x|`), hint],
  ])
})

describe('a last bar that was not closed', () => {
  const piece = (chords: string): string => `${BASS}section a { bars 4  chords ${chords} }\nform a\n`
  mended([
    [song('| Dm7 | G7 | C | %'), song('| Dm7 | G7 | C | % |')],
    [song('| Dm7 | G7 | C |%'), song('| Dm7 | G7 | C |% |')],
    [song('| Dm7 | % | C | %  // again'), song('| Dm7 | % | C | % |  // again')],
    [piece('| Dm7 | G7 | C | %'), piece('| Dm7 | G7 | C | % |')],
    [song('| Dm7 | G7 | C | % mute b'), song('| Dm7 | G7 | C | % | mute b')],
    [song('| Dm7 | G7 | C | Am'), song('| Dm7 | G7 | C | Am |')],
    [
      `${BASS}section a { bars 4  chords | Dm7 | G7 | C | %  }\nform a`,
      `${BASS}section a { bars 4  chords | Dm7 | G7 | C | % |  }\nform a`,
    ],
  ])
  it('is told of once, with the % that does not stand alone in it', () => {
    const { diagnostics } = checkText(song('| Dm7 | G7 | C | % Am'))
    expect(diagnostics.map(({ code }) => code)).toEqual(['SIL0104'])
  })
})

describe('a second pattern on a line', () => {
  const boom = 'timbre boom = "deep boom"\n'
  mended([
    [
      kit('kick |x...x...| level -6 dB snare |..x...x.|'),
      kit('kick |x...x...| level -6 dB\n  snare |..x...x.|'),
    ],
    [
      kit('kick |x...x...| feel behind 8 ms  snare |..x.|'),
      kit('kick |x...x...| feel behind 8 ms\n  snare |..x.|'),
    ],
    [
      kit('kick |x...| timbre boom snare |..x.|') + boom,
      kit('kick |x...| timbre boom\n  snare |..x.|') + boom,
    ],
    [
      kit('kick |x...| timbre "deep kick" snare |..x.|'),
      kit('kick |x...| timbre "deep kick"\n  snare |..x.|'),
    ],
    [kit('kick |x...|  snare |..x.|'), kit('kick |x...|\n  snare |..x.|')],
    [
      `${kit('hat |x x x x|')}section a {\n  bars 4\n  kit.kick |x...| timbre "deep kick"  kit.hat |x.x.|\n}\nform a\n`,
      `${kit('hat |x x x x|')}section a {\n  bars 4\n  kit.kick |x...| timbre "deep kick"\n  kit.hat |x.x.|\n}\nform a\n`,
    ],
    [
      kit('kick |x...| level -6 dB  human 4 ms  snare |..x.|'),
      kit('kick |x...| level -6 dB  human 4 ms\n  snare |..x.|'),
    ],
    [
      `${kit('hat |x x x x|')}section a {\n  bars 4\n  kit.hat |xxxx|  chords | Am | F |\n}\nform a\n`,
      `${kit('hat |x x x x|')}section a {\n  bars 4\n  kit.hat |xxxx|\n  chords | Am | F |\n}\nform a\n`,
    ],
  ])
})

describe('a modifier before its pattern goes on', () => {
  const boom = 'timbre boom = "deep boom"\n'
  mended([
    [
      kit('kick |x...| timbre boom\n       |..x.|') + boom,
      kit('kick |x...|\n       |..x.| timbre boom') + boom,
    ],
    [
      kit('kick |x...|  level -6 dB  feel behind 8 ms\n       |..x.|'),
      kit('kick |x...|\n       |..x.|  level -6 dB  feel behind 8 ms'),
    ],
    [
      kit('kick |x...|  timbre "deep kick"  // low\n       |..x.|xxxx|  level -3 dB'),
      kit('kick |x...|  // low\n       |..x.|xxxx|  timbre "deep kick"  level -3 dB'),
    ],
  ])
})

describe('cells that are repeated as in Tidal', () => {
  mended([
    [kit('kick |x*4|'), kit('kick |xxxx|')],
    [kit('kick |x*4|x * 2|'), kit('kick |xxxx|xx|')],
    [kit('hat |X*16|'), kit('hat |XXXXXXXXXXXXXXXX|')],
    [kit('hat |x*3|'), kit('hat |3: xxx|')],
    [kit('hat |x?30*4|'), kit('hat |x?30 x?30 x?30 x?30|')],
    [line('|1*4|'), line('|1111|')],
    [line('|E2*2|'), line('|E2 E2|')],
    [kit('kick |[x.]*4|'), kit('kick |[x.][x.][x.][x.]|')],
    [kit('kick |x(3,8)|'), kit('kick |x..x..x.|')],
    [kit('kick |x(5, 8)|'), kit('kick |x.xx.xx.|')],
    [kit('kick |x(3,8,2)|'), kit('kick |.x..x.x.|')],
    [kit('kick |x(3,8)|X(4,16)|'), kit('kick |x..x..x.|X...X...X...X...|')],
    [line('|1(3,8)|'), line('|1..1..1.|')],
    [kit('kick |x(3,8) x|'), kit('kick |[x..x..x.] x|')],
    [kit('kick |x(5,16)|'), kit('kick |x..x..x..x..x...|')],
  ])
  told([
    [kit('kick |x*2 x x*3 x|'), /SIL0124 `x\*2` .*xxxx.*\[xx\]/],
    [kit('kick |x x*2|'), /SIL0124 .*\[xx\]/],
    [kit('kick |x(9,8)|'), /SIL0124 .*x\.\.x\.\.x\./],
    [kit('kick |x*4000|'), /SIL0124 .*xxxx/],
    [kit('kick |x(3,8000)|'), /SIL0124 /],
    [kit('kick |x*|'), /SIL0124 /],
  ])
})

describe('bar lines of charts', () => {
  mended([
    [song('|: Dm7 | G7 :|'), song('| Dm7 | G7 |')],
    [kit('kick |: x... |x.x. :|  // |: as in a chart'), kit('kick | x... |x.x. |  // |: as in a chart')],
    [song('|| Dm7 | G7 ||'), song('| Dm7 | G7 |')],
  ])
  told([[song('| Dm7 | | G7 |'), /SIL0401 .*Write % for the bar before/]])
  it('are told of in words that say what does it here', () => {
    const said = (text: string) =>
      checkText(text).diagnostics.map(({ hint, message }) => `${message} ${hint}`)
    expect(said(song('|: Dm7 :|'))[0]).toContain('form verse * 2')
    expect(said(kit('kick |: x... :|'))[0]).toContain('form verse * 2')
    expect(said(song('| Dm7 | G7 ||'))[0]).toContain('double bar line')
  })
})

describe('chords by other names', () => {
  mended([
    [song('| Bes | Es | As | Fis |'), song('| Bb | Eb | Ab | F# |')],
    [song('| Besm7 Esmaj7 | As7 Fism | Cis/Gis | Aes/C |'), song('| Bbm7 Ebmaj7 | Ab7 F#m | C#/G# | Ab/C |')],
    [song('| C/Bes | Des7(b9) | Ges | Desmaj7/As |'), song('| C/Bb | Db7(b9) | Gb | Dbmaj7/Ab |')],
    [song('| C7(b9,13) | Fm7 | G7(#9,b13)/F |'), song('| C7(b9)(13) | Fm7 | G7(#9)(b13)/F |')],
    [song('| Cis | C | Cis |'), song('| C# | C | C# |')],
    [song('| Cm7maj |'), song('| CmMaj7 |')],
    [song('| C7maj |'), song('| Cmaj7 |')],
    [song('| Bb7M/F |'), song('| Bbmaj7/F |')],
    [song('| C-7maj |'), song('| CmMaj7 |')],
    [song('| F#min9M |'), song('| F#mMaj9 |')],
  ])
  it('of which each is one stay what they are', () => {
    for (const chord of ['Asus4', 'Esus', 'CmM7', 'Cm(maj7)', 'CmMaj7', 'Gsus2', 'Ab', 'Cdim', 'Edim7'])
      expect(checkText(song(`| ${chord} |`)).diagnostics).toEqual([])
  })
})
