import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { check } from '../../../compiler/compile.ts'
import { behaviourHash, slotSchemaHash } from '../../../compiler/emit/behaviour.ts'
import type { PolicyIr, SlotIr } from '../../../compiler/ir.ts'
import { bass, fixtures, groove, metronome, song } from './fixtures.ts'
import { definitionOf, emitted } from './load.ts'
import { chanceSlot, type Fixture, nowhere, num, slot } from './parts.ts'

const schema = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), 'utf8'))
const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  strictRequired: false,
  strictTypes: false,
})
const isManifest = ajv.compile(schema('policy'))
const isDiagnostics = ajv.compile(schema('check'))

const manifestOf = (fixture: Fixture, options = {}) => JSON.parse(emitted(fixture, options).manifest)

test.each(Object.keys(fixtures))('the manifest of %s keeps to its schema', (name) => {
  const fixture = fixtures[name] ?? metronome
  const slots = fixture.ir.slots.reduce((length, { index, size }) => Math.max(length, index + size), 0)
  for (const options of [{}, { bake: new Float64Array(slots).fill(1) }]) {
    isManifest(manifestOf(fixture, options))
    expect(isManifest.errors ?? []).toEqual([])
  }
})

test('the schema refuses what is no manifest', () => {
  const good = manifestOf(song)
  const [first] = good.slots
  const bad: readonly object[] = [
    { ...good, version: 2 },
    { ...good, hashes: { ...good.hashes, artifact: 'abc' } },
    { ...good, slots: [{ ...first, kind: 'dial' }] },
    { ...good, slots: [{ ...first, kind: 'categorical' }] },
    { ...good, slots: [{ ...first, min: null }] },
    { ...good, members: [{ name: 'x', kind: 'tuba', follows: 'player' }] },
    { ...good, zones: [{ ...good.zones[0], snap: 20 }] },
    { ...good, timbres: [{ name: 'x', kind: 'mix' }] },
    { ...good, cost: {} },
  ]
  for (const manifest of bad) expect(isManifest(manifest), JSON.stringify(manifest)).toBe(false)
})

test('it says what interfaces promise', () => {
  expect(manifestOf(song)).toMatchObject({
    version: 1,
    name: 'song',
    title: 'Song & Dance',
    language: '1',
    runtime: '0.1.0',
    target: 'esm',
    members: [
      { name: 'click', kind: 'metronome', follows: 'player' },
      { name: 'kit', kind: 'drummer', follows: 'click' },
      { name: 'keys', kind: 'pianist', follows: 'kit' },
    ],
    zones: [
      { name: 'pocket', snap: { ms: 20, beats: 0 }, adapt: 0.2, slots: ['pocket.follow', 'pocket.adapt'] },
    ],
    rewards: [{ name: 'practice', min: -0.2, max: 0.6, matures_after_days: 3 }],
    train: [{ reward: 'practice', guards: [{ metric: 'completed', op: '>=', value: -0.01 }] }],
    cost: { eventsPerBar: 10, voices: 8, slots: 4 },
    baked: null,
  })
  expect(manifestOf(song).slots[3]).toEqual({
    name: 'pocket.follow',
    kind: 'continuous',
    unit: 'ms',
    default: 100,
    min: 70,
    max: 150,
    scale: 'log',
    above: 'pocket.snap',
    choices: null,
    features: null,
    doc: null,
    index: 3,
    size: 1,
  })
  expect(manifestOf(song).timbres.map(({ vector: _, ...rest }: { vector?: unknown }) => rest)).toEqual([
    { name: 'woody', kind: 'prompt', prompt: 'warm woody click' },
    { name: 'tick', kind: 'prompt', prompt: 'sharp metallic tick' },
    { name: 'accent', kind: 'mix', of: ['woody', 'tick'], t: 0.3 },
    { name: 'piano', kind: 'sample', path: 'sounds/piano.wav' },
  ])
})

test('zones name the slots that shape them, numbers and words, each once', () => {
  const text = `let near = learn 20 ms in 5 ms..60 ms
zones z { snap near  follow near + 80 ms  limit 400 ms  curve learn smooth or classic }
player { zones z }
metronome m { beat |x x x x| }
`
  const { ir } = check({ path: 'm.sil', text, host: { read: () => ({ kind: 'missing' }) } })
  if (ir === null) throw new Error(text)
  expect(manifestOf({ source: text, ir }).zones[0].slots).toEqual(['near', 'z.curve'])
  expect(manifestOf({ source: text, ir }, { bake: new Float64Array(2).fill(1) }).zones[0].slots).toEqual([])
})

describe('the artifact hash', () => {
  test('is that of the file’s bytes', () => {
    const { js, manifest } = emitted({ ...groove, ir: { ...groove.ir, title: 'Für Élise 🥁\ud800' } })
    expect(JSON.parse(manifest).hashes.artifact).toBe(createHash('sha256').update(js, 'utf8').digest('hex'))
  })

  test('does not know where the source or the output lie', () => {
    const one = emitted(groove, { sourcePath: 'a/groove.sil' })
    const two = emitted(groove, { sourcePath: '../../b/groove.sil' })
    expect(two.js).toBe(one.js)
    expect(two.manifest).toBe(one.manifest)
  })
})

describe('the behaviour hash', () => {
  const hash = (ir: PolicyIr, runtime = '1'): string => behaviourHash(ir, runtime, null)

  test('is the same however the file is laid out', () => {
    const irOf = (reward: string): PolicyIr => {
      const text = `tempo 120 bpm\nmetronome m { beat |x| }\nreward r = ${reward}\n`
      const { ir } = check({ path: 'm.sil', text, host: { read: () => ({ kind: 'missing' }) } })
      if (ir === null) throw new Error(reward)
      return ir
    }
    expect(hash(irOf('0.2*session.completed'))).toBe(hash(irOf('0.2 * session.completed')))
    expect(hash(irOf('0.3 * session.completed'))).not.toBe(hash(irOf('0.2 * session.completed')))
  })
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        key === 'span' ? { start: 77, end: 78 } : moved(part),
      ]),
    )
  }

  test.each(Object.entries(fixtures))('of %s does not change with places and documentation', (_, { ir }) => {
    const copy = JSON.parse(JSON.stringify(moved(ir)))
    expect(hash(copy)).toBe(hash(ir))
    expect(hash({ ...ir, slots: ir.slots.map((one) => ({ ...one, doc: 'told anew' })) })).toBe(hash(ir))
  })

  test('does not change with scenarios, which test it', () => {
    const scenario = { title: 'x', span: nowhere, bars: 16, player: [], expectations: [] }
    expect(hash({ ...song.ir, scenarios: [scenario] })).toBe(hash(song.ir))
  })

  test('changes with whatever is heard, and with the runtime', () => {
    const { ir } = song
    const others: readonly PolicyIr[] = [
      { ...ir, seed: 8 },
      { ...ir, tempo: { ...ir.tempo, lowBpm: num(76) } },
      { ...ir, patterns: ir.patterns.slice(1) },
      { ...ir, form: ir.form.slice(1) },
      { ...ir, rules: [] },
      { ...ir, slots: [] },
    ]
    const hashes = [hash(ir), hash(ir, '2'), ...others.map((other) => hash(other))]
    expect(new Set(hashes).size).toBe(others.length + 2)
  })

  test('tells titles apart that no UTF-8 can', () => {
    const titled = (title: string): string => hash({ ...metronome.ir, title })
    expect(new Set(['\ud800', '\ud801', '\ufffd', 'x'].map(titled)).size).toBe(4)
  })

  test('tells long vectors apart in each of their numbers', () => {
    const timbre = { name: 'x', span: nowhere, kind: 'prompt', text: 'x' } as const
    const at = (place: number, step = 1): string => {
      const vector = Array.from({ length: 256 }, (_, i) => (i === place ? step / 1e4 : 0))
      return hash({ ...metronome.ir, timbres: [{ ...timbre, vector }] })
    }
    const places = [-1, ...Array.from({ length: 256 }, (_, i) => i)]
    expect(new Set([...places.map((place) => at(place)), at(7, 2), at(7, -1)]).size).toBe(places.length + 2)
  })

  test('refuses what JSON cannot say, with its path', () => {
    const broken = { ...song.ir, tempo: { ...song.ir.tempo, lowBpm: num(Number.NaN) } }
    expect(() => hash(broken)).toThrow('$.ir.tempo.lowBpm.v is NaN')
    expect(() => hash({ ...song.ir, seed: -0 })).toThrow('$.ir.seed is −0')
    const vector = Array.from({ length: 256 }, (_, i) => (i === 7 ? Number.NaN : 0))
    const timbre = { name: 'x', span: nowhere, kind: 'prompt', text: 'x', vector } as const
    expect(() => hash({ ...song.ir, timbres: [timbre] })).toThrow('$.ir.timbres[0].vector[7] is NaN')
  })

  test('is known: it must not change by itself', () => {
    // Made with another implementation of RFC 8785 over {"ir":…,"runtime":"1"}.
    const json = JSON.stringify(sorted({ ir: moved(metronome.ir), runtime: '1' }), (key, value) =>
      key === 'span' ? undefined : value,
    )
    expect(hash(metronome.ir)).toBe(createHash('sha256').update(json).digest('hex'))
  })

  function sorted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, part]) => [key, sorted(part)]),
    )
  }
})

describe('the slot schema hash', () => {
  const one = slot('pocket.snap', 0)
  const two = chanceSlot('kit.kick[1:7]', 1)
  const hash = slotSchemaHash([one, two])

  test('does not change with the order of slots, with defaults or with documentation', () => {
    const others: readonly (readonly SlotIr[])[] = [
      [
        { ...two, index: 0 },
        { ...one, index: 1 },
      ],
      [{ ...one, default: 30 }, two],
      [{ ...one, doc: 'This close.' }, two],
      [{ ...one, span: { ...nowhere, end: 9 } }, two],
    ]
    for (const slots of others) expect(slotSchemaHash(slots)).toBe(hash)
  })

  test('changes with names, kinds, units, ranges, scales, order and choices', () => {
    const others: readonly (readonly SlotIr[])[] = [
      [],
      [one],
      [{ ...one, name: 'pocket.snip' }, two],
      [{ ...one, kind: 'contextual' }, two],
      [{ ...one, unit: 'beats' }, two],
      [{ ...one, min: 6 }, two],
      [{ ...one, max: 61 }, two],
      [{ ...one, scale: 'log' }, two],
      [{ ...one, above: 'kit' }, two],
      [{ ...one, choices: ['a', 'b'] }, two],
      [{ ...one, features: ['tempo'] }, two],
    ]
    expect(new Set([hash, ...others.map(slotSchemaHash)]).size).toBe(others.length + 1)
  })

  test('is that of canonical JSON with the transform', () => {
    const text =
      '{"slots":[{"above":null,"choices":null,"features":null,"kind":"chance","max":null,"min":null,"name":"kit.kick[1:7]","scale":"linear","unit":null},' +
      '{"above":null,"choices":null,"features":null,"kind":"continuous","max":60,"min":5,"name":"pocket.snap","scale":"linear","unit":"ms"}],"transform":"z/1"}'
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'))
  })
})

test('manifest and code agree on the hashes', async () => {
  for (const fixture of [bass, groove]) {
    const { behaviour, slotSchema } = await definitionOf(fixture)
    expect(manifestOf(fixture).hashes).toMatchObject({ behaviour, slot_schema: slotSchema })
  }
})

describe('the schema of diagnostics', () => {
  const range = { start: { line: 0, character: 3 }, end: { line: 1, character: 0 } }
  const diagnostic = {
    code: 'SIL0301',
    severity: 'error',
    title: 'A number without a unit',
    message: '20 has no unit',
    range,
    related: [{ path: 'b.sil', range, message: 'the range is in ms' }],
    hint: 'Did you mean 20 ms?',
    fixes: [{ title: 'Write 20 ms', edits: [{ range, newText: '20 ms' }] }],
  }
  const report = (more: object) => ({
    version: 1,
    files: [{ path: 'a.sil', diagnostics: [{ ...diagnostic, ...more }] }],
  })

  test('takes what interfaces show', () => {
    expect(isDiagnostics(report({}))).toBe(true)
    expect(isDiagnostics(report({ related: [], fixes: [], hint: '' }))).toBe(true)
    expect(isDiagnostics({ version: 1, files: [] })).toBe(true)
  })

  test.each([
    [{ code: 'SIL301' }],
    [{ severity: 'fatal' }],
    [{ range: { start: range.start } }],
    [{ range: { ...range, start: { line: -1, character: 0 } } }],
    [{ fixes: [{ title: 'x', edits: [{ range }] }] }],
    [{ title: undefined }],
  ])('refuses %j', (more) => {
    expect(isDiagnostics(report(more))).toBe(false)
  })
})
