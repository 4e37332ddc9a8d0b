import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeBeat } from '../../../runtime/score/beat.ts'
import { file_score } from '../../../runtime/score/gen/score_pb.ts'
import { scoreOfJson, scoreOfJsonText, scoreToJson, scoreToJsonText } from '../../../runtime/score/json.ts'
import { scoreOfProtobuf, scoreToProtobuf } from '../../../runtime/score/protobuf.ts'
import { Score } from '../../../runtime/score/score.ts'
import { timbreOfGrades } from '../../../runtime/timbre/embedding.ts'
import { runs } from '../../harness/runs.ts'
import { anyScore } from './arbitrary-score.ts'

const RUNS = runs(150)

const schema = JSON.parse(
  readFileSync(new URL('../../../schemas/score.schema.json', import.meta.url), 'utf8'),
)
const fitsSchema = new Ajv2020({ strict: true, strictTuples: false }).compile(schema)

function small(): Score {
  return new Score({
    name: 'Pocket Trio',
    bpm: 96,
    timeSignature: [4, 4],
    tempoMap: [{ time: 0, bpm: 96 }],
    beats: [
      makeBeat({ timestamp: 0, beatNumber: 1, measure: 1, member: 'click', voice: 'beat' }),
      makeBeat({ timestamp: 0.625, beatNumber: 2, measure: 1, member: 'bass', voice: 'line', pitch: 40 }),
    ],
  })
}

test('what is written as JSON reads back as the same score, to the bit', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      expect(scoreOfJsonText(scoreToJsonText(score))).toEqual({ ok: true, value: score })
    }),
    RUNS,
  )
})

test('what is written as Protocol Buffers reads back as the same score, to the bit', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      expect(scoreOfProtobuf(scoreToProtobuf(score))).toEqual({ ok: true, value: score })
    }),
    RUNS,
  )
})

test('the same score gives the same bytes, whichever way it was made', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      const again = scoreOfJsonText(scoreToJsonText(score))
      if (!again.ok) throw new Error('did not read back')
      expect(scoreToJsonText(again.value)).toBe(scoreToJsonText(score))
      expect(scoreToProtobuf(again.value)).toEqual(scoreToProtobuf(score))
    }),
    RUNS,
  )
})

test('every written score fits the published JSON Schema', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      expect(fitsSchema(JSON.parse(scoreToJsonText(score))), JSON.stringify(fitsSchema.errors)).toBe(true)
    }),
    RUNS,
  )
})

type Json = ReturnType<typeof scoreToJson>
const first = (score: Json) => score.beats[0] ?? {}

test.each([
  { name: 'no object', broken: () => [], path: '', says: 'must be an object, not a list' },
  {
    name: 'no version',
    broken: (s: Json) => ({ ...s, version: undefined }),
    path: 'version',
    says: 'must be 1',
  },
  {
    name: 'a version to come',
    broken: (s: Json) => ({ ...s, version: 2 }),
    path: 'version',
    says: 'must be 1',
  },
  {
    name: 'another timbre space',
    broken: (s: Json) => ({ ...s, timbreSpace: 'clap' }),
    path: 'timbreSpace',
    says: 'must be "sil-timbre/1"',
  },
  { name: 'tempo 0', broken: (s: Json) => ({ ...s, bpm: 0 }), path: 'bpm', says: 'must be above 0, not 0' },
  {
    name: 'no beats',
    broken: (s: Json) => ({ ...s, beats: null }),
    path: 'beats',
    says: 'must be a list, not null',
  },
  {
    name: 'a metre over 5',
    broken: (s: Json) => ({ ...s, timeSignature: [4, 5] }),
    path: 'timeSignature[1]',
    says: 'must be a power of two',
  },
  {
    name: 'a velocity of 127',
    broken: (s: Json) => ({ ...s, beats: [{ ...first(s), velocity: 127 }] }),
    path: 'beats[0].velocity',
    says: 'must be at most 1, not 127',
  },
  {
    name: 'a time in words',
    broken: (s: Json) => ({ ...s, beats: [{ ...first(s), timestamp: '1.5' }] }),
    path: 'beats[0].timestamp',
    says: 'must be a number, not "1.5"',
  },
  {
    name: 'beat 0',
    broken: (s: Json) => ({ ...s, beats: [{ ...first(s), beatNumber: 0 }] }),
    path: 'beats[0].beatNumber',
    says: 'must be at least 1',
  },
  {
    name: 'half a measure',
    broken: (s: Json) => ({ ...s, beats: [{ ...first(s), measure: 0.5 }] }),
    path: 'beats[0].measure',
    says: 'must be a whole number',
  },
  {
    name: 'a mode of its own',
    broken: (s: Json) => ({ ...s, beats: [{ ...first(s), responseMode: 'SNAP' }] }),
    path: 'beats[0].responseMode',
    says: 'must be one of snap, follow, limit, not "SNAP"',
  },
  {
    name: 'an unknown articulation',
    broken: (s: Json) => ({ ...s, beats: [{ ...first(s), articulation: 'staccato' }] }),
    path: 'beats[0].articulation',
    says: 'must be one of normal,',
  },
  {
    name: 'a short timbre',
    broken: (s: Json) => ({ ...s, timbres: [[1, 0]] }),
    path: 'timbres[0]',
    says: 'numbers, not 2',
  },
])('$name is refused by the schema or by name, at its place', ({ broken, path, says }) => {
  const value = broken(scoreToJson(small()))
  const reading = scoreOfJson(value)
  expect(reading.ok).toBe(false)
  if (reading.ok) return
  expect(reading.problems[0]?.path).toBe(path)
  expect(reading.problems[0]?.message).toContain(says)
  expect(fitsSchema(JSON.parse(JSON.stringify(value)))).toBe(false)
})

test.each([
  {
    name: 'beats out of order',
    broken: (s: Json) => ({ ...s, beats: s.beats.toReversed() }),
    path: 'beats[1].timestamp',
  },
  {
    name: 'a timbre that is not in the table',
    broken: (s: Json) => ({ ...s, beats: [{ ...first(s), timbre: 9 }] }),
    path: 'beats[0].timbre',
  },
  {
    name: 'a timbre that is no unit vector',
    broken: (s: Json) => ({ ...s, timbres: [s.timbres[0]?.map((x) => x / 2)] }),
    path: 'timbres[0]',
  },
])('$name, which no schema can see, is refused too', ({ broken, path }) => {
  const reading = scoreOfJson(broken(scoreToJson(small())))
  expect(reading.ok ? '' : reading.problems[0]?.path).toBe(path)
})

test('what the reader takes, the schema takes, and what the schema refuses, the reader refuses', () => {
  const keys = [
    'version',
    'name',
    'bpm',
    'timeSignature',
    'tempoUnit',
    'pickup',
    'tempoMap',
    'meterMap',
    'sectionMap',
    'keyMap',
    'timbres',
    'beats',
  ] as const
  const beatKeys = [
    'timestamp',
    'beatNumber',
    'measure',
    'emphasis',
    'pitch',
    'pan',
    'level',
    'cell',
  ] as const
  fc.assert(
    fc.property(
      fc.constantFrom(...keys),
      fc.constantFrom(...beatKeys),
      fc.jsonValue(),
      (key, beatKey, value) => {
        const score = scoreToJson(small())
        for (const changed of [
          { ...score, [key]: value },
          { ...score, beats: [{ ...first(score), [beatKey]: value }] },
        ]) {
          const json = JSON.parse(JSON.stringify(changed))
          if (!fitsSchema(json)) expect(scoreOfJson(json).ok).toBe(false)
        }
      },
    ),
    runs(300),
  )
})

test('damaged bytes are a clear error, never a crash', () => {
  const bytes = scoreToProtobuf(small())
  expect(scoreOfProtobuf(new Uint8Array())).toMatchObject({ ok: false, problems: [{ path: 'version' }] })
  expect(scoreOfProtobuf(bytes.slice(0, 40))).toMatchObject({ ok: false })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      expect(scoreOfProtobuf(noise).ok).toBe(false)
    }),
    RUNS,
  )
})

test('text that is no JSON is a clear error', () => {
  expect(scoreOfJsonText('{"version": 1')).toMatchObject({ ok: false, problems: [{ path: '' }] })
})

test('a number that JSON cannot say is refused when writing, at its place', () => {
  const beats = [makeBeat({ timestamp: 0, beatNumber: 1, measure: 1, level: Number.NEGATIVE_INFINITY })]
  const score = new Score({ bpm: 60, timeSignature: [4, 4], beats })
  expect(() => scoreToJson(score)).toThrow('beats[0].level is -Infinity')
  expect(() => scoreToProtobuf(score)).toThrow(RangeError)
})

test('−0 is written as 0, in both forms', () => {
  const scoreAt = (zero: number) =>
    new Score({
      bpm: 60,
      timeSignature: [4, 4],
      beats: [
        makeBeat({ timestamp: zero, beatNumber: 1, measure: 1, pitch: zero, duration: zero, level: zero }),
      ],
    })
  expect(scoreToJsonText(scoreAt(-0))).toBe(scoreToJsonText(scoreAt(0)))
  expect(scoreToProtobuf(scoreAt(-0))).toEqual(scoreToProtobuf(scoreAt(0)))
})

test('ten thousand beats with equal timbres carry each timbre once and stay small', () => {
  const beats = Array.from({ length: 10000 }, (_, i) =>
    makeBeat({
      timestamp: i / 7,
      beatNumber: (i % 4) + 1,
      measure: i >> 2,
      member: 'kit',
      voice: 'kick',
      timbre: timbreOfGrades(i % 2 === 0 ? { kick: 1 } : { hat: 1 }),
    }),
  )
  const score = new Score({ bpm: 100, timeSignature: [4, 4], beats })
  expect(scoreToJson(score).timbres.length).toBe(2)
  expect(scoreToJsonText(score).length).toBeLessThan(10000 * 220)
  expect(scoreToProtobuf(score).length).toBeLessThan(10000 * 70)
})

test('the generated code is that of score.proto: run `npm run gen:proto` where it is not', () => {
  const proto = readFileSync(new URL('../../../runtime/score/score.proto', import.meta.url), 'utf8')
  const written = [...proto.matchAll(/^message (\w+) \{$([^}]*)/gm)].map(([, message, body = '']) => [
    message,
    [...body.matchAll(/(\w+) = (\d+);/g)].map(([, field, number]) => `${field} ${number}`),
  ])
  const generated = file_score.messages.map((message) => [
    message.name,
    message.fields.map((field) => `${field.name} ${field.number}`),
  ])
  expect(generated).toEqual(written)
})
