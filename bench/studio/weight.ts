/** What the studio's page weighs on the wire, as a host that compresses would send it. */

import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import type { Row } from '../report.ts'

/** Samples come later, and only for those who have a piano that asks for them. */
const SAMPLES = /^\/sounds\//
/** Numbers beside the page, as recordings are, but loaded with the first piece: told by themselves. */
const SPACE = /^\/timbre\//

/**
 * Everything that the page asked for until it played and had been still for a while, editor and all.
 *
 * @param bodyOf what the server answers a path with; null for what is no file of the page
 */
export async function pageWeight(
  browser: Browser,
  url: string,
  bodyOf: (path: string) => Uint8Array | null,
): Promise<readonly Row[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const asked = new Set<string>()
  // Threads ask, too, and modules that threads import.
  context.on('request', (request) => asked.add(new URL(request.url()).pathname))
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForSelector('html[data-ready]', { timeout: 20_000 })
  await page.click('button.play')
  await page.waitForLoadState('networkidle')
  await context.close()
  const sizes = [...asked].flatMap((path) => {
    const body = SAMPLES.test(path) ? null : bodyOf(path)
    return body === null ? [] : [{ path, bytes: gzipSync(body, { level: 9 }).length }]
  })
  const own = sizes.filter(({ path }) => !SPACE.test(path))
  const sum = (of: typeof sizes): number => of.reduce((all, { bytes }) => all + bytes, 0)
  const [heaviest] = [...own].sort((a, b) => b.bytes - a.bytes)
  if (heaviest === undefined) throw new Error('the page fetched nothing')
  return [
    {
      what: `the page, gzipped (${own.length} files)`,
      ours: { value: sum(own) / 1e6, unit: 'MB' },
      peer: null,
      ratio: null,
      bar: { relation: 'at most', value: 2, unit: 'MB' },
    },
    {
      what: `  heaviest: ${heaviest.path}`,
      ours: { value: heaviest.bytes / 1e6, unit: 'MB' },
      peer: null,
      ratio: null,
      bar: null,
    },
    {
      what: 'with the timbre space that comes with the first piece',
      ours: { value: sum(sizes) / 1e6, unit: 'MB' },
      peer: null,
      ratio: null,
      bar: { relation: 'at most', value: 2, unit: 'MB' },
    },
  ]
}
