import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { FILES } from '../../examples/make-onsets.mjs'
import { format } from '../../language/format/format.ts'
import { sil } from '../harness/sil.ts'

const examples = new URL('../../examples/', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, examples), 'utf8')

const pieces = globSync('**/*.sil', { cwd: fileURLToPath(examples) }).toSorted()
const host = {
  read: (path: string) =>
    existsSync(new URL(path, examples))
      ? ({ kind: 'text', text: read(path) } as const)
      : ({ kind: 'missing' } as const),
}

describe('the examples', () => {
  test.each(pieces)('%s is sound, without even a warning', (path) => {
    const { diagnostics, ir } = check({ path, text: read(path), host })
    expect(
      diagnostics.map(({ code, file, span, message }) => `${file}:${span.start} ${code} ${message}`),
    ).toEqual([])
    expect(ir).not.toBeNull()
  })

  test.each(pieces)('%s is formatted', (path) => {
    expect(format(read(path))).toEqual({ text: read(path) })
  })

  test.each(pieces.filter((path) => !/^library\/|\/timbres\.sil$/.test(path)))(
    '%s has members to hear and is in the index',
    (path) => {
      const { ir } = check({ path, text: read(path), host })
      expect(ir?.members.length).toBeGreaterThan(0)
      expect(read('README.md')).toContain(path.includes('/') ? `${path.split('/')[0]}/` : path)
    },
  )
})

describe('the scenarios of the examples', () => {
  test('hold', { timeout: 120_000 }, async () => {
    const paths = pieces.map((path) => fileURLToPath(new URL(path, examples)))
    const { status, stdout, stderr } = await sil(['test', '--json', ...paths])
    const failing = JSON.parse(stdout || '{"files":[]}').files.flatMap(
      ({ path, scenarios }: { path: string; scenarios: { title: string; passed: boolean }[] }) =>
        scenarios.filter(({ passed }) => !passed).map(({ title }) => `${path}: ${title}`),
    )
    expect({ status, stderr, failing }).toEqual({ status: 0, stderr: '', failing: [] })
  })
})

describe('the onset files of the examples', () => {
  test.each(Object.entries(FILES))(
    '%s is what its script writes, and says that it is simulated',
    (path, text) => {
      expect(read(path)).toBe(text)
      expect(JSON.parse(text)).toMatchObject({ version: 1, source: 'simulated' })
    },
  )

  test('the trio’s take starts on the first beat after the count-in and lasts under two minutes', () => {
    const { onsets } = JSON.parse(FILES['pocket-trio/take.onsets.json'])
    const times: number[] = onsets.map((onset: { time: number }) => onset.time)
    expect(Math.abs((times[0] ?? 0) - 2.5)).toBeLessThan(0.08)
    expect(times.at(-1)).toBeGreaterThan(90)
    expect(times.at(-1)).toBeLessThan(120)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })
})

describe('the slots files of the examples', () => {
  const files = globSync('**/*.slots.json', { cwd: fileURLToPath(examples) }).toSorted()

  test('are there', () => expect(files).toEqual(['pocket-trio/pocket-trio.slots.json']))

  test.each(files)('%s was learned for the piece beside it as it stands, and plays', async (path) => {
    const folder = mkdtempSync(join(tmpdir(), 'sil-slots-'))
    try {
      const piece = fileURLToPath(new URL(path.replace('.slots.json', '.sil'), examples))
      const slots = fileURLToPath(new URL(path, examples))
      const { status, stderr } = await sil([
        ...['score', piece, '--slots', slots, '--bars', '2'],
        ...['--out', join(folder, 'a.json')],
      ])
      expect({ status, warned: /warning/.test(stderr) }).toEqual({ status: 0, warned: false })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
