import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../language/diagnostics.ts'
import { type Parsed, parse } from '../../language/parse.ts'
import { runs } from '../harness/runs.ts'
import { anyText, mangled } from './arbitrary-text.ts'
import { clean, corpus, examples } from './corpus.ts'
import { badDiagnostic, badSpan, lostText } from './laws.ts'
import { tokensOf } from './tokens.ts'

function expectLaws(parsed: Parsed): void {
  expect(lostText(parsed)).toBeNull()
  expect(badSpan(parsed)).toBeNull()
  expect(badDiagnostic(parsed)).toBeNull()
}

/** What somebody is about to type at the end of a file. */
const UNFINISHED = [
  '\nrule r { when player.silent for 2 bars\n',
  '\nrule r { when player.silent',
  '\nsection a 8 bars {',
  '\nform a -> b x 2,',
  '\nzones z { snap 20 ms, follow 40 ms,',
  '\n/* a',
]

describe('reading', () => {
  test.each(clean.map(({ name, text }) => [name, text] as const))('%s says nothing', (_, text) => {
    const parsed = parse(text)
    expect(parsed.diagnostics).toEqual([])
    expectLaws(parsed)
  })

  test.each(
    corpus
      .filter(({ text }) => !clean.some((piece) => piece.text === text))
      .map(({ name, text }) => [name, text] as const),
  )('%s keeps the laws, wrong as it is', (_, text) => expectLaws(parse(text)))

  test('any text never throws, loses nothing, and gives spans that nest', () => {
    fc.assert(
      fc.property(anyText, (text) => expectLaws(parse(text))),
      runs(1500),
    )
  })

  test('every beginning of every example keeps the laws', () => {
    // At every token's end and one character further: in the middle of the next one.
    for (const { text } of examples) {
      for (const { end } of tokensOf(text)) {
        expectLaws(parse(text.slice(0, end)))
        expectLaws(parse(text.slice(0, end + 2)))
      }
    }
  })

  test('the same text gives the same answer, whatever was read in between', () => {
    fc.assert(
      fc.property(anyText, mangled, (text, other) => {
        const first = parse(text)
        parse(other)
        expect(parse(text)).toEqual(first)
      }),
      runs(150),
    )
  })

  test('every fix that is offered can be applied', () => {
    fc.assert(
      fc.property(
        fc.tuple(mangled, fc.constantFrom('', ...UNFINISHED)).map(([text, end]) => text + end),
        (text) => {
          for (const { fixes } of parse(text).diagnostics) {
            for (const { edits } of fixes) {
              for (const { span } of edits) {
                expect(span.start).toBeLessThanOrEqual(span.end)
                expect(span.end).toBeLessThanOrEqual(text.length)
              }
              const after = applyEdits(text, edits)
              expect(after).not.toBe(text)
              expectLaws(parse(after))
            }
          }
        },
      ),
      runs(400),
    )
  })
})
