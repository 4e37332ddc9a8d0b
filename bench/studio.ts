/**
 * The studio as a page: how soon it sounds, what it weighs, how soon an edit is ready to take over, and whether a page
 * that is busy can delay the band. In one Chromium, from the built studio on loopback.
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { BOARD } from '../runtime/audio/board.ts'
import { ensureBuilt } from '../scripts/build/ensure.ts'
import { readAssets } from '../studio/server/assets.ts'
import { type StudioServer, startStudio } from '../studio/server/server.ts'
import { browserMissing, launch } from '../test/harness/browser.ts'
import { repositoryTop } from '../test/harness/sil.ts'
import { quantile } from './measure.ts'
import type { BenchResult, Row } from './report.ts'
import { outOfPlace, readBeats, readBoards, SILENT, WATCH } from './studio/watch.ts'
import { pageWeight } from './studio/weight.ts'

/** Five parts over four bars of chords. */
const PIECE = 'bench/pieces/band.sil'
/** The number that the edits turn: its line and the keys that lead the cursor there. */
const TURNED = 'tempo 120 bpm'
const EDITS_TO_WARM = 15
const EDITS = 40
/** Longer than a dial waits between two programs. */
const BETWEEN_EDITS_MS = 350
/** The page does nothing but count for this long, so many times. */
const LONG_TASK_MS = 250
const LONG_TASKS = 20

export async function studioBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const subject = 'the studio in Chromium, from a server on loopback'
  if (browserMissing !== undefined) return { bench: 'studio', subject, rows: [], notes: [browserMissing] }
  await ensureBuilt(repositoryTop, { parts: ['bundles', 'studio'] })
  const text = readFileSync(join(repositoryTop, PIECE), 'utf8')
  const assets = readAssets(join(repositoryTop, 'dist', 'studio'))
  const server = await startStudio({
    assets,
    file: {
      shown: PIECE,
      path: PIECE,
      read: () => text,
      write: () => {},
      readBeside: () => ({ kind: 'missing' }),
      hearBeside: () => ({ kind: 'missing' }),
    },
    port: 0,
  })
  // As a newcomer opens it: the gallery's first piece.
  const empty = await startStudio({ assets, file: null, port: 0 })
  const browser = await launch([])
  try {
    const rows = [
      await firstSound(browser, server, rounds),
      ...(await pageWeight(browser, empty.url, (path) => assets.get(path)?.body ?? null)),
      ...(await playing(browser, server)),
    ]
    return {
      bench: 'studio',
      subject,
      rows,
      notes: [
        'First sound: from the address to the first sample that is not silent; play is pressed as soon as it is there.',
        'Weight: of the page that opens the first piece of the gallery; the first prompt that no piece of the gallery has brings the book of known ones (0.17 MB).',
        'Ready: parsed, checked, compiled, taken over by the band in its worker; the rest of the hands that the studio waits for (0.28 s) is not in it.',
      ],
    }
  } finally {
    await browser.close()
    await Promise.all([server.close(), empty.close()])
  }
}

/** Each round is a browser context that has never seen the page. */
async function firstSound(browser: Browser, server: StudioServer, rounds: number): Promise<Row> {
  const taken: number[] = []
  for (let round = 0; round < Math.min(rounds, 5); round++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await page.addInitScript(WATCH)
    await page.goto(server.url, { waitUntil: 'commit' })
    await page.waitForSelector('html[data-ready]', { timeout: 20_000 })
    await page.click('button.play')
    const heard: unknown = await page.evaluate(`new Promise((resolve) => {
      const look = () => {
        const sounds = boards.some((board) => new Float64Array(board, ${8 * BOARD.peaks}).some((peak) => peak > 1e-4))
        if (sounds) resolve(performance.now())
        else setTimeout(look, 2)
      }
      look()
    })`)
    taken.push(Number(heard))
    await context.close()
  }
  return {
    what: 'first sound, from a cold load',
    ours: amount(taken, 0.5, 'ms'),
    peer: null,
    ratio: null,
    bar: { relation: 'at most', value: 3000, unit: 'ms' },
  }
}

async function playing(browser: Browser, server: StudioServer): Promise<readonly Row[]> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await page.addInitScript(WATCH)
  await page.goto(server.url)
  await page.waitForSelector('html[data-ready]', { timeout: 20_000 })
  await page.click('button.play')
  const ready = await edits(page)
  await page.evaluate(SILENT)
  await page.waitForTimeout(500)
  const busy = await longTasks(page)
  await page.context().close()
  return [...ready, ...busy]
}

/** A number is turned with the keyboard, as a live coder does, while the band plays. */
async function edits(page: Page): Promise<readonly Row[]> {
  await page.click('.monaco-editor .view-lines')
  await page.keyboard.press('Control+Home')
  const line = readFileSync(join(repositoryTop, PIECE), 'utf8').split('\n').indexOf(TURNED)
  for (let i = 0; i < line; i++) await page.keyboard.press('ArrowDown')
  for (let i = 0; i < 'tempo 1'.length; i++) await page.keyboard.press('ArrowRight')
  for (let n = 0; n < EDITS_TO_WARM + EDITS; n++) {
    await page.keyboard.press(n % 2 === 0 ? 'Alt+Period' : 'Alt+Comma')
    await page.waitForTimeout(BETWEEN_EDITS_MS)
  }
  const told = toldOf(await page.evaluate('told'))
  const compile: number[] = []
  const worked: number[] = []
  const swap: number[] = []
  const whole: number[] = []
  for (const { version } of told.filter(({ what }) => what === 'loaded')) {
    const find = (what: string) => told.find((one) => one.what === what && one.version === version)
    const at = (what: string): number => find(what)?.at ?? Number.NaN
    const checked = at('checked') - at('text')
    const loaded = at('loaded') - at('load')
    if (!Number.isFinite(checked + loaded)) continue
    compile.push(checked)
    worked.push(find('checked')?.ms ?? Number.NaN)
    swap.push(loaded)
    whole.push(checked + loaded)
  }
  const warm = whole.slice(EDITS_TO_WARM)
  if (warm.length < EDITS / 2) throw new Error(`only ${warm.length} of ${EDITS} edits took over`)
  const plain = (what: string, values: readonly number[], q: number): Row => ({
    what,
    ours: amount(values.slice(EDITS_TO_WARM), q, 'ms'),
    peer: null,
    ratio: null,
    bar: null,
  })
  return [
    {
      ...plain('edit to ready, five members, warm', whole, 0.5),
      bar: { relation: 'at most', value: 30, unit: 'ms' },
    },
    plain('  95th percentile', whole, 0.95),
    plain('  of it, text to compiled', compile, 0.5),
    plain('    of that, in the compiler', worked, 0.5),
    plain('  of it, taken over by the band', swap, 0.5),
  ]
}

/** The page is busy again and again while the band plays: its thread must not notice. */
async function longTasks(page: Page): Promise<readonly Row[]> {
  const before = await readBoards(page)
  const first = await readBeats(page)
  for (let i = 0; i < LONG_TASKS; i++) {
    await page.evaluate(
      `(() => { const until = performance.now() + ${LONG_TASK_MS}; while (performance.now() < until); })()`,
    )
    await page.waitForTimeout(100)
  }
  const after = await readBoards(page)
  const beats = (await readBeats(page)).slice(first.length)
  const lost = outOfPlace(beats)
  const overruns = grown(before, after, 0, BOARD.overruns)
  const control = grown(before, after, 1, BOARD.overruns)
  const count = (value: number) => ({ value, unit: '' })
  if (!(grown(before, after, 0, BOARD.blocks) > 100 && grown(before, after, 1, BOARD.blocks) > 100))
    throw new Error('an audio thread stood still')
  return [
    {
      what: `blocks overrun during ${LONG_TASKS} long tasks of ${LONG_TASK_MS} ms`,
      ours: count(overruns),
      peer: { name: 'a silent thread', ...count(control) },
      ratio: null,
      bar: { relation: 'at most', value: control, unit: '' },
    },
    {
      what: '  events left out, beats out of their place',
      ours: count(grown(before, after, 0, BOARD.dropped) + lost),
      peer: null,
      ratio: null,
      bar: { relation: 'at most', value: 0, unit: '' },
    },
  ]
}

const grown = (
  before: readonly (readonly number[])[],
  after: readonly (readonly number[])[],
  thread: number,
  index: number,
): number => (after[thread]?.[index] ?? Number.NaN) - (before[thread]?.[index] ?? Number.NaN)

interface Told {
  readonly what: string
  readonly version: number
  readonly at: number
  /** What the compiler says that it took, in milliseconds. */
  readonly ms: number
}

function toldOf(value: unknown): readonly Told[] {
  if (!Array.isArray(value)) return []
  return value.map((one: unknown) => {
    const field = (name: string): unknown =>
      typeof one === 'object' && one !== null ? Reflect.get(one, name) : undefined
    return {
      what: String(field('what')),
      version: Number(field('version')),
      at: Number(field('at')),
      ms: Number(field('ms')),
    }
  })
}

function amount(values: readonly number[], q: number, unit: string) {
  const value = quantile(values, q)
  return q === 0.5
    ? { value, unit, from: quantile(values, 0.25), to: quantile(values, 0.75) }
    : { value, unit }
}
