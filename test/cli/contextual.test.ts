import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptSil } from '../harness/kept-sil.ts'
import { readOnnx } from '../models/interpreter.ts'

/** Slots that depend on the player, as a user goes: from logs to a file that is judged, played and exported. */

const sil = keptSil()
let folder = ''
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-contextual-')))
  writeFileSync(join(folder, 'piece.sil'), PIECE)
  for (const args of [
    ['simulate', 'piece.sil', '--players', '100', '--sessions', '2', '--bars', '6', '--out', 'sessions'],
    [
      'train',
      'piece.sil',
      '--sessions',
      'sessions',
      '--least-effective',
      '20',
      '--caution',
      '0',
      '--out',
      'a.slots.json',
    ],
  ]) {
    const { status, stderr } = await run(...args)
    if (status !== 0) throw new Error(stderr)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

const PIECE = `band "By"
tempo 96 bpm in 72 bpm..126 bpm
zones pocket {
  snap   learn 20 ms in 5 ms..60 ms by player.level
  follow 100 ms  strength learn 0.5 in 0..1
  limit  200 ms
}
player { zones pocket }
metronome click { beat |X x x x| }
reward practice = min(session.duration / 20 s, 1)
train practice {
  explore 20%
  unit    user-week
}
`

const run = (...args: string[]) => sil(args, { cwd: folder })
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))

describe('slots that depend on the player', () => {
  it('are learned from sessions as networks, in standard deviations of what was known', () => {
    const { networks, slots, sigma } = read('a.slots.json')
    expect(Object.keys(networks)).toEqual(['pocket.snap'])
    const { features, scale, layers } = networks['pocket.snap']
    expect(features).toEqual(['player.level'])
    expect(scale[0]).toBeGreaterThan(0.1)
    expect(layers).toHaveLength(1)
    expect(layers[0].weights[0][0]).not.toBe(0)
    expect(sigma['pocket.snap']).toBeGreaterThan(0)
    // A score has what somebody plays of whom nothing is known.
    expect(slots['pocket.snap']).toBeCloseTo(5 + 55 / (1 + Math.exp(-layers[0].bias[0])), 9)
  })

  it('are judged by what was known of each unit', async () => {
    const files = ['piece.sil', '--sessions', 'sessions', '--slots', 'a.slots.json', '--json']
    const { status, stdout, stderr } = await run('evaluate', ...files)
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const said = JSON.parse(stdout)
    expect(said.effective).toBeGreaterThan(10)
    expect(Math.abs(said.mean_ratio.value - 1)).toBeLessThan(1)
    const { verdict, baseline } = JSON.parse((await run('gate', ...files, '--least-effective', '5')).stdout)
    expect(['refuse', 'not-enough-data', 'accept']).toContain(verdict)
    expect(baseline).toBeNull()
  })

  it('are learned on from the file that ran, which must be named, and be the one', async () => {
    const made = await run(
      'simulate',
      'piece.sil',
      '--slots',
      'a.slots.json',
      '--players',
      '40',
      '--sessions',
      '2',
      '--bars',
      '6',
      '--out',
      'second',
    )
    expect(made.status).toBe(0)
    const train = [
      'train',
      'piece.sil',
      '--sessions',
      'second',
      '--least-effective',
      '20',
      '--out',
      'b.slots.json',
    ]
    const unnamed = await run(...train)
    expect(unnamed).toMatchObject({ status: 1, stderr: expect.stringContaining('--against F.slots.json') })
    const other = read('a.slots.json')
    other.networks['pocket.snap'].layers[0].bias[0] += 0.25
    writeFileSync(join(folder, 'other.slots.json'), JSON.stringify(other))
    const wrong = await run(...train, '--against', 'other.slots.json')
    expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('has another law') })
    expect(existsSync(join(folder, 'b.slots.json'))).toBe(false)
    expect((await run(...train, '--against', 'a.slots.json')).status).toBe(0)
    const [before, after] = [read('a.slots.json'), read('b.slots.json')].map(
      (file) => file.networks['pocket.snap'],
    )
    expect(after.mean).toEqual(before.mean)
    // What ran is worth what it earned: w is 1 for every unit.
    const same = await run(
      'evaluate',
      'piece.sil',
      '--sessions',
      'second',
      '--slots',
      'a.slots.json',
      '--against',
      'a.slots.json',
      '--json',
    )
    expect(JSON.parse(same.stdout).greatest_ratio).toBe(1)
  })

  it('become an ONNX model beside the module, and are not baked into numbers', async () => {
    const compile = ['compile', 'piece.sil', '--slots', 'a.slots.json']
    expect((await run(...compile, '--onnx', '--out', 'build')).status).toBe(0)
    const onnx = readOnnx(readFileSync(join(folder, 'build/piece.onnx')))
    expect(onnx.inputs).toEqual(['player.level'])
    expect(onnx.run({})['pocket.snap']).toBeCloseTo(read('a.slots.json').slots['pocket.snap'], 9)
    const baked = await run(...compile, '--bake', '--out', 'baked')
    expect(baked).toMatchObject({ status: 1, stderr: expect.stringContaining('has networks (pocket.snap)') })
    expect(existsSync(join(folder, 'baked'))).toBe(false)
    expect(await run('compile', 'piece.sil', '--onnx', '--out', 'x')).toMatchObject({ status: 2 })
  })

  it('are searched in simulation, or as constants where that is asked for', async () => {
    const train = [
      'train',
      'piece.sil',
      '--simulate',
      '--generations',
      '1',
      '--players',
      '4',
      '--sessions',
      '1',
      '--bars',
      '6',
      '--held-out',
      '8',
      '--workers',
      '1',
    ]
    expect((await run(...train, '--hidden', '3', '--out', 'd.slots.json')).status).toBe(0)
    expect(read('d.slots.json').networks['pocket.snap'].layers[0].bias).toHaveLength(3)
    // Else each player would scatter by another σ, and nothing could be learned on.
    expect(read('d.slots.json').sigma['pocket.snap']).toBeGreaterThan(0)
    expect((await run(...train, '--constants', '--out', 'e.slots.json')).status).toBe(0)
    expect(read('e.slots.json').networks).toBeNull()
  })
})
