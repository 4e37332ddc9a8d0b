import { describe, expect, it } from 'vitest'
import { ATTRIBUTES, type Grades } from '../../../../models/timbre/words/attributes.ts'
import { createCaptions, gradedPrompts } from '../../../../models/timbre/words/captions.ts'
import { unknownWords } from '../../../../models/timbre/words/known.ts'
import { ADJECTIVES, CLASSES, FOUNDING_PROMPTS } from '../../../../models/timbre/words/lexicon.ts'
import { PHRASES } from '../../../../models/timbre/words/phrases.ts'
import { uniform } from '../../../../runtime/random.ts'

const drawn = (index: number): Grades =>
  Object.fromEntries(ATTRIBUTES.map((name, i) => [name, 2 * uniform(5, i, 0, index, 0, 0) - 1]))

/** `each` captions for every class and for none. */
function many(words: 'training' | 'held-out nouns' | 'held-out adjectives', each: number, seed = 1) {
  const { caption } = createCaptions({ seed, words })
  return [null, ...CLASSES.map(({ id }) => id)].flatMap((classId, c) =>
    Array.from({ length: each }, (_, i) => {
      const attributes = drawn(c * each + i)
      return { attributes, ...caption({ classId, attributes }, i) }
    }),
  )
}

const training = many('training', 120)
const has = (text: string, word: string): boolean =>
  ` ${text.replace(/[^a-z0-9]+/g, ' ')} `.includes(` ${word} `)
/** Everything that training captions are made of. */
const spoken = [
  ...ADJECTIVES.filter(({ heldOut }) => !heldOut).map(({ word }) => word),
  ...CLASSES.flatMap(({ nouns }) => nouns.filter(({ heldOut }) => !heldOut).map(({ noun }) => noun)),
  ...PHRASES.map(({ text }) => text),
].join(' + and + ')
const keptBack = [
  ...ADJECTIVES.filter(({ heldOut }) => heldOut).map(({ word }) => word),
  ...CLASSES.flatMap(({ nouns }) => nouns.filter(({ heldOut }) => heldOut).map(({ noun }) => noun)),
]

describe('captions', () => {
  it('are more than 3,500 different ones of 4,080, in many forms', () => {
    expect(training).toHaveLength(4080)
    expect(new Set(training.map(({ text }) => text)).size).toBeGreaterThan(3500)
    const shapes = [
      /^an? /,
      /^the sound of/,
      /, /,
      / that sounds? /,
      /^I want/,
      / sounding /,
      / with /,
      /: /,
      /-/,
    ]
    for (const shape of shapes)
      expect(training.filter(({ text }) => shape.test(text)).length, `${shape}`).toBeGreaterThan(40)
  })

  it('are the same for the same seed and index, and others for another seed', () => {
    const { caption } = createCaptions({ seed: 1 })
    const again = caption({ classId: 'snare', attributes: drawn(7) }, 7)
    caption({ classId: 'kick', attributes: drawn(1) }, 3)
    expect(caption({ classId: 'snare', attributes: drawn(7) }, 7)).toEqual(again)
    const others = many('training', 20, 2).map(({ text }) => text)
    const same = many('training', 20).filter(({ text }, i) => text === others[i])
    expect(same.length).toBeLessThan(100)
  })

  it('say nothing that is not so: what is claimed strongly has the sign of what was heard', () => {
    for (const { attributes, grades, text } of training)
      for (const name of ATTRIBUTES) {
        const claim = grades[name] ?? 0
        if (Math.abs(claim) > 0.66)
          expect(claim * (attributes[name] ?? 0), `${text}: ${name}`).toBeGreaterThan(-0.15)
      }
  })

  it('say more of what there is more of', () => {
    const { caption } = createCaptions({ seed: 4 })
    const mean = (bright: number): number => {
      const claims = Array.from(
        { length: 60 },
        (_, i) => caption({ classId: 'tom', attributes: { bright }, mentions: 1 }, i).grades.bright ?? 0,
      )
      return claims.reduce((sum, claim) => sum + claim, 0) / claims.length
    }
    const means = [-0.95, -0.6, -0.3, 0.3, 0.6, 0.95].map(mean)
    expect(means).toEqual([...means].sort((a, b) => a - b))
    expect(means[5]).toBeGreaterThan(0.65)
    expect(means[3]).toBeLessThan(0.5)
  })

  it('never use what is kept back, nor call a closed hat open', () => {
    expect(keptBack.filter((word) => has(spoken, word))).toEqual([])
    for (const { classId, text } of training) {
      expect(
        keptBack.filter((word) => has(text, word)),
        text,
      ).toEqual([])
      if (classId === 'hat') expect(has(text, 'open'), text).toBe(false)
    }
  })

  it('with kept-back words have one each', () => {
    const adjectives = ADJECTIVES.filter(({ heldOut }) => heldOut)
    for (const { text } of many('held-out adjectives', 4))
      expect(
        adjectives.some(({ word }) => has(text, word)),
        text,
      ).toBe(true)
    for (const { text, classId } of many('held-out nouns', 4)) {
      const nouns = CLASSES.find(({ id }) => id === classId)?.nouns.filter(({ heldOut }) => heldOut) ?? []
      if (classId !== null)
        expect(
          nouns.some(({ noun }) => has(text, noun)),
          text,
        ).toBe(true)
    }
  })

  it('refuse a class that they have no words for', () => {
    expect(() => createCaptions({ seed: 1 }).caption({ classId: 'oboe', attributes: {} }, 0)).toThrow('oboe')
  })

  it('of a sweep go from one pole to the other', () => {
    expect(gradedPrompts('bright', 'tom', 'dark')).toEqual([
      'very dark tom',
      'dark tom',
      'tom',
      'bright tom',
      'very bright tom',
    ])
  })
})

describe('unknown words', () => {
  it('are none in anything that captions say, nor in the founding prompts', () => {
    for (const { text } of [...training, ...many('held-out nouns', 3), ...many('held-out adjectives', 3)])
      expect(unknownWords(text), text).toEqual([])
    for (const { prompt } of FOUNDING_PROMPTS) expect(unknownWords(prompt)).toEqual([])
  })

  it('are told as they were written, once each, in order', () => {
    expect(unknownWords('a Flibbering snare, flibbering and Zorgly; kicks')).toEqual(['Flibbering', 'Zorgly'])
    expect(unknownWords('Снэр 🥁 warm')).toEqual(['Снэр'])
    expect(unknownWords('')).toEqual([])
  })

  it('are listed only so far', () => {
    const prompt = Array.from({ length: 3000 }, (_, i) => `qq${i}`).join(' ')
    expect(unknownWords(prompt)).toHaveLength(20)
  })
})
