/**
 * `node scripts/studio-pictures.ts`: photographs the studio into docs/images/, with somebody who taps along about as
 * people do: early by habit, scattered by some milliseconds.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readAssets } from '../studio/server/assets.ts'
import { startStudio } from '../studio/server/server.ts'
import { launch } from '../test/harness/browser.ts'
import { ensureBuilt } from './build/ensure.ts'
import { TAP_ALONG } from './tap-along.ts'

const top = join(import.meta.dirname, '..')
const folder = join(top, 'docs', 'images')

interface Picture {
  readonly name: string
  readonly theme: 'dark' | 'light'
  readonly width: number
  readonly height: number
  readonly phone?: boolean
  /** Line of the text to show first. */
  readonly line?: number
  /** What is pressed before the picture is taken. */
  readonly press?: string
}

const PICTURES: readonly Picture[] = [
  { name: 'studio-dark', theme: 'dark', width: 1440, height: 900, line: 26 },
  { name: 'studio-light', theme: 'light', width: 1440, height: 900, line: 26 },
  { name: 'studio-stage', theme: 'dark', width: 1440, height: 900, line: 33, press: '[data-action=stage]' },
  { name: 'studio-phone', theme: 'dark', width: 390, height: 844, phone: true },
]

/** Seconds of music before the picture. */
const LISTENS = 16

await ensureBuilt(top, { parts: ['bundles', 'sounds', 'studio'] })
mkdirSync(folder, { recursive: true })
const assets = readAssets(join(top, 'dist', 'studio'))
const server = await startStudio({ assets, file: null, port: 0 })
const browser = await launch()
try {
  for (const picture of PICTURES) {
    const { name, theme, width, height, phone = false } = picture
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
      deviceScaleFactor: phone ? 2 : 1,
      hasTouch: phone,
    })
    const page = await context.newPage()
    await page.addInitScript(TAP_ALONG)
    await page.goto(server.url)
    await page.waitForSelector('html[data-ready]')
    await play(page, picture)
    await page.screenshot({ path: join(folder, `${name}.png`) })
    await context.close()
    console.log(`docs/images/${name}.png`)
  }
} finally {
  await browser.close()
  await server.close()
}

async function play(page: Page, { line = 1, press, phone = false }: Picture): Promise<void> {
  if (!phone) {
    await page.click('.monaco-editor .view-lines')
    await page.keyboard.press('Control+Home')
    // The line to show comes into sight from below, and is then at the top.
    for (let i = 1; i < line + 27; i++) await page.keyboard.press('ArrowDown')
  }
  await page.click('button.play')
  if (press !== undefined) await page.click(press)
  await page.waitForTimeout(LISTENS * 1000)
}
