import { expect, test } from 'vitest'
import type { PolicyDefinition } from '../../../runtime/policy.ts'
import { defaultSlots } from '../../../runtime/slots.ts'
import { bass, fixtures, groove, metronome, song } from './fixtures.ts'
import { definitionOf, emitted, recorder } from './load.ts'

const NO_SLOTS = new Float64Array(0)

/** Everything a definition says about a performance, with the slots as they are. */
function said(definition: PolicyDefinition, s: Float64Array) {
  const sink = recorder()
  for (const { parts } of definition.sections)
    for (const { voices } of parts)
      for (const { play, bars } of voices) for (let bar = 0; bar < bars; bar++) play(sink, s, bar)
  return {
    calls: sink.calls,
    zones: definition.zones.map((zones) => zones(s)),
    tempo: definition.tempo(s),
    timbres: definition.timbres(s),
    sections: definition.sections.map((section) => ({
      swing: section.swing(s),
      tempo: section.tempo?.(s),
      parts: section.parts.map((part) => part.settings(s)),
    })),
    rules: definition.rules.map(({ hold, actions }) => [hold?.(s), actions(s)]),
  }
}

test.each(Object.keys(fixtures))('%s baked plays as it does with the same slots', async (name) => {
  const fixture = fixtures[name] ?? metronome
  const open = await definitionOf(fixture)
  const slots = defaultSlots(open.slots)
  const baked = await definitionOf(fixture, { bake: slots })
  expect(said(baked, NO_SLOTS)).toEqual(said(open, slots))
})

test('a baked policy has literals for slots, and none to learn', async () => {
  const { js, dts, manifest } = emitted(groove, { bake: Float64Array.of(0.61, 14.2, 0.25, 0) })
  expect(js).toContain('snap: { ms: 14.2, beats: 0 }')
  expect(js).toContain('e.chance(7, 0.25)')
  expect(js).toContain('const swing = () => ({ ratio: 0.61,')
  expect(js).not.toMatch(/\bs\[|S_/)
  expect(JSON.parse(manifest)).toMatchObject({
    slots: [],
    baked: { swing: 0.61, 'pocket.snap': 14.2, 'kit.kick[1:7]': 0.25, 'kit.fill.density': 0 },
    zones: [{ snap: { ms: 14.2, beats: 0 }, slots: [] }],
  })
  expect(dts).not.toContain('pocket.snap')
})

test('baked choices and weights are literals too', () => {
  const { js, manifest } = emitted(bass, { bake: Float64Array.of(0.25, 0.75, 8, 1) })
  expect(js).toContain('const W_bass_line_1_4 = Float64Array.of(0.25, 0.75)')
  expect(js).toContain('e.weigh(4, W_bass_line_1_4, 0, 2)')
  expect(js).toContain("approach: { kind: 'scale', chance: 0.4 }")
  expect(JSON.parse(manifest).baked).toEqual({
    'bass.line[1:4]': [0.25, 0.75],
    'bass.feel': 8,
    'bass.approach': 'scale',
  })
})

test('arithmetic with baked values is folded by the operations that would have run', async () => {
  const { js } = emitted(song, { bake: Float64Array.of(0.3, 0, 0.2, 0.1) })
  expect(js).toContain(`follow: { ms: ${0.1 - (1 + 0.1)}, beats: 0 }`)
})

test('what is baked is part of the behaviour; an open policy’s slots file does not fit', () => {
  const hashes = (bake?: Float64Array) =>
    JSON.parse(emitted(groove, bake === undefined ? {} : { bake }).manifest).hashes
  const open = hashes()
  const one = hashes(Float64Array.of(0.6, 20, 0.5, 0.3))
  const two = hashes(Float64Array.of(0.6, 21, 0.5, 0.3))
  expect(new Set([open.behaviour, one.behaviour, two.behaviour]).size).toBe(3)
  expect(one.slot_schema).not.toBe(open.slot_schema)
  expect(one.slot_schema).toBe(two.slot_schema)
})

// Places in the source are left out of the hash, and a `let` may be called as they are.
test('what is baked is part of the behaviour whatever the slot is called', () => {
  for (const name of ['span', 'doc', 'vector', '__proto__']) {
    const ir = { ...groove.ir, slots: groove.ir.slots.map((slot, i) => (i === 1 ? { ...slot, name } : slot)) }
    const hash = (value: number): unknown =>
      JSON.parse(emitted({ ...groove, ir }, { bake: Float64Array.of(0.61, value, 0.25, 0) }).manifest).hashes
        .behaviour
    expect(hash(50)).not.toBe(hash(10))
  }
})

test('−0 is baked as 0', () => {
  const bake = (value: number) => emitted(groove, { bake: Float64Array.of(0.6, 20, value, 0.3) })
  expect(bake(-0)).toEqual(bake(0))
})

test.each([
  [Float64Array.of(1), '4 slot values wanted, 1 given'],
  [Float64Array.of(0.6, Number.NaN, 0, 0), 'slot value 1 is NaN'],
])('values that do not fit are refused: %s', (bake, message) => {
  expect(() => emitted(groove, { bake })).toThrow(message)
})
