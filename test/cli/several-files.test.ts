/** What is wrong with one file takes nothing away from what is said of the others. */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { uriOf } from '../../cli/print/sarif.ts'
import { keptSil } from '../harness/kept-sil.ts'
import { repositoryTop } from '../harness/sil.ts'

const CLICK = 'tempo 120 bpm\nmetronome click { beat |X x x x| }\n'
const UGLY = 'tempo   120 bpm\nmetronome click {\nbeat |X x x x| }\n'
const SONG = `${CLICK}scenario "it stays" {\n  player steady\n  expect tempo within 5% of 120 bpm\n}\n`

const sil = keptSil()
let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-several-')))
  write('err.sil', 'zones z { snap 20 }\n')
  write('song.sil', SONG)
  write('u1.sil', UGLY)
  write('u2.sil', UGLY)
  writeFileSync(join(folder, 'bytes.sil'), new Uint8Array([0xff, 0xfe]))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
const run = (...args: string[]) => sil(args, { cwd: folder })

// biome-ignore lint/suspicious/noExplicitAny: the schema is the type
function valid(schema: string, text: string): any {
  const value: unknown = JSON.parse(text)
  const path = join(repositoryTop, 'schemas', `${schema}.schema.json`)
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(path, 'utf8')))
  expect(validate(value), JSON.stringify(validate.errors, null, 1)).toBe(true)
  return value
}

describe('a pattern, as shells of Windows leave it to the program', () => {
  it('stands for the files whose names it fits, in their order', async () => {
    write('.hidden.sil', UGLY)
    write('notes.txt', UGLY)
    mkdirSync(join(folder, 'folder.sil'))
    const paths = async (...args: string[]) =>
      valid('check', (await run('check', '--json', ...args)).stdout).files.map(
        (f: { path: string }) => f.path,
      )
    expect(await paths('*.sil')).toEqual(['bytes.sil', 'err.sil', 'song.sil', 'u1.sil', 'u2.sil'])
    expect(await paths('u?.sil', 'song.sil')).toEqual(['u1.sil', 'u2.sil', 'song.sil'])
    expect(await paths('./u*.s*')).toEqual(['./u1.sil', './u2.sil'])
    expect((await run('fmt', '--check', 'u*.sil')).stderr).toBe(
      'u1.sil is not formatted.\nu2.sil is not formatted.\n',
    )
    expect((await run('test', 's*.sil')).status).toBe(0)
  })

  it('may have as many stars as it likes', async () => {
    const long = `${'a'.repeat(200)}.sil`
    write(long, UGLY)
    const answer = async (pattern: string) => (await run('fmt', '--check', pattern)).stderr
    const { stderr } = await run('check', `${'*a'.repeat(20)}*b*.sil`)
    expect(stderr).toContain('There is no file *a')
    expect(await answer(`${'*a'.repeat(20)}**?.S*L`)).toBe(`${long} is not formatted.\n`)
    expect(await answer('**a?.si')).toContain('There is no file **a?.si.')
  })

  it('is a name where it fits none, or is that of a file', async () => {
    expect((await run('check', 'v*.sil')).stderr).toContain('There is no file v*.sil.')
    expect((await run('check', 'nowhere/*.sil')).stderr).toContain('There is no file nowhere/*.sil.')
    if (process.platform === 'win32') return
    write('u*.sil', UGLY)
    expect((await run('fmt', '--check', 'u*.sil')).stderr).toBe('u*.sil is not formatted.\n')
  })
})

describe('sil check of several files', () => {
  it('tells people of each in its place', async () => {
    const { status, stderr } = await run('check', 'nofile.sil', 'err.sil', 'bytes.sil', 'u1.sil')
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^error: There is no file nofile\.sil\.\n(.|\n)*err\.sil:1:16(.|\n)*error: bytes\.sil is not UTF-8 text(.|\n)*1 error in 2 files; 2 were not looked at\.\n$/,
    )
  })

  it('has an entry for each in JSON', async () => {
    for (const how of [['--json'], ['--format', 'json'], ['--json', '--cost']]) {
      const { status, stdout } = await run('check', 'err.sil', 'nofile.sil', 'u1.sil', ...how)
      expect(status).toBe(1)
      const { files } = valid('check', stdout)
      expect(files.map((f: { path: string }) => f.path)).toEqual(['err.sil', 'nofile.sil', 'u1.sil'])
      expect(files[0].diagnostics).toHaveLength(1)
      expect(files[1]).toEqual({
        path: 'nofile.sil',
        diagnostics: [],
        error: 'There is no file nofile.sil.',
        hint: '',
      })
      expect(files[2].error).toBeUndefined()
    }
  })

  it('and one alone in SARIF, too: an empty file is no document that a service takes', async () => {
    const { status, stdout, stderr } = await run('check', 'x*.sil', '--format', 'sarif')
    expect([status, stderr]).toEqual([1, 'error: There is no file x*.sil.\n'])
    const [{ results, invocations }] = JSON.parse(stdout).runs
    expect([results, invocations[0].executionSuccessful]).toEqual([[], false])
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe('There is no file x*.sil.')
  })

  it('has them in SARIF, as what failed in the run', async () => {
    const { status, stdout } = await run('check', 'err.sil', 'no file.sil', '--format', 'sarif')
    expect(status).toBe(1)
    const [{ results, invocations }] = JSON.parse(stdout).runs
    expect(results).toHaveLength(1)
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'There is no file no file.sil.' },
            locations: [{ physicalLocation: { artifactLocation: { uri: 'no%20file.sil' } } }],
          },
        ],
      },
    ])
    expect(JSON.parse((await run('check', 'err.sil', '--format', 'sarif')).stdout).runs[0].invocations).toBe(
      undefined,
    )
  })
})

describe('sil fmt of several files', () => {
  it('formats those that it can, and says which it did', async () => {
    const { status, stdout } = await run('fmt', 'u1.sil', 'nofile.sil', 'err.sil', 'u2.sil', '--json')
    expect(status).toBe(1)
    expect(valid('cli/fmt', stdout).files).toEqual([
      { path: 'u1.sil', status: 'formatted' },
      { path: 'nofile.sil', status: 'refused', reason: 'There is no file nofile.sil.' },
      { path: 'err.sil', status: 'unchanged' },
      { path: 'u2.sil', status: 'formatted' },
    ])
    for (const name of ['u1.sil', 'u2.sil'])
      expect(readFileSync(join(folder, name), 'utf8')).toMatch(/^tempo 120 bpm\n/)
  })

  it('tells people, too', async () => {
    const { status, stderr } = await run('fmt', 'u1.sil', 'nofile.sil', 'u2.sil')
    expect(status).toBe(1)
    expect(stderr).toBe('u1.sil formatted.\nerror: There is no file nofile.sil.\nu2.sil formatted.\n')
  })
})

describe('sil test of several files', () => {
  it('tries those that it can', async () => {
    const { status, stdout, stderr } = await run('test', 'err.sil', 'song.sil', 'nofile.sil', '--json')
    expect(stderr).toMatch(/err\.sil:1:16/)
    expect(status).toBe(1)
    const { passed, failed, files } = valid('cli/test', stdout)
    expect([passed, failed]).toEqual([1, 0])
    expect(files[0]).toMatchObject({ path: 'err.sil', scenarios: [], error: 'the file has errors' })
    expect(valid('check', JSON.stringify({ version: 1, files: files[0].diagnosed })).files[0].path).toBe(
      'err.sil',
    )
    expect(files[1]).toMatchObject({ path: 'song.sil', scenarios: [{ title: 'it stays', passed: true }] })
    expect(files[2]).toEqual({
      path: 'nofile.sil',
      scenarios: [],
      error: 'There is no file nofile.sil.',
      hint: '',
    })
    expect((await run('test', 'song.sil', 'err.sil')).stderr).toMatch(
      /song\.sil\n {2}✓ it stays\n(.|\n)*1 passed, 0 failed; 1 of 2 files could not be tried\n$/,
    )
  })

  it('ends in one document for one file with errors', async () => {
    const { status, stdout } = await run('test', 'err.sil', '--json')
    expect([status, valid('check', stdout).error]).toEqual([1, 'the file has errors'])
  })
})

describe('URIs in SARIF', () => {
  it.each([
    ['src/groove.sil', 'src/groove.sil'],
    ['../a b/100%.sil', '../a%20b/100%25.sil'],
    ['c#d?.sil', 'c%23d%3F.sil'],
    ['c:d.sil', './c:d.sil'],
    ['lib/c:d.sil', 'lib/c:d.sil'],
    ['schön.sil', 'sch%C3%B6n.sil'],
    ['a\\b.sil', 'a%5Cb.sil'],
    ["it's (new)+1@home.sil", "it's%20(new)+1@home.sil"],
    ['half\ud83d.sil', 'half%EF%BF%BD.sil'],
  ])('%s is %s', (path, uri) => {
    expect(uriOf(path)).toBe(uri)
    const meant = decodeURIComponent(new URL(uri, 'file:///x/y/').pathname)
    expect(meant).toBe(join('/x/y', Buffer.from(path).toString()))
  })

  it('of what lies elsewhere are whole', async () => {
    expect(uriOf('/pieces/a b#.sil')).toBe('file:///pieces/a%20b%23.sil')
    const { stdout } = await run('check', join(folder, 'err.sil'), '--format', 'sarif')
    const [result] = JSON.parse(stdout).runs[0].results
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(`file://${folder}/err.sil`)
  })
})
