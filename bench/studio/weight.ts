/** What the studio's page weighs on the wire, as a host that compresses would send it. */

import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import type { Row } from '../report.ts'

/** Samples come later, and only for those who have a piano that asks for them. */
const SAMPLES = /\.(?:pcm|samples|bin)$/

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
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  const [heaviest] = [...sizes].sort((a, b) => b.bytes - a.bytes)
  if (heaviest === undefined) throw new Error('the page fetched nothing')
  return [
    {
      what: `the page, gzipped (${sizes.length} files)`,
      ours: { value: total / 1e6, unit: 'MB' },
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
  ]
}
