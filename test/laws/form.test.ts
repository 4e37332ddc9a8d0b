import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Piece, piece, textOf } from './piece.ts'
import { compile, load, SEED } from './play.ts'

/** The form as written, once through: no rules, no repeat. */
const tune: fc.Arbitrary<Piece> = piece
  .filter(({ sections }) => sections.length > 0)
  .map((written) => ({
    ...written,
    repeat: false,
    others: written.others
      .filter((line) => !line.startsWith('rule'))
      .map((line) => line.replace(/count player 3 beats/, 'count 3 beats')),
  }))

const barsOf = ({ form, sections }: Piece): readonly string[] =>
  form.flatMap(({ section, times, vamp }) =>
    Array.from(
      { length: (vamp ? 1 : times) * (sections.find((s) => s.name === section)?.bars ?? 0) },
      () => section,
    ),
  )

describe('a form', () => {
  it('is as long as its parts together, count left out, and its bars are numbered from 1 without gaps', async () => {
    let timed = 0
    await fc.assert(
      fc.asyncProperty(tune, async (written) => {
        const expected = barsOf(written)
        const compiled = compile(textOf(written))
        const policy = await load(compiled)
        const set = policy.start({ seed: 1 })
        const events = []
        for (let t = 0.5; !set.ended && t < 600; t += 0.5) {
          set.cue()
          events.push(...set.advance(t))
        }
        expect(set.ended).toBe(true)
        const rows = set.timeline().filter(({ measure }) => measure >= 1)
        const bars = new Map<number, string>()
        for (const { measure, section } of rows) bars.set(measure, section)
        expect([...bars.keys()]).toEqual(expected.map((_, i) => i + 1))
        expect([...bars.values()]).toEqual(expected)
        for (const [i, section] of expected.entries()) {
          const beats = rows.filter(({ measure }) => measure === i + 1)
          expect(beats).toHaveLength(written.sections.find((s) => s.name === section)?.meter.beats ?? 0)
        }
        expect(rows.map(({ n }) => n)).toEqual(rows.map((_, i) => i + 1))
        for (const { measure } of events) expect(measure).toBeLessThanOrEqual(expected.length)

        const { tempo } = compiled.ir
        if (tempo.program.k !== 'steady' || compiled.ir.sections.some((s) => s.tempo !== null)) return
        // Nobody plays: the piece lasts what is written.
        const bpm = policy.definition.tempo(policy.slots).program
        const perQuarter =
          bpm.kind === 'steady' ? 60 / (bpm.bpm * (policy.definition.sections[0]?.tempoUnit ?? 1)) : 0
        const quarters = expected.reduce(
          (sum, name) => sum + (policy.definition.sections.find((s) => s.name === name)?.meter.quarters ?? 0),
          0,
        )
        const last = rows.at(-1)
        const first = rows[0]
        expect((last?.time ?? 0) + (last?.length ?? 0) - (first?.time ?? 0)).toBeCloseTo(
          quarters * perQuarter,
          6,
        )
        timed++
      }),
      { seed: SEED, numRuns: 40 },
    )
    expect(timed).toBeGreaterThan(10)
  })

  it('is a score of the same bars, a vamp once and the count left out', async () => {
    await fc.assert(
      fc.asyncProperty(tune, async (written) => {
        const click = 'metronome steady { beat |1: x| }'
        const policy = await load(compile(`${textOf(written)}\n${click}\n`))
        const ones = policy.score({ bars: 1e5 }).beats.filter(({ member }) => member === 'steady')
        expect(ones.map(({ measure }) => measure)).toEqual(barsOf(written).map((_, i) => i + 1))
        expect(ones[0]?.timestamp).toBe(0)
      }),
      { seed: SEED, numRuns: 25 },
    )
  })
})
