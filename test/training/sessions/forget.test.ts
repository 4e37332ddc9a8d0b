import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRowChecker } from '../../../training/sessions/check.ts'
import { openDatabase, pathText, sourceText } from '../../../training/sessions/database.ts'
import { DISK } from '../../../training/sessions/edit.ts'
import { ensureFacts } from '../../../training/sessions/facts.ts'
import { forgetUser } from '../../../training/sessions/forget.ts'
import { DAY_MS, EPOCH, sessionOf } from './rows.ts'
import {
  filesBelow,
  importInto,
  linesFile,
  manifestOf,
  NOW,
  newFolder,
  rejectedOf,
  rowOf,
  rowsOf,
  strays,
} from './store.ts'

let folder = ''
let store = ''
beforeEach(() => {
  folder = newFolder()
  store = join(folder, 'store')
})
afterEach(() => rmSync(folder, { recursive: true }))

const ANNA = 'anna "the click" ü'
const later = (day: number) => ({ started_at: new Date(EPOCH + day * DAY_MS).toISOString() })
const annas = [
  sessionOf('x1', [1, 2], { user_id: ANNA }),
  sessionOf('x2', [1], { user_id: ANNA, ...later(2) }),
]
const others = [
  sessionOf('y1', [1]),
  sessionOf('y2', [2], later(1)),
  sessionOf('y3', [2], { user_id: `${ANNA}2` }),
]
const forget = (user: string, more: object = {}) =>
  forgetUser({
    folder: store,
    user,
    salt: 'c0ffee',
    database: (file, work) => openDatabase({ files: [file], folders: [work] }),
    ...more,
  })

/** Every byte of every file at and below the store, tables unpacked: who names the user? */
async function whoNames(user: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const [name, bytes] of filesBelow(store)) {
    const once = JSON.stringify(user).slice(1, -1)
    const forms = [user, once, JSON.stringify(once).slice(1, -1)]
    let texts = [bytes]
    if (name.endsWith('.parquet')) {
      const database = await openDatabase({ files: [join(store, name)] })
      const rows = await database.all(
        `SELECT one::VARCHAR AS row FROM read_parquet(${sourceText(join(store, name))}) AS one`,
      )
      database.close()
      texts = [...texts, ...rows.map(({ row }) => Buffer.from(String(row)))]
    }
    if (texts.some((text) => forms.some((form) => text.includes(form)))) found.push(name)
  }
  return found
}

async function facts(): Promise<void> {
  const database = await openDatabase({ files: [], folders: [store] })
  try {
    await ensureFacts(database, {
      folder: store,
      manifest: manifestOf(store),
      checkedFor: 'any',
      checker: createRowChecker(null, NOW),
    })
  } finally {
    database.close()
  }
}

const nothingDrawn = {
  unit: 'user-week',
  transform: 'z/1',
  slots: [],
  mean: [],
  sigma: [],
  z: [],
  choice_probs: {},
  log_density: 0,
  rng: { key: '0', counter: 0 },
} as const

describe('forgetting a user', () => {
  it('finds who stands in a line that was written as JSON twice, which is set aside', async () => {
    const twice = (log: object): string => JSON.stringify(JSON.stringify(log))
    writeFileSync(join(folder, 'a.jsonl'), `${[...annas, ...others].map(twice).join('\n')}\n`)
    expect(await importInto(store, [join(folder, 'a.jsonl')])).toMatchObject({ added: 0, sessions: 0 })
    expect(rejectedOf(store)[0]).toMatchObject({
      kind: 'schema',
      reason: 'session must be an object, not a text: the line is JSON twice',
    })
    expect((await forget(ANNA)).rejected).toBe(2)
    expect(await whoNames(ANNA)).toEqual([])
    expect(rejectedOf(store)).toHaveLength(3)
  })

  it('leaves no byte of them at or below the store, and everybody else as they were', async () => {
    const aside = [
      rowOf(sessionOf('x3', [1], { user_id: ANNA, players: 2 })),
      rowOf(sessionOf('x4', [1], { user_id: ANNA })).replace(
        '"duration_seconds":30',
        '"duration_seconds":"long"',
      ),
      `{"user_id":${JSON.stringify(ANNA)},"beats":[`,
      `{"user_id":${JSON.stringify(ANNA).slice(0, -1)}`,
      `{"user_id":${JSON.stringify(ANNA).replace('a', '\\u0061')},`,
      rowOf(sessionOf('y9', [1], { players: 2 })),
    ]
    await importInto(store, [linesFile(folder, 'a.jsonl', [...annas, ...others.slice(0, 2), ...aside])])
    await facts()
    mkdirSync(join(store, 'runs/7'), { recursive: true })
    writeFileSync(join(store, 'runs/7/metrics.jsonl'), `{"user":${JSON.stringify(ANNA)}}\n{"user":"else"}\n`)
    writeFileSync(join(store, 'runs/7/report.html'), `<p>${ANNA}</p>`)
    writeFileSync(join(store, 'runs/7/config.json'), '{"seed":1}')
    const database = await openDatabase({ files: [], folders: [store] })
    await database.run(
      `COPY (SELECT unnest(['${ANNA}', 'else']) AS user_id, 1 AS value) TO ${pathText(join(store, 'runs/7/rewards.parquet'))} (FORMAT parquet, COMPRESSION zstd)`,
    )
    // A name that as a pattern would be that of its neighbour, who knows nobody.
    await database.run(
      `COPY (SELECT '${ANNA}' AS user_id) TO ${pathText(join(store, 'runs/7/b[1].parquet'))} (FORMAT parquet)`,
    )
    await database.run(
      `COPY (SELECT 'else' AS user_id) TO ${pathText(join(store, 'runs/7/b1.parquet'))} (FORMAT parquet)`,
    )
    database.close()
    expect((await whoNames(ANNA)).length).toBeGreaterThan(6)

    const forgotten = await forget(ANNA)
    expect(forgotten).toEqual({
      sessions: 2,
      rejected: 5,
      cleaned: ['b[1].parquet', 'metrics.jsonl', 'rewards.parquet'].map((name) => join('runs', '7', name)),
      deleted: [join('runs', '7', 'report.html')],
      unread: [],
    })
    expect(await whoNames(ANNA)).toEqual([])
    expect(await rowsOf(store)).toEqual(others.slice(0, 2).map(rowOf).sort())
    expect(rejectedOf(store).map(({ row }) => row)).toEqual([JSON.parse(aside[5] ?? '')])
    expect(manifestOf(store).partitions.map(({ day }) => day)).toEqual(['2026-03-01', '2026-03-02'])
    expect(readFileSync(join(store, 'runs/7/metrics.jsonl'), 'utf8')).toBe('{"user":"else"}\n')
    expect(readFileSync(join(store, 'runs/7/config.json'), 'utf8')).toBe('{"seed":1}')
    await facts()
    expect(await whoNames(ANNA)).toEqual([])
  })

  it('lets them never in again, in whatever state the row is, and says how many came', async () => {
    await importInto(store, [linesFile(folder, 'a.jsonl', [...annas, ...others])])
    await forget(ANNA)
    const [tombstone] = manifestOf(store).tombstones ?? []
    expect(tombstone).toMatch(/^[0-9a-f]{64}$/)
    const again = [
      ...annas.map(rowOf),
      rowOf(sessionOf('x5', [1], { user_id: ANNA, players: 2 })),
      `{"user_id":${JSON.stringify(ANNA)},"be`,
      `{"exploration":{"unit_id":${JSON.stringify(`${ANNA}/week-2930`)},"be`,
    ]
    const imported = await importInto(store, [linesFile(folder, 'b.jsonl', [...again, sessionOf('y4', [1])])])
    expect(imported).toMatchObject({ forgotten: 5, added: 1, rejected: {} })
    expect(await whoNames(`${ANNA}"`)).toEqual([])
    // Somebody whose name begins like theirs is somebody else.
    expect(await rowsOf(store)).toContain(rowOf(sessionOf('y3', [2], { user_id: `${ANNA}2` })))
    expect(await forget(ANNA)).toMatchObject({ sessions: 0, rejected: 0 })
    expect(manifestOf(store).tombstones).toEqual([tombstone])
    await forget('user y1')
    expect(manifestOf(store)).toMatchObject({
      salt: 'c0ffee',
      tombstones: [expect.anything(), expect.anything()],
    })
  })

  it('deletes no file of somebody whose id begins or ends alike', async () => {
    await importInto(store, [linesFile(folder, 'a.jsonl', others)])
    writeFileSync(join(store, 'u10.html'), '<p>u-10, xu-1, éu-1 and u-1é</p>')
    writeFileSync(join(store, 'u1.html'), '<p>u-10 and \u{1f3b5}u-1/week-2</p>')
    const { deleted } = await forget('u-1')
    expect(deleted).toEqual(['u1.html'])
  })

  it('leaves those alone whose ids go on from theirs', async () => {
    const strangers = ['anna-2', 'anna@a.org', 'u-1', 'x anna'].map((user, i) =>
      sessionOf(`s${i}`, [1], {
        user_id: user,
        exploration: { ...nothingDrawn, unit_id: `${user}/week-2930` },
      }),
    )
    const bad = strangers.map((log) => rowOf({ ...log, session_id: `${log.session_id}b`, players: 2 }))
    await importInto(store, [linesFile(folder, 'a.jsonl', [...strangers, ...bad])])
    for (const user of ['anna', '1', 'u', 'week'])
      expect(await forget(user), user).toMatchObject({ sessions: 0, rejected: 0 })
    expect(await rowsOf(store)).toHaveLength(4)
    expect(rejectedOf(store)).toHaveLength(4)
  })

  it('knows a number for an id only where one stands, and deletes no file that it cannot tell is about them', async () => {
    const theirs = [
      rowOf(sessionOf('x1', [1], { user_id: '1', players: 2 })),
      rowOf(sessionOf('x2', [1], { user_id: '1' })).replace('"user_id":"1"', '"user_id":1'),
      '{"user_id":"1","beats":[',
      '{"user_id":1,"beats":[',
    ]
    const strangers = [rowOf(sessionOf('y9', [1], { players: 2 })), '{"user_id":"u-1","beats":[1,']
    await importInto(store, [
      linesFile(folder, 'a.jsonl', [
        sessionOf('x0', [1], { user_id: '1' }),
        ...theirs,
        ...others,
        ...strangers,
      ]),
    ])
    writeFileSync(join(store, 'metrics.jsonl'), '{"user":"1"}\n{"user":1}\n{"step":1,"by":"u-1"}\n')
    writeFileSync(join(store, 'steps.jsonl'), '{"step":1}\n')
    writeFileSync(join(store, 'config.json'), '{"seed":1}')
    writeFileSync(join(store, 'theirs.json'), '{"players":["1"]}')
    writeFileSync(join(store, 'notes.txt'), 'Version 1 of the notes')
    expect(await forget('1')).toEqual({
      sessions: 1,
      rejected: 4,
      cleaned: ['metrics.jsonl'],
      deleted: ['theirs.json'],
      unread: [
        { path: 'notes.txt', message: 'it has `1` in it, and so short an id may be any word of a text' },
      ],
    })
    expect(await rowsOf(store)).toHaveLength(3)
    expect(rejectedOf(store)).toHaveLength(2)
    expect(readFileSync(join(store, 'metrics.jsonl'), 'utf8')).toBe('{"step":1,"by":"u-1"}\n')
    expect(readFileSync(join(store, 'config.json'), 'utf8')).toBe('{"seed":1}')
  })

  it('names what it cannot look into', async () => {
    await importInto(store, [linesFile(folder, 'a.jsonl', annas)])
    writeFileSync(join(store, 'old.jsonl.gz'), gzipSync('{}'))
    copyFileSync(join(folder, 'a.jsonl'), join(store, 'broken.parquet'))
    expect((await forget(ANNA)).unread.map(({ path }) => path)).toEqual(['broken.parquet', 'old.jsonl.gz'])
  })

  it('stopped half-way forgets the rest when it is asked again', async () => {
    for (let last = 0; last < 8; last++) {
      rmSync(store, { recursive: true, force: true })
      await importInto(store, [linesFile(folder, 'a.jsonl', [...annas, ...others])])
      let steps = 0
      const dies = (): void => {
        if (steps++ >= last) throw new Error('the power is off')
      }
      const disk = {
        write(handle: number, bytes: Uint8Array) {
          dies()
          DISK.write(handle, bytes)
        },
        rename(from: string, to: string) {
          dies()
          DISK.rename(from, to)
        },
        remove(path: string) {
          dies()
          DISK.remove(path)
        },
      }
      await forget(ANNA, { disk }).catch(() => {})
      expect([3, 5]).toContain((await rowsOf(store)).length)
      await forget(ANNA)
      expect(await rowsOf(store)).toEqual(others.map(rowOf).sort())
      expect(strays(store)).toEqual([])
      expect(
        (await whoNames(ANNA)).filter(
          (name) =>
            !readFileSync(join(store, name), 'utf8').includes(`${JSON.stringify(ANNA).slice(1, -1)}2`),
        ),
      ).toEqual([])
    }
  })
})
