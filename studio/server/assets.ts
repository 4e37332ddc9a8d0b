/**
 * The files of the page: the built folder as it is when the server starts, by the path that asks for each. A path that
 * is no key of this table is answered with 404, whatever it spells.
 */

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

export interface Asset {
  readonly body: Uint8Array
  readonly type: string
  readonly etag: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

/** What plays with fewer sounds where it is missing, and lies beside the page's folder: recordings, and the trained timbre space. */
const BESIDE = ['sounds', 'timbre']

/**
 * The page's files, and what lies beside its folder as if it were inside.
 *
 * @throws where the folder cannot be read
 */
export function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>()
  read(assets, folder, '/')
  for (const name of BESIDE) {
    const beside = join(folder, '..', name)
    if (existsSync(beside)) read(assets, beside, `/${name}/`)
  }
  const page = assets.get('/index.html')
  if (page !== undefined) assets.set('/', page)
  return assets
}

/** A file that is not on the disk as the page asks for it. */
export function assetOf(body: Uint8Array, name: string): Asset {
  return {
    body,
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  }
}

function read(assets: Map<string, Asset>, folder: string, address: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const asset = assetOf(readFileSync(file), file)
    assets.set(address + relative(folder, file).split(sep).join('/'), asset)
  }
}
