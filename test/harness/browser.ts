import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findBrowser } from './browser-binary.ts'
import { type Engine, expectText, MAIN, type Modules } from './engine.ts'
import { raiseFence } from './fence.ts'

/** Files of a page by their path without the leading slash; `index.html` is what opens. */
export type PageFiles = Readonly<Record<string, string | Uint8Array>>

export interface PageOptions {
  readonly files?: PageFiles
  /** More command-line flags, such as a WAV as the microphone. */
  readonly flags?: readonly string[]
  readonly viewport?: { readonly width: number; readonly height: number }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
}

// Not the flags that the package suggests: they put everything in one process and turn web security off.
const FLAGS = [
  '--no-sandbox',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

const BLANK = '<!doctype html><html lang="en"><meta charset="utf-8"><title>test</title><body></body></html>'

const binary = await findBrowser()

/** Why no browser can be started here; undefined when one can. For `test.skipIf(browserMissing)`. */
export const browserMissing: string | undefined = binary.kind === 'missing' ? binary.why : undefined
if (browserMissing) console.warn(browserMissing)

/** Real Chromium: the module runs in a page. */
export const browser: Engine = {
  name: 'Chromium',
  missing: browserMissing,
  evaluate: (main, modules: Modules = {}) =>
    withPage({ files: { ...modules, [MAIN]: main } }, async (page) => {
      const value: unknown = await page.evaluate(`import('/${MAIN}').then((module) => module.default)`)
      return expectText(value)
    }),
}

/**
 * Opens the files in a fresh browser over loopback HTTP, isolated so that SharedArrayBuffer works, and closes
 * everything when `use` is done.
 *
 * @throws what `use` throws, any error that the page itself did not catch, and where anything asked for another machine.
 */
export async function withPage<T>(options: PageOptions, use: (page: Page) => Promise<T>): Promise<T> {
  const served = await serve({ 'index.html': BLANK, ...options.files })
  let launched: Browser | undefined
  try {
    launched = await launch(options.flags)
    const page = await launched.newPage(options.viewport ? { viewport: options.viewport } : {})
    const uncaught: Error[] = []
    page.on('pageerror', (error) => uncaught.push(error))
    await page.goto(served.origin)
    const result = await use(page)
    if (uncaught[0]) throw uncaught[0]
    return result
  } finally {
    served.close()
    await launched?.close()
  }
}

const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cache-control': 'no-store',
}

/** A browser for a test that brings its own server. Its `close` rejects where something in it asked for another machine. */
export async function launch(flags: readonly string[] = []): Promise<Browser> {
  if (binary.kind === 'missing') throw new Error(binary.why)
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  if (binary.kind === 'packaged') {
    // Its own fonts and a home that can be written: the same picture on every machine.
    env.HOME = binary.home
    env.XDG_CACHE_HOME = join(binary.home, '.cache')
    env.FONTCONFIG_FILE = join(binary.home, 'fonts.conf')
  }
  const fence = await raiseFence()
  const args = [...FLAGS, ...fence.flags, ...flags]
  const launched = await chromium.launch({ executablePath: binary.path, args, env }).catch((error) => {
    fence.close()
    throw error
  })
  const close = launched.close.bind(launched)
  launched.close = async (options) => {
    await close(options)
    fence.close()
    if (fence.asked.length > 0)
      throw new Error(`something in the browser asked for ${fence.asked.join(', ')}`)
  }
  return launched
}

interface Served {
  readonly origin: string
  readonly close: () => void
}

function serve(files: PageFiles): Promise<Served> {
  const server: Server = createServer((request, response) => {
    const path =
      decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname).slice(1) || 'index.html'
    const content = Object.hasOwn(files, path) ? files[path] : undefined
    const type = TYPES[extname(path)] ?? 'application/octet-stream'
    // Browsers ask for an icon that no test has: that is not an error of the page.
    const status = content !== undefined ? 200 : path === 'favicon.ico' ? 204 : 404
    response.writeHead(status, { ...ISOLATION, 'content-type': type }).end(content ?? '')
  })
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      const close = (): void => {
        server.close()
        server.closeAllConnections()
      }
      resolve({ origin: `http://127.0.0.1:${port}`, close })
    })
  })
}
