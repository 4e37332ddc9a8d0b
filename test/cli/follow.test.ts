/** `sil follow` in metres whose beat is not what bpm counts, at the edge of the tempo range, and to the last onset. */

import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptSil } from '../harness/kept-sil.ts'
import { repositoryTop, sil } from '../harness/sil.ts'
import { valid } from './learning-folder.ts'

const kept = keptSil()
let folder = ''
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-follow-')))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
const line = (more: object): string => `${JSON.stringify({ id: 'a', ...more })}\n`

async function raw(piece: string, lines: string, ...more: string[]) {
  write('piece.sil', piece)
  write('raw.jsonl', lines)
  const args = ['follow', 'piece.sil', '--raw', '--data', 'raw.jsonl', '--json', ...more]
  const { status, stdout, stderr } = await kept(args, { cwd: folder })
  expect(status, stderr).toBe(0)
  return { results: valid('follow-raw', stdout).results, stderr }
}

async function beats(piece: string, lines: string) {
  write('piece.sil', piece)
  write('beats.jsonl', lines)
  const args = ['follow', 'piece.sil', '--data', 'beats.jsonl', '--json']
  const { status, stdout, stderr } = await kept(args, { cwd: folder })
  expect(status, stderr).toBe(0)
  return { results: valid('follow', stdout).results, stderr }
}

/** Pieces whose beat lasts as long as here, though their bpm counts something else. */
const METRES = [
  ['halves', 'meter 2/2\ntempo 120 bpm in 20 bpm..300 bpm\nmetronome c { beat |X x| }\n', 1],
  ['8ths', 'meter 3/8\ntempo 30 bpm in 15 bpm..300 bpm\nmetronome c { beat |X x x| }\n', 1],
  [
    'quarters that are counted in 8ths',
    'tempo 120 bpm on 8ths in 60 bpm..400 bpm\nmetronome c { beat |X x x x| }\n',
    1,
  ],
  ['dotted quarters', 'meter 6/8\ntempo 60 bpm in 30 bpm..120 bpm\nmetronome c { beat |X x| }\n', 1],
  ['quarters', 'tempo 60 bpm in 30 bpm..120 bpm\nmetronome c { beat |X x x x| }\n', 1],
  // 2 + 2 + 3 8ths: two short beats and a long one are three and a half quarters.
  [
    'uneven beats, by their mean',
    'meter 7/8 (2+2+3)\ntempo 60 bpm in 30 bpm..120 bpm\nmetronome c { beat |X x x| }\n',
    3.5 / 3,
  ],
] as const

describe('sil follow, where bpm does not count the beat', () => {
  it.each(METRES)('raw onsets over %s: the count-in has given the tempo', async (_, piece, beat) => {
    const length = 6 * beat
    const { results, stderr } = await raw(
      piece,
      line({ seconds_per_beat: beat, meter: [4, 4], onsets: [[length + 0.25 * beat, 0.7, 60]] }),
    )
    expect(stderr).toBe('')
    expect(results[0].beats).toHaveLength(7)
    for (const n of [0, 3, 6]) expect(results[0].beats[n]).toBeCloseTo(n * beat, 9)
    if (beat === 1) for (const [n, time] of results[0].beats.entries()) expect(time).toBeCloseTo(n, 9)
  })

  it.each(METRES)('beats over %s, as even as can be, are foretold', async (_, piece) => {
    const { results, stderr } = await beats(piece, line({ beats: Array.from({ length: 12 }, (_, i) => i) }))
    expect(stderr).toBe('')
    expect(results[0].mae_ms).toBeLessThan(1e-6)
  })
})

describe('sil follow and the tempo range', () => {
  const piece = 'tempo 120 bpm in 100 bpm..150 bpm\nmetronome c { beat |X x x x| }\n'

  it('says once a file who plays outside of it', async () => {
    const slow = { seconds_per_beat: 1, onsets: [[4, 0.7, 60]] }
    const played = await raw(
      piece,
      line(slow) + line({ ...slow, id: 'b' }) + line({ ...slow, seconds_per_beat: 0.5 }),
    )
    expect(played.stderr).toBe(
      'warning: raw.jsonl: "a" begins at 60 bpm, and the piece keeps to 100 to 150 bpm (and so on, 2 times)\n',
    )
    const told = await beats(piece, line({ beats: [0, 1, 2, 3, 4, 5] }))
    expect(told.stderr).toBe(
      'warning: beats.jsonl: "a" begins at 60 bpm, and the piece keeps to 100 to 150 bpm\n',
    )
    for (const beat of [60 / 100, 60 / 150])
      expect((await raw(piece, line({ seconds_per_beat: beat, onsets: [[4, 0.7, 60]] }))).stderr).toBe('')
  })
})

describe('sil follow --raw and the metre', () => {
  it('says once a file who plays in another one than the piece', async () => {
    const takes = ['4/4', '3/4', undefined, 'common', '6/8'].map((meter) =>
      line({ seconds_per_beat: 0.5, meter, onsets: [[0, 0.7, 60]] }),
    )
    const played = await raw('tempo 120 bpm\nmetronome c { beat |X x x x| }\n', takes.join(''))
    expect(played.stderr).toBe(
      'warning: raw.jsonl: "a" is in 3/4, and the piece in 4/4 (and so on, 2 times)\n',
    )
  })
})

describe('sil follow --raw', () => {
  const piece = 'tempo 120 bpm in 60 bpm..240 bpm\nmetronome c { beat |X x x x| }\n'

  it.each([0.5, 0.3, 0.7, 0.41])('has a beat that sounds with the last onset, every %d s', async (beat) => {
    for (const count of [3, 10, 21]) {
      const onsets = Array.from({ length: count }, (_, i) => [i * beat, 0.7, 60])
      const { results } = await raw(
        piece.replace('60 bpm', '40 bpm'),
        line({ seconds_per_beat: beat, onsets }),
      )
      expect(results[0].beats).toHaveLength(count)
    }
  })

  it('decides a beat before the onset of the same moment is heard', async () => {
    const early =
      'tempo 120 bpm in 60 bpm..240 bpm\nzones z { snap 0 ms  follow 1 ms  limit 200 ms  strength 1 }\nplayer { zones z }\nmetronome c { beat |X x x x| }\n'
    const onsets = [
      [0, 0.7, 60],
      [0.5, 0.7, 60],
      [1, 0.7, 60],
    ]
    const { results } = await raw(early, line({ seconds_per_beat: 0.5, onsets }))
    expect(results[0].beats).toEqual([0, 0.5, 1].map((time) => expect.closeTo(time, 9)))
  })
})

describe('sil follow over beats', () => {
  it.each([
    [[0, 1, 2, 3, 86_401], 'beat 5 lies after a whole day'],
    [[0, 1e307, 2e307, 3e307, 1e308], 'beat 2 lies after a whole day'],
    [[-1e308, 0, 1, 2, 3], 'beat 1 lies more than a day before 0 s'],
  ])('refuses %j', async (beats, said) => {
    write('piece.sil', 'tempo 60 bpm\nmetronome c { beat |X x x x| }\n')
    write('long.jsonl', line({ beats: [0, 1, 2, 3, 86_400] }) + line({ beats }))
    const { status, stdout, stderr } = await kept(['follow', 'piece.sil', '--data', 'long.jsonl', '--json'], {
      cwd: folder,
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^error: long\.jsonl, line 2: /)
    expect(JSON.parse(stdout).error).toBe(`long.jsonl, line 2: ${said}.`)
  })
})

describe('the lines of --data', () => {
  const piece = 'tempo 120 bpm in 20 bpm..300 bpm\nmetronome c { beat |X x x x| }\n'
  const schema = join(repositoryTop, 'schemas/follow-data.schema.json')
  const fits = (value: unknown): boolean =>
    new Ajv2020({ strict: true, strictTuples: false }).compile(JSON.parse(readFileSync(schema, 'utf8')))(
      value,
    )

  /** As people have them: what else stands in a line is theirs. */
  const BEATS = [
    { id: 'a', beats: [0, 0.5, 1, 1.5] },
    { id: 'asap/Bach/1', source: 'ASAP', domain: 'piano', beats: [1.04, 1.68, 2.29, 2.94, 3.57], bad: [4] },
    { id: '', beats: [0, 0.5, 1, 1.5, 2], bad: [] },
  ]
  const RAW = [
    { id: 'a', seconds_per_beat: 0.5, onsets: [] },
    {
      id: 'groove/1',
      style: 'rock',
      seconds_per_beat: 0.92,
      meter: '4/4',
      onsets: [
        [0, 0.236, 44],
        [0.47, 1, 22, 'x'],
      ],
    },
    {
      id: 'a',
      seconds_per_beat: 1,
      onsets: [
        [5, 0, 0],
        [4.5, 1, 127],
      ],
    },
  ]
  const BAD_BEATS = [
    { beats: [0, 1, 2, 3, 4] },
    { id: 7, beats: [0, 1, 2, 3, 4] },
    { id: 'a', beats: [0, 1, 2] },
    { id: 'a', beats: [0, 1, '2', 3] },
    { id: 'a', beats: [0, 1, 2, 3], domain: null },
    { id: 'a', beats: [0, 1, 2, 3], bad: [1.5] },
    { id: 'a', beats: [0, 1, 2, 3], bad: 2 },
    { id: 'a', onsets: [] },
    { id: 'a', beats: [0, 1, 2, 86401] },
  ]
  const BAD_RAW = [
    { id: 'a', onsets: [] },
    { id: 'a', seconds_per_beat: 0.05, onsets: [] },
    { id: 'a', seconds_per_beat: 20, onsets: [] },
    { id: 'a', seconds_per_beat: 1, onsets: [{ time: 1, velocity: 1, pitch: 36 }] },
    { id: 'a', seconds_per_beat: 1, onsets: [[1, 0.5]] },
    { id: 'a', seconds_per_beat: 1, onsets: [[-1, 0.5, 36]] },
    { id: 'a', seconds_per_beat: 1, onsets: [[1, 80, 36]] },
    { id: 'a', seconds_per_beat: 1, onsets: [[1, 0.5, 128]] },
    { id: 'a', seconds_per_beat: 1, onsets: [[86401, 0.5, 36]] },
  ]

  it('fit the schema where they are read', async () => {
    for (const value of [...BEATS, ...RAW]) expect(fits(value), JSON.stringify(value)).toBe(true)
    await beats(piece, BEATS.map((one) => `${JSON.stringify(one)}\n`).join(''))
    await raw(piece, RAW.map((one) => `${JSON.stringify(one)}\n`).join(''))
  })

  it('do not where they are refused', async () => {
    write('piece.sil', piece)
    for (const [flags, values] of [
      [[], BAD_BEATS],
      [['--raw'], BAD_RAW],
    ] as const) {
      for (const value of values) {
        write('bad.jsonl', JSON.stringify(value))
        const { status } = await kept(['follow', 'piece.sil', ...flags, '--data', 'bad.jsonl'], {
          cwd: folder,
        })
        expect([status, fits(value)], JSON.stringify(value)).toEqual([1, false])
      }
    }
  })

  it('are described by the help', async () => {
    const { stdout } = await sil(['follow', '--help'], { cwd: folder })
    expect(stdout).toMatch(/"id".*"beats"/)
    expect(stdout).toMatch(/--raw.*"seconds_per_beat".*"onsets"/)
    expect(stdout).toContain('schemas/follow-data.schema.json')
  })
})
