/**
 * `npm run soak`: the studio plays for ten minutes in a headless Chromium while somebody taps, types and turns a slider.
 * Beside it, in the same page, a second audio thread computes silence. Fails where the band's thread overran more blocks than
 * the silent one, where the heap grew steadily, or where a beat was lost.
 *
 *   --minutes N   (default 10)
 */

import { parseArgs } from 'node:util'
import type { CDPSession, Page } from 'playwright-core'
import { BOARD } from '../runtime/audio/board.ts'
import { ensureBuilt } from '../scripts/build/ensure.ts'
import { readAssets } from '../studio/server/assets.ts'
import { startStudio } from '../studio/server/server.ts'
import { browserMissing, launch } from '../test/harness/browser.ts'
import { repositoryTop } from '../test/harness/sil.ts'
import { quantile } from './measure.ts'
import { outOfPlace, readBeats, readBoards, SILENT, WATCH } from './studio/watch.ts'

const minutes = minutesAsked()
/** An edit every so often, and a tap at 96 bpm. */
const EDIT_MS = 2500
const TAP_MS = 625
/** Megabytes an hour that the heap may grow by: less than a tab gives back when it is cleaned. */
const MOST_GROWTH = 30

function minutesAsked(): number {
  try {
    const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
    if (Number(values.minutes) > 0) return Number(values.minutes)
  } catch {
    // Said below.
  }
  console.error('npm run soak -- --minutes 10     a number above 0, and nothing else')
  process.exit(2)
}

if (browserMissing !== undefined) {
  console.error(browserMissing)
  process.exit(3)
}
await ensureBuilt(repositoryTop, { parts: ['bundles', 'sounds', 'studio'] })
const server = await startStudio({
  assets: readAssets(`${repositoryTop}/dist/studio`),
  file: null,
  port: 0,
})
const browser = await launch([])
try {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.addInitScript(WATCH)
  await page.goto(server.url)
  await page.waitForSelector('html[data-ready]', { timeout: 20_000 })
  await page.click('button.play')
  await page.evaluate(SILENT)
  const heaps = await play(page, await page.context().newCDPSession(page))
  const [band, silent] = await readBoards(page)
  const beats = await readBeats(page)
  verdict({ band: band ?? [], silent: silent ?? [], beats, heaps, complaints })
} finally {
  await browser.close()
  await server.close()
}

/** @returns the heap in megabytes after a collection, once a minute */
async function play(page: Page, cdp: CDPSession): Promise<readonly number[]> {
  const heaps: number[] = []
  const until = Date.now() + minutes * 60_000
  let nextEdit = Date.now() + EDIT_MS
  let nextHeap = Date.now() + 20_000
  for (let n = 0; Date.now() < until; n++) {
    await page.keyboard.press('Space')
    await page.waitForTimeout(TAP_MS)
    if (Date.now() > nextEdit) {
      nextEdit += EDIT_MS
      await edit(page, n)
    }
    if (Date.now() > nextHeap) {
      nextHeap += 60_000
      await cdp.send('HeapProfiler.collectGarbage')
      const { usedSize } = await cdp.send('Runtime.getHeapUsage')
      heaps.push(usedSize / 1e6)
      process.stderr.write(`${heaps.length} min, heap ${(usedSize / 1e6).toFixed(1)} MB\n`)
    }
  }
  return heaps
}

/** A comment at the end of the text comes and goes; the band takes over from itself each time. */
async function edit(page: Page, n: number): Promise<void> {
  await page.click('.monaco-editor .view-lines')
  await page.keyboard.press('Control+End')
  if (n % 2 === 0) await page.keyboard.type('// still here')
  else for (let i = 0; i < 13; i++) await page.keyboard.press('Backspace')
  // Taps belong to the band, not to the text.
  await page.evaluate('document.activeElement?.blur()')
}

interface Heard {
  readonly band: readonly number[]
  readonly silent: readonly number[]
  readonly beats: readonly number[]
  readonly heaps: readonly number[]
  readonly complaints: readonly string[]
}

function verdict({ band, silent, beats, heaps, complaints }: Heard): void {
  const overruns = band[BOARD.overruns] ?? Number.NaN
  const control = silent[BOARD.overruns] ?? Number.NaN
  const lost = outOfPlace(beats)
  const growth = slope(heaps) * 60
  const lines: readonly (readonly [what: string, holds: boolean, says: string])[] = [
    [
      'blocks overrun',
      // A silent thread that did not run is no measure.
      (silent[BOARD.blocks] ?? 0) > 0 && overruns <= control,
      `${overruns} of ${band[BOARD.blocks]}, the silent thread ${control} of ${silent[BOARD.blocks]}`,
    ],
    ['events left out', band[BOARD.dropped] === 0, `${band[BOARD.dropped]}`],
    ['beats', beats.length > 0 && lost === 0, `${beats.length}, ${lost} out of their place`],
    [
      'heap',
      growth <= MOST_GROWTH,
      `${heaps.at(-1)?.toFixed(1)} MB, ${growth.toFixed(1)} MB an hour (at most ${MOST_GROWTH})`,
    ],
    ['complaints', complaints.length === 0, complaints[0] ?? 'none'],
  ]
  for (const [what, holds, says] of lines)
    console.log(`${holds ? 'pass' : 'FAIL'}  ${what.padEnd(16)}  ${says}`)
  process.exitCode = lines.every(([, holds]) => holds) ? 0 : 1
}

/** Theil and Sen: the median of the slopes of all pairs, so that one late collection counts for nothing. */
function slope(values: readonly number[]): number {
  const slopes = values.flatMap((a, i) => values.slice(i + 1).map((b, j) => (b - a) / (j + 1)))
  return slopes.length === 0 ? 0 : quantile(slopes, 0.5)
}
