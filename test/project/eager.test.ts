/** What the build does to functions that every `sil check` calls changes nothing but when they are compiled. */

import { globSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { eagerly } from '../../scripts/build/eager/eagerly.ts'
import { ensureBuilt } from '../../scripts/build/ensure.ts'
import { repositoryTop } from '../harness/sil.ts'

const SOURCE = `#!/usr/bin/env node
import { join } from 'node:path'

// Called before it stands there.
const early = sum(1, 2)
function sum(a, b) {
  return a + b
}
/** Kept. */
function never() { return 'never' }
async function later() {
  return join('a', String(sum(early, early)))
}
function one() { return 1 } function two() { return 2 }
export { early, later, never, one, two }
`

const startsOf = (text: string, ...names: readonly string[]): ReadonlySet<number> =>
  new Set(names.map((name) => text.search(new RegExp(`(?:async )?function ${name}\\b`))))

const imported = (text: string): Promise<Record<string, unknown>> =>
  import(`data:text/javascript,${encodeURIComponent(text)}`)

it('they stand behind the imports, in parentheses, and everything else where it stood', () => {
  const { text } = eagerly(SOURCE, null, startsOf(SOURCE, 'sum', 'later', 'two'))
  expect(text).toBe(`#!/usr/bin/env node
import { join } from 'node:path'
var sum = (function sum(a, b) {
  return a + b
});
var later = (async function later() {
  return join('a', String(sum(early, early)))
});

// Called before it stands there.
const early = sum(1, 2)
/** Kept. */
function never() { return 'never' }
function one() { return 1 } function two() { return 2 }
export { early, later, never, one, two }
`)
})

it('the module does what it did', async () => {
  const { text } = eagerly(SOURCE, null, startsOf(SOURCE, 'sum', 'later', 'two'))
  const [before, after] = [await imported(SOURCE), await imported(text)]
  expect(Object.keys(after)).toEqual(Object.keys(before))
  for (const module of [before, after]) {
    const { early, later } = module
    if (typeof later !== 'function') throw new Error('later is no function')
    expect([early, await later(), later.name]).toEqual([3, join('a', '6'), 'later'])
  }
})

it('source maps find each place where they found it before', async () => {
  const { outputFiles } = await build({
    stdin: { contents: SOURCE.slice(SOURCE.indexOf('\n')), sourcefile: 'a.ts', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    sourcemap: 'linked',
    outfile: 'a.js',
  })
  const find = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? ''
  const [text, map] = [find('a.js'), find('a.js.map')]
  const eager = eagerly(text, map, startsOf(text, 'sum', 'later'))
  expect(eager.text).not.toBe(text)
  const placesOf = (text: string, map: string) => {
    const known = new SourceMap(JSON.parse(map))
    return ['a + b', 'sum(1, 2)', 'String(', 'sum(a, b)', '"never"'].map((what) => {
      const lines = text.slice(0, text.indexOf(what)).split('\n')
      const entry = known.findEntry(lines.length - 1, lines.at(-1)?.length ?? 0)
      return 'originalLine' in entry ? [what, entry.originalLine, entry.originalColumn] : [what]
    })
  }
  const before = placesOf(text, map)
  expect(before.map(([, line]) => line)).toEqual([6, 4, 11, 5, 9])
  expect(placesOf(eager.text, eager.map ?? '')).toEqual(before)
})

it('`sil` as it is built has them', async () => {
  await ensureBuilt(repositoryTop, { parts: ['bundles'] })
  const files = globSync('dist/{cli,chunks}/*.js', { cwd: repositoryTop })
  const texts = files.map((file) => readFileSync(join(repositoryTop, file), 'utf8'))
  const eager = (name: string): boolean =>
    texts.some((text) => new RegExp(`^var ${name} = \\((?:async )?function ${name}\\(`, 'm').test(text))
  expect(['readFile', 'checkFile', 'runCheck', 'resolve'].filter((name) => !eager(name))).toEqual([])
  // Right text calls no answer to a mistake.
  expect(eager('reportCycle') || eager('foreignComment')).toBe(false)
})
