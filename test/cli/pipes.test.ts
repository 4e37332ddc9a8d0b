/** Files that lie nowhere: what a shell puts in the place of `<(…)`, and standard input by its name. */

import { execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readText } from '../../cli/io/text.ts'
import { run, sil, silBinary } from '../harness/sil.ts'

let folder = ''
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-pipes-')))
  mkdirSync(join(folder, 'lib'))
  write('lib/zones.sil', 'zones pocket { snap 20 ms  follow 100 ms  limit 200 ms }\n')
  write(
    'song.sil',
    'import { pocket } from "./lib/zones.sil"\nplayer { zones pocket }\nmetronome c { beat |X x x x| }\n',
  )
  // A word that the lexicon does not know makes the checker read twice.
  write('odd.sil', 'metronome c { beat |X x x x|  timbre "frobnicated click" }\n')
  write('take.json', '[2.5, 3.0]')
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
/** In a shell that knows `sil`. */
const shell = (command: string) =>
  run('/bin/bash', ['-c', `sil() { "${process.execPath}" "${silBinary}" "$@"; }; ${command}`], {
    cwd: folder,
  })

describe.runIf(process.platform === 'linux' && existsSync('/bin/bash'))('a piece from a pipe', () => {
  it.each([
    'sil check <(cat song.sil)',
    'cat song.sil | sil check /dev/stdin',
    'sil check /dev/stdin < song.sil',
    'sil check /proc/self/fd/0 <<< "$(cat song.sil)"',
    'sil check <(cat odd.sil)',
    'cat song.sil | sil fmt --check /dev/stdin',
    'sil test <(cat song.sil)',
    'sil score <(cat song.sil) --bars 1 --out a.mid',
    'sil perform song.sil --onsets <(cat take.json) --out take',
  ])('%s', async (command) => {
    const { status, stderr } = await shell(command)
    expect(stderr).not.toMatch(/error/)
    expect(status).toBe(0)
  })

  it('may be a socket, as from a program that starts sil', async () => {
    const input = readFileSync(join(folder, 'song.sil'), 'utf8')
    for (const path of ['/dev/stdin', '/dev/fd/0']) {
      const { status, stderr } = await sil(['check', path], { cwd: folder, input })
      expect([status, stderr]).toEqual([0, 'No problems in 1 file.\n'])
    }
  })

  it('has a name, and is not written over', async () => {
    expect((await shell('cat song.sil | sil compile /dev/stdin --out out')).status).toBe(0)
    expect(readFileSync(join(folder, 'out/stdin.js'), 'utf8')).toContain('createPolicy')
    const { status, stderr } = await shell('echo "tempo   99 bpm" | sil fmt /dev/stdin')
    expect([status, stderr]).toEqual([1, expect.stringMatching(/\/dev\/stdin is no file on disk/)])
  })

  it('names what is wrong by what the user named', async () => {
    const { stderr } = await shell('echo "zones z { snap 20 }" | sil check /dev/stdin')
    expect(stderr).toMatch(/\/dev\/stdin:1:16/)
    expect((await shell('sil check /dev/fd/77')).stderr).toMatch(/There is no file \/dev\/fd\/77/)
  })
})

describe.runIf(process.platform === 'linux' && existsSync('/bin/bash'))('the text of a pipe', () => {
  /** Reads a pipe into which somebody writes `one`, and does this before it is read to its end. */
  const heard = (name: string, meanwhile: string): string => {
    const path = join(folder, name)
    execFileSync('mkfifo', [path])
    spawn('/bin/bash', ['-c', `exec 3>"${path}"; printf one >&3; ${meanwhile}; exec 3>&-`], { cwd: folder })
    expect(readText(path, 100)).toBe('one')
    return path
  }

  it('comes once, and is what was heard when it is read again', () => {
    const path = heard('stays', ':')
    expect(readText(path, 100)).toBe('one')
  })

  it('is not remembered of a name that is gone by then: another file may have it next', () => {
    const path = heard('goes', 'rm goes')
    expect(existsSync(path)).toBe(false)
    writeFileSync(path, 'two')
    expect(readText(path, 100)).toBe('two')
  })
})
