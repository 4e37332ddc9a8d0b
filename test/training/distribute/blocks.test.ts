import { afterEach, describe, expect, it } from 'vitest'
import { BlockFailure, type Blocks, Cancelled, TRIES } from '../../../training/distribute/blocks.ts'
import { createInProcess } from '../../../training/distribute/in-process.ts'
import { createThreads } from '../../../training/distribute/threads.ts'
import { type TestBlock, taskWith } from './task.ts'
import type { TestSetup } from './worker.ts'

type Pool = Blocks<TestBlock, number>

const MOST_BLOCKS = 64
const begun = new SharedArrayBuffer(4 * MOST_BLOCKS)
const times = new Int32Array(begun)

const open: Pool[] = []
afterEach(async () => {
  for (const pool of open.splice(0)) await pool.cancel()
  times.fill(0)
})
const kept = (pool: Pool): Pool => {
  open.push(pool)
  return pool
}

const threads = (workers: number, start: TestSetup['start'] = 'well'): Pool =>
  kept(createThreads({ entry: new URL('./worker.ts', import.meta.url), setup: { begun, start }, workers }))
const inProcess = (): Pool =>
  kept(
    createInProcess(
      taskWith(begun, () => {
        throw new Error('it died')
      }),
    ),
  )

async function all(pool: Pool, blocks: readonly TestBlock[]): Promise<number[]> {
  for (const block of blocks) pool.submit(block)
  const results: number[] = []
  for (const _ of blocks) results.push(await pool.collect())
  return results
}

const POOLS: readonly (readonly [string, () => Pool])[] = [
  ['in this process', inProcess],
  ['in one thread', () => threads(1)],
  ['in three threads', () => threads(3)],
]

describe.each(POOLS)('work in blocks, %s', (_, create) => {
  it('gives results in the order of submission, whichever was done first, each block begun once', async () => {
    const blocks = Array.from(
      { length: 20 },
      (__, value): TestBlock => ({
        value,
        ...(value % 5 === 0 ? { does: 'waits' as const } : {}),
      }),
    )
    expect(await all(create(), blocks)).toEqual(blocks.map(({ value }) => value * value))
    expect([...times.subarray(0, 20)]).toEqual(new Array(20).fill(1))
  })

  it('takes more blocks while earlier ones are collected', async () => {
    const pool = create()
    const results: number[] = []
    pool.submit({ value: 0 })
    for (let value = 1; value < 6; value++) {
      pool.submit({ value })
      results.push(await pool.collect())
    }
    results.push(await pool.collect())
    expect(results).toEqual([0, 1, 4, 9, 16, 25])
  })

  it('does again what failed, or whose worker died, and loses nothing', async () => {
    const blocks: readonly TestBlock[] = [
      { value: 0 },
      { value: 1, does: 'throws once' },
      { value: 2, does: 'dies once' },
      { value: 3, does: 'waits' },
      { value: 4 },
    ]
    expect(await all(create(), blocks)).toEqual([0, 1, 4, 9, 16])
    expect([...times.subarray(0, 5)]).toEqual([1, 2, 2, 1, 1])
  })

  it.each(['throws', 'dies'] as const)('stops with a name at a block that always %s', async (does) => {
    const pool = create()
    for (const block of [{ value: 0 }, { value: 1, does }, { value: 2 }]) pool.submit(block)
    expect(await pool.collect()).toBe(0)
    const failed = await pool.collect().catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(BlockFailure)
    expect(failed).toMatchObject({
      block: 1,
      message: expect.stringContaining('block 1 of the work failed 3 times'),
    })
    if (does === 'throws') expect(String(failed)).toContain('cannot do 1')
    expect(times[1]).toBe(TRIES)
    expect(await pool.collect()).toBe(4)
  })

  it('ends at once when it is cancelled, also for who waits', async () => {
    const pool = create()
    pool.submit({ value: 1, does: 'waits' })
    const waits = pool.collect().catch((error: unknown) => error)
    await pool.cancel()
    const late = new Promise((resolve) => setTimeout(resolve, 1000, 'still waiting'))
    expect(await Promise.race([waits, late])).not.toBe('still waiting')
    expect(() => pool.submit({ value: 2 })).toThrow(Cancelled)
    await expect(pool.collect()).rejects.toThrow(Cancelled)
  })

  it('says that there is nothing to collect', async () => {
    await expect(create().collect()).rejects.toThrow('no block was submitted')
  })
})

describe('worker threads', () => {
  it('are not started again and again where none can start', async () => {
    for (const [start, words] of [
      ['throws', 'no worker starts: there is no piece'],
      ['dies', 'no worker starts: it ended without a word'],
    ] as const) {
      const pool = threads(2, start)
      pool.submit({ value: 0 })
      await expect(pool.collect()).rejects.toThrow(words)
    }
  })
})
