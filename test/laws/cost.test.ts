import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CostIr } from '../../compiler/ir.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { runs } from '../harness/runs.ts'
import { examples } from '../language/corpus.ts'
import { piece, textOf } from './piece.ts'
import { compile, load, type Performed, perform, type Tap, taps } from './play.ts'
import { drawSlots } from './slot-values.ts'

function eventsInBars(events: readonly Beat[]): readonly number[] {
  const counts = new Map<number, number>()
  for (const { measure } of events) if (measure >= 1) counts.set(measure, (counts.get(measure) ?? 0) + 1)
  return [...counts.values()]
}

/** The most notes at once: each voice rings on until it is struck again. */
function mostNotes(events: readonly Beat[]): number {
  const ringing = new Map<string, { strike: string; notes: number }>()
  let most = 0
  for (const { member, voice, measure, cell, gridTimestamp, duration } of events) {
    const strike = `${measure} ${cell} ${gridTimestamp} ${duration}`
    const key = `${member} ${voice}`
    const before = ringing.get(key)
    ringing.set(key, { strike, notes: before?.strike === strike ? before.notes + 1 : 1 })
    most = Math.max(
      most,
      [...ringing.values()].reduce((sum, { notes }) => sum + notes, 0),
    )
  }
  return most
}

function expectBounds(cost: CostIr, { events }: Pick<Performed, 'events'>): number {
  const counts = eventsInBars(events)
  for (const count of counts) expect(count).toBeLessThanOrEqual(cost.eventsPerBar)
  expect(mostNotes(events.filter(({ measure }) => measure >= 1))).toBeLessThanOrEqual(cost.voices)
  return Math.max(0, ...counts)
}

describe('what the compiler says a piece costs at most', () => {
  it('is never exceeded, for any slots, seed and player', async () => {
    let fullest = 0
    await fc.assert(
      fc.asyncProperty(piece, taps, fc.nat(), async (written, player, draw) => {
        const compiled = compile(textOf(written))
        const policy = await load(compiled)
        const { cost } = compiled.ir
        expect(cost.slots).toBe(policy.definition.slots.length)
        for (const seed of [draw, draw + 1]) {
          const slots = drawSlots(policy, seed).values
          const most = expectBounds(cost, perform(policy, player, { seed, slots, seconds: 40 }))
          fullest = Math.max(fullest, most / cost.eventsPerBar)
        }
      }),
      runs(40),
    )
    // A bound that nothing comes near would say nothing.
    expect(fullest).toBeGreaterThan(0.8)
  })

  it('counts fills, and the crash after them, in any metre', async () => {
    const meter = fc.constantFrom('4/4', '3/4', '6/8', '5/4', '7/8 (2+2+3)', '2/2', '12/8')
    await fc.assert(
      fc.asyncProperty(meter, fc.constantFrom(1, 2, 3), fc.boolean(), async (metre, every, crash) => {
        const lines = [
          'kick |1: x|',
          'snare |.|',
          crash ? 'crash |.|' : '',
          `fill every ${every} bars density 100%`,
        ]
        const compiled = compile(`meter ${metre}\ndrummer kit {\n  ${lines.join('\n  ')}\n}\n`)
        const { beats } = (await load(compiled)).score({ bars: 12 })
        expect(expectBounds(compiled.ir.cost, { events: beats })).toBeGreaterThan(4)
      }),
      runs(20),
    )
  })

  const steady: readonly Tap[] = Array.from({ length: 40 }, (_, i) => ({ time: 2 + i * 0.6, velocity: 0.8 }))
  it.each(examples.map(({ name, text }) => [name, text] as const))('holds for %s', async (name, text) => {
    const compiled = compile(text, { path: name })
    const policy = await load(compiled)
    for (const seed of [0, 1, 2]) {
      const { values } = drawSlots(policy, seed)
      expectBounds(compiled.ir.cost, perform(policy, steady, { seed, slots: values, seconds: 60 }))
    }
  })
})
