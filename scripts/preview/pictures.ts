/** The preview's pages in real Chromium, photographed. */

import { join } from 'node:path'
import { type PageFiles, withPage } from '../../test/harness/browser.ts'

interface Picture {
  readonly name: string
  readonly query: string
  readonly width: number
  readonly height: number
}

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

const PICTURES: readonly Picture[] = [
  ...['quiet', 'mid', 'rushing', 'coasting'].flatMap((at) =>
    ['dark', 'light'].map((theme) => ({
      name: `perform-${at}-${theme}`,
      query: `page=perform&at=${at}&theme=${theme}`,
      ...DESK,
    })),
  ),
  { name: 'stage-mid-dark', query: 'page=stage&at=mid&theme=dark', width: 1920, height: 1080 },
  { name: 'stage-rushing-light', query: 'page=stage&at=rushing&theme=light', width: 1920, height: 1080 },
  { name: 'perform-limit-dark', query: 'page=perform&at=limit&theme=dark', ...DESK },
  { name: 'perform-waiting-dark', query: 'page=perform&at=quiet&state=waiting&theme=dark', ...DESK },
  { name: 'perform-paused-light', query: 'page=perform&at=mid&state=paused&theme=light', ...DESK },
  { name: 'phone-mid-dark', query: 'page=perform&at=mid&theme=dark', ...PHONE },
  { name: 'phone-rushing-light', query: 'page=perform&at=rushing&theme=light', ...PHONE },
  ...['dark', 'light'].flatMap((theme) => [
    { name: `practice-${theme}`, query: `page=practice&at=80&theme=${theme}`, ...DESK },
    { name: `gallery-${theme}`, query: `page=gallery&at=0&theme=${theme}`, ...DESK },
  ]),
  { name: 'practice-phone-light', query: 'page=practice&at=80&theme=light', ...PHONE },
  { name: 'gallery-phone-dark', query: 'page=gallery&at=0&theme=dark', ...PHONE },
]

export async function takePictures(
  files: PageFiles,
  folder: string,
  options: { readonly serve: boolean; readonly only: string },
): Promise<void> {
  await withPage({ files }, async (page) => {
    if (options.serve) {
      console.log(`${page.url()}?page=perform  (Ctrl-C ends)`)
      await new Promise(() => {})
    }
    const origin = new URL(page.url()).origin
    for (const { name, query, width, height } of PICTURES) {
      if (!name.includes(options.only)) continue
      await page.setViewportSize({ width, height })
      await page.goto(`${origin}/?${query}`)
      await page.waitForSelector('html[data-ready]')
      // Two frames: the first draws what was told last.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
      const path = join(folder, `${name}.png`)
      await page.screenshot({ path, fullPage: true })
      console.log(path)
    }
  })
}
