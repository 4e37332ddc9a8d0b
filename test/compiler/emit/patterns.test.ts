import { describe, expect, test } from 'vitest'
import { textOf } from '../../../compiler/emit/code.ts'
import { createShelf } from '../../../compiler/emit/module.ts'
import { createNames } from '../../../compiler/emit/names.ts'
import { declarePattern, octavesUp } from '../../../compiler/emit/patterns.ts'
import { createSlotCode } from '../../../compiler/emit/slots.ts'
import type { Position, SoundIr } from '../../../compiler/ir.ts'
import { defaultSlots } from '../../../runtime/slots.ts'
import { bass, groove, metronome, song } from './fixtures.ts'
import { definitionOf, emitted, recorder, type SinkAnswers } from './load.ts'
import * as pieces from './parts.ts'
import { at, event, type Fixture, nowhere } from './parts.ts'

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

test('a line says how many octaves it goes up: an 8 is one above a 1', () => {
  const line = (...sounds: readonly SoundIr[]) =>
    octavesUp(pieces.pattern('line', [sounds.map((sound, i) => event(i + 1, at(i), { sounds: [sound] }))]))
  expect(line()).toBe(0)
  expect(line({ k: 'degree', degree: 7, octave: 0 })).toBe(0)
  expect(line({ k: 'degree', degree: 8, octave: 0 }, { k: 'degree', degree: 1, octave: 0 })).toBe(1)
  expect(line({ k: 'degree', degree: 8, octave: 1 })).toBe(2)
  expect(line({ k: 'step', semitones: 21, octave: 0 }, { k: 'degree', degree: 8, octave: -1 })).toBe(0)
  expect(line({ k: 'step', semitones: 22, octave: 0 })).toBe(1)
})

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
