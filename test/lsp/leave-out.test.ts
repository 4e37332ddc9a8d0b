import { afterEach, describe, expect, it } from 'vitest'
import type { CodeAction, Diagnostic } from 'vscode-languageserver'
import { applied } from './applied.ts'
import { type Editor, openEditor, uriOf, withCursor } from './client.ts'

let editor: Editor
afterEach(() => editor.close())

const CLICK = 'metronome click { beat |X x x x| }\n'
const UNHEARD = 'drummer kit {\n  timbre "warm drum"\n  kick |x...| timbre "dark drum"\n}\n'

async function asked(marked: string, only?: string, files: Readonly<Record<string, string>> = {}) {
  editor = await openEditor(files)
  const { text, position } = withCursor(marked)
  const uri = editor.open('a.sil', text)
  const range = { start: position, end: position }
  const context = { diagnostics: [], ...(only === undefined ? {} : { only: [only] }) }
  const actions = (await editor.ask('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context,
  })) as CodeAction[]
  const after = async (title: string): Promise<string> => {
    const action = actions.find((one) => one.title === title)
    if (action === undefined) throw new Error(`there is only: ${actions.map((one) => one.title).join(', ')}`)
    return applied(text, action.edit?.changes?.[uriOf('a.sil')] ?? [])
  }
  return { titles: actions.map(({ title }) => title), after }
}

async function without(marked: string, title: string): Promise<string> {
  return (await asked(marked)).after(title)
}

describe('what nothing uses', () => {
  it.each([
    ['a let, on a line of its own', `let sh│y = 5 ms\n${CLICK}`, 'Leave out `shy`', CLICK],
    [
      'one empty line stays between what is left',
      `tempo 96 bpm\n\nlet sh│y = 5 ms\n\n${CLICK}`,
      'Leave out `shy`',
      `tempo 96 bpm\n\n${CLICK}`,
    ],
    [
      'its documentation goes along',
      `/// How close.\n/// In time.\nlet sh│y = 5 ms\n${CLICK}`,
      'Leave out `shy`',
      CLICK,
    ],
    [
      'a comment beside it stays, and comes to belong to nothing else',
      `// how close\nlet sh│y = 5 ms // rarely\n${CLICK}`,
      'Leave out `shy`',
      `// how close\n// rarely\n${CLICK}`,
    ],
    [
      'a comment above it stays apart from what comes behind',
      `// how close\nlet sh│y = 5 ms\n\n${CLICK}`,
      'Leave out `shy`',
      `// how close\n\n${CLICK}`,
    ],
    [
      'zones go as a whole, and what is written in them',
      `${CLICK}\nzones poc│ket {\n  snap 20 ms // close\n  follow 100 ms\n  limit 200 ms\n}\n`,
      'Leave out `pocket`, with the comments in it',
      CLICK,
    ],
    [
      'neighbours on the line stay',
      `player { zones z }  zones po│ck { limit 50 ms }  zones z { snap 5 ms }\n${CLICK}`,
      'Leave out `pock`',
      `player { zones z }  zones z { snap 5 ms }\n${CLICK}`,
    ],
    [
      'the mark of the byte order stays',
      `\uFEFFtimbre wo│ody = "warm click"\n${CLICK}`,
      'Leave out `woody`',
      `\uFEFF${CLICK}`,
    ],
    ['lines end as they did', `let sh│y = 5 ms\r\n\r\n${CLICK}`, 'Leave out `shy`', CLICK],
    [
      'several at once',
      `let sh│y = 5 ms\ntimbre woody = "warm click"\n${CLICK}let late = 3\n`,
      'Leave out all 3 that nothing uses',
      CLICK,
    ],
    [
      'several at once, and of the empty lines around them one stays',
      `tempo 96 bpm\n\nlet sh│y = 5 ms\ntimbre woody = "warm click"\n\nlet late = 3\n\n${CLICK}`,
      'Leave out all 3 that nothing uses',
      `tempo 96 bpm\n\n${CLICK}`,
    ],
    [
      'several at the end, and the empty line before them goes along',
      `${CLICK}\nlet sh│y = 5 ms\n\n/// Dry.\ntimbre woody = "warm click"\n`,
      'Leave out all 2 that nothing uses',
      CLICK,
    ],
    [
      'several at the beginning',
      `let sh│y = 5 ms\nlet late = 3\n\n${CLICK}`,
      'Leave out all 2 that nothing uses',
      CLICK,
    ],
  ])('can be left out: %s', async (_, marked, title, text) => {
    expect(await without(marked, title)).toBe(text)
  })

  it('is no longer told of afterwards', async () => {
    const { after } = await asked(`let sh│y = 5 ms\n${CLICK}`)
    const text = await after('Leave out `shy`')
    editor.close()
    editor = await openEditor()
    const uri = editor.open('a.sil', text)
    const report = await editor.ask('textDocument/diagnostic', { textDocument: { uri } })
    expect((report as { items: Diagnostic[] }).items).toEqual([])
  })

  it('stays while everything is mended at once: a name may be there to be used tomorrow', async () => {
    expect((await asked(`let sh│y = 5 ms\n${CLICK}`, 'source.fixAll')).titles).toEqual([])
  })

  it('stays where another file has it from here', async () => {
    const marked = `let sh│y = 5 ms\n${CLICK}`
    expect((await asked(marked)).titles).toContain('Leave out `shy`')
    editor.close()
    const files = { 'b.sil': 'import { shy } from "./a.sil"\nzones z { snap shy }\n' }
    const { titles } = await asked(marked, undefined, files)
    expect(titles.filter((title) => title.startsWith('Leave out'))).toEqual([])
  })

  it('is not what something uses', async () => {
    const { titles } = await asked(`let sh│y = 5 ms\nzones z { snap shy }\nplayer { zones z }\n${CLICK}`)
    expect(titles.filter((title) => title.startsWith('Leave out'))).toEqual([])
  })
})

describe('what nobody hears', () => {
  it('is a section that is never played', async () => {
    const piece = (more: string) => `${CLICK}\nsection head { bars 4 }\n${more}form head\n`
    expect(await without(piece('section ta│il {\n  bars 2\n}\n'), 'Leave out `tail`')).toBe(piece(''))
  })

  it('is a timbre that others cover', async () => {
    const marked = UNHEARD.replace('timbre "warm', 'tim│bre "warm')
    expect(await without(marked, 'Leave out `timbre "warm drum"`')).toBe(
      'drummer kit {\n  kick |x...| timbre "dark drum"\n}\n',
    )
  })

  it('is an action with nothing to act on', async () => {
    const rule = (actions: string) => `${CLICK}rule r when player.silent for 2 bars { ${actions} }\n`
    expect(await without(rule('unm│ute click  level click to -9 dB'), 'Leave out `unmute click`')).toBe(
      rule('level click to -9 dB'),
    )
  })

  it('is a timbre of a voice whose every beat has another', async () => {
    const kit = (more: string) => `drummer kit {\n  kick |X...|${more}  timbre "dark drum" on 1, 2, 3, 4\n}\n`
    expect(await without(kit('  tim│bre "warm drum"'), 'Leave out `timbre "warm drum"`')).toBe(kit(''))
  })
})
