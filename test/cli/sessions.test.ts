import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptSil } from '../harness/kept-sil.ts'
import { repositoryTop, sil, silBinary } from '../harness/sil.ts'
import { sessionOf } from '../training/sessions/rows.ts'
import { linesFile, rejectedOf, rowsOf } from '../training/sessions/store.ts'
import { valid } from './learning-folder.ts'

/** The session store from the command line. What it does with rows and faults is tested in test/training/sessions. */

const kept = keptSil()
let folder = ''
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-sessions-')))
  writeFileSync(join(folder, 'piece.sil'), PIECE)
  for (const [out, ...more] of [['logs'], ['others', '--slots', 'other.slots.json']]) {
    if (out === 'others') {
      const { slot_schema } = JSON.parse(rowsIn('logs')[0] ?? '').policy
      const slots = { 'pocket.snap': 40, 'pocket.curve': 'smooth' }
      const sigma = { 'pocket.snap': 0.3 }
      writeFileSync(
        join(folder, 'other.slots.json'),
        JSON.stringify({
          version: 1,
          policy: 'x',
          slot_schema,
          transform: 'z/1',
          slots,
          sigma,
          choice_probs: null,
          networks: null,
          trained: null,
        }),
      )
    }
    const made = await run(
      'simulate',
      'piece.sil',
      '--players',
      '30',
      '--sessions',
      '3',
      '--bars',
      '8',
      '--out',
      out ?? '',
      ...more,
    )
    if (made.status !== 0) throw new Error(made.stderr)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

const PIECE = `tempo 96 bpm
zones pocket {
  snap   learn 20 ms in 5 ms..60 ms
  follow 100 ms
  limit  200 ms
  curve  learn smooth or classic
}
player { zones pocket }
metronome click { beat |X x x x| }
reward practice = 0.5 * min(session.duration / 1 min, 1) + 0.5 * return_rate(3 days)
train practice { explore 20%  unit user-week }
`

const run = (...args: string[]) => kept(args, { cwd: folder })
const rowsIn = (out: string): string[] =>
  readdirSync(join(folder, out))
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(folder, out, name), 'utf8')
        .trimEnd()
        .split('\n'),
    )
it('sil simulate writes a folder as the schema says, with what was assumed', () => {
  const text = readFileSync(join(folder, 'logs/manifest.json'), 'utf8')
  expect(valid('sessions-manifest', text, 'schemas').simulation).toMatchObject({
    players: 30,
    sessions: 3,
    bars: 8,
  })
})

describe('sil sessions import', () => {
  it('names every propensity that is not what it says, and imports the rest', async () => {
    const rows = rowsIn('logs')
    const explored = rows.filter((row) => JSON.parse(row).exploration !== null)
    const log = JSON.parse(explored[0] ?? '')
    const { exploration } = log
    /** The log with another exploration, and a name of its own. */
    const forged = (id: string, more: object, of: object = {}): string =>
      JSON.stringify({ ...log, ...of, session_id: id, exploration: { ...exploration, ...more } })
    const density = exploration.log_density
    const bad: readonly (readonly [string, string, string])[] = [
      ['missing', 'schema', forged('missing', { log_density: undefined })],
      ['NaN', 'not JSON', forged('NaN', {}).replace(`"log_density":${density}`, '"log_density":NaN')],
      ['clipped', 'exploration', forged('clipped', { log_density: Math.max(density, -0.5) + 1 })],
      [
        'renormalised',
        'exploration',
        forged('renormalised', { choice_probs: { 'pocket.curve': { smooth: 0.5, classic: 0.4 } } }),
      ],
      [
        'changed ranges',
        'other slots',
        forged('changed ranges', {}, { policy: { ...log.policy, slot_schema: 'f'.repeat(64) } }),
      ],
      [
        'renamed slot',
        'exploration',
        forged('renamed slot', { slots: exploration.slots.map(() => 'zone.snap') }),
      ],
      [
        'unknown policy',
        'other piece',
        forged('unknown policy', {}, { policy: { ...log.policy, behaviour: 'e'.repeat(64) } }),
      ],
      ['time travel', 'time travel', forged('time travel', {}, { started_at: '2999-01-01T00:00:00Z' })],
    ]
    const path = linesFile(join(folder, 'in'), 'bad.jsonl', [...rows, ...bad.map(([, , row]) => row)])
    const imported = await run(
      'sessions',
      'import',
      path,
      '--out',
      'store',
      '--policy',
      'piece.sil',
      '--json',
    )
    expect(imported.status).toBe(1)
    const said = valid('sessions-import', imported.stdout)
    expect(said.added).toBe(rows.length)
    const aside = rejectedOf(join(folder, 'store'))
    expect(aside.map(({ kind, line }) => [bad[line - rows.length - 1]?.[0], kind])).toEqual(
      bad.map(([name, kind]) => [name, kind]),
    )
    expect(await rowsOf(join(folder, 'store'))).toEqual([...rows].sort())
  })

  it('notices draws that agree with themselves, and are around slots that nobody had', async () => {
    const check = (...slots: string[]) =>
      run('sessions', 'check', 'others', '--policy', 'piece.sil', '--json', '--slots', ...slots)
    expect((await check('other.slots.json')).status).toBe(0)
    const wrong = JSON.parse(readFileSync(join(folder, 'other.slots.json'), 'utf8'))
    writeFileSync(
      join(folder, 'wider.slots.json'),
      JSON.stringify({ ...wrong, sigma: { 'pocket.snap': 0.4 } }),
    )
    const { rejected, good } = valid('sessions-check', (await check('wider.slots.json')).stdout)
    expect([rejected['unknown slots'].count, good]).toEqual([60, 30])
    expect(rejected['unknown slots'].first).toContain(
      'exploration.sigma.pocket.snap must be that of the slots file',
    )
  })

  it('killed at any moment leaves a store that opens, and goes on from there', async () => {
    const logs = Array.from({ length: 1500 }, (_, i) =>
      sessionOf(`k${i}`, [1, 2, 3, 4, 5, 6, 7, 8], { started_at: `2026-03-0${1 + (i % 9)}T10:00:00.000Z` }),
    )
    const [first, rest] = [
      linesFile(folder, 'first.jsonl', logs.slice(0, 50)),
      linesFile(folder, 'rest.jsonl', logs),
    ]
    await run('sessions', 'import', first, '--out', 'killed')
    for (const wait of [0, 60, 120]) {
      const child = spawn(process.execPath, [silBinary, 'sessions', 'import', rest, '--out', 'killed'], {
        cwd: folder,
      })
      const ended = new Promise((resolve) => child.on('close', resolve))
      await expect.poll(() => existsSync(join(folder, 'killed/.work')), { interval: 5 }).toBe(true)
      await new Promise((resolve) => setTimeout(resolve, wait))
      child.kill('SIGKILL')
      await ended
      expect([50, 1500]).toContain((await rowsOf(join(folder, 'killed'))).length)
    }
    const last = valid(
      'sessions-import',
      (await run('sessions', 'import', rest, '--out', 'killed', '--json')).stdout,
    )
    expect(last.sessions).toBe(1500)
    expect(readdirSync(join(folder, 'killed')).sort()).toEqual([
      ...Array.from({ length: 9 }, (_, i) =>
        expect.stringMatching(new RegExp(`^day=2026-03-0${i + 1}(\\.2)?\\.jsonl$`)),
      ),
      'manifest.json',
    ])
  })

  it('takes a pattern for the files that it fits, as shells of Windows leave it', async () => {
    const rows = rowsIn('logs')
    writeFileSync(join(folder, 'monday.day.jsonl'), `${rows[0]}\n`)
    writeFileSync(join(folder, 'tuesday.day.jsonl'), `${rows[1]}\n${rows[2]}\n`)
    const { stdout, stderr } = await run('sessions', 'import', '*.day.jsonl', '--out', 'week', '--json')
    expect(JSON.parse(stdout).added, stderr).toBe(3)
  })

  it('leaves a file alone that lies in the store and is none of its own', async () => {
    const [row = '', other = ''] = rowsIn('logs')
    writeFileSync(join(folder, 'one.jsonl'), row)
    await run('sessions', 'import', 'one.jsonl', '--out', 'kept')
    const own = readdirSync(join(folder, 'kept')).filter((name) => name.endsWith('.jsonl'))
    expect((await run('sessions', 'import', `kept/${own[0]}`, '--out', 'kept')).status).toBe(0)
    const path = 'kept/day=2033-02-01.jsonl'
    writeFileSync(join(folder, path), other)
    const { status, stderr } = await run('sessions', 'import', path, '--out', 'kept')
    expect([status, stderr]).toEqual([2, expect.stringContaining('lies in the store itself')])
    expect(readFileSync(join(folder, path), 'utf8')).toBe(other)
  })

  it('says in words what is no source, no store and no usage', async () => {
    const none = await run('sessions', 'import', 'nowhere', '--out', 'x')
    expect([none.status, none.stderr]).toEqual([1, expect.stringContaining('nowhere: is not there')])
    mkdirSync(join(folder, 'empty'))
    for (const source of ['nowhere', 'empty']) {
      const { status, stdout } = await run('sessions', 'import', source, '--out', 'x', '--json')
      expect([status, JSON.parse(stdout).error]).toEqual([1, expect.stringContaining('nothing to import')])
    }
    expect(existsSync(join(folder, 'x'))).toBe(false)
    mkdirSync(join(folder, 'mine'))
    writeFileSync(join(folder, 'mine/song.txt'), 'la')
    const mine = await run('sessions', 'import', 'logs', '--out', 'mine')
    expect([mine.status, mine.stderr]).toEqual([1, expect.stringContaining('is not empty, and no store')])
    expect((await run('sessions', 'import', 'logs')).status).toBe(2)
    expect((await run('sessions', 'burn', 'logs')).status).toBe(2)
  })
})

describe('sil sessions stats and reward', () => {
  it('counts players, endings, days, exploration, maturity and rewards', async () => {
    const said = await run('sessions', 'stats', 'logs', '--policy', 'piece.sil', '--json')
    expect(said.status, said.stderr).toBe(0)
    const stats = valid('sessions-stats', said.stdout)
    const logs = rowsIn('logs').map((row) => JSON.parse(row))
    const count = (is: (log: (typeof logs)[0]) => boolean): number => logs.filter(is).length
    expect(stats).toMatchObject({
      sessions: 90,
      good: 90,
      users: 30,
      sources: { simulated: 90 },
      end_reasons: { completed: count((log) => log.completed) },
      sessions_per_user: { one: 0, median: 3, most: 3 },
      completed: count((log) => log.completed) / 90,
      explored: 60 / 90,
      from: logs.map((log) => log.started_at).sort()[0],
    })
    const of = logs.filter((log) => log.exploration !== null)
    expect(stats.exploration).toMatchObject({
      sessions: 60,
      laws: 1,
      units: new Set(of.map((log) => log.exploration.unit_id)).size,
    })
    const snaps = of.map((log) => log.slots['pocket.snap']).sort((a, b) => a - b)
    expect(stats.exploration.slots['pocket.snap']).toMatchObject({
      min: snaps[0],
      max: snaps[59],
      sessions: 60,
    })
    expect(stats.exploration.choices['pocket.curve'].classic).toBe(
      of.filter((log) => log.slots['pocket.curve'] === 'classic').length,
    )
    const [reward] = stats.rewards
    expect(reward).toMatchObject({ name: 'practice', days: 3, missing: 0, mature: stats.maturity[3] })
    expect(reward.mature + reward.censored).toBe(90)
    const out = ['--store', 'logs', '--out', 'of-each.jsonl']
    expect((await run('sessions', 'reward', 'piece.sil', ...out)).status).toBe(0)
    const values = readFileSync(join(folder, 'of-each.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ mature }) => mature)
      .map(({ value }) => value)
      .sort((a, b) => a - b)
    const rank = (q: number): number => values[Math.max(1, Math.ceil(values.length * q)) - 1]
    expect(reward.quantiles).toEqual({
      min: values[0],
      q05: rank(0.05),
      q25: rank(0.25),
      median: rank(0.5),
      q75: rank(0.75),
      q95: rank(0.95),
      max: values.at(-1),
    })
    // Once they are worked out they are read, and say the same.
    expect((await run('sessions', 'stats', 'logs', '--policy', 'piece.sil', '--json')).stdout).toBe(
      said.stdout,
    )
  })

  it('looks at the store of that name, not at one that its name would stand for as a pattern', async () => {
    await run('sessions', 'import', 'logs', '--out', 'run1')
    await run('sessions', 'import', 'others', '--out', 'run[1]')
    for (const [store, of] of [
      ['run1', 'logs'],
      ['run[1]', 'others'],
    ] as const) {
      const out = `${store}.jsonl`
      const { status, stderr } = await run('sessions', 'reward', 'piece.sil', '--store', store, '--out', out)
      expect(status, stderr).toBe(0)
      const lines = readFileSync(join(folder, out), 'utf8').trimEnd().split('\n')
      expect(lines.length).toBe(rowsIn(of).length)
    }
    expect(readdirSync(join(folder, 'run[1]', 'facts')).length).toBeGreaterThan(0)
  })

  it('gives one reward from SQL and from JavaScript, row by row', async () => {
    const rewards = async (engine: string): Promise<unknown[]> => {
      const out = `${engine}.jsonl`
      const said = await run(
        'sessions',
        'reward',
        'piece.sil',
        '--store',
        'logs',
        '--engine',
        engine,
        '--out',
        out,
        '--json',
      )
      expect(valid('sessions-reward', said.stdout)).toMatchObject({ sessions: 90, engine })
      return readFileSync(join(folder, out), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    }
    const sql = await rewards('sql')
    expect(sql).toHaveLength(90)
    expect(await rewards('js')).toEqual(sql)
    const printed = await run('sessions', 'reward', 'piece.sil', '--print-sql')
    expect(printed.stdout).toContain('CREATE VIEW facts AS')
    const wrong = await run('sessions', 'reward', 'piece.sil', '--store', 'logs', '--out', 'x.csv')
    expect([wrong.status, existsSync(join(folder, 'x.csv'))]).toEqual([2, false])
  })

  it('says what is missing where DuckDB is not installed; what needs none of it runs', async () => {
    const env = { NODE_OPTIONS: `--import=${join(repositoryTop, 'test/harness/without-duckdb.mjs')}` }
    const stats = await sil(['sessions', 'stats', 'logs'], { cwd: folder, env })
    expect([stats.status, stats.stderr]).toEqual([
      3,
      expect.stringContaining('npm install @duckdb/node-api@'),
    ])
    expect((await sil(['sessions', 'import', 'logs', '--out', 'plain'], { cwd: folder, env })).status).toBe(0)
  })
})

describe('sil sessions forget', () => {
  it('erases a user, and says so', async () => {
    await run('sessions', 'import', 'logs', '--out', 'fewer')
    const user = JSON.parse(rowsIn('fewer')[0] ?? '').user_id
    const said = await run('sessions', 'forget', user, '--store', 'fewer', '--json')
    expect(said.status, said.stderr).toBe(0)
    expect(valid('sessions-forget', said.stdout)).toMatchObject({ sessions: 3, rejected: 0 })
    for (const name of readdirSync(join(folder, 'fewer')))
      expect(readFileSync(join(folder, 'fewer', name), 'utf8')).not.toContain(user)
    const again = valid(
      'sessions-import',
      (await run('sessions', 'import', 'logs', '--out', 'fewer', '--json')).stdout,
    )
    expect(again).toMatchObject({ forgotten: 3, duplicates: 87, added: 0 })
    expect((await run('sessions', 'forget', user, '--store', 'nowhere')).status).toBe(1)
  })
})
