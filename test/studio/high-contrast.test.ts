/** The studio in the colours of the player's system, as high contrast on Windows sets them: what only a colour says is still said. */

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserMissing } from '../harness/browser.ts'
import { launchBrowser, withStudio } from '../harness/studio.ts'
import { bars, memoryFile, play } from './talk.ts'

describe.skipIf(browserMissing !== undefined)('in forced colours', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const inForcedColours = (use: (page: Page) => Promise<void>): Promise<void> =>
    withStudio(browser, { file: memoryFile() }, async ({ page }) => {
      await page.emulateMedia({ forcedColors: 'active' })
      await page.reload()
      await page.waitForSelector('html[data-ready]')
      await use(page)
    })
  /** The background that an element, or what stands after it, has. */
  const ground = (page: Page, selector: string, pseudo = ''): Promise<unknown> =>
    page.evaluate(
      `getComputedStyle(document.querySelector(${JSON.stringify(selector)}), ${JSON.stringify(pseudo)}).backgroundColor`,
    )

  test('the dial and the score are drawn in more than one colour', async () => {
    await inForcedColours(async (page) => {
      await play(page)
      await bars(page, 2)
      for (const view of ['dial', 'score']) {
        const colours = await page.evaluate(`(() => {
          const canvas = document.querySelector('#${view} canvas')
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
          const counts = new Map()
          for (let i = 0; i < data.length; i += 4) {
            const colour = data.slice(i, i + 4).join()
            counts.set(colour, (counts.get(colour) ?? 0) + 1)
          }
          return [...counts.values()].filter((count) => count > 30).length
        })()`)
        expect(colours, view).toBeGreaterThan(8)
      }
    })
  })

  test('what is chosen, pressed or on differs from what is not', async () => {
    await inForcedColours(async (page) => {
      expect(await ground(page, '#swap-bar + label')).not.toBe(await ground(page, '#swap-beat + label'))
      expect(await ground(page, 'button.play')).not.toBe(await ground(page, 'button.panic'))
      await play(page)
      await page.waitForSelector('.meter-mute')
      const off = await ground(page, '.meter-mute')
      await page.click('.meter-mute')
      await expect.poll(() => ground(page, '.meter-mute')).not.toBe(off)
      await page.click('[data-action=stage]')
      expect(await ground(page, '[data-action=stage]')).not.toBe(await ground(page, '[data-action=lock]'))
      await page.click('[data-action=stage]')
      await page.keyboard.press('Alt+KeyI')
      await page.waitForSelector('.switch')
      expect(await ground(page, '.switch', '::after')).not.toBe(await ground(page, '.switch'))
    })
  })
})
