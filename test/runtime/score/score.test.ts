import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeBeat } from '../../../runtime/score/beat.ts'
import { Score, tempoUnitOf } from '../../../runtime/score/score.ts'
import { TENSOR_COLUMNS } from '../../../runtime/score/tensor.ts'
import { AXES, EMBEDDING_DIM } from '../../../runtime/timbre/axes.ts'
import { timbreOfGrades } from '../../../runtime/timbre/embedding.ts'
import { runs } from '../../harness/runs.ts'
import { anyScore } from './arbitrary-score.ts'

const RUNS = runs(200)

/** One bar of quarters at 120 bpm. */
function bar(): Score {
  const beats = [0, 0.5, 1, 1.5].map((timestamp, i) => makeBeat({ timestamp, beatNumber: i + 1, measure: 1 }))
  return new Score({ bpm: 120, timeSignature: [4, 4], beats })
}

test('at() finds the beat at a time or just before it', () => {
  const score = bar()
  expect(score.at(-0.001)).toBeNull()
  expect(score.at(0)?.beatNumber).toBe(1)
  expect(score.at(0.499)?.beatNumber).toBe(1)
  expect(score.at(0.5)?.beatNumber).toBe(2)
  expect(score.at(99)?.beatNumber).toBe(4)
})

test('of several beats at one time, at() gives the last', () => {
  const voices = ['kick', 'hat', 'line']
  const beats = voices.map((voice) => makeBeat({ timestamp: 1, beatNumber: 1, measure: 1, voice }))
  expect(new Score({ bpm: 60, timeSignature: [4, 4], beats }).at(1)?.voice).toBe('line')
})

test('a window holds its start and not its end', () => {
  expect(
    bar()
      .window(0.5, 1.5)
      .map((beat) => beat.beatNumber),
  ).toEqual([2, 3])
  expect(bar().window(0.5, 0.5)).toEqual([])
  expect(bar().window(1, 0)).toEqual([])
})

test('the windows of any partition hold each beat exactly once, in order', () => {
  fc.assert(
    fc.property(
      anyScore,
      fc.array(fc.double({ min: -1, max: 600, noNaN: true }), { maxLength: 8 }),
      (score, cuts) => {
        const times = score.beats.map((beat) => beat.timestamp)
        // Cuts right on beats are the interesting ones.
        const edges = [...cuts, ...times.slice(0, 4), -2, 601].toSorted((a, b) => a - b)
        const pieces = edges.slice(1).flatMap((end, i) => score.window(edges[i] ?? -2, end))
        expect(pieces).toEqual(score.beats)
      },
    ),
    RUNS,
  )
})

test('at() agrees with a walk through all beats', () => {
  fc.assert(
    fc.property(anyScore, fc.double({ min: -2, max: 601, noNaN: true }), (score, time) => {
      expect(score.at(time)).toBe(score.beats.findLast((beat) => beat.timestamp <= time) ?? null)
    }),
    RUNS,
  )
})

test('beats come in order of time, whatever order they were given in', () => {
  const beats = [3, 1, 2].map((timestamp) => makeBeat({ timestamp, beatNumber: 1, measure: 1 }))
  const score = new Score({ bpm: 60, timeSignature: [4, 4], beats })
  expect(score.beats.map((beat) => beat.timestamp)).toEqual([1, 2, 3])
})

test('a beat without particulars is on the grid, in the centre and neutral', () => {
  const beat = makeBeat({ timestamp: 1.5, beatNumber: 2, measure: 1, emphasis: 0.7 })
  expect(beat).toMatchObject({ gridTimestamp: 1.5, velocity: 0.7, level: 0, pan: 0, pitch: null, cell: 0 })
  expect(beat.timbre.distance(timbreOfGrades({}))).toBe(0)
})

test.each([
  [[4, 4], 1],
  [[3, 4], 1],
  [[6, 8], 1.5],
  [[12, 8], 1.5],
  [[7, 8], 1],
  [[3, 8], 1],
] as const)('in %j bpm counts %d quarters', (timeSignature, quarters) => {
  expect(tempoUnitOf(timeSignature)).toBe(quarters)
})

test('the tensor has a row a beat and a named column a number', () => {
  const beats = [
    makeBeat({
      timestamp: 0,
      beatNumber: 1,
      measure: 1,
      member: 'kit',
      voice: 'kick',
      emphasis: 1,
      level: -6,
    }),
    makeBeat({
      timestamp: 0.52,
      gridTimestamp: 0.5,
      beatNumber: 2,
      measure: 1,
      member: 'bass',
      voice: 'line',
      responseMode: 'follow',
      articulation: 'dead',
      pitch: 40,
      timbre: timbreOfGrades({ bass: 1 }),
    }),
  ]
  const { data, shape, columns, members, voices } = new Score({
    bpm: 120,
    timeSignature: [4, 4],
    beats,
  }).toTensor()
  expect(shape).toEqual([2, columns.length])
  expect(data.length).toBe(2 * columns.length)
  expect(new Set(columns).size).toBe(columns.length)
  expect(columns.slice(-EMBEDDING_DIM)).toEqual(AXES.map((axis) => `timbre_${axis}`))
  const cell = (row: number, column: string) => data[row * columns.length + columns.indexOf(column)]
  expect(cell(1, 'timestamp')).toBe(0.52)
  expect(cell(1, 'deviation')).toBeCloseTo(0.02, 12)
  expect(cell(0, 'interval')).toBe(0)
  expect(cell(1, 'interval')).toBe(0.52)
  expect([cell(1, 'mode_snap'), cell(1, 'mode_follow'), cell(1, 'mode_limit')]).toEqual([0, 1, 0])
  expect([cell(0, 'articulation_normal'), cell(1, 'articulation_dead')]).toEqual([1, 1])
  expect([cell(0, 'has_pitch'), cell(1, 'has_pitch'), cell(1, 'pitch')]).toEqual([0, 1, 40])
  expect(cell(0, 'level')).toBe(-6)
  expect([members[cell(0, 'member') ?? -1], voices[cell(1, 'voice') ?? -1]]).toEqual(['kit', 'line'])
  expect(cell(1, 'timbre_bass')).toBeGreaterThan(0.9)
})

test('every score gives a tensor of finite numbers whose one-hot columns hold one 1', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      const { data, shape } = score.toTensor()
      expect(shape).toEqual([score.beats.length, TENSOR_COLUMNS.length])
      expect(data.every(Number.isFinite)).toBe(true)
      const modes = TENSOR_COLUMNS.flatMap((column, i) => (column.startsWith('mode_') ? [i] : []))
      for (let row = 0; row < shape[0]; row++) {
        expect(modes.reduce((sum, i) => sum + (data[row * shape[1] + i] ?? 0), 0)).toBe(1)
      }
    }),
    runs(50),
  )
})

test('a score without beats has a tensor without rows', () => {
  const score = new Score({ bpm: 60, timeSignature: [4, 4], beats: [] })
  expect(score.toTensor().shape).toEqual([0, TENSOR_COLUMNS.length])
  expect(score.at(0)).toBeNull()
})
