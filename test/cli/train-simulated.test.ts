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
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uniform } from '../../runtime/random.ts'
import { keptSil } from '../harness/kept-sil.ts'
import { repositoryTop, silBinary } from '../harness/sil.ts'

/** A run as a user has it: its folder, its bytes, and what becomes of it when it is killed. */

const sil = keptSil()
let folder = ''
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-train-')))
  writeFileSync(join(folder, 'piece.sil'), PIECE)
  const made = await train('whole', '--json')
  if (made.status !== 0) throw new Error(made.stderr)
  writeFileSync(join(folder, 'whole.json'), made.stdout)
})
afterAll(() => rmSync(folder, { recursive: true }))

const PIECE = `band  "Learns"
tempo 120 bpm in 90 bpm..150 bpm
zones pocket {
  snap   learn 20 ms in 5 ms..60 ms
  follow 100 ms  strength learn 0.5 in 0..1
  limit  200 ms
}
player { zones pocket }
metronome click { beat |X x x x| }
reward practice = 0.5 * min(session.duration / 1 min, 1) + 0.5 * return_rate(3 days)
train practice { explore 20% }
`

/** So small that a generation takes some hundredths of a second. */
const GENERATIONS = 12
const TINY = [
  '--simulate',
  '--generations',
  String(GENERATIONS),
  '--players',
  '2',
  '--sessions',
  '1',
  '--bars',
  '2',
]
const FEW = ['--held-out', '3']
const argumentsOf = (name: string, ...more: string[]): string[] => [
  'train',
  'piece.sil',
  ...TINY,
  ...FEW,
  '--workers',
  '1',
  ...more,
  '--out',
  `${name}.slots.json`,
]
const train = (name: string, ...more: string[]) => sil(argumentsOf(name, ...more), { cwd: folder })
const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8')

/** All that a run leaves behind. */
const bytesOf = (name: string): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ['slots', read(`${name}.slots.json`)],
    ...readdirSync(join(folder, `${name}.run`)).map((file) => [file, read(`${name}.run`, file)]),
  ])

const linesIn = (name: string): number => {
  const path = join(folder, `${name}.run`, 'metrics.jsonl')
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0
}

/** Starts a run, and sends the signal once so many generations are written, and some milliseconds more. */
async function interrupted(
  name: string,
  signal: 'SIGKILL' | 'SIGINT',
  generations: number,
  more: number,
  ...options: string[]
): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, [silBinary, ...argumentsOf(name, ...options)], { cwd: folder })
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += String(text)
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  while (linesIn(name) < generations && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 2))
  await new Promise((resolve) => setTimeout(resolve, more))
  child.kill(signal)
  return { status: await ended, stderr }
}

describe('sil train --simulate', () => {
  it('writes slots that the piece takes, and a run whose files are what their schemas say', async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    const valid = (name: string, value: unknown): void => {
      const schema = JSON.parse(readFileSync(join(repositoryTop, 'schemas', name), 'utf8'))
      const check = ajv.getSchema(name) ?? ajv.compile(schema)
      expect(check(value), JSON.stringify(check.errors)).toBe(true)
    }
    valid('cli/train-simulated.schema.json', JSON.parse(read('whole.json')))
    valid('slots.schema.json', JSON.parse(read('whole.slots.json')))
    valid('training-config.schema.json', JSON.parse(read('whole.run/config.json')))
    valid('training-result.schema.json', JSON.parse(read('whole.run/result.json')))
    // Followed to the end of their days, all sessions have a reward.
    expect(JSON.parse(read('whole.run/result.json')).held_out.unmeasured).toBe(0)
    const lines = read('whole.run/metrics.jsonl').trimEnd().split('\n')
    expect(lines).toHaveLength(GENERATIONS)
    for (const [i, line] of lines.entries()) {
      valid('training-metrics.schema.json', JSON.parse(line))
      expect(JSON.parse(line).generation).toBe(i + 1)
    }
    const score = ['score', 'piece.sil', '--bars', '1', '--slots', 'whole.slots.json', '--out', 's.json']
    const played = await sil(score, { cwd: folder })
    expect([played.status, played.stderr]).toEqual([0, expect.not.stringContaining('warning')])
  })

  it('writes into the slots what they earn in 0 to 1, as sil train --sessions does, whatever the reward’s own bounds', async () => {
    writeFileSync(join(folder, 'wide.sil'), PIECE.replace('practice = 0.5', 'practice = -3 + 5'))
    const args = argumentsOf('wide').map((one) => (one === 'piece.sil' ? 'wide.sil' : one))
    const made = await sil([...args, '--json'], { cwd: folder })
    expect(made.status, made.stderr).toBe(0)
    const { mean, interval } = JSON.parse(made.stdout).trained
    const { trained } = JSON.parse(read('wide.slots.json'))
    // From -3 to 2.5.
    expect(trained.estimate).toBeCloseTo((mean + 3) / 5.5, 12)
    expect(trained.interval[0]).toBeCloseTo((interval[0] + 3) / 5.5, 12)
    expect(mean).toBeLessThan(2.5)
    expect(trained.estimate).not.toBeCloseTo(mean, 3)
  })

  it('is the same bytes in this process, in two threads and in seven', async () => {
    for (const workers of ['2', '7']) {
      const again = await train(`by-${workers}`, '--workers', workers)
      expect(again.status, again.stderr).toBe(0)
      expect(bytesOf(`by-${workers}`)).toEqual(bytesOf('whole'))
    }
    // Seven threads are started on perhaps two cores.
  })

  it('is the same bytes after it was stopped once and killed at five points, wherever they lay', async () => {
    const { status, stderr } = await interrupted('killed', 'SIGINT', 1, 0)
    expect([status, stderr]).toEqual([130, expect.stringContaining('--resume goes on')])
    expect(existsSync(join(folder, 'killed.slots.json'))).toBe(false)
    for (let point = 0; point < 5; point++) {
      const u = (k: number): number => uniform(26, 1, k, point, 0, 1)
      // One or two generations on, and somewhere in the next; on a busy machine it may have come further.
      const generations = Math.min(GENERATIONS - 1, linesIn('killed') + 1 + Math.floor(2 * u(0)))
      const killed = await interrupted('killed', 'SIGKILL', generations, 20 * u(1), '--resume')
      expect([null, 0]).toContain(killed.status)
    }
    const resumed = await train('killed', '--resume')
    expect(resumed.status, resumed.stderr).toBe(0)
    expect(bytesOf('killed')).toEqual(bytesOf('whole'))
    // Seven programs are started one after the other.
  })

  it('names a damaged checkpoint, and goes on from the one before to the same bytes', async () => {
    const checkpoint = read('whole.run/checkpoint.json')
    mkdirSync(join(folder, 'damaged.run'))
    for (const name of readdirSync(join(folder, 'whole.run')))
      writeFileSync(join(folder, 'damaged.run', name), read('whole.run', name))
    writeFileSync(
      join(folder, 'damaged.run/checkpoint.json'),
      checkpoint.replace('"evaluations":', '"evaluations":1'),
    )
    const resumed = await train('damaged', '--resume')
    expect([resumed.status, resumed.stderr]).toEqual([
      0,
      expect.stringMatching(
        /checkpoint\.json is damaged: its content is not what its hash says; going on from the one before, generation 11/,
      ),
    ])
    expect(bytesOf('damaged')).toEqual(bytesOf('whole'))
  })

  it('refuses to go on with another run, and says what differs, and to begin where one is', async () => {
    writeFileSync(join(folder, 'piece.sil'), PIECE.replace('|X x x x|', '|X x X x|'))
    const differs = await train('whole', '--resume', '--seed', '9')
    writeFileSync(join(folder, 'piece.sil'), PIECE)
    expect(differs.status).toBe(1)
    expect(differs.stderr).toContain('options.seed: 0 there, 9 here')
    expect(differs.stderr).toMatch(/policy\.behaviour: "[0-9a-f]+… there, "[0-9a-f]+… here/)
    const again = await train('whole')
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('holds a run already')])
    // Nothing is wrong with it, it is only not ours yet: as with a store that another process changes.
    writeFileSync(join(folder, 'whole.run/.lock'), String(process.pid))
    const busy = await train('whole', '--resume')
    rmSync(join(folder, 'whole.run/.lock'))
    expect([busy.status, busy.stderr]).toEqual([3, expect.stringContaining('by another process')])
  })

  it('knows which options belong together', async () => {
    const told = async (...options: string[]) => {
      const { status, stderr } = await sil(['train', 'piece.sil', ...options, '--out', 'x.slots.json'], {
        cwd: folder,
      })
      return [status, stderr]
    }
    expect(await told()).toEqual([2, expect.stringContaining('Learn from what?')])
    expect(await told('--sessions', 's', '--players', '3')).toEqual([
      2,
      expect.stringContaining('--players belongs to --simulate'),
    ])
    expect(await told('--simulate', '--only', 'pocket.snap,keys')).toEqual([
      1,
      expect.stringContaining('no slot `keys`'),
    ])
    expect(await told('--simulate', '--sessions', 'folder')).toEqual([
      2,
      expect.stringContaining('how often each player plays, not folder'),
    ])
  })
})

describe('sil simulate', () => {
  it('writes the same store in this process and in threads', async () => {
    const few = ['simulate', 'piece.sil', '--players', '40', '--sessions', '1', '--bars', '2', '--no-explore']
    for (const workers of ['1', '3']) {
      const made = await sil([...few, '--workers', workers, '--out', `store-${workers}`], { cwd: folder })
      expect(made.status, made.stderr).toBe(0)
    }
    const store = (name: string) => readdirSync(join(folder, name)).map((file) => [file, read(name, file)])
    expect(store('store-3')).toEqual(store('store-1'))
    expect(store('store-1').length).toBeGreaterThan(5)
  })
})
