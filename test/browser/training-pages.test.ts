import { expect, it } from 'vitest'
import { judgedPage } from '../../training/report/judged-page.ts'
import { barriers } from '../harness/accessible.ts'
import { browserMissing, launch } from '../harness/browser.ts'
import { judged } from '../training/judged.ts'
import { PAGES } from '../training/pages.ts'

const CELLS = '[aria-label="Estimates with intervals"] td.n'

it.skipIf(browserMissing)(
  'shows estimates on a phone with all their digits: half of an interval is another one',
  async () => {
    const html = judgedPage({
      title: 'Duo',
      source: 'duo.sil',
      candidate: 'duo.slots.json',
      judged: judged(),
      units: 'judging',
      judgement: null,
      command: 'sil evaluate',
    })
    const browser = await launch()
    try {
      const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
      await page.setContent(html)
      const cut = await page.$$eval(CELLS, (cells) => {
        return cells
          .filter((cell) => {
            const ofText = cell.ownerDocument.createRange()
            ofText.selectNodeContents(cell)
            const edge = cell.closest('.scroll')?.getBoundingClientRect().right ?? 0
            return ofText.getBoundingClientRect().right > edge
          })
          .map((cell) => cell.textContent)
      })
      expect(await page.locator(CELLS).count()).toBe(5)
      expect(cut).toEqual([])
    } finally {
      await browser.close()
    }
  },
  60_000,
)

it.skipIf(browserMissing)(
  'has no barrier for who does not see it well',
  async () => {
    const browser = await launch()
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
      const found: string[] = []
      for (const [name, html] of PAGES) {
        await page.setContent(html)
        found.push(...(await barriers(page)).map((one) => `${name}: ${one}`))
      }
      expect(found).toEqual([])
    } finally {
      await browser.close()
    }
  },
  60_000,
)
