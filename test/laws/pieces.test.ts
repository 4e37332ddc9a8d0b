import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from '../harness/runs.ts'
import { piece, textOf } from './piece.ts'
import { compile, perform, policyOf } from './play.ts'

it('the pieces of the laws are right, and between them they play all kinds of members, slots and chances', async () => {
  const kinds = new Set<string>()
  const voices = new Set<string>()
  let slots = 0
  let chances = 0
  await fc.assert(
    fc.asyncProperty(piece, async (written) => {
      const text = textOf(written)
      const { ir } = compile(text)
      for (const { kind } of ir.members) kinds.add(kind)
      for (const { kind } of ir.slots) kinds.add(kind)
      slots += ir.slots.length
      for (const pattern of ir.patterns)
        for (const bar of pattern.bars) for (const { chance } of bar) if (chance.k !== 'always') chances++
      for (const { member, voice } of perform(await policyOf(text), []).events)
        voices.add(`${member} ${voice}`)
    }),
    runs(60),
  )
  for (const kind of ['metronome', 'drummer', 'bassist', 'pianist', 'guitarist'])
    expect(kinds).toContain(kind)
  for (const kind of ['continuous', 'chance', 'categorical']) expect(kinds).toContain(kind)
  expect(voices.size).toBeGreaterThan(15)
  expect(slots).toBeGreaterThan(200)
  expect(chances).toBeGreaterThan(200)
})
