/** Texts that nobody should write, and that everybody does while typing. */

import fc from 'fast-check'
import { anyCharacter } from '../harness/any-character.ts'
import { corpus } from './corpus.ts'
import { tokensOf } from './tokens.ts'

/** Spellings of every kind of token, and what is none. */
const fragments: readonly string[] = [
  ...new Set(corpus.flatMap(({ text }) => tokensOf(text).map(({ image }) => image))),
  ...'{}()[]|",.:=+-*/<>~!?_#%\'`;@$&^\\§µ“”„«»±…’‘–—♯♭',
  '//',
  '///',
  '..',
  '->',
  '+-',
  'x---x---',
  '20MS',
  '0,5',
  '+-20 ms',
  '1/3/5~',
  '\t',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\u00A0',
  '\uFEFF',
  '\u2028',
  '\uD800',
  '😀',
  'e\u0301',
]

const soup = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.constantFrom(' ', '\n')), { maxLength: 40 })
  .map((parts) => parts.join(''))

/** Some lines of a real file. */
const passage = fc
  .tuple(fc.constantFrom(...corpus), fc.nat(), fc.integer({ min: 1, max: 40 }))
  .map(([{ text }, at, count]) => {
    const lines = text.split('\n')
    const from = at % lines.length
    return lines.slice(from, from + count).join('\n')
  })

type Mangle = (text: string) => string

const mangle: fc.Arbitrary<Mangle> = fc.oneof(
  fc.nat().map(
    (at): Mangle =>
      (text) =>
        text.slice(0, at % (text.length + 1)),
  ),
  fc.nat().map(
    (at): Mangle =>
      (text) =>
        text.slice(at % (text.length + 1)),
  ),
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 12 })).map(
    ([at, length]): Mangle =>
      (text) => {
        const from = at % (text.length + 1)
        return text.slice(0, from) + text.slice(from + length)
      },
  ),
  fc.tuple(fc.nat(), fc.constantFrom(...fragments)).map(
    ([at, put]): Mangle =>
      (text) => {
        const from = at % (text.length + 1)
        return text.slice(0, from) + put + text.slice(from)
      },
  ),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([first, second]): Mangle =>
      (text) =>
        swapTokens(text, first, second),
  ),
  fc.nat().map(
    (at): Mangle =>
      (text) => {
        const tokens = tokensOf(text)
        const token = tokens[at % Math.max(1, tokens.length)]
        if (token === undefined) return text
        return text.slice(0, token.start) + text.slice(token.end)
      },
  ),
)

function swapTokens(text: string, first: number, second: number): string {
  const tokens = tokensOf(text)
  if (tokens.length < 2) return text
  const [i, j] = [first % tokens.length, second % tokens.length].sort((x, y) => x - y)
  const a = tokens[i ?? 0]
  const b = tokens[j ?? 0]
  if (a === undefined || b === undefined || a === b) return text
  return text.slice(0, a.start) + b.image + text.slice(a.end, b.start) + a.image + text.slice(b.end)
}

/** A real passage, mangled one to three times. */
export const mangled: fc.Arbitrary<string> = fc
  .tuple(passage, fc.array(mangle, { minLength: 1, maxLength: 3 }))
  .map(([text, mangles]) => mangles.reduce((so, change) => change(so), text))

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 60 }) },
  { weight: 2, arbitrary: soup },
  { weight: 4, arbitrary: mangled },
)
