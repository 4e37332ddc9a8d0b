import { parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import { defaultSlots } from '../../../runtime/slots.ts'
import { fixtures, groove, metronome, song } from './fixtures.ts'
import { definitionOf, emitted } from './load.ts'
import * as pieces from './parts.ts'
import { type Fixture, nowhere, num } from './parts.ts'

const names = Object.keys(fixtures)
const fixture = (name: string): Fixture => fixtures[name] ?? metronome

test.each(names)('the code of %s is as reviewed', async (name) => {
  const { js, dts, manifest } = emitted(fixture(name))
  await expect(js).toMatchFileSnapshot(`golden/${name}.js`)
  await expect(dts).toMatchFileSnapshot(`golden/${name}.d.ts`)
  await expect(manifest).toMatchFileSnapshot(`golden/${name}.policy.json`)
})

test.each(names)('the code of %s is the same, byte for byte, each time', (name) => {
  const copy: Fixture = JSON.parse(JSON.stringify(fixture(name)))
  expect(emitted(copy)).toEqual(emitted(fixture(name)))
})

test.each(names)('the code of %s is ES2022 with lines that fit a screen', (name) => {
  const { js } = emitted(fixture(name))
  parse(js, { ecmaVersion: 2022, sourceType: 'module' })
  const longest = js.split('\n').reduce((a, b) => (b.length > a.length ? b : a))
  expect(longest.length, longest).toBeLessThanOrEqual(130)
})

describe('settings are functions of the slots', () => {
  test('members', async () => {
    const definition = await definitionOf(song)
    const s = defaultSlots(definition.slots)
    const keys = definition.sections[0]?.parts[2]?.settings
    expect(keys?.(s)).toMatchObject({
      voicing: 'rootless',
      range: { low: 48, high: 72 },
      length: 0.7,
      level: { db: 0 },
    })
    s[1] = 2
    expect(keys?.(s).voicing).toBe('spread')
  })

  test('zones, swing and tempo', async () => {
    const definition = await definitionOf(groove)
    const s = Float64Array.of(0.6, 33, 0.5, 0.3)
    expect(definition.zones[0]?.(s)).toEqual({
      snap: { ms: 33, beats: 0 },
      follow: { ms: 100, beats: 0 },
      limit: { ms: 0, beats: 0.3 },
      strength: 0.5,
      adapt: 0.2,
      curve: 'smooth',
      expect: 'player',
      track: 'one',
    })
    expect(definition.sections[0]?.swing(s)).toEqual({ ratio: 0.6, unit: 0.5, shortMs: null })
    expect(definition.tempo(s)).toEqual({ program: { kind: 'steady', bpm: 96 }, lowBpm: 72, highBpm: 126 })
    expect(definition.player.plays).toEqual([
      [0, 1, 2, 3],
      [0, 2, 2.5, 3],
    ])
  })

  test('arithmetic is not regrouped', async () => {
    const definition = await definitionOf(song)
    const s = Float64Array.of(0.3, 0, 0.2, 0.1)
    // x − (1 + x), which is not (x − 1) + x.
    expect(definition.zones[0]?.(s).follow.ms).toBe(0.1 - (1 + 0.1))
  })

  test('timbres, mixed at the slot’s value', async () => {
    const definition = await definitionOf(song)
    const [woody, , half] = definition.timbres(Float64Array.of(0, 0, 0.2, 100))
    expect(half?.map((x) => Math.round(x * 1e12) / 1e12)).toEqual(
      woody?.map((x) => Math.round(x * 1e12) / 1e12),
    )
    expect(definition.timbreNames).toEqual(['woody', 'tick', 'accent', 'piano'])
  })

  test('a mix may be made of mixes that stand below it, and shares vectors with its like', async () => {
    const [a, b] = [pieces.prompt('dark', { brightness: -1 }), pieces.prompt('bright', { brightness: 1 })]
    const mixed: Fixture = {
      source: '',
      ir: pieces.policy('mixed', {
        timbres: [
          { kind: 'mix', name: 'outer', span: nowhere, a: 1, b: 2, t: num(0.5) },
          { kind: 'mix', name: 'inner', span: nowhere, a: 2, b: 3, t: num(0.5) },
          a,
          b,
          { ...a, name: 'same' },
        ],
      }),
    }
    const vectors = (await definitionOf(mixed)).timbres(new Float64Array(0))
    expect(vectors).toHaveLength(5)
    expect(vectors[4]).toBe(vectors[2])
    expect(vectors[0]?.[1]).not.toBe(vectors[1]?.[1])
    expect(emitted(mixed).js.match(/Float64Array/g)).toHaveLength(2)
  })

  // [timbre.cycle]
  test('a timbre made of itself is refused', () => {
    const ir = pieces.policy('circle', {
      timbres: [
        { kind: 'mix', name: 'a', span: nowhere, a: 1, b: 1, t: num(0.5) },
        { kind: 'mix', name: 'b', span: nowhere, a: 0, b: 0, t: num(0.5) },
      ],
    })
    expect(() => emitted({ source: '', ir })).toThrow('made of itself')
  })
})

describe('the rest of the definition', () => {
  test('is what the song says', async () => {
    const definition = await definitionOf(song)
    expect(definition).toMatchObject({
      abi: 1,
      name: 'song',
      title: 'Song & Dance',
      language: '1',
      seed: 7,
      reference: 'click',
      repeat: true,
      zoneNames: ['pocket'],
      members: [
        { name: 'click', kind: 'metronome', follows: 'player' },
        { name: 'kit', kind: 'drummer', follows: { member: 'click' } },
        { name: 'keys', kind: 'pianist', follows: { member: 'kit' } },
      ],
      form: [
        { kind: 'play', section: 0, times: 2 },
        { kind: 'play', section: 1, times: 1 },
        { kind: 'vamp', section: 0 },
        { kind: 'play', section: 2, times: 1 },
      ],
      train: [{ reward: 'practice', explore: 0.1, unit: 'user-week', gate: 0.95 }],
    })
    expect(definition.slots).toEqual(song.ir.slots.map(({ span: _, ...slot }) => slot))
    expect(definition.chords).toEqual(song.ir.chords)
    expect(definition.sections.map(({ name, bars, mute }) => [name, bars, mute])).toEqual([
      ['head', 8, []],
      ['stop', 2, ['keys']],
      ['out', 4, []],
    ])
    expect(definition.sections[0]?.chords).toEqual([
      { bar: 0, at: 0, chord: 1 },
      { bar: 0, at: 2, chord: 2 },
      { bar: 1, at: 0, chord: 0 },
    ])
    const s = defaultSlots(definition.slots)
    expect(definition.sections[1]?.tempo?.(s).program).toEqual({
      kind: 'ramp',
      from: 80,
      to: 100,
      over: { amount: 2, unit: 'bars' },
    })
  })

  test('parts and patterns that are alike are one', async () => {
    const definition = await definitionOf(song)
    const [head, stop] = definition.sections
    expect(stop?.parts[0]).toBe(head?.parts[0])
    expect(stop?.parts[1]?.settings).toBe(head?.parts[1]?.settings)
    expect(stop?.meter).toBe(head?.meter)
  })
})
