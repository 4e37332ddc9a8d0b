import { Lexer } from 'chevrotain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LEXER_DEFINITION, lex } from '../../language/tokens.ts'

/** Tries every pattern at every character, whatever the table of first characters says. */
const thorough = new Lexer(LEXER_DEFINITION, {
  positionTracking: 'onlyOffset',
  safeMode: true,
  skipValidations: true,
})

const PIECES = [
  '\u0000',
  ...'|.-~%[]{}()"“”,:=<>!?+*/#_ \t\n\r',
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
]

const text = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...PIECES), weight: 8 },
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    {
      maxLength: 24,
    },
  )
  .map((pieces) => pieces.join(''))

test('the table of first characters hides no token', () => {
  fc.assert(
    fc.property(text, (text) => {
      const read = ({ image, startOffset, tokenType }: (typeof all)[number]) => [
        tokenType.name,
        startOffset,
        image,
      ]
      const all = thorough.tokenize(text).tokens
      expect(lex(text).tokens.map(read)).toEqual(all.map(read))
    }),
    { numRuns: 1000 },
  )
})
