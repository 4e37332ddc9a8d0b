import {
  allGeneratedPositionsFor,
  eachMapping,
  originalPositionFor,
  TraceMap,
} from '@jridgewell/trace-mapping'
import { describe, expect, test } from 'vitest'
import { layOut, mark } from '../../../compiler/emit/code.ts'
import { sourceMap } from '../../../compiler/emit/source-map.ts'
import { checkText } from '../../diagnostics/checking.ts'
import { runtimeOf } from './bundle.ts'
import { bass, fixtures, groove, metronome, song } from './fixtures.ts'
import { emitted } from './load.ts'
import type { Fixture } from './parts.ts'

const place = (text: string, index: number): { readonly line: number; readonly column: number } => {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: before.at(-1)?.length ?? 0 }
}

/** What stands in the source where the code `needle` in the emitted file comes from. */
function originOf(fixture: Fixture, needle: string, length: number): string {
  const { js, map } = emitted(fixture)
  const index = js.indexOf(needle)
  if (index < 0) throw new Error(`the code has no ${needle}`)
  const { line, column } = originalPositionFor(new TraceMap(map), place(js, index))
  if (line === null) throw new Error(`${needle} maps to nothing`)
  return fixture.source.split('\n')[line - 1]?.slice(column, column + length) ?? ''
}

describe('code leads back to the source', () => {
  test.each([
    ['a cell', metronome, 'e.hit(3', 'x x|'],
    ['a cell of a bracket in a bracket', groove, 'e.hit(10', 'x]]|'],
    ['a learnable cell', groove, 'e.hit(7', '~.|'],
    ['the chance of a cell', groove, 'if (e.chance(7', '~.|'],
    ['a choice', bass, 'e.weigh(4', '1/5~'],
    ['a pattern', metronome, 'function click_beat', '|X x x x|'],
    ['a member', song, "{ name: 'keys', kind", 'pianist keys'],
    ['a section', song, "{\n      name: 'stop'", 'section stop'],
    ['a section’s chord', song, '{ bar: 0, at: 2, chord: 2 }', 'G7 |'],
    ['a section’s tempo', song, "() => ({ program: { kind: 'ladder'", 'tempo ladder'],
    ['zones', groove, '(s) => ({\n      snap', 'zones pocket'],
    ['a rule', song, "{\n      name: 'push'", 'rule push'],
    ['a reward', song, "{\n      name: 'practice'", 'reward practice'],
    ['a summand', song, '0.4 * m.returnRate', '0.4 * return_rate'],
    ['a training', song, "{ reward: 'practice'", 'train practice'],
    ['a timbre', song, 'const tick', 'timbre tick'],
    ['a mix', song, 'const accent = mixTimbre', 'timbre accent'],
    ['a slot', song, 'const S_accent', 'learn 30%'],
    ['the tempo', groove, "() => ({ program: { kind: 'steady', bpm: 96", 'tempo 96'],
  ])('%s', (_, fixture, needle, text) => {
    expect(originOf(fixture, needle, text.length)).toBe(text)
  })
})

test.each(Object.keys(fixtures))('the map of %s is whole: source inside, places in range', (name) => {
  const { source, ir } = fixtures[name] ?? metronome
  const { js, map } = emitted({ source, ir })
  expect(JSON.parse(map)).toMatchObject({
    version: 3,
    file: `${name}.js`,
    sources: [`${name}.sil`],
    sourcesContent: [source],
  })
  expect(js.trimEnd().split('\n').at(-1)).toBe(`//# sourceMappingURL=${name}.js.map`)
  const lines = js.split('\n')
  const sourceLines = source.split('\n')
  let mappings = 0
  eachMapping(new TraceMap(map), (mapping) => {
    mappings++
    expect(lines[mapping.generatedLine - 1]?.length).toBeGreaterThan(mapping.generatedColumn)
    expect(sourceLines[(mapping.originalLine ?? 0) - 1]?.length).toBeGreaterThanOrEqual(
      mapping.originalColumn ?? -1,
    )
  })
  expect(mappings).toBeGreaterThanOrEqual(5)
})

test('a cell in the source leads to its call', () => {
  const { js, map } = emitted(metronome)
  const { line, column } = place(metronome.source, metronome.source.indexOf('x x|'))
  const [found] = allGeneratedPositionsFor(new TraceMap(map), { source: 'metronome.sil', line, column })
  expect(js.split('\n')[(found?.line ?? 0) - 1]?.slice(found?.column ?? 0)).toBe('e.hit(3, 2, 0.7)')
})

test('a choice that may not sound leads back from its chance and from its draw', () => {
  const text = 'tempo 96 bpm\nbassist b { line |1 - 1/5? -| }\n'
  const { ir } = checkText(text)
  if (ir === null) throw new Error('the piece has errors')
  for (const needle of ['if (e.chance(3', 'switch (e.choose(3'])
    expect(originOf({ source: text, ir }, needle, 4)).toBe('1/5?')
})

test('the condition of a rule and each of its actions lead back to theirs', () => {
  const text = `tempo 96 bpm
metronome click { beat |X x x x| }
section a { bars 2 }
rule quiet
  when player.silent and player.spread < 12 ms for 2 bars {
  level click to -12 dB over 2 bars
  tempo by +4 bpm over 2 bars keep
  mute click  section a
  cue
}
`
  const { ir } = checkText(text)
  if (ir === null) throw new Error('the piece has errors')
  const from = (needle: string, length: number): string => originOf({ source: text, ir }, needle, length)
  expect(from('(player) => player.silent', 13)).toBe('player.silent')
  expect(from("{\n          do: 'level'", 11)).toBe('level click')
  expect(from("{ do: 'tempo'", 8)).toBe('tempo by')
  expect(from("{ do: 'mute'", 10)).toBe('mute click')
  expect(from("{ do: 'section'", 9)).toBe('section a')
  expect(from("{ do: 'cue' }", 3)).toBe('cue')
})

test('cells are named as slots name them', () => {
  const names: (string | null)[] = []
  eachMapping(new TraceMap(emitted(groove).map), ({ name }) => names.push(name))
  expect(names).toEqual(expect.arrayContaining(['pocket.snap', 'kit', '1:4.2.3']))
})

test.each([
  ['\n', 'unix'],
  ['\r\n', 'windows'],
  ['\r', 'old'],
])('lines that end with %j are counted', (end) => {
  const text = ['tempo', 'meter', 'key'].join(end)
  const { mappings } = layOut(['a\n', mark({ start: text.indexOf('key'), end: 99 }), 'b'])
  const map = new TraceMap(sourceMap('x.js', { path: 'x.sil', text }, mappings))
  expect(originalPositionFor(map, { line: 2, column: 0 })).toMatchObject({
    line: 3,
    column: 0,
    source: 'x.sil',
  })
})

test('columns are UTF-16 units, and a place beyond the text is its end', () => {
  const text = '"🥁" x'
  const { mappings } = layOut([
    mark({ start: text.indexOf('x'), end: 9 }),
    'b\n',
    mark({ start: 99, end: 100 }),
    'c',
  ])
  const map = new TraceMap(sourceMap('x.js', { path: 'x.sil', text }, mappings))
  expect(originalPositionFor(map, { line: 1, column: 0 }).column).toBe(5)
  expect(originalPositionFor(map, { line: 2, column: 0 }).column).toBe(6)
})

test('the map of a standalone policy still leads to the source, runtime or not', () => {
  const runtimeBundle = runtimeOf('createPolicyWith', 'mixTimbre')
  const { js, map } = emitted(metronome, { target: 'standalone', runtimeBundle })
  const { line, column } = originalPositionFor(new TraceMap(map), place(js, js.indexOf('e.hit(3')))
  expect([line, column]).toEqual(Object.values(place(metronome.source, metronome.source.indexOf('x x|'))))
})

test('what nobody wrote leads nowhere', () => {
  const { js, map } = emitted(metronome)
  const index = js.indexOf('() => ({\n      snap')
  expect(index).toBeGreaterThan(0)
  expect(originalPositionFor(new TraceMap(map), place(js, index)).source).toBeNull()
})
