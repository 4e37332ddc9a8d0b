/**
 * The studio's server: files of the page, and one file of the user's. On loopback only, for one person.
 *
 *   GET /…                the page
 *   GET /api/file         the opened file, or null; with the key that saving needs
 *   GET /api/revision     whether it is another one now; with `beside=` for each `.sil` file that it imports
 *   GET /api/source?path= a `.sil` file that it may import
 *   GET /api/sound?path=  a `.wav` file that it may sound like, heard
 *   PUT /api/file         saves it
 *
 * Other pages in the same browser can send requests here, too: a name that was pointed at 127.0.0.1 (refused by the
 * Host header), a form or a script of another origin (refused by Origin, and by a header that only our page can know).
 */

import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { MAX_FILE_LENGTH } from '../../language/parse.ts'
import type { Asset } from './assets.ts'
import { type HeardBeside, openDocument, revisionsNow, type StudioFile, saveDocument } from './document.ts'
import { headersOf } from './headers.ts'

export interface StudioServer {
  readonly url: string
  close(): Promise<void>
}

export interface StudioSetup {
  readonly assets: ReadonlyMap<string, Asset>
  /** Files that are made when a page asks for them, by path; one that throws an Error is not there, and its message says why. */
  readonly late?: ReadonlyMap<string, () => Asset>
  readonly file: StudioFile | null
  /** The only port to take, or null: the usual one, or the next that is free. */
  readonly port: number | null
}

/** Easy to remember: 440 Hz, and a zero. */
const USUAL_PORT = 4400
const PORTS_TRIED = 20
/** Header of a request that writes. A foreign page cannot set it without being asked about first, and is refused then. */
export const KEY_HEADER = 'x-silencio-key'
/** A UTF-16 unit takes at most three bytes of UTF-8, and six of JSON. */
const MAX_BODY = MAX_FILE_LENGTH * 6

/** @throws the system's error where the port is taken (`EADDRINUSE`) or may not be had */
export async function startStudio(setup: StudioSetup): Promise<StudioServer> {
  const key = randomBytes(24).toString('base64url')
  const made = new Map<string, Asset>()
  let hosts: readonly string[] = []
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      if (response.headersSent) response.destroy()
      else json(response, 500, { error: message })
    })
  })
  // A page that asks for a header more than a browser sends is no page of ours.
  server.maxHeadersCount = 64
  server.requestTimeout = 30_000

  const port = await listen()
  hosts = ownHosts(port)
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  async function listen(): Promise<number> {
    if (setup.port !== null) return bound(setup.port)
    for (let port = USUAL_PORT; port < USUAL_PORT + PORTS_TRIED; port++) {
      try {
        return await bound(port)
      } catch (error) {
        if (codeOf(error) !== 'EADDRINUSE' && codeOf(error) !== 'EACCES') throw error
      }
    }
    return bound(0)
  }

  function bound(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        const address = server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : port)
      })
    })
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request.headers.host)) {
      json(response, 421, { error: 'this server answers to 127.0.0.1 only' })
      return
    }
    const url = parsed(request.url)
    if (url === null) json(response, 400, { error: 'that is no address' })
    else if (url.pathname.startsWith('/api/')) await answerApi(request, response, url)
    else answerAsset(request, response, url.pathname)
  }

  /** By the names of this machine for itself: a name that somebody pointed at it is another one. */
  function isOurs(given: string | undefined): boolean {
    return given !== undefined && hosts.includes(given)
  }

  function answerAsset(request: IncomingMessage, response: ServerResponse, path: string): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      json(response, 405, { error: 'the page can only be read' }, { allow: 'GET, HEAD' })
      return
    }
    const asset = setup.assets.get(path) ?? lateAsset(path)
    if (asset === null || asset instanceof Error) {
      json(response, 404, { error: asset?.message ?? 'there is no such file' })
      return
    }
    const headers = { ...headersOf(path), 'content-type': asset.type, etag: asset.etag }
    if (request.headers['if-none-match'] === asset.etag) response.writeHead(304, headers).end()
    else if (request.method === 'HEAD') response.writeHead(200, headers).end()
    else response.writeHead(200, { ...headers, 'content-length': asset.body.length }).end(asset.body)
  }

  function lateAsset(path: string): Asset | Error | null {
    const known = made.get(path)
    const make = setup.late?.get(path)
    if (known !== undefined || make === undefined) return known ?? null
    try {
      const asset = make()
      made.set(path, asset)
      return asset
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { file } = setup
    // A page of another origin could not read the answer; there is no reason to let it ask.
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      json(response, 403, { error: 'another page asked' })
      return
    }
    const call = `${request.method} ${url.pathname}`
    if (call === 'GET /api/file') {
      json(response, 200, { file: file === null ? null : openDocument(file), key })
    } else if (call === 'GET /api/revision') {
      const paths = url.searchParams.getAll('beside').filter((path) => path.endsWith('.sil'))
      json(response, 200, file === null ? { file: null, beside: {} } : revisionsNow(file, paths))
    } else if (call === 'GET /api/source') {
      const path = url.searchParams.get('path') ?? ''
      json(response, 200, file === null ? { kind: 'missing' } : readSource(file, path))
    } else if (call === 'GET /api/sound') {
      const path = url.searchParams.get('path') ?? ''
      json(response, 200, file === null ? { kind: 'missing' } : hearSound(file, path))
    } else if (call === 'PUT /api/file') {
      await save(request, response, file)
    } else {
      json(response, 404, { error: 'there is no such call' })
    }
  }

  async function save(
    request: IncomingMessage,
    response: ServerResponse,
    file: StudioFile | null,
  ): Promise<void> {
    if (!isOwnOrigin(request.headers.origin) || !isKey(request.headers[KEY_HEADER])) {
      json(response, 403, { error: 'only the studio’s own page may save' })
      return
    }
    if (file === null) {
      json(response, 404, { error: 'no file is open' })
      return
    }
    const body = await bodyOf(request)
    const asked = body === null ? null : readSave(body)
    if (asked === null) {
      json(response, body === null ? 413 : 400, { error: 'that is no text to save' })
      return
    }
    const saved = saveDocument(file, asked.text, asked.revision)
    json(response, saved.kind === 'saved' ? 200 : 409, saved)
  }

  function isOwnOrigin(origin: string | undefined): boolean {
    return hosts.some((host) => origin === `http://${host}`)
  }

  function isKey(given: string | readonly string[] | undefined): boolean {
    if (typeof given !== 'string') return false
    const a = Buffer.from(given)
    const b = Buffer.from(key)
    return a.length === b.length && timingSafeEqual(a, b)
  }
}

/** What a browser says of this server, in `Host` and in `Origin`: of the port that http has anyway it says nothing. */
export function ownHosts(port: number): readonly string[] {
  const names = ['127.0.0.1', 'localhost']
  const withPort = names.map((name) => `${name}:${port}`)
  return port === 80 ? [...withPort, ...names] : withPort
}

/** Imports end in `.sil`; nothing else of the workspace is anybody's business. */
function readSource(file: StudioFile, path: string): unknown {
  if (!path.endsWith('.sil')) return { kind: 'refused', why: 'it is no .sil file' }
  return file.readBeside(path)
}

function hearSound(file: StudioFile, path: string): HeardBeside {
  if (!/\.wav$/i.test(path)) return { kind: 'refused', why: 'is no .wav file' }
  return file.hearBeside(path)
}

function readSave(body: string): { readonly text: string; readonly revision: string } | null {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null) return null
    const text: unknown = Reflect.get(value, 'text')
    const revision: unknown = Reflect.get(value, 'revision')
    return typeof text === 'string' && text.length <= MAX_FILE_LENGTH && typeof revision === 'string'
      ? { text, revision }
      : null
  } catch {
    return null
  }
}

/** Null where it is longer than a file may be. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (length > MAX_BODY) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  more: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, {
      ...headersOf(''),
      'cache-control': 'no-store',
      'content-type': 'application/json',
      ...more,
    })
    .end(JSON.stringify(value))
}

function parsed(url: string | undefined): URL | null {
  try {
    return new URL(url ?? '/', 'http://127.0.0.1')
  } catch {
    return null
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
