/** `sil compile --watch`: whatever becomes of the files and of their folders. */

import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { link } from '../harness/links.ts'
import { sil, silBinary } from '../harness/sil.ts'

let folder = ''
let child: ChildProcess | null = null
let said = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-watch-')))
  said = ''
})
afterEach(async () => {
  if (child !== null && child.exitCode === null) {
    const ended = new Promise((resolve) => child?.on('close', resolve))
    child.kill('SIGINT')
    await ended
  }
  child = null
  rmSync(folder, { recursive: true })
})

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
const song = (bpm: number): string => `tempo ${bpm} bpm\nmetronome click { beat |X x x x| }\n`
const zones = (snap: number): string => `zones pocket { snap ${snap} ms  follow 100 ms  limit 200 ms }\n`
const IMPORTING =
  'import { pocket } from "./lib/zones.sil"\nplayer { zones pocket }\nmetronome click { beat |X x x x| }\n'

async function watching(...args: string[]): Promise<void> {
  const whole = [silBinary, 'compile', 'src/song.sil', '--out', 'out', '--watch', ...args]
  child = spawn(process.execPath, whole, { cwd: folder, env: { ...process.env, NO_COLOR: '1' } })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await expect.poll(() => said).toContain('watching')
}

const made = (): string =>
  existsSync(join(folder, 'out/song.js')) ? readFileSync(join(folder, 'out/song.js'), 'utf8') : ''
const says = (text: string) => expect.poll(made).toContain(text)

it('sees a folder that is deleted and made again, more than once', async () => {
  mkdirSync(join(folder, 'src'))
  write('src/song.sil', song(101))
  await watching()
  await says('101')
  for (const bpm of [102, 103]) {
    rmSync(join(folder, 'src'), { recursive: true })
    await expect.poll(() => said).toContain('There is no file src/song.sil')
    said = ''
    mkdirSync(join(folder, 'src'))
    write('src/song.sil', song(bpm))
    await says(String(bpm))
    write('src/song.sil', song(bpm + 10))
    await says(String(bpm + 10))
  }
})

it('sees imports whose folder is moved away, and comes back', async () => {
  mkdirSync(join(folder, 'src/lib'), { recursive: true })
  write('src/lib/zones.sil', zones(11))
  write('src/song.sil', IMPORTING)
  await watching()
  await says('ms: 11,')
  renameSync(join(folder, 'src/lib'), join(folder, 'src/away'))
  await expect.poll(() => said).toMatch(/SIL07\d\d/)
  mkdirSync(join(folder, 'src/lib'))
  write('src/lib/zones.sil', zones(12))
  await says('ms: 12,')
  write('src/lib/zones.sil', zones(13))
  await says('ms: 13,')
})

it('waits for an import that is not there yet', async () => {
  mkdirSync(join(folder, 'src'))
  write('src/song.sil', IMPORTING)
  await watching()
  mkdirSync(join(folder, 'src/lib'))
  write('src/lib/zones.sil', zones(14))
  await says('ms: 14,')
})

it('sees edits of the slots file, whatever it is called and wherever it lies', async () => {
  mkdirSync(join(folder, 'src'))
  mkdirSync(join(folder, 'sub'))
  write(
    'src/song.sil',
    `zones z { snap learn 20 ms in 5 ms..60 ms  follow 100 ms  limit 200 ms }\nplayer { zones z }\n${song(100)}`,
  )
  await sil(['compile', 'src/song.sil', '--out', 'first'], { cwd: folder })
  const { hashes } = JSON.parse(readFileSync(join(folder, 'first/song.policy.json'), 'utf8'))
  const slots = (snap: number): string =>
    JSON.stringify({
      version: 1,
      policy: hashes.behaviour,
      slot_schema: hashes.slot_schema,
      transform: 'z/1',
      slots: { 'z.snap': snap },
    })
  write('sub/x.json', slots(31))
  await watching('--bake', '--slots', 'sub/x.json')
  await says('31')
  write('sub/x.json', slots(37))
  await says('37')
})

it('sees a link that leads elsewhere from now on', async () => {
  mkdirSync(join(folder, 'src'))
  mkdirSync(join(folder, 'old'))
  write('old/a.sil', song(111))
  write('old/b.sil', song(112))
  link('../old/a.sil', join(folder, 'src/song.sil'))
  await watching()
  await says('111')
  rmSync(join(folder, 'src/song.sil'))
  link('../old/b.sil', join(folder, 'src/song.sil'))
  await says('112')
})

it('ends at once where other arguments are needed', async () => {
  write('song.js', song(100))
  const { status, stderr } = await sil(['compile', 'song.js', '--out', '.', '--watch'], { cwd: folder })
  expect([status, stderr]).toEqual([2, expect.stringMatching(/is the piece itself/)])
})

it('says once that Node will not load what it writes into a project of CommonJS modules', async () => {
  mkdirSync(join(folder, 'src'))
  write('package.json', '{ "type": "commonjs" }')
  write('src/song.sil', song(101))
  await watching()
  await says('101')
  write('src/song.sil', song(102))
  await says('102')
  await expect.poll(() => said.split('watching')).toHaveLength(3)
  expect(said.split('will not load it')).toHaveLength(2)
})
