import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { runs } from '../harness/runs.ts'
import { type Piece, piece, textOf } from './piece.ts'
import { compile, load } from './play.ts'

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

/** A vamp goes round until a cue, and a chord that comes early is that of the bar behind it: in a score the next section's. */
const straightOn = (written: Piece): Piece => ({
  ...written,
  form: written.form.map((part) => ({ ...part, vamp: false })),
})

const barsOf = ({ form, sections }: Piece): readonly string[] =>
  form.flatMap(({ section, times, vamp }) =>
    Array.from(
      { length: (vamp ? 1 : times) * (sections.find((s) => s.name === section)?.bars ?? 0) },
      () => section,
    ),
  )

/** When bar 1 begins behind a count, and how much earlier the beat in which the band comes in. */
function leadOf(policy: Policy): { readonly one: number; readonly lead: number } {
  const { sections, form } = policy.definition
  const set = policy.start({ seed: 1 })
  for (let t = 1; (set.timeline().at(-1)?.n ?? 0) < 1; t++) set.advance(t)
  const rows = set.timeline()
  const early = Math.ceil(sections[form[0]?.section ?? 0]?.pickup ?? 0)
  const time = (beat: number): number => rows.find(({ n }) => n === beat)?.time ?? Number.NaN
  return { one: time(1), lead: time(1) - time(1 - early) }
}

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
      runs(40),
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
        expect(ones[0]?.timestamp).toBeCloseTo(leadOf(policy).lead, 9)
      }),
      runs(25),
    )
  })

  it('begins with its pickup, behind a count as alone: the same notes, no earlier than it is long', async () => {
    let early = 0
    await fc.assert(
      fc.asyncProperty(tune.map(straightOn), async (written) => {
        // Who wanders is elsewhere after a count.
        const policy = await load(compile(textOf(written).replaceAll(/human \d+ ms/g, '')))
        const { sections, form } = policy.definition
        const { pickup = 0, meter } = sections[form[0]?.section ?? 0] ?? {}
        const clicks = new Set(
          policy.definition.members.flatMap(({ name, kind }) => (kind === 'metronome' ? [name] : [])),
        )
        const { one, lead } = leadOf(policy)
        const opening = (beats: readonly Beat[]) =>
          beats
            .filter(({ measure, member }) => measure === 1 || (measure < 1 && !isClick(member)))
            .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
        const alone = policy.score({ bars: 1, seed: 1 })
        const counted = policy.start({ seed: 1 }).advance(one + 20)
        const near = (time: number) => expect.closeTo(time, 6)
        expect(opening(counted)).toEqual(
          opening(alone.beats).map(({ timestamp, gridTimestamp, duration, level, ...beat }) => ({
            ...beat,
            // Alone nothing sounds before 0.
            timestamp: timestamp === 0 ? expect.any(Number) : near(timestamp + one - lead),
            gridTimestamp: near(gridTimestamp + one - lead),
            duration: near(duration),
            level: near(level),
          })),
        )

        const [beat = 0, next = meter?.quarters ?? 0] = meter?.beats.slice(-Math.ceil(pickup)) ?? []
        const share = pickup === 0 ? 0 : (Math.ceil(pickup) - pickup) * (next - beat)
        const perQuarter = lead / ((meter?.quarters ?? 0) - beat)
        for (const { measure, gridTimestamp } of alone.beats) {
          if (measure > 0) continue
          expect(measure).toBe(0)
          expect(gridTimestamp).toBeGreaterThanOrEqual(share * perQuarter - 1e-9)
          expect(gridTimestamp).toBeLessThan(lead)
          early++
        }
        function isClick(member: string): boolean {
          return clicks.has(member) || member === 'count'
        }
      }),
      runs(60),
    )
    expect(early).toBeGreaterThan(60)
  })
})

/** Those of one name stand in order of time. */
const nameOf = ({ measure, beatNumber, member, voice, cell, pitch }: Beat): string =>
  JSON.stringify([measure, beatNumber, member, voice, cell, pitch])
