/**
 * What people would call a sound of a class with these attributes: captions for training, and, with the words that are kept back, for
 * trying what was trained. A caption says of a sound only what is true of it; how much it says of each attribute is told with it.
 *
 * The same seed and index give the same caption, whichever others were asked for.
 */

import { keyOf, uniform } from '../../../runtime/random.ts'
import { ATTRIBUTES, type Attribute, type GradedWord, type Grades } from './attributes.ts'
import { carried, type Parts } from './carriers.ts'
import type { Noun, TimbreClass } from './class-table.ts'
import { ADJECTIVES, CLASSES } from './lexicon.ts'
import { GENERIC_NOUNS, INTENSITIES, NEGATIONS, PHRASES, saidBy } from './phrases.ts'

interface Caption {
  readonly text: string
  /** null: it names no instrument. */
  readonly classId: string | null
  /** What its words say, −1 … 1; what it does not speak of is not there. */
  readonly grades: Grades
}

export interface CaptionOptions {
  readonly seed: number
  /** Which words it may use; 'training' when left out. With a kept-back kind every caption has at least one of its words. */
  readonly words?: 'training' | 'held-out nouns' | 'held-out adjectives'
}

/** What is to be described. */
interface Described {
  /** null: say nothing of what it is. */
  readonly classId: string | null
  /** How the sound is beside others of its class, −1 … 1 in each. */
  readonly attributes: Grades
  /** At most so many are spoken of; by chance 0 to 3 when left out. */
  readonly mentions?: number
}

export interface Captions {
  /** @throws RangeError where there is no such class */
  caption(described: Described, index: number): Caption
}

/** Below this an attribute is nothing to speak of. */
const LEAST_SPOKEN_OF = 0.15
/** Phrases have no intensities: they say much. */
const LEAST_FOR_PHRASE = 0.4
/** Nobody calls what is glaring "not dark". */
const MOST_FOR_NEGATION = 0.7
/** Words that are weighed against each other for one thing to say. */
const CANDIDATES = 7
/** How a side meaning that is not true counts against a word. */
const UNTRUE = 1.2
const CHANCE_OF_PHRASE = 0.2
const CHANCE_OF_NEGATION = 0.07
const CHANCE_OF_INTENSITY = 0.45

/** One random number after another. */
type Draw = () => number

export function createCaptions({ seed, words = 'training' }: CaptionOptions): Captions {
  const adjectives = ADJECTIVES.filter(({ heldOut }) => heldOut === (words === 'held-out adjectives'))
  const classes = new Map(CLASSES.map((one) => [one.id, one]))
  return {
    caption({ classId, attributes, mentions }, index) {
      const of = classId === null ? null : classes.get(classId)
      if (of === undefined) throw new RangeError(`there are no words for the class "${classId}"`)
      let count = 0
      const key = keyOf(`${words} ${classId}`)
      const draw: Draw = () => uniform(seed, key, 0, index, count++, 0)
      const noun = of === null ? null : nounOf(of, attributes, words === 'held-out nouns', draw)
      const least = of === null || words === 'held-out adjectives' ? 1 : 0
      const many = Math.max(least, mentions ?? howMany(draw))
      const said: Said[] = []
      for (const attribute of spokenOf(attributes, many, draw)) {
        const one = sayOf(attribute, attributes, of, noun, adjectives, words, draw)
        if (one !== null) said.push(one)
      }
      return { text: carried(partsOf(noun, said, draw), draw), classId, grades: gradesOf(noun, said) }
    },
  }
}

/** One thing that a caption says. */
interface Said {
  readonly text: string
  readonly place: 'before' | 'behind'
  readonly grades: Grades
}

function howMany(draw: Draw): number {
  const chance = draw()
  return chance < 0.14 ? 0 : chance < 0.52 ? 1 : chance < 0.86 ? 2 : 3
}

/** The more there is of an attribute, the likelier it is spoken of. */
function spokenOf(attributes: Grades, many: number, draw: Draw): readonly Attribute[] {
  return ATTRIBUTES.map((attribute) => ({ attribute, size: Math.abs(attributes[attribute] ?? 0) }))
    .filter(({ size }) => size >= LEAST_SPOKEN_OF)
    .map(({ attribute, size }) => ({ attribute, rank: draw() ** (1 / size ** 2) }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, many)
    .map(({ attribute }) => attribute)
}

function nounOf({ nouns }: TimbreClass, attributes: Grades, heldOut: boolean, draw: Draw): Noun {
  const fitting = nouns.filter((noun) => noun.heldOut === heldOut && isTrue(noun.grades, attributes))
  const noun = pick(fitting, draw)
  if (noun === undefined) throw new RangeError('a class has no plain noun')
  return noun
}

/** Nothing that it says is the other way round. */
const isTrue = (grades: Grades, attributes: Grades): boolean =>
  ATTRIBUTES.every((attribute) => (grades[attribute] ?? 0) * (attributes[attribute] ?? 0) >= 0)

function sayOf(
  attribute: Attribute,
  attributes: Grades,
  of: TimbreClass | null,
  noun: Noun | null,
  adjectives: readonly GradedWord[],
  words: CaptionOptions['words'],
  draw: Draw,
): Said | null {
  const value = attributes[attribute] ?? 0
  const allowed = (text: string): boolean =>
    !of?.never.includes(text) && !` ${noun?.noun ?? ''} `.includes(` ${text} `)
  const options: Said[] = []
  const way = draw()
  // What is kept back shall be heard, and not hidden by a phrase.
  const plain = words === 'held-out adjectives'
  if (!plain && way < CHANCE_OF_PHRASE && Math.abs(value) >= LEAST_FOR_PHRASE) {
    for (const phrase of PHRASES)
      if (phrase.attribute === attribute && phrase.grade * value > 0 && allowed(phrase.text))
        options.push({ text: phrase.text, place: 'behind', grades: { [attribute]: saidBy(phrase.grade, 1) } })
    return pick(options, draw) ?? null
  }
  const negated = !plain && way > 1 - CHANCE_OF_NEGATION && Math.abs(value) < MOST_FOR_NEGATION
  const pool = adjectives.filter(
    ({ main, word, grades }) =>
      main === attribute && (grades[attribute] ?? 0) * value * (negated ? -1 : 1) > 0 && allowed(word),
  )
  for (let i = 0; i < CANDIDATES; i++) {
    const word = pick(pool, draw)
    if (word === undefined) return null
    options.push(negated ? negation(word, attribute, draw) : adjective(word, draw))
  }
  const cost = (one: Said): number =>
    ATTRIBUTES.reduce((sum, name) => {
      const [claim, real] = [one.grades[name] ?? 0, attributes[name] ?? 0]
      if (name === attribute) return sum + Math.abs(claim - real)
      return (
        sum +
        UNTRUE * Math.max(0, Math.abs(claim) - Math.max(0, claim * real > 0 ? Math.abs(real) + 0.3 : 0.25))
      )
    }, 0.15 * draw())
  return options.map((said) => ({ said, cost: cost(said) })).sort((a, b) => a.cost - b.cost)[0]?.said ?? null
}

function adjective({ word, grades }: GradedWord, draw: Draw): Said {
  const intensity = draw() < CHANCE_OF_INTENSITY ? pick(INTENSITIES, draw) : undefined
  if (intensity === undefined) return { text: word, place: 'before', grades: scaled(grades, 1) }
  const before = pick(intensity.words, draw) ?? ''
  return {
    text: before.includes('…') ? before.replace('…', word) : `${before} ${word}`,
    // "as bright as possible" stands behind.
    place: before.includes('…') ? 'behind' : 'before',
    grades: scaled(grades, intensity.factor),
  }
}

/** Of what a word says besides its own attribute a denial says nothing. */
function negation({ word, grades }: GradedWord, main: Attribute, draw: Draw): Said {
  const { words, factor } = pick(NEGATIONS, draw) ?? { words: 'not', factor: -0.6 }
  return { text: `${words} ${word}`, place: 'before', grades: { [main]: saidBy(grades[main] ?? 0, factor) } }
}

function scaled(grades: Grades, factor: number): Grades {
  return Object.fromEntries(
    ATTRIBUTES.flatMap((name) => {
      const grade = grades[name]
      return grade === undefined ? [] : [[name, saidBy(grade, factor)]]
    }),
  )
}

/** Several words of one attribute say more together, and never more than all. */
function gradesOf(noun: Noun | null, said: readonly Said[]): Grades {
  const sum: Partial<Record<Attribute, number>> = {}
  for (const grades of [noun?.grades ?? {}, ...said.map((one) => one.grades)])
    for (const name of ATTRIBUTES) {
      const grade = grades[name]
      if (grade !== undefined) sum[name] = Math.min(1, Math.max(-1, (sum[name] ?? 0) + grade))
    }
  return sum
}

function partsOf(noun: Noun | null, said: readonly Said[], draw: Draw): Parts {
  const texts = (place: Said['place']) => said.filter((one) => one.place === place).map(({ text }) => text)
  return {
    noun: noun === null ? (pick(GENERIC_NOUNS, draw) ?? 'sound') : noun.noun,
    generic: noun === null,
    bare: noun?.bare ?? false,
    before: texts('before'),
    behind: texts('behind'),
  }
}

function pick<T>(list: readonly T[], draw: Draw): T | undefined {
  return list[Math.min(list.length - 1, Math.floor(draw() * list.length))]
}

/** Steps of one attribute on one noun, from its low pole to its high one: what sweeps and the measures of control are made of. */
export function gradedPrompts(attribute: Attribute, noun: string, low: string): readonly string[] {
  return [`very ${low} ${noun}`, `${low} ${noun}`, noun, `${attribute} ${noun}`, `very ${attribute} ${noun}`]
}
