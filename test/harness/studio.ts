import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { SERVED_FILES } from '../../models/timbre/text/served-files.ts'
import { assetOf, readAssets } from '../../studio/server/assets.ts'
import type { StudioFile } from '../../studio/server/document.ts'
import { startStudio } from '../../studio/server/server.ts'
import { launch } from './browser.ts'
import { repositoryTop } from './sil.ts'

/** The studio in a real browser, on a port of its own. */
export interface StudioPage {
  readonly page: Page
  readonly url: string
  /** Everything that the page asked for, and where. */
  readonly requests: readonly string[]
  /** What the browser refused, or a script left uncaught. */
  readonly complaints: readonly string[]
  readonly stopServer: () => Promise<void>
}

export interface StudioOptions {
  readonly file?: StudioFile
  /** What stands behind the address. */
  readonly fragment?: string
  readonly viewport?: { readonly width: number; readonly height: number }
  /** `calm`: as for people who want little to move. */
  readonly motion?: 'calm' | 'full'
  readonly touch?: boolean
  /** An address behind which something else lies. */
  readonly without?: string
  /** Runs in the page before anything of ours. */
  readonly before?: string
  /** What a file of the page is to be in place of the one that was built. */
  readonly changed?: Readonly<Record<string, (text: string) => string>>
  /** The server has what reads prompts that are new, as `sil studio` has. */
  readonly encoder?: boolean
  /** It keeps itself for later, as it does for people: work that only tests of just that wait for. */
  readonly kept?: boolean
  /** What the page runs before all else: a device that is not there, a browser that says no. */
  readonly init?: string
  /** What the player has allowed before. */
  readonly permissions?: readonly string[]
}

/** For what is heard and not seen: a page that has little to draw leaves the machine to the music. */
export const HARDLY_SEEN = {
  viewport: { width: 800, height: 500 },
  motion: 'calm',
} as const satisfies StudioOptions

export const studioFolder = join(repositoryTop, 'dist', 'studio')

/** What page, band and compiler say to each other is kept in `heard`, that the audio thread gets recordings too, and what the browser refuses is an error. */
export const OVERHEAR = `
  addEventListener('securitypolicyviolation', (event) => console.error('CSP', event.violatedDirective, event.blockedURI))
  globalThis.heard = []
  const Channel = MessageChannel
  globalThis.MessageChannel = function () {
    const channel = new Channel()
    channel.port1.addEventListener('message', ({ data }) => {
      if (typeof data?.kind === 'string') globalThis.heard.push(data)
      if (data?.kind === 'notes') globalThis.bandPort = channel.port1
    })
    return channel
  }
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (message, ...more) {
    if (message?.kind === 'samples') globalThis.heard.push({ kind: 'samples', length: message.bank.pcm.length })
    return post.call(this, message, ...more)
  }
`

const ENCODER = new Map(
  Object.entries(SERVED_FILES).map(([name, read]) => [`/timbre/${name}`, () => assetOf(read(), name)]),
)

/** Opens the studio and waits until it is ready to play. */
export async function withStudio<T>(
  browser: Browser,
  {
    file,
    fragment = '',
    viewport = { width: 1280, height: 800 },
    motion = 'full',
    touch = false,
    before,
    changed = {},
    without,
    encoder = false,
    kept = false,
    init = '',
    permissions = [],
  }: StudioOptions,
  use: (studio: StudioPage) => Promise<T>,
): Promise<T> {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`the studio was not built: ${failure}`)
  const assets = new Map(readAssets(studioFolder))
  if (without !== undefined)
    assets.set(without, { body: Buffer.from('damaged'), type: 'text/plain', etag: '"0"' })
  for (const [name, change] of Object.entries(changed)) {
    const built = assets.get(name)
    if (built === undefined) throw new Error(`the page has no ${name}`)
    const body = Buffer.from(change(Buffer.from(built.body).toString()))
    assets.set(name, { ...built, body, etag: `"changed${name}"` })
  }
  const late = encoder ? ENCODER : new Map()
  const server = await startStudio({ assets, late, file: file ?? null, port: 0 })
  const context = await browser.newContext({
    viewport,
    hasTouch: touch,
    acceptDownloads: true,
    serviceWorkers: kept ? 'allow' : 'block',
    reducedMotion: motion === 'calm' ? 'reduce' : 'no-preference',
  })
  const requests: string[] = []
  const complaints: string[] = []
  try {
    context.on('request', (request) => requests.push(request.url()))
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.addInitScript(OVERHEAR)
    if (before !== undefined) await page.addInitScript(before)
    if (init !== '') await page.addInitScript(init)
    if (permissions.length > 0) await context.grantPermissions([...permissions], { origin: server.url })
    await page.goto(server.url + fragment)
    await page.waitForSelector('html[data-ready]')
    return await use({ page, url: server.url, requests, complaints, stopServer: server.close })
  } finally {
    await context.close()
    await server.close()
  }
}

/** One page for all tests of a `describe`: for those that look at it, and leave it as they found it but for its size. */
export function sharedStudio(browser: () => Browser, options: StudioOptions): () => StudioPage {
  let shared: StudioPage | undefined
  let leave = (): void => {}
  let closed: Promise<void> = Promise.resolve()
  beforeAll(
    () =>
      new Promise<void>((opened, failed) => {
        closed = withStudio(browser(), options, (studio) => {
          shared = studio
          opened()
          return new Promise((left) => {
            leave = left
          })
        })
        closed.catch(failed)
      }),
  )
  afterAll(() => {
    leave()
    return closed
  })
  return () => {
    if (shared === undefined) throw new Error('the page is not open')
    return shared
  }
}

export { launch as launchBrowser }
