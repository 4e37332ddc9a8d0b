/**
 * The page without its server: what was loaded once is kept, asked for anew whenever the server is there, and given
 * from the store when it is not. What belongs to the user's disk is never kept.
 */

import { OFFLINE_STORE } from '../offline-store.ts'

// Written in by the build: which page it is that this worker keeps.
declare const SILENCIO_PAGE: string

/** What a service worker adds to the globals of a page. */
interface Waits {
  waitUntil(done: Promise<unknown>): void
}
interface Answers extends Waits {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

function waits(event: Event): event is Event & Waits {
  return 'waitUntil' in event
}
function answers(event: Event): event is Event & Answers {
  return 'respondWith' in event && 'request' in event
}

globalThis.addEventListener('install', (event) => {
  if (waits(event)) event.waitUntil(keepAll())
})

globalThis.addEventListener('activate', (event) => {
  if (waits(event)) event.waitUntil(forgetOld())
})

globalThis.addEventListener('fetch', (event) => {
  if (!answers(event) || !isOurs(event.request)) return
  event.respondWith(freshOrKept(event.request, (kept) => event.waitUntil(kept)))
})

async function keepAll(): Promise<void> {
  const files = await filesOfPage()
  const store = await caches.open(OFFLINE_STORE)
  await store.addAll(files.map((file) => new Request(`/${file}`, { cache: 'no-cache' })))
  await store.add('/')
}

/** What an older build left: files have their content in their names, and would pile up. */
async function forgetOld(): Promise<void> {
  const files = await filesOfPage()
  const known = new Set([...files.map((file) => `/${file}`), '/'])
  const store = await caches.open(OFFLINE_STORE)
  for (const request of await store.keys()) {
    const { pathname } = new URL(request.url)
    // The editor and its font are kept where they were loaded, and are in no list: all chunks are.
    if (/\/(?:chunk|compiler)-[A-Z0-9]{8}\.js$/.test(pathname) && !known.has(pathname))
      await store.delete(request)
  }
}

/** Of this build: a host's cache may still have the list of the last one. */
async function filesOfPage(): Promise<readonly string[]> {
  return (await fetch(`/files.json?${SILENCIO_PAGE}`)).json()
}

function isOurs({ url, method }: Request): boolean {
  const { origin, pathname } = new URL(url)
  return method === 'GET' && origin === location.origin && !pathname.startsWith('/api/')
}

async function freshOrKept(request: Request, also: (done: Promise<void>) => void): Promise<Response> {
  try {
    const fresh = await fetch(request)
    if (fresh.ok) also(keep(request, fresh.clone()))
    return fresh
  } catch (error) {
    const kept = await (await caches.open(OFFLINE_STORE)).match(request, { ignoreSearch: true })
    if (kept === undefined) throw error
    return kept
  }
}

/** A disk that is full keeps nothing more: what is fresh is given all the same, and at once. */
async function keep(request: Request, fresh: Response): Promise<void> {
  try {
    await (await caches.open(OFFLINE_STORE)).put(request, fresh)
  } catch {
    // The page lives on its server.
  }
}
