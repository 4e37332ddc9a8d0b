/** The lexer by hand says what a table of patterns says (`bench/chevrotain-lexer.ts`), on any text. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chevrotainLex, createThoroughLexer, validateTokenTable } from '../../bench/chevrotain-lexer.ts'
import { BROKEN } from '../../bench/langium/broken.ts'
import { songbook } from '../../bench/songbook.ts'
import { lex } from '../../language/lexer.ts'
import { FIRST_KEYWORD, KEYWORDS } from '../../language/token-kinds.ts'
import { anyCharacter } from '../harness/any-character.ts'
import { runs } from '../harness/runs.ts'
import { anyText } from './arbitrary-text.ts'
import { corpus } from './corpus.ts'
import { milliseconds } from './linear-time.ts'
import { namedTokens } from './tokens.ts'

type Lexing = ReturnType<typeof chevrotainLex>

function expectSame(text: string, theirs: Lexing): void {
  const ours = lex(text)
  expect(namedTokens(ours)).toEqual(
    theirs.tokens.map(({ tokenType, startOffset, image }) => ({
      name: tokenType.name,
      start: startOffset,
      end: startOffset + image.length,
      image,
    })),
  )
  const { comments = [], newlines = [], foreign = [] } = theirs.groups
  expect(ours.comments).toEqual(
    comments.map(({ startOffset, image }) => ({ start: startOffset, end: startOffset + image.length })),
  )
  expect(ours.foreign).toEqual(
    foreign.map(({ startOffset, image }) => ({ start: startOffset, end: startOffset + image.length })),
  )
  expect(ours.unknown).toEqual(theirs.errors.map((e) => ({ start: e.offset, end: e.offset + e.length })))
  expect(firstOfLines(text)).toEqual(
    expectedFirst(theirs, [...newlines, ...foreign.filter(({ image }) => /[\r\n]/.test(image))]),
  )
}

function firstOfLines(text: string): readonly number[] {
  const { tokens } = lex(text)
  const starts: number[] = []
  for (let token = 1; token <= tokens.count + 1; token++) {
    if (tokens.begins(token)) starts.push(tokens.start(token))
  }
  return starts
}

function expectedFirst({ tokens }: Lexing, newlines: Lexing['tokens']): readonly number[] {
  let last = -1
  return tokens
    .filter(({ startOffset }, i) => {
      const broken = newlines.some((line) => line.startOffset > last && line.startOffset < startOffset)
      last = startOffset
      return i === 0 || broken
    })
    .map(({ startOffset }) => startOffset)
}

const PIECES = [
  '\u0000',
  ...'|.-~%[]{}()"“”,:=<>!?+*/#;_ \t\n\r',
  ...['/*', '*/', '--', '# x', '] * 2'],
  ...['x', 'X', 'g', 'b3', '#4', "5'", 'N.C.', 'NC', 'Dm7', 'C/E', 'A1', 'F#', 'Bb2', '15', '3:'],
  ...['20', '20 ms', '20MS', '0,5 s', '1.5 kHz', '58%', '4th', '8ths', '±3 ms', '+-20 ms', '..', '->', '>='],
  ...[
    'learn',
    'in',
    'user-week',
    'timbre',
    'level',
    'x---x---',
    'été',
    'Ωmega',
    '名',
    'µs',
    '½',
    '\u00a0',
    '😀',
  ],
  ...['//', '///', 'mix(', 'on 1,3'],
  ...['&&', '&', '||', '!', ' when ', ' if a', ' or '],
  ...[
    '−',
    '–',
    '—',
    '×',
    '÷',
    '→',
    '≤',
    '≥',
    '≠',
    '…',
    '‘warm’',
    '‘',
    '’',
    '‚',
    "'",
    '｜',
    'a×2',
    '5–6',
    '– 6',
  ],
  ...['x?100', 'x?30~', 'g?', "1/5'", '##1', 'N.C', 'D-7', 'C2-', 'C6/9', '12345678', '9:', '3 :'],
  ...['-'.repeat(64), '-'.repeat(65), '---', '--', '->', 'oX', 'user-weekly', 'F##3', 'F#3x', 'Bbb2', 'E1'],
  ...['B♭', 'F♯', 'E♭2', 'C♯♯3', 'B♭♭', 'e♭', 'ab♭', 'e♭♭1', '♭3', '♯♯4', '1/♭7', '♭', '♯', 'F♯3x'],
  ...[
    '1,5',
    '0,5',
    '00,5',
    '20 msec',
    '20 secs',
    '3rd',
    '2nd2',
    '4ths',
    '1.5.',
    '“warm”',
    '„a',
    '"a\\"',
    '"\\\\"',
  ],
]

/** Half of them begin with a bar line: cells are read in bars only. */
const text = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...PIECES), weight: 8 },
      fc.string({ unit: anyCharacter, maxLength: 3 }),
    ),
    {
      maxLength: 24,
    },
  )
  .map((pieces) => (pieces.length % 2 === 0 ? '|' : '') + pieces.join(''))

describe('the lexer gives the tokens of the table', () => {
  test.each(corpus.map(({ name, text }) => [name, text] as const))('for %s', (_, text) =>
    expectSame(text, chevrotainLex(text)),
  )

  test.each(Object.entries(BROKEN))('for a file that is broken: %s', (_, text) =>
    expectSame(text, chevrotainLex(text)),
  )

  test('for a long file', () => {
    const text = songbook(100_000)
    const { tokens } = lex(text)
    const theirs = chevrotainLex(text).tokens
    expect(tokens.count).toBe(theirs.length)
    for (const [i, { image, startOffset }] of theirs.entries()) {
      if (tokens.start(i + 1) !== startOffset || tokens.image(i + 1) !== image)
        expect.fail(`at ${startOffset}`)
    }
  })

  test.each([
    ...['x?100 x?100: x?305: x?1000', '12: 12 : 123: 1~2: b31: 11111 :', 'x?30100', "1'2: 1/23: 1/3/b4"],
    ...['N.C.N.CNC', 'x ++ ?? !_', 'C6/9 C/E C-7 C2- C-', 'over overs on onx o pan p timbre |'],
  ])('for the cells %s', (cells) => {
    const thorough = createThoroughLexer()
    for (const text of [`|${cells}|`, `|${cells}`, `| ${cells.replaceAll(' ', '')} |`])
      expectSame(text, thorough(text))
  })

  test('for pieces of tokens in any order', () => {
    const thorough = createThoroughLexer()
    fc.assert(
      fc.property(text, (text) => expectSame(text, thorough(text))),
      runs(4000),
    )
  })

  test('for examples that somebody mangled', () => {
    fc.assert(
      fc.property(anyText, (text) => expectSame(text, chevrotainLex(text))),
      runs(1500),
    )
  })
})

test('the table is sound', () => {
  expect(validateTokenTable()).toEqual([])
})

test.each(KEYWORDS.map((word, i) => [word, i] as const))('%s is a keyword', (word, i) => {
  const { tokens } = lex(`${word} ${word}s`)
  expect([tokens.kind(1), tokens.image(1)]).toEqual([FIRST_KEYWORD + i, word])
  expect(tokens.kind(2) === FIRST_KEYWORD + i).toBe(false)
})

test('words of one hash cost no more than others', () => {
  // `Aa` and `BB` have the same hash, and so have all words made of as many of them.
  const words = (one: string, other: string) =>
    Array.from({ length: 1 << 15 }, (_, n) =>
      Array.from({ length: 15 }, (_, bit) => ((n >> bit) & 1 ? one : other)).join(''),
    )
  const alike = words('Aa', 'BB')
  const { tokens } = lex(alike.join(' '))
  expect(tokens.count).toBe(alike.length)
  expect(tokens.image(12_346)).toBe(alike[12_345])
  const cost = (text: string) => milliseconds(() => lex(text), 3)
  expect(cost(alike.join(' ')) / cost(words('Aa', 'Bc').join(' '))).toBeLessThan(4)
})
