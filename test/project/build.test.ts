import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureBuilt } from '../../scripts/build/ensure.ts'
import { link } from '../harness/links.ts'
import { quickJs } from '../harness/quickjs.ts'
import { repositoryTop, run } from '../harness/sil.ts'

/** A house with the rooms of ours and a few lines in each. */
const sources = {
  'package.json': '{ "name": "house", "type": "module" }',
  'package-lock.json': '{}',
  'tsconfig.json': readFileSync(join(repositoryTop, 'tsconfig.json'), 'utf8'),
  'tsconfig.build.json': readFileSync(join(repositoryTop, 'tsconfig.build.json'), 'utf8'),
  'language/index.ts': 'export const keyword = "band"\n',
  'compiler/index.ts':
    "import { keyword } from '../language/index.ts'\nexport const compile = (): string => keyword + '!'\n",
  'runtime/beat.ts': 'export interface Beat { readonly n: number }\n',
  'runtime/index.ts':
    "export type { Beat } from './beat.ts'\nexport const beats = new Map<string, number>()\n",
  'runtime/host/node.ts':
    "import { readFileSync } from 'node:fs'\nimport { beats } from '../index.ts'\nexport const size = (): number => beats.size + readFileSync('/dev/null').length\n",
  'runtime/audio/index.ts': 'export const audio = 3\n',
  'runtime/audio/ears/index.ts': 'export const ears = 2\n',
  'runtime/host/browser/index.ts': "export { ears } from '../../audio/ears/index.ts'\n",
  'runtime/host/browser/ears-worklet.ts': "export { ears } from '../../audio/ears/index.ts'\n",
  'runtime/testing/index.ts': "export { beats } from '../index.ts'\n",
  'training/index.ts': 'export const trained = 4\n',
  'models/timbre/app.ts': 'export const timbre = 5\n',
  'training/simulate/worker.ts': "import { beats } from '../../runtime/index.ts'\nbeats.set('worker', 1)\n",
  'lsp/node.ts': 'export const node = 1\n',
  'lsp/worker.ts': 'export const worker = 1\n',
  'lsp/timbre-model/open.ts': 'export const open = 1\n',
  'lsp/timbre-model/thread.ts': 'export const thread = 1\n',
  'runtime/standalone.ts':
    "import canonicalize from 'canonicalize'\nexport interface Said { readonly a: number; readonly b: number }\nexport const start = (): string => canonicalize({ b: 1, a: 2 }) ?? ''\n",
  'cli/sil.ts':
    "import { beats } from '../runtime/index.ts'\nbeats.set('sil', 1)\nconst { compile } = await import('../compiler/index.ts')\nconst loaded = await import(process.argv[2] ?? '')\nconsole.log(compile(), loaded.beats === beats)\n",
}

let top = ''
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(top, path)), { recursive: true })
  writeFileSync(join(top, path), text)
}
const read = (path: string): string => readFileSync(join(top, path), 'utf8')

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'silencio-build-'))
  link(join(repositoryTop, 'node_modules'), join(top, 'node_modules'))
  for (const [path, text] of Object.entries(sources)) write(path, text)
})
afterEach(() => rmSync(top, { recursive: true }))

test('the binary runs by itself and shares its runtime with what it loads', async () => {
  await ensureBuilt(top, { parts: ['bundles'] })
  expect(statSync(join(top, 'dist/cli/sil.js')).mode & 0o111).not.toBe(0)
  const sil = await run(join(top, 'dist/cli/sil.js'), [join(top, 'dist/runtime/index.js')])
  expect(sil).toEqual({ status: 0, stdout: 'band! true\n', stderr: '' })
  // What its threads run lies beside it, and runs by itself, too.
  const worker = await run(process.execPath, [join(top, 'dist/training/simulate/worker.js')])
  expect(worker).toEqual({ status: 0, stdout: '', stderr: '' })
})

test('the worklet of the ears is one file: bundlers that give its address copy it as it is', async () => {
  await ensureBuilt(top, { parts: ['bundles'] })
  const text = read('dist/runtime/host/browser/ears-worklet.js')
  expect(text).toContain('ears = 2')
  expect(text).not.toMatch(/\bimport\b/)
})

test('the standalone runtime is in pieces that import nothing, and credits what it contains', async () => {
  await ensureBuilt(top, { parts: ['bundles'] })
  const { credits, pieces, exports } = JSON.parse(read('dist/runtime/standalone.json'))
  expect(credits).toMatch(/^Silencio runtime, MIT; contains canonicalize [\d.]+ \(Apache-2.0\)$/)
  const text = pieces.map((piece: { text: string }) => piece.text).join('\n')
  expect(text).not.toMatch(/\bimport\b/)
  const files = { 'standalone.js': `${text}\nexport { ${exports.start} as start }` }
  const main = "import { start } from './standalone.js'\nexport default start()"
  expect(await quickJs.evaluate(main, files)).toBe('{"a":2,"b":1}')
  expect(read('dist/THIRD-PARTY-LICENCES.txt')).toMatch(/^canonicalize .*Apache-2.0/)
})

test('names that the outside says are kept, and those inside are shortened', async () => {
  write(
    'runtime/standalone.ts',
    `export interface Said { readonly started_at: number; readonly inner: Inner }
    interface Inner { readonly deep_in: string }
    class Clock { #hidden_time = 1; inside_time = 2; sum(): number { return this.#hidden_time + this.inside_time } }
    const named = { by_text: 3 }
    export const start = (said: Said): unknown => ({ started_at: new Clock().sum() + said.started_at, inner: said.inner, deep_in: Reflect.get(named, 'by_text') })
    `,
  )
  await ensureBuilt(top, { parts: ['bundles'] })
  const text = read('dist/runtime/standalone.json')
  for (const name of ['started_at', 'inner', 'deep_in', 'by_text']) expect(text).toMatch(`${name}:`)
  for (const name of ['hidden_time', 'inside_time']) expect(text).not.toMatch(name)
})

test('declarations name the types that a package’s user sees', async () => {
  await ensureBuilt(top, { parts: ['declarations'] })
  expect(read('dist/types/runtime/index.d.ts')).toContain('Beat')
  expect(readdirSync(join(top, 'dist/types')).sort()).toEqual([
    'compiler',
    'language',
    'models',
    'runtime',
    'training',
  ])
})

test('nothing is built when nothing changed, and what changed is', async () => {
  expect(await ensureBuilt(top, { parts: ['bundles'] })).toEqual(['bundles'])
  expect(await ensureBuilt(top, { parts: ['bundles'] })).toEqual([])
  expect(await ensureBuilt(top, { parts: ['bundles', 'declarations'] })).toEqual(['declarations'])

  const untouched = statSync(join(top, 'dist/runtime/index.js')).mtimeMs
  write('language/index.ts', 'export const keyword = "drummer"\n')
  expect(await ensureBuilt(top, { parts: ['bundles'] })).toEqual(['bundles'])
  expect((await run(join(top, 'dist/cli/sil.js'), [join(top, 'dist/runtime/index.js')])).stdout).toContain(
    'drummer!',
  )
  expect(statSync(join(top, 'dist/runtime/index.js')).mtimeMs).toBe(untouched)
})

test('an older build’s chunks stay for who runs them, and are in no package', async () => {
  const chunks = (): readonly string[] => readdirSync(join(top, 'dist/chunks')).sort()
  await ensureBuilt(top, { parts: ['bundles'] })
  const older = chunks()
  write('runtime/index.ts', 'export const beats = new Map<string, number>([["a", 1]])\n')
  await ensureBuilt(top, { parts: ['bundles'] })
  const both = chunks()
  expect(both).toEqual(expect.arrayContaining([...older]))

  expect(await ensureBuilt(top, { parts: ['bundles'], anew: true })).toEqual(['bundles'])
  expect(chunks().length).toBeLessThan(both.length)
  const { scripts } = JSON.parse(readFileSync(join(repositoryTop, 'package.json'), 'utf8'))
  expect(scripts.prepack).toBe('npm run build -- --anew')
})

test('a build that fails names the line and is tried again', async () => {
  write('language/index.ts', '\nexport const keyword = = 1\n')
  await expect(ensureBuilt(top, { parts: ['bundles'] })).rejects.toThrow(/language\/index\.ts:2:23/)
  await expect(ensureBuilt(top, { parts: ['bundles'] })).rejects.toThrow()
})
