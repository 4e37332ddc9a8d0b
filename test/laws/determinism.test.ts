import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PolicyIr } from '../../compiler/ir.ts'
import { runs } from '../harness/runs.ts'
import { bars, piece, textOf, withoutForm } from './piece.ts'
import { allSaid, compile, load, perform, policyOf, said, taps } from './play.ts'

// [same.all]
it('the same file, seed and onsets give the same session and the same events', async () => {
  await fc.assert(
    fc.asyncProperty(piece, taps, fc.nat(1000), async (written, player, seed) => {
      const text = textOf(written)
      const one = compile(text)
      const other = compile(text)
      expect(other.js).toBe(one.js)
      expect(other.manifest).toBe(one.manifest)
      // Another module: nothing may be left over from one performance to the next.
      const fresh = await load({ ...other, js: `${other.js}// again\n` })
      const played = allSaid(perform(await load(one), player, { seed }))
      expect(allSaid(perform(fresh, player, { seed }))).toBe(played)
      expect(allSaid(perform(fresh, player, { seed }))).toBe(played)
    }),
    runs(25),
  )
})

it('another seed gives another performance where there is chance, and the same one where there is none', async () => {
  let chancy = 0
  let moved = 0
  let sure = 0
  await fc.assert(
    fc.asyncProperty(piece, fc.boolean(), async (written, plain) => {
      const text = textOf(plain ? withoutChance(written) : written)
      const { ir, ...artefacts } = compile(text)
      const policy = await load({ ...artefacts })
      const [first, ...others] = [1, 2, 3, 4, 5].map((seed) =>
        policy.score({ bars: 16, seed }).beats.map(said).join('\n'),
      )
      if (isRandom(ir)) {
        chancy++
        if (others.some((other) => other !== first)) moved++
      } else {
        sure++
        for (const other of others) expect(other).toBe(first)
      }
    }),
    runs(40),
  )
  expect(sure).toBeGreaterThan(5)
  expect(chancy).toBeGreaterThan(5)
  // A chance in a section that mutes its member moves nothing.
  expect(moved / chancy).toBeGreaterThan(0.85)
})

it('two seeds agree on a hundred even chances only if they are one seed', async () => {
  const policy = await policyOf(`tempo 120 bpm\ndrummer kit { hat |${'x? '.repeat(8)}| }\n`)
  const heard = (seed: number) =>
    policy
      .score({ bars: 13, seed })
      .beats.map(({ timestamp }) => timestamp)
      .join()
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(1e6), (a, b) => {
      expect(heard(a) === heard(b)).toBe(a === b)
    }),
    runs(60),
  )
})

type Written = Parameters<typeof textOf>[0]

/** The same band playing only what is sure. */
function withoutChance(written: Written): Written {
  const plain = (n: number) => (n > 3 ? 1 : 0)
  const alone = withoutForm(written)
  return {
    ...alone,
    others: alone.others.filter((line) => !line.startsWith('rule')),
    members: written.members.map((member) => ({
      ...member,
      voices: new Map([...member.voices.keys()].map((voice) => [voice, bars(plain, voice, written.meter)])),
      settings: member.settings.filter((line) => !/human|fill/.test(line)),
    })),
  }
}

function isRandom(ir: PolicyIr): boolean {
  const events = ir.patterns.flatMap((pattern) => pattern.bars.flat())
  const chances = events.some(({ chance, sounds }) => chance.k !== 'always' || sounds.length > 1)
  const loose = ir.parts.some(
    ({ walk, fill, humanMs, voices }) =>
      [humanMs, ...voices.map((voice) => voice.humanMs)].some((ms) => ms.k !== 'const' || ms.v > 0) ||
      walk ||
      fill !== null,
  )
  return chances || loose
}
