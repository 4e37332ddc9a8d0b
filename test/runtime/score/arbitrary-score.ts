import fc from 'fast-check'
import { ARTICULATIONS, type Beat, makeBeat, RESPONSE_MODES } from '../../../runtime/score/beat.ts'
import { Score } from '../../../runtime/score/score.ts'
import { EMBEDDING_DIM } from '../../../runtime/timbre/axes.ts'
import { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'

/** −0 is left out: JSON does not know it. */
const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((x) => x + 0)

export const anyTimbre: fc.Arbitrary<TimbreEmbedding> = fc
  .array(number(-1, 1), { minLength: EMBEDDING_DIM, maxLength: EMBEDDING_DIM })
  .map((vector) => TimbreEmbedding.fromDirection(vector))

const name = fc.oneof(
  fc.constantFrom('kit', 'bass', 'click', 'keys'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)

function anyBeat(timbres: readonly TimbreEmbedding[]): fc.Arbitrary<Beat> {
  return fc
    .record({
      timestamp: number(-1, 600),
      gridTimestamp: number(-1, 600),
      beatNumber: fc.integer({ min: 1, max: 12 }),
      measure: fc.integer({ min: -1, max: 300 }),
      emphasis: number(0, 1),
      timbre: fc.constantFrom(...timbres),
      responseMode: fc.constantFrom(...RESPONSE_MODES),
      member: name,
      voice: fc.constantFrom('kick', 'snare', 'hat', 'beat', 'line'),
      articulation: fc.constantFrom(...ARTICULATIONS),
      pitch: fc.option(number(0, 127)),
      velocity: number(0, 1),
      duration: number(0, 8),
      level: fc.oneof(fc.constant(0), number(-60, 12)),
      pan: fc.oneof(fc.constant(0), number(-1, 1)),
      cell: fc.nat({ max: 64 }),
    })
    .map(makeBeat)
}

const timeSignature = fc.constantFrom([4, 4] as const, [3, 4] as const, [6, 8] as const, [7, 8] as const)

export const anyScore: fc.Arbitrary<Score> = fc
  .array(anyTimbre, { minLength: 1, maxLength: 4 })
  .chain((timbres) =>
    fc
      .record({
        name: fc.string({ unit: 'grapheme' }),
        bpm: number(20, 400),
        timeSignature,
        meterMap: fc.array(fc.record({ time: number(0, 600), timeSignature }), { maxLength: 3 }),
        sectionMap: fc.array(fc.record({ time: number(0, 600), name }), { maxLength: 3 }),
        keyMap: fc.array(
          fc.record({
            time: number(0, 600),
            key: fc.record({ fifths: fc.integer({ min: -7, max: 7 }), minor: fc.boolean() }),
          }),
          { maxLength: 3 },
        ),
        pickup: fc.oneof(fc.constant(0), number(0, 8)),
        tempoMap: fc.array(fc.record({ time: number(0, 600), bpm: number(20, 400) }), { maxLength: 5 }),
        beats: fc.array(anyBeat(timbres), { maxLength: 30 }),
      })
      .map((fields) => new Score(fields)),
  )
