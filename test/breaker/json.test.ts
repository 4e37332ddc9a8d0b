/** `--json` prints one document, however a command was called and however it ends. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { link } from '../harness/links.ts'
import { repositoryTop, sil } from '../harness/sil.ts'

const folder = mkdtempSync(join(tmpdir(), 'sil-json-'))
afterAll(() => rmSync(folder, { recursive: true }))
const schema: object = JSON.parse(readFileSync(join(repositoryTop, 'schemas/cli/error.schema.json'), 'utf8'))
const isError = new Ajv2020().compile(schema)

beforeAll(() => {
  writeFileSync(join(folder, 'ok.sil'), 'metronome m { beat |x x x x| }\n')
  writeFileSync(join(folder, 'deep.json'), `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`)
})

const run = (...args: readonly string[]) => sil(args, { cwd: folder })

describe('wrong usage with --json', () => {
  it.each([
    ['without a command', ['--json']],
    ['of an unknown command', ['frob', '--json']],
    ['without a file', ['check', '--json']],
    ['without what a command requires', ['score', 'ok.sil', '--json']],
    ['with a number that is none', ['score', 'ok.sil', '--bars', 'x', '--out', 'a.mid', '--json']],
    ['with an empty seed', ['score', 'ok.sil', '--bars', '1', '--out', 'a.mid', '--json', '--seed', '']],
    ['with an unknown option', ['check', 'ok.sil', '--json', '--frob']],
  ])('prints one document: %s', async (_, args) => {
    const { status, stdout } = await run(...args)
    expect(status).toBe(2)
    expect(isError(JSON.parse(stdout)), stdout).toBe(true)
  })
})

describe('what cannot be read', () => {
  it.each([
    ['a folder', ['check', '.', '--json'], '. is a folder; a file belongs here.'],
    ['a link to itself', ['check', 'loop.sil', '--json'], 'loop.sil is a link that leads back to itself.'],
    ['a file where a band should go', ['new', 'ok.sil', '--json'], 'ok.sil is a file.'],
    ['no name at all', ['new', '', '--json'], `"" is no name for a band's folder.`],
    [
      'a list too deep to print',
      ['perform', 'ok.sil', '--onsets', 'deep.json', '--out', 'o', '--json'],
      'deep.json, line 1: onset 1 is a long list, where a time in seconds belongs.',
    ],
    [
      'a missing file, asked for with --format json',
      ['check', 'no.sil', '--format', 'json'],
      'There is no file no.sil.',
    ],
  ])('is refused by the name the user gave: %s', async (_, args, error) => {
    if (args.includes('loop.sil')) link('loop.sil', join(folder, 'loop.sil'))
    const { status, stdout } = await run(...args)
    expect(status).toBe(1)
    const document: unknown = JSON.parse(stdout)
    expect(isError(document), stdout).toBe(true)
    expect(document).toMatchObject({ error })
  })

  it.runIf(process.platform === 'linux')(
    'a device that never ends is read no further than the limit',
    async () => {
      const { status, stdout } = await run('check', '/dev/zero', '--json')
      expect(status).toBe(1)
      expect(stdout).toMatch(/too large/)
    },
  )
})

it('controls in messages do not reach the terminal', async () => {
  writeFileSync(
    join(folder, 'escape.sil'),
    'tempo 100 bpm\nle\u001b[31mt a = 1\nband \u0007\u001b]0;x\u0007\n',
  )
  const { stderr } = await run('check', 'escape.sil')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(stderr).not.toMatch(/[\u0007\u001b]/)
})
