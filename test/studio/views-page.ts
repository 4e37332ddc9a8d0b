/** A page of real Chromium with the drawn views in it, under the studio's strict policy, with a clock that stands still. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { withPage } from '../harness/browser.ts'
import { repositoryTop } from '../harness/sil.ts'

const folder = join(repositoryTop, 'studio', 'views')

const VIEWS = ['zone-dial', 'scrolling-score', 'transport-readout', 'meters', 'practice-charts', 'gallery']

const HTML = `<!doctype html><html lang="en" data-theme="dark"><meta charset="utf-8"><title>views</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="views.css"><link rel="stylesheet" href="panels.css">
<body><script type="module" src="page.js"></script></body></html>`

/** What the tests say in the page. */
const PAGE = `import * as views from './views.js'
const state = { now: 0, violations: [] }
addEventListener('securitypolicyviolation', (event) => state.violations.push(event.violatedDirective))
const clock = () => state.now
const zones = { name: 'pocket', snap: 20, follow: 100, limit: 200, strength: 0.5, adapt: 0.2, curve: 'smooth' }
const members = ['metronome', 'drummer', 'bassist', 'pianist', 'guitarist'].map((kind) => (
  { name: kind.slice(0, 4), kind, level: 0, muted: false, peak: -12 }))
const beat = (more) => ({ n: 8, measure: 3, beatNumber: 1, section: 'head', time: 10, grid: 10, length: 0.625, bpm: 96,
  mode: 'snap', confidence: 1, onset: null, deviation: null, ...more })
const view = (more) => ({ playing: true, paused: false, waiting: false, count: null, vamping: false, now: 10, beat: beat(),
  beatsInBar: 4, section: 'head', bpm: 96, playerBpm: null, bias: null, zones, members, ...more })
const tap = (deviation, mode, more) => ({ time: 10, velocity: 0.8, deviation, n: 8, mode, ...more })
const note = (more) => ({ time: 9, grid: 9, duration: 0.1, measure: 2, beatNumber: 1, member: 'drum', voice: 'kick',
  pitch: null, velocity: 1, mode: 'snap', cell: 1, ...more })
const host = (width, height) => {
  const made = document.createElement('div')
  made.style.width = width + 'px'
  if (height) made.style.height = height + 'px'
  document.body.append(made)
  return made
}
const frames = async (count = 2) => {
  for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame)
  await new Promise((done) => setTimeout(done))
}
const pixel = (canvas, x, y) => {
  const { data } = canvas.getContext('2d').getImageData(Math.round(x * devicePixelRatio), Math.round(y * devicePixelRatio), 1, 1)
  return [...data]
}
const token = (name) => {
  const probe = document.createElement('i')
  probe.style.color = 'var(--' + name + ')'
  document.body.append(probe)
  const found = getComputedStyle(probe).color.match(/\\d+/g).map(Number)
  probe.remove()
  return [...found, 255]
}
const countFrames = async (milliseconds) => {
  const own = window.requestAnimationFrame
  let count = 0
  window.requestAnimationFrame = (callback) => { count++; return own(callback) }
  await new Promise((done) => setTimeout(done, milliseconds))
  window.requestAnimationFrame = own
  return count
}
Object.assign(window, { views, state, clock, zones, members, beat, view, tap, note, host, frames, pixel, token, countFrames })
document.documentElement.dataset.ready = ''
`

let bundled: Promise<string> | undefined

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: VIEWS.map((name) => `export * from './${name}.ts'`).join('\n'),
      resolveDir: folder,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  return outputFiles[0]?.text ?? ''
}

/** Asks the page for the value of an async function's body. */
export type Ask = (body: string) => Promise<unknown>

export interface ViewsPageOptions {
  readonly calm?: boolean
  readonly width?: number
}

/** @throws also where the page broke its Content-Security-Policy */
export async function withViews<T>(
  options: ViewsPageOptions,
  use: (ask: Ask, page: Page) => Promise<T>,
): Promise<T> {
  bundled ??= bundle()
  const files = {
    'index.html': HTML,
    'page.js': PAGE,
    'views.js': await bundled,
    'theme.css': readFileSync(join(folder, 'theme.css'), 'utf8'),
    'views.css': readFileSync(join(folder, 'views.css'), 'utf8'),
    'panels.css': readFileSync(join(folder, 'panels.css'), 'utf8'),
  }
  const viewport = { width: options.width ?? 1200, height: 800 }
  return withPage({ files, viewport }, async (page) => {
    await page.emulateMedia({ reducedMotion: options.calm === true ? 'reduce' : 'no-preference' })
    await page.waitForSelector('html[data-ready]')
    const ask: Ask = (body) => page.evaluate(`(async () => { ${body} })()`)
    const result = await use(ask, page)
    const violations: unknown = await page.evaluate('state.violations')
    if (Array.isArray(violations) && violations.length > 0)
      throw new Error(`the page broke its policy: ${violations.join(', ')}`)
    return result
  })
}

export interface SharedViews {
  /** Once the suite has begun. */
  readonly opened: Promise<{ readonly ask: Ask; readonly page: Page }>
}

/** One page for a whole suite, whose tests leave it as they found it: opening one takes longer than most of them. */
export function sharedViews(options: ViewsPageOptions): SharedViews {
  let done = (): void => {}
  let closed: Promise<void> | undefined
  const opened = new Promise<{ ask: Ask; page: Page }>((resolve, reject) => {
    beforeAll(() => {
      closed = withViews(options, (ask, page) => {
        resolve({ ask, page })
        return new Promise<void>((finish) => {
          done = finish
        })
      })
      closed.catch(reject)
    })
  })
  afterAll(async () => {
    done()
    await closed
  })
  return { opened }
}
