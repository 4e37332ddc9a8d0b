import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { repositoryTop } from './sil.ts'

/** A browser that can be started, or why there is none. */
export type BrowserBinary =
  | { readonly kind: 'own'; readonly path: string }
  | { readonly kind: 'packaged'; readonly path: string; readonly home: string }
  | { readonly kind: 'missing'; readonly why: string }

/** Where browsers are found that people installed themselves. */
const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  linux: ['/usr/bin/google-chrome', '/usr/bin/chromium', '/usr/bin/chromium-browser'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
}

/** Set this to the path of your own Chrome or Chromium to have the tests use it. */
export const BROWSER_VARIABLE = 'SILENCIO_BROWSER'

/**
 * The browser of the tests: the one that SILENCIO_BROWSER names, else the packaged one (Linux, x64), else one
 * that is installed.
 *
 * @throws when SILENCIO_BROWSER names a file that does not exist, or the packaged browser cannot be unpacked.
 */
export async function findBrowser(): Promise<BrowserBinary> {
  const named = process.env[BROWSER_VARIABLE]
  if (named) {
    if (existsSync(named)) return { kind: 'own', path: named }
    throw new Error(`${BROWSER_VARIABLE} names ${named}, which does not exist`)
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked()
  const installed = [...(INSTALLED[process.platform] ?? []), chromium.executablePath()].find(existsSync)
  if (installed) return { kind: 'own', path: installed }
  const system = `${process.platform}-${process.arch}`
  return {
    kind: 'missing',
    why: `no browser: none is packaged for ${system} and none is installed; set ${BROWSER_VARIABLE} to your Chrome`,
  }
}

/** Unpacks the packaged Chromium once into a folder of our own (it would choose the shared temporary one). */
async function unpacked(): Promise<BrowserBinary> {
  const entry = import.meta.resolve('@sparticuz/chromium')
  const manifest: unknown = JSON.parse(
    await readFile(fileURLToPath(new URL('../package.json', entry)), 'utf8'),
  )
  const version: unknown =
    typeof manifest === 'object' && manifest !== null && Reflect.get(manifest, 'version')
  const cache = join(repositoryTop, 'node_modules', '.cache', 'silencio')
  const home = join(cache, `chromium-${String(version)}`)
  const binary: BrowserBinary = { kind: 'packaged', path: join(home, 'chromium'), home }
  if (existsSync(binary.path)) return binary

  await mkdir(cache, { recursive: true })
  const staging = await mkdtemp(join(cache, 'unpacking-'))
  const unpack = `const { default: chromium } = await import(${JSON.stringify(entry)}); await chromium.executablePath()`
  const env = { ...process.env, TMPDIR: staging }
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], { env })
    await writeFile(join(staging, 'fonts.conf'), FONTS)
    await rename(staging, home)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    // Another worker was faster: what it unpacked is the same.
    if (!existsSync(binary.path)) throw error
  }
  return binary
}

/** The package's own fonts.conf knows only the folders of the service it was made for. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`
