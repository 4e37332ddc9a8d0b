import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SessionLog } from '../../../runtime/session/log.ts'
import { openDatabase } from '../../../training/sessions/database.ts'
import { forgetUser } from '../../../training/sessions/forget.ts'
import { DAY_MS, EPOCH, sessionOf } from './rows.ts'
import { importInto, linesFile, newFolder, rejectedOf, rowsOf } from './store.ts'

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
    symlinkSync(at('elsewhere.jsonl'), at(FIRST))
    expect(await importInto(at('ours'), [at('theirs')])).toMatchObject({ added: 3 })
    expect(rejectedOf(at('ours'))).toMatchObject([{ reason: 'is a link, and was not followed' }])
  })
})

describe('forgetting', () => {
  it('says where links lead out of the store: what lies there was not looked into', async () => {
    renameSync(at(FIRST), at('elsewhere.jsonl'))
    symlinkSync(at('elsewhere.jsonl'), at(FIRST))
    symlinkSync(at('all.jsonl'), at('theirs/copy.jsonl'))
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
