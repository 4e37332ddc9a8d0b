/** An app's bundler takes of the package what the app uses, and nothing of Node. */

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../../scripts/build/ensure.ts'
import { libraryEntries } from '../../scripts/build/entries.ts'
import { newProject } from '../harness/consumer.ts'
import { repositoryTop, run, sil } from '../harness/sil.ts'

let project = ''

beforeAll(async () => {
  await ensureBuilt(repositoryTop, { parts: ['bundles'] })
  project = newProject()
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

/** The text of a page's bundle. @throws where something of Node is wanted */
async function bundled(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: project },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    minify: true,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

describe('a page’s bundle', () => {
  const rooms = libraryEntries
    .map(({ subpath }) => subpath.slice(2))
    .filter((room) => !room.endsWith('/node'))

  test.each(rooms)('takes all of %s, and nothing of Node', async (room) => {
    const text = await bundled(`import * as room from 'silencio/${room}'\nglobalThis.room = room`)
    expect(text).not.toMatch(/["'`]node:/)
  })

  test.each([
    ['runtime', 'summaryOfSession', 3000],
    ['compiler', 'LIMITS', 1000],
    ['testing', 'createFakeClock', 2000],
  ])('that uses only what is small of %s is small: %s', async (room, name, most) => {
    const text = await bundled(`import { ${name} } from 'silencio/${room}'\nconsole.log(${name})`)
    expect(text.length).toBeLessThan(most)
  })

  test('has the worklet that nobody imports a name of', async () => {
    expect(await bundled("import 'silencio/browser/ears-worklet'")).toContain('registerProcessor')
  })

  test('compiles, plays and logs what it does unbundled', async () => {
    const piece = join(repositoryTop, 'examples', 'pocket-trio', 'pocket-trio.sil')
    expect((await sil(['compile', piece, '--out', project])).status).toBe(0)
    const source = `
      import { check, emit } from 'silencio/compiler'
      import { playScript, replaySession } from 'silencio/testing'
      import trio from './pocket-trio.js'
      const set = trio.start({ seed: 7, explore: { unitId: 'a' } })
      playScript(set, [{ k: 'simulated', who: 'novice' }], { bars: 8, beatsPerBar: 4, seed: 1 })
      const log = set.end()
      const text = 'tempo 96 bpm\\nmetronome click { beat |x x x x| timbre "warm wood" }\\nforn\\n'
      const { ir, diagnostics } = check({ path: 'a.sil', text, host: { read: () => ({ kind: 'missing' }) } })
      console.log(JSON.stringify([log, replaySession(trio, log).events.length, trio.rewards.practice(log), ir, diagnostics]))
    `
    writeFileSync(join(project, 'plain.js'), source)
    writeFileSync(join(project, 'one.js'), await bundled(source))
    const [plain, one] = [
      await run(process.execPath, ['plain.js'], { cwd: project }),
      await run(process.execPath, ['one.js'], { cwd: project }),
    ]
    expect(plain.stderr).toBe('')
    expect(one).toEqual(plain)
  })
})
