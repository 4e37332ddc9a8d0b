import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silBinary } from '../harness/sil.ts'
import { learningFolder, slotsFile } from './learning-folder.ts'

/** Sessions come from strangers: what is in them reaches neither the terminal nor the verdict as anything but what it is. */

const { folder, run, store, linesIn } = learningFolder('sil-hostile-')
let rows: readonly string[] = []
let explored = ''

beforeAll(async () => {
  const made = await run(
    ...'simulate piece.sil --players 60 --sessions 3 --bars 8 --seed 3 --out sessions'.split(' '),
  )
  if (made.status !== 0) throw new Error(made.stderr)
  rows = linesIn('sessions')
  explored = rows.find((line) => JSON.parse(line).exploration !== null) ?? ''
  writeFileSync(
    `${folder}/moved.slots.json`,
    slotsFile(explored, { 'pocket.follow.strength': 0.5, 'pocket.snap': 24 }),
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const changed = (change: object): string => JSON.stringify({ ...JSON.parse(explored), ...change })
const GATE = 'gate piece.sil --slots moved.slots.json --no-ledger --sessions'.split(' ')

describe('rows of strangers', () => {
  it('paint nothing on the terminal, write no line of their own and fill no screen', async () => {
    store('loud', [
      ...rows,
      changed({ session_id: 'a', started_at: '\u001b[31m\nmay play' }),
      changed({ session_id: 'b', end_reason: 'x'.repeat(1_000_000) }),
      changed({ session_id: `c${'\u001b[2J\n'.repeat(100_000)}` }),
      changed({ session_id: `c${'\u001b[2J\n'.repeat(100_000)}` }),
      changed({ session_id: 'd', slots: { [`\u001b]0;x\u0007${'y'.repeat(1_000_000)}`]: null } }),
    ])
    for (const command of [
      ['sessions', 'check', 'loud', '--policy', 'piece.sil'],
      ['train', 'piece.sil', '--sessions', 'loud', '--least-effective', '10', '--out', 'loud.slots.json'],
      ['evaluate', 'piece.sil', '--slots', 'moved.slots.json', '--sessions', 'loud'],
      [...GATE, 'loud'],
    ]) {
      const { stderr } = await run(...command)
      expect(stderr, command.join(' ')).toContain('set aside')
      expect(stderr).not.toContain('\u001b')
      expect(stderr).not.toMatch(/^may play/m)
      expect(stderr.length).toBeLessThan(5000)
    }
  })
})

describe.runIf(process.platform !== 'win32')('a pipe into which nobody writes', () => {
  const pipe = (...path: readonly string[]) => execFileSync('mkfifo', [join(folder, ...path)])
  /** Killed where it waits: neither Ctrl-C nor a supervisor's signal would end it. */
  function ended(...args: readonly string[]) {
    const { status, stderr } = spawnSync(process.execPath, [silBinary, ...args], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 15_000,
      killSignal: 'SIGKILL',
    })
    return { status, stderr }
  }

  it('among logs is set aside', () => {
    mkdirSync(join(folder, 'logs'))
    for (const name of ['a.jsonl', 'b.json', 'c.parquet']) pipe('logs', name)
    writeFileSync(join(folder, 'logs', 'd.jsonl'), `${rows[0]}\n`)
    const { status, stderr } = ended('sessions', 'import', 'logs', '--out', 'piped')
    expect(status).toBe(1)
    expect(stderr).toContain('1 of 1 row is new, 1 session in all; 1 day changed')
    expect(stderr).toContain('set aside 3: unreadable (logs/a.jsonl: is neither a file nor a folder)')
  })

  it('in the place of a day, of the manifest or of the lock keeps nobody waiting', () => {
    for (const name of ['of-day', 'of-manifest', 'of-lock']) store(name, rows)
    const day = readdirSync(join(folder, 'of-day')).find((name) => name.startsWith('day=')) ?? ''
    for (const path of [
      ['of-day', day],
      ['of-manifest', 'manifest.json'],
      ['of-lock', '.lock'],
    ]) {
      rmSync(join(folder, ...path), { force: true })
      pipe(...path)
    }
    const named = `${join('of-day', day)} cannot be read: manifest.json names it`
    expect(ended('sessions', 'check', 'of-day')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(named),
    })
    expect(ended('sessions', 'import', 'of-day', '--out', 'piped').stderr).toContain(
      'is neither a file nor a folder',
    )
    for (const args of [
      ['check', 'of-manifest'],
      ['forget', 'ann', '--store', 'of-manifest'],
    ])
      expect(ended('sessions', ...args).stderr).toContain('there is no manifest.json that can be read in it')
    expect(ended('sessions', 'import', 'of-manifest', '--out', 'piped').status).toBe(1)
    // A lock without a number is taken for one that is being written, for its first ten seconds.
    expect(ended('sessions', 'forget', 'ann', '--store', 'of-lock').stderr).toContain('is being changed by')
  })
})

describe('a store that is none', () => {
  it('is named as it was given, by whoever changes it too', async () => {
    store('other', rows)
    writeFileSync(
      join(folder, 'other', 'manifest.json'),
      '{ "version": 1, "partitions": [{ "day": "../x" }] }',
    )
    for (const args of [
      ['check', 'other'],
      ['forget', 'ann', '--store', 'other'],
      ['import', 'sessions', '--out', 'other'],
    ])
      expect((await run('sessions', ...args)).stderr).toMatch(
        /^error: other\/manifest\.json: partitions\[0\]\./,
      )
  })
})

describe('a clock that is wrong', () => {
  it('is told of: with its session everybody else counts as not come back', async () => {
    store('late', [
      ...rows,
      changed({ session_id: 'late', user_id: 'late', exploration: null, started_at: '2026-09-09T10:00:00Z' }),
    ])
    const { stderr } = await run(...GATE, 'late')
    expect(stderr).toMatch(/one clock may be wrong: the last session began 2026-09-09, \d+ days after/)
    expect((await run(...GATE, 'sessions')).stderr).not.toContain('clock')
  })
})

describe('Ctrl-C', () => {
  it.each(['sql', 'js'])(
    'while rewards are worked out (%s) leaves no file behind, neither here nor elsewhere',
    async (engine) => {
      const temporary = join(folder, `tmp-${engine}`)
      mkdirSync(temporary, { recursive: true })
      store('many', rows)
      const child = spawn(
        process.execPath,
        [
          silBinary,
          ...`sessions reward piece.sil --store many --engine ${engine} --out r-${engine}.jsonl`.split(' '),
        ],
        { cwd: folder, env: { ...process.env, TMPDIR: temporary } },
      )
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
      const left = (): string[] => [
        ...readdirSync(temporary).filter((name) => name.startsWith('sil-')),
        ...readdirSync(folder).filter((name) => name.startsWith(`r-${engine}`) || name.startsWith('.sil-')),
      ]
      await expect.poll(left, { interval: 1, timeout: 20_000 }).not.toEqual([])
      child.kill('SIGINT')
      const status = await ended
      // It may have been done by then, and was on its way out.
      if (status !== 130) expect(existsSync(join(folder, `r-${engine}.jsonl`))).toBe(true)
      expect(left().filter((name) => name !== `r-${engine}.jsonl`)).toEqual([])
    },
  )

  it('takes no file of somebody else’s for its own', async () => {
    writeFileSync(join(folder, 'mine.jsonl.partial'), 'la')
    const { status } = await run(...'sessions reward piece.sil --store many --out mine.jsonl'.split(' '))
    expect([status, readFileSync(join(folder, 'mine.jsonl.partial'), 'utf8')]).toEqual([0, 'la'])
  })
})
