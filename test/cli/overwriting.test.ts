/** No result takes the place of what the command reads. */

import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refuseInputs } from '../../cli/io/inputs.ts'
import { wavBytes } from '../../runtime/audio/wav.ts'
import { keptSil } from '../harness/kept-sil.ts'
import { link } from '../harness/links.ts'

const SONG = `tempo 96 bpm in 90 bpm..100 bpm
zones pocket { snap learn 20 ms in 5 ms..60 ms  follow 100 ms  limit 200 ms }
player { zones pocket }
metronome click { beat |X x x x| }
`

const sil = keptSil()
let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-overwriting-')))
  write('song.sil', SONG)
  write('take.json', '[2.5, 3.1, 3.8]')
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, data: string | Uint8Array): void => writeFileSync(join(folder, name), data)
const bytesOf = (name: string): string => readFileSync(join(folder, name)).toString('base64')

/** Runs it, and looks whether all that was there is as it was, and nothing new came. */
async function refused(kept: readonly string[], args: readonly string[], words: RegExp): Promise<void> {
  const before = kept.map(bytesOf)
  const there = readdirSync(folder, { recursive: true })
  const { status, stderr } = await sil(args, { cwd: folder })
  expect(stderr).toMatch(words)
  expect(status).toBe(2)
  expect(kept.map(bytesOf)).toEqual(before)
  expect(readdirSync(folder, { recursive: true })).toEqual(there)
}

describe('what a command reads is not written over', () => {
  it.each(['score.mid', 'score.json', 'session.json'])('a take called %s by sil perform', async (name) => {
    mkdirSync(join(folder, 'ow'))
    if (name.endsWith('.mid')) {
      await sil(['score', 'song.sil', '--bars', '2', '--out', join('ow', name)], { cwd: folder })
    } else copyFileSync(join(folder, 'take.json'), join(folder, 'ow', name))
    await refused(
      [join('ow', name)],
      ['perform', 'song.sil', '--onsets', join('ow', name), '--out', 'ow'],
      /ow\/.* is what --onsets names, and would be written over/,
    )
  })

  it('a take that is reached by a link, and a link that leads to one', async () => {
    mkdirSync(join(folder, 'real'))
    link('real', join(folder, 'way'))
    copyFileSync(join(folder, 'take.json'), join(folder, 'real/session.json'))
    const words = /is what --onsets names/
    await refused(
      ['real/session.json'],
      ['perform', 'song.sil', '--onsets', 'real/session.json', '--out', 'way'],
      words,
    )
    mkdirSync(join(folder, 'linked'))
    link('../take.json', join(folder, 'linked/session.json'))
    await refused(['take.json'], ['perform', 'song.sil', '--onsets', 'take.json', '--out', 'linked'], words)
  })

  it('a recording, also by the stems of sil render', async () => {
    const sound = wavBytes({ sampleRate: 8000, channels: [new Float32Array(8000)], format: 'pcm16' })
    write('take.wav', sound)
    write('mix.click.wav', sound)
    for (const [take, out] of [
      ['take.wav', 'take.wav'],
      ['take.wav', `../${basename(folder)}/take.wav`],
      ['mix.click.wav', 'mix.wav'],
    ] as const)
      await refused(
        [take],
        ['render', 'song.sil', '--onsets', take, '--stems', '--out', out],
        /take\.wav is what --onsets names|mix\.click\.wav is what --onsets names/,
      )
  })

  it('the piece itself, whatever it is called', async () => {
    write('song.js', SONG)
    await refused(['song.js'], ['compile', 'song.js', '--out', '.'], /song\.js is the piece itself/)
    write('song.mid', SONG)
    await refused(
      ['song.mid'],
      ['score', 'song.mid', '--bars', '2', '--out', 'song.mid'],
      /song\.mid is the piece itself/,
    )
    write('song.wav', SONG)
    await refused(
      ['song.wav'],
      ['render', 'song.wav', '--bars', '1', '--out', 'song.wav'],
      /song\.wav is the piece itself/,
    )
  })

  it('what the piece imports', async () => {
    mkdirSync(join(folder, 'own'))
    write('own/zones.js', 'zones pocket { snap 20 ms  follow 100 ms  limit 200 ms }\n')
    write(
      'own/zones.sil',
      'import { pocket } from "./zones.js"\nplayer { zones pocket }\nmetronome c { beat |X x x x| }\n',
    )
    await refused(
      ['own/zones.js'],
      ['compile', 'own/zones.sil', '--out', 'own'],
      /own\/zones\.js is read by the piece/,
    )
  })

  it('a slots file', async () => {
    await sil(['compile', 'song.sil', '--out', 'made'], { cwd: folder })
    const { hashes } = JSON.parse(readFileSync(join(folder, 'made/song.policy.json'), 'utf8'))
    const slots = JSON.stringify({
      version: 1,
      policy: hashes.behaviour,
      slot_schema: hashes.slot_schema,
      transform: 'z/1',
      slots: { 'pocket.snap': 14 },
    })
    write('sl.json', slots)
    const words = /is what --slots names/
    await refused(
      ['sl.json'],
      ['score', 'song.sil', '--bars', '1', '--slots', 'sl.json', '--out', 'sl.json'],
      words,
    )
    write('made/song.policy.json', slots)
    await refused(
      ['made/song.policy.json'],
      ['compile', 'song.sil', '--bake', '--slots', 'made/song.policy.json', '--out', 'made'],
      words,
    )
  })

  it('goes on writing over what it wrote before', async () => {
    for (let round = 0; round < 2; round++) {
      const { status } = await sil(['perform', 'song.sil', '--onsets', 'take.json', '--out', 'take'], {
        cwd: folder,
      })
      expect(status).toBe(0)
    }
  })
})

describe('where files lie', () => {
  it('is asked of the disk, and a second name of the same bytes is another file', () => {
    linkSync(join(folder, 'take.json'), join(folder, 'second.json'))
    const input = [{ path: join(folder, 'take.json'), what: 'the take' }]
    expect(() => refuseInputs([join(folder, 'second.json')], input)).not.toThrow()
    expect(() => refuseInputs([join(folder, '.', 'take.json')], input)).toThrow(/is the take/)
    expect(() => refuseInputs([join(folder, 'new/take.json')], input)).not.toThrow()
  })

  it('is not the same for two results', () => {
    const twice = [join(folder, 'a.json'), join(folder, 'b/../a.json')]
    expect(() => refuseInputs(twice, [])).toThrow(/two results/i)
  })
})
