import { parse } from 'acorn'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PolicyIr } from '../../../compiler/ir.ts'
import { freeNames } from '../../../scripts/build/standalone/free-names.ts'
import { runs } from '../../harness/runs.ts'
import { song } from './fixtures.ts'
import { definitionOf, emitted } from './load.ts'
import {
  at,
  chanceSlot,
  event,
  type Fixture,
  num,
  part,
  pattern,
  policy,
  prompt,
  section,
  slot,
  steady,
  voice,
  zones,
} from './parts.ts'

/** Names and texts that a stranger's file may hold. */
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'definition',
    'createPolicy',
    'default',
    's',
    'e',
    'bar',
    'between',
    "'+alert(1)+'",
    '*/ alert(1) /*',
    '\n alert(1) //',
    '\u2028alert(1)',
    '</script><script>alert(1)</script>',
    '`\u0024{alert(1)}`',
    '\\',
    '\ud800',
    '\udc00x',
    'kit.kick[1:1]',
    '太鼓',
    '',
  ),
)

interface Texts {
  readonly title: string
  readonly names: readonly string[]
}

const texts: fc.Arbitrary<Texts> = fc.record({
  title: text,
  names: fc.array(text, { minLength: 14, maxLength: 14 }),
})

function hostile({ title, names }: Texts): Fixture {
  const name = (i: number): string => names[i] ?? ''
  const span = { start: 0, end: 1 }
  const members: PolicyIr['members'] = [
    { name: name(0), kind: 'drummer', follows: 'player', span },
    { name: name(1), kind: 'drummer', follows: { member: name(0) }, span },
  ]
  const ir = policy('hostile', {
    title,
    slots: [
      chanceSlot(name(2), 0, { doc: name(3) }),
      slot(name(4), 1, { above: name(2), unit: name(5) }),
      slot(name(6), 2, {
        kind: 'categorical',
        choices: [name(7), name(8)],
        default: name(7),
        min: null,
        max: null,
      }),
    ],
    timbres: [
      prompt(name(9), { wood: 1 }),
      { kind: 'sample', name: name(10), path: name(11), span, vector: [1, 0] },
      { kind: 'mix', name: name(9), span, a: 0, b: 0, t: { k: 'slot', slot: 1 } },
    ],
    patterns: [
      pattern(name(12), [[event(1, at(0), { chance: { k: 'slot', slot: 0 }, label: name(13) })]]),
      pattern(name(12), [[event(1, at(1))]]),
    ],
    parts: [part([voice(name(0), 0, 0)]), part([voice(name(1), 1, 2)], { pan: { k: 'slot', slot: 1 } })],
    zones: [zones(name(12))],
    tempo: steady(90),
    members,
    reference: name(0),
    sections: [
      section([0, 1], { name: name(12), mute: [name(0)] }),
      section([1, 0], { name: name(13), chords: [{ bar: 0, at: at(0), chord: 0, span }] }),
    ],
    rules: [
      {
        name: name(2),
        span,
        when: { k: 'compare', op: '!=', a: { k: 'player', field: 'bias' }, b: num(-1) },
        hold: null,
        actions: [{ k: 'mute', members: [name(0), name(1)], keep: true }],
      },
    ],
    rewards: [
      {
        name: name(3),
        span,
        min: 0,
        max: 1,
        maturesAfterDays: 0,
        parts: [{ label: name(4), span, value: { k: 'metric', metric: 'completed', n: null } }],
      },
    ],
    train: [{ reward: name(3), span, explore: 0.1, unit: 'session', gate: 0.95, guards: [] }],
  })
  return { source: title, ir }
}

// [same.total]
test('whatever a file’s texts say, the code says the same and does nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const fixture = hostile(given)
      const { js, map, manifest } = emitted(fixture)
      parse(js, { ecmaVersion: 2022, sourceType: 'module' })
      expect([...freeNames(js)].sort()).toEqual(['Float64Array'])
      expect(js).not.toMatch(/<\/script|[\u2028\u2029\p{Surrogate}]/iu)
      const definition = await definitionOf(fixture)
      const { ir } = fixture
      expect(definition.title).toBe(ir.title)
      expect(definition.slots).toEqual(ir.slots.map(({ span: _, ...spec }) => spec))
      expect(definition.timbreNames).toEqual(ir.timbres.map(({ name }) => name))
      expect(definition.members).toEqual(ir.members.map(({ span: _, ...member }) => member))
      expect(definition.zoneNames).toEqual(ir.zones.map(({ name }) => name))
      expect(definition.reference).toBe(ir.reference)
      expect(definition.sections.map(({ name, mute }) => [name, mute])).toEqual(
        ir.sections.map(({ name, mute }) => [name, mute]),
      )
      expect(definition.sections.map(({ parts }) => parts.map(({ voices }) => voices[0]?.name))).toEqual(
        ir.sections.map(({ parts }) => parts.map((index) => ir.parts[index]?.voices[0]?.name)),
      )
      expect(definition.rules[0]?.name).toBe(ir.rules[0]?.name)
      expect(definition.rules[0]?.actions(new Float64Array(3))).toEqual([
        { do: 'mute', members: ir.members.map(({ name }) => name), keep: true },
      ])
      expect(definition.rewards[0]).toMatchObject({
        name: ir.rewards[0]?.name,
        parts: [ir.rewards[0]?.parts[0]?.label],
      })
      expect(JSON.parse(manifest).title).toBe(ir.title)
      expect(JSON.parse(map).sourcesContent).toEqual([fixture.source])
    }),
    runs(150),
  )
})

test('a song in which everything is called the same compiles', async () => {
  const { ir } = song
  const same = 'constructor'
  const definition = await definitionOf({
    ...song,
    ir: {
      ...ir,
      patterns: ir.patterns.map((one) => ({ ...one, id: same })),
      timbres: ir.timbres.map((one) => ({ ...one, name: same })),
      members: ir.members.map((one) => ({ ...one, name: same })),
      sections: ir.sections.map((one) => ({ ...one, name: same })),
      slots: ir.slots.map((one) => ({ ...one, name: same })),
    },
  })
  expect(definition.sections).toHaveLength(3)
})

test('the name of a module that holds quotes stays a name', () => {
  const { js } = emitted(song, { runtimeModule: "./it's \\ here.js" })
  expect(js).toContain("from './it\\'s \\\\ here.js'")
})
