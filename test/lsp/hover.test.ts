import { describe, expect, it } from 'vitest'
import { HEADS, NOT_OF_VOICES, PROPERTIES } from '../../language/vocabulary.ts'
import { hoverAt } from '../../lsp/service/hover.ts'

const hover = (marked: string): string | undefined => {
  const offset = marked.indexOf('│')
  return hoverAt(marked.replace('│', ''), offset)?.text
}

describe('a declaration', () => {
  it('is shown alike, whatever ends its lines', () => {
    const text = '/// The click.\nmetronome cl│ick {\n  beat |X x x x|\n}\n'
    expect(hover(text.replaceAll('\n', '\r\n'))).toBe(hover(text))
    expect(hover(text)).toContain('metronome click { …')
  })
})

describe('a word of the language', () => {
  it('is explained where it begins a declaration', () => {
    const bare = HEADS.filter((head) => hover(`│${head} x`) === undefined)
    expect(bare).toEqual([])
    expect(hover('sec│tion verse { bars 4 }')).toContain('form')
  })

  it('is explained where it stands behind something', () => {
    const words = Object.values(PROPERTIES).flatMap((known) =>
      Object.values(known).flatMap(({ modifiers }) => Object.keys(modifiers)),
    )
    const bare = [...new Set(words)].filter(
      (word) => hover(`metronome m {\n  beat |x x|  │${word} 1\n}`) === undefined,
    )
    expect(bare).toEqual([])
    expect(hover('drummer k {\n  hat |xx|  le│vel -8 dB\n}')).toContain('Loudness')
    expect(hover('zones z {\n  follow 100 ms  stren│gth 0.5\n}')).toContain('leans')
    expect(hover('drummer k fol│lows click { kick |x...| }')).toContain('grid')
    expect(hover('form va│mp verse until cue')).toContain('cue')
    expect(hover('timbre t = m│ix(a, b, 30%)')).toContain('between')
    expect(hover('reward r = improve│ment(within session)')).toContain('closer to the beat')
  })

  it('is none in a comment, in quotes, between strokes and as a name', () => {
    for (const marked of [
      '// a mix of form│',
      'band "the fo│rm"',
      'drummer k { hat |x in│ x| }',
      'drummer k {\n  hat |x. ..|\n}\nform ve│rse',
      'metronome mi│x { beat |x x x x| }',
    ])
      expect(hover(marked) ?? '', marked).not.toMatch(/between|plays|range/)
  })

  it('says what may stand behind it, and nothing where nothing may', () => {
    expect(hover('tem│po 96 bpm')).toContain('Behind it: `in`, `on`')
    expect(hover('section s { ba│rs 4 }')).toBe(
      '**bars** takes a whole number\n\nHow many bars the section has.',
    )
  })

  it('is told of no voice that has it not', () => {
    const kick = hover('drummer k {\n  ki│ck |x|\n}')
    expect(kick).toContain('`loop`')
    for (const word of NOT_OF_VOICES) expect(kick).not.toContain(`\`${word}\``)
  })
})
