/** A session that is longer than its log. */

import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptSil } from '../harness/kept-sil.ts'
import { valid } from './learning-folder.ts'

const sil = keptSil()
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-long-')))
afterAll(() => rmSync(folder, { recursive: true }))

const ARGS = ['perform', 'song.sil', '--onsets', 'take.json', '--out', 'take']

beforeAll(() => {
  const onsets = Array.from({ length: 140_000 }, (_, i) => 2 + i * 0.25)
  writeFileSync(join(folder, 'song.sil'), 'tempo 120 bpm\nmetronome click { beat |X x x x| }\n')
  writeFileSync(join(folder, 'take.json'), JSON.stringify(onsets))
})

describe('sil perform counts to its end', () => {
  it('for who reads JSON', async () => {
    const told = valid('perform', (await sil([...ARGS, '--json'], { cwd: folder })).stdout)
    const log = JSON.parse(readFileSync(join(folder, 'take/session.json'), 'utf8'))
    expect(log.onset_times).toHaveLength(131_072)
    expect(told.onsets).toBe(140_000)
    expect(told.beats).toBe(log.beats.length + log.left_out.beats)
    expect(told.left_out).toEqual(log.left_out)
  })

  it('for who reads words', async () => {
    const { stderr } = await sil(ARGS, { cwd: folder })
    expect(stderr).toMatch(/It heard 140,000 onsets;/)
    expect(stderr).toMatch(
      /The log holds the first 131,072 of 140,000 onsets and the first 65,536 of 70,\d\d\d beats/,
    )
    // Two beats a second; the bars after the last onset are a coda.
    const [, bars = ''] = /song played ([\d,]+) bars/.exec(stderr) ?? []
    expect(Number(bars.replace(',', ''))).toBeGreaterThan(35_000 / 2 - 2)
  })
})
