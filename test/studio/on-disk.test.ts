/** The file that the studio was opened with, written by another program: your own editor beside the page. */

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StudioFile } from '../../studio/server/document.ts'
import { browserMissing } from '../harness/browser.ts'
import { slowly } from '../harness/slow.ts'
import { HARDLY_SEEN, launchBrowser, type StudioPage, withStudio } from '../harness/studio.ts'
import { bars, checkedWith, heard, memoryFile, PIECE, play, text, until, write } from './talk.ts'

const THEIRS = PIECE.replace('|X x x x|', '|X . . .|')

describe.skipIf(browserMissing !== undefined)('a file that another program writes', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const open = (file: StudioFile, then: (page: StudioPage) => Promise<void>): Promise<void> =>
    withStudio(browser, { ...HARDLY_SEEN, file }, async (opened) => {
      await opened.page.waitForSelector('.monaco-editor')
      await then(opened)
    })
  const status = (page: Page): Promise<string | null> => page.textContent('#status')
  const state = (page: Page): Promise<string | null> => page.textContent('#piece-state')
  const shows = (page: Page, piece: string): Promise<void> =>
    expect.poll(() => text(page)).toContain(/\|X[^|]*\|/.exec(piece)?.[0])
  const loaded = async (page: Page): Promise<number> => (await heard(page, 'loaded')).length

  test('is taken over like an edit, and back with undo; a save is of the page’s own', async () => {
    const file = memoryFile()
    await open(file, async ({ page, complaints }) => {
      await play(page)
      await bars(page, 1)
      const before = await loaded(page)
      file.write(THEIRS)
      await shows(page, THEIRS)
      expect(await state(page)).toBe('')
      expect(await status(page)).toContain('set.sil is as another program has saved it')
      await expect.poll(() => loaded(page)).toBe(before + 1)
      await page.click('.monaco-editor .view-lines')
      await page.keyboard.press('Control+KeyZ')
      await shows(page, PIECE)
      expect(await state(page)).toBe('not saved')
      await page.keyboard.press('Control+KeyS')
      await expect.poll(() => status(page)).toContain('is saved')
      expect(file.now()).toBe(PIECE)
      // What the page has saved itself is no news.
      await page.waitForTimeout(1500)
      expect(await status(page)).toContain('is saved')
      expect(complaints).toEqual([])
    })
  })

  test('leaves what is not saved here as it is, and says so once', async () => {
    const file = memoryFile()
    await open(file, async ({ page }) => {
      await write(page, '// mine\n')
      file.write(THEIRS)
      await expect.poll(() => status(page)).toContain('Another program has changed set.sil')
      expect(await text(page)).toContain('// mine')
      await page.keyboard.press('Control+KeyS')
      await expect.poll(() => status(page)).toContain('Save again')
      expect(file.now()).toBe(THEIRS)
      await page.keyboard.press('Control+KeyS')
      await expect.poll(() => status(page)).toContain('is saved')
      expect(file.now()).toBe(`${PIECE}// mine\n`)
    })
  })

  test('is saved where both have written the same', async () => {
    const file = memoryFile()
    await open(file, async ({ page }) => {
      await write(page, '// the same\n')
      expect(await state(page)).toBe('not saved')
      file.write(`${PIECE}// the same\n`)
      await expect.poll(() => state(page)).toBe('')
    })
  })

  const windows = (lines: string): string => lines.replaceAll('\n', '\r\n')
  const others: readonly (readonly [what: string, before: string, theirs: string])[] = [
    ['other ends of lines', PIECE, windows(THEIRS)],
    ['ends of lines as on Unix again', windows(PIECE), THEIRS],
    ['ends of lines of both kinds', PIECE.replace('\n', '\r\n'), THEIRS.replace('\n', '\r\n')],
    ['a mark before its text', `\ufeff${PIECE}`, `\ufeff${THEIRS}`],
  ]
  // Each of them takes a page; one is enough for every day.
  for (const [i, [what, before, theirs]] of others.entries())
    (i === 0 ? test : slowly)(`is as it was saved with ${what}, and taken over again`, async () => {
      const file = memoryFile(before)
      await open(file, async ({ page }) => {
        expect(await state(page)).toBe('')
        file.write(theirs)
        await shows(page, THEIRS)
        await expect.poll(() => state(page)).toBe('')
        file.write(before)
        await shows(page, PIECE)
        expect(await state(page)).toBe('')
      })
    })

  test('is waited for while it is empty, as between the two steps of an editor that writes it', async () => {
    const file = memoryFile()
    await open(file, async ({ page }) => {
      file.write('')
      await page.waitForTimeout(1200)
      expect(await text(page)).toContain('|X x x x|')
      file.write(THEIRS)
      await shows(page, THEIRS)
      expect(await state(page)).toBe('')
    })
  })

  test('keeps the ends of lines that another program gave it', async () => {
    const file = memoryFile()
    await open(file, async ({ page }) => {
      file.write(windows(THEIRS))
      await shows(page, THEIRS)
      await write(page, '// mine\n')
      await page.keyboard.press('Control+KeyS')
      await expect.poll(() => status(page)).toContain('is saved')
      expect(file.now()).toBe(windows(`${THEIRS}// mine\n`))
    })
  })

  test('is waited for while it is gone, and is left alone where another piece is open or the text is locked', async () => {
    let now: string | null = PIECE
    const file: StudioFile = {
      ...memoryFile(),
      read() {
        if (now === null) throw new Error('it is gone')
        return now
      },
    }
    await open(file, async ({ page }) => {
      now = null
      await page.waitForTimeout(1200)
      now = THEIRS
      await shows(page, THEIRS)
      await page.keyboard.press('Alt+KeyL')
      await expect.poll(() => status(page)).toContain('locked')
      now = PIECE
      await page.waitForTimeout(1200)
      expect(await text(page)).toContain('|X . . .|')
      await page.keyboard.press('Alt+KeyL')
      await shows(page, PIECE)
      await page.click('#open-gallery')
      await page
        .locator('dialog')
        .getByRole('button', { name: /Balkan/ })
        .first()
        .click()
      await expect.poll(() => text(page)).toContain('7/8')
      now = THEIRS
      await page.waitForTimeout(1200)
      expect(await text(page)).toContain('7/8')
      await page.click('#open-gallery')
      await page.locator('dialog').getByRole('button', { name: 'set.sil' }).first().click()
      await shows(page, THEIRS)
    })
  })

  test('may be what the piece imports', async () => {
    let library = 'timbre tick = "warm woody click"\n'
    const file: StudioFile = {
      ...memoryFile(
        `import { tick } from "./timbres.sil"\n${PIECE.replace('click {', 'click { timbre tick')}`,
      ),
      readBeside: (path) => (path === 'timbres.sil' ? { kind: 'text', text: library } : { kind: 'missing' }),
    }
    await open(file, async ({ page }) => {
      await checkedWith(page, false)
      await play(page)
      await bars(page, 1)
      const before = await loaded(page)
      library = 'timbre tock = "warm woody click"\n'
      await checkedWith(page, true)
      expect(await loaded(page)).toBe(before)
      library = 'timbre tick = "bright metal bell"\n'
      await checkedWith(page, false)
      await expect.poll(() => loaded(page)).toBe(before + 1)
    })
  })

  test('may import what there is not yet, and waits for it while the text is locked', async () => {
    let library: string | null = null
    const file: StudioFile = {
      ...memoryFile(
        `import { tick } from "./timbres.sil"\n${PIECE.replace('click {', 'click { timbre tick')}`,
      ),
      readBeside: (path) =>
        path === 'timbres.sil' && library !== null ? { kind: 'text', text: library } : { kind: 'missing' },
    }
    await open(file, async ({ page }) => {
      await checkedWith(page, true)
      library = 'timbre tick = "warm woody click"\n'
      await checkedWith(page, false)
      await page.keyboard.press('Alt+KeyL')
      await expect.poll(() => status(page)).toContain('locked')
      library = null
      await page.waitForTimeout(1500)
      await checkedWith(page, false)
      await page.keyboard.press('Alt+KeyL')
      await checkedWith(page, true)
    })
  })

  /** The server goes, and comes again with a file. */
  const startedAnew = async (
    { url, stopServer }: StudioPage,
    file: StudioFile,
    then: () => Promise<void>,
  ): Promise<void> => {
    await stopServer()
    const { readAssets } = await import('../../studio/server/assets.ts')
    const { startStudio } = await import('../../studio/server/server.ts')
    const { studioFolder } = await import('../harness/studio.ts')
    const again = await startStudio({
      assets: readAssets(studioFolder),
      file,
      port: Number(new URL(url).port),
    })
    try {
      await then()
    } finally {
      await again.close()
    }
  }
  const told = (page: Page, what: string): Promise<void> =>
    until(page, `document.querySelector('#status').textContent.includes('${what}')`, `it says: ${what}`)

  test('is saved to after its server was started anew', async () => {
    const file = memoryFile()
    await open(file, async (opened) => {
      const { page } = opened
      await startedAnew(opened, file, async () => {
        await write(page, '// mine\n')
        await page.keyboard.press('Control+KeyS')
        await told(page, 'is saved')
        expect(file.now()).toBe(`${PIECE}// mine\n`)
      })
    })
  })

  test('is not saved over another one that the server has open now', async () => {
    const other = { ...memoryFile(), shown: 'other.sil', path: 'other.sil' }
    await open(memoryFile(), async (opened) => {
      const { page } = opened
      await startedAnew(opened, other, async () => {
        for (const line of ['// mine\n', '// still mine\n']) {
          await write(page, line)
          await page.keyboard.press('Control+KeyS')
          await told(page, 'Not saved: the studio’s server has other.sil open now')
        }
        expect(other.now()).toBe(PIECE)
        expect(await state(page)).toBe('not saved')
      })
    })
  })
})
