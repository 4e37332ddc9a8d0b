import { afterEach, describe, expect, it } from 'vitest'
import type { CodeAction } from 'vscode-languageserver'
import { applied } from './applied.ts'
import { type Editor, openEditor, uriOf, withCursor } from './client.ts'

let editor: Editor
afterEach(() => editor.close())

async function actionsAt(
  marked: string,
): Promise<{ readonly text: string; readonly actions: readonly CodeAction[] }> {
  editor = await openEditor()
  const { text, position } = withCursor(marked)
  const uri = editor.open('a.sil', text)
  const range = { start: position, end: position }
  const actions = (await editor.ask('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context: { diagnostics: [] },
  })) as CodeAction[]
  return { text, actions }
}

/** The text after the action of this title. */
async function changed(marked: string, title: string): Promise<string> {
  const { text, actions } = await actionsAt(marked)
  const action = actions.find((one) => one.title === title)
  if (action === undefined) throw new Error(`there is only: ${actions.map((one) => one.title).join(', ')}`)
  return applied(text, action.edit?.changes?.[uriOf('a.sil')] ?? [])
}

const CLICK = 'metronome click {\n  beat |X x x x|\n}\n'

describe('what can be done at a cursor', () => {
  it('mends what a diagnostic knows how to mend', async () => {
    expect(await changed('metronome click {\n  beat│: |X x x x|\n}\n', 'Leave out :')).toBe(CLICK)
  })

  it('mends all at once', async () => {
    expect(
      await changed(
        '│metronome click {\n  beat: |X x x x|\n  level: -6 dB\n}\n',
        'Mend all that can be mended',
      ),
    ).toBe('metronome click {\n  beat |X x x x|\n  level -6 dB\n}\n')
  })

  it('mends nothing at a place where another file has the slip', async () => {
    editor = await openEditor({ 'other.sil': 'metronome click { beat: |x|  level: -6 dB }\nlet a = 5 ms\n' })
    const uri = editor.open('a.sil', 'import { a } from "./other.sil"\nmetronome m { beat |x|  human a }\n')
    const actions = await editor.ask('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
      context: { diagnostics: [], only: ['quickfix', 'source'] },
    })
    expect(actions).toEqual([])
  })

  /** What saving does, where an editor mends all on saving; once more until nothing is left to mend. */
  async function saved(text: string): Promise<string> {
    editor = await openEditor({ 'timbres.sil': 'timbre woody = "warm woody click"\n' })
    const uri = editor.open('a.sil', text)
    for (let version = 2; version < 9; version++) {
      const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }
      const [action] = (await editor.ask('textDocument/codeAction', {
        textDocument: { uri },
        range: all,
        context: { diagnostics: [], only: ['source.fixAll'] },
      })) as CodeAction[]
      if (action === undefined) return text
      text = applied(text, action.edit?.changes?.[uri] ?? [])
      await editor.client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      })
    }
    throw new Error('it is never done')
  }

  it('keeps an import that a slip leaves unused, while it mends all', async () => {
    const piece = (name: string) =>
      `import { woody } from "./timbres.sil"\nmetronome m {\n  beat |X x x x|\n  timbre ${name}\n}\n`
    expect(await saved(piece('wody'))).toBe(piece('wody'))
    editor.close()
    const broken = piece('woody').replace('timbre woody', 'timbre: (woody')
    expect(await saved(broken)).toContain('import { woody }')
    editor.close()
    expect(await saved(piece('"dry click"'))).toBe(piece('"dry click"').replace(/^import.*\n/, ''))
  })

  describe('imports that nothing uses', () => {
    const FOUR =
      'timbre a = "dry click"\ntimbre b = "warm click"\ntimbre c = "dark click"\ntimbre d = "soft click"\n'
    const piece = (imports: string, used: string) =>
      `${imports}metronome m {\n  beat |X x x x|\n  timbre ${used}\n}\n`
    /** By one action, asked for by its kind or by its title. */
    async function once(text: string, wanted: string): Promise<string> {
      editor = await openEditor({ 'four.sil': FOUR })
      const uri = editor.open('a.sil', text)
      // On one that is not used.
      const before = text.slice(0, text.indexOf(text.includes('timbre c') ? 'a, ' : 'c,')).split('\n')
      const at = { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
      const only = wanted.startsWith('source.') ? { only: [wanted] } : {}
      const actions = (await editor.ask('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: at, end: at },
        context: { diagnostics: [], ...only },
      })) as CodeAction[]
      const action = actions.find(({ title, kind }) => title === wanted || kind === wanted)
      return action === undefined ? text : applied(text, action.edit?.changes?.[uri] ?? [])
    }

    it.each([
      ['{ a, b, c, d }', 'c', '{ c }'],
      ['{ a, b, c, d }', 'a', '{ a }'],
      ['{ a, b, c, d as z }', 'z', '{ d as z }'],
      ['{\n  a, // dry\n  b,\n  c,\n}', 'b', '{\n  b,\n}'],
    ])('all go at once, those beside each other too: %j of which %s is used', async (names, used, left) => {
      const text = (list: string) => piece(`import ${list} from "./four.sil"\n`, used)
      for (const wanted of ['source.fixAll', 'source.organizeImports']) {
        expect(await once(text(names), wanted)).toBe(text(left))
        editor.close()
      }
      const count = (names.match(/\b[a-d]\b/g)?.length ?? 0) - 1
      expect(await once(text(names), `Leave out all ${count} imports that nothing uses`)).toBe(text(left))
    })

    it('go with their line where none is left, and no sooner than the file is whole', async () => {
      const text = (list: string) => piece(list, '"dry click"')
      expect(await once(text('import { a, b } from "./four.sil"\n'), 'source.organizeImports')).toBe(text(''))
      editor.close()
      const broken = piece('import { a, b } from "./four.sil"\n', '(a')
      expect(await once(broken, 'source.organizeImports')).toBe(broken)
    })
  })

  it('guesses no name of the author’s, while it mends all', async () => {
    const song = 'metronome m { beat |X x x x| }\nsection intro { bars 4 }\nform intro, intro2\n'
    expect(await saved(song)).toBe(song)
    editor.close()
    const { actions } = await actionsAt(song.replace('intro2', 'int│ro2'))
    expect(actions.map(({ title }) => title)).toContain('Write intro')
  })

  it('takes the empty kind for all kinds', async () => {
    editor = await openEditor()
    const uri = editor.open('a.sil', 'tempo 96\n')
    const actions = (await editor.ask('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 0, character: 6 }, end: { line: 0, character: 8 } },
      context: { diagnostics: [], only: [''] },
    })) as CodeAction[]
    expect(actions.map(({ title }) => title)).toContain('Write 96 bpm')
  })

  it('leaves a mark of the byte order where it is', async () => {
    const marked = '\uFEFFmetronome m { beat |X x x x| timbre wood│y }\n'
    expect(await changed(marked, 'Declare timbre `woody`')).toMatch(/^\uFEFFtimbre woody = /)
    editor.close()
    expect(
      await changed(
        '\uFEFFmetronome m { beat |X x x x| timbre "warm │click" }\n',
        'Name this timbre `click`',
      ),
    ).toBe('\uFEFFtimbre click = "warm click"\n\nmetronome m { beat |X x x x| timbre click }\n')
  })

  it('declares what is missing, as what its place asks for', async () => {
    expect(await changed(`player {\n  zones poc│ket\n}\n`, 'Declare zones `pocket`')).toBe(
      'zones pocket {\n  snap   20 ms\n  follow 100 ms\n  limit  200 ms\n}\n\nplayer {\n  zones pocket\n}\n',
    )
  })

  it('declares above the documentation of what asks for it', async () => {
    expect(await changed('/// How I play.\nplayer { zones poc│ket }\n', 'Declare zones `pocket`')).toMatch(
      /^zones pocket [^/]*\n\n\/\/\/ How I play\.\nplayer/,
    )
  })

  it('knows which file an import means', async () => {
    const files = { 'lib/timbres.sil': 'timbre woody = "warm click"\n', 'zones.sil': 'let shy = 5 ms\n' }
    const offered = async (path: string): Promise<readonly string[]> => {
      editor = await openEditor(files)
      const text = `import { woody } from "${path}"\nmetronome m { beat |x x x x| timbre woody }\n`
      const uri = editor.open('a.sil', text)
      const at = { line: 0, character: 24 }
      const actions = (await editor.ask('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: at, end: at },
        context: { diagnostics: [], only: ['quickfix'] },
      })) as CodeAction[]
      editor.close()
      return actions.map(({ edit }) => applied(text, edit?.changes?.[uri] ?? []).split('\n')[0] ?? '')
    }
    const meant = ['import { woody } from "./lib/timbres.sil"']
    expect(await offered('./lib/timbres')).toEqual(meant)
    expect(await offered('./timbres.sil')).toEqual(meant)
    expect(await offered('./lib/timbers.sil')).toEqual(meant)
    expect(await offered('./elsewhere.sil')).toEqual([])
  })

  it.each([
    ['pian│ist {\n  comp |. x . x|\n}\n', 'keys'],
    ['drum│mer { kick |x...| }\n', 'kit'],
    ['metronome│ {\n  beat |x x|\n}\n', 'click'],
    ['section│ { bars 4 }\n', 'head'],
    ['zon│es {\n  snap 20 ms\n}\n', 'pocket'],
    ['let kit = 3\ndrum│mer follows grid { kick |x...| }\n', 'kit2'],
  ])('gives a block a name that has none: %j', async (marked, name) => {
    const head = marked.replace('│', '').match(/(\w+)(?: follows grid)? \{/)?.[1] ?? ''
    expect(await changed(marked, `Call it \`${name}\``)).toBe(
      marked.replace('│', '').replace(`${head} `, `${head} ${name} `),
    )
  })

  it.each([
    'section a {\n  bars 2\n  mute kit, k│it\n}\nform a\n',
    'metronome click { beat |X x x x|\n  timbre "knock" on 2, │2\n}\n',
  ])('of a list in which one stands twice nothing is left out', async (marked) => {
    const { actions } = await actionsAt(`drummer kit { kick |x.x.| }\n${marked}`)
    expect(actions.map(({ title }) => title).filter((title) => title.startsWith('Leave out'))).toEqual([])
  })

  it('leaves out one of what was given twice', async () => {
    const zones = (lines: string) => `zones z {\n${lines}  follow 100 ms\n}\n`
    const twice = zones('  snap 20 ms  // close\n  sn│ap 10 ms\n')
    expect(await changed(twice, 'Leave out `snap 10 ms`')).toBe(zones('  snap 20 ms  // close\n'))
    editor.close()
    expect(await changed(`tempo 96 bpm\nte│mpo 90 bpm\n${CLICK}`, 'Leave out `tempo 90 bpm`')).toBe(
      `tempo 96 bpm\n${CLICK}`,
    )
    editor.close()
    const kit = 'drummer k { kick |x...| level -3 dB  le│vel -6 dB }\n'
    expect(await changed(kit, 'Leave out `level -6 dB`')).toBe('drummer k { kick |x...| level -3 dB }\n')
  })

  it('gives a timbre a name that is free', async () => {
    const piece = `timbre click = "dry click"\n\nmetronome tick {\n  beat |X x x x| timbre "warm│ woody click"\n}\n`
    expect(await changed(piece, 'Name this timbre `click2`')).toBe(
      'timbre click = "dry click"\n\ntimbre click2 = "warm woody click"\n\nmetronome tick {\n  beat |X x x x| timbre click2\n}\n',
    )
  })

  it('makes a number a slot, and a slot a number', async () => {
    const zones = 'zones pocket {\n  snap   2│0 ms\n  follow 100 ms\n  limit  200 ms\n}\n'
    const learned = await changed(zones, 'Let 20 ms be learned')
    expect(learned).toBe(zones.replace('2│0 ms', 'learn 20 ms in 10 ms..40 ms'))
    editor.close()
    expect(await changed(learned.replace('learn', 'le│arn'), 'Fix this slot at 20 ms')).toBe(
      zones.replace('│', ''),
    )
  })

  it('offers nothing that would bring an error to the file', async () => {
    const titles = async (marked: string) => (await actionsAt(marked)).actions.map(({ title }) => title)
    // How long a section is cannot be learned; how loud a member is can.
    expect(await titles('section head {\n  bars │8\n}\n')).not.toContain('Let 8 be learned')
    editor.close()
    expect(await titles(`metronome click {\n  beat |x x|\n  level -│6 dB\n}\n`)).toContain(
      'Let -6 dB be learned',
    )
  })
})
