import { afterEach, describe, expect, it } from 'vitest'
import { CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver'
import { clientOf } from '../../lsp/client.ts'
import { plainText } from '../../lsp/plain-text.ts'
import { suitedCompletions, suitedText } from '../../lsp/suited.ts'
import { ABLE, type Editor, openEditor } from './client.ts'

describe('Markdown for who shows text alone', () => {
  it.each([
    ['**tempo** takes a speed', 'tempo takes a speed'],
    ['Behind it: `strength`, `log`', 'Behind it: strength, log'],
    ['`vamp intro ** 2` and **more**', 'vamp intro ** 2 and more'],
    [
      '```sil\nzones shy {\n  snap **20** ms\n}\n```\n\nFrom `zones.sil`',
      'zones shy {\n  snap **20** ms\n}\n\nFrom zones.sil',
    ],
    ['see [the page](https://a.example/b)', 'see the page (https://a.example/b)'],
  ])('%j', (markdown, text) => expect(plainText(markdown)).toBe(text))
})

describe('what strangers write', () => {
  it('shows no pictures: an editor would fetch them from wherever they say', () => {
    const picture = '![p](https://a.example/p.png)'
    const written = `A doc ${picture}\n\n\`\`\`sil\nzones a { ${picture} }\n\`\`\``
    const { value } = suitedText(written, MarkupKind.Markdown)
    expect(value).not.toContain('![')
    expect(value.replaceAll('\u2060', '')).toBe(written)
  })
})

describe('a snippet for who takes none', () => {
  it('is its example, also where it stands in for something', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } }
    const snippet = `zones \${1:pocket} {\n  snap \${2:20 ms}\n}$0`
    const [item] = suitedCompletions(
      [
        {
          label: 'zones',
          kind: CompletionItemKind.Snippet,
          insertText: snippet,
          insertTextFormat: InsertTextFormat.Snippet,
          textEdit: { range, newText: snippet },
        },
      ],
      clientOf({}),
    )
    const text = 'zones pocket {\n  snap 20 ms\n}'
    expect(item).toMatchObject({ insertText: text, insertTextFormat: InsertTextFormat.PlainText })
    expect(item?.textEdit).toEqual({ range, newText: text })
  })
})

describe('a client of LSP 3.18', () => {
  it('says of problems that it asks for what it shows of them, before what it says of those it is told', () => {
    const { problems } = clientOf({
      textDocument: {
        diagnostic: { relatedInformation: false, codeDescriptionSupport: true },
        publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1] } },
      },
    })
    expect(problems).toEqual({ related: false, tags: true, pages: true })
  })
})

describe('requests of the server', () => {
  let editor: Editor
  afterEach(() => editor.close())

  it('may be refused: it goes on with what it has', async () => {
    // The client has no handler for any of them, and says that it has.
    editor = await openEditor(
      {},
      {
        ...ABLE,
        workspace: {
          configuration: true,
          inlayHint: { refreshSupport: true },
          codeLens: { refreshSupport: true },
          diagnostics: { refreshSupport: true },
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
      },
    )
    const uri = editor.open('a.sil', 'tempo 96')
    await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [] })
    await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: {} })
    const report = await editor.ask('textDocument/diagnostic', { textDocument: { uri } })
    expect(report).toMatchObject({ items: [{ code: expect.any(String) }] })
  })

  it('ask for hints and lenses anew also from a client that tells its settings by itself', async () => {
    editor = await openEditor(
      {},
      {
        ...ABLE,
        workspace: { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } },
      },
    )
    const asked: string[] = []
    for (const method of ['workspace/inlayHint/refresh', 'workspace/codeLens/refresh'])
      editor.client.onRequest(method, () => void asked.push(method))
    await expect.poll(() => asked.length).toBe(2)
    const settings = { silencio: { inlayHints: { enabled: false } } }
    await editor.client.sendNotification('workspace/didChangeConfiguration', { settings })
    await expect.poll(() => asked.length).toBe(4)
    const uri = editor.open('a.sil', 'tempo 96 bpm\nzones shy { snap 1 beats }\n')
    const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } }
    expect(await editor.ask('textDocument/inlayHint', { textDocument: { uri }, range })).toEqual([])
  })
})
