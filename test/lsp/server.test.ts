import { afterEach, describe, expect, it } from 'vitest'
import type {
  CompletionItem,
  Diagnostic,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  LocationLink,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver'
import { applied } from './applied.ts'
import { ABLE, type Editor, openEditor, ROOT, uriOf, withCursor } from './client.ts'

let editor: Editor
afterEach(() => editor.close())

const TRIO = `import { shy } from "./zones.sil"

tempo 96 bpm

timbre woody = "warm woody click"

metronome click {
  beat |X x x x| timbre woody
}

player {
  zones shy
}
`
const ZONES = `/// For those who wait.
zones shy {
  snap   20 ms
  follow 100 ms
  limit  200 ms
}
`

async function at(
  marked: string,
  method: string,
  more: object = {},
  files: Readonly<Record<string, string>> = { 'zones.sil': ZONES },
): Promise<unknown> {
  editor = await openEditor(files)
  const { text, position } = withCursor(marked)
  const uri = editor.open('trio.sil', text)
  return editor.ask(method, { textDocument: { uri }, position, ...more })
}

const whole = async (text: string, method: string, more: object = {}): Promise<unknown> => {
  editor = await openEditor({ 'zones.sil': ZONES })
  const uri = editor.open('trio.sil', text)
  return editor.ask(method, { textDocument: { uri }, ...more })
}

describe('files that change on the disk', () => {
  const wants = { changes: true }
  const changed = (path: string) =>
    editor.client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(path), type: 2 }],
    })

  it('are told to an editor that wants to hear of them, after they are known', async () => {
    editor = await openEditor({ 'zones.sil': ZONES }, undefined, wants)
    const uri = editor.open('main.sil', TRIO)
    const errors = async (): Promise<unknown> =>
      Reflect.get(Object(await editor.ask('sil/figures', { textDocument: { uri } })), 'errors')
    expect(await errors()).toBe(0)
    const told = new Promise((resolve) => editor.client.onNotification('sil/changed', resolve))
    editor.disk.set('zones.sil', ZONES.replace('20 ms', '20'))
    await changed('zones.sil')
    await told
    expect(await errors()).toBe(1)
  })

  it('are told to no other', async () => {
    editor = await openEditor({ 'zones.sil': ZONES })
    const uri = editor.open('main.sil', TRIO)
    let told = 0
    editor.client.onNotification('sil/changed', () => {
      told++
    })
    await changed('zones.sil')
    await editor.ask('sil/figures', { textDocument: { uri } })
    expect(told).toBe(0)
  })
})

describe('an editor that does not say what changes on the disk', () => {
  const errors = async (uri: string): Promise<readonly string[]> => {
    const { items } = Object(await editor.ask('textDocument/diagnostic', { textDocument: { uri } }))
    return items.map(({ message }: Diagnostic) => String(message))
  }
  const broken = ZONES.replace('20 ms', '20')

  it('has what it saved and closed read anew by the files that import it', async () => {
    editor = await openEditor({ 'zones.sil': ZONES })
    const uri = editor.open('main.sil', TRIO)
    expect(await errors(uri)).toEqual([])
    const zones = editor.open('zones.sil', broken)
    expect(await errors(uri)).toHaveLength(1)
    editor.disk.set('zones.sil', broken)
    await editor.client.sendNotification('textDocument/didClose', { textDocument: { uri: zones } })
    expect(await errors(uri)).toHaveLength(1)
  })

  it('tells of each file that it saves, and what else lies there is read anew with it', async () => {
    editor = await openEditor({ 'zones.sil': ZONES })
    expect(editor.initialized.capabilities.textDocumentSync).toMatchObject({ save: true })
    const uri = editor.open('main.sil', TRIO)
    expect(await errors(uri)).toEqual([])
    editor.disk.set('zones.sil', broken)
    await editor.client.sendNotification('textDocument/didSave', { textDocument: { uri } })
    expect(await errors(uri)).toHaveLength(1)
  })

  it('is the only one that is asked to tell of it', async () => {
    const workspace = { ...ABLE.workspace, didChangeWatchedFiles: { dynamicRegistration: true } }
    editor = await openEditor({}, { ...ABLE, workspace })
    expect(editor.initialized.capabilities.textDocumentSync).toMatchObject({ save: false })
  })
})

describe('a file that is closed', () => {
  it('is let go: nothing is kept of it until somebody asks again', async () => {
    editor = await openEditor({ 'zones.sil': ZONES })
    const uri = editor.open('zones.sil', ZONES)
    const ask = (): Promise<unknown> => editor.ask('textDocument/documentSymbol', { textDocument: { uri } })
    const analysed = (): number => editor.work.filter(({ kind }) => kind === 'analysed').length
    await ask()
    await ask()
    expect(analysed()).toBe(1)
    await editor.client.sendNotification('textDocument/didClose', { textDocument: { uri } })
    await ask()
    expect(analysed()).toBe(2)
  })
})

describe('what only our own extension asks', () => {
  it('tells of an imported slot that it is written elsewhere', async () => {
    const lib = 'timbre t = mix("woody click", "tick", learn 30% in 0%..100%)\n'
    editor = await openEditor({ 'lib.sil': lib })
    const own = 'tempo learn 96 bpm in 60 bpm..140 bpm\n'
    const text = `import { t } from "./lib.sil"\n${own}metronome click {\n  beat |x|\n  timbre t\n}\n`
    const uri = editor.open('main.sil', text)
    const said = await editor.client.sendRequest<{ slots: object[] }>('sil/figures', {
      textDocument: { uri },
    })
    const imported = said.slots.filter((slot) => Reflect.get(slot, 'range') === null)
    expect(imported).toEqual([expect.objectContaining({ written: '' })])
    expect(said.slots).toContainEqual(expect.objectContaining({ written: 'learn 96 bpm in 60 bpm..140 bpm' }))
  })

  it('are the scenarios of all files, where none is named', async () => {
    editor = await openEditor({
      'zones.sil': ZONES,
      'songs/a.sil': 'scenario "steady" { expect tempo within 2% of 96 bpm }\n',
    })
    const found = await editor.ask('sil/scenarios', {})
    expect(Array.isArray(found) ? found.map(({ uri, scenarios }) => [uri, scenarios.length]) : found).toEqual(
      [
        [uriOf('songs/a.sil'), 1],
        [uriOf('zones.sil'), 0],
      ],
    )
  })

  it('is refused, or empty, for what is no file', async () => {
    editor = await openEditor({})
    await expect(editor.ask('sil/figures', { textDocument: 7 })).rejects.toThrow('is asked of a file')
    expect(await editor.ask('sil/figures', { textDocument: { uri: uriOf('gone.sil') } })).toBeNull()
    expect(await editor.ask('sil/scenarios', { textDocument: { uri: uriOf('gone.sil') } })).toEqual([])
  })
})

describe('the language server', () => {
  it('tells what is wrong when it is asked, with code, place and what belongs to it', async () => {
    const report = (await whole('tempo 96 bpm\ntempo 100 bpm\n', 'textDocument/diagnostic')) as {
      items: Diagnostic[]
    }
    expect(report.items[0]).toMatchObject({
      code: 'SIL0205',
      severity: 1,
      source: 'sil',
      range: { start: { line: 1 } },
    })
    expect(report.items[0]?.relatedInformation?.[0]?.location).toMatchObject({ uri: uriOf('trio.sil') })
  })

  it('tells an editor that does not ask by itself, an empty list too, and takes all back when the file is closed', async () => {
    editor = await openEditor({}, {})
    const told: { uri: string; version?: number; diagnostics: Diagnostic[] }[] = []
    editor.client.onNotification('textDocument/publishDiagnostics', (one: (typeof told)[number]) => {
      told.push(one)
    })
    const uri = editor.open('a.sil', 'tempo 96')
    await expect.poll(() => told.at(-1)?.diagnostics.length).toBeGreaterThan(0)
    const change = {
      range: { start: { line: 0, character: 8 }, end: { line: 0, character: 8 } },
      text: ' bpm',
    }
    await editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [change],
    })
    await expect.poll(() => told.at(-1)).toMatchObject({ version: 2 })
    await editor.client.sendNotification('textDocument/didClose', { textDocument: { uri } })
    await expect.poll(() => told.at(-1)).toEqual({ uri, diagnostics: [] })
  })

  it('completes in broken code, in the middle of a word', async () => {
    const items = (await at('player {\n  zo│\n', 'textDocument/completion')) as CompletionItem[]
    expect(items.map(({ label }) => label)).toContain('zones')
  })

  it('imports behind a mark of the byte order, which stays the first character', async () => {
    const marked = '\uFEFFmetronome m { beat |x x x x| }\nplayer { zones s│ }\n'
    const items = (await at(marked, 'textDocument/completion')) as CompletionItem[]
    const edits = items.find(({ label }) => label === 'shy')?.additionalTextEdits ?? []
    expect(applied(withCursor(marked).text, edits)).toMatch(/^\uFEFFimport \{ shy \} from ".\/zones.sil"\n/)
  })

  it('says what a word means, and what a name stands for', async () => {
    const hover = (await at(TRIO.replace('timbre woody\n', 'timbre wo│ody\n'), 'textDocument/hover')) as Hover
    expect(JSON.stringify(hover.contents)).toContain('warm woody click')
  })

  it('goes from a use to the declaration in another file, and from an import to its file', async () => {
    const [link] = (await at(
      TRIO.replace('zones shy', 'zones s│hy'),
      'textDocument/definition',
    )) as LocationLink[]
    expect(link).toMatchObject({
      targetUri: uriOf('zones.sil'),
      targetSelectionRange: { start: { line: 1, character: 6 } },
    })
    editor.close()
    const [file] = (await at(
      TRIO.replace('./zones', './zo│nes'),
      'textDocument/definition',
    )) as LocationLink[]
    expect(file?.targetUri).toBe(uriOf('zones.sil'))
  })

  it('finds every use of a name in all files that import it', async () => {
    const marked = ZONES.replace('zones shy', 'zones sh│y')
    editor = await openEditor({
      'zones.sil': ZONES,
      'trio.sil': TRIO,
      'other.sil': TRIO.replace('{ shy }', '{ shy as calm }').replace('zones shy', 'zones calm'),
    })
    const { position } = withCursor(marked)
    const found = (await editor.ask('textDocument/references', {
      textDocument: { uri: uriOf('zones.sil') },
      position,
      context: { includeDeclaration: true },
    })) as Location[]
    expect(found.map(({ uri, range }) => `${uri.slice(ROOT.length + 1)}:${range.start.line}`).sort()).toEqual(
      ['other.sil:0', 'other.sil:0', 'other.sil:11', 'trio.sil:0', 'trio.sil:11', 'zones.sil:1'],
    )
  })

  it('renames across files, and leaves alone what a file calls by a name of its own', async () => {
    const other = TRIO.replace('{ shy }', '{ shy as calm }').replace('zones shy', 'zones calm')
    const edit = (await at(
      TRIO.replace('zones shy', 'zones sh│y'),
      'textDocument/rename',
      { newName: 'gentle' },
      { 'zones.sil': ZONES, 'other.sil': other },
    )) as WorkspaceEdit
    const text = (path: string, before: string): string => applied(before, edit.changes?.[uriOf(path)] ?? [])
    expect(text('trio.sil', TRIO)).toBe(TRIO.replaceAll('shy', 'gentle'))
    expect(text('zones.sil', ZONES)).toBe(ZONES.replace('zones shy', 'zones gentle'))
    expect(text('other.sil', other)).toBe(other.replace('shy as calm', 'gentle as calm'))
  })

  it.each([
    ['woody', 'is taken'],
    ['learn', 'is a word of the language'],
    ['9 lives', 'begins with a letter'],
  ])('refuses to rename to %s', async (newName, why) => {
    await expect(
      at(TRIO.replace('zones shy', 'zones sh│y'), 'textDocument/rename', { newName }),
    ).rejects.toThrow(why)
  })

  it('refuses to call a member by a word that others follow', async () => {
    await expect(
      at(TRIO.replace('metronome click', 'metronome cl│ick'), 'textDocument/rename', { newName: 'grid' }),
    ).rejects.toThrow('is a word of the language')
  })

  it('formats with edits of blanks alone, in all of the file or in some lines', async () => {
    const text = 'metronome click {\nbeat   |X x x x|\n    level   -6 dB\n}\n'
    const edits = (await whole(text, 'textDocument/formatting', {
      options: { tabSize: 2, insertSpaces: true },
    })) as TextEdit[]
    expect(edits.every(({ newText }) => newText.trim() === '')).toBe(true)
    expect(applied(text, edits)).toBe('metronome click {\n  beat  |X x x x|\n  level -6 dB\n}\n')
    editor.close()
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 4 } }
    const some = (await whole(text, 'textDocument/rangeFormatting', {
      range,
      options: { tabSize: 2, insertSpaces: true },
    })) as TextEdit[]
    expect(some.every((one) => one.range.start.line === 2 && one.range.end.line === 2)).toBe(true)
  })

  it('folds what goes on for lines, and tells in the outline what a property is', async () => {
    const text =
      'reward r =\n  0.5 * 1\n  + 0.5\ndrummer kit {\n  kick |x...|\n       |x.x.|  level -6 dB\n  mute\n}\n'
    const folds = (await whole(text, 'textDocument/foldingRange')) as FoldingRange[]
    expect(folds.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
      [0, 2],
      [3, 7],
      [4, 5],
    ])
    const uri = uriOf('trio.sil')
    const symbols = await editor.ask('textDocument/documentSymbol', { textDocument: { uri } })
    const kit = (symbols as DocumentSymbol[])[1]
    expect(kit?.children?.map(({ name, detail }) => [name, detail])).toEqual([
      ['kick', '|x...| |x.x.| level -6 dB'],
      ['mute', ''],
    ])
  })

  it('moves imports when a file is moved', async () => {
    editor = await openEditor({ 'zones.sil': ZONES, 'trio.sil': TRIO })
    const edit = (await editor.ask('workspace/willRenameFiles', {
      files: [{ oldUri: uriOf('zones.sil'), newUri: uriOf('library/zones.sil') }],
    })) as WorkspaceEdit
    expect(applied(TRIO, edit.changes?.[uriOf('trio.sil')] ?? [])).toBe(
      TRIO.replace('./zones.sil', './library/zones.sil'),
    )
  })

  it('works an edit out once, and what did not change not at all', async () => {
    const uri = uriOf('trio.sil')
    await whole(TRIO, 'textDocument/documentSymbol')
    for (const method of [
      'textDocument/diagnostic',
      'textDocument/foldingRange',
      'textDocument/documentLink',
      'textDocument/semanticTokens/full',
    ])
      await editor.ask(method, { textDocument: { uri } })
    const zones = uriOf('zones.sil')
    const first = [
      { kind: 'analysed', uri },
      { kind: 'read', uri, items: 5 },
      { kind: 'read', uri: zones, items: 1 },
    ]
    expect(editor.work).toEqual(first)
    editor.open('zones.sil', ZONES.replace('20 ms', '25 ms'))
    await editor.ask('textDocument/diagnostic', { textDocument: { uri } })
    expect(editor.work).toEqual([
      ...first,
      { kind: 'analysed', uri },
      { kind: 'read', uri, items: 0 },
      { kind: 'read', uri: zones, items: 1 },
    ])
  })

  it('reads only what an edit has changed', async () => {
    const uri = uriOf('long.sil')
    const timbres = Array.from({ length: 400 }, (_, n) => `timbre t${n} = "warm click"\n`)
    await whole(TRIO, 'textDocument/diagnostic')
    editor.open('long.sil', timbres.join(''))
    await editor.ask('textDocument/diagnostic', { textDocument: { uri } })
    const before = editor.work.length
    const start = { line: 200, character: 0 }
    await editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start, end: start }, text: 'let shy = 5 ms\n' }],
    })
    await editor.ask('textDocument/diagnostic', { textDocument: { uri } })
    const [analysed, read, ...more] = editor.work.slice(before)
    expect(more).toEqual([])
    expect(analysed).toEqual({ kind: 'analysed', uri })
    expect(read?.kind === 'read' && read.items).toBeLessThan(12)
  })
})
