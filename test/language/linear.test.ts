import { describe, expect, test } from 'vitest'
import { format } from '../../language/format/format.ts'
import { MAX_DIAGNOSTICS, MAX_FILE_LENGTH, parse } from '../../language/parse.ts'
import { wholeFile } from './corpus.ts'
import { expectLinear, milliseconds } from './linear-time.ts'

describe('time grows with the text and no faster', () => {
  test.each([
    ['bars without end', 'let a = ', '|x '],
    ['brackets in a drummer’s bars', 'drummer d {\n kick |', '['],
    ['no cells', 'drummer d {\n kick |', '$'],
    ['patterns on one line', 'drummer d {\n kick |', 'kick|'],
    ['whole patterns on one line', 'drummer d {\n kick |', 'kick |x|'],
    ['dashes', '', '-'],
    ['bar lines', 'drummer d {\n kick |', '| x\n'],
    ['brackets in bars', 'let a = |', '['],
    ['calls in calls', 'let a = ', 'f(a,'],
    ['sums', 'let a = 1', ' + 1 * 2'],
    ['learns in learns', 'let a = ', 'learn 1 in '],
    ['open strings', '', '"\n'],
    ['escapes', 'band "', '\\u'],
    ['unknown characters', '', '§ '],
    ['documentation', '', '/// d\n'],
    ['open blocks', '', 'drummer d {\n'],
    ['unknown blocks', '', 'drumer d { kick |x|\n'],
    ['names with many features', 'let a = learn 1 in 1..2 by ', 'a, '],
    ['settings in a block', 'drummer d {\n', '  tempo 96 bpm\n'],
    ['names in a block that open none', 'drummer d {\n', '  zones a\n'],
    ['rules in a block', 'drummer d {\n', '  rule r when a { cue }\n'],
    ['blocks in blocks in blocks', 'drummer d {\n', '  drummer d {\n   '],
    ['lines in a block behind a long line', `${'kit '.repeat(500)} drummer d {\n`, '  zones a\n'],
    ['sections without commas', 'form a', ' b'],
    ['members without commas', 'section s { mute a', ' b'],
    ['a metre without end', 'meter 7/8 2', '+2'],
    ['a tempo astray', 'tempo 96 bpm ladder 1', ' to 2'],
    ['a title without quotes', 'band a', ' b'],
    ['a reward in braces', 'reward r {\n', '  a {\n'],
    ['flats', '', 'b♭ ♭ '],
    ['times without numbers', 'form a', ' * a'],
    ['repeats', 'form a', ' repeat'],
    ['features between commas', 'let a = learn 1 in 1..2 by a', ', ,'],
    ['imports without braces', 'import a', ', a'],
    ['brackets around nothing', 'let a = 1', ' + ()'],
    ['strings that swallow braces', '', 'scenario "a {\n'],
    ['words said twice', '', 'let let a = 1\n'],
    ['drum tabs', 'drummer d {\n kick ', 'x-'],
    ['strokes for chords', 'section s { chords |', 'x'],
    ['strokes and what is no cell for chords', 'section s { chords |', 'gy'],
    ['degrees for chords', 'section s { chords |', '1'],
    ['slashes for chords', 'section s { chords |', ' /'],
    ['small chords', 'section s { chords |', ' am :'],
    ['chords by Dutch names', 'section s { chords |', ' Bes |'],
    ['patterns with modifiers on a line', 'drummer d {\n ', 'kick |x| level -6 dB '],
    ['bars below modifiers', 'drummer d {\n kick ', '|x| level -6 dB\n'],
    ['last bars with a %', '', 'section s { chords | C | % } '],
    ['open forms', '', 'form {\n a\n'],
    ['open forms on a line', '', 'form { '],
    ['a form in brackets', 'form ', '[a, b] * 2 '],
    ['forms in quotes', '', 'form "a", "b"\n'],
    ['semicolons', '', 'seed 1;\n'],
    ['semicolons of one item', 'drummer d {\n', ';a '],
    ['repeated cells', 'drummer d {\n kick |', 'x*4 '],
    ['repeated brackets', 'drummer d {\n kick |', '[x]*4 '],
    ['rhythms', 'drummer d {\n kick |', 'x(3,8) '],
    ['members before what is said of them', 'section s {\n', 'kit, '],
    ['members without a point', 'section s {\n', 'click level '],
  ])('for %s', (_, start, unit) => {
    expectLinear((size) => {
      const text = start + unit.repeat(size / unit.length)
      return () => parse(text)
    }, 4000)
  })

  test('for what is said of each line of a pattern', () => {
    expectLinear((size) => {
      const text = `drummer d {\n kick ${'|x| level -6 dB\n'.repeat(size)}`
      return () => parse(text)
    }, 3000)
  })

  test('for good files', () => {
    expectLinear((size) => () => parse(wholeFile.repeat(size)), 4)
  })

  test('when formatting', () => {
    const row = '  kick |x... x?30..|x... x...| timbre "deep" level -3 dB // one\n'
    const chart = (size: number): string => `drummer d {\n${row.repeat(size)}}\n`
    const long = (size: number): string => `drummer d {\n kick |x|\n${'  | x | // more\n'.repeat(size)}}\n`
    const sum = (size: number): string => `reward r = a\n${'+ 2 * a // more\n'.repeat(size)}`
    const rules = (size: number): string => 'rule r when a for 2 bars { cue } // c\n'.repeat(size)
    for (const text of [chart, long, sum, rules]) {
      expect(format(text(3))).toHaveProperty('text')
      expectLinear((size) => () => format(text(size)), 60)
    }
  })
})

test.each([
  ['chords in a rhythm', 'pianist p { comp |', 'D '],
  ['hands', 'drummer k { kick |', 'R L '],
  ['small pitches', 'bassist b { line |', 'd '],
])('%s take little longer than hits', (_, before, cell) => {
  const bars = (cell: string): string => `${before}${cell.repeat(60_000 / cell.length)}| }\n`
  const [wrong, right] = [bars(cell), bars('x ')]
  parse(wrong)
  parse(right)
  // It was a hundred times, where each cell looked at the four hundred behind it.
  const ratio =
    milliseconds(() => parse(wrong), 3) /
    Math.max(
      1,
      milliseconds(() => parse(right), 3),
    )
  expect(ratio).toBeLessThan(25)
})

describe('limits', () => {
  test('a file that is too large is not read', () => {
    const parsed = parse(' '.repeat(MAX_FILE_LENGTH + 1))
    expect(parsed.diagnostics.map(({ code }) => code)).toEqual(['SIL0126'])
    expect(parsed.file.items).toEqual([])
    expect(format(parsed.text)).toMatchObject({ refused: 'syntax' })
  })

  test('more diagnostics than anybody reads are cut', () => {
    const { diagnostics, leftOut } = parse('§ a\n'.repeat(MAX_DIAGNOSTICS * 2))
    expect(diagnostics).toHaveLength(MAX_DIAGNOSTICS)
    expect(leftOut).toBe(MAX_DIAGNOSTICS)
  })

  test('what is cut is what stands last, whoever finds it', () => {
    const text = 'drummer d {\n  kick |$ x|\n}\n§\n'.repeat(MAX_DIAGNOSTICS)
    const { diagnostics, leftOut } = parse(text)
    expect(diagnostics.length + leftOut).toBe(2 * MAX_DIAGNOSTICS)
    expect(diagnostics.map(({ code }) => code).slice(0, 4)).toEqual([
      'SIL0124',
      'SIL0102',
      'SIL0124',
      'SIL0102',
    ])
  })

  test('a tree of ten thousand terms is walked, compared and formatted', () => {
    const text = `let a = 1${' + 1'.repeat(10_000)}\n`
    expect(format(text)).toEqual({ text })
  })

  test('brackets a hundred deep are read, deeper ones refused with a reason', () => {
    const nested = (depth: number): string => `let a = ${'('.repeat(depth)}1${')'.repeat(depth)}`
    expect(parse(nested(100)).diagnostics).toEqual([])
    expect(parse(nested(101)).diagnostics.map(({ code }) => code)).toContain('SIL0127')
    expect(parse(`let a = ${'learn 1 in '.repeat(50_000)}`).diagnostics.map(({ code }) => code)).toContain(
      'SIL0127',
    )
  })
})
