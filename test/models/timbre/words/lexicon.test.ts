import { describe, expect, it } from 'vitest'
import { SOUND_CLASSES } from '../../../../models/timbre/data/sounds.ts'
import { ATTRIBUTES } from '../../../../models/timbre/words/attributes.ts'
import {
  ADJECTIVES,
  CLASSES,
  FOUNDING_PROMPTS,
  heldOutNouns,
} from '../../../../models/timbre/words/lexicon.ts'
import { PHRASES, saidBy } from '../../../../models/timbre/words/phrases.ts'

const poles = ATTRIBUTES.flatMap((main) => [1, -1].map((sign) => [main, sign] as const))

describe('the graded words', () => {
  it('are twelve attributes, and each word stands once', () => {
    expect(ATTRIBUTES).toHaveLength(12)
    const words = ADJECTIVES.map(({ word }) => word)
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
    expect(words.filter((word) => word !== word.toLowerCase() || /[^a-z ]/.test(word))).toEqual([])
  })

  it.each(poles)('have for %s %d eight or more, graded, and some kept back', (main, sign) => {
    const of = ADJECTIVES.filter((one) => one.main === main && Math.sign(one.grades[main] ?? 0) === sign)
    expect(of.filter(({ heldOut }) => !heldOut).length).toBeGreaterThanOrEqual(8)
    expect(of.filter(({ heldOut }) => heldOut).length).toBeGreaterThanOrEqual(1)
    // The plain word is the strongest, and there is something to grade.
    const sizes = of.map(({ grades }) => Math.abs(grades[main] ?? 0))
    expect(Math.max(...sizes)).toBe(1)
    expect(Math.min(...sizes)).toBeLessThanOrEqual(0.65)
    expect(
      PHRASES.filter((one) => one.attribute === main && Math.sign(one.grade) === sign).length,
    ).toBeGreaterThan(3)
  })

  it('say most of their own attribute', () => {
    for (const { main, grades } of ADJECTIVES)
      for (const grade of Object.values(grades))
        expect(Math.abs(grade)).toBeLessThanOrEqual(Math.abs(grades[main] ?? 0) + 1e-9)
  })

  it('say more with more intensity, never more than all, and the opposite when turned round', () => {
    const [little, plain, much, most] = [0.4, 1, 1.8, 100].map((factor) => saidBy(1, factor))
    expect([little, plain, much, most].map((said) => Number((said ?? 0).toFixed(2)))).toEqual([
      0.34, 0.65, 0.85, 1,
    ])
    expect(saidBy(0.5, -0.6)).toBeCloseTo(-saidBy(0.5, 0.6))
    expect(saidBy(-1, 1)).toBeCloseTo(-0.65)
  })
})

describe('the classes', () => {
  it('are those that are rendered', () => {
    expect(CLASSES.map(({ id }) => id).sort()).toEqual(SOUND_CLASSES.map(({ id }) => id).sort())
  })

  it('have seven nouns or more each, two of them kept back, and no noun names two', () => {
    for (const one of CLASSES) {
      expect(one.nouns.length - heldOutNouns(one).length, one.id).toBeGreaterThanOrEqual(7)
      expect(heldOutNouns(one).length, one.id).toBeGreaterThanOrEqual(2)
    }
    const nouns = CLASSES.flatMap((one) => one.nouns.map(({ noun }) => noun))
    expect(nouns.filter((noun, i) => nouns.indexOf(noun) !== i)).toEqual([])
  })

  it('have for each founding prompt one that is right', () => {
    expect(FOUNDING_PROMPTS).toHaveLength(6)
    for (const { classes } of FOUNDING_PROMPTS)
      for (const id of classes) expect(CLASSES.map((one) => one.id)).toContain(id)
  })
})
