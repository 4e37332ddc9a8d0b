import { afterEach, describe, expect, it } from 'vitest'
import type { WorkspaceEdit } from 'vscode-languageserver'
import { applied } from './applied.ts'
import { type Editor, openEditor, uriOf, withCursor } from './client.ts'

let editor: Editor
afterEach(() => editor.close())

/** The text with its name renamed, or what the server says against it. */
async function renamed(
  marked: string,
  newName: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  editor = await openEditor(files)
  const { text, position } = withCursor(marked)
  const uri = editor.open('trio.sil', text)
  try {
    const edit = (await editor.ask('textDocument/rename', {
      textDocument: { uri },
      position,
      newName,
    })) as WorkspaceEdit
    return applied(text, edit.changes?.[uriOf('trio.sil')] ?? [])
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : String(error)}`
  }
}

const BAND = 'metronome cl│ick { beat |X x x x| }\ndrummer kit follows click { kick |x.x.| }\n'

describe('a new name', () => {
  it.each(['schläger', 'métronome', 'Ударник', '_2'])('may be %s, as the language has it', async (name) => {
    expect(await renamed(BAND, name)).toBe(BAND.replace('│', '').replaceAll('click', name))
  })

  it('is refused where it is no word', async () => {
    for (const name of ['', '2x', 'a b', 'a×b', 'a-b', '“kit”'])
      expect(await renamed(BAND, name), name).toMatch(/^refused: A name begins with a letter/)
  })

  it('is no pitch, but for a section', async () => {
    expect(await renamed(BAND, 'C4')).toMatch(/^refused: `C4` is a pitch/)
    expect(await renamed('timbre wo│ody = "warm click"\n', 'Bb2')).toMatch(/^refused: `Bb2` is a pitch/)
    expect(await renamed('section ver│se { bars 4 }\nform verse\n', 'A1')).toBe(
      'section A1 { bars 4 }\nform A1\n',
    )
  })

  it('is refused where the text would read otherwise with it', async () => {
    const song = `${BAND.replace('│', '').replace('kit', 'k│it')}section a { bars 4  kit.kick |xxxx| }\nform a\n`
    expect(await renamed(song, 'bars')).toMatch(/^refused: `bars` .*trio\.sil/)
    expect(await renamed(song, 'ms')).toMatch(/^refused: `ms` .*trio\.sil/)
    expect(await renamed(song, 'kick')).toContain('bars 4  kick.kick |xxxx|')
  })

  it('may be given in a file that is broken elsewhere', async () => {
    expect(await renamed(`${BAND}tempo 96 bpm 4 4 ]\n`, 'tick')).toContain('follows tick')
  })
})

describe('a name from a file that is not there', () => {
  it('is not offered to be renamed, but what it is called here is', async () => {
    editor = await openEditor()
    const text = 'import { tick as bright } from "./gone.sil"\n'
    const uri = editor.open('trio.sil', text)
    const prepared = async (character: number) =>
      editor.ask('textDocument/prepareRename', {
        textDocument: { uri },
        position: { line: 0, character },
      })
    await expect(prepared(10)).rejects.toThrow(/could not be read/)
    expect(await prepared(18)).toMatchObject({ placeholder: 'bright' })
  })
})

describe('the names that an editor writes together', () => {
  it('go on with letters of any language', async () => {
    editor = await openEditor()
    const { text, position } = withCursor(BAND)
    const uri = editor.open('trio.sil', text)
    const linked = await editor.ask('textDocument/linkedEditingRange', { textDocument: { uri }, position })
    const { wordPattern } = linked as { readonly wordPattern: string }
    expect('schläger').toMatch(new RegExp(`^(?:${wordPattern})$`))
    expect('a b').not.toMatch(new RegExp(`^(?:${wordPattern})$`))
  })
})

describe('what has no other name', () => {
  it.each([
    ['tem│po 96 bpm\n', '`tempo` is a word of the language: it has no other name.'],
    ['zones z { sn│ap 20 ms }\n', '`snap` is a word of the language: it has no other name.'],
    ['zones z { snap 20 │ms }\n', 'There is no name here that I know.'],
    ['let x = nobo│dy\n', 'There is no name here that I know.'],
    [
      'import { a│ } from "./nowhere.sil"\nlet b = a\n',
      'Where this name comes from could not be read, so I cannot rename it there.',
    ],
  ])('says why before anybody has thought of one: %s', async (marked, why) => {
    editor = await openEditor()
    const { text, position } = withCursor(marked)
    const uri = editor.open('a.sil', text)
    await expect(
      editor.ask('textDocument/prepareRename', { textDocument: { uri }, position }),
    ).rejects.toThrow(why)
  })
})
