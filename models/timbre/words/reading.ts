/**
 * A prompt read word by word, as numbers beside the sentence's: what an encoder of sentences hardly sees is which of its words are denied
 * ("no reverb", "undamped", "with the distortion off"). What is not known counts for nothing, and is the encoder's work.
 *
 * Words that are kept back from captions are not known here either.
 */

import { AXES, PRESENCE } from '../../../runtime/timbre/axes.ts'
import { readPrompt } from '../../../runtime/timbre/prompt.ts'
import { ATTRIBUTES, type Attribute, type Grades } from './attributes.ts'
import { LONGEST, type Meaning, meaningOf } from './meanings.ts'
import { saidBy } from './phrases.ts'

/** The lexicon's graded axes besides: it knows words that captions are not made of. */
const LEXICON_AXES = AXES.filter((axis) => axis !== PRESENCE)

/**
 * Numbers of a reading: attributes, then axes of the lexicon. Which class a noun names is not among them: sentences tell classes well, and a
 * head that is told them by word learns less of nouns that are new (on kept-back nouns 51 % of classes instead of 58 %).
 */
export const READING_SIZE = ATTRIBUTES.length + LEXICON_AXES.length

export interface Reading {
  readonly grades: Grades
  /** How much of each class its nouns name, by id. */
  readonly classes: ReadonlyMap<string, number>
}

const MOST_CHARACTERS = 4000
/** A noun beside the one that says what it is. */
const BESIDE = 0.4
/** What a sound has of a thing where nothing says how much: "snare, reverb". */
const SOME = 0.8

/** Beside a sentence of length 1 a word or two shall weigh about as much as it. */
const SCALE = 0.4

/** [READING_SIZE], each about −0.4 … 0.4. Never fails. */
export function readingOf(prompt: string): Float32Array {
  const text = prompt.slice(0, MOST_CHARACTERS)
  const { grades } = readWords(text)
  const { embedding } = readPrompt(text)
  return Float32Array.from([
    ...ATTRIBUTES.map((name) => SCALE * (grades[name] ?? 0)),
    ...LEXICON_AXES.map((axis) => SCALE * embedding.grade(axis)),
  ])
}

export function readWords(prompt: string): Reading {
  const tokens = tokensOf(prompt)
  const sum = new Map<Attribute, number>()
  const nouns: { readonly id: string; readonly segment: number }[] = []
  let factor = 1
  let removing = false
  let segment = 0
  const add = (grades: Grades, times: number): void => {
    for (const name of ATTRIBUTES) {
      const grade = grades[name]
      if (grade !== undefined) sum.set(name, (sum.get(name) ?? 0) + saidBy(grade, times))
    }
  }
  for (let i = 0; i < tokens.length; ) {
    const found = longest(tokens, i)
    if (found === null) {
      i++
      factor = 1
      removing = false
      continue
    }
    i += found.count
    const { meaning } = found
    switch (meaning.role) {
      case 'quality':
        add(
          meaning.main === null ? meaning.grades : denied(meaning.grades, meaning.main, factor),
          removing ? -SOME * factor : factor,
        )
        factor = 1
        break
      case 'phrase':
        add(meaning.grades, 1)
        factor = 1
        removing = meaning.denies && goesOn(tokens[i])
        break
      case 'thing': {
        const off = tokens[i] === 'off'
        if (off) i++
        add(meaning.grades, (removing || off ? -1 : SOME) * Math.abs(factor))
        factor = 1
        removing = removing && goesOn(tokens[i])
        break
      }
      case 'noun':
        if (!removing) nouns.push({ id: meaning.id, segment })
        add(meaning.grades, 1)
        factor = 1
        removing = false
        break
      case 'intensity':
        factor *= meaning.factor
        break
      case 'remover':
        removing = true
        break
      case 'joiner':
        segment++
        factor = 1
        removing = false
        break
      case 'stop':
        break
    }
  }
  const grades: Partial<Record<Attribute, number>> = {}
  for (const [name, value] of sum) grades[name] = Math.min(1, Math.max(-1, value))
  return { grades, classes: classesOf(nouns) }
}

/** "no reverb or echo" lacks both. */
const goesOn = (next: string | undefined): boolean => next === 'or' || next === 'nor'

/** Of what a word says besides its own attribute a denial says nothing. */
const denied = (grades: Grades, main: Attribute, factor: number): Grades =>
  factor < 0 ? { [main]: grades[main] ?? 0 } : grades

/** The last noun of the first part says what it is ("kick drum sound in a hall"), the others colour it. */
function classesOf(
  nouns: readonly { readonly id: string; readonly segment: number }[],
): ReadonlyMap<string, number> {
  const first = nouns[0]?.segment
  const head = nouns.findLast(({ segment }) => segment === first)
  const classes = new Map<string, number>()
  for (const noun of nouns)
    classes.set(noun.id, Math.max(classes.get(noun.id) ?? 0, noun === head ? 1 : BESIDE))
  return classes
}

function longest(
  tokens: readonly string[],
  from: number,
): { readonly meaning: Meaning; readonly count: number } | null {
  for (let count = Math.min(LONGEST, tokens.length - from); count > 0; count--) {
    const meaning = meaningOf(tokens.slice(from, from + count).join(' '))
    if (meaning !== null) return { meaning, count }
  }
  return null
}

function tokensOf(text: string): readonly string[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu)].map(([word]) =>
    word.toLowerCase().normalize('NFC').replace('’', "'"),
  )
}
