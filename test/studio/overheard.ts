/** What page and band say to each other, as the tests of the page ask for it. */

import type { Page } from 'playwright-core'
import type { BandReport } from '../../studio/protocol.ts'
import type { StudioFile } from '../../studio/server/document.ts'

/** A file that is never written. */
export const fixedFile = (text: string): StudioFile => ({
  shown: 'set.sil',
  path: 'set.sil',
  read: () => text,
  write: () => {},
  readBeside: () => ({ kind: 'missing' }),
})

/** Everything that was said so far, of one kind. */
export async function heard<K extends BandReport['kind']>(
  page: Page,
  kind: K,
): Promise<(BandReport & { kind: K })[]> {
  return page.evaluate(`globalThis.heard.filter((one) => one.kind === ${JSON.stringify(kind)})`)
}

/** Asks from outside: inside, the page's own rules forbid what a waiting test would do. */
export async function until(page: Page, condition: string, what: string, seconds = 10): Promise<void> {
  for (const end = Date.now() + 1000 * seconds; Date.now() < end; ) {
    if ((await page.evaluate(condition)) === true) return
    await page.waitForTimeout(25)
  }
  throw new Error(`waited in vain until ${what}`)
}

export const play = (page: Page): Promise<void> => page.click('button.play')

export const bars = (page: Page, n: number): Promise<void> =>
  until(
    page,
    `globalThis.heard.some((one) => one.kind === 'view' && one.view.beat?.measure >= ${n})`,
    `bar ${n}`,
    20,
  )

/** Ends the session, and gives its log. */
export async function stopped(page: Page) {
  await page.keyboard.press('Control+Period')
  await until(page, `globalThis.heard.some((one) => one.kind === 'ended')`, 'it has ended')
  const log = (await heard(page, 'ended')).at(-1)?.log
  if (log === undefined) throw new Error('no log')
  return log
}
