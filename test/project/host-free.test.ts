import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryTop, run } from '../harness/sil.ts'

/** What some engine that plays policies does not have: Node, a page, a worklet, a phone. */
const hostGlobals = [
  'console',
  'setTimeout',
  'queueMicrotask',
  'structuredClone',
  'performance',
  'process',
  'Buffer',
  'TextEncoder',
  'URL',
  'fetch',
  'crypto',
  'window',
  'document',
  'AudioContext',
]

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'silencio-host-free-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// All rooms beside the probe: were one of their dependencies to bring the types of a host along, it would
// bring them to everybody, and the lint would see nothing any more.
test('language, compiler and the runtime’s core know no name that only a host has', {
  timeout: 60_000,
}, async () => {
  writeFileSync(join(folder, 'probe.ts'), hostGlobals.map((name) => `void ${name}\n`).join(''))
  const rooms = ['language', 'compiler', 'runtime'].map((room) => join(repositoryTop, room))
  const config = {
    extends: join(repositoryTop, 'tsconfig.core.json'),
    include: [...rooms, join(folder, 'probe.ts')],
    exclude: [join(repositoryTop, 'runtime', 'host')],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(repositoryTop, 'node_modules', 'typescript', 'bin', 'tsc')
  const { stdout } = await run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder })
  const unknown = [...stdout.matchAll(/^probe\.ts\(\d+,\d+\): error TS\d+: Cannot find name '(\w+)'/gm)]
  expect(unknown.map((match) => match[1])).toEqual(hostGlobals)
})
