import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { format } from '../../language/format/format.ts'
import { blankEdits } from '../../lsp/service/format.ts'
import { textOf } from '../../lsp/text.ts'
import { deltaOf } from '../../lsp/token-delta.ts'
import { examples } from '../language/corpus.ts'

const texts = fc
  .array(fc.constantFrom('a', 'é', '𝄞', '\n', '\r\n', '\r', ' ', '|', '\u2028'), { maxLength: 40 })
  .map((parts) => parts.join(''))

describe('positions', () => {
  it('lead from every offset to a position and back, whatever ends the lines', () => {
    fc.assert(
      fc.property(texts, (content) => {
        const text = textOf(content)
        for (let offset = 0; offset <= content.length; offset++) {
          // Between CR and LF there is no position.
          if (content[offset - 1] === '\r' && content[offset] === '\n') continue
          expect(text.offsetAt(text.positionAt(offset))).toBe(offset)
        }
        expect(text.lineCount).toBe(content.split(/\r\n|\r|\n/).length)
      }),
    )
  })

  it('beyond a line, beyond the text and below zero are the nearest that there is', () => {
    const text = textOf('ab\r\nc')
    expect(text.offsetAt({ line: 0, character: 99 })).toBe(2)
    expect(text.offsetAt({ line: 9, character: 0 })).toBe(5)
    expect(text.offsetAt({ line: -1, character: -1 })).toBe(0)
    expect(text.offsetAt({ line: 1, character: -4 })).toBe(4)
  })
})

describe('edits of blanks', () => {
  it('make of every example what the formatter makes of it', () => {
    for (const { text } of examples) {
      const messy = text.replaceAll('  ', '\t   ').replaceAll('\n', '  \n')
      const formatted = format(messy)
      if (!('text' in formatted)) continue
      const edits = blankEdits(messy, formatted.text)
      let out = ''
      let at = 0
      for (const { start, end, newText } of edits) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(newText.trim() + messy.slice(start, end).trim()).toBe('')
        out += messy.slice(at, start) + newText
        at = end
      }
      expect(out + messy.slice(at)).toBe(formatted.text)
    }
  })
})

it('the delta of two lists of tokens leads from one to the other', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 })
  fc.assert(
    fc.property(numbers, numbers, (before, after) => {
      const now = [...before]
      for (const { start, deleteCount, data } of deltaOf(before, after))
        now.splice(start, deleteCount, ...(data ?? []))
      expect(now).toEqual(after)
    }),
  )
})
