/** All that a word of the language means, wherever it may stand: for who asks without a file. */

import {
  MEMBER_KINDS,
  NOT_OF_VOICES,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
} from '../../language/vocabulary.ts'
import { METRICS } from './complete-words.ts'
import { HEAD_DOCS, WORD_DOCS } from './hover-words.ts'
import { HITS, USUAL, WORDS } from './meanings.ts'

export interface Meaning {
  /** "In zones"; empty where a word means the same everywhere. */
  readonly where: string
  /** Markdown. */
  readonly text: string
}

/** Of what an editor shows by the value that it is part of. */
const SIGNS: Readonly<Record<string, string>> = {
  learn:
    'A slot: a number or a choice that the trainer may change, as in `learn 20 ms in 5 ms..60 ms` or `learn shell or spread`.',
  or: 'Between choices of a slot; in a rule, one of two conditions is enough.',
  and: 'In a rule: both conditions must hold.',
  not: 'In a rule: the condition must not hold.',
}

const PLACES: Readonly<Record<string, string>> = {
  rule: 'Of the player, in a rule',
  reward: 'Of the session, in a reward',
  player: 'Of a scenario’s player',
}

const METRIC_DOCS = Object.fromEntries(
  METRICS.filter(({ doc }) => doc !== '').map(({ label, doc }) => [label, doc]),
)

/** Empty where it is no word of the language. */
export function meaningsOf(word: string): readonly Meaning[] {
  const inside = Object.entries(WORDS).map(
    ([place, words]) => [PLACES[place] ?? `Behind \`${place}\``, words] as const,
  )
  const all = [
    ...saidOf(word, [['As the beginning of a block or a line', HEAD_DOCS]]),
    ...propertiesOf(word),
    ...saidOf(word, [
      ['In a drummer’s bars', HITS],
      ...inside,
      ['In a reward', METRIC_DOCS],
      ['', WORD_DOCS],
      ['', SIGNS],
    ]),
  ]
  return all.filter(({ text }, i) => all.findIndex((one) => one.text === text) === i)
}

function saidOf(
  word: string,
  tables: readonly (readonly [string, Readonly<Record<string, string>>])[],
): readonly Meaning[] {
  return tables.flatMap(([where, words]) =>
    Object.hasOwn(words, word) ? [{ where, text: words[word] ?? '' }] : [],
  )
}

/** Every word that has a meaning, once, in the order of the alphabet. */
export function glossary(): readonly string[] {
  const tables = [
    HEAD_DOCS,
    HITS,
    WORD_DOCS,
    SIGNS,
    METRIC_DOCS,
    ...Object.values(WORDS),
    ...Object.values(PROPERTIES),
  ]
  return [...new Set(tables.flatMap((words) => Object.keys(words)))].sort()
}

/** What is the same in several blocks is said once. */
function propertiesOf(word: string): readonly Meaning[] {
  const found = new Map<string, { readonly places: PropertyContext[]; readonly usual: string[] }>()
  for (const context of Object.keys(PROPERTIES).filter(
    (name): name is PropertyContext => name in PROPERTIES,
  )) {
    const spec = Object.hasOwn(PROPERTIES[context], word) ? PROPERTIES[context][word] : undefined
    if (spec === undefined) continue
    const text = textOf(spec)
    const known = found.get(text) ?? { places: [], usual: [] }
    found.set(text, known)
    known.places.push(context)
    const usual = USUAL[context]?.[word]
    if (usual !== undefined) known.usual.push(`\`${usual}\`${isMember(context) ? ` (${context})` : ''}`)
  }
  return [...found].map(([text, { places, usual }]) => ({
    where: placesOf(places),
    text: usual.length === 0 ? text : `${text} Without it: ${usual.join(', ')}.`,
  }))
}

const isMember = (context: string): boolean => MEMBER_KINDS.some((kind) => kind === context)

function placesOf(contexts: readonly PropertyContext[]): string {
  const members = contexts.filter(isMember)
  const every = members.length === MEMBER_KINDS.length
  const places = contexts.filter((context) => !every || !isMember(context)).map(placeOf)
  const all = (every ? ['in the braces of every member', ...places] : places).join(', ')
  return all.charAt(0).toUpperCase() + all.slice(1)
}

function placeOf(context: PropertyContext): string {
  if (context === 'file') return 'for the whole piece'
  if (context === 'actions') return 'in the braces of a rule'
  return context === 'zones' ? 'in zones' : `in a ${context}’s braces`
}

function textOf({ expects, doc, modifiers }: PropertySpec): string {
  const behind = Object.keys(modifiers).filter(
    (one) => modifiers.loop === undefined || !NOT_OF_VOICES.has(one),
  )
  const more = behind.length === 0 ? '' : ` Behind it: ${behind.map((one) => `\`${one}\``).join(', ')}.`
  return `Takes ${expects}. ${doc}${more}`
}
