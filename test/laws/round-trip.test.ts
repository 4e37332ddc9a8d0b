import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scoreOfJson, scoreToJson } from '../../runtime/score/json.ts'
import { scoreToMidi } from '../../runtime/score/midi.ts'
import { strokesOf } from '../../runtime/score/midi-map.ts'
import { onsetsOfMidi } from '../../runtime/score/midi-onsets.ts'
import { scoreOfProtobuf, scoreToProtobuf } from '../../runtime/score/protobuf.ts'
import { Score } from '../../runtime/score/score.ts'
import { sessionText } from '../../runtime/session/log.ts'
import { readSession } from '../../runtime/session/read.ts'
import { runs } from '../harness/runs.ts'
import { repositoryTop } from '../harness/sil.ts'
import { piece, textOf } from './piece.ts'
import { type Performed, perform, policyOf, said, taps } from './play.ts'
import { drawSlots } from './slot-values.ts'

const some = runs(20)

/** What was played with a player, as a score: its tempo map is as restless as they come. */
function scoreOf({ events, timeline }: Performed, unit: number): Score {
  return new Score({
    name: 'law',
    bpm: timeline[0]?.bpm ?? 100,
    timeSignature: [4, 4],
    tempoUnit: unit,
    tempoMap: timeline.map(({ time, bpm }) => ({ time, bpm })),
    beats: events,
  })
}

const performances = fc.tuple(piece, taps)

describe('a whole performance comes back', () => {
  it('from JSON and Protocol Buffers exactly', async () => {
    await fc.assert(
      fc.asyncProperty(performances, async ([written, player]) => {
        const policy = await policyOf(textOf(written))
        const unit = policy.definition.sections[0]?.tempoUnit ?? 1
        for (const score of [policy.score({ bars: 6 }), scoreOf(perform(policy, player), unit)]) {
          const text = JSON.stringify(scoreToJson(score))
          const json = scoreOfJson(JSON.parse(text))
          const bytes = scoreToProtobuf(score)
          const proto = scoreOfProtobuf(bytes)
          if (!json.ok || !proto.ok) throw new Error('a score of ours was refused')
          for (const { value } of [json, proto]) {
            expect(value.beats.map(said)).toEqual(score.beats.map(said))
            expect(value.tempoMap).toEqual(score.tempoMap)
            expect({ ...value, beats: [], tempoMap: [] }).toEqual({ ...score, beats: [], tempoMap: [] })
          }
          expect(JSON.stringify(scoreToJson(json.value))).toBe(text)
          expect(scoreToProtobuf(proto.value)).toEqual(bytes)
        }
      }),
      some,
    )
  })

  it('from MIDI within a tick, written-out strokes included', async () => {
    await fc.assert(
      fc.asyncProperty(performances, async ([written, player]) => {
        const policy = await policyOf(textOf(written))
        const score = scoreOf(perform(policy, player), policy.definition.sections[0]?.tempoUnit ?? 1)
        const slowest = Math.min(score.bpm, ...score.tempoMap.map(({ bpm }) => bpm)) * score.tempoUnit
        const tick = 60 / slowest / 960
        const heard = onsetsOfMidi(scoreToMidi(score))
        if (!heard.ok) throw new Error(heard.problems[0]?.message)
        const expected = score.beats
          .flatMap((beat) => strokesOf(beat).map(({ delay }) => Math.max(0, beat.timestamp + delay)))
          .toSorted((a, b) => a - b)
        expect(heard.value).toHaveLength(expected.length)
        for (const [i, { time }] of heard.value.entries()) {
          expect(Math.abs(time - (expected[i] ?? 0))).toBeLessThanOrEqual(tick)
        }
      }),
      some,
    )
  })

  it('as a session log that the schema and the reader take, and that has one spelling', async () => {
    const schema: object = JSON.parse(readFileSync(`${repositoryTop}/schemas/session.schema.json`, 'utf8'))
    const isSession = new Ajv2020({ strict: false }).compile(schema)
    await fc.assert(
      fc.asyncProperty(performances, fc.nat(), async ([written, player], draw) => {
        const policy = await policyOf(textOf(written))
        const slots = drawSlots(policy, draw).values
        const { session } = perform(policy, player, { slots, latency: { input: 0.008, output: 0.012 } })
        const text = sessionText(session)
        const parsed: unknown = JSON.parse(text)
        expect(isSession(parsed), JSON.stringify(isSession.errors)).toBe(true)
        const read = readSession(parsed)
        if (!read.ok)
          throw new Error(read.problems.map(({ path, message }) => `${path} ${message}`).join('\n'))
        expect(sessionText(read.value)).toBe(text)
        expect(read.value).toEqual(session)
        expect(session.onset_times).toHaveLength(player.length)
      }),
      some,
    )
  })
})
