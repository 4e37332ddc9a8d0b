/**
 * `node scripts/vscode/pictures.ts`: photographs the extension in a real VS Code into vscode-extension/images/. VS Code is there after
 * `npm run test:vscode`.
 */

import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openVscode, type Vscode } from '../../test/vscode/web/vscode.ts'
import { TAP_ALONG } from '../tap-along.ts'

const top = join(import.meta.dirname, '..', '..')
const folder = join(top, 'vscode-extension', 'images')
const piece = (name: string): string => readFileSync(join(top, 'examples', 'pocket-trio', name), 'utf8')

const DARK = {
  'workbench.colorTheme': 'Default Dark Modern',
  'editor.fontSize': 14,
  'editor.fontFamily': "'DejaVu Sans Mono', monospace",
}
/** Each a forgotten unit or a slip of the hand. */
const MISTAKE = piece('pocket-trio.sil').replace('limit  200 ms', 'limit  200')
/** Seconds of music before the picture. */
const LISTENS = 14

mkdirSync(folder, { recursive: true })
const vscode = await openVscode({
  files: {
    'pocket-trio.sil': piece('pocket-trio.sil'),
    'timbres.sil': piece('timbres.sil'),
    'mistake.sil': MISTAKE,
  },
  settings: DARK,
  init: TAP_ALONG,
  viewport: { width: 1280, height: 800 },
})
try {
  await vscode.open('pocket-trio.sil')
  await vscode.inHost(`await vscode.commands.executeCommand('workbench.action.toggleSidebarVisibility')`)
  await vscode.page.waitForTimeout(3000)
  await at('timbre woody', 9)
  await vscode.command('Show or Focus Hover')
  await vscode.page.waitForTimeout(1500)
  await picture(vscode, 'editor')
  await vscode.page.keyboard.press('Escape')

  await vscode.open('mistake.sil')
  await vscode.page.waitForSelector('.squiggly-error')
  await at('limit  200', 8)
  await vscode.page.keyboard.press('Control+.')
  await vscode.page.waitForSelector('.action-widget')
  await vscode.page.waitForTimeout(500)
  await picture(vscode, 'quick-fix')
  await vscode.page.keyboard.press('Escape')

  await vscode.open('pocket-trio.sil')
  await vscode.command('Silencio: Play')
  const player = await vscode.playerFrame()
  await player.click('.play')
  await vscode.page.waitForTimeout(LISTENS * 1000)
  await picture(vscode, 'player')
} finally {
  await vscode.close()
}

/** Puts the cursor so many letters into a text that stands in the file. */
async function at(text: string, letters: number): Promise<void> {
  await vscode.inHost(`
    const editor = vscode.window.activeTextEditor
    const at = editor.document.positionAt(editor.document.getText().indexOf('${text}') + ${letters})
    editor.selection = new vscode.Selection(at, at)
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup')
  `)
}

async function picture({ page }: Vscode, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`vscode-extension/images/${name}.png`)
}
