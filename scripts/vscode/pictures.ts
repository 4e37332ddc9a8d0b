/**
 * `node scripts/vscode/pictures.ts`: photographs the extension in a real VS Code into vscode-extension/images/. VS Code is there after
 * `npm run test:vscode`.
 */

import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame } from 'playwright-core'
import { openVscode, type Vscode } from '../../test/vscode/web/vscode.ts'

const top = join(import.meta.dirname, '..', '..')
const folder = join(top, 'vscode-extension', 'images')
const piece = (name: string): string => readFileSync(join(top, 'examples', 'pocket-trio', name), 'utf8')

const DARK = { 'workbench.colorTheme': 'Default Dark Modern', 'editor.fontSize': 15 }
/** Each a forgotten unit or a slip of the hand. */
const MISTAKE = piece('pocket-trio.sil').replace('limit  200 ms', 'limit  200')
/** Seconds of music before the picture. */
const LISTENS = 9

mkdirSync(folder, { recursive: true })
const vscode = await openVscode({
  files: {
    'pocket-trio.sil': piece('pocket-trio.sil'),
    'timbres.sil': piece('timbres.sil'),
    'mistake.sil': MISTAKE,
  },
  settings: DARK,
  viewport: { width: 1280, height: 800 },
})
try {
  await vscode.open('pocket-trio.sil')
  await vscode.inHost(`await vscode.commands.executeCommand('workbench.action.toggleSidebarVisibility')`)
  await vscode.page.waitForTimeout(3000)
  await picture(vscode, 'editor')

  await vscode.open('mistake.sil')
  await vscode.page.waitForSelector('.squiggly-error')
  await vscode.inHost(`
    const editor = vscode.window.activeTextEditor
    const at = editor.document.positionAt(editor.document.getText().indexOf('limit  200') + 8)
    editor.selection = new vscode.Selection(at, at)
  `)
  await vscode.page.click('.squiggly-error', { force: true })
  await vscode.page.keyboard.press('Control+.')
  await vscode.page.waitForSelector('.action-widget')
  await vscode.page.waitForTimeout(500)
  await picture(vscode, 'quick-fix')
  await vscode.page.keyboard.press('Escape')

  await vscode.open('pocket-trio.sil')
  await vscode.command('Silencio: Play')
  const player = await vscode.playerFrame()
  await player.click('.play')
  await tapAlong(player, LISTENS)
  await picture(vscode, 'player')
} finally {
  await vscode.close()
}

async function picture({ page }: Vscode, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`vscode-extension/images/${name}.png`)
}

/** About as people do: with the beat that is shown, early by habit. */
async function tapAlong(player: Frame, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1000
  // A beat at 96 bpm.
  const beat = 625
  const started = performance.now()
  for (let n = 1; performance.now() < until; n++) {
    const early = [18, -8, 30, 12][n % 4] ?? 0
    await player.waitForTimeout(Math.max(0, started + n * beat - early - performance.now()))
    await player.evaluate(
      `document.getElementById('tap').dispatchEvent(new PointerEvent('pointerdown', { button: 0, bubbles: true }))`,
    )
  }
}
