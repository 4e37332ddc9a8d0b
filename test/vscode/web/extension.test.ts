/** The packaged extension in a real VS Code for the web: what is seen, what is said, what is changed. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '../../../compiler/compile.ts'
import { behaviourHash, slotSchemaHash } from '../../../compiler/emit/behaviour.ts'
import { RUNTIME_VERSION } from '../../../runtime/version.ts'
import { browserMissing } from '../../harness/browser.ts'
import { vscodeMissing } from './installed.ts'
import { openVscode, type Vscode } from './vscode.ts'

const ZONES = `/// How the band answers.
zones easy {
  snap   20 ms
  follow 100 ms
}
`
const FIRST = `import { easy } from "./zones.sil"

// A band of one.
tempo 96 bpm

player {
  zones easy
}

metronome click {
  beat |X x x x|
}
`
const SECOND = FIRST.replace('96', '120')
const WRONG = `tempo 96

metronome click {
  beat |X x x x|
}
`

const TESTED = `${SECOND}
scenario "steady" {
  player steady
  expect tempo within 2% of 120 bpm
}

scenario "too slow" {
  player steady
  expect tempo within 2% of 90 bpm
}
`
const LEARNED = `tempo 96 bpm

zones pocket {
  snap   learn 20 ms in 5 ms..60 ms
  follow 100 ms
  limit  200 ms
}

player { zones pocket }

metronome click {
  beat |X x x x|
}
`

/** A slots file for a piece, as the trainer writes it. */
function trained(text: string, slots: Readonly<Record<string, number>>): string {
  const { ir } = check({ path: 'learned.sil', text, host: { read: () => ({ kind: 'missing' }) } })
  if (ir === null) throw new Error('the piece has errors')
  return JSON.stringify({
    version: 1,
    policy: behaviourHash(ir, RUNTIME_VERSION, null),
    slot_schema: slotSchemaHash(ir.slots),
    transform: 'z/1',
    slots,
    sigma: null,
    choice_probs: null,
    networks: null,
    trained: null,
  })
}

describe.skipIf(browserMissing ?? vscodeMissing)('the extension in a real VS Code for the web', () => {
  let vscode: Vscode
  beforeAll(async () => {
    vscode = await openVscode({
      files: {
        'first.sil': FIRST,
        'second.sil': SECOND,
        'zones.sil': ZONES,
        'wrong.sil': WRONG,
        'tested.sil': TESTED,
        'learned.sil': LEARNED,
      },
      // As folders are that lie in a browser: a search of one never ends.
      searchable: false,
    })
  }, 90_000)
  afterAll(async () => {
    await vscode?.close()
  })

  const textOf = (path: string): Promise<string> =>
    vscode.inHost(`return (await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, '${path}'))).getText()`)
  const codes = (): Promise<readonly string[]> =>
    vscode.inHost(
      'return vscode.languages.getDiagnostics(vscode.window.activeTextEditor.document.uri).map(({ code }) => String(code.value ?? code))',
    )
  /** Puts the cursor into the first of a word. */
  const into = (word: string): Promise<void> =>
    vscode.inHost(`
      const editor = vscode.window.activeTextEditor
      const at = editor.document.positionAt(editor.document.getText().indexOf('${word}') + 1)
      editor.selection = new vscode.Selection(at, at)
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup')
    `)
  /** Writes another text over a file, as a hand would: it is not saved. */
  const write = (path: string, from: string, to: string): Promise<void> =>
    vscode.inHost(`
      const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, '${path}')
      const document = await vscode.workspace.openTextDocument(uri)
      const at = document.getText().indexOf('${from}')
      const edit = new vscode.WorkspaceEdit()
      edit.replace(uri, new vscode.Range(document.positionAt(at), document.positionAt(at + ${from.length})), '${to}')
      if (at < 0 || !(await vscode.workspace.applyEdit(edit))) throw new Error('not written')
    `)
  const manifestSlots = (): Promise<unknown> =>
    vscode.inHost(`
      const { uri } = vscode.window.activeTextEditor.document
      if (uri.scheme !== 'silencio') return null
      return JSON.parse((await vscode.workspace.openTextDocument(uri)).getText()).slots.map(({ name }) => name)
    `)
  const hovers = (word: string): Promise<string> =>
    vscode.inHost(`
      const { document } = vscode.window.activeTextEditor
      const at = document.positionAt(document.getText().lastIndexOf('${word}') + 1)
      const found = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at)
      return found.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\\n')
    `)

  it('colours words by what they are', async () => {
    await vscode.open('first.sil')
    const colours = (): Promise<Readonly<Record<string, string>>> =>
      vscode.page.evaluate(`Object.fromEntries(
        [...document.querySelectorAll('.view-line span[class^=mtk]')]
          .map((span) => [span.textContent.replaceAll('\\u00a0', ' ').trim(), getComputedStyle(span).color]))`)
    const kinds = async (): Promise<number> => {
      const all = await colours()
      const some = ['import', 'tempo', 'metronome', '96 bpm', 'easy', 'X', '// A band of one.'].map(
        (word) => all[word],
      )
      return some.includes(undefined) ? 0 : new Set(some).size
    }
    // Words of the language are of two kinds.
    await expect.poll(kinds, { timeout: 10_000 }).toBeGreaterThanOrEqual(6)
  })

  it('says what an imported name stands for', async () => {
    await vscode.open('first.sil')
    await expect.poll(() => hovers('easy'), { timeout: 20_000 }).toContain('How the band answers.')
    expect(await hovers('easy')).toContain('From `zones.sil`')
  })

  it('shows it below the pointer', async () => {
    await vscode.open('first.sil')
    await into('easy }')
    await vscode.command('Show or Focus Hover')
    const shown = vscode.page.locator('.monaco-hover:visible')
    await expect
      .poll(() => shown.first().textContent(), { timeout: 10_000 })
      .toContain('How the band answers.')
    await vscode.page.keyboard.press('Escape')
  })

  it('writes beats beside milliseconds', async () => {
    await vscode.open('zones.sil')
    const hints = (): Promise<number> =>
      vscode.inHost(`
        const { document } = vscode.window.activeTextEditor
        const all = new vscode.Range(0, 0, document.lineCount, 0)
        return (await vscode.commands.executeCommand('vscode.executeInlayHintProvider', document.uri, all)).length
      `)
    await expect.poll(hints, { timeout: 10_000 }).toBeGreaterThan(0)
  })

  it('offers what may stand here', async () => {
    await vscode.open('second.sil')
    await vscode.page.keyboard.press('Control+End')
    await vscode.page.keyboard.type('dru')
    await vscode.page.keyboard.press('Control+Space')
    const rows = vscode.page.locator('.suggest-widget.visible .monaco-list-row')
    await expect
      .poll(() => rows.allTextContents(), { timeout: 10_000 })
      .toContainEqual(expect.stringContaining('drummer'))
    const blocks = (await rows.allTextContents()).filter((row) => row.startsWith('drummer'))
    expect(blocks).toHaveLength(1)
    await vscode.page.keyboard.press('Enter')
    expect(await textOf('second.sil')).toContain('drummer')
    await vscode.page.keyboard.press('Escape')
    await vscode.inHost(`await vscode.commands.executeCommand('workbench.action.files.revert')`)
    await expect.poll(() => textOf('second.sil')).toBe(SECOND)
  })

  it('marks a mistake, and mends it', async () => {
    await vscode.open('wrong.sil')
    await expect.poll(codes, { timeout: 10_000 }).toEqual(['SIL0301'])
    await expect.poll(() => vscode.page.locator('.squiggly-error:visible').count()).toBe(1)
    await into('96')
    await vscode.page.keyboard.press('Control+.')
    const first = vscode.page.locator('.action-widget .monaco-list-row.focused')
    await expect.poll(() => first.innerText(), { timeout: 5000 }).toContain('Write 96 bpm')
    await vscode.page.keyboard.press('Enter')
    await expect.poll(() => textOf('wrong.sil')).toBe(WRONG.replace('96', '96 bpm'))
    await expect.poll(codes).toEqual([])
    await expect.poll(() => vscode.page.locator('.squiggly-error:visible').count()).toBe(0)
  })

  it('plays scenarios as tests, and says at the line what was found', async () => {
    await vscode.open('tested.sil')
    const rows = (): Promise<readonly (string | null)[]> =>
      vscode.page
        .locator('.test-explorer .monaco-list-row')
        .evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')))
    await vscode.inHost(`await vscode.commands.executeCommand('workbench.view.testing.focus')`)
    await expect.poll(async () => (await rows()).join(), { timeout: 20_000 }).toContain('tested.sil')
    await vscode.inHost(`await vscode.commands.executeCommand('testing.runAll')`)
    const tests = async (): Promise<string> => (await rows()).join()
    await expect.poll(tests, { timeout: 20_000 }).toMatch(/steady \(Passed\).*too slow \(Failed\)/)
    const lines = vscode.page.locator('.view-line').filter({ hasText: 'of 90 bpm' })
    const line = async (): Promise<string> => (await lines.innerText()).replace(/\s/g, ' ')
    await expect.poll(line, { timeout: 10_000 }).toContain('found: 120.0 bpm at the end')

    // As it stands in the editor, and not in the file.
    await write('tested.sil', 'of 90 bpm', 'of 120 bpm')
    await vscode.inHost(`await vscode.commands.executeCommand('testing.runAll')`)
    await expect.poll(tests, { timeout: 20_000 }).toMatch(/steady \(Passed\).*too slow \(Passed\)/)
    await write('tested.sil', '120 bpm', '120')
    await vscode.inHost(`await vscode.commands.executeCommand('testing.runAll')`)
    await expect.poll(tests, { timeout: 20_000 }).toMatch(/steady \(Errored\).*too slow \(Errored\)/)
    await vscode.inHost(`await vscode.commands.executeCommand('workbench.action.closePanel')`)
    await vscode.inHost(`await vscode.commands.executeCommand('workbench.action.files.revert')`)
  })

  it('says what a piece costs, and whether it was trained', async () => {
    await vscode.open('learned.sil')
    const item = vscode.page.locator('.statusbar-item').filter({ hasText: '/bar' })
    await expect
      .poll(() => item.innerText(), { timeout: 10_000 })
      .toContain('4 events/bar · 1 slot, not trained')

    await item.click()
    const choices = vscode.page.locator('.quick-input-list .monaco-list-row')
    await choices.filter({ hasText: 'pocket.snap' }).click()
    const selected = (): Promise<string> =>
      vscode.inHost(
        'const { document, selection } = vscode.window.activeTextEditor; return document.getText(selection)',
      )
    await expect.poll(selected).toBe('learn 20 ms in 5 ms..60 ms')

    await item.click()
    await choices.filter({ hasText: 'manifest' }).click()
    await expect.poll(manifestSlots, { timeout: 10_000 }).toEqual(['pocket.snap'])

    await vscode.inHost(`await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'learned.slots.json'),
      new TextEncoder().encode(${JSON.stringify(trained(LEARNED, { 'pocket.snap': 14.2 }))}))`)
    await vscode.open('learned.sil')
    await expect.poll(() => item.innerText(), { timeout: 10_000 }).toContain('1 slot, trained')
    await write('learned.sil', '96 bpm', '96')
    const errors = vscode.page.locator('.statusbar-item').filter({ hasText: /1 error$/ })
    await expect.poll(() => errors.count(), { timeout: 10_000 }).toBe(1)
    await vscode.inHost(`await vscode.commands.executeCommand('workbench.action.files.revert')`)
  })

  it('renames in every file that imports a name', async () => {
    await vscode.open('first.sil')
    await into('easy }')
    await vscode.page.keyboard.press('F2')
    await vscode.page.locator('.rename-box input:visible').fill('relaxed')
    await vscode.page.keyboard.press('Enter')
    for (const [path, before] of [
      ['first.sil', FIRST],
      ['second.sil', SECOND],
      ['zones.sil', ZONES],
    ] as const)
      await expect.poll(() => textOf(path), { timeout: 10_000 }).toBe(before.replaceAll('easy', 'relaxed'))
  })
})
