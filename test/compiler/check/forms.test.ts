/** Forms as newcomers write them: one slip is told of once, and its fix makes the form that was meant. */

import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../language/diagnostics.ts'
import { checkText } from '../../diagnostics/checking.ts'

const SONG = 'drummer kit { hat |x x x x| }\nsection A { bars 2 }\nsection B { bars 2 }\n'

const FORMS: readonly (readonly [written: string, meant: string])[] = [
  ['AABA', 'A, A, B, A'],
  ['A A B A', 'A, A, B, A'],
  ['A, B, repeat', 'A, B repeat'],
  ['A, B forever', 'A, B repeat'],
  ['A -> B', 'A, B'],
  ['A + B - A', 'A, B, A'],
  [': A, B', 'A, B'],
  ['= A, B', 'A, B'],
  ['{ A A B }', 'A, A, B'],
  ['(A, B) * 2', 'A, B, A, B'],
  ['((A, B) x 2, A) * 2, B', 'A, B, A, B, A, A, B, A, B, A, B'],
  ['A x 2, B', 'A * 2, B'],
  ['A x2 B', 'A * 2, B'],
  ['A 2x, B', 'A * 2, B'],
  ['A 2, B', 'A * 2, B'],
  ['A, B * 3 times', 'A, B * 3'],
  ['A,\n  B x 2,\n  A', 'A, B * 2, A'],
  ['"A", "B" * 2', 'A, B * 2'],
  ['"A" "B"', 'A, B'],
  ['"A, B, A"', 'A, B, A'],
  ['{ A, B }', 'A, B'],
  ['{\n  A\n  B * 2\n}', 'A, B * 2'],
  ['(\n  A,\n  B\n) * 2', 'A, B, A, B'],
  ['[A, B]', 'A, B'],
  ['= [A, B]', 'A, B'],
  ['[A, B] * 2', 'A, B, A, B'],
  ['[A, B] × 2', 'A, B, A, B'],
  ['[A B] x2, B', 'A, B, A, B, B'],
  ['[\n  A,\n  B,\n]', 'A, B'],
  ['[[A, B] * 2, A] repeat', 'A, B, A, B, A repeat'],
  ['A → B → A', 'A, B, A'],
  ['A – B', 'A, B'],
  ['A; B; A', 'A, B, A'],
  ['A × 2, B × 2', 'A * 2, B * 2'],
  ['["A", "B"]', 'A, B'],
]

const applied = (text: string, { fixes }: Diagnostic): string => {
  const edits = [...(fixes?.[0]?.edits ?? [])].sort((a, b) => b.span.start - a.span.start)
  return edits.reduce(
    (all, { span, newText }) => all.slice(0, span.start) + newText + all.slice(span.end),
    text,
  )
}

describe('a form in other words', () => {
  it.each(FORMS)('form %s is told of once, and means form %s', async (written, meant) => {
    let text = `${SONG}form ${written}\n`
    let { diagnostics } = await checkText(text)
    const told = diagnostics.map(({ code }) => code)
    expect(told).toEqual([expect.stringMatching(/^SIL0(101|201)$/)])
    for (let rounds = 0; diagnostics[0] !== undefined && rounds < 3; rounds++) {
      text = applied(text, diagnostics[0])
      diagnostics = (await checkText(text)).diagnostics
    }
    expect(diagnostics).toEqual([])
    expect(text).toBe(`${SONG}form ${meant}\n`)
  })

  it('in square brackets that are played several times is never another form', async () => {
    const text = `${SONG}form [A, B] * 2\n`
    for (const order of [0, 1, 2]) {
      let mended = text
      for (let rounds = 0; rounds < 4; rounds++) {
        const { diagnostics } = await checkText(mended)
        const told = diagnostics[Math.min(order, diagnostics.length - 1)]
        if (told !== undefined) mended = applied(mended, told)
      }
      expect(mended).toBe(`${SONG}form A, B, A, B\n`)
    }
  })

  it('takes sections that are called so for sections', async () => {
    const text = `${SONG}section x { bars 1 }\nsection AB { bars 1 }\nsection repeat { bars 1 }\nform A, x, B, AB, repeat\n`
    expect((await checkText(text)).diagnostics).toEqual([])
  })

  it.each([
    'A * 0',
    'A x 0',
    'A, B until',
    'vamp A until',
    'vamp A until\ntempo 90 bpm',
    'A (',
    ')',
    'A, B -> 3x',
    `A${' x 64'.repeat(50)}`,
    'A vamp',
    '[A, B',
    '{ A, B',
    '{\n  A\ntempo 90 bpm',
    '[A, vamp B until cue]',
    'A, B]',
    '[]',
    '["", A]',
    '[A, // then\n B]',
  ])('says that form %s is wrong, and never throws', async (written) => {
    expect((await checkText(`${SONG}form ${written}\n`)).diagnostics).not.toEqual([])
  })
})
