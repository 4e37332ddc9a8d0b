/** What was written and not saved, played and not ended, in a page that is loaded anew: a mistaken key, a tab that crashed. */

import type { Browser, Dialog, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionLog } from '../../runtime/session/log.ts'
import { linkOf } from '../../studio/page/share.ts'
import { readAssets } from '../../studio/server/assets.ts'
import type { StudioFile } from '../../studio/server/document.ts'
import { type StudioServer, startStudio } from '../../studio/server/server.ts'
import { browserMissing } from '../harness/browser.ts'
import { HARDLY_SEEN, launchBrowser, studioFolder, withStudio } from '../harness/studio.ts'
import { checkedWith, memoryFile, PIECE, play, stopped, text, until } from './talk.ts'

const WRITTEN = '// an hour of work'

describe.skipIf(browserMissing !== undefined)('a text that was not saved', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const written = async (page: Page): Promise<void> => {
    await page.click('.monaco-editor .view-lines')
    await page.keyboard.press('Control+Home')
    await page.keyboard.insertText(`${WRITTEN}\n`)
    await expect.poll(() => text(page)).toContain(WRITTEN)
  }
  const again = async (page: Page): Promise<void> => {
    const accept = (dialog: Dialog): void => void dialog.accept()
    page.on('dialog', accept)
    await page.reload()
    page.off('dialog', accept)
    await page.waitForSelector('html[data-ready]')
    await checkedWith(page, false)
  }
  const state = (page: Page): Promise<string | null> => page.textContent('#piece-state')

  test('is back where the piece has no file, and is said to be; its piece opens as it was', async () => {
    await withStudio(browser, HARDLY_SEEN, async ({ page, complaints }) => {
      await page.waitForSelector('.monaco-editor')
      await page.click('#open-gallery')
      await page.getByRole('button', { name: /^Follow,/ }).click()
      await expect.poll(() => page.textContent('#piece-name')).toBe('follow.sil')
      await written(page)
      await again(page)
      expect(await page.textContent('#piece-name')).toBe('follow.sil')
      expect(await page.textContent('#status')).toContain('as you left it')
      expect(await text(page)).toContain(WRITTEN)
      await play(page)
      await until(page, `globalThis.heard.some((one) => one.kind === 'notes')`, 'it plays')
      await page.click('#open-gallery')
      await page.getByRole('button', { name: /^Follow,/ }).click()
      await expect.poll(() => text(page)).not.toContain(WRITTEN)
      // What was opened as it is has nothing to bring back.
      await again(page)
      expect(await page.textContent('#status')).toContain('Press play')
      expect(complaints).toEqual([])
    })
  })

  test('that another version has left in another form is passed over', async () => {
    await withStudio(browser, HARDLY_SEEN, async ({ page, complaints }) => {
      await page.evaluate(
        `sessionStorage.setItem('silencio.drafts', '{"now":{"text":7,"hash":""},"loose":3}')`,
      )
      await again(page)
      expect(await page.textContent('#status')).toContain('Press play')
      expect(complaints).toEqual([])
    })
  })

  test('is back in its file, not saved; what is saved is not brought back over the file', async () => {
    const file = memoryFile()
    await withStudio(browser, { ...HARDLY_SEEN, file }, async ({ page }) => {
      await written(page)
      await again(page)
      expect(await text(page)).toContain(WRITTEN)
      expect(await state(page)).toBe('not saved')
      expect(file.now()).toBe(PIECE)
      await page.keyboard.press('Control+S')
      await expect.poll(() => page.textContent('#status')).toContain('is saved')
      expect(file.now()).toContain(WRITTEN)
      file.write(PIECE)
      await again(page)
      expect(await text(page)).not.toContain(WRITTEN)
      expect(await state(page)).toBe('')
    })
  })

  test('of a file that was changed meanwhile is not written over the change unasked', async () => {
    const file = memoryFile()
    await withStudio(browser, { ...HARDLY_SEEN, file }, async ({ page }) => {
      await written(page)
      const theirs = `${PIECE}// theirs\n`
      file.write(theirs)
      await again(page)
      expect(await text(page)).toContain(WRITTEN)
      await page.keyboard.press('Control+S')
      await expect.poll(() => page.textContent('#status')).toContain('Another program has changed the file')
      expect(file.now()).toBe(theirs)
    })
  })

  /** The studio on the port where another one was. */
  const studioAt = (url: string, file: StudioFile): Promise<StudioServer> =>
    startStudio({ assets: readAssets(studioFolder), file, port: Number(new URL(url).port) })

  test('is back when the server is, whoever had the page without it meanwhile', async () => {
    const file = memoryFile()
    await withStudio(browser, { ...HARDLY_SEEN, file, kept: true }, async ({ page, url, stopServer }) => {
      await until(
        page,
        `caches.open('silencio-1').then((store) => store.match('/editor.js')).then(Boolean)`,
        'the page is kept',
      )
      await written(page)
      await stopServer()
      await again(page)
      expect(await text(page)).toContain(WRITTEN)
      const server = await studioAt(url, file)
      try {
        await again(page)
        expect(await text(page)).toContain(WRITTEN)
        expect(await state(page)).toBe('not saved')
      } finally {
        await server.close()
      }
    })
  })

  test('waits where the studio is opened with another file, until it is opened with its own again', async () => {
    const file = memoryFile()
    const other = { ...memoryFile(`${PIECE}// the other\n`), path: 'other.sil', shown: 'other.sil' }
    await withStudio(browser, { ...HARDLY_SEEN, file }, async ({ page, url, stopServer }) => {
      await written(page)
      await stopServer()
      let server = await studioAt(url, other)
      try {
        await again(page)
        expect(await text(page)).toContain('// the other')
        expect(await state(page)).toBe('')
        await again(page)
        await server.close()
        server = await studioAt(url, file)
        await again(page)
        expect(await text(page)).toContain(WRITTEN)
        await page.keyboard.press('Control+S')
        await expect.poll(() => page.textContent('#status')).toContain('is saved')
        await again(page)
        expect(await state(page)).toBe('')
      } finally {
        await server.close()
      }
    })
  })

  test('of a piece without a file is among Pieces where the studio is opened with one', async () => {
    await withStudio(browser, HARDLY_SEEN, async ({ page, url, stopServer }) => {
      await page.waitForSelector('.monaco-editor')
      await written(page)
      await stopServer()
      const server = await studioAt(url, memoryFile())
      try {
        await again(page)
        await again(page)
        expect(await text(page)).not.toContain(WRITTEN)
        await page.click('#open-gallery')
        await page.getByRole('button', { name: /as you left it, not saved/ }).click()
        await expect.poll(() => text(page)).toContain(WRITTEN)
      } finally {
        await server.close()
      }
    })
  })

  test('is of its link, and of its tab', async () => {
    const [one, other] = await Promise.all([linkOf(`${PIECE}// one\n`), linkOf(`${PIECE}// other\n`)])
    await withStudio(browser, { ...HARDLY_SEEN, fragment: one ?? '' }, async ({ page, url }) => {
      await written(page)
      await again(page)
      expect(await text(page)).toContain(WRITTEN)
      const beside = await page.context().newPage()
      await beside.goto(url + one)
      await beside.waitForSelector('html[data-ready]')
      expect(await text(beside)).not.toContain(WRITTEN)
      // Another link in its place: it is kept, and said to be, and is of its link again when it is back.
      await page.bringToFront()
      await page.evaluate(`location.hash = ${JSON.stringify(other)}`)
      await expect.poll(() => text(page)).toContain('// other')
      await expect
        .poll(() => page.textContent('#status'))
        .toContain('from a link is not saved: Pieces has it')
      // Also when the page was loaded anew meanwhile.
      await again(page)
      await page.click('#open-gallery')
      await page.getByRole('button', { name: /as you left it, not saved/ }).click()
      await expect.poll(() => text(page)).toContain(WRITTEN)
      expect(await page.evaluate('location.hash')).toBe(one)
      await page.goto('about:blank')
      await page.goto(url + other)
      await page.waitForSelector('html[data-ready]')
      expect(await text(page)).toContain('// other')
      expect(await text(page)).not.toContain(WRITTEN)
    })
  })

  test('leaves the session that was played, once, as one that was cut off', async () => {
    await withStudio(browser, { ...HARDLY_SEEN, file: memoryFile() }, async ({ page }) => {
      const kept = (): Promise<{ log: SessionLog }[]> =>
        page.evaluate(`(async () => {
          // To open one that is not there would make one that is empty.
          if (!(await indexedDB.databases()).some(({ name }) => name === 'silencio')) return []
          const answer = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result) })
          const store = await answer(indexedDB.open('silencio'))
          const all = await answer(store.transaction('sessions').objectStore('sessions').getAll())
          store.close()
          return all
        })()`)
      const tapped = async (count: number): Promise<void> => {
        await play(page)
        for (let i = 0; i < 4; i++) {
          await page.keyboard.press('F9')
          await page.waitForTimeout(150)
        }
        // A checkpoint comes every two seconds.
        await expect.poll(kept).toHaveLength(count)
      }
      await tapped(1)
      await again(page)
      expect((await kept()).map(({ log }) => log.end_reason)).toEqual(['killed'])
      await tapped(2)
      await stopped(page)
      await expect
        .poll(async () => (await kept()).map(({ log }) => log.end_reason))
        .toEqual(['killed', 'stopped'])
      await page.keyboard.press('Alt+KeyJ')
      // What was cut off is looked back at like any other.
      await expect.poll(() => page.locator('.sessions .choice').count()).toBe(2)
    })
  })
})
