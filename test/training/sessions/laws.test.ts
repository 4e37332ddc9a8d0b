/** A store is what was sent to it, however it came: in whatever lots and order, some of it twice, and whoever went meanwhile. */

import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionLog } from '../../../runtime/session/log.ts'
import { openDatabase } from '../../../training/sessions/database.ts'
import { forgetUser } from '../../../training/sessions/forget.ts'
import { runs } from '../../harness/runs.ts'
import { DAY_MS, EPOCH, sessionOf } from './rows.ts'
import { importInto, linesFile, newFolder, rowOf, rowsOf, strays } from './store.ts'

/** A session: who, on which day, how many checkpoints came before its end, and whether that came. */
const played = fc.record({
  user: fc.constantFrom('anna', 'anna-2', 'béla "the click"'),
  day: fc.nat(3),
  beats: fc.integer({ min: 1, max: 6 }),
  killed: fc.boolean(),
})
type Played = typeof played extends fc.Arbitrary<infer T> ? T : never

/** All rows that an app sends of a session, the last one being what is to be kept. */
function rowsOfSession({ user, day, beats, killed }: Played, i: number): readonly SessionLog[] {
  const started_at = new Date(EPOCH + day * DAY_MS).toISOString()
  return Array.from({ length: beats }, (_, k) => {
    const cut = { completed: false, end_reason: 'killed' } as const
    return sessionOf(
      `s${i}`,
      Array.from({ length: k + 1 }, (_, n) => (n % 3 === 0 ? null : n)),
      { user_id: user, started_at, duration_seconds: 10 * (k + 1), ...(killed || k + 1 < beats ? cut : {}) },
    )
  })
}

/** Rows with the lots in which they come: each in one, some in two. */
const sent = fc.array(played, { minLength: 1, maxLength: 8 }).chain((sessions) => {
  const rows = sessions.flatMap((one, i) => [...rowsOfSession(one, i)])
  return fc
    .tuple(
      fc.shuffledSubarray(rows, { minLength: rows.length }),
      fc.array(fc.nat(3), { minLength: 2, maxLength: 60 }),
    )
    .map(([order, lots]) => ({ sessions, order: [...order, ...order.slice(0, 5)], lots }))
})

/** What is to be there in the end. */
const kept = (sessions: readonly Played[], but?: string): readonly string[] =>
  sessions.flatMap((one, i) => (one.user === but ? [] : rowsOfSession(one, i).slice(-1).map(rowOf))).sort()

/** Imports lot by lot. @returns how many rows were set aside */
async function inLots(
  { order, lots }: { readonly order: readonly SessionLog[]; readonly lots: readonly number[] },
  folder: string,
  after: (lot: number) => Promise<unknown> = async () => {},
): Promise<number> {
  let aside = 0
  for (let lot = 0; lot <= 3; lot++) {
    const rows = order.filter((_, i) => lots[i % lots.length] === lot)
    if (rows.length > 0) {
      const { rejected } = await importInto(join(folder, 'store'), [linesFile(folder, `${lot}.jsonl`, rows)])
      for (const one of Object.values(rejected)) aside += one?.count ?? 0
    }
    await after(lot)
  }
  return aside
}

async function inFolder(test: (folder: string, store: string) => Promise<void>): Promise<void> {
  const folder = newFolder()
  try {
    await test(folder, join(folder, 'store'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('a store', () => {
  it('keeps of each session the last that was sent, in whatever lots and order it came', async () => {
    await fc.assert(
      fc.asyncProperty(sent, (all) =>
        inFolder(async (folder, store) => {
          expect(await inLots(all, folder)).toBe(0)
          expect(await rowsOf(store)).toEqual(kept(all.sessions))
          expect(strays(store)).toEqual([])
        }),
      ),
      runs(6),
    )
  })

  it('without somebody is the store to which they never sent anything, whenever they go and whatever comes later', async () => {
    await fc.assert(
      fc.asyncProperty(sent, fc.nat(3), (all, when) =>
        inFolder(async (folder, store) => {
          const database = (file: string, work: string) => openDatabase({ files: [file], folders: [work] })
          let went = false
          await inLots(all, folder, async (lot) => {
            // Where nothing has come yet there is no store to be forgotten in.
            if (lot < when || went || !existsSync(store)) return
            await forgetUser({ folder: store, user: 'anna', salt: 'c0ffee', database })
            went = true
          })
          expect(await rowsOf(store)).toEqual(kept(all.sessions, 'anna'))
          expect(strays(store)).toEqual([])
        }),
      ),
      runs(6),
    )
  })
})
