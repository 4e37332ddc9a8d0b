import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, canonicalFolder, placeOf, uriAt } from '../../lsp/address.ts'
import { openEditor } from './client.ts'

describe('addresses', () => {
  test('of one file are one, however much of it an editor encodes', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((one) => !/[/\p{Surrogate}]/u.test(one))
    fc.assert(
      fc.property(name, fc.array(fc.boolean(), { minLength: 12, maxLength: 40 }), (file, which) => {
        // As little as RFC 3986 allows, or more.
        const spelled = [...encodeURIComponent(file).matchAll(/%..|./g)]
          .map(([one], i) => {
            const plain = decodeOne(one)
            return /[!$&'()*+,;=:@]/.test(plain) && which[i % which.length] === true ? plain : one
          })
          .join('')
        expect(canonical(`file:///songs/${spelled}`)).toBe(uriAt('file:///songs', file))
        expect(placeOf(`file:///songs/${spelled}`, ['file:///songs']).path).toBe(file)
      }),
    )
  })

  test('of one drive of Windows are one, as VS Code spells it and as others do', () => {
    const roots = ['file:///c%3A/songs', 'file:///D:/songs'].map(canonicalFolder)
    const spelled = ['file:///c%3A/songs/a.sil', 'file:///C:/songs/a.sil', 'file:///c:/songs/a.sil']
    expect(new Set(spelled.map(canonical))).toEqual(new Set(['file:///c%3A/songs/a.sil']))
    for (const uri of spelled) expect(placeOf(uri, roots)).toEqual({ root: roots[0], path: 'a.sil' })
    expect(placeOf('file:///d%3A/songs/B.sil', roots)).toEqual({ root: roots[1], path: 'B.sil' })
    // Of a server, and below a folder, it is a name like any other.
    expect(canonical('file://server/C:/a.sil')).toBe('file://server/C%3A/a.sil')
    expect(canonical('file:///songs/C:/a.sil')).toBe('file:///songs/C%3A/a.sil')
  })

  test('of half a character are addresses, and stop nothing', () => {
    expect(uriAt('file:///a', 'b/\ud800.sil')).toBe('file:///a/b/%EF%BF%BD.sil')
    expect(uriAt('file:///a', '𝄞 c.sil')).toBe('file:///a/%F0%9D%84%9E%20c.sil')
  })
})

const decodeOne = (one: string): string => {
  try {
    return decodeURIComponent(one)
  } catch {
    return one
  }
}

describe.each(['drum+bass.sil', "what's up.sil", 'song(1).sil', 'a&b,c=d.sil'])(
  'a file called %s',
  (name) => {
    const uri = `file:///songs/${name.replaceAll(' ', '%20')}`

    test('is the text that is open, in its own spelling, and not what lies on the disk', async () => {
      const { client, close } = await openEditor({ [name]: 'let aaa = 1\ntempo 90 bpm\n' })
      try {
        const text = 'let  x  = 1\nlet bb = x\ntempo nonsense\n'
        await client.sendNotification('textDocument/didOpen', {
          textDocument: { uri, languageId: 'sil', version: 1, text },
        })
        const params = { textDocument: { uri }, position: { line: 0, character: 5 }, newName: 'q' }
        const { changes } = await client.sendRequest<{ changes: Record<string, unknown[]> }>(
          'textDocument/rename',
          params,
        )
        expect(Object.keys(changes)).toEqual([uri])
        expect(changes[uri]).toEqual([
          { range: { start: { line: 0, character: 5 }, end: { line: 0, character: 6 } }, newText: 'q' },
          { range: { start: { line: 1, character: 9 }, end: { line: 1, character: 10 } }, newText: 'q' },
        ])
        const { items } = await client.sendRequest<{ items: { message: string }[] }>(
          'textDocument/diagnostic',
          {
            textDocument: { uri },
          },
        )
        expect(items.map(({ message }) => message).join()).toContain('nonsense')
      } finally {
        close()
      }
    })

    test('is one file by any spelling, worked out once', async () => {
      const { client, work, open, close } = await openEditor({})
      try {
        open(name, 'let aaa = 1\n')
        for (const one of [uri, canonical(uri), uri])
          await client.sendRequest('textDocument/documentSymbol', { textDocument: { uri: one } })
        expect(work.filter(({ kind }) => kind === 'analysed')).toHaveLength(1)
      } finally {
        close()
      }
    })

    test('is imported as it stands in the editor, and found there', async () => {
      const main = `import { oak } from ${JSON.stringify(`./${name}`)}\nbassist b {\n  line |1 . 5 .|\n  timbre oak\n}\n`
      const { client, open, close } = await openEditor({ [name]: '', 'main.sil': main })
      try {
        await client.sendNotification('textDocument/didOpen', {
          textDocument: { uri, languageId: 'sil', version: 1, text: 'timbre oak = "warm woody bass"\n' },
        })
        const textDocument = { uri: open('main.sil', main) }
        const { items } = await client.sendRequest<{ items: unknown[] }>('textDocument/diagnostic', {
          textDocument,
        })
        expect(items).toEqual([])
        const where = await client.sendRequest<{ uri?: string; targetUri?: string }[]>(
          'textDocument/definition',
          {
            textDocument,
            position: { line: 3, character: 10 },
          },
        )
        expect(where.map((one) => one.targetUri ?? one.uri)).toEqual([uri])
      } finally {
        close()
      }
    })
  },
)

test('a text that was never saved, and lies in no folder, is helped with, too', async () => {
  const { client, close } = await openEditor()
  try {
    const uri = 'untitled:Untitled-1'
    const text = 'let x = 1\nlet y = x\n'
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'sil', version: 1, text },
    })
    const params = { textDocument: { uri }, position: { line: 0, character: 4 }, newName: 'q' }
    const { changes } = await client.sendRequest<{ changes: Record<string, unknown[]> }>(
      'textDocument/rename',
      params,
    )
    expect(changes[uri]).toHaveLength(2)
  } finally {
    close()
  }
})
