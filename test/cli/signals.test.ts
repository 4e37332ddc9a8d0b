/** Whatever signal ends a command, it leaves nothing half done. */

import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repositoryTop, silBinary } from '../harness/sil.ts'
import { sessionOf } from '../training/sessions/rows.ts'
import { linesFile, rowsOf } from '../training/sessions/store.ts'
import { learningFolder, PIECE } from './learning-folder.ts'

const { folder, run } = learningFolder('sil-signals-')
beforeAll(() => {
  linesFile(
    folder,
    'logs.jsonl',
    Array.from({ length: 4000 }, (_, i) =>
      sessionOf(`k${i}`, [1, 2, 3, 4, 5, 6, 7, 8], { started_at: `2026-03-0${1 + (i % 9)}T10:00:00.000Z` }),
    ),
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const

/** Sends the signal as soon as there is what must not stay. */
async function ended(args: readonly string[], until: string, signal: NodeJS.Signals): Promise<number | null> {
  const child = spawn(process.execPath, [silBinary, ...args], { cwd: folder })
  const status = new Promise<number | null>((resolve) => child.on('close', resolve))
  await expect.poll(() => existsSync(join(folder, until)), { interval: 2, timeout: 20_000 }).toBe(true)
  child.kill(signal)
  return await status
}

const simulated = (out: string): readonly string[] =>
  `simulate piece.sil --players 5000 --sessions 3 --bars 16 --out ${out}`.split(' ')

describe.each(SIGNALS)('%s', (signal, status) => {
  it('ends sil simulate without a trace', async () => {
    expect(await ended(simulated(`S-${signal}`), `S-${signal}.partial`, signal)).toBe(status)
    expect(readdirSync(folder).filter((name) => name.startsWith(`S-${signal}`))).toEqual([])
  })

  it('ends sil simulate with threads, and in a folder that was there', async () => {
    const out = `T-${signal}`
    await run(
      'simulate',
      'piece.sil',
      '--players',
      '1',
      '--sessions',
      '1',
      '--bars',
      '1',
      '--out',
      `${out}/x`,
    )
    rmSync(join(folder, out, 'x'), { recursive: true })
    expect(await ended([...simulated(out), '--workers', '2'], `${out}/.partial`, signal)).toBe(status)
    expect(readdirSync(join(folder, out))).toEqual([])
  })

  it('ends sil sessions import with the store as it was', async () => {
    const store = `store-${signal}`
    const got = await ended(['sessions', 'import', 'logs.jsonl', '--out', store], `${store}/.work`, signal)
    // There was none. It may have been done by then.
    const made = existsSync(join(folder, store))
    const there = made ? readdirSync(join(folder, store)) : []
    expect(there.filter((name) => name.startsWith('.'))).toEqual([])
    expect([
      [status, 0],
      [0, 4000],
    ]).toContainEqual([got, made ? (await rowsOf(join(folder, store))).length : 0])
  })

  it('ends sil sessions forget with the store as it was, or without the user', async () => {
    const store = `kept-${signal}`
    await run('sessions', 'import', 'logs.jsonl', '--out', store)
    const before = (await rowsOf(join(folder, store))).length
    await ended(['sessions', 'forget', 'user k7', '--store', store], `${store}/.work`, signal)
    expect(readdirSync(join(folder, store)).filter((name) => name.startsWith('.'))).toEqual([])
    expect([before, before - 1]).toContain((await rowsOf(join(folder, store))).length)
  })
})

/** Runs this with `cli/io/write.ts` at hand. How it ended, and which files are in the folder. */
async function written(name: string, script: string): Promise<readonly [unknown, readonly string[]]> {
  const cwd = join(folder, name)
  mkdirSync(cwd)
  const from = (file: string): string => JSON.stringify(pathToFileURL(join(repositoryTop, 'cli/io', file)))
  const source = `import { refuseUnwritable, writeAll } from ${from('write.ts')}
    import { soundFiles } from ${from('sound-file.ts')}
    import { signalsFree, signalsHeard } from ${from('signals.ts')}
    ${script}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { cwd })
  const end = await new Promise((resolve) => child.on('close', (...how) => resolve(how)))
  return [end, readdirSync(cwd).sort()]
}

describe.each(SIGNALS)('%s while files are written', (signal) => {
  const send = `process.kill(process.pid, '${signal}')`

  it('ends the process when the present file is there', async () => {
    const script = `writeAll([{ path: 'a', get data() { ${send}; return 'a' } }, { path: 'b', data: 'b' }])
      await signalsHeard()
      writeAll([{ path: 'c', data: 'c' }])`
    expect(await written(`between-${signal}`, script)).toEqual([
      [null, signal],
      ['a', 'b'],
    ])
  })

  it('is heard once by who listens', async () => {
    const script = `const off = () => process.off('${signal}', hear)
      const hear = () => { off(); writeAll([{ path: 'heard', data: '' }]) }
      process.on('${signal}', hear)
      writeAll([{ path: 'a', get data() { ${send}; return 'a' } }])
      await new Promise((resolve) => setTimeout(resolve, 50))`
    expect(await written(`listener-${signal}`, script)).toEqual([
      [0, null],
      ['a', 'heard'],
    ])
  })

  it('ends the process when the sounds have their names', async () => {
    const script = `const files = soundFiles()
      const shape = { sampleRate: 48000, channels: 2, format: 'pcm16', frames: 4 }
      for (const path of ['a.wav', 'b.wav']) files.open(path, shape, 0).write(new Float32Array(4), new Float32Array(4), 4)
      ${send}
      files.finish()
      await signalsHeard()
      writeAll([{ path: 'c', data: 'c' }])`
    expect(await written(`sound-${signal}`, script)).toEqual([
      [null, signal],
      ['a.wav', 'b.wav'],
    ])
  })

  it('ends a long computation at once, soon after it was asked whether a file may be written', async () => {
    const script = `refuseUnwritable('a.mid')
      await signalsFree()
      ${send}
      for (const from = performance.now(); performance.now() - from < 500; );
      writeAll([{ path: 'a.mid', data: 'late' }])`
    expect(await written(`asked-${signal}`, script)).toEqual([[null, signal], []])
  })

  it('ends the process where sound is computed soon after something was written', async () => {
    const script = `writeAll([{ path: 'a', data: 'a' }])
      const files = soundFiles()
      const shape = { sampleRate: 48000, channels: 2, format: 'pcm16', frames: 4 }
      const file = files.open('a.wav', shape, 0)
      ${send}
      await new Promise((resolve) => setImmediate(resolve))
      file.write(new Float32Array(4), new Float32Array(4), 4)
      files.finish()
      await signalsHeard()`
    expect(await written(`computed-${signal}`, script)).toEqual([[null, signal], ['a']])
  })

  it('ends sil fmt between two of many files', async () => {
    // More than a busy machine formats while the signal is on its way.
    const names = Array.from({ length: 2000 }, (_, i) => `${i}.sil`)
    const many = join(folder, `many-${signal}`)
    mkdirSync(many)
    const ragged = PIECE.replace('band  ', 'band     ')
    for (const name of names) writeFileSync(join(many, name), ragged)
    const child = spawn(process.execPath, [silBinary, 'fmt', ...names], { cwd: many })
    const end = new Promise((resolve) => child.on('close', (...how) => resolve(how)))
    child.stderr.once('data', () => child.kill(signal))
    expect(await end).toEqual([null, signal])
    expect(readdirSync(many).sort()).toEqual([...names].sort())
    const formatted = names.filter((name) => readFileSync(join(many, name), 'utf8') !== ragged)
    expect(formatted.length).toBeLessThan(names.length)
  })
})

it.each([
  ['sil perform', ['perform', 'piece.sil', '--onsets', 'hour.wav', '--out', 'late']],
  ['sil render', ['render', 'piece.sil', '--onsets', 'hour.wav', '--out', 'late.wav']],
])('%s ends at Ctrl-C, however much there is to hear', async (_, args) => {
  // An hour of nothing, most of which no disk holds: 16 bits, mono, 48 kHz.
  const bytes = 2 * 48_000 * 3600
  const head = Buffer.from('RIFF....WAVEfmt ....................data....')
  for (const [at, value] of [
    [4, bytes + 36],
    [16, 16],
    [20, 0x10001],
    [24, 48_000],
    [28, 96_000],
    [32, 0x100002],
    [40, bytes],
  ] as const)
    head.writeUInt32LE(value, at)
  writeFileSync(join(folder, 'hour.wav'), head)
  truncateSync(join(folder, 'hour.wav'), bytes + head.length)
  const child = spawn(process.execPath, [silBinary, ...args], { cwd: folder })
  const end = new Promise((resolve) => child.on('close', (...how) => resolve(how)))
  // By then it is at work; a machine on which it is not yet ends it all the same.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  child.kill('SIGINT')
  expect(await end).toEqual([null, 'SIGINT'])
  expect(readdirSync(folder).filter((name) => name.includes('late') || name.endsWith('.tmp'))).toEqual([])
})
