import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { format } from '../../../language/format/format.ts'
import { sameTree } from '../../../language/format/same-tree.ts'
import { parse } from '../../../language/parse.ts'
import { runs } from '../../harness/runs.ts'
import { clean, corpus } from '../corpus.ts'
import { file } from '../generate.ts'
import { print, whims } from '../print.ts'

function formatted(text: string): string {
  const result = format(text)
  if (!('text' in result)) throw new Error(`refused: ${result.refused}\n${text}`)
  return result.text
}

const comments = (text: string): readonly string[] =>
  parse(text)
    .lexed.comments.map(({ start, end }) => text.slice(start, end))
    .sort()

/** What every text that parses owes to its author. */
function expectLaws(text: string): void {
  const once = formatted(text)
  expect(formatted(once)).toBe(once)
  expect(sameTree(parse(text).file, parse(once).file)).toBe(true)
  expect(comments(once)).toEqual(comments(text))
  expect(once.split('\n').filter((line) => !line.includes('//') && /\s$/.test(line))).toEqual([])
  expect(once).not.toMatch(/\n\n\n/)
  const twin = formatted(text.replaceAll('\n', '\r\n'))
  expect(twin).toBe(once.replaceAll('\n', '\r\n'))
}

describe('formatting', () => {
  test.each(clean.map(({ name, text }) => [name, text] as const))(
    '%s keeps the tree and the comments, and once is enough',
    (_, text) => expectLaws(text),
  )

  test('any file that can be written keeps the tree and the comments, and once is enough', () => {
    fc.assert(
      fc.property(file, fc.array(fc.nat(1000), { maxLength: 60 }), (tree, list) =>
        expectLaws(print(tree, whims(list)).text),
      ),
      runs(400),
    )
  })

  test('a text that somebody has mangled is either refused for its errors or keeps its tree', () => {
    const mangled = fc
      .tuple(
        fc.constantFrom(...corpus),
        fc.nat(),
        fc.nat(12),
        fc.constantFrom('', ' ', '\n', '|', '}', '//', '~', '"'),
      )
      .map(([{ text }, at, length, put]) => {
        const from = at % (text.length + 1)
        return text.slice(0, from) + put + text.slice(from + length)
      })
    fc.assert(
      fc.property(mangled, (text) => {
        const result = format(text)
        if ('text' in result) expectLaws(text)
        else expect(result.refused).toBe('syntax')
      }),
      runs(400),
    )
  })
})
