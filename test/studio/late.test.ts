/** The page's compiler before and after somebody makes a mistake: what is cut out of it, and that nobody notices. */

import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hashOf } from '../../compiler/canonical.ts'
import type { checkTrained } from '../../compiler/check-trained.ts'
import { check as checkWhole } from '../../compiler/compile.ts'
import { orderedParams } from '../../runtime/audio/palette/baked-patch.ts'
import { growingSpace } from '../../runtime/timbre/table-space.ts'
import { lateFunctions } from '../../scripts/build/late/plugin.ts'
import { smallHash } from '../../scripts/build/small-hash.ts'
import { computedTables } from '../../scripts/build/tables.ts'
import type { checkedProgram } from '../../studio/service/program.ts'
import type { isCold, loadLate } from '../../studio/workers/late.ts'
import { repositoryTop } from '../harness/sil.ts'
import { fakeModel } from '../timbre/fake-model.ts'

interface Cut {
  readonly check: typeof checkWhole
  readonly hashOf: typeof hashOf
  readonly checkTrained: typeof checkTrained
  readonly checkedProgram: typeof checkedProgram
  readonly isCold: typeof isCold
  readonly loadLate: typeof loadLate
}

const folder = mkdtempSync(join(tmpdir(), 'silencio-late-'))
const examples = globSync('examples/**/*.sil', { cwd: repositoryTop }).sort()
const textOf = (path: string): string => readFileSync(join(repositoryTop, path), 'utf8')
const host = {
  read: (path: string) =>
    examples.includes(path)
      ? ({ kind: 'text', text: textOf(path) } as const)
      : ({ kind: 'missing' } as const),
}
let early: string
let cut: Cut

beforeAll(async () => {
  const { metafile } = await build({
    absWorkingDir: repositoryTop,
    stdin: {
      contents: `export { check } from './compiler/compile.ts'
        export { hashOf } from './compiler/canonical.ts'
        export { checkTrained } from './compiler/check-trained.ts'
        export { checkedProgram } from './studio/service/program.ts'
        export { isCold, loadLate } from './studio/workers/late.ts'`,
      resolveDir: repositoryTop,
      loader: 'ts',
    },
    plugins: [computedTables, smallHash(repositoryTop), lateFunctions(repositoryTop, [])],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    metafile: true,
    logLevel: 'silent',
  })
  const entry = Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint === '<stdin>')
  const path = join(repositoryTop, entry ?? '')
  early = loaded(path)
  cut = await import(pathToFileURL(path).href)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A module with all that it imports at once. */
function loaded(path: string): string {
  const text = readFileSync(path, 'utf8')
  const more = [...text.matchAll(/^\s*(?:\} from|import) "(\.\/[^"]+)"/gm)].map(([, next = '']) => next)
  return [text, ...more.map((next) => loaded(join(path, '..', next)))].join('\n')
}

const found = (check: typeof checkWhole, path: string, text: string) => {
  const { ir, diagnostics } = check({ path, text, host })
  return JSON.stringify({ ir, diagnostics })
}

it('gives everything the name that the compiler gives it elsewhere', () => {
  for (const value of ['', 'é 🥁', examples.map(textOf), { a: [1, 0.1, null], b: { c: true } }])
    expect(cut.hashOf(value)).toBe(hashOf(value))
})

// In this order: what comes late stays.
it('compiles right text without what is said of mistakes', () => {
  expect(early).toContain('function check(')
  expect(early).not.toContain('Unknown timbre word')
  expect(early).not.toContain('sections stand with commas between')
  for (const path of examples)
    expect(found(cut.check, path, textOf(path)), path).toBe(found(checkWhole, path, textOf(path)))
})

it('tells the page all that it wants to know of right text, whoever reads its prompts', async () => {
  const now = (): number => 0
  for (const path of examples) {
    const text = textOf(path)
    const space = growingSpace(fakeModel, orderedParams)
    for (const result of [
      cut.check({ path, text, host }),
      await cut.checkTrained({ path, text, host }, space),
    ]) {
      const piece = { result, notice: null }
      const input = { version: 1, path, text, piece, runtime: 'x.js', asked: 0, now, loop: null, before: [] }
      expect(cut.checkedProgram(input).problems, path).toEqual([])
    }
  }
})

it('is stopped at the first mistake, and says what the whole compiler says when the rest is there', async () => {
  const wrong = examples.flatMap((path) => {
    const text = textOf(path)
    const half = text.slice(0, Math.floor(text.length / 2))
    return [
      half,
      text.replace(/\bbars /, 'bar '),
      text.replace('{', '{,'),
      `${text}\nform A -> B x 2\n`,
      `# x\n${text}`,
    ]
  })
  let stopped: unknown = null
  try {
    for (const text of wrong) cut.check({ path: 'wrong.sil', text, host })
  } catch (error) {
    stopped = error
  }
  expect(cut.isCold(stopped)).toBe(true)
  expect(cut.isCold(new Error('another'))).toBe(false)
  await cut.loadLate()
  for (const text of wrong)
    expect(found(cut.check, 'wrong.sil', text)).toBe(found(checkWhole, 'wrong.sil', text))
})
