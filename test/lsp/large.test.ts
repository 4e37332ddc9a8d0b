import { afterEach, describe, expect, it } from 'vitest'
import type { CompletionItem, Diagnostic, Location, WorkspaceEdit } from 'vscode-languageserver'
import { songbook } from '../../bench/songbook.ts'
import { ordinaryMs } from '../harness/cpu.ts'
import { type Editor, openEditor, uriOf } from './client.ts'

let editor: Editor
afterEach(() => editor.close())

const problems = async (uri: string): Promise<readonly Diagnostic[]> => {
  const report = (await editor.ask('textDocument/diagnostic', { textDocument: { uri } })) as {
    items: Diagnostic[]
  }
  return report.items
}

describe('a file of a megabyte', () => {
  it('is checked, edited and asked about like any other', async () => {
    editor = await openEditor()
    const text = songbook(1_000_000)
    const uri = editor.open('book.sil', text)
    expect((await problems(uri)).filter(({ severity }) => severity === 1)).toEqual([])
    const lines = text.split('\n')
    const end = { line: lines.length - 1, character: 0 }
    await editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: end, end }, text: 'player {\n  zo' }],
    })
    expect((await problems(uri)).some(({ severity }) => severity === 1)).toBe(true)
    const position = { line: end.line + 1, character: 4 }
    const items = (await editor.ask('textDocument/completion', {
      textDocument: { uri },
      position,
    })) as CompletionItem[]
    expect(items.map(({ label }) => label)).toContain('zones')
    const tokens = (await editor.ask('textDocument/semanticTokens/full', { textDocument: { uri } })) as {
      data: number[]
    }
    expect(tokens.data.length).toBeGreaterThan(100_000)
  })

  it('of one word is completed behind it as soon as behind any', async () => {
    editor = await openEditor()
    const text = `let x = ${'é'.repeat(200_000)}-`
    const uri = editor.open('word.sil', text)
    await problems(uri)
    const began = process.cpuUsage()
    await editor.ask('textDocument/completion', {
      textDocument: { uri },
      position: { line: 0, character: text.length },
    })
    // Half a minute where each letter was tried as the word's first.
    expect(ordinaryMs(began)).toBeLessThan(5000)
  })

  it('beyond what the compiler reads is refused in words, and the rest goes on', {
    timeout: 60_000,
  }, async () => {
    editor = await openEditor()
    const uri = editor.open('far.sil', `// ${'x'.repeat(5_000_000)}\n`)
    const [first] = await problems(uri)
    expect(first?.message).toMatch(/long|large/)
    const other = editor.open('a.sil', 'tempo 96')
    expect((await problems(other)).length).toBeGreaterThan(0)
  })
})

describe('a workspace of a thousand files', () => {
  const files = Object.fromEntries([
    ['library/zones.sil', 'zones shy {\n  snap 20 ms\n  follow 100 ms\n  limit 200 ms\n}\n'],
    ...Array.from({ length: 999 }, (_, i) => [
      `songs/${i}.sil`,
      `import { shy } from "../library/zones.sil"\ntimbre t${i} = "warm woody click"\nmetronome m { beat |x x x x| timbre t${i} }\nplayer { zones shy }\n`,
    ]),
  ])

  it('is searched and renamed in, each file read once', async () => {
    editor = await openEditor(files)
    const uri = uriOf('library/zones.sil')
    const place = { textDocument: { uri }, position: { line: 0, character: 7 } }
    const found = (await editor.ask('textDocument/references', {
      ...place,
      context: { includeDeclaration: true },
    })) as Location[]
    // An import and a use each, and the declaration.
    expect(found).toHaveLength(2 * 999 + 1)
    const renamed = (await editor.ask('textDocument/rename', {
      ...place,
      newName: 'patient',
    })) as WorkspaceEdit
    expect(Object.keys(renamed.changes ?? {})).toHaveLength(1000)
    expect(await editor.ask('workspace/symbol', { query: 't99' })).toBeInstanceOf(Array)
    expect(editor.work.filter(({ kind }) => kind === 'analysed')).toHaveLength(1000)
    expect(editor.work.filter(({ kind }) => kind === 'read')).toHaveLength(1000)
  })

  it('goes on when files are deleted under it', async () => {
    editor = await openEditor(files)
    const uri = uriOf('songs/7.sil')
    expect(await problems(uri)).toEqual([])
    editor.disk.delete('library/zones.sil')
    editor.disk.delete('songs/8.sil')
    await editor.client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('library/zones.sil'), type: 3 }],
    })
    expect((await problems(uri)).map(({ code }) => code)).toContain('SIL0701')
    expect(await problems(uriOf('songs/8.sil'))).toEqual([])
    const hover = { textDocument: { uri: uriOf('songs/8.sil') }, position: { line: 0, character: 0 } }
    expect(await editor.ask('textDocument/hover', hover)).toBeNull()
  })
})
