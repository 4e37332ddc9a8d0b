import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSource } from '../../cli/io/workspace.ts'
import { writeAll, writeInto } from '../../cli/io/write.ts'
import { Failure } from '../../cli/outcome.ts'
import { workspaceHost } from '../../lsp/node-files.ts'
import { makeFolders } from '../../training/folders.ts'
import { keptSil } from '../harness/kept-sil.ts'
import { link } from '../harness/links.ts'
import { run, sil, silBinary } from '../harness/sil.ts'
import { PIECE } from './learning-folder.ts'

const kept = keptSil()
let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-files-')))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the workspace', () => {
  it('reads files inside and says which are missing', () => {
    mkdirSync(join(folder, 'lib'))
    writeFileSync(join(folder, 'lib/a.sil'), 'tempo 96 bpm')
    const host = workspaceHost(folder)
    expect(host.read('lib/a.sil')).toEqual({ kind: 'text', text: 'tempo 96 bpm' })
    expect(host.read('lib/b.sil')).toEqual({ kind: 'missing' })
    expect(host.read('lib/a.sil/b.sil')).toEqual({ kind: 'missing' })
  })

  it('refuses what lies outside, by path or by link, and what is no text', () => {
    const inside = join(folder, 'inside')
    mkdirSync(inside)
    writeFileSync(join(folder, 'secret.sil'), 'x')
    link(join(folder, 'secret.sil'), join(inside, 'link.sil'))
    link(join(inside, 'loop.sil'), join(inside, 'loop.sil'))
    writeFileSync(join(inside, 'bytes.sil'), new Uint8Array([0xff, 0xfe, 0x00]))
    const host = workspaceHost(inside)
    for (const path of ['../secret.sil', '/etc/passwd', 'link.sil', 'loop.sil', 'bytes.sil', '.']) {
      expect(host.read(path).kind, path).toBe('refused')
    }
  })

  it("is the file's own folder when the file lies elsewhere", () => {
    writeFileSync(join(folder, 'a.sil'), '')
    const opened = openSource(join(folder, 'a.sil'))
    expect(opened.root).toBe(folder)
    expect(opened.path).toBe('a.sil')
  })
})

describe.runIf(process.platform !== 'win32')('from a folder that was deleted', () => {
  const from = (...args: readonly string[]) =>
    run(
      '/bin/sh',
      [
        '-c',
        'mkdir gone && cd gone && rmdir ../gone && exec "$@"',
        'sh',
        process.execPath,
        silBinary,
        ...args,
      ],
      { cwd: folder },
    )

  it('whole paths lead where they lead', async () => {
    const piece = join(folder, 'piece.sil')
    writeFileSync(piece, PIECE)
    for (const args of [
      ['check', piece],
      ['check', piece, '--json'],
      ['test', piece],
      ['fmt', '--check', piece],
      ['compile', piece, '--out', join(folder, 'made')],
      ['score', piece, '--bars', '1', '--out', join(folder, 'made.mid')],
    ]) {
      const { status, stderr } = await from(...args)
      expect(status, stderr).toBe(0)
    }
    expect(existsSync(join(folder, 'made/piece.js'))).toBe(true)
  })

  it('others are refused in words', async () => {
    for (const args of [
      ['new', 'band'],
      ['check', 'piece.sil'],
    ]) {
      const { status, stderr } = await from(...args)
      expect([status, stderr]).toEqual([
        3,
        expect.stringMatching(/^error: The folder in which sil was called/),
      ])
    }
  })
})

describe('a name that leads to no file', () => {
  it('is told by what stands on its way', async () => {
    writeFileSync(join(folder, 'piece.sil'), PIECE)
    for (const path of ['piece.sil/below', 'piece.sil/below/it.sil', './piece.sil/below']) {
      const { status, stderr } = await sil(['check', path], { cwd: folder })
      expect([status, stderr]).toEqual([
        1,
        `error: ${path.slice(0, path.indexOf('/below'))} is a file; a folder belongs here.\n`,
      ])
    }
  })

  it('and where it is - by how standard input is called', async () => {
    writeFileSync(join(folder, 'piece.sil'), PIECE)
    const { status, stderr } = await sil(['check', '-'], { cwd: folder, input: PIECE })
    expect([status, stderr]).toEqual([
      1,
      'error: There is no file -.\n  Standard input is /dev/stdin here.\n',
    ])
    expect((await sil(['check', '/dev/stdin'], { cwd: folder, input: PIECE })).status).toBe(0)
  })
})

describe('writing', () => {
  it.each([['new'], ['new/deep/inside'], ['old/new']])(
    'leaves no folder behind where nothing fits into %s',
    (name) => {
      mkdirSync(join(folder, 'old'))
      const into = join(folder, name)
      const files = [
        { path: join(into, 'a.txt'), data: 'a' },
        { path: join(into, 'x'.repeat(300)), data: 'b' },
      ]
      expect(() => writeInto(into, files)).toThrow(Failure)
      expect(readdirSync(folder)).toEqual(['old'])
      expect(readdirSync(join(folder, 'old'))).toEqual([])
    },
  )

  it('makes folders, and says which was the first; a file is none', () => {
    expect(makeFolders(join(folder, 'a/b/c'))).toBe(join(folder, 'a'))
    expect(makeFolders(join(folder, 'a/b'))).toBe(null)
    expect(statSync(join(folder, 'a/b/c')).isDirectory()).toBe(true)
    writeFileSync(join(folder, 'file'), '')
    for (const path of ['file', 'file/below'])
      expect(() => writeInto(join(folder, path), [])).toThrow(/is a file; a folder belongs here/)
    link('nowhere', join(folder, 'dangling'))
    expect(() => writeInto(join(folder, 'dangling'), [])).toThrow(Failure)
  })

  // A file system that says ENOENT of a folder whose parent is there.
  it.runIf(existsSync('/proc/self'))('refuses at once where the system takes no folders', async () => {
    writeFileSync(join(folder, 'piece.sil'), PIECE)
    writeFileSync(join(folder, 'logs.jsonl'), '{}')
    const simulated = ['--players', '1', '--sessions', '1', '--bars', '1']
    for (const args of [
      ['compile', 'piece.sil', '--out', '/proc/foo'],
      ['compile', 'piece.sil', '--out', '/proc/foo/below'],
      ['new', '/proc/foo'],
      ['simulate', 'piece.sil', ...simulated, '--no-explore', '--out', '/proc/foo'],
      ['sessions', 'import', 'logs.jsonl', '--out', '/proc/foo'],
      ['train', 'piece.sil', '--simulate', '--run', '/proc/foo', '--out', 'x.slots.json'],
      ['score', 'piece.sil', '--bars', '1', '--out', '/proc/foo.mid'],
      ['train', 'piece.sil', '--simulate', '--out', '/proc/foo.slots.json'],
      ['sessions', 'reward', 'piece.sil', '--store', 'none', '--out', '/proc/foo.jsonl'],
    ]) {
      const { status, stderr } = await kept(args, { cwd: folder })
      expect(stderr, args.join(' ')).toMatch(
        /^error: (I may not write|Nothing can be written at) \/proc\/foo/,
      )
      expect(status).toBe(3)
    }
  })

  it.each(['compile', 'perform'])(
    'says which file stands where a folder should go: sil %s',
    async (command) => {
      writeFileSync(join(folder, 'piece.sil'), PIECE)
      writeFileSync(join(folder, 'take.json'), '[2]')
      const more = command === 'perform' ? ['--onsets', 'take.json'] : []
      for (const out of ['piece.sil', 'piece.sil/below/it']) {
        const { status, stderr } = await kept([command, 'piece.sil', ...more, '--out', out], { cwd: folder })
        expect([status, stderr]).toEqual([1, 'error: piece.sil is a file; a folder belongs here.\n'])
      }
    },
  )

  it.each(['compile', 'perform'])(
    'says of a link that leads nowhere that it does: sil %s',
    async (command) => {
      writeFileSync(join(folder, 'piece.sil'), PIECE)
      writeFileSync(join(folder, 'take.json'), '[2]')
      link('nowhere', join(folder, 'link'))
      const more = command === 'perform' ? ['--onsets', 'take.json'] : []
      for (const out of ['link', 'link/below']) {
        const { status, stderr } = await kept([command, 'piece.sil', ...more, '--out', out], { cwd: folder })
        expect([status, stderr]).toEqual([
          1,
          'error: link is a link that leads nowhere; a folder belongs here.\n',
        ])
      }
      expect(readdirSync(folder).sort()).toEqual(['link', 'piece.sil', 'take.json'])
    },
  )

  it('leaves a folder that was there, whatever happens', () => {
    expect(() => writeInto(folder, [{ path: join(folder, 'x'.repeat(300)), data: 'b' }])).toThrow(Failure)
    expect(readdirSync(folder)).toEqual([])
    writeInto(join(folder, 'a/b'), [{ path: join(folder, 'a/b/c'), data: 'd' }])
    expect(readFileSync(join(folder, 'a/b/c'), 'utf8')).toBe('d')
  })

  it('replaces files and keeps their mode', () => {
    const path = join(folder, 'a.txt')
    writeFileSync(path, 'old')
    chmodSync(path, 0o640)
    writeAll([{ path, data: 'new' }])
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(statSync(path).mode & 0o777).toBe(0o640)
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it.runIf(process.getuid !== undefined)('keeps mode and owner, whatever the umask takes', () => {
    const path = join(folder, 'a.txt')
    writeFileSync(path, 'old')
    chmodSync(path, 0o666)
    const root = process.getuid?.() === 0
    if (root) chownSync(path, 12_345, 23_456)
    writeAll([{ path, data: 'new' }])
    const { mode, uid, gid } = statSync(path)
    expect(mode & 0o777).toBe(0o666)
    if (root) expect([uid, gid]).toEqual([12_345, 23_456])
  })

  it('takes no file for its own that may only be read, not even for root', async () => {
    const path = join(folder, 'a.sil')
    writeFileSync(path, 'tempo   100 bpm\n')
    chmodSync(path, 0o444)
    expect(() => writeAll([{ path, data: 'new' }])).toThrow(/I may not write .*a\.sil: it is read-only/)
    const { status, stderr } = await sil(['fmt', 'a.sil'], { cwd: folder })
    expect([status, stderr]).toEqual([3, 'error: I may not write a.sil: it is read-only.\n'])
    expect(readFileSync(path, 'utf8')).toBe('tempo   100 bpm\n')
    expect((await sil(['fmt', '--check', 'a.sil'], { cwd: folder })).status).toBe(1)
  })

  it('follows links, also to where no file is yet, and leaves them links', () => {
    mkdirSync(join(folder, 'far'))
    mkdirSync(join(folder, 'near'))
    writeFileSync(join(folder, 'far/a.txt'), 'old')
    link('../far', join(folder, 'near/way'))
    link('way/a.txt', join(folder, 'near/a.txt'))
    link('../far/b.txt', join(folder, 'near/b.txt'))
    link('near/b.txt', join(folder, 'c.txt'))
    writeAll([
      { path: join(folder, 'near/a.txt'), data: 'a' },
      { path: join(folder, 'c.txt'), data: 'b' },
    ])
    expect(readFileSync(join(folder, 'far/a.txt'), 'utf8')).toBe('a')
    expect(readFileSync(join(folder, 'far/b.txt'), 'utf8')).toBe('b')
    for (const link of ['near/a.txt', 'near/b.txt', 'c.txt'])
      expect(lstatSync(join(folder, link)).isSymbolicLink(), link).toBe(true)
    link('loop.txt', join(folder, 'loop.txt'))
    expect(() => writeAll([{ path: join(folder, 'loop.txt'), data: '' }])).toThrow(/leads back to itself/)
  })

  it('takes a name as long as the disk does', () => {
    const long = join(folder, `${'x'.repeat(245)}.txt`)
    writeAll([{ path: long, data: 'long' }])
    expect(readFileSync(long, 'utf8')).toBe('long')
    expect(() => writeAll([{ path: join(folder, 'x'.repeat(256)), data: '' }])).toThrow(/too long/)
  })

  it.runIf(existsSync('/dev/null'))('puts no file in the place of a device', () => {
    link('/dev/null', join(folder, 'null.txt'))
    expect(() => writeAll([{ path: join(folder, 'null.txt'), data: '' }])).toThrow(/is no file on disk/)
  })

  it('writes nothing at all when one file cannot be written', () => {
    const good = join(folder, 'good.txt')
    const bad = join(folder, 'nowhere', 'bad.txt')
    expect(() =>
      writeAll([
        { path: good, data: '1' },
        { path: bad, data: '2' },
      ]),
    ).toThrow(Failure)
    expect(existsSync(good)).toBe(false)
    expect(readdirSync(folder)).toEqual([])
  })

  it('says so when a folder stands where a file belongs', () => {
    mkdirSync(join(folder, 'out.mid'))
    expect(() => writeAll([{ path: join(folder, 'out.mid'), data: '' }])).toThrow(/is a folder/)
  })

  it.runIf(existsSync('/dev/full'))('keeps the old file when the disk is full', () => {
    // /dev/full fails every write with ENOSPC; the temporary file is a link to it.
    const path = join(folder, 'a.txt')
    writeFileSync(path, 'old')
    link('/dev/full', join(folder, `.sil-${process.pid}-0.tmp`))
    const { mode } = statSync('/dev/full')
    expect(() => writeAll([{ path, data: 'new' }])).toThrow(/disk is full/)
    // Root may change a device, and it would stay so.
    expect(statSync('/dev/full').mode).toBe(mode)
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })
})
