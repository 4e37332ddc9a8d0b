/** The service worker's store, from one build to the next. */

import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { repositoryTop } from '../harness/sil.ts'

const ORIGIN = 'http://page.test'
type Handler = (event: object) => void

afterEach(() => {
  vi.unstubAllGlobals()
})

test('what only an older build had is forgotten: its chunks and its compiler’s, and nothing of the editor', async () => {
  const handlers = new Map<string, Handler>()
  const stored = new Set(
    [
      ...['', 'studio.js', 'editor.js', 'language-server.js', 'codicon-LTRFOK3N.woff2', 'timbre/book.bin'],
      ...['chunk-AAAAAAA2.js', 'compiler-BBBBBBB2.js', 'chunk-OLDOLDO1.js', 'compiler-OLDOLDO1.js'],
    ].map((name) => `${ORIGIN}/${name}`),
  )
  vi.stubGlobal('SILENCIO_PAGE', 'this-build')
  vi.stubGlobal('addEventListener', (name: string, handler: Handler) => handlers.set(name, handler))
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    return new Response(JSON.stringify(['studio.js', 'chunk-AAAAAAA2.js', 'compiler-BBBBBBB2.js']))
  })
  vi.stubGlobal('caches', {
    open: async () => ({
      keys: async () => [...stored].map((url) => ({ url })),
      delete: async ({ url }: { url: string }) => stored.delete(url),
    }),
  })
  await import(join(repositoryTop, 'studio/workers/offline.ts'))
  const waited: Promise<unknown>[] = []
  handlers.get('activate')?.({ waitUntil: (done: Promise<unknown>) => waited.push(done) })
  await Promise.all(waited)
  expect(waited).toHaveLength(1)
  expect([...stored].filter((url) => url.includes('OLDOLDO1'))).toEqual([])
  expect(stored.size).toBe(8)
  // Of this build, whatever a host's cache has of the last one.
  expect(asked).toEqual(['/files.json?this-build'])
})
