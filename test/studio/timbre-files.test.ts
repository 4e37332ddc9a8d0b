/** What the page's threads fetch of the trained timbre space, and keep. */

import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { TimbreSources } from '../../studio/service/timbre-model.ts'
import { repositoryTop } from '../harness/sil.ts'

// By its path: it sees a browser, which this program is none of.
const { timbreSourcesAt }: { timbreSourcesAt(folder: string): TimbreSources } = await import(
  join(repositoryTop, 'studio/workers/timbre-files.ts')
)

afterEach(() => {
  vi.unstubAllGlobals()
})

const FOLDER = 'http://page.test/timbre/'
const served = (status = 200) => vi.fn(async () => new Response(new Uint8Array([1, 2, 3]), { status }))
const storeOf = (put: (address: string, response: Response) => Promise<void>) => ({
  open: async () => ({ put }),
})

test('the book of prompts is kept where it is asked for: on a first visit no service worker does', async () => {
  const kept = new Map<string, Uint8Array>()
  vi.stubGlobal('fetch', served())
  vi.stubGlobal(
    'caches',
    storeOf(async (address, response) => {
      kept.set(address, new Uint8Array(await response.arrayBuffer()))
    }),
  )
  expect(await timbreSourcesAt(FOLDER).book()).toEqual(new Uint8Array([1, 2, 3]))
  await vi.waitFor(() => expect(kept).toEqual(new Map([[`${FOLDER}book.bin`, new Uint8Array([1, 2, 3])]])))
})

test('a book is read where nothing can be kept, and nothing is kept of one that is not there', async () => {
  vi.stubGlobal('fetch', served())
  expect(await timbreSourcesAt(FOLDER).book()).toHaveLength(3)
  const put = vi.fn(async () => {
    throw new Error('the disk is full')
  })
  vi.stubGlobal('caches', storeOf(put))
  expect(await timbreSourcesAt(FOLDER).book()).toHaveLength(3)
  expect(put).toHaveBeenCalledTimes(1)
  vi.stubGlobal('fetch', served(404))
  await expect(timbreSourcesAt(FOLDER).book()).rejects.toThrow('book.bin is not there (404)')
  expect(put).toHaveBeenCalledTimes(1)
})
