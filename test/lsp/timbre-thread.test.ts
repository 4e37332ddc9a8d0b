/** The thread that reads prompts for the language server. */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { createReader } from '../../lsp/timbre-model/reader.ts'
import { repositoryTop } from '../harness/sil.ts'

const SETUP = { folder: join(repositoryTop, 'models', 'timbre'), encoder: {} }
const ENTRY = pathToFileURL(join(repositoryTop, 'lsp', 'timbre-model', 'thread.ts'))

/** A thread that says how many questions it was asked. */
const COUNTS = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    let asked = 0
    parentPort.on('message', ({ id, question: { about, prompt } }) => {
      if (prompt === 'die') process.exit(1)
      parentPort.postMessage({ id, answer: { about, vector: [++asked], unknown: [] } })
    })`)}`,
)

it('answers several questions at once, each its own', async () => {
  const ask = createReader(ENTRY, SETUP)
  const [kick, snare, { vectors }] = await Promise.all([
    ask({ about: 'prompt', prompt: 'kick' }),
    ask({ about: 'prompt', prompt: 'snare' }),
    ask({ about: 'words' }),
  ])
  expect(kick.vector).toEqual(vectors.get('kick'))
  expect(snare.vector).toEqual(vectors.get('snare'))
  const { prompts } = await ask({ about: 'near', prompt: 'kick', vector: kick.vector, count: 2 })
  expect(prompts).toHaveLength(2)
  expect(prompts).not.toContain('kick')
})

it('ends when nobody asks for a while, and is there again for who does', async () => {
  const ask = createReader(COUNTS, SETUP, 200)
  const asked = async () => (await ask({ about: 'prompt', prompt: 'kick' })).vector[0]
  expect([await asked(), await asked()]).toEqual([1, 2])
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(await asked()).toBe(1)
})

it('says that it died to who waits, and is started anew for the next', async () => {
  const ask = createReader(COUNTS, SETUP)
  const asked = async (prompt: string) => (await ask({ about: 'prompt', prompt })).vector[0]
  expect([await asked('kick'), await asked('kick')]).toEqual([1, 2])
  await expect(asked('die')).rejects.toThrow('the thread that reads prompts died')
  expect(await asked('kick')).toBe(1)
})
