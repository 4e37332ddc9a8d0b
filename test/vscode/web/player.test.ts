/** The player's pane in a real VS Code for the web: it sounds, it takes taps, and it takes up what is typed. */

import type { Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserMissing } from '../../harness/browser.ts'
import { type Heard, heardIn } from '../workbench.ts'
import { vscodeMissing } from './installed.ts'
import { openVscode, type Vscode } from './vscode.ts'

const PIECE = `import { easy } from "./zones.sil"

tempo 120 bpm

player {
  zones easy
}

metronome click {
  beat |X x x x|
}
`
const ZONES = `zones easy {
  snap   20 ms
  follow 100 ms
}
`
/** A piece whose import leaves the folder. */
const OUTSIDE = PIECE.replace('./zones.sil', '../secret.sil')

describe.skipIf(browserMissing ?? vscodeMissing)('the player in a real VS Code for the web', () => {
  let vscode: Vscode
  let frame: Frame
  beforeAll(async () => {
    vscode = await openVscode({ files: { 'piece.sil': PIECE, 'zones.sil': ZONES, 'outside.sil': OUTSIDE } })
    await vscode.open('piece.sil')
    await vscode.page.locator('.editor-actions').getByRole('button', { name: 'Play', exact: true }).click()
    frame = await vscode.playerFrame()
  }, 90_000)
  afterAll(async () => {
    await vscode?.close()
  })

  const heard = (): Promise<Heard> => heardIn(frame)
  const read = (selector: string): Promise<string> => frame.locator(selector).innerText()
  /** Writes another text over the piece, as a hand would: the file is not saved. */
  const write = (path: string, from: string, to: string): Promise<void> =>
    vscode.inHost(`
      const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, '${path}')
      const document = await vscode.workspace.openTextDocument(uri)
      const at = document.getText().indexOf('${from}')
      const edit = new vscode.WorkspaceEdit()
      edit.replace(uri, new vscode.Range(document.positionAt(at), document.positionAt(at + ${from.length})), '${to}')
      if (at < 0 || !(await vscode.workspace.applyEdit(edit))) throw new Error('not written')
    `)

  it('is silent until somebody presses Play, and then sounds', async () => {
    expect((await heard()).peak).toBe(0)
    await frame.click('.play')
    await expect.poll(heard, { timeout: 15_000 }).toMatchObject({ state: 'running' })
    const before = await heard()
    await expect.poll(async () => (await heard()).peak, { timeout: 10_000 }).toBeGreaterThan(0.05)
    expect((await heard()).time).toBeGreaterThan(before.time)
    await expect.poll(() => read('#readout'), { timeout: 10_000 }).toMatch(/120\.0/)
  })

  it('lights the cells that sound, in the text', async () => {
    // Decorations of extensions have classes with a number at their end; only ours colours the text's ground.
    const lit = (): Promise<readonly string[]> =>
      vscode.page.evaluate<
        readonly string[]
      >(`[...document.querySelectorAll('.view-lines span, .view-overlays .cdr')]
        .filter((one) => getComputedStyle(one).backgroundColor.startsWith('rgba(163, 70, 31'))
        .map((one) => one.textContent)`)
    await expect.poll(async () => (await lit()).length, { timeout: 10_000, interval: 20 }).toBeGreaterThan(0)
    await expect.poll(async () => (await lit()).length, { timeout: 10_000, interval: 20 }).toBe(0)
  })

  it('takes taps by the space bar and on the pad', async () => {
    // The tempo that the band makes out in them stands below `you`.
    const player = (): Promise<string> => frame.locator('#readout').innerText()
    for (let tap = 0; tap < 6; tap++) {
      if (tap % 2 === 0) await vscode.page.keyboard.press('Space')
      else await frame.click('#tap')
      await vscode.page.waitForTimeout(500 - 60)
    }
    await expect.poll(player, { timeout: 5000 }).toMatch(/you\s+\d/)
  })

  it('takes up what is typed, and plays on', async () => {
    await write('piece.sil', '120 bpm', '132 bpm')
    await expect.poll(() => read('#readout'), { timeout: 15_000 }).toMatch(/132\.0/)
    expect(await read('.play')).toBe('Stop')
  })

  it('plays the last good text while the new one is wrong, and says where', async () => {
    await write('piece.sil', '132 bpm', '132')
    await expect
      .poll(() => read('#swap-note'), { timeout: 10_000 })
      .toContain('line 3: the last good version plays on')
    await expect.poll(async () => (await heard()).peak, { timeout: 5000 }).toBeGreaterThan(0.05)
    await write('piece.sil', '132', '126 bpm')
    await expect.poll(() => read('#readout'), { timeout: 15_000 }).toMatch(/126\.0/)
  })

  it('takes up what is typed in an imported file', async () => {
    await write('zones.sil', 'snap   20 ms', 'snap   20')
    await expect.poll(() => read('#swap-note'), { timeout: 10_000 }).toContain('zones.sil')
    await write('zones.sil', 'snap   20', 'snap   25 ms')
    await expect.poll(() => read('#swap-note'), { timeout: 10_000 }).not.toContain('zones.sil')
  })

  it('takes up what is saved alone, where that is wanted', async () => {
    const takes = (what: string): Promise<void> =>
      vscode.inHost(`
        await vscode.workspace.getConfiguration('silencio').update('player.takes', '${what}', vscode.ConfigurationTarget.Global)
      `)
    await takes('saving')
    await write('piece.sil', '126 bpm', '116 bpm')
    // Longer than a bar, and the rest of the hands before it.
    await vscode.page.waitForTimeout(3500)
    expect(await read('#readout')).toMatch(/126\.0/)
    await vscode.inHost(
      "await vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('piece.sil')).save()",
    )
    await expect.poll(() => read('#readout'), { timeout: 15_000 }).toMatch(/116\.0/)
    await takes('typing')
  })

  it('reads nothing outside of the folder', async () => {
    await vscode.open('outside.sil')
    await vscode.command('Silencio: Play')
    await expect.poll(() => read('#swap-note'), { timeout: 10_000 }).toMatch(/line 1.*secret/)
    await expect.poll(() => read('.play')).toBe('Stop')
  })

  it('stops', async () => {
    await frame.click('.play')
    await expect.poll(() => read('.play')).toBe('Play')
    await expect.poll(async () => (await heard()).peak, { timeout: 5000 }).toBeLessThan(0.001)
  })

  it('opens another piece from the words above its text', async () => {
    await vscode.open('piece.sil')
    await vscode.page.locator('.codelens-decoration:visible').getByText('▶ Play').first().click()
    const tabs = vscode.page.locator('.tab .label-name')
    await expect.poll(() => tabs.allInnerTexts(), { timeout: 10_000 }).toContain('Silencio: piece.sil')
    await expect.poll(() => read('#swap-note'), { timeout: 10_000 }).toBe('')
  })

  // What a worker is refused nobody hears but those who wait for the sound, above.
  it('is refused nothing in its page', () => {
    expect(
      vscode.complaints.filter((text) => text.includes('CSP') || text.includes('Content Security')),
    ).toEqual([])
  })

  it('explains a problem on a page', async () => {
    await vscode.inHost(`await vscode.commands.executeCommand('silencio.explain', 'SIL0301')`)
    const explains = async (): Promise<boolean> => {
      const pages = vscode.page.frames().map((frame) =>
        frame
          .getByText('Every quantity has a unit.')
          .count()
          .catch(() => 0),
      )
      return (await Promise.all(pages)).some((count) => count > 0)
    }
    await expect.poll(explains, { timeout: 15_000 }).toBe(true)
  })
})
