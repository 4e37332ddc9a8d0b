import { describe, expect, it } from 'vitest'
import { hardness } from '../../../../models/timbre/audio/hardness.ts'
import { nearestClasses, statisticsOf } from '../../../../models/timbre/audio/nearest-class.ts'
import { createHitRenderer } from '../../../../models/timbre/audio/render-hit.ts'
import { drawSound } from '../../../../models/timbre/data/sample.ts'
import { SOUND_CLASSES } from '../../../../models/timbre/data/sounds.ts'
import { fromUnit, paramsOf, toUnit, unitsOf } from '../../../../models/timbre/params.ts'
import { AudioEngine } from '../../../../runtime/audio/engine.ts'
import { TARGET_PARAMS } from '../../../../runtime/audio/palette/baked-patch.ts'
import { VOICE_TARGETS } from '../../../../runtime/timbre/baked.ts'
import { RATE } from './signals.ts'

const SECONDS = 0.3
const renderer = createHitRenderer(RATE)

describe('a hit by itself', () => {
  it.each(['kick', 'tambourine', 'bass', 'epiano'])('sounds as in the band: %s', (id) => {
    const classIndex = SOUND_CLASSES.findIndex((each) => each.id === id)
    const { target = 'percussion' } = SOUND_CLASSES[classIndex] ?? {}
    const drawn = drawSound(3, classIndex, 5)
    const alone = renderer.render(target, drawn, SECONDS)
    const engine = new AudioEngine({ sampleRate: RATE })
    engine.setPatch(0, target, [0, 0, ...drawn.params])
    const { velocity, pitch, key } = drawn
    const gain = 0.02
    engine.schedule({
      frame: 0,
      patch: 0,
      channel: 0,
      velocity,
      pitch,
      key,
      gain,
      pan: 0,
      hold: Math.round(drawn.hold * RATE),
    })
    const frames = Math.round(SECONDS * RATE)
    const left = new Float32Array(frames + engine.latency)
    const right = new Float32Array(frames + engine.latency)
    engine.process(left, right, left.length)
    // In the middle of the stereo picture, up to its level.
    const both = alone.map((_, n) => (left[n + engine.latency] ?? 0) + (right[n + engine.latency] ?? 0))
    const dot = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, x, n) => sum + x * (b[n] ?? 0), 0)
    expect(dot(alone, both) / Math.sqrt(dot(alone, alone) * dot(both, both))).toBeGreaterThan(0.995)
  })

  it('is the same however many were rendered before', () => {
    const drawn = drawSound(1, 2, 3)
    const first = renderer.render('percussion', drawn, 0.2)
    renderer.render('percussion', drawSound(1, 7, 1), 0.2)
    expect(renderer.render('percussion', drawn, 0.2)).toEqual(first)
  })
})

describe('sounds to learn from', () => {
  it('are inside their ranges, the same for the same seed, and the archetype first', () => {
    for (const [c, { target, params }] of SOUND_CLASSES.entries()) {
      const first = drawSound(1, c, 0)
      TARGET_PARAMS[target].forEach(({ name, min, max }, i) => {
        expect(first.params[i], `${SOUND_CLASSES[c]?.id} ${name}`).toBeCloseTo(params[name] ?? Number.NaN, 9)
        for (const index of [1, 17]) {
          const x = drawSound(1, c, index).params[i] ?? Number.NaN
          expect(x >= min && x <= max).toBe(true)
        }
      })
      expect(drawSound(1, c, 9)).toEqual(drawSound(1, c, 9))
      expect(drawSound(2, c, 9).params).not.toEqual(drawSound(1, c, 9).params)
    }
  })
})

describe("a voice's numbers as −1…1", () => {
  it('come back as they were, and what lies outside comes back from the edge', () => {
    for (const target of VOICE_TARGETS)
      for (const range of TARGET_PARAMS[target]) {
        for (const share of [0, 0.3, 1]) {
          const value = range.min + share * (range.max - range.min)
          expect(fromUnit(range, toUnit(range, value))).toBeCloseTo(value, 6)
        }
        expect(fromUnit(range, 7)).toBeCloseTo(range.max, 6)
        expect(fromUnit(range, Number.NaN)).toBeCloseTo(fromUnit(range, 0), 9)
      }
    const { params } = drawSound(1, 0, 4)
    expect(Array.from(paramsOf('percussion', unitsOf('percussion', params)))).toEqual(
      Array.from(params, (x) => expect.closeTo(x, 6)),
    )
  })
})

describe('hardness by the AudioCommons model', () => {
  const at = (id: string, velocity: number): number => {
    const classIndex = SOUND_CLASSES.findIndex((each) => each.id === id)
    const { target = 'percussion' } = SOUND_CLASSES[classIndex] ?? {}
    return hardness(renderer.render(target, { ...drawSound(1, classIndex, 0), velocity }, 0.25), RATE)
  }

  it('is higher for a stick on a rim than for a mallet on a kettledrum, and for a hard blow than for a soft one', () => {
    expect(at('rim', 0.8)).toBeGreaterThan(at('timpani', 0.8) + 15)
    expect(at('kick', 0.9)).toBeGreaterThan(at('kick', 0.2) + 5)
  })
})

describe('the plain check', () => {
  it('finds the class whose mean is nearest, whatever the scale of a feature', () => {
    const row = (first: number, second: number): number[] => [first, second, ...new Array<number>(60).fill(0)]
    const rows = [row(0, 1000), row(1, 3000), row(10, 1000), row(11, 3000)].map((features, i) => ({
      classIndex: i < 2 ? 0 : 1,
      features,
    }))
    const statistics = statisticsOf(['low', 'high'], rows)
    expect(nearestClasses(row(9, 2900), statistics)[0]?.id).toBe('high')
    expect(nearestClasses(row(2, 900), statistics)[0]?.id).toBe('low')
  })
})
