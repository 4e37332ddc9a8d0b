import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuilt } from '../../scripts/build/ensure.ts'
import { repositoryTop, run, sil } from '../harness/sil.ts'

/** The code of docs/compiler.md, in a project of somebody who uses the package. */

let project = ''
const page = readFileSync(join(repositoryTop, 'docs/compiler.md'), 'utf8')
const programs = [...page.matchAll(/^```ts file=(.*)\n([\s\S]*?)^```$/gm)].map(
  ([, name = '', code = '']) => ({
    name,
    code,
  }),
)

beforeAll(async () => {
  await ensureBuilt(repositoryTop, { parts: ['bundles', 'declarations'] })
  project = mkdtempSync(join(tmpdir(), 'silencio-compiler-docs-'))
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(repositoryTop, join(project, 'node_modules', 'silencio'))
  symlinkSync(join(repositoryTop, 'node_modules', '@types'), join(project, 'node_modules', '@types'))
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  for (const { name, code } of programs) writeFileSync(join(project, name), code)
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

const lines = async (name: string): Promise<readonly string[]> => {
  const { status, stdout, stderr } = await run(process.execPath, [name], { cwd: project })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout.trimEnd().split('\n')
}

test('has the right types', async () => {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'es2023',
    module: 'nodenext',
    types: ['node'],
  }
  const files = programs.map(({ name }) => name)
  expect(files).toEqual(['band.ts', 'timbres.ts'])
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  const tsc = join(repositoryTop, 'node_modules', 'typescript', 'bin', 'tsc')
  expect(await run(process.execPath, [tsc, '-p', project, '--pretty', 'false'], { cwd: project })).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  })
})

test('makes a band of text, imports and all', async () => {
  // A bar of count-in, 1.8 s, and the two beats that begin in the rest of three seconds.
  expect(await lines('band.ts')).toEqual(['5 mild'])
})

test('compiles in the space, and to the hash, of sil compile', async () => {
  const [, text = ''] = /^const text = '(.*)'$/m.exec(
    programs.find(({ name }) => name === 'timbres.ts')?.code ?? '',
  ) ?? ['', '']
  writeFileSync(join(project, 'click.sil'), text.replaceAll('\\n', '\n'))
  const { status } = await sil(['compile', 'click.sil', '--out', 'out'], { cwd: project })
  expect(status).toBe(0)
  const { hashes, timbre_space: space } = JSON.parse(
    readFileSync(join(project, 'out/click.policy.json'), 'utf8'),
  )
  expect(await lines('timbres.ts')).toEqual([`${space} ${hashes.behaviour}`, '256'])
})
