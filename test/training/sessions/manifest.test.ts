import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readManifest } from '../../../training/sessions/manifest.ts'
import { linesOf, openStore } from '../../../training/sessions/reader.ts'
import { link } from '../../harness/links.ts'

/** A store comes from a stranger: its manifest names files that are read, written and deleted. */

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-manifest-')))
afterAll(() => rmSync(folder, { recursive: true }))

const TEXT = '{"a":1}\n{"a":2}\n'
const SHA = createHash('sha256').update(TEXT).digest('hex')
const PART = { day: '2026-01-05', file: 'day=2026-01-05.jsonl', sessions: 2, bytes: TEXT.length, sha256: SHA }
const manifest = (...partitions: object[]) => ({ version: 1, partitions, simulation: null })

const faultOf = (json: unknown): string => {
  const read = readManifest(json)
  const [first] = read.ok ? [] : read.problems
  return first === undefined ? '' : `${first.path} ${first.message}`
}

describe('a manifest', () => {
  it('is read as it was written', () => {
    expect(faultOf(manifest(PART, { ...PART, day: '2026-01-06', file: 'day=2026-01-06.2.jsonl' }))).toBe('')
  })

  it.each([
    ['a day that leads out of the folder', { day: '../../../evil' }, 'partitions[0].day must be'],
    [
      'a day that no calendar has',
      { day: '2026-02-30', file: 'day=2026-02-30.jsonl' },
      'partitions[0].day must',
    ],
    ['the file of another day', { file: 'day=2026-01-06.jsonl' }, 'partitions[0].file must be'],
    ['a hash that leads out of the folder', { sha256: '/../../../../evil' }, 'partitions[0].sha256 must be'],
    ['a hash in capitals', { sha256: SHA.toUpperCase() }, 'partitions[0].sha256 must be'],
    ['no bytes', { bytes: '16' }, 'partitions[0].bytes must be'],
  ])('is refused with %s', (_, change, said) => {
    expect(faultOf(manifest({ ...PART, ...change }))).toContain(said)
  })

  it('is refused where a day has two files: one of them would be lost at the next change', () => {
    expect(faultOf(manifest(PART, { ...PART, file: 'day=2026-01-05.2.jsonl' }))).toBe(
      'partitions[1].day must be there once, and 2026-01-05 was before',
    )
  })

  it.each(['rejected', 'facts'])('is of a folder whose own folders lie in it: %s is no link', (name) => {
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(join(folder, name, 'store'), { recursive: true })
    mkdirSync(elsewhere, { recursive: true })
    writeFileSync(join(folder, name, 'store/manifest.json'), JSON.stringify(manifest()))
    link(elsewhere, join(folder, name, 'store', name))
    expect(() => openStore(join(folder, name, 'store'))).toThrow(`${name} is a link`)
    rmSync(join(folder, name), { recursive: true })
    rmSync(elsewhere, { recursive: true })
  })

  it('is held to its counts, and a file that is not as long as it says is refused', async () => {
    writeFileSync(join(folder, PART.file), TEXT)
    const read = async (change: object): Promise<string> => {
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest({ ...PART, ...change })))
      try {
        for await (const _ of linesOf(folder, openStore(folder)));
        return ''
      } catch (error) {
        return error instanceof Error ? error.message : 'no error'
      }
    }
    expect(await read({})).toBe('')
    expect(await read({ sessions: 3 })).toContain('it has 2 lines of 3')
    expect(await read({ bytes: 17 })).toContain('16 bytes of 17')
    expect(readdirSync(folder).sort()).toEqual(['day=2026-01-05.jsonl', 'manifest.json'])
  })
})
