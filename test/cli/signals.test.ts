/** Whatever signal ends a command, it leaves nothing half done. */

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silBinary } from '../harness/sil.ts'
import { sessionOf } from '../training/sessions/rows.ts'
import { linesFile, rowsOf } from '../training/sessions/store.ts'
import { learningFolder } from './learning-folder.ts'

const { folder, run } = learningFolder('sil-signals-')
beforeAll(() => {
  linesFile(
    folder,
    'logs.jsonl',
    Array.from({ length: 4000 }, (_, i) =>
      sessionOf(`k${i}`, [1, 2, 3, 4, 5, 6, 7, 8], { started_at: `2026-03-0${1 + (i % 9)}T10:00:00.000Z` }),
    ),
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const

/** Sends the signal as soon as there is what must not stay. */
async function ended(args: readonly string[], until: string, signal: NodeJS.Signals): Promise<number | null> {
  const child = spawn(process.execPath, [silBinary, ...args], { cwd: folder })
  const status = new Promise<number | null>((resolve) => child.on('close', resolve))
  await expect.poll(() => existsSync(join(folder, until)), { interval: 2, timeout: 20_000 }).toBe(true)
  child.kill(signal)
  return await status
}

const simulated = (out: string): readonly string[] =>
  `simulate piece.sil --players 5000 --sessions 3 --bars 16 --out ${out}`.split(' ')

describe.each(SIGNALS)('%s', (signal, status) => {
  it('ends sil simulate without a trace', async () => {
    expect(await ended(simulated(`S-${signal}`), `S-${signal}.partial`, signal)).toBe(status)
    expect(readdirSync(folder).filter((name) => name.startsWith(`S-${signal}`))).toEqual([])
  })

  it('ends sil simulate with threads, and in a folder that was there', async () => {
    const out = `T-${signal}`
    await run(
      'simulate',
      'piece.sil',
      '--players',
      '1',
      '--sessions',
      '1',
      '--bars',
      '1',
      '--out',
      `${out}/x`,
    )
    rmSync(join(folder, out, 'x'), { recursive: true })
    expect(await ended([...simulated(out), '--workers', '2'], `${out}/.partial`, signal)).toBe(status)
    expect(readdirSync(join(folder, out))).toEqual([])
  })

  it('ends sil sessions import with the store as it was', async () => {
    const store = `store-${signal}`
    const got = await ended(['sessions', 'import', 'logs.jsonl', '--out', store], `${store}/.work`, signal)
    const there = readdirSync(join(folder, store))
    expect(there.filter((name) => name.startsWith('.'))).toEqual([])
    // It may have been done by then.
    expect([
      [status, 0],
      [0, 4000],
    ]).toContainEqual([got, (await rowsOf(join(folder, store))).length])
  })

  it('ends sil sessions forget with the store as it was, or without the user', async () => {
    const store = `kept-${signal}`
    await run('sessions', 'import', 'logs.jsonl', '--out', store)
    const before = (await rowsOf(join(folder, store))).length
    await ended(['sessions', 'forget', 'user k7', '--store', store], `${store}/.work`, signal)
    expect(readdirSync(join(folder, store)).filter((name) => name.startsWith('.'))).toEqual([])
    expect([before, before - 1]).toContain((await rowsOf(join(folder, store))).length)
  })
})
