import { describe, expect, it } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { format } from '../../language/format/format.ts'
import { ENTER, INDENTATION } from '../../language/typing.ts'
import { BLOCK_KINDS } from '../../language/vocabulary.ts'
import { SNIPPETS } from '../../lsp/service/complete.ts'

const plain = (head: string): string => `${(SNIPPETS[head] ?? '').replace(/[«»]/g, '')}\n`

/** What the blocks of the snippets name. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  player: ['zones'],
  bassist: ['drummer'],
  pianist: ['drummer'],
  guitarist: ['drummer'],
  rule: ['metronome'],
}

describe('snippets', () => {
  it('are there for every block', () => {
    expect([...BLOCK_KINDS, 'rule'].filter((kind) => SNIPPETS[kind] === undefined)).toEqual([])
  })

  it.each(Object.keys(SNIPPETS))(
    '%s: is written as the formatter writes it, and is right as it is',
    (head) => {
      const text = plain(head)
      expect(format(text)).toMatchObject({ text })
      const piece = [head, ...(BESIDE[head] ?? [])].map(plain).join('\n')
      const more =
        head === 'train' ? 'reward practice = session.completed\nmetronome m { beat |x~ x x x| }\n' : ''
      const { diagnostics } = check({
        path: 'main.sil',
        text: `${piece}${more}`,
        host: { read: () => ({ kind: 'missing' }) },
      })
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    },
  )
})

describe('Enter', () => {
  it.each([
    ['drummer kit {', true],
    ['drummer kit { // the old one', true],
    ['scenario "a } in { its title" {', true],
    ['import {', true],
    ['zones z { snap 20 ms }', false],
    ['// whoever opens a { here', false],
    ['tempo 96 bpm // as in {', false],
    ['band "a { in its title"', false],
    ['metronome m { beat |x x| } // {', false],
  ])('goes further in behind %s: %s', (line, isIn) => {
    expect(new RegExp(INDENTATION.increase).test(line)).toBe(isIn)
  })

  const [documentation] = ENTER
  it.each(['/// How close.', '  /// x', '/// `a`, or //'])('goes on with documentation: %j', (line) => {
    expect(new RegExp(documentation.before).test(line)).toBe(true)
  })

  it.each(['/// ', '///', '  ///\t', '// a word', 'tempo 96 bpm /// no'])(
    'ends it, or begins none: %j',
    (line) => {
      expect(new RegExp(documentation.before).test(line)).toBe(false)
    },
  )
})
