import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../harness/runs.ts'
import { examples } from '../language/corpus.ts'
import { piece, textOf } from './piece.ts'
import { compile, load, perform, said, type Tap, taps } from './play.ts'
import { drawSlots } from './slot-values.ts'

async function expectSame(
  text: string,
  player: readonly Tap[],
  draw: number,
  path = 'law.sil',
): Promise<number> {
  const open = await load(compile(text, { path }))
  const { values, vector } = drawSlots(open, draw)
  const baked = await load(compile(text, { path, bake: vector }))
  expect(baked.definition.slots).toEqual([])
  const one = perform(open, player, { seed: draw, slots: values })
  const other = perform(baked, player, { seed: draw })
  expect(other.events.map(said)).toEqual(one.events.map(said))
  expect(other.timeline).toEqual(one.timeline)
  expect(other.session.beats).toEqual(one.session.beats)
  return vector.length
}

describe('a policy baked with values', () => {
  it('plays exactly what the open one plays with them', async () => {
    let slots = 0
    await fc.assert(
      fc.asyncProperty(piece, taps, fc.nat(1e6), async (written, player, draw) => {
        slots += await expectSame(textOf(written), player, draw)
      }),
      runs(40),
    )
    expect(slots).toBeGreaterThan(200)
  })

  const player: readonly Tap[] = Array.from({ length: 20 }, (_, i) => ({ time: 2 + i * 0.61, velocity: 0.8 }))
  it.each(examples.map(({ name, text }) => [name, text] as const))('holds for %s', async (name, text) => {
    for (const draw of [1, 2]) await expectSame(text, player, draw, name)
  })
})
