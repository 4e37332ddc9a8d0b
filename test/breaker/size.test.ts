/** Sizes that nobody writes and that must not cost anyone more than a message. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { sil } from '../harness/sil.ts'
import { expectLinear } from '../language/linear-time.ts'

const folder = mkdtempSync(join(tmpdir(), 'sil-size-'))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const SAME = 'metronome m {\n  beat |x x x x|\n}\n'
const checked = (text: string) => () =>
  check({ path: 'a.sil', text, host: { read: () => ({ kind: 'missing' }) } })
const run = (...args: readonly string[]) => sil(args, { cwd: folder })

describe('a million beats of rest', () => {
  it.each([
    [
      'waits for a player who never counts in',
      'player { count player 4 beats }\nmetronome m { beat |x x x x| }',
    ],
    ['has nobody who plays', 'tempo 100 bpm'],
    ['is the piece of silence', ''],
  ])('ends where the band %s', async (_, text) => {
    write('rest.sil', `${text}\n`)
    write('late.json', '[80000]')
    const { status, stderr } = await run('perform', 'rest.sil', '--onsets', 'late.json', '--out', 'take')
    expect(status, stderr).toBe(0)
  })
})

it('a day of the busiest band is refused in words, not by the memory', async () => {
  const busy = `|${'x'.repeat(32)}|`
  write(
    'busy.sil',
    `tempo 250 bpm\ndrummer d {\n  kick ${busy}\n  snare ${busy}\n  hat ${busy}\n  ride ${busy}\n}\n`,
  )
  const { status, stderr } = await run('score', 'busy.sil', '--seconds', '86400', '--out', 'busy.json')
  expect(status).toBe(1)
  expect(stderr).toMatch(/more than 1000000 events/)
})

it('ten thousand blocks of one name are told as far as anyone reads', async () => {
  write('same.sil', SAME.repeat(10_000))
  const { status, stdout, stderr } = await run('check', 'same.sil', '--json')
  expect(status).toBe(1)
  const [{ diagnostics }] = JSON.parse(stdout).files
  expect(diagnostics).toHaveLength(501)
  expect(diagnostics.at(-1)).toMatchObject({
    code: 'SIL0129',
    severity: 'info',
    message: '9499 more in this file are not listed.',
  })
  expect(stderr).toBe('')
  const people = await run('check', 'same.sil')
  expect(people.stderr.match(/^error SIL0202/gm)).toHaveLength(100)
  expect(people.stderr).toMatch(/… and 400 more; sil check --json lists them\./)
  expect(people.stderr).toMatch(
    /9499 more in this file are not listed\.[\s\S]*\nAt least 500 errors in 1 file\.\n$/,
  )
})

it('blocks of one name are compared in a time that grows with them and no faster', () => {
  expectLinear((blocks) => checked(SAME.repeat(blocks)), 1000, 2)
})

const KILOBYTE = 1024

describe('a megabyte of', () => {
  it.each([
    ['[', 'drummer d {\n kick |', '['],
    ['no cells', 'drummer d {\n kick |', '$'],
    ['cells of no size', 'drummer d {\n kick |', '[]'],
    ['dashes', '', '-'],
    ['names of patterns', 'drummer d {\n kick |', 'kick|'],
    ['a chord', 'section a { bars 1 chords | ', 'F#'],
    ['a chord over others', 'section a { bars 1 chords | ', 'C/'],
    ['unknown properties', 'drummer d {\n', 'a\n'],
    ['closed blocks', '', 'a}'],
    ['blanks in a string that nobody closed', 'timbre t = "warm', ' '],
    ['blanks in one that opens a block', 'band "x', ' \t'],
  ])('%s are read to their end, in a time that grows with them and no faster', (_, start, unit) => {
    // A patterned line took minutes, a chord twenty seconds.
    expectLinear(
      (size) => {
        const text = start + unit.repeat((size - start.length) / unit.length)
        const run = checked(text)
        return () => {
          const { diagnostics } = run()
          expect(diagnostics.length).toBeGreaterThan(0)
          expect(diagnostics.length).toBeLessThan(2100)
        }
      },
      64 * KILOBYTE,
      2,
    )
  })
})

it('a hundred thousand modifiers of one property are told in linear time', () => {
  // Each was compared with all before it.
  expectLinear(
    (size) => checked(`metronome m { beat |x x x x| ${'level -6 dB '.repeat(size)}}`),
    100_000 / 16,
    2,
  )
})

describe('where two files of one path import different ones', () => {
  it('each diagnostic points into its own', async () => {
    write('a.sil', 'let a = 5 ms\n\n\nlet a = 6 ms\n')
    write('b.sil', '\n\nlet a = 5 ms\nlet a = 6 ms\n')
    const { stdout } = await run('check', 'a.sil', 'b.sil', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      files: [
        { path: 'a.sil', diagnostics: [{ related: [{ path: 'a.sil', range: { start: { line: 0 } } }] }] },
        { path: 'b.sil', diagnostics: [{ related: [{ path: 'b.sil', range: { start: { line: 2 } } }] }] },
      ],
    })
  })
})
