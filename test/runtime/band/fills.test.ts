import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { MemberDef, MemberSettings, MeterDef, SectionDef, VoiceDef } from '../../../runtime/policy.ts'
import { runs } from '../../harness/runs.ts'
import { drums, FOUR_FOUR, part, policy, SEVEN_EIGHT, SIX_EIGHT } from '../fixtures.ts'

const KIT: MemberDef = { name: 'kit', kind: 'drummer', follows: 'player' }
const FIVE_FOUR: MeterDef = { upper: 5, lower: 4, quarters: 5, beats: [0, 1, 2, 3, 4] }
const CHART = { kick: drums('x.xx'), snare: drums('.x.x'), hat: drums('xxxxxxxx') }

interface Kit {
  readonly settings: Partial<MemberSettings>
  readonly voices?: Readonly<Record<string, VoiceDef>>
  readonly sections?: readonly Partial<SectionDef>[]
  readonly bars: number
  readonly seed?: number
}

function play({ settings, voices = CHART, sections = [{}], bars, seed = 0 }: Kit) {
  const members = [[KIT, part(voices, settings)]] as const
  const definition = policy({ members, sections, definition: { repeat: true } })
  return createPolicy(definition).score({ bars, seed }).beats
}

const isFill = ({ cell, voice }: { cell: number; voice: string }): boolean => cell === 0 && voice !== 'crash'
const seeds = fc.nat(100000)

describe('fills', () => {
  // [drummer.fill-density]
  it('have as many strokes as their density says, on the average, and always one', () => {
    for (const [meter, sixteenths] of [
      [FOUR_FOUR, 8],
      [SIX_EIGHT, 6],
      [FIVE_FOUR, 12],
      [SEVEN_EIGHT, 10],
    ] as const) {
      for (const density of [0.2, 0.45, 0.7, 1]) {
        const bars = 400
        const beats = play({ settings: { fill: { everyBars: 1, density } }, sections: [{ meter }], bars })
        const counts = Array.from({ length: bars }, () => 0)
        for (const beat of beats)
          if (isFill(beat)) counts[beat.measure - 1] = (counts[beat.measure - 1] ?? 0) + 1
        const strokes = counts.reduce((sum, count) => sum + count, 0)
        expect(Math.min(...counts)).toBe(Math.max(1, Math.floor(density * sixteenths)))
        expect(Math.max(...counts)).toBe(Math.ceil(density * sixteenths))
        expect(strokes / bars / sixteenths).toBeCloseTo(density, 1)
      }
    }
    const sparse = play({ settings: { fill: { everyBars: 1, density: 0.01 } }, bars: 50 })
    expect(sparse.filter(isFill)).toHaveLength(50)
  })

  // [drummer.fill-density]
  it('prefer beats, then 8ths, and the way into the next bar', () => {
    const counts = Array.from({ length: 8 }, () => 0)
    for (const beat of play({ settings: { fill: { everyBars: 1, density: 0.35 } }, bars: 1000 })) {
      if (!isFill(beat)) continue
      const sixteenth = Math.round(beat.gridTimestamp * 8) % 16
      counts[sixteenth - 8] = (counts[sixteenth - 8] ?? 0) + 1
    }
    const [on3 = 0, e3 = 0, and3 = 0, a3 = 0, on4 = 0, e4 = 0, and4 = 0, a4 = 0] = counts
    expect(Math.min(on4, and4)).toBeGreaterThan(Math.max(e3, a3, e4))
    expect(on3).toBeGreaterThan(e3)
    expect(and4).toBeGreaterThan(1.5 * and3)
    expect(a4).toBeGreaterThan(1.5 * a3)
  })

  // [drummer.fill-shape]
  it('begin with their first stroke: until then the hands keep to the chart, then only the feet do', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 5, max: 100 }), (seed, percent) => {
        const fill = { everyBars: 2, density: percent / 100 }
        const bar = play({ settings: { fill }, bars: 2, seed }).filter(({ measure }) => measure === 2)
        const first = bar.find(isFill)?.timestamp ?? Number.NaN
        const written = play({ settings: {}, bars: 2 }).filter(({ measure }) => measure === 2)
        const kept = written.filter(({ timestamp, voice }) => timestamp < first - 1e-9 || voice === 'kick')
        expect(first).toBeGreaterThanOrEqual(3)
        expect(bar.filter(({ cell }) => cell > 0)).toEqual(kept)
      }),
      runs(60),
    )
  })

  // [drummer.crash] [drummer.fill]
  it('end in one crash on the next 1, with that hand free for it, wherever the form goes', () => {
    const chart = { ...CHART, crash: drums('x...|....'), ride: drums('x.x.') }
    const sections = [{ bars: 3 }, { bars: 2 }]
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom(1, 2, 3),
        fc.constantFrom(CHART, chart),
        (seed, everyBars, voices) => {
          const settings = { fill: { everyBars, density: 0.5 } }
          const beats = play({ settings, voices, sections, bars: 15, seed })
          const filled = new Set(beats.filter(isFill).map(({ measure }) => measure))
          for (let measure = 2; measure <= 15; measure++) {
            const onOne = beats.filter(
              (beat) => beat.measure === measure && beat.gridTimestamp === 2 * (measure - 1),
            )
            const hands = onOne.filter(({ voice }) => ['crash', 'ride', 'hat'].includes(voice))
            if (filled.has(measure - 1)) {
              expect(hands.map(({ voice, velocity }) => [voice, velocity])).toEqual([['crash', 1]])
            } else expect(hands.some(({ voice }) => voice === 'hat')).toBe(true)
            expect(onOne.some(({ voice }) => voice === 'kick')).toBe(true)
          }
        },
      ),
      runs(40),
    )
  })

  it('crash in a section that has no fills of its own', () => {
    const filling = part(CHART, { fill: { everyBars: 1, density: 1 } })
    const sections = [
      { bars: 1, parts: [filling] },
      { bars: 1, parts: [part(CHART)] },
    ]
    const beats = play({ settings: {}, sections, bars: 2 })
    expect(beats.filter(({ voice }) => voice === 'crash').map(({ measure }) => measure)).toEqual([2])
  })
})

describe('trading', () => {
  // [drummer.trade]
  it('leaves exactly the player’s bars, counted from the start of each section', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
        (tradeBars, lengths) => {
          const settings = { tradeBars, fill: { everyBars: 1, density: 1 } }
          const beats = play({ settings, sections: lengths.map((bars) => ({ bars })), bars: 40 })
          const played = new Set(beats.map(({ measure }) => measure))
          let [section, bar] = [0, 0]
          for (let measure = 1; measure <= 40; measure++) {
            const own = Math.floor(bar / tradeBars) % 2 === 0
            expect(played.has(measure)).toBe(own)
            bar++
            if (bar < (lengths[section] ?? 0)) continue
            section = (section + 1) % lengths.length
            bar = 0
          }
          expect(beats.some(({ cell }) => cell === 0)).toBe(false)
        },
      ),
      runs(40),
    )
  })
})

describe('an open hat', () => {
  const lengths = (hat: string, more: Readonly<Record<string, VoiceDef>> = {}) =>
    play({ settings: {}, voices: { ...more, hat: drums(hat) }, bars: 1 })
      .filter(({ articulation }) => articulation === 'open')
      .map(({ duration }) => duration)

  // [drummer.open-hat]
  it('rings until the hat is struck again, at the barline at the latest', () => {
    expect(lengths('o.x.o...')).toEqual([0.5, 1])
    expect(lengths('x.o.o.xo')).toEqual([0.5, 0.5, 0.25])
  })

  // [drummer.open-hat]
  it('is closed by the pedal, and by nobody else', () => {
    expect(lengths('o.......', { pedal: drums('..x.'), snare: drums('.x.x') })).toEqual([1])
  })
})
