import { describe, expect, it } from 'vitest'
import { ATTRIBUTES } from '../../../../models/timbre/words/attributes.ts'
import { createCaptions } from '../../../../models/timbre/words/captions.ts'
import { ADJECTIVES, CLASSES } from '../../../../models/timbre/words/lexicon.ts'
import { READING_SIZE, readingOf, readWords } from '../../../../models/timbre/words/reading.ts'

const said = (prompt: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(readWords(prompt).grades).map(([name, grade]) => [name, Math.round(10 * grade) / 10]),
  )

describe('a prompt read word by word', () => {
  it.each([
    ['very dark gong', { bright: -0.8 }],
    ['slightly bright tom', { bright: 0.3 }],
    ['not too bright tom', { bright: -0.3 }],
    ['snare with no reverb', { wet: -0.7 }],
    ['snare, reverb off', { wet: -0.7 }],
    ['snare with heavy reverb', { wet: 0.7 }],
    ['no hiss or noise', { noisy: -1 }],
    ['undamped tom', { long: 0.4, open: 0.6 }],
    ['unmuffled tom', { bright: 0.5 }],
    ['bassless kick', { deep: -0.7 }],
    ['softly', { hard: -0.7 }],
    ['Brighter', { bright: 0.7 }],
    ['warm and woody', { warm: 0.7, metallic: -0.7 }],
  ])('"%s" says what it says', (prompt, grades) => {
    expect(said(prompt)).toEqual(grades)
  })

  it.each([
    ['kick drum', { kick: 1 }],
    ['closed hi-hat', { hat: 1 }],
    ['snare with rim', { rim: 1 }],
    ['piano bell', { piano: 0.4, bell: 1 }],
    ['snare with a tambourine on it', { snare: 1, tambourine: 0.4 }],
    ['no snare', {}],
  ])('"%s" names what it names', (prompt, classes) => {
    expect(Object.fromEntries(readWords(prompt).classes)).toEqual(classes)
  })

  it('agrees with captions about what they say', () => {
    const { caption } = createCaptions({ seed: 9 })
    let [agreeing, all] = [0, 0]
    for (const [c, { id }] of CLASSES.entries())
      for (let i = 0; i < 12; i++) {
        const attribute = ATTRIBUTES[(c + i) % ATTRIBUTES.length] ?? 'bright'
        const { text, grades } = caption(
          { classId: id, attributes: { [attribute]: i % 2 ? 0.8 : -0.8 }, mentions: 1 },
          i,
        )
        const read = readWords(text).grades
        for (const name of ATTRIBUTES) {
          if (Math.abs(grades[name] ?? 0) < 0.2) continue
          all++
          if ((read[name] ?? 0) * (grades[name] ?? 0) > 0) agreeing++
        }
      }
    expect(agreeing / all).toBeGreaterThan(0.95)
  })

  it('does not know what is kept back from captions', () => {
    for (const { word, main, heldOut } of ADJECTIVES)
      if (heldOut && !word.includes(' ') && !word.startsWith('un'))
        expect(said(word)[main], word).toBeUndefined()
  })

  it.each([
    '',
    '🥁',
    'x'.repeat(10_000),
    'no '.repeat(3000),
    'very '.repeat(800),
    '__proto__ constructor toString constructorless unconstructor',
    '</script>',
  ])('takes anything: %j', (prompt) => {
    const reading = readingOf(prompt)
    expect(reading).toHaveLength(READING_SIZE)
    for (const number of reading) expect(Math.abs(number)).toBeLessThanOrEqual(0.4 * 1.01)
  })
})
