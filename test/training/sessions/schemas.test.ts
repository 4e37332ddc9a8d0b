import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readLedger } from '../../../training/gate/ledger.ts'
import { openDatabase } from '../../../training/sessions/database.ts'
import { forgetUser } from '../../../training/sessions/forget.ts'
import { readManifest } from '../../../training/sessions/manifest.ts'
import { repositoryTop } from '../../harness/sil.ts'
import { sessionOf } from './rows.ts'
import { importInto, linesFile, newFolder, rejectedOf } from './store.ts'

/** The files of a store as others may read them: what is written keeps to its schema, and what its reader refuses the schema refuses. */

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false })
const schema = (name: string) =>
  ajv.compile(JSON.parse(readFileSync(join(repositoryTop, 'schemas', `${name}.schema.json`), 'utf8')))
const [isManifest, isRejected, isLook] = [
  schema('sessions-manifest'),
  schema('sessions-rejected'),
  schema('gate-ledger'),
]
const faults = (check: typeof isManifest, value: unknown): unknown => (check(value) ? [] : check.errors)

let folder = ''
beforeEach(() => {
  folder = newFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('what a store holds', () => {
  it('is as its schemas say, with rows set aside and somebody forgotten', async () => {
    const store = join(folder, 'store')
    const kept = sessionOf('kept', [1, 2])
    const lines = [
      kept,
      sessionOf('gone', [3], { user_id: 'u-gone' }),
      sessionOf('late', [1], { started_at: '2031-01-01T00:00:00.000Z' }),
      sessionOf('two', [1], { players: 2 }),
      'no JSON',
      '{"version":9}',
    ]
    const path = linesFile(folder, 'a.jsonl', lines)
    await importInto(store, [path])
    await importInto(store, [linesFile(folder, 'b.jsonl', [{ ...kept, seed: kept.seed + 1 }])])
    await forgetUser({
      folder: store,
      user: 'u-gone',
      salt: 'a0',
      database: (file, below) => openDatabase({ files: [file], folders: [below] }),
    })
    const manifest: unknown = JSON.parse(readFileSync(join(store, 'manifest.json'), 'utf8'))
    expect(manifest).toMatchObject({ tombstones: [expect.any(String)], rejected: [{}, {}] })
    expect(faults(isManifest, manifest)).toEqual([])
    const aside = rejectedOf(store)
    expect(new Set(aside.map(({ kind }) => kind))).toEqual(
      new Set(['time travel', 'several players', 'not JSON', 'schema', 'other content']),
    )
    for (const row of aside) expect(faults(isRejected, row), JSON.stringify(row)).toEqual([])
  })
})

const SHA = 'a'.repeat(64)
const PART = { day: '2026-01-05', file: 'day=2026-01-05.jsonl', sessions: 2, bytes: 16, sha256: SHA }
const REJECTED = { file: 'rejected/1.jsonl', rows: 2, bytes: 16, sha256: SHA }
const MANIFEST = { version: 1, partitions: [PART], simulation: null }
const LOOK = {
  version: 1,
  id: 'i',
  at: '2026-01-05T00:00:00.000Z',
  candidate: SHA,
  reward: 'practice',
  spent: 0.01,
  units: 3,
  sketch: ['0123456789ab'],
}
type Case = readonly [string, unknown]
const without = (value: object, name: string): object =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))

describe('reader and schema of a manifest', () => {
  it.each([
    ['people', MANIFEST],
    ['no word on simulation', without(MANIFEST, 'simulation')],
    ['a simulation', { ...MANIFEST, simulation: { seed: 1 } }],
    ['a later file of a day', { ...MANIFEST, partitions: [{ ...PART, file: 'day=2026-01-05.2.jsonl' }] }],
    ['rows set aside', { ...MANIFEST, rejected: [REJECTED] }],
    ['tombstones', { ...MANIFEST, tombstones: [SHA], salt: 'a0' }],
    ['no tombstones, and no salt', { ...MANIFEST, tombstones: [] }],
  ])('take one with %s', (_, manifest) => {
    expect(readManifest(manifest)).toMatchObject({ ok: true })
    expect(faults(isManifest, manifest)).toEqual([])
  })

  it.each<Case>([
    ['no object', []],
    ['another version', { ...MANIFEST, version: 2 }],
    ...Object.keys(PART).map(
      (name): Case => [`a day without ${name}`, { ...MANIFEST, partitions: [without(PART, name)] }],
    ),
    ...Object.keys(REJECTED).map(
      (name): Case => [
        `rows set aside without ${name}`,
        { ...MANIFEST, rejected: [without(REJECTED, name)] },
      ],
    ),
    ['a file that leads out', { ...MANIFEST, partitions: [{ ...PART, file: '../x.jsonl' }] }],
    ['a file of generation 0', { ...MANIFEST, partitions: [{ ...PART, file: 'day=2026-01-05.0.jsonl' }] }],
    ['a hash in capitals', { ...MANIFEST, partitions: [{ ...PART, sha256: 'A'.repeat(64) }] }],
    ['half a session', { ...MANIFEST, partitions: [{ ...PART, sessions: 0.5 }] }],
    ['set-aside rows elsewhere', { ...MANIFEST, rejected: [{ ...REJECTED, file: 'rejected/../x.jsonl' }] }],
    ['a simulation that is a list', { ...MANIFEST, simulation: [] }],
    ['tombstones without salt', { ...MANIFEST, tombstones: [SHA] }],
    ['an empty salt', { ...MANIFEST, tombstones: [SHA], salt: '' }],
    ['a tombstone that is no hash', { ...MANIFEST, tombstones: ['u-1'], salt: 'a0' }],
  ])('refuse %s', (_, manifest) => {
    expect(readManifest(manifest)).toMatchObject({ ok: false })
    expect(isManifest(manifest)).toBe(false)
  })
})

describe('reader and schema of a ledger', () => {
  it('take a look', () => {
    expect(readLedger(JSON.stringify(LOOK))).toMatchObject({ ok: true })
    expect(faults(isLook, LOOK)).toEqual([])
  })

  it.each<Case>([
    ...Object.keys(LOOK).map((name): Case => [`no ${name}`, without(LOOK, name)]),
    ['another version', { ...LOOK, version: 2 }],
    ['more spent than there is', { ...LOOK, spent: 1.5 }],
    ['half a unit', { ...LOOK, units: 0.5 }],
    ['a sketch of numbers', { ...LOOK, sketch: [1] }],
  ])('refuse %s', (_, look) => {
    expect(readLedger(JSON.stringify(look))).toMatchObject({ ok: false })
    expect(isLook(look)).toBe(false)
  })
})
