import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SessionLog } from '../../../runtime/session/log.ts'
import { openDatabase } from '../../../training/sessions/database.ts'
import { forgetUser } from '../../../training/sessions/forget.ts'
import { linesOf } from '../../../training/sessions/reader.ts'
import { link } from '../../harness/links.ts'
import { DAY_MS, EPOCH, sessionOf } from './rows.ts'
import { importInto, linesFile, newFolder, rejectedOf, rowOf, rowsOf } from './store.ts'

/** A store that somebody hands on: what its manifest promises and is not there is told, and never passed over. */

let folder = ''
const at = (name: string): string => join(folder, name)
const logs: SessionLog[] = Array.from({ length: 6 }, (_, i) =>
  sessionOf(`s${i}`, [1, 2, 3], { started_at: new Date(EPOCH + (i % 2) * DAY_MS).toISOString() }),
)
beforeEach(async () => {
  folder = newFolder()
  await importInto(at('theirs'), [linesFile(folder, 'all.jsonl', logs)])
})
afterEach(() => rmSync(folder, { recursive: true }))

const FIRST = 'theirs/day=2026-03-01.jsonl'

describe('importing a store', () => {
  it('takes all of it', async () => {
    expect(await importInto(at('ours'), [at('theirs')])).toMatchObject({ added: 6, rejected: {} })
  })

  it('says which file of its manifest is missing, and takes the others', async () => {
    rmSync(at(FIRST))
    expect(await importInto(at('ours'), [at('theirs')])).toMatchObject({
      added: 3,
      rejected: { unreadable: { count: 1 } },
    })
    expect(rejectedOf(at('ours'))).toMatchObject([
      { source: at(FIRST), reason: 'is not there, and manifest.json names it' },
    ])
  })

  it('says which file is cut or changed, and takes the rows that are whole', async () => {
    const lines = readFileSync(at(FIRST), 'utf8').split('\n')
    writeFileSync(at(FIRST), `${lines.slice(0, 2).join('\n')}\n`)
    const imported = await importInto(at('ours'), [at('theirs')])
    expect(imported).toMatchObject({ added: 5, rejected: { unreadable: { count: 1 } } })
    expect(imported.sources[0]?.problem).toContain('is not what manifest.json says: it has 2 rows of 3')
    expect(await rowsOf(at('ours'))).toHaveLength(5)
  })

  it('follows no link out of it', async () => {
    renameSync(at(FIRST), at('elsewhere.jsonl'))
    link(at('elsewhere.jsonl'), at(FIRST))
    expect(await importInto(at('ours'), [at('theirs')])).toMatchObject({ added: 3 })
    expect(rejectedOf(at('ours'))).toMatchObject([{ reason: 'is a link, and was not followed' }])
  })
})

describe('a store with names that end lines elsewhere', () => {
  const NAMES = [
    'a\u2028b',
    'a\u2029',
    'a\rb',
    'a\u0085b',
    '\ufeffa',
    '__proto__',
    'constructor',
    '../a',
    '\u001b[2J',
  ]
  const named = NAMES.map((user_id, i) => sessionOf(`n${i}\u2028`, [1], { user_id }))
  const bad = { ...sessionOf('bad', [1], { user_id: 'x\u2028y' }), players: 2 }

  it('keeps each row whole, through imports, what was set aside and forgetting', async () => {
    await importInto(at('theirs'), [linesFile(folder, 'named.jsonl', [...named, bad])])
    expect(await rowsOf(at('theirs'))).toHaveLength(logs.length + NAMES.length)
    expect(await importInto(at('theirs'), [at('named.jsonl')])).toMatchObject({
      duplicates: NAMES.length,
      added: 0,
    })
    await importInto(at('theirs'), [linesFile(folder, 'more.jsonl', [sessionOf('m', [1])])])
    const users = async (): Promise<readonly string[]> =>
      (await rowsOf(at('theirs'))).map((row) => JSON.parse(row).user_id)
    expect(await users()).toEqual(expect.arrayContaining(NAMES))
    expect(rejectedOf(at('theirs'))).toHaveLength(1)
    for (const user of ['a\u2028b', 'x\u2028y', '__proto__'])
      await forgetUser({
        folder: at('theirs'),
        user,
        salt: 'aa',
        database: (file, work) => openDatabase({ files: [file], folders: [work] }),
      })
    expect(await users()).toHaveLength(logs.length + NAMES.length + 1 - 2)
    expect(rejectedOf(at('theirs'))).toEqual([])
  })
})

describe('a row that is as long as a disk', () => {
  it('is set aside where it stands, and the others are read', async () => {
    const rows = [rowOf(logs[0] ?? sessionOf('s', [])), `{"a":"${'y'.repeat(65 * 1024 * 1024)}"}`, '{"b": 1}']
    const text = `${rows.join('\n')}\n`
    mkdirSync(at('long'))
    writeFileSync(at('long/day=2026-03-01.jsonl'), text)
    const sha256 = createHash('sha256').update(text).digest('hex')
    const partition = {
      day: '2026-03-01',
      file: 'day=2026-03-01.jsonl',
      sessions: 3,
      bytes: text.length,
      sha256,
    }
    const manifest = { version: 1 as const, partitions: [partition], simulation: null }
    const read: string[] = []
    for await (const { number, text: row, problem } of linesOf(at('long'), manifest))
      read.push(`${number} ${problem === '' ? row.length > 0 : problem}`)
    expect(read).toEqual(['1 true', '2 the line has 68157448 bytes; 67108864 are the most', '3 true'])
  })
})

describe('forgetting', () => {
  it('says where links lead out of the store: what lies there was not looked into', async () => {
    renameSync(at(FIRST), at('elsewhere.jsonl'))
    link(at('elsewhere.jsonl'), at(FIRST))
    link(at('all.jsonl'), at('theirs/copy.jsonl'))
    const forgotten = await forgetUser({
      folder: at('theirs'),
      user: 'user s0',
      salt: 'aa',
      database: (file, work) => openDatabase({ files: [file], folders: [work] }),
    })
    expect(forgotten.sessions).toBe(1)
    expect(forgotten.unread.map(({ path }) => path)).toEqual(['day=2026-03-01.jsonl', 'copy.jsonl'])
    expect(forgotten.unread[0]?.message).toContain('a link')
    expect(await rowsOf(at('theirs'))).toHaveLength(5)
  })
})
