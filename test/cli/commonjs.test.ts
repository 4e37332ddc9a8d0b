/** `sil compile` into a project whose package.json says that its modules are no ES modules, as `npm init` has them. */

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { link } from '../harness/links.ts'
import { run, sil } from '../harness/sil.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-commonjs-')))
  write('song.sil', 'metronome click { beat |X x x x| }\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}
const COMMONJS = '{ "name": "app", "type": "commonjs" }\n'
const compile = (...args: string[]) =>
  sil(['compile', 'song.sil', '--target', 'standalone', ...args], { cwd: folder })
const WARNING =
  'warning: out/song.js is an ES module, and package.json says "type": "commonjs": Node and webpack will not load it. ' +
  'Put a package.json that says { "type": "module" } into out, or say so in package.json.\n'

/** Whether Node does. */
async function loads(module: string): Promise<boolean> {
  const url = pathToFileURL(join(folder, module)).href
  return (await run(process.execPath, ['--input-type=module', '-e', `await import('${url}')`])).status === 0
}

describe('in a project of CommonJS modules', () => {
  it('says once that Node will not load what it wrote, and how it will', async () => {
    write('package.json', COMMONJS)
    const { status, stderr } = await compile('--out', 'out')
    expect(status).toBe(0)
    expect(stderr.split(WARNING)).toHaveLength(2)
    expect(await loads('out/song.js')).toBe(false)
    write('out/package.json', '{ "type": "module" }')
    expect(await loads('out/song.js')).toBe(true)
    expect((await compile('--out', 'out')).stderr).not.toContain('warning')
  })

  it('says what to write where the package.json lies beside', async () => {
    write('package.json', COMMONJS)
    const { stderr } = await compile('--out', '.')
    expect(stderr).toContain(
      'warning: song.js is an ES module, and package.json says "type": "commonjs": Node and webpack will not load it. ' +
        'Say "type": "module" there, or give --out a folder whose own package.json says so.\n',
    )
  })

  it('keeps the one document of --json', async () => {
    write('package.json', COMMONJS)
    const { stdout, stderr } = await compile('--out', 'out', '--json')
    expect(JSON.parse(stdout).files).toHaveLength(4)
    expect(stderr).toBe(WARNING)
  })

  it('reads a package.json that begins with a byte order mark, as Node does', async () => {
    write('package.json', `\uFEFF${COMMONJS}`)
    expect((await compile('--out', 'out')).stderr).toContain(WARNING)
    expect(await loads('out/song.js')).toBe(false)
  })

  it('says nothing of a worklet’s file: that is a classic script', async () => {
    write('package.json', COMMONJS)
    expect((await compile('--out', 'out', '--target', 'worklet')).stderr).not.toContain('warning')
  })

  it('looks where the output really lies', async () => {
    write('package.json', COMMONJS)
    write('modules/package.json', '{ "type": "module" }')
    mkdirSync(join(folder, 'modules', 'deep'))
    link(join(folder, 'modules', 'deep'), join(folder, 'out'))
    expect((await compile('--out', 'out')).stderr).not.toContain('warning')
    expect(await loads('out/song.js')).toBe(true)
  })
})

describe('elsewhere', () => {
  it.each([
    ['modules', '{ "type": "module" }'],
    ['whatever Node finds in them', '{ "name": "app" }'],
    ['who knows', 'not JSON'],
    ['a list', '["commonjs"]'],
    ['nothing', 'null'],
  ])('it says nothing: a project of %s', async (_, text) => {
    write('package.json', text)
    const { status, stderr } = await compile('--out', 'out')
    expect(status).toBe(0)
    expect(stderr).not.toContain('warning')
  })

  it('nobody asks what lies above the workspace', async () => {
    write('package.json', COMMONJS)
    write('inner/song.sil', 'metronome click { beat |X x x x| }\n')
    const { stderr } = await sil(['compile', 'song.sil', '--out', 'out'], { cwd: join(folder, 'inner') })
    expect(stderr).not.toContain('warning')
  })

  it('nobody follows a package.json that leads to itself', async () => {
    link('package.json', join(folder, 'package.json'))
    const { status, stderr } = await compile('--out', 'out')
    expect(stderr).not.toContain('error')
    expect(status).toBe(0)
  })

  it.runIf(process.platform === 'linux')('nobody waits for a package.json that is a pipe', async () => {
    execFileSync('mkfifo', [join(folder, 'package.json')])
    expect((await compile('--out', 'out')).status).toBe(0)
  })
})
