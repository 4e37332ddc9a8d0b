import { type Comment, parse, parseExpressionAt } from 'acorn'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commentText, numberLiteral, quotient, stringLiteral } from '../../../compiler/emit/literals.ts'
import { runs } from '../../harness/runs.ts'

/** Any text at all: halves of characters, line ends of every kind, quotes, code. */
const anyText = fc
  .array(
    fc.oneof(
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      fc.string(),
      fc.constantFrom(
        "'",
        '"',
        '`',
        '\\',
        '\u0024{1}',
        '*/',
        '/*',
        '//',
        '</script>',
        '<!--',
        '-->',
        '\u2028',
        '\u2029',
        '\r\n',
        '\0',
        '\ud800',
        '\udfff',
        '\u202e',
        '\ufeff',
        '__proto__',
        "'); alert(1); ('",
        '\\u{0}',
        '\n//# sourceMappingURL=x',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('a string literal', () => {
  test('reads back as the text it was made of, and is nothing but a literal', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const literal = stringLiteral(text)
        const node = parseExpressionAt(literal, 0, { ecmaVersion: 2022 })
        expect(node).toMatchObject({ type: 'Literal', value: text, start: 0, end: literal.length })
      }),
      runs(500),
    )
  })

  test('has no line ends, no ends of script elements, and nothing a reader cannot see', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const literal = stringLiteral(text)
        expect(literal).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u202a-\u202e\u2066-\u2069\ufeff]/u)
        expect(literal).not.toMatch(/<\/script|<!--/i)
      }),
      runs(500),
    )
  })

  test.each([
    ["it's", "'it\\'s'"],
    ['Für Élise 太鼓 🥁', "'Für Élise 太鼓 🥁'"],
    ['a\u2028b', "'a\\u2028b'"],
    ['\ud83d', "'\\ud83d'"],
    ['</SCRIPT>', "'<\\/SCRIPT>'"],
    ['a\\b\n', "'a\\\\b\\n'"],
  ])('of %j stays readable', (text, literal) => {
    expect(stringLiteral(text)).toBe(literal)
  })
})

test('text in a comment stays in the comment and on its line', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const source of [`/* ${commentText(text)} */ 1`, `1 // ${commentText(text)}`]) {
        const comments: Comment[] = []
        const program = parse(source, { ecmaVersion: 2022, sourceType: 'module', onComment: comments })
        expect(program.body).toHaveLength(1)
        expect(comments).toHaveLength(1)
        expect(source).not.toMatch(/[\n\r\u2028\u2029]/)
      }
    }),
    runs(500),
  )
})

describe('a number literal', () => {
  test('reads back as the same double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Object.is(Number(numberLiteral(value)), value)).toBe(true)
      }),
    )
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('of %s is refused', (value) => {
    expect(() => numberLiteral(value)).toThrow(RangeError)
  })
})

describe('a quotient', () => {
  test.each([
    [7, 4, '7 / 4'],
    [8, 4, '2'],
    [6, 4, '3 / 2'],
    [0, 8, '0'],
    [-0, 8, '0'],
    [-3, 6, '-1 / 2'],
    [4, 3, '4 / 3'],
  ])('of %d and %d is %s', (num, den, text) => {
    expect(quotient(num, den)).toBe(text)
  })

  test('is the same double as the fraction it stands for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 1e5 }), (num, den) => {
        const [top = '', bottom = '1'] = quotient(num, den).split(' / ')
        expect(Number(top) / Number(bottom)).toBe(num / den)
      }),
    )
  })

  test.each([
    [1, 0],
    [1, -2],
    [0.5, 1],
    [2 ** 53, 1],
  ])('of %d and %d is refused', (num, den) => {
    expect(() => quotient(num, den)).toThrow(RangeError)
  })
})
