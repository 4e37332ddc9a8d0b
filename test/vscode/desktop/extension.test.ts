/** The packaged extension where VS Code runs extensions in Node, as on a desktop: the server's own process, files on the disk. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserMissing } from '../../harness/browser.ts'
import { link } from '../../harness/links.ts'
import { heardIn, playerFrame, runCommand } from '../workbench.ts'
import { type CodeServer, codeServerMissing, openCodeServer } from './code-server.ts'

const ZONES = 'zones easy {\n  snap   20 ms\n  follow 100 ms\n}\n'
const PIECE = `import { easy } from "./zones.sil"

tempo 120 bpm

player {
  zones easy
}

metronome click {
  beat |X x x x|
}
`

describe.skipIf(browserMissing ?? codeServerMissing)('the extension in a VS Code that runs Node', () => {
  let vscode: CodeServer
  let frame: Frame
  beforeAll(async () => {
    vscode = await openCodeServer({
      'inside/piece.sil': PIECE,
      'inside/zones.sil': ZONES,
      'inside/wrong.sil': 'tempo 96\n',
    })
  }, 120_000)
  afterAll(async () => {
    await vscode?.close()
  })

  const open = (path: string): Promise<void> =>
    vscode.inHost(
      `await vscode.window.showTextDocument(vscode.Uri.file(${JSON.stringify(join(vscode.folder, path))}))`,
    )
  const read = (selector: string): Promise<string> => frame.locator(selector).innerText()

  it('runs in Node', async () => {
    await open('inside/wrong.sil')
    const found = `vscode.extensions.getExtension('silencio.silencio')`
    await expect.poll(() => vscode.inHost(`return ${found}?.isActive`), { timeout: 20_000 }).toBe(true)
    expect(await vscode.inHost('return process.versions.node')).toMatch(/^\d+\./)
  })

  it('marks a mistake', async () => {
    const codes = (): Promise<readonly string[]> =>
      vscode.inHost(
        'return vscode.languages.getDiagnostics(vscode.window.activeTextEditor.document.uri).map(({ code }) => String(code.value ?? code))',
      )
    await expect.poll(codes, { timeout: 20_000 }).toContain('SIL0301')
    await expect.poll(() => vscode.page.locator('.squiggly-error:visible').count()).toBeGreaterThan(0)
  })

  it('plays, with an import from the disk', async () => {
    await open('inside/piece.sil')
    await runCommand(vscode.page, 'Silencio: Play')
    frame = await playerFrame(vscode.page)
    await frame.click('.play')
    await expect.poll(async () => (await heardIn(frame)).peak, { timeout: 15_000 }).toBeGreaterThan(0.05)
    expect((await heardIn(frame)).state).toBe('running')
    await expect.poll(() => read('#readout'), { timeout: 10_000 }).toMatch(/120\.0/)
  })

  it('takes up what another program writes', async () => {
    writeFileSync(join(vscode.folder, 'inside', 'zones.sil'), ZONES.replace('20 ms', '20'))
    await expect.poll(() => read('#swap-note'), { timeout: 15_000 }).toContain('zones.sil')
    writeFileSync(join(vscode.folder, 'inside', 'zones.sil'), ZONES)
    await expect.poll(() => read('#swap-note'), { timeout: 15_000 }).not.toContain('zones.sil')
  })

  it('follows no link out of the folder', async () => {
    writeFileSync(join(vscode.folder, '..', 'away.sil'), ZONES)
    link(join(vscode.folder, '..', 'away.sil'), join(vscode.folder, 'inside', 'link.sil'))
    writeFileSync(join(vscode.folder, 'inside', 'linked.sil'), PIECE.replace('./zones.sil', './link.sil'))
    await open('inside/linked.sil')
    await runCommand(vscode.page, 'Silencio: Play')
    await expect.poll(() => read('#swap-note'), { timeout: 15_000 }).toContain('link that leaves')
  })
})
