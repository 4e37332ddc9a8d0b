import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compact, escapeText, markup, shorten } from '../../../runtime/host/report/markup.ts'
import { anyCharacter } from '../../harness/any-character.ts'
import { runs } from '../../harness/runs.ts'
import { parseStrictly } from './well-formed.ts'

describe('markup', () => {
  it('escapes what would end an attribute, an element or a script', () => {
    expect(markup`<b title="${'"\'&<>'}">${'</script>'}</b>`.markup).toBe(
      '<b title="&quot;&#39;&amp;&lt;&gt;">&lt;/script&gt;</b>',
    )
  })

  it('lets through what markup made, in lists too', () => {
    expect(markup`<p>${[markup`<i>${1}</i>`, null, '<']}</p>`.markup).toBe('<p><i>1</i>&lt;</p>')
  })

  it('replaces lone surrogates, controls and characters that turn the text around', () => {
    expect(escapeText('a\uD800b')).toBe('a\uFFFDb')
    expect(escapeText('\u0000\u0008\u202E\uFFFF')).toBe('\uFFFD\uFFFD\uFFFD\uFFFD')
    expect(escapeText('é 🥁\n')).toBe('é 🥁\n')
  })

  it('carries any text through a document and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 40 }), (text) => {
        const document = `<!DOCTYPE html>\n${markup`<p title="${text}">${text}</p>`.markup}`
        expect(parseStrictly(document).text).toBe(
          text.replace(
            /[\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]|(?![\t\n\r])\p{Cc}/gu,
            '\uFFFD',
          ),
        )
      }),
      runs(300),
    )
  })

  it('writes coordinates short and refuses what is not a number', () => {
    expect([0, -0, 1.005, 12.3456, -0.001, 1e-9].map(compact)).toEqual(['0', '0', '1', '12.35', '0', '0'])
    expect(() => compact(Number.NaN)).toThrow(RangeError)
    expect(() => compact(Number.POSITIVE_INFINITY)).toThrow(RangeError)
  })

  it('shortens by characters, not by halves of them', () => {
    expect(shorten('kit', 3)).toBe('kit')
    expect(shorten('🥁🥁🥁🥁', 3)).toBe('🥁🥁…')
    expect(shorten('x'.repeat(1e6), 5)).toBe('xxxx…')
  })
})
