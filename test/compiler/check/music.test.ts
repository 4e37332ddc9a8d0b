import { describe, expect, it } from 'vitest'
import { checkText } from '../../diagnostics/checking.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'

const codes = (text: string) => checkText(text).diagnostics.map((d) => d.code)
const hat = (bars: string, before = '') => codes(`${before}drummer kit {\n  hat ${bars}\n}\n`)

describe('the number of cells in a bar', () => {
  // [bars.count]
  it.each([
    ['4/4', [1, 2, 4, 8, 12, 16, 24, 32]],
    ['3/4', [1, 3, 6, 9, 12, 18, 24]],
    ['6/8', [1, 2, 4, 6, 8, 12, 16]],
    ['12/8', [1, 2, 4, 8, 12, 16, 24, 32]],
    ['5/4', [1, 5, 10, 15, 20, 30, 40]],
    ['7/8 (2+2+3)', [1, 3, 7, 14, 21, 28, 42, 56]],
    ['2/2', [1, 2, 4, 6, 8, 12, 16]],
  ])('in %s is one of %j, and nothing else', (meter, counts) => {
    const fitting: number[] = []
    for (let n = 1; n <= 60; n++)
      if (hat(`|${'x '.repeat(n)}|`, `meter ${meter}\n`).length === 0) fitting.push(n)
    expect(fitting).toEqual(counts)
  })

  // [bars.count-meant]
  it('may be any, if it is written', () => {
    for (const n of [3, 5, 7, 11, 15]) expect(hat(`|${n}: ${'x '.repeat(n)}|`)).toEqual([])
  })

  it('that is a slip is answered with what would fit', () => {
    const [d] = checkText('drummer kit {\n  hat |x.x. x.x. x.x. x.x|\n}\n').diagnostics
    expect(d).toMatchObject({
      code: 'SIL0401',
      message: '15 cells do not share a bar of 4/4 evenly.',
      hint: '12 or 16 would fit; |15: says that 15 are meant.',
    })
  })

  it('is told of once for a pattern and a metre', () => {
    expect(
      codes('drummer kit {\n  hat |xxxxx|\n}\nsection a { bars 1 }\nsection b { bars 1 }\nform a, b\n'),
    ).toEqual(['SIL0401'])
  })

  it('of an empty bar is none', () => {
    expect(hat('||')).toContain('SIL0401')
  })
})

describe('sections in another metre', () => {
  const song = (section: string) =>
    codes(
      `drummer kit {\n  hat |xxxx xxxx|\n}\n${CLICK.replace('|X x x x|', '|x|')}section waltz {\n  bars 4\n  meter 3/4\n${section}}\nform waltz\n`,
    )

  it('ask for a pattern that fits', () => {
    expect(song('')).toEqual(['SIL0418'])
    expect(song('  kit.hat |xxx|\n')).toEqual([])
  })

  it('leave muted members alone', () => {
    expect(song('  mute kit\n')).toEqual([])
  })

  it('hold an override to their own metre', () => {
    expect(song('  kit.hat |xxxx|\n')).toEqual(['SIL0401'])
  })

  it('and what the player is expected to play', () => {
    const piece = (player: string, section: string) =>
      checkText(
        `player { ${player} }\n${CLICK.replace('|X x x x|', '|x|')}section waltz { bars 4  meter 3/4 ${section} }\nform waltz\n`,
      ).diagnostics.map(({ code, hint }) => `${code} ${hint}`)
    expect(piece('plays |x x x x|', '')).toEqual(['SIL0418 Write in the section: plays |…|.'])
    expect(piece('plays |x x x x|', 'plays |x x x|')).toEqual([])
    expect(piece('', 'plays |x x x|')).toEqual([])
    expect(piece('', 'plays |x x x x|').map((told) => told.slice(0, 7))).toEqual(['SIL0401'])
  })

  describe('are told of where cells become other notes', () => {
    const told = (home: string, there: string, bars: string, more = '') =>
      checkText(
        `meter ${home}\ndrummer kit {\n  hat ${bars}\n}\nsection other { bars 4  meter ${there}  ${more} }\nform other\n`,
      ).diagnostics.map(({ code, message }) => `${code} ${message}`)
    const warning = (there: string, cells: string, before: string, after: string, home = '4/4') => [
      `SIL0428 Section \`other\` is in ${there}, where ${cells} are ${after}; in ${home} they are ${before}.`,
    ]

    it.each([
      ['4/4', '6/8', '|xxxx xxxx|', '8 cells', '8ths', 'dotted 16ths'],
      ['4/4', '3/4', '|xxx xxx xxx xxx|', '12 cells', 'triplet 8ths', '16ths'],
      ['4/4', '2/4', '|x x x x|', '4 cells', 'quarters', '8ths'],
      ['4/4', '2/4', '|X.x.|', '4 cells', 'quarters', '8ths'],
      ['4/4', '6/8', '|x...|.xx.|', '4 cells', 'quarters', 'dotted 8ths'],
      ['7/8 (2+2+3)', '7/4', '|xxxx xxx|', '7 cells', '8ths', 'quarters'],
      ['4/4', '6/8', '|[xx] x|', '2 cells', 'halves', 'dotted quarters'],
    ])('from %s in %s: %s', (home, there, bars, cells, before, after) => {
      expect(told(home, there, bars)).toEqual(warning(there, cells, before, after, home))
    })

    it.each([
      // As long as before.
      ['4/4', '2/2', '|xxxx xxxx|'],
      ['4/4', '8/8 (3+3+2)', '|xxxx xxxx|'],
      ['3/4', '6/8', '|x|'],
      // As many to the beat as before.
      ['4/4', '12/8', '|x x x x|'],
      ['4/4', '12/8', '|xxx xxx xxx xxx|'],
      ['3/4', '7/8 (2+2+3)', '|x x x|'],
      // One to the bar, and so many to the bar.
      ['4/4', '3/4', '|x|'],
      ['4/4', '3/4', '|3: x x x|'],
      ['4/4', '6/8', '|x...|'],
      ['4/4', '6/8', '|. . . .|'],
      // A cycle of its own.
      ['4/4', '3/4', '|x . x| loop 3 beats'],
    ])('and not from %s in %s: %s', (home, there, bars) => {
      expect(told(home, there, bars)).toEqual([])
    })

    it('once for a pattern and a metre, and not where the section has its own or nobody plays', () => {
      expect(told('4/4', '6/8', '|xxxx xxxx|', 'kit.hat |xx xx xx|')).toEqual([])
      expect(told('4/4', '6/8', '|xxxx xxxx|', 'kit.hat |xxx xxx|')).toEqual([])
      expect(told('4/4', '6/8', '|xxxx xxxx|', 'mute kit')).toEqual([])
      expect(told('4/4', '6/8', '|xxxx xxxx|', 'kit.level -3 dB')).toHaveLength(1)
      const twice = 'section again { bars 2  meter 6/8 }\n'
      const two = `${twice}drummer kit {\n  hat  |xxxx xxxx|\n  ride |xxxx xxxx|\n}\n${twice.replace('again', 'more')}form again, more\n`
      expect(codes(two)).toEqual(['SIL0428', 'SIL0428'])
    })

    it('of what the player plays, too, whose chords are another matter', () => {
      const text = `player { plays |x x x x| }\n${CLICK.replace('|X x x x|', '|x|')}section a { bars 4  meter 2/4 }\nform a\n`
      expect(checkText(text).diagnostics.map(({ code, hint }) => `${code} ${hint}`)).toEqual([
        'SIL0428 If you mean other notes, write in the section: plays |…|.',
      ])
    })

    it('for a pitched part by how long its notes are, even a single one', () => {
      const text = 'bassist b { line |1 . . .| }\nsection a { bars 4  meter 2/4 }\nform a\n'
      expect(codes(text)).toEqual(['SIL0428'])
    })
  })

  it('and their chords', () => {
    expect(song('  mute kit\n  chords | C F |\n')).toEqual(['SIL0401'])
    expect(song('  mute kit\n  chords | C F G |\n')).toEqual([])
  })
})

describe('cells of each part', () => {
  it.each([
    ['drummer kit { kick |xXg. fdr.| }', []],
    ['drummer kit { hat |xopX xxxx| }', []],
    ['drummer kit { crash |x..#| }', []],
    ['drummer kit { ride |x..#| }', []],
    ['drummer kit { kick |x..#| }', ['SIL0404']],
    ['drummer kit { snare |o...| }', ['SIL0404']],
    ['drummer kit { snare |1...| }', ['SIL0404']],
    ['drummer kit { snare |x-..| }', ['SIL0403']],
    ['metronome m { beat |x-..| }', ['SIL0403']],
    ['metronome m { beat |X x? g f| }', []],
    ['bassist b { line |1 5 E2 .| }', []],
    ['bassist b { line |x . . .| }', ['SIL0404']],
    ['bassist b { line |~ . . .| }', ['SIL0404']],
    ['bassist b { line |Dm7 . . .| }', ['SIL0404']],
    ['pianist p { comp |x X g -| }', []],
    ['pianist p { comp |1 . . .| }', ['SIL0404']],
    ['pianist p { comp |f . . .| }', ['SIL0404']],
    [`${CLICK}player { plays |x X - g| }`, []],
    [`${CLICK}player { plays |x~ x x x| }`, ['SIL0404']],
    [`${CLICK}player { plays |1 x x x| }`, ['SIL0404']],
  ])('%s', (text, expected) => {
    expect(codes(`${text}\n`)).toEqual(expected)
  })
})

describe('who plays the root', () => {
  const keys = 'pianist keys {\n  comp |x . x .|\n  voicing rootless\n}\n'
  const bass = 'bassist bass { line |1 . 5 .| }\n'

  it('a bassist', () => {
    expect(codes(keys + bass)).toEqual([])
  })

  it('nobody, if there is none, or none with anything to play', () => {
    expect(codes(keys)).toEqual(['SIL0411'])
    expect(codes(`${keys}bassist bass { level -6 dB }\n`)).toEqual(['SIL0411', 'SIL0217'])
  })

  it('nobody, where the bassist is muted', () => {
    expect(codes(`${keys}${bass}section a {\n  bars 1\n  mute bass\n}\nform a\n`)).toEqual(['SIL0411'])
    expect(codes(`${keys}${bass}section a {\n  bars 1\n  mute bass, keys\n}\nform a\n`)).toEqual([])
  })

  it('nobody, where a learned voicing may be rootless', () => {
    expect(codes('pianist keys {\n  comp |x . x .|\n  voicing learn shell or rootless\n}\n')).toEqual([
      'SIL0411',
    ])
  })
})

describe('samples', () => {
  it.each([
    ['"sounds/knock.wav"', []],
    ['""', ['SIL0305']],
    ['"  "', ['SIL0305']],
    ['"/knock.wav"', ['SIL0710']],
  ])('sample %s', (path, expected) => {
    expect(codes(`timbre knock = sample ${path}\nmetronome m { beat |x x x x| timbre knock }\n`)).toEqual(
      expected,
    )
  })
})

describe('form', () => {
  it.each([
    ['form a * 2, b', []],
    ['form vamp a until cue, b', []],
    ['form a, b repeat', []],
    ['form a, nobody, b', ['SIL0201']],
    ['form a * 1.5, b', ['SIL0306']],
    ['form a * 0, b', ['SIL0508']],
    ['form a until cue, b', ['SIL0218']],
    ['form vamp a until qeu, b', ['SIL0210']],
    ['form click, a, b', ['SIL0207']],
  ])('%s', (form, expected) => {
    expect(codes(`${CLICK}section a { bars 1 }\nsection b { bars 1 }\n${form}\n`)).toEqual(expected)
  })

  it('plays what a rule goes to', () => {
    expect(
      codes(
        `${CLICK}section a { bars 1 }\nsection b { bars 1 }\nform a\nrule r when player.late { section b }\n`,
      ),
    ).toEqual([])
  })

  it('plays sections that are called like pitches', () => {
    expect(
      codes(
        `${CLICK}section A1 { bars 1 }\nsection A2 { bars 1 }\nform A1, A2\nrule r when player.late { section A1 }\n`,
      ),
    ).toEqual([])
  })
})

describe('tempo and swing', () => {
  it.each([
    ['tempo 96 bpm', []],
    ['tempo learn 96 bpm in 88 bpm..104 bpm', []],
    ['tempo learn 96 bpm in 60 bpm..130 bpm  in 72 bpm..126 bpm'.replace('  in', ' in'), ['SIL0413']],
    ['tempo 120 bpm -> 60 bpm over 4 bars in 70 bpm..130 bpm', ['SIL0413']],
    ['tempo 3 bpm', ['SIL0508']],
    ['tempo 96 bpm in 126 bpm..72 bpm', ['SIL0503']],
    ['tempo 96 bpm on 7ths', ['SIL0305']],
    ['swing 50%', []],
    ['swing 78%', []],
    ['swing 49%', ['SIL0412']],
    ['swing learn 58% in 50%..90%', ['SIL0412']],
    ['swing short 100 ms', []],
    ['swing 58% on 16ths', []],
    ['swing 58% on 4ths', ['SIL0305']],
  ])('%s', (text, expected) => {
    expect(codes(`${text}\n${CLICK}`)).toEqual(expected)
  })
})
