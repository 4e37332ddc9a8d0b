import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameTree } from '../../language/format/same-tree.ts'
import { parse } from '../../language/parse.ts'
import { runs } from '../harness/runs.ts'
import { file } from './generate.ts'
import { print, whims } from './print.ts'

const many = runs(400)
const whimsical = fc.array(fc.nat(1000), { maxLength: 60 })

describe('any file that can be written', () => {
  test('is read back as it was meant, however it is spaced', () => {
    fc.assert(
      fc.property(file, whimsical, (tree, list) => {
        const { text } = print(tree, whims(list))
        const parsed = parse(text)
        expect(parsed.diagnostics).toEqual([])
        if (!sameTree(tree, parsed.file)) expect(stripped(parsed.file)).toEqual(stripped(tree))
      }),
      many,
    )
  })

  test('keeps its comments', () => {
    fc.assert(
      fc.property(file, whimsical, (tree, list) => {
        const { text, comments } = print(tree, whims(list))
        expect(
          parse(text)
            .lexed.comments.map(({ start, end }) => text.slice(start, end))
            .sort(),
        ).toEqual([...comments].sort())
      }),
      many,
    )
  })
})

/** For a readable difference. */
function stripped(node: unknown): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      key === 'start' || key === 'end' || key === 'opStart' || key === 'countSpan' ? undefined : value,
    ),
  )
}
