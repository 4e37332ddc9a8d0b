import { describe, expect, it } from 'vitest'
import { ATTRIBUTE_COUNT } from '../../../../models/timbre/data/attributes.ts'
import { type Caption, createLesson } from '../../../../models/timbre/train/lesson.ts'
import { likenessOf, saidOf } from '../../../../models/timbre/train/likeness.ts'
import { relation } from '../../../../models/timbre/train/losses.ts'
import { unitRows } from '../../../../models/timbre/train/mlp.ts'
import { ATTRIBUTES } from '../../../../models/timbre/words/attributes.ts'
import { gaussian } from '../../../../runtime/random.ts'
import { EACH, FEW, smallDump } from './small.ts'

const lesson = createLesson(smallDump())
const kick = FEW.indexOf('kick') * EACH
const hat = FEW.indexOf('hat') * EACH
const sounds = [kick, kick + 1, hat, hat]
const size = sounds.length
const plain = (sound: number): Caption => ({
  text: '',
  classIndex: lesson.classes[sound] ?? 0,
  mentions: [],
})
const bright = ATTRIBUTES.indexOf('bright')
/** Of the second sound it is said how bright it is. */
const captions = sounds.map(
  (sound, r): Caption =>
    r === 1
      ? { ...plain(sound), mentions: [{ attribute: bright, low: 1, high: Infinity, relative: true }] }
      : plain(sound),
)
const side = 2 * size
const at = (likeness: Float32Array, row: number, column: number): number =>
  likeness[row * side + column] ?? Number.POSITIVE_INFINITY

describe('likeness that cosines should have', () => {
  const likeness = likenessOf(lesson, { size, sounds, captions, recorded: [false, false, false, true] })

  it('is 1 for a caption and its own sound, and falls with what was measured', () => {
    expect(at(likeness, 0, size)).toBeCloseTo(1, 6)
    expect(at(likeness, 0, size + 1)).toBeLessThan(1)
    expect(at(likeness, 0, size + 2)).toBeLessThan(at(likeness, 0, size + 1))
  })

  it('of two sounds is what it is of one and the other’s caption, in both directions', () => {
    for (let i = 0; i < size - 1; i++)
      for (let j = 0; j < size - 1; j++) {
        if (i === j) continue
        expect(at(likeness, size + i, size + j)).toBe(at(likeness, size + j, size + i))
        expect(at(likeness, size + i, size + j)).toBe(at(likeness, i, size + j))
      }
  })

  it('of two captions is by what they say: the same words are as good as one, a degree apart is less', () => {
    expect(at(likeness, 2, 3)).toBeCloseTo(1, 6)
    expect(at(likeness, 0, 1)).toBeLessThan(1)
    expect(at(likeness, 0, 2)).toBeLessThan(at(likeness, 0, 1))
  })

  it('never asks for opposites: what has nothing in common is a little beyond a right angle', () => {
    for (const x of likeness) if (!Number.isNaN(x)) expect(x).toBeGreaterThan(-0.2)
  })

  it('wants nothing of a row beside itself, nor of a recording', () => {
    for (let r = 0; r < side; r++) expect(at(likeness, r, r)).toBeNaN()
    for (let r = 0; r < side; r++) {
      expect(at(likeness, r, side - 1)).toBeNaN()
      expect(at(likeness, side - 1, r)).toBeNaN()
    }
    expect(at(likeness, size - 1, 0)).not.toBeNaN()
  })

  it('of rows against themselves has the gradient that finite differences say', () => {
    const width = 6
    const rows = unitRows(
      Float32Array.from({ length: side * width }, (_, i) => gaussian(3, 1, 0, i, 0, 0)),
      side,
      width,
    ).output
    const of = (): number => relation(rows, rows, likeness, side, width).loss
    const { byText, byAudio } = relation(rows, rows, likeness, side, width)
    for (let i = 0; i < rows.length; i += 5) {
      const kept = rows[i] ?? 0
      rows[i] = kept + 1e-2
      const up = of()
      rows[i] = kept - 1e-2
      const down = of()
      rows[i] = kept
      expect((byText[i] ?? 0) + (byAudio[i] ?? 0)).toBeCloseTo((up - down) / 2e-2, 3)
    }
  })
})

describe('what a caption makes one expect', () => {
  const { classAbsolute, classSpread } = lesson.measured
  const classIndex = lesson.classes[hat] ?? 0
  const middle = classAbsolute.subarray(classIndex * ATTRIBUTE_COUNT, (classIndex + 1) * ATTRIBUTE_COUNT)

  it('is the middle of its class where it says no more, and of all sounds where it names none', () => {
    expect(saidOf(lesson, plain(hat))).toEqual(middle.slice())
    expect(saidOf(lesson, { text: '', classIndex: null, mentions: [] }).every((x) => x === 0)).toBe(true)
  })

  it('moves by what is said, in standard deviations of the class or of all sounds', () => {
    const relative = { attribute: bright, low: -1.5, high: -0.5, relative: true }
    const dark = saidOf(lesson, { ...plain(hat), mentions: [relative] })
    const spread = classSpread[classIndex * ATTRIBUTE_COUNT + bright] ?? Number.NaN
    expect(dark[bright]).toBeCloseTo((middle[bright] ?? 0) - spread, 5)
    const absolute = { attribute: bright, low: 0.5, high: 1.5, relative: false }
    expect(saidOf(lesson, { text: '', classIndex: null, mentions: [absolute] })[bright]).toBe(1)
  })

  it('goes beyond where what is said begins and has no end', () => {
    const of = (low: number, high: number): number =>
      saidOf(lesson, {
        text: '',
        classIndex: null,
        mentions: [{ attribute: bright, low, high, relative: false }],
      })[bright] ?? 0
    expect(of(1, Infinity)).toBeGreaterThan(1)
    expect(of(1, Infinity)).toBeLessThan(3)
    expect(of(-Infinity, -1)).toBe(-of(1, Infinity))
  })
})

describe('features of a lesson', () => {
  it('count the more, the less sounds of one class differ in them', () => {
    const spread = Float64Array.from(lesson.featureWeights, (_, f) => {
      let sum = 0
      for (let c = 0; c < FEW.length; c++) {
        let mean = 0
        for (let i = 0; i < EACH; i++) mean += (lesson.features[(c * EACH + i) * 62 + f] ?? 0) / EACH
        for (let i = 0; i < EACH; i++)
          sum += ((lesson.features[(c * EACH + i) * 62 + f] ?? 0) - mean) ** 2 / lesson.count
      }
      return sum
    })
    const order = [...spread.keys()].sort((a, b) => (spread[a] ?? 0) - (spread[b] ?? 0))
    for (const [i, f] of order.slice(1).entries())
      expect(lesson.featureWeights[f]).toBeLessThanOrEqual((lesson.featureWeights[order[i] ?? 0] ?? 0) + 1e-4)
    expect(Math.max(...lesson.featureWeights)).toBeLessThan(20.1)
  })
})
