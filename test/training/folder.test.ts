import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkpointText, readCheckpoint } from '../../training/search/checkpoint.ts'
import { differences, type RunConfig } from '../../training/search/config.ts'
import { openRun } from '../../training/search/folder.ts'
import { createSearch, type MetricsLine, type SearchState } from '../../training/search/generation.ts'

const SPACE = { id: 'two', names: ['a', 'b'], start: [0, 0], decode: () => ({ slots: {}, networks: null }) }
const OPTIONS = { seed: 1, players: 4, mostPlayers: 16 }
const START = createSearch(SPACE, OPTIONS)
/** As far as a folder looks at it. */
const CONFIG = {
  version: 1,
  space: { id: 'two', names: ['a', 'b'], start: [0, 0] },
  options: { seed: 1, players: 4, most_players: 16 },
} as unknown as RunConfig

const stateAfter = (generation: number): SearchState => ({ ...START, generation })
const line = (generation: number): MetricsLine => ({ generation }) as MetricsLine

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sil-run-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** A run of so many generations. */
function ran(generations: number): void {
  const run = openRun(folder, CONFIG, false)
  for (let k = 1; k <= generations; k++) run.save(line(k), stateAfter(k))
}

describe('the folder of a run', () => {
  it('gives back the state of the last generation, and takes back lines that no checkpoint counts', () => {
    ran(3)
    // Killed between line and checkpoint, and within a line.
    writeFileSync(join(folder, 'metrics.jsonl'), `${read('metrics.jsonl')}{"generation":4}\n{"gene`)
    const again = openRun(folder, CONFIG, true)
    expect(again.state).toEqual(stateAfter(3))
    expect(read('metrics.jsonl')).toBe('{"generation":1}\n{"generation":2}\n{"generation":3}\n')
    expect(again.warnings).toEqual([])
  })

  it('goes on from the one before where it was killed between two names', () => {
    ran(3)
    rmSync(join(folder, 'checkpoint.json'))
    const again = openRun(folder, CONFIG, true)
    expect(again.state?.generation).toBe(2)
    again.save(line(3), stateAfter(3))
    expect(openRun(folder, CONFIG, true).state?.generation).toBe(3)
    expect(openRun(folder, CONFIG, true).warnings).toEqual([])
  })

  it('keeps the good checkpoint although the other is damaged, also when it is killed at once again', () => {
    ran(3)
    writeFileSync(join(folder, 'checkpoint.json'), 'x')
    for (let k = 0; k < 2; k++) {
      const again = openRun(folder, CONFIG, true)
      expect(again.state?.generation).toBe(2)
      if (k === 0) expect(again.warnings[0]).toMatch(/damaged: it is no JSON.*generation 2/)
    }
  })

  it('refuses where both checkpoints are damaged, and where something else is', () => {
    ran(3)
    writeFileSync(join(folder, 'checkpoint.json'), read('checkpoint.json').slice(0, 99))
    writeFileSync(join(folder, 'checkpoint.previous.json'), '{"version":2}')
    expect(() => openRun(folder, CONFIG, true)).toThrow(
      /checkpoint\.json is damaged: it is no JSON.*\n.*previous\.json is damaged: its version is not 1/,
    )
    rmSync(join(folder, 'config.json'))
    expect(() => openRun(folder, CONFIG, true)).toThrow('holds no run of sil train')
  })

  it('begins where nothing was saved, also with --resume', () => {
    expect(openRun(folder, CONFIG, true).state).toBeNull()
    expect(openRun(folder, CONFIG, true).state).toBeNull()
    expect(() => openRun(folder, CONFIG, false)).toThrow('holds a run already')
  })

  it('refuses lines that were lost, and a configuration that cannot be read', () => {
    ran(3)
    writeFileSync(join(folder, 'metrics.jsonl'), '{"generation":1}\n')
    expect(() => openRun(folder, CONFIG, true)).toThrow('has no line for generation 2')
    writeFileSync(join(folder, 'config.json'), '{')
    expect(() => openRun(folder, CONFIG, true)).toThrow('config.json is damaged')
  })

  it('is of one process: who comes while it lives touches nothing, and a dead one keeps nobody out', () => {
    ran(2)
    writeFileSync(join(folder, '.lock'), String(process.ppid))
    // Half a checkpoint of the one that lives.
    writeFileSync(join(folder, '.sil-1.tmp'), '{')
    for (const resume of [true, false])
      expect(() => openRun(folder, CONFIG, resume)).toThrow(`by another process (${process.ppid})`)
    expect(read('.sil-1.tmp')).toBe('{')
    writeFileSync(join(folder, '.lock'), '999999999')
    const again = openRun(folder, CONFIG, true)
    expect(again.state).toEqual(stateAfter(2))
    expect(read('.lock')).toBe(String(process.pid))
    again.close()
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoint.json',
      'checkpoint.previous.json',
      'config.json',
      'metrics.jsonl',
    ])
  })

  it('stops where another process goes on with the same run', () => {
    ran(1)
    const [one, other] = [openRun(folder, CONFIG, true), openRun(folder, CONFIG, true)]
    one.save(line(2), stateAfter(2))
    expect(() => other.save(line(2), stateAfter(2))).toThrow('written by somebody else')
  })

  it('says where two configurations differ, however deep', () => {
    expect(differences({ a: { b: [1, 2] }, c: 1 }, { a: { b: [1, 3] }, d: 1 })).toEqual([
      'a.b.1: 2 there, 3 here',
      'c: 1 there, nothing here',
      'd: nothing there, 1 here',
    ])
    expect(differences({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([])
  })
})

describe('a checkpoint', () => {
  const people = [4, 16] as const
  it('is read to the very numbers', () => {
    const state = {
      ...START,
      restarts: { ...START.restarts, search: { ...START.restarts.search, sigma: 0.1 + 0.2 } },
    }
    expect(readCheckpoint(checkpointText(state).text, 2, people)).toMatchObject({ ok: true, state })
  })

  it('of a stranger with a good hash asks for no more than a run may take', () => {
    const forged = (change: (state: Record<string, unknown>) => void) => {
      const state = JSON.parse(JSON.stringify(START))
      change(state)
      const json = JSON.stringify(state)
      const sha256 = createHash('sha256').update(json).digest('hex')
      return readCheckpoint(`{"version":1,"sha256":"${sha256}","state":${json}}`, 2, people)
    }
    expect(forged(() => {})).toMatchObject({ ok: true })
    const at = (state: Record<string, unknown>, ...path: string[]): Record<string, unknown> =>
      path.reduce((inner, step) => inner[step] as Record<string, unknown>, state)
    for (const [change, words] of [
      [
        (s: Record<string, unknown>) => Object.assign(at(s, 'restarts', 'search'), { lambda: 1e9 }),
        'lambda must be at most',
      ],
      [
        (s: Record<string, unknown>) => Object.assign(at(s, 'noise'), { people: 1e9 }),
        'people must be at most 16',
      ],
      [
        (s: Record<string, unknown>) => Object.assign(at(s, 'restarts', 'search'), { mean: [1] }),
        'mean must be a list of 2',
      ],
      [
        (s: Record<string, unknown>) => Object.assign(at(s, 'restarts', 'search'), { sigma: 0 }),
        'sigma must be above 0',
      ],
      [
        (s: Record<string, unknown>) => Object.assign(s, { ends: [{ theta: ['x', 1] }] }),
        'ends[0].theta[0] must be a number',
      ],
    ] as const)
      expect(forged(change)).toEqual({ ok: false, reason: expect.stringContaining(words) })
  })
})
