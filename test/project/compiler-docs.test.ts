import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuilt } from '../../scripts/build/ensure.ts'
import { newProject, typeChecked, WELL } from '../harness/consumer.ts'
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
  project = newProject(Object.fromEntries(programs.map(({ name, code }) => [name, code])))
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

const lines = async (name: string): Promise<readonly string[]> => {
  const { status, stdout, stderr } = await run(process.execPath, [name], { cwd: project })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout.trimEnd().split('\n')
}

test('has the right types', async () => {
  const files = programs.map(({ name }) => name)
  expect(files).toEqual(['band.ts', 'timbres.ts'])
  expect(await typeChecked(project, files, { exactOptionalPropertyTypes: true })).toEqual(WELL)
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
