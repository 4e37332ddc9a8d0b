/** The page and each of its panels, by day and by night, for people who do not see it, or not well. */

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../harness/accessible.ts'
import { browserMissing } from '../harness/browser.ts'
import { slowly } from '../harness/slow.ts'
import { launchBrowser, withStudio } from '../harness/studio.ts'
import { bars, play } from './talk.ts'

/** By the keys that open them. */
const PANELS = {
  'Alt+KeyG': 'Pieces',
  'Alt+KeyT': 'Set',
  'Alt+KeyB': 'Timbres',
  'Alt+KeyM': 'Pedals',
  'Alt+KeyI': 'Input',
  'Alt+KeyH': 'What has sounded',
  'Alt+KeyJ': 'Your sessions',
  'Alt+Shift+KeyL': 'Share',
  'Alt+Shift+KeyX': 'Export',
  'Shift+Slash': 'Keys',
} as const

describe.skipIf(browserMissing !== undefined)('no barrier', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const ownTheme = async (page: Page, dark: boolean): Promise<void> => {
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
    await expect.poll(() => page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`)).toBe(dark)
  }

  async function desk(dark: boolean): Promise<readonly string[]> {
    const found: string[] = []
    await withStudio(browser, { viewport: { width: 1500, height: 900 } }, async ({ page }) => {
      await ownTheme(page, dark)
      await page.waitForSelector('.monaco-editor .view-line')
      await play(page)
      await bars(page, 1)
      found.push(...(await barriers(page)))
      for (const [key, title] of Object.entries(PANELS)) {
        await page.locator('#tap').focus()
        await page.keyboard.press(key)
        const panel = page.locator('dialog[open]')
        await panel.filter({ hasText: title }).waitFor()
        found.push(...(await barriers(page)).map((one) => `${title}: ${one}`))
        await page.keyboard.press('Escape')
        await panel.waitFor({ state: 'detached' })
      }
      await page.keyboard.press('Alt+KeyS')
      await page.waitForSelector('html.is-stage')
      found.push(...(await barriers(page)).map((one) => `stage: ${one}`))
    })
    return found
  }

  // Fifteen seconds each; colours are counted for both in views-theme.test.ts.
  slowly('is on the page while it plays, on its stage, or in a panel', async () => {
    expect(await desk(false)).toEqual([])
  })

  slowly('is there by night', async () => {
    expect(await desk(true)).toEqual([])
  })

  test('is on a phone', async () => {
    await withStudio(browser, { viewport: { width: 390, height: 844 }, touch: true }, async ({ page }) => {
      await play(page)
      await bars(page, 1)
      expect(await barriers(page)).toEqual([])
    })
  })
})
