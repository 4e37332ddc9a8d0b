import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkFile, type Packages } from '../../scripts/rooms/check.ts'
import { repositoryTop, run } from '../harness/sil.ts'

const packages: Packages = {
  name: 'silencio',
  dependencies: ['@bufbuild/protobuf'],
  devDependencies: ['canonicalize', '@noble/hashes', 'vitest'],
}

const messages = (file: string, text: string): readonly string[] =>
  checkFile(file, text, packages).map((problem) => `${problem.file}:${problem.line} ${problem.message}`)

describe('an import that breaks the folder table is named with its line and the rule', () => {
  test.each([
    [
      'language/parser.ts',
      "import { a } from './ast.ts'\n\nimport { seconds } from '../runtime/units.ts'\n",
      'language/parser.ts:3 imports runtime/units.ts: language may import nothing',
    ],
    [
      'language/parser.ts',
      "import type { Seconds } from '../runtime/units.ts'",
      'language/parser.ts:1 imports runtime/units.ts: language may import nothing',
    ],
    [
      'language/parser.ts',
      "type A = import('../runtime/units.ts').Seconds",
      'language/parser.ts:1 imports runtime/units.ts: language may import nothing',
    ],
    [
      'language/parser.ts',
      "export * from '../runtime/units.ts'",
      'language/parser.ts:1 imports runtime/units.ts: language may import nothing',
    ],
    [
      'language/parser.ts',
      "export type { Seconds } from '../runtime/units.ts'",
      'language/parser.ts:1 imports runtime/units.ts: language may import nothing',
    ],
    [
      'language/parser.ts',
      "const late = await import('../runtime/units.ts')",
      'language/parser.ts:1 imports runtime/units.ts: language may import nothing',
    ],
    [
      'compiler/lower.ts',
      "import { b } from '../runtime/band/pattern.ts'",
      'compiler/lower.ts:1 imports runtime/band/pattern.ts: compiler may import only language, runtime/theory, runtime/timbre',
    ],
    [
      'compiler/lower.ts',
      // A folder's name is a whole segment.
      "import { b } from '../runtime/theory-of-everything.ts'",
      'compiler/lower.ts:1 imports runtime/theory-of-everything.ts: compiler may import only language, runtime/theory, runtime/timbre',
    ],
    [
      'runtime/score/score.ts',
      "import { compile } from '../../compiler/compile.ts'",
      'runtime/score/score.ts:1 imports compiler/compile.ts: runtime may import nothing outside runtime',
    ],
    [
      'runtime/score/score.ts',
      "import { read } from '../host/node.ts'",
      'runtime/score/score.ts:1 imports runtime/host/node.ts: runtime/host belongs to one host, runtime to all',
    ],
    [
      'runtime/audio/ears/processor.ts',
      "import { connectEars } from '../../host/browser/ears.ts'",
      'runtime/audio/ears/processor.ts:1 imports runtime/host/browser/ears.ts: runtime/host belongs to one host, runtime to all',
    ],
    [
      'runtime/host/browser/ears.ts',
      "import { renderReport } from '../report/report.ts'",
      'runtime/host/browser/ears.ts:1 imports runtime/host/report/report.ts: runtime/host/report belongs to one host, runtime/host/browser to all',
    ],
    [
      'runtime/host/browser/ears.ts',
      "import { readFileSync } from 'node:fs'",
      'runtime/host/browser/ears.ts:1 imports node:fs: runtime/host/browser runs where there is no Node',
    ],
    [
      'runtime/score/score.ts',
      "import { readFileSync } from 'node:fs'",
      'runtime/score/score.ts:1 imports node:fs: runtime runs where there is no Node; only runtime/host may',
    ],
    [
      'compiler/compile.ts',
      "import path from 'path'",
      'compiler/compile.ts:1 imports path: compiler runs where there is no Node',
    ],
    [
      'training/gate.ts',
      "import { parse } from '../language/parser.ts'",
      'training/gate.ts:1 imports language/parser.ts: training may take only types from there (import type)',
    ],
    [
      'training/gate.ts',
      "import { type Ast, parse } from '../language/parser.ts'",
      'training/gate.ts:1 imports language/parser.ts: training may take only types from there (import type)',
    ],
    [
      'vscode-extension/player.ts',
      "import { transport } from '../studio/transport.ts'",
      'vscode-extension/player.ts:1 imports studio/transport.ts: vscode-extension may import only lsp, studio/views, studio/player-protocol.ts, studio/scenario-protocol.ts, studio/service/scenario-keys.ts, types of compiler',
    ],
    [
      'studio/views/zone-dial.ts',
      "import { createPolicy } from '../../runtime/create-policy.ts'",
      'studio/views/zone-dial.ts:1 imports runtime/create-policy.ts: studio/views may take only types from there (import type)',
    ],
    [
      'studio/views/zone-dial.ts',
      "import type { Page } from '../page.ts'",
      'studio/views/zone-dial.ts:1 imports studio/page.ts: studio/views may import only runtime/follow/zones.ts, types of runtime, types of studio/protocol.ts',
    ],
    [
      'compiler/emit.ts',
      "import { expect } from 'vitest'",
      'compiler/emit.ts:1 imports vitest: vitest is neither bundled (scripts/rooms/bundled.ts) nor among the dependencies of package.json',
    ],
    [
      'compiler/emit.ts',
      "import { start } from 'silencio/runtime'",
      'compiler/emit.ts:1 imports silencio/runtime: inside the package, rooms are imported by relative path',
    ],
    [
      'runtime/performer.ts',
      'const module = await import(name)',
      'runtime/performer.ts:1 imports something computed: runtime names what it imports',
    ],
    ['attic/old.ts', 'export {}', 'attic/old.ts:1 is in no room: add attic to scripts/rooms/table.ts'],
  ])('%s: %s', (file, text, message) => {
    expect(messages(file, text)).toEqual([message])
  })
})

describe('an import that the table allows is let through', () => {
  test.each([
    ['language/parser.ts', "import { canonicalize } from 'canonicalize'\nimport { a } from './ast.ts'"],
    ['runtime/score/proto.ts', "import { toBinary } from '@bufbuild/protobuf'"],
    ['language/fixes/unit.ts', "import { a } from '../ast.ts'"],
    [
      'compiler/lower.ts',
      "import { a } from '../language/ast.ts'\nimport { c } from '../runtime/theory/chord.ts'",
    ],
    ['runtime/band/drummer.ts', "import { zones } from '../follow/zones.ts'"],
    [
      'runtime/host/node.ts',
      "import { readFileSync } from 'node:fs'\nimport { score } from '../score/score.ts'",
    ],
    [
      'training/gate.ts',
      "import type { Ast } from '../language/ast.ts'\nimport { open } from 'node:fs/promises'",
    ],
    ['training/gate.ts', "import { type Ast, type Span } from '../language/ast.ts'"],
    ['cli/sil.ts', "import { compile } from '../compiler/compile.ts'\nconst c = await import(path)"],
    [
      'studio/views/zones.ts',
      "import { zoneOf } from '../../runtime/follow/zones.ts'\nimport type { TapMark } from '../protocol.ts'",
    ],
    ['studio/page.ts', "import { createZoneDial } from './views/zone-dial.ts'"],
    ['test/a.test.ts', "import { test } from 'vitest'\nimport trio from 'silencio/runtime'"],
    [
      'language/words.ts',
      "// import { x } from '../runtime/x.ts'\nconst text = \"import '../runtime/x.ts'\"",
    ],
  ])('%s: %s', (file, text) => {
    expect(messages(file, text)).toEqual([])
  })
})

describe('what decides the music takes time and chance only from its callers', () => {
  test.each([
    ['runtime/random.ts', 'const r = Math.random()', 'Math.random'],
    ['runtime/random.ts', "const r = Math['random']()", 'Math.random'],
    ['runtime/random.ts', 'const { random } = Math', 'Math.random'],
    ['runtime/random.ts', 'const r = globalThis.Math.random', 'Math.random'],
    ['language/source.ts', 'const t = Date.now()', 'Date.now'],
    ['compiler/manifest.ts', 'const t = new Date()', 'new Date()'],
    ['compiler/manifest.ts', 'const t = Date()', 'Date()'],
    ['training/gate.ts', 'const t = performance.now()', 'performance.now'],
    ['training/gate.ts', 'const id = crypto.randomUUID()', 'crypto.randomUUID'],
  ])('%s: %s', (file, text, name) => {
    const room = file.split('/')[0]
    expect(messages(file, text)).toEqual([
      `${file}:1 uses ${name}: ${room} gets time and chance from its callers`,
    ])
  })

  test.each([
    ['runtime/host/node.ts', 'const t = performance.now()'],
    ['cli/sil.ts', 'const t = new Date()'],
    ['training/gate.ts', 'const t = new Date(0).toISOString()'],
    ['runtime/random.ts', 'const random = (key: number) => key\nconst r = random(1)'],
  ])('a host may look at the clock, and a given date is no clock: %s: %s', (file, text) => {
    expect(messages(file, text)).toEqual([])
  })
})

describe('what decides events keeps to arithmetic that all engines do alike', () => {
  test.each([
    ['runtime/follow/zones.ts', 'const x = Math.exp(1)', 'Math.exp'],
    // What is heard in sound decides, too.
    ['runtime/audio/ears/novelty.ts', 'const x = Math.log2(8)', 'Math.log2'],
    ['runtime/band/drummer.ts', 'const x = a ** b', '**'],
  ])('%s: %s', (file, text, name) => {
    expect(messages(file, text)).toEqual([
      `${file}:1 uses ${name}: engines differ in its last bit, and this code decides events`,
    ])
  })

  test('square roots are exact everywhere, and sound may differ by a bit', () => {
    expect(messages('runtime/follow/zones.ts', 'const x = Math.sqrt(2) + Math.abs(-1)')).toEqual([])
    expect(messages('runtime/audio/voice.ts', 'const x = Math.sin(2)')).toEqual([])
  })
})

describe('the lint step', () => {
  const top = mkdtempSync(join(tmpdir(), 'silencio-rooms-'))
  afterAll(() => rmSync(top, { recursive: true, force: true }))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(top, path)), { recursive: true })
    writeFileSync(join(top, path), text)
  }
  const checkRooms = () => run(process.execPath, [join(repositoryTop, 'scripts', 'check-rooms.ts'), top])

  test('fails on a broken house, and says where', async () => {
    write('package.json', '{ "name": "house" }')
    write('language/a.ts', "import { b } from '../runtime/b.ts'\n")
    write('runtime/b.ts', 'export const b = Math.random()\n')
    write('runtime/dist/c.ts', "import '../../cli/a.ts'\n")
    const broken = await checkRooms()
    expect(broken.status).toBe(1)
    expect(broken.stderr.trim().split('\n').slice(0, -1)).toEqual([
      'language/a.ts:1 imports runtime/b.ts: language may import nothing',
      'runtime/b.ts:1 uses Math.random: runtime gets time and chance from its callers',
    ])
    write('language/a.ts', '')
    write('runtime/b.ts', '')
    expect(await checkRooms()).toMatchObject({ status: 0, stderr: '' })
  })
})
