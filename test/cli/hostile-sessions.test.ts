import { spawn } from 'node:child_process'
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
}, 60_000)
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
