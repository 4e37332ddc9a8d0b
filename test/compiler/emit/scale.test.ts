import { describe, expect, test } from 'vitest'
import type { Num } from '../../../compiler/ir.ts'
import { ordinaryMs } from '../../harness/cpu.ts'
import { metronome } from './fixtures.ts'
import { definitionOf, emitted, recorder } from './load.ts'
import {
  at,
  chanceSlot,
  cMajor,
  event,
  type Fixture,
  nowhere,
  num,
  part,
  pattern,
  policy,
  section,
  voice,
} from './parts.ts'

/** A drummer with `count` learnable cells, 16 to the bar. */
function learner(count: number): Fixture {
  const bars = Array.from({ length: count / 16 }, (_, bar) =>
    Array.from({ length: 16 }, (_, i) =>
      event(i + 1, at(i, 4), {
        chance: { k: 'slot', slot: bar * 16 + i },
        label: `${bar + 1}:${i + 1}`,
        span: { start: bar * 20 + i, end: bar * 20 + i + 1 },
      }),
    ),
  )
  const slots = Array.from({ length: count }, (_, i) =>
    chanceSlot(`kit.hat[${Math.floor(i / 16) + 1}:${(i % 16) + 1}]`, i),
  )
  return {
    source: 'x'.repeat(count * 2),
    ir: policy('learner', {
      slots,
      patterns: [pattern('kit_hat', bars)],
      parts: [part([voice('hat', 0, 0)])],
      members: [{ name: 'kit', kind: 'drummer', follows: 'player', span: nowhere }],
      sections: [section([0])],
    }),
  }
}

const milliseconds = (work: () => unknown): number => {
  const started = process.cpuUsage()
  work()
  return ordinaryMs(started)
}

describe('ten thousand slots', () => {
  const large = learner(10_000)

  test('are emitted in good time, and twice as many in about twice', () => {
    emitted(learner(1600))
    const [one, two] = [learner(9600), learner(19_200)].map((fixture) => milliseconds(() => emitted(fixture)))
    expect(one).toBeLessThan(5000)
    expect(two ?? 0).toBeLessThan(5 * (one ?? 0) + 200)
  })

  test('load, and each plays its own cell', async () => {
    const definition = await definitionOf(large)
    expect(definition.slots).toHaveLength(10_000)
    const s = new Float64Array(10_000).map((_, i) => i / 10_000)
    const sink = recorder()
    definition.sections[0]?.parts[0]?.voices[0]?.play(sink, s, 400)
    const drawn = sink.calls.filter(([name]) => name === 'chance')
    expect(drawn).toEqual(Array.from({ length: 16 }, (_, i) => ['chance', i + 1, (6400 + i) / 10_000]))
  })

  test('take less than 250 bytes each', () => {
    expect(emitted(large).js.length).toBeLessThan(2_500_000)
  })

  test('baked leave nothing but numbers', () => {
    const { js } = emitted(large, { bake: new Float64Array(10_000).fill(0.25) })
    expect(js).not.toContain('S_')
    // All bars are alike now.
    expect(js.length).toBeLessThan(5000)
  })
})

test('a sum of ten thousand terms, a section of a thousand chords, a thousand sections', async () => {
  let sum: Num = num(1)
  for (let i = 0; i < 10_000; i++) sum = { k: 'op', op: '+', a: sum, b: { k: 'slot', slot: 0 } }
  const sections = Array.from({ length: 1000 }, (_, i) =>
    section([0], {
      name: `part_${i}`,
      bars: 4,
      chords: Array.from({ length: 4 }, (_, bar) => ({ bar, at: at(i % 4), chord: 0, span: nowhere })),
    }),
  )
  const { ir, source } = metronome
  const fixture: Fixture = {
    source,
    ir: {
      ...ir,
      chords: [cMajor],
      slots: [chanceSlot('x', 0)],
      parts: [part([voice('beat', 0, 0)], { pan: sum })],
      sections,
      form: sections.map((_, section) => ({ k: 'play', section, times: 1 })),
    },
  }
  const definition = await definitionOf(fixture)
  expect(definition.sections).toHaveLength(1000)
  expect(definition.sections[0]?.parts[0]?.settings(Float64Array.of(0.5)).pan).toBe(5001)
})

test('patterns that are alike are one function, however many', () => {
  const { ir, source } = metronome
  const [beat] = ir.patterns
  const patterns = Array.from({ length: 500 }, (_, i) => ({ ...pattern(`p${i}`, beat?.bars ?? []) }))
  const { js } = emitted({ source, ir: { ...ir, patterns } })
  expect(js.match(/^function p/gm)).toHaveLength(1)
})
