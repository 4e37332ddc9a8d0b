/**
 * The page without its server: what was loaded once is kept, asked for anew whenever the server is there, and given
 * from the store when it is not. What belongs to the user's disk is never kept.
 */

import { OFFLINE_STORE } from '../offline-store.ts'

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
  event.respondWith(freshOrKept(event.request))
})

async function keepAll(): Promise<void> {
  const files: readonly string[] = await (await fetch('/files.json')).json()
  const store = await caches.open(OFFLINE_STORE)
  await store.addAll(files.map((file) => new Request(`/${file}`, { cache: 'no-cache' })))
  await store.add('/')
}

/** What an older build left: files have their content in their names, and would pile up. */
async function forgetOld(): Promise<void> {
  const files: readonly string[] = await (await fetch('/files.json')).json()
  const known = new Set([...files.map((file) => `/${file}`), '/'])
  const store = await caches.open(OFFLINE_STORE)
  for (const request of await store.keys()) {
    const { pathname } = new URL(request.url)
    // The editor is kept where it was loaded, and is in no list: only chunks have a hash.
    if (/-[A-Z0-9]{8}\./.test(pathname) && !known.has(pathname)) await store.delete(request)
  }
}

function isOurs({ url, method }: Request): boolean {
  const { origin, pathname } = new URL(url)
  return method === 'GET' && origin === location.origin && !pathname.startsWith('/api/')
}

async function freshOrKept(request: Request): Promise<Response> {
  const store = await caches.open(OFFLINE_STORE)
  try {
    const fresh = await fetch(request)
    // A disk that is full keeps nothing more; what is fresh is given all the same.
    if (fresh.ok) await store.put(request, fresh.clone()).catch(() => {})
    return fresh
  } catch (error) {
    const kept = await store.match(request, { ignoreSearch: true })
    if (kept === undefined) throw error
    return kept
  }
}
