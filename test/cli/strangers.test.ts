/** What strangers wrote, in files and in their names, reaches no terminal as anything but text, and no line that looks like ours. */

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
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keptSil } from '../harness/kept-sil.ts'
import { sil } from '../harness/sil.ts'
import { wavBytes } from '../timbre/wav.ts'

/** It would turn the screen red, and say that all is well. */
const EVIL = '\u001b[31m\u009b1m\u202e\n0 failed\n'
const FILE = 'so\u001b[31mng\nok.sil'

const kept = keptSil()
let folder = ''
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-strangers-')))
  mkdirSync(join(folder, 'lib'))
  const title = EVIL.replaceAll('\n', '')
  write(
    FILE,
    `band "${title}"\ntempo 120 bpm\nmetronome click { beat |X x x x| }\nscenario "${title}" {\n  player steady\n  expect tempo within 1% of 150 bpm\n}\n`,
  )
  write('broken\u001b[2J.sil', 'zones z { snap 20 }\n')
  write('turned.sil', 'import { z } from "\u202elis.sil"\n')
  write('take\u001b[2J.json', '[2, 3, 2.5]')
  write('data.jsonl', JSON.stringify({ id: EVIL, domain: EVIL, beats: [0, 1, 2, 3, 4, 5, 6] }))
  writeFileSync(join(folder, 'one\u001b[2J.wav'), wavBytes({}))
  write('raw.jsonl', JSON.stringify({ id: EVIL, seconds_per_beat: 2, onsets: [[3, 0.5, 60]] }))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)

it.each([
  [['check', FILE, 'broken\u001b[2J.sil', 'no\u001b[2J.sil', '--cost']],
  [['fmt', FILE, 'broken\u001b[2J.sil', 'no\u001b[2J.sil']],
  [['fmt', '--check', FILE]],
  [['test', FILE, 'no\u001b[2J.sil']],
  [['compile', FILE, '--out', 'out\u001b[2J']],
  [['score', FILE, '--bars', '1', '--out', 'x\u001b[2J.mid']],
  [['perform', FILE, '--onsets', 'take\u001b[2J.json', '--out', 'take\u001b[2J']],
  [['render', FILE, '--bars', '1', '--out', 'x\u001b[2J.wav']],
  [['follow', FILE, '--data', 'data.jsonl']],
  [['follow', FILE, '--raw', '--data', 'raw.jsonl']],
  [['new', 'fol\u001b[2Jder/band']],
  [
    [
      'simulate',
      FILE,
      '--players',
      '1',
      '--sessions',
      '1',
      '--bars',
      '1',
      '--no-explore',
      '--out',
      's\u001b[2J',
    ],
  ],
  [['check', '--fro\u001b[2Jb', FILE]],
  [['check', FILE, 'no\nok.sil']],
  [['check', '--fro\nok.sil', FILE]],
  [['check', FILE, '--format', 'x\nok.sil']],
  [['explain', '\nok.sil']],
  [['score', FILE, '--bars', '1', '--out', 'x\nok.sil']],
  [['perform', FILE, '--onsets', 'take\u001b[2J.json', '--out', 't', '--started-at', '\nok.sil']],
  [['sessions', 'import', FILE, '--out', 'store']],
  [['timbre', 'embed', 'warm\u001b[2J click']],
  [['timbre', 'near', 'warm\u001b[2J click', '--count', '2']],
  [['timbre', 'describe', 'one\u001b[2J.wav']],
])('%j', async (args) => {
  const { stdout, stderr } = await kept(args, { cwd: folder })
  expect(stderr).not.toMatch(/sil itself failed/)
  for (const text of [stdout, stderr]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    expect(text).not.toMatch(/^(0 failed|ok\.sil)/m)
  }
})

it.each([
  [['check', FILE, 'broken\u001b[2J.sil', 'no\u009b2J.sil', '--json']],
  [['check', 'turned.sil', '--format', 'sarif']],
  [['test', FILE, '--json']],
  [['follow', FILE, '--data', 'data.jsonl', '--json']],
  [['score', FILE, '--bars', '1', '--out', 'x\u009b2J.mid', '--json']],
  [['score', FILE, '--bars', '1', '--out', 'x\u009b2J', '--json']],
  [['x\u009b2J', '--json']],
])('is text in a document of JSON, too: %j', async (args) => {
  const { stdout } = await kept(args, { cwd: folder })
  expect(stdout).not.toMatch(/[\u007f-\u009f\u202a-\u202e]/)
  expect(JSON.stringify(JSON.parse(stdout))).toMatch(/[\u009b\u202e]/)
})

it('is kept as it is in what is written', async () => {
  const args = ['perform', FILE, '--onsets', 'take\u001b[2J.json', '--out', 'kept\u001b[2J']
  const { stdout, stderr } = await sil(args, { cwd: folder })
  expect(stdout + stderr).not.toContain('\u001b')
  expect(existsSync(join(folder, 'kept\u001b[2J/session.json'))).toBe(true)
  expect(readFileSync(join(folder, FILE), 'utf8')).toContain('\u001b')
})
