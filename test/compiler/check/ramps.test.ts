import { describe, expect, it } from 'vitest'
import { checkText } from '../../diagnostics/checking.ts'

const CLICK = 'metronome click { beat |x| }\n'
const codes = (text: string): readonly string[] => checkText(text).diagnostics.map(({ code }) => code)

describe('a ramp that ends with its section, or that nobody knows to be longer', () => {
  it.each([
    `${CLICK}section a { bars 4  tempo 100 bpm -> 120 bpm over 4 bars }\nform a\n`,
    `${CLICK}section a { bars 4  meter 7/8 (2+2+3)  tempo 100 bpm -> 110 bpm over 12 beats }\nform a\n`,
    `${CLICK}section a { bars 1  click.level -12 dB -> 0 dB over 16 steps }\nform a\n`,
    `${CLICK}section a { bars 4  click.level -12 dB -> 0 dB over 20 s }\nform a\n`,
    `${CLICK}section a { bars 4  tempo 100 bpm -> 120 bpm over learn 8 bars in 2 bars..16 bars }\nform a\n`,
    // The piece's own counts its bars through.
    `tempo 100 bpm -> 120 bpm over 8 bars\n${CLICK}section a { bars 4 }\nform a * 2\n`,
    // One section has room for the member's own.
    'metronome click {\n  beat |x|\n  level -12 dB -> 0 dB over 4 bars\n}\nsection a { bars 1 }\nsection b { bars 4 }\nform a, b\n',
  ])('%s', (text) => {
    expect(codes(text)).toEqual([])
  })
})

describe('a ramp that is longer than its section', () => {
  it('is told of by the metre of the section', () => {
    const piece = (over: string) =>
      `${CLICK}section a { bars 4  meter 3/4  tempo 100 bpm -> 120 bpm over ${over} }\nform a\n`
    expect(codes(piece('12 beats'))).toEqual([])
    expect(codes(piece('13 beats'))).toEqual(['SIL0429'])
    expect(codes(piece('49 steps'))).toEqual(['SIL0429'])
  })

  it('is not told of where the section is never played, which is', () => {
    const text = `${CLICK}section a { bars 4  tempo 100 bpm -> 120 bpm over 8 bars }\nsection b { bars 4 }\nform b\n`
    expect(codes(text)).not.toContain('SIL0429')
  })

  it('of a member is told of once, in its block, where no section has room for it', () => {
    const text =
      'metronome click {\n  beat |x|\n  level -12 dB -> 0 dB over 5 bars\n}\nsection a { bars 1 }\nsection b { bars 4 }\nform a, b\n'
    expect(checkText(text).diagnostics.map(({ message }) => message)).toEqual([
      'Section `b` ends after 4 bars, before its ramp over 5 bars does.',
    ])
  })
})
