import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SessionLog } from '../../../runtime/session/log.ts'
import { openDatabase, pathText, sourceText } from '../../../training/sessions/database.ts'
import { DISK, type Disk } from '../../../training/sessions/edit.ts'
import { createKnown } from '../../../training/sessions/known.ts'
import { link } from '../../harness/links.ts'
import { DAY_MS, EPOCH, sessionOf } from './rows.ts'
import {
  filesBelow,
  importInto,
  linesFile,
  manifestOf,
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

const onDay = (day: number, more: Partial<SessionLog> = {}): Partial<SessionLog> => ({
  started_at: new Date(EPOCH + day * DAY_MS).toISOString(),
  ...more,
})
const some = (n: number, day = 0): SessionLog[] =>
  Array.from({ length: n }, (_, i) => sessionOf(`d${day}-${i}`, [1, -2, null, 4], onDay(day)))

describe('importing sessions', () => {
  it('takes JSON lines, single files, folders of both and those of `sil perform`, a file a day', async () => {
    const logs = [...some(3), ...some(2, 1)]
    linesFile(join(folder, 'in'), 'a.jsonl', logs.slice(0, 4))
    mkdirSync(join(folder, 'in/take 5'))
    writeFileSync(join(folder, 'in/take 5/session.json'), JSON.stringify(logs[4], null, 2))
    writeFileSync(join(folder, 'in/take 5/score.json'), '{"version":1,"beats":[]}')
    writeFileSync(join(folder, 'in/notes.txt'), 'la')
    link('/etc/passwd', join(folder, 'in/link.jsonl'))
    const imported = await importInto(store, [join(folder, 'in')])
    expect(imported).toMatchObject({ rows: 5, added: 5, sessions: 5, days: ['2026-03-01', '2026-03-02'] })
    expect(await rowsOf(store)).toEqual(logs.map(rowOf).sort())
    expect(rejectedOf(store)).toMatchObject([
      { kind: 'unreadable', reason: 'is a link, and was not followed' },
    ])
    expect(strays(store)).toEqual([])
  })

  it('puts a session on the day on which it starts in UTC, wherever the player was', async () => {
    const log = sessionOf('late', [1], { started_at: '2026-03-02T00:30:00+02:00' })
    await importInto(store, [linesFile(folder, 'a.jsonl', [log])])
    expect(manifestOf(store).partitions.map(({ day }) => day)).toEqual(['2026-03-01'])
  })

  it('adds to what is there; what was there already is counted and changes no byte', async () => {
    const [first, more] = [some(3), [...some(3), ...some(2, 1)]]
    await importInto(store, [linesFile(folder, 'a.jsonl', first)])
    const old = manifestOf(store).partitions[0]
    const imported = await importInto(store, [linesFile(folder, 'b.jsonl', more)])
    expect(imported).toMatchObject({ added: 2, duplicates: 3, sessions: 5, days: ['2026-03-02'] })
    expect(manifestOf(store).partitions[0]).toEqual(old)
    const before = filesBelow(store)
    expect(await importInto(store, [linesFile(folder, 'b.jsonl', more)])).toMatchObject({
      added: 0,
      duplicates: 5,
    })
    expect(filesBelow(store)).toEqual(before)
    // Another import of the same days has another file for each, and the old ones are gone.
    await importInto(store, [linesFile(folder, 'c.jsonl', [sessionOf('new', [1])])])
    expect(manifestOf(store).partitions[0]?.file).toBe('day=2026-03-01.2.jsonl')
    expect(strays(store)).toEqual([])
  })

  it('knows a session by its id: blanks and the order of keys are no other content, other content is set aside', async () => {
    const [log] = some(1)
    if (log === undefined) throw new Error('no session')
    await importInto(store, [linesFile(folder, 'a.jsonl', [log])])
    const spaced = JSON.stringify(Object.fromEntries(Object.entries(log).reverse()), null, 1).replaceAll(
      '\n',
      ' ',
    )
    const other = { ...log, duration_seconds: 31 }
    const imported = await importInto(store, [linesFile(folder, 'b.jsonl', [spaced, other])])
    expect(imported).toMatchObject({ duplicates: 1, added: 0, rejected: { 'other content': { count: 1 } } })
    expect(await rowsOf(store)).toEqual([rowOf(log)])
    expect(rejectedOf(store)).toMatchObject([
      { line: 2, kind: 'other content', row: { duration_seconds: 31 } },
    ])
  })

  it('keeps killed sessions, and lets a session that goes on take the place of its checkpoint', async () => {
    const whole = sessionOf('a', [1, 2, 3, 4], { duration_seconds: 40 })
    const cut = (seconds: number, more: Partial<SessionLog> = {}): SessionLog =>
      sessionOf('a', [1, 2].slice(0, seconds / 10), {
        duration_seconds: seconds,
        completed: false,
        end_reason: 'killed',
        ...more,
      })
    expect(await importInto(store, [linesFile(folder, '1.jsonl', [cut(10)])])).toMatchObject({ added: 1 })
    expect(await rowsOf(store)).toEqual([rowOf(cut(10))])
    // A later checkpoint, an earlier one, and one of somebody else's session by that name.
    const rows = [cut(20), cut(10), cut(30, { user_id: 'another' })]
    expect(await importInto(store, [linesFile(folder, '2.jsonl', rows)])).toMatchObject({
      replaced: 1,
      older: 1,
      rejected: { 'other content': { count: 1 } },
    })
    expect(await rowsOf(store)).toEqual([rowOf(cut(20))])
    expect(await importInto(store, [linesFile(folder, '3.jsonl', [whole, cut(20)])])).toMatchObject({
      replaced: 1,
      older: 1,
      sessions: 1,
    })
    expect(await rowsOf(store)).toEqual([rowOf(whole)])
    // In one import, too.
    await importInto(join(folder, 'again'), [
      linesFile(folder, '4.jsonl', [cut(10), cut(20), whole, cut(10)]),
    ])
    expect(await rowsOf(join(folder, 'again'))).toEqual([rowOf(whole)])
  })

  it('sets bad rows aside with source, line and reason, once, and leaves the others alone', async () => {
    const logs = some(3)
    const bad = [
      rowOf(sessionOf('nan', [1], { explicit_rating: 3 })).replace(
        '"explicit_rating":3',
        '"explicit_rating":NaN',
      ),
      rowOf(sessionOf('text', [1])).replace('"duration_seconds":30', '"duration_seconds":"long"'),
      rowOf(sessionOf('tomorrow', [1], { started_at: '2031-01-01T00:00:00.000Z' })),
      rowOf(sessionOf('two', [1], { players: 2 })),
      rowOf(sessionOf('cut', [1])).slice(0, 90),
      '{"version":9}',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    ]
    const path = linesFile(folder, 'a.jsonl', [...logs, ...bad])
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from([0x7b, 0xff, 0x7d, 10])]))
    const imported = await importInto(store, [path])
    expect(imported.added).toBe(3)
    const counts = Object.entries(imported.rejected).map(([kind, one]) => [kind, one.count])
    expect(Object.fromEntries(counts)).toEqual({
      'not JSON': 3,
      schema: 3,
      'time travel': 1,
      'several players': 1,
    })
    const aside = rejectedOf(store)
    expect(aside.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8, 9, 10, 11])
    expect(aside[0]).toMatchObject({ source: path, kind: 'not JSON', row: bad[0] })
    expect(aside[0]?.reason).toContain('NaN')
    expect(aside[2]?.row).toEqual(JSON.parse(bad[2] ?? ''))
    expect(await rowsOf(store)).toEqual(logs.map(rowOf).sort())
    const before = filesBelow(store)
    await importInto(store, [path])
    expect([...filesBelow(store).keys()]).toEqual([...before.keys()])
    expect(rejectedOf(store)).toHaveLength(8)
  })

  it('keeps fields that it does not know', async () => {
    const row = rowOf(sessionOf('a', [1])).replace('{', '{"mood":"blue",')
    await importInto(store, [linesFile(folder, 'a.jsonl', [row])])
    expect(JSON.parse((await rowsOf(store))[0] ?? '')).toMatchObject({ mood: 'blue' })
  })

  it('touches no folder that is no store, and says which file of a store was changed by hand', async () => {
    mkdirSync(store)
    writeFileSync(join(store, 'song.txt'), 'la')
    const path = linesFile(folder, 'a.jsonl', some(2))
    await expect(importInto(store, [path])).rejects.toThrow('is not empty, and no store')
    expect([...filesBelow(store).keys()]).toEqual(['song.txt'])
    rmSync(store, { recursive: true })
    await importInto(store, [path])
    truncateSync(join(store, 'day=2026-03-01.jsonl'), 100)
    await expect(importInto(store, [linesFile(folder, 'b.jsonl', some(1, 1))])).rejects.toThrow(
      'is not what manifest.json says',
    )
  })
})

describe('importing Parquet', () => {
  const table = async (name: string, sql: string, rows: readonly SessionLog[] = some(4)): Promise<string> => {
    const source = linesFile(folder, `${name}.jsonl`, rows)
    const path = join(folder, `${name}.parquet`)
    const database = await openDatabase({ files: [source, path] })
    try {
      const from = `(SELECT * FROM read_json(${sourceText(source)}, format = 'newline_delimited'))`
      await database.run(`COPY (${sql.replace('ROWS', from)}) TO ${pathText(path)} (FORMAT parquet)`)
    } finally {
      database.close()
    }
    return path
  }

  it('gives the bytes that JSON lines give', async () => {
    const logs = [
      ...some(4),
      sessionOf('rated', [0.1, 1 / 3], { explicit_rating: 4, context: { 'player.level': 0.3 } }),
    ]
    const imported = await importInto(store, [
      await table('[odd] *name?', 'SELECT *, 1 AS mood FROM ROWS', logs),
    ])
    expect(imported.rejected).toEqual({})
    expect(imported.sources[0]?.unknown).toEqual(['mood'])
    const expected = logs.map((log) => ({ ...JSON.parse(rowOf(log)), mood: 1 }))
    expect((await rowsOf(store)).map((row) => JSON.parse(row))).toEqual(
      expected.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    )
    const plain = await importInto(join(folder, 'plain'), [await table('plain', 'SELECT * FROM ROWS', logs)])
    expect(plain.added).toBe(5)
    expect(await rowsOf(join(folder, 'plain'))).toEqual(logs.map(rowOf).sort())
  })

  it('reads the file of that name, and not those that its name would stand for as a pattern', async () => {
    const logs = some(4)
    const names = ['log1', 'log[1]', 'lo?[1]', '*']
    const paths: string[] = []
    for (const [i, name] of names.entries())
      paths.push(await table(name, 'SELECT * FROM ROWS', logs.slice(i, i + 1)))
    expect(await importInto(store, paths)).toMatchObject({ added: 4, rejected: {} })
    // A folder beside one that its name would stand for.
    for (const name of ['run1', 'run[1]'])
      await importInto(join(folder, name), [linesFile(folder, 'a.jsonl', logs)])
    const copied = await importInto(join(folder, 'copy'), [join(folder, 'run[1]')])
    expect(copied).toMatchObject({ added: 4, rejected: {} })
  })

  it('names a file that is cut, has wrong types or lacks columns, and imports the others', async () => {
    const whole = await table('whole', 'SELECT * FROM ROWS')
    const cut = join(folder, 'cut.parquet')
    copyFileSync(whole, cut)
    truncateSync(cut, readFileSync(cut).length / 2)
    const typed = await table('typed', "SELECT * REPLACE ('long' AS duration_seconds, 7 AS beats) FROM ROWS")
    const bare = await table('bare', 'SELECT * EXCLUDE (user_id, seed) FROM ROWS')
    const imported = await importInto(store, [cut, typed, bare, whole])
    expect(imported).toMatchObject({ added: 4, rejected: { unreadable: { count: 3 } } })
    expect(imported.sources.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('it is no whole Parquet file'),
      'column beats is INTEGER, and must be a list; column duration_seconds is VARCHAR, and must be a number',
      'there is no column user_id; there is no column seed',
      '',
    ])
  })

  it('refuses tables that would take minutes a row: columns hundreds deep, or thousands of them', async () => {
    const nested = (deep: number): string => `${'['.repeat(deep)}1${']'.repeat(deep)}`
    const lists = Array.from({ length: 30 }, (_, i) => `"l(${i}" := [[${i}]]`).join(', ')
    const sound = await table(
      'sound',
      `SELECT *, ${nested(9)} AS own, struct_pack(${lists}) AS many FROM ROWS`,
    )
    const deep = await table('deep', `SELECT *, ${nested(300)} AS own FROM ROWS`)
    const numbers = Array.from({ length: 1200 }, (_, i) => `${i} AS c${i}`).join(', ')
    const wide = await table('wide', `SELECT *, ${numbers} FROM ROWS LIMIT 1`)
    const imported = await importInto(store, [deep, wide, sound])
    expect(imported).toMatchObject({ added: 4 })
    expect(imported.sources.map(({ problem }) => problem)).toEqual([
      'column own is nested 300 deep, and 16 is the deepest',
      expect.stringMatching(/^it has 12\d\d columns, and 1000 are the most$/),
      '',
    ])
  })

  it('sets aside the rows of a good table that are bad', async () => {
    const path = await table(
      'mixed',
      `SELECT * REPLACE (CASE session_id WHEN 'd0-1' THEN 'NaN'::DOUBLE WHEN 'd0-2' THEN -1 ELSE duration_seconds END AS duration_seconds) FROM ROWS`,
    )
    const imported = await importInto(store, [path])
    expect(imported).toMatchObject({ added: 2, rejected: { 'not JSON': { count: 1 }, schema: { count: 1 } } })
    expect(rejectedOf(store).map(({ line }) => line)).toEqual([2, 3])
  })
})

describe('a machine that fails during an import', () => {
  const FULL = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  const diskWithRoom = (room: number): Disk => {
    let writes = 0
    return {
      ...DISK,
      write(handle, bytes) {
        if (writes++ === room) throw FULL
        DISK.write(handle, bytes)
      },
    }
  }

  it('whose disk is full: nothing was changed, and nothing is left', async () => {
    await importInto(store, [linesFile(folder, 'a.jsonl', some(3))])
    const before = filesBelow(store)
    const bad = sessionOf('bad', [1], { players: 2 })
    const more = linesFile(folder, 'b.jsonl', [...some(5), ...some(2, 1), bad])
    for (let room = 0; room < 5; room++) {
      const disk = diskWithRoom(room)
      await expect(importInto(store, [more], { disk })).rejects.toThrow('ENOSPC')
      expect(filesBelow(store)).toEqual(before)
    }
    expect(await importInto(store, [more])).toMatchObject({ added: 4, sessions: 7 })
  })

  it.each(['none', 'an empty folder'])(
    'before there was a store: where there was %s there is that again',
    async (was) => {
      const bad = sessionOf('bad', [1], { players: 2 })
      const path = linesFile(folder, 'a.jsonl', [...some(3), bad])
      if (was !== 'none') mkdirSync(store)
      for (let room = 0; room < 5; room++) {
        const disk = diskWithRoom(room)
        await expect(importInto(store, [path], { disk })).rejects.toThrow('ENOSPC')
        expect(existsSync(store)).toBe(was !== 'none')
        expect(existsSync(`${store}.partial`)).toBe(false)
        if (was !== 'none') expect(readdirSync(store)).toEqual([])
      }
      expect(await importInto(store, [path])).toMatchObject({ added: 3 })
    },
  )

  it('that stops at any moment leaves the old store or the new one, and the next import clears up', async () => {
    const first = some(3)
    const more = [...some(3), ...some(2, 1), sessionOf('later', [3])]
    const wanted = more.map(rowOf).sort()
    const sources = [linesFile(folder, 'b.jsonl', [...more, sessionOf('bad', [1], { players: 2 })])]
    let moments = 0
    let old = 0
    for (let last = 0; ; last++) {
      rmSync(store, { recursive: true, force: true })
      await importInto(store, [linesFile(folder, 'a.jsonl', first)])
      let steps = 0
      const dies = (): void => {
        if (steps++ >= last) throw new Error('the power is off')
      }
      const disk: Disk = {
        write(handle, bytes) {
          // Half of it is on the disk by then.
          if (steps === last) DISK.write(handle, bytes.subarray(0, bytes.length / 2))
          dies()
          DISK.write(handle, bytes)
        },
        rename(from, to) {
          dies()
          DISK.rename(from, to)
        },
        remove(path) {
          dies()
          DISK.remove(path)
        },
      }
      const whole = await importInto(store, sources, { disk }).then(
        () => true,
        () => false,
      )
      if (whole) break
      moments++
      const found = await rowsOf(store)
      if (found.length === first.length) {
        old++
        expect(found).toEqual(first.map(rowOf).sort())
      } else expect(found).toEqual(wanted)
      await importInto(store, sources)
      expect(await rowsOf(store)).toEqual(wanted)
      expect(rejectedOf(store)).toHaveLength(1)
      expect(strays(store)).toEqual([])
    }
    // Before the manifest is another one, and behind it.
    expect(old).toBeGreaterThan(3)
    expect(moments - old).toBeGreaterThan(1)
  })

  it('another process at the store is waited for, and the lock of one that was killed is none', async () => {
    const path = linesFile(folder, 'a.jsonl', some(2))
    await importInto(store, [path])
    writeFileSync(join(store, '.lock'), String(process.ppid))
    await expect(importInto(store, [path])).rejects.toThrow('is being changed by another process')
    writeFileSync(join(store, '.lock'), '999999999')
    expect(await importInto(store, [path])).toMatchObject({ duplicates: 2 })
    expect(existsSync(join(store, '.lock'))).toBe(false)
  })
})

describe('the table of known sessions', () => {
  it('finds every session again, however many there are', () => {
    const known = createKnown()
    const of = (i: number) => ({
      content: BigInt(i),
      origin: BigInt(2 * i),
      duration: i / 3,
      unfinished: i % 2 === 0,
    })
    for (let i = 0; i < 10_000; i++) known.set(`s${i}`, of(i))
    known.set('s7', of(8))
    expect(known.size).toBe(10_000)
    for (let i = 0; i < 10_000; i += 97) expect(known.get(`s${i}`)).toEqual(of(i === 7 ? 8 : i))
    expect(known.get('s10000')).toBeNull()
  })
})
