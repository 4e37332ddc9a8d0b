import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FEATURES, featuresOf } from '../../compiler/emit/features.ts'
import { ALL_FEATURES } from '../../runtime/all-features.ts'
import { createPolicy, createPolicyWith } from '../../runtime/create-policy.ts'
import { defaultSlots } from '../../runtime/slots.ts'
import { runs } from '../harness/runs.ts'
import { piece, textOf } from './piece.ts'
import { allSaid, compile, load, perform, policyOf, said, taps } from './play.ts'

it('the features that the compiler knows are those of the runtime', () => {
  expect(Object.keys(FEATURES).sort()).toEqual(Object.keys(ALL_FEATURES).sort())
})

it('a policy with the features it brings plays what it would play with all', async () => {
  const brought = new Map<string, number>()
  let pieces = 0
  await fc.assert(
    fc.asyncProperty(piece, taps, fc.nat(1000), async (written, player, seed) => {
      const compiled = compile(textOf(written))
      const lean = await load(compiled)
      const full = createPolicy(lean.definition)
      // Asked of a piece with nothing to train, it is told so.
      const explore = FEATURES.exploring(compiled.ir) && { unitId: `unit ${seed}` }
      expect(allSaid(perform(lean, player, { seed, explore }))).toBe(
        allSaid(perform(full, player, { seed, explore })),
      )
      expect(lean.score({ bars: 12, seed, tempo: 77 }).beats.map(said)).toEqual(
        full.score({ bars: 12, seed, tempo: 77 }).beats.map(said),
      )
      const log = perform(full, player, { seed }).session
      for (const [name, reward] of Object.entries(full.rewards))
        expect(lean.rewards[name]?.(log)).toEqual(reward(log))
      pieces++
      for (const name of featuresOf(compiled.ir)) brought.set(name, (brought.get(name) ?? 0) + 1)
    }),
    runs(60),
  )
  // The pieces tell the features apart: each is in some and missing from others.
  for (const name of Object.keys(FEATURES)) {
    expect([name, (brought.get(name) ?? 0) > 0]).toEqual([name, true])
    expect([name, (brought.get(name) ?? 0) < pieces]).toEqual([name, true])
  }
})

it('what is baked in is no longer drawn', () => {
  const text = NEEDS.exploring
  const { ir, js } = compile(text)
  expect(js).toContain('exploring')
  expect(compile(text, { bake: defaultSlots(ir.slots) }).js).not.toContain('exploring')
})

/** For each feature, a piece that is nothing without it. */
const NEEDS: Readonly<Record<keyof typeof ALL_FEATURES, string>> = {
  walking: 'tempo 120 bpm\nbassist bass { line walk }\n',
  comping: 'tempo 120 bpm\npianist keys { comp |x . x .| }\n',
  approaching:
    'tempo 120 bpm\nbassist bass {\n  line |1 5 1 5|\n  approach chromatic\n}\n' +
    'section a { bars 2  chords | C | F |\n}\nform a repeat\n',
  strumming: 'tempo 120 bpm\nguitarist gtr {\n  comp |x x x x|\n  strum 12 ms\n}\n',
  closingHats: 'tempo 120 bpm\ndrummer kit { hat |x o x o| }\n',
  drumming: 'tempo 120 bpm\ndrummer kit {\n  snare |x x x x|\n  fill every 2 bars density 100%\n}\n',
  wandering: 'tempo 120 bpm\nmetronome m {\n  beat |x x x x|\n  human 9 ms\n}\n',
  dynamics: 'tempo 120 bpm\nmetronome m {\n  beat |x x x x|\n  dynamics follow player 50% within 9 dB\n}\n',
  contextual:
    'tempo 120 bpm\nzones z { adapt learn 0.1 in 0..0.6 by tempo }\nplayer { zones z }\nmetronome m { beat |x x x x| }\n',
  countingIn: 'tempo 120 bpm\nplayer { count player 4 beats }\nmetronome m { beat |x x x x| }\n',
  changingTempo: 'tempo 120 bpm -> 90 bpm over 4 bars\nmetronome m { beat |x x x x| }\n',
  expecting: 'tempo 120 bpm\nplayer { plays |x . x .| }\nmetronome m { beat |x x x x| }\n',
  pickingUp: 'tempo 120 bpm\npickup 2 beats\ndrummer kit { kick |x x x x| }\n',
  trackingMany: 'tempo 120 bpm\nzones z { track many }\nplayer { zones z }\nmetronome m { beat |x x x x| }\n',
  exploring:
    'tempo learn 120 bpm in 90 bpm..150 bpm\nmetronome m { beat |x x x x| }\n' +
    'reward r = session.completed\ntrain r { unit session }\n',
  ruling: 'tempo 120 bpm\nmetronome m { beat |x x x x| }\nrule r when player.silent for 1 bars { mute m }\n',
  rewarding: 'tempo 120 bpm\nmetronome m { beat |x x x x| }\nreward r = session.completed\n',
}

/** There is nothing to train without a reward, and nothing to strum without chords. */
const COMES_WITH: Readonly<Record<string, readonly string[]>> = {
  exploring: ['rewarding'],
  strumming: ['comping'],
}

it.each(Object.entries(NEEDS))('%s is brought, and makes a difference', async (name, text) => {
  expect(featuresOf(compile(text).ir)).toEqual([name, ...(COMES_WITH[name] ?? [])].toSorted())
  const { definition } = await policyOf(text)
  const { [name as keyof typeof NEEDS]: _, ...others } = ALL_FEATURES
  const player = Array.from({ length: 12 }, (_, i) => ({ time: 0.1 + 0.55 * i, velocity: 1 }))
  const heard = (features: Partial<typeof ALL_FEATURES>): string => {
    const policy = createPolicyWith(definition, features)
    const explore = definition.train.length > 0 && { unitId: 'u' }
    const onError = () => {}
    for (const { name, kind, features } of definition.slots) {
      if (kind !== 'contextual') continue
      const layers = [{ weights: [[0]], bias: [2] }]
      const networks = { [name]: { features, mean: [100], scale: [10], layers } }
      const { behaviour, slotSchema } = definition
      policy.loadSlots({
        version: 1,
        policy: behaviour,
        slot_schema: slotSchema,
        transform: 'z/1',
        slots: {},
        networks,
      })
    }
    return `${allSaid(perform(policy, player, { seed: 1, explore, onError }))} ${Object.keys(policy.rewards)}`
  }
  expect(heard(others)).not.toBe(heard(ALL_FEATURES))
  expect(heard(ALL_FEATURES)).toBe(heard(ALL_FEATURES))
})
