import { parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../../compiler/emit/code.ts'
import { createShelf } from '../../../compiler/emit/module.ts'
import { createNames } from '../../../compiler/emit/names.ts'
import { declarePattern } from '../../../compiler/emit/patterns.ts'
import { createSlotCode } from '../../../compiler/emit/slots.ts'
import type { PolicyIr, Position, RuleCondition, RuleNum } from '../../../compiler/ir.ts'
import type { PlayerView, SessionMetrics } from '../../../runtime/policy.ts'
import { defaultSlots } from '../../../runtime/slots.ts'
import * as pieces from './fixtures.ts'
import { at, bass, event, type Fixture, fixtures, groove, metronome, nowhere, num, song } from './fixtures.ts'
import { definitionOf, emitted, recorder, type SinkAnswers } from './load.ts'

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

async function play(
  fixture: Fixture,
  pattern: {
    readonly section?: number
    readonly member?: number
    readonly voice?: number
    readonly bar?: number
  },
  answers: SinkAnswers = {},
) {
  const definition = await definitionOf(fixture)
  const { section = 0, member = 0, voice = 0, bar = 0 } = pattern
  const sink = recorder(answers)
  const slots = defaultSlots(definition.slots)
  definition.sections[section]?.parts[member]?.voices[voice]?.play(sink, slots, bar)
  return sink.calls
}

describe('a pattern plays', () => {
  test('its cells, with place and velocity', async () => {
    expect(await play(metronome, {})).toEqual([
      ['hit', 1, 0, 1, 'normal'],
      ['hit', 2, 1, 0.7, 'normal'],
      ['hit', 3, 2, 0.7, 'normal'],
      ['hit', 4, 3, 0.7, 'normal'],
    ])
  })

  test('a cell with a learnable chance by the slot’s value', async () => {
    const calls = await play(groove, {}, { chance: () => false })
    expect(calls).toEqual([
      ['hit', 1, 0, 0.7, 'normal'],
      ['chance', 7, 0.5],
    ])
  })

  test('cells of a bracket between the warped ends of their cell, and brackets within', async () => {
    // A swing that puts everything behind 2 by a tenth, and 3 at 3.2.
    const swing = (place: number): number => (place === 3 ? 3.2 : place > 2 ? place + 0.1 : place)
    const calls = await play(groove, { voice: 1 }, { swing, chance: () => false })
    const places = calls.filter(([name]) => name === 'hit').map(([, cell, place]) => [cell, place])
    const middle = 3.2 + (4.1 - 3.2) * 0.5
    expect(places).toEqual([
      [5, 2],
      [6, 2 + (3.2 - 2) * 0.5],
      [7, 3.2],
      [8, middle],
      [9, middle + (4.1 - middle) * (1 / 3)],
      [10, middle + (4.1 - middle) * (2 / 3)],
    ])
  })

  test('each bar of several', async () => {
    const bars = await Promise.all([0, 1, 2].map((bar) => play(groove, { voice: 2, bar })))
    expect(bars.map((calls) => calls.map(([, cell]) => cell))).toEqual([[3], [3], [2, 3]])
  })

  test('degrees, steps and pitches with ties across the barline', async () => {
    expect(await play(bass, { bar: 1 }, { choose: () => 2 })).toEqual([
      ['step', 1, 0, 1, 0.7, 3, 0, 'normal'],
      ['chance', 2, 0.5],
      ['choose', 2, 3],
      ['degree', 2, 1, 2, 0.7, 5, 0, 'normal'],
      ['pitch', 3, 2, 5, 0.7, 40, 'dead'],
    ])
  })

  test('a choice with learnable weights, which it hands on', async () => {
    const calls = await play(bass, {}, { weigh: () => 1 })
    expect(calls.slice(-2)).toEqual([
      ['weigh', 4, [0.5, 0.5]],
      ['degree', 4, 3, 4, 0.7, 5, 0, 'normal'],
    ])
  })

  test('chords', async () => {
    expect(await play(song, { member: 2 })).toEqual([
      ['chord', 2, 1, 2, 0.7, 'normal'],
      ['chord', 4, 3, 4, 0.7, 'normal'],
    ])
  })
})

const oneVoice = (bars: readonly Position[][]): Fixture => ({
  source: '',
  ir: pieces.policy('one', {
    patterns: [
      pieces.pattern(
        'x',
        bars.map((bar) => bar.map((place, i) => event(i + 1, place))),
      ),
    ],
    parts: [pieces.part([pieces.voice('x', 0, 0)])],
    members: [{ name: 'kit', kind: 'drummer', follows: 'grid', span: nowhere }],
    sections: [pieces.section([0])],
  }),
})

describe('positions', () => {
  test('straight brackets are one exact quotient', () => {
    const third = (i: number): Position => ({ from: at(1, 2), to: at(3, 4), num: i, den: 3 })
    const { js } = emitted(oneVoice([[third(0), third(1), third(2), third(3)]]))
    expect(js.match(/e\.hit\(\d, [^,]+/g)).toEqual([
      'e.hit(1, 1 / 2',
      'e.hit(2, 7 / 12',
      'e.hit(3, 2 / 3',
      'e.hit(4, 3 / 4',
    ])
  })

  test('the ends of a swung bracket are its ends, not a rounding error beside them', () => {
    const part = (i: number): Position => ({ from: at(1, 2, true), to: at(1, 1, true), num: i, den: 3 })
    const { js } = emitted(oneVoice([[part(0), part(3)]]))
    expect(js).toContain('e.hit(1, e.swing(1 / 2),')
    expect(js).toContain('e.hit(2, e.swing(1),')
    expect(js).not.toContain('between')
  })

  test('brackets in brackets in brackets take code in proportion', () => {
    // The cell that is always the middle third of the bracket around it.
    let [from, to]: [Position, Position] = [at(0, 1, true), at(1, 1, true)]
    for (let depth = 0; depth < 40; depth++) {
      const [a, b] = [from, to]
      from = { from: a, to: b, num: 1, den: 3 }
      to = { from: a, to: b, num: 2, den: 3 }
    }
    // 2^40 paths lead through it. As a tree it could not be hashed, so the pattern is emitted alone.
    const { ir } = oneVoice([])
    const all = createNames()
    const shelf = createShelf(all)
    const slots = createSlotCode(ir, all, null)
    declarePattern(pieces.pattern('deep', [[event(1, from)]]), shelf, {
      ir,
      names: all,
      slots,
      needs: new Set(),
    })
    expect(shelf.declarations.map(textOf).join('\n').split('\n').length).toBeLessThan(90)
  })

  test('a pattern of many events is split into a function a bar', async () => {
    const bars = Array.from({ length: 40 }, (_, bar) =>
      Array.from({ length: 16 }, (_, i) => at(i * 40 + bar, 160)),
    )
    const many = oneVoice(bars)
    const { js } = emitted(many)
    expect(js).toContain('case 39:\n      return x_bar_40(e)')
    const calls = await play(many, { bar: 39 })
    expect(calls.map(([, , place]) => place)).toEqual(
      Array.from({ length: 16 }, (_, i) => (i * 40 + 39) / 160),
    )
  })
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

const player: PlayerView = {
  silent: false,
  spread: 11,
  bias: -20,
  tempo: 100,
  drift: 0.01,
  early: false,
  late: false,
  confidence: 1,
}

function withCondition(when: RuleCondition, more: Partial<PolicyIr> = {}): Fixture {
  const rule = { name: 'r', span: nowhere, when, hold: null, actions: [] }
  return { source: '', ir: pieces.policy('rule', { rules: [rule], ...more }) }
}

async function holds(when: RuleCondition, view: Partial<PlayerView> = {}): Promise<boolean | undefined> {
  const definition = await definitionOf(withCondition(when))
  return definition.rules[0]?.when({ ...player, ...view }, new Float64Array(0))
}

describe('a rule', () => {
  const spread: RuleNum = { k: 'player', field: 'spread' }
  const compare = (op: '<' | '<=' | '>' | '>=' | '==' | '!=', b: RuleNum): RuleCondition => ({
    k: 'compare',
    op,
    a: spread,
    b,
  })

  test('asks what it says', async () => {
    const definition = await definitionOf(song)
    const s = defaultSlots(definition.slots)
    const [quiet, push] = definition.rules
    expect(quiet?.when({ ...player, silent: true }, s)).toBe(true)
    expect(quiet?.hold?.(s)).toEqual({ amount: 2, unit: 'bars' })
    expect(push?.when(player, s)).toBe(true)
    expect(push?.when({ ...player, late: true }, s)).toBe(false)
    expect(push?.hold).toBeNull()
    expect(push?.actions(s)).toEqual([
      { do: 'tempo', mode: 'by', bpm: 4, over: { amount: 2, unit: 'bars' }, keep: true },
      { do: 'mute', members: ['kit', 'keys'], keep: false },
      { do: 'section', section: 2 },
      { do: 'cue' },
    ])
  })

  test.each([
    ['<', 12, true],
    ['<', 11, false],
    ['<=', 11, true],
    ['>', 10, true],
    ['>=', 12, false],
    ['==', 11, true],
    ['!=', 11, false],
    ['!=', 12, true],
  ] as const)('compares 11 %s %d', async (op, b, answer) => {
    expect(await holds(compare(op, num(b)))).toBe(answer)
  })

  test.each(['<', '<=', '>', '>=', '==', '!='] as const)('an unknown value makes %s false', async (op) => {
    expect(await holds(compare(op, num(11)), { spread: Number.NaN })).toBe(false)
  })

  test('keeps and, or and not as they were nested', async () => {
    const flag = (field: 'silent' | 'early' | 'late'): RuleCondition => ({ k: 'flag', field })
    const either: RuleCondition = { k: 'or', a: flag('silent'), b: flag('early') }
    const nested: RuleCondition = {
      k: 'and',
      a: either,
      b: { k: 'not', a: { k: 'and', a: flag('early'), b: flag('late') } },
    }
    for (let bits = 0; bits < 8; bits++) {
      const [silent, early, late] = [(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0]
      expect(await holds(nested, { silent, early, late })).toBe((silent || early) && !(early && late))
    }
  })

  test('a chain of ten thousand conditions is emitted and runs', async () => {
    let chain: RuleCondition = compare('<', num(12))
    for (let i = 0; i < 10_000; i++) chain = { k: 'and', a: chain, b: { k: 'flag', field: 'silent' } }
    const { js } = emitted(withCondition(chain))
    expect(js.match(/&&/g)).toHaveLength(10_000)
  })
})

const metrics = (more: Partial<SessionMetrics> = {}): SessionMetrics => ({
  improvementWithin: () => 0.5,
  improvementAcross: () => Number.NaN,
  asynchrony: () => 30,
  asynchronyImprovementWithin: () => 0.1,
  returnRate: (days) => (days === 3 ? 1 : Number.NaN),
  durationMs: 60_000,
  completed: 1,
  rating: Number.NaN,
  onsets: 99,
  spreadMs: 14,
  biasMs: -20,
  ...more,
})

describe('a reward', () => {
  test('computes its summands', async () => {
    const [practice] = (await definitionOf(song)).rewards
    expect(practice).toMatchObject({ name: 'practice', min: -0.2, max: 0.6, maturesAfterDays: 3 })
    expect(practice?.compute(metrics())).toEqual([0.2 * 0.5, 0.4])
  })

  test('missing spreads, and only else stops it', async () => {
    const [practice] = (await definitionOf(song)).rewards
    expect(
      practice?.compute(metrics({ improvementWithin: () => Number.NaN, returnRate: () => Number.NaN })),
    ).toEqual([0, Number.NaN])
  })

  test('reads every metric by its name', async () => {
    const wanted = [
      ['improvementWithin', null, 0.5],
      ['improvementAcross', 5, Number.NaN],
      ['asynchrony', null, 30],
      ['asynchronyImprovementWithin', null, 0.1],
      ['returnRate', 3, 1],
      ['durationMs', null, 60_000],
      ['completed', null, 1],
      ['rating', null, Number.NaN],
      ['onsets', null, 99],
      ['spreadMs', null, 14],
      ['biasMs', null, -20],
    ] as const
    const parts = wanted.map(([metric, n]) => ({
      label: metric,
      span: nowhere,
      value: { k: 'metric', metric, n } as const,
    }))
    const ir = pieces.policy('all', {
      rewards: [{ name: 'all', span: nowhere, min: 0, max: 1, maturesAfterDays: 3, parts }],
    })
    const [all] = (await definitionOf({ source: '', ir })).rewards
    expect(all?.compute(metrics())).toEqual(wanted.map(([, , value]) => value))
    expect(all?.parts).toEqual(wanted.map(([metric]) => metric))
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
