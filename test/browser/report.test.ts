/** The report in a real browser: on a phone nobody can scroll to what a drawing lets stick out. */

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportInput } from '../../runtime/host/report/input.ts'
import { renderReport } from '../../runtime/host/report/report.ts'
import { barriers } from '../harness/accessible.ts'
import { browserMissing, launch } from '../harness/browser.ts'
import { simulatedSession } from '../runtime/report/simulated-session.ts'

let browser: Browser | undefined
beforeAll(async () => {
  if (browserMissing === undefined) browser = await launch()
})
afterAll(async () => await browser?.close())

const session = simulatedSession({ minutes: 3 })
const SESSIONS: readonly (readonly [string, ReportInput])[] = [
  ['three minutes', session],
  [
    'sections of long names',
    {
      ...session,
      sections: session.sections.map((section, i) => ({
        ...section,
        name: `a very long name of a section that has number ${i}`,
      })),
    },
  ],
  ['an hour', simulatedSession({ minutes: 60, jitter: 60 })],
]

async function onPage<T>(input: ReportInput, width: number, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser?.newContext({
    viewport: { width, height: 812 },
    ...(width < 500 ? { hasTouch: true, isMobile: true } : {}),
  })
  if (context === undefined) throw new Error('no browser')
  try {
    const page = await context.newPage()
    await page.setContent(renderReport(input))
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    return await use(page)
  } finally {
    await context.close()
  }
}

/** Texts that reach beyond their drawing, or beyond the page where they do not scroll; and how wide the page is. */
const outside = (page: Page): Promise<{ readonly texts: readonly string[]; readonly width: number }> =>
  page.evaluate(`(() => {
    const scrolls = (element) =>
      element !== null &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const texts = []
    // A flag is a mark that stands over its column, however narrow that is.
    for (const text of document.querySelectorAll('svg text:not(.flag), p, li, figcaption, h1, h2, h3')) {
      const box = text.getBoundingClientRect()
      if (box.width === 0 || getComputedStyle(text).visibility === 'hidden' || scrolls(text)) continue
      const frame = text.closest('svg.field, svg.axis, svg.disc')?.getBoundingClientRect()
      // A pixel for rounding and for what stands over a letter's edge.
      const [left, right] = [frame?.left ?? 0, Math.min(frame?.right ?? innerWidth, innerWidth)]
      if (box.left < left - 1 || box.right > right + 1)
        texts.push(text.textContent + ': ' + box.left + ' to ' + box.right + ' in ' + left + ' to ' + right)
    }
    return { texts, width: document.documentElement.scrollWidth }
  })()`)

const CHARTS = ['taps', 'histogram', 'tempo', 'bars'] as const

/** What stands under a chart. */
const under = (page: Page, chart: string): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll('[aria-labelledby="${chart}-title"] :is(.hint, .readout)')]
    .filter((one) => one.getBoundingClientRect().width > 0 && getComputedStyle(one).visibility === 'visible')
    .map((one) => one.textContent)`)

const heightOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollHeight')

describe.skipIf(browserMissing)('a report', () => {
  it.each(SESSIONS)('of %s keeps its texts on a phone, also where it is touched', async (_, input) => {
    await onPage(input, 375, async (page) => {
      expect(await outside(page)).toEqual({ texts: [], width: 375 })
      for (const chart of CHARTS) {
        const [title] = await under(page, chart)
        const field = page.locator(`[aria-labelledby="${chart}-title"] svg.field`).first()
        await field.scrollIntoViewIfNeeded()
        const box = await field.boundingBox()
        for (const share of [0.03, 0.5, 0.97]) {
          if (box === null) throw new Error('not drawn')
          const before = await heightOf(page)
          await page.touchscreen.tap(box.x + share * box.width, box.y + 0.5 * box.height)
          const said = await under(page, chart)
          // A column of the histogram may be empty.
          if (chart !== 'histogram' || share === 0.5) expect(said).not.toEqual([title])
          expect(said).toHaveLength(1)
          expect(await outside(page)).toEqual({ texts: [], width: 375 })
          // What is read while a finger moves on must not jump.
          expect(await heightOf(page)).toBe(before)
        }
      }
    })
  })

  it.each([768, 1280])('keeps them on %i px, and under the pointer', async (width) => {
    await onPage(session, width, async (page) => {
      expect(await outside(page)).toEqual({ texts: [], width })
      for (const chart of CHARTS) {
        const [title] = await under(page, chart)
        const field = page.locator(`[aria-labelledby="${chart}-title"] svg.field`).first()
        await field.scrollIntoViewIfNeeded()
        const box = await field.boundingBox()
        if (box === null) throw new Error('not drawn')
        await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height)
        const said = await under(page, chart)
        expect(said).toHaveLength(1)
        expect(said).not.toEqual([title])
        expect(await outside(page)).toEqual({ texts: [], width })
        await page.mouse.move(1, 1)
        expect(await under(page, chart)).toEqual([title])
      }
    })
  })

  it.each(['light', 'dark'] as const)(
    'has no barrier for who does not see it well, in its %s colours',
    async (colorScheme) => {
      await onPage(session, 1280, async (page) => {
        await page.emulateMedia({ colorScheme })
        expect(await barriers(page)).toEqual([])
      })
    },
  )
})
