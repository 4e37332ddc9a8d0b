/** What a spelling means when a prompt is read word by word. */

import type { Attribute, Grades } from './attributes.ts'
import { ADJECTIVES, CLASSES } from './lexicon.ts'
import { INTENSITIES, NEGATIONS, PHRASES, THING_GRADES } from './phrases.ts'

export type Meaning =
  | { readonly role: 'quality'; readonly grades: Grades; readonly main: Attribute | null }
  /** `denies`: what is said of one thing may go on with another: "no hiss" or noise. */
  | { readonly role: 'phrase'; readonly grades: Grades; readonly denies: boolean }
  | { readonly role: 'thing'; readonly grades: Grades }
  | { readonly role: 'noun'; readonly id: string; readonly grades: Grades }
  | { readonly role: 'intensity'; readonly factor: number }
  | { readonly role: 'remover' | 'joiner' | 'stop' }

/** A phrase that says that something is not there. */
const DENIAL = /^(?:with )?(?:no|without|lacking|minus|free) /
const REMOVERS =
  'no|without|minus|lacking|lacks|free of|without any|with no|zero|sans|never any|hardly any|with hardly any'
const JOINERS = 'with|in|on|through|like|from|played|plus|over|into'
const STOPS =
  'a|an|the|and|or|of|but|sound|sounding|sounds|that|is|its|it|very much|tone|hit|sample|one shot|lots of|plenty of|full of|some|extra|to|at|s'
const MORE = 'heavy|big|huge|strong|much|loads of|tons of'

const MEANINGS: ReadonlyMap<string, Meaning> = collected()

/** Words in the longest spelling. */
export const LONGEST = [...MEANINGS.keys()].reduce(
  (most, spelling) => Math.max(most, spelling.split(' ').length),
  1,
)

function collected(): ReadonlyMap<string, Meaning> {
  const meanings = new Map<string, Meaning>()
  /** The first meaning of a spelling stays. */
  const add = (spelling: string, meaning: Meaning): void => {
    if (!meanings.has(spelling)) meanings.set(spelling, meaning)
  }
  for (const { id, nouns } of CLASSES)
    for (const { noun, grades, heldOut } of nouns) if (!heldOut) add(noun, { role: 'noun', id, grades })
  for (const { word, grades, main, heldOut } of ADJECTIVES)
    if (!heldOut) add(word, { role: 'quality', grades, main })
  for (const { text, attribute, grade } of PHRASES)
    add(text, { role: 'phrase', grades: { [attribute]: grade }, denies: DENIAL.test(text) })
  for (const [thing, grades] of Object.entries(THING_GRADES)) add(thing, { role: 'thing', grades })
  // "snare, wires off"
  for (const { text, attribute, grade } of PHRASES)
    add(text.replace(/^with (?:an? |the )?/, ''), {
      role: 'phrase',
      grades: { [attribute]: grade },
      denies: DENIAL.test(text),
    })
  for (const { words, factor } of INTENSITIES)
    for (const word of words) if (!word.includes('…')) add(word, { role: 'intensity', factor })
  for (const { words, factor } of NEGATIONS) add(words, { role: 'intensity', factor })
  for (const word of ["isn't", 'never', "doesn't", 'non']) add(word, { role: 'intensity', factor: -0.6 })
  for (const word of REMOVERS.split('|')) add(word, { role: 'remover' })
  for (const word of JOINERS.split('|')) add(word, { role: 'joiner' })
  for (const word of STOPS.split('|')) add(word, { role: 'stop' })
  for (const word of MORE.split('|')) add(word, { role: 'intensity', factor: 1.5 })
  return meanings
}

/** How much of the opposite a word with un- in front says. */
const UNDONE = -0.8

/** By itself, else by what it is made from: plurals, comparisons, adverbs, un-…, …-less. null where nobody knows it. */
export function meaningOf(spelling: string): Meaning | null {
  for (const form of [spelling, ...baseForms(spelling)]) {
    const meaning = MEANINGS.get(form)
    if (meaning !== undefined) return meaning
  }
  if (spelling.length > 5 && spelling.startsWith('un')) {
    const meaning = meaningOf(spelling.slice(2))
    if (meaning?.role === 'quality' && meaning.main !== null) return turned(meaning.grades, meaning.main)
  }
  if (spelling.length > 6 && spelling.endsWith('less')) {
    const thing = spelling.slice(0, -4)
    const grades = Object.hasOwn(THING_GRADES, thing) ? THING_GRADES[thing] : undefined
    if (grades !== undefined) return { role: 'quality', grades: scaled(grades, -1), main: null }
  }
  return null
}

const turned = (grades: Grades, main: Attribute): Meaning => ({
  role: 'quality',
  grades: { [main]: UNDONE * (grades[main] ?? 0) },
  main,
})

const scaled = (grades: Grades, by: number): Grades =>
  Object.fromEntries(Object.entries(grades).map(([name, grade]) => [name, by * grade]))

function baseForms(spelling: string): readonly string[] {
  if (spelling.length < 4) return []
  const forms: string[] = []
  if (spelling.endsWith('s')) forms.push(spelling.slice(0, -1), spelling.replace(/es$/, ''))
  if (spelling.endsWith('ly')) forms.push(spelling.slice(0, -2), spelling.replace(/ily$/, 'y'))
  const compared = /^(.*?)(?:er|est)$/.exec(spelling)?.[1]
  if (compared !== undefined)
    forms.push(compared, `${compared}e`, compared.replace(/i$/, 'y'), compared.replace(/(.)\1$/, '$1'))
  return forms
}
