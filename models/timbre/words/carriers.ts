/** How a caption is put together: people write a list, a noun phrase, a sentence, a request. */

import { SOUND_NOUNS } from './phrases.ts'

export interface Parts {
  readonly noun: string
  /** "sound", "hit": the noun says nothing, and may be left away. */
  readonly generic: boolean
  /** Takes no article. */
  readonly bare: boolean
  /** Adjectives, each with its intensity. */
  readonly before: readonly string[]
  /** Phrases for behind the noun. */
  readonly behind: readonly string[]
}

type Draw = () => number

/** The noun with its adjectives, each form as often as it is written here. */
const WITH_ADJECTIVES: readonly ((parts: Parts) => string)[] = [
  ({ before, noun }) => `${before.join(' ')} ${noun}`,
  ({ before, noun }) => `${before.join(' ')} ${noun}`,
  ({ before, noun, bare }) => withArticle(`${before.join(' ')} ${noun}`, bare),
  ({ before, noun, bare }) => withArticle(`${before.join(', ')} ${noun}`, bare),
  ({ before, noun, bare }) => withArticle(`${listed(before)} ${noun}`, bare),
  ({ before, noun }) => `${listed(before)} ${noun}`,
  ({ before, noun }) => `${noun}, ${listed(before)}`,
  ({ before, noun }) => `${noun}, ${before.join(', ')}`,
  ({ before, noun, bare }) =>
    `${withArticle(noun, bare)} that ${bare ? 'sound' : 'sounds'} ${listed(before)}`,
  ({ before, noun, bare }) => `the sound of ${withArticle(`${before.join(', ')} ${noun}`, bare)}`,
  ({ before, noun, bare }) => `something like ${withArticle(`${before.join(' ')} ${noun}`, bare)}`,
  ({ before, noun, bare }) => `I want ${withArticle(`${before.join(', ')} ${noun}`, bare)}`,
  ({ before, noun, bare }) => `${withArticle(noun, bare)}, ${listed(before)} in tone`,
  ({ before, noun }) => `${noun}: ${before.join(', ')}`,
  ({ before, noun }) => `${noun} sounding ${listed(before)}`,
]

const WITHOUT: readonly ((parts: Parts) => string)[] = [
  ({ noun }) => noun,
  ({ noun }) => noun,
  ({ noun, bare }) => withArticle(noun, bare),
  ({ noun, bare }) => `the sound of ${withArticle(noun, bare)}`,
  ({ noun }) => `plain ${noun}`,
  ({ noun }) => `the ${noun}`,
  ({ noun, bare }) => `something like ${withArticle(noun, bare)}`,
]

/** Adjectives alone. */
const ALONE: readonly ((parts: Parts) => string)[] = [
  ({ before }) => before.join(' '),
  ({ before }) => before.join(', '),
  ({ before }) => listed(before),
  ({ before }) => `sounds ${listed(before)}`,
  ({ before }) => `make it ${listed(before)}`,
]

const CHANCE_OF_SOUND_NOUN = 0.2
const CHANCE_ALONE = 0.5
const CHANCE_OF_HYPHEN = 0.5
/** "snare, no reverb" */
const CHANCE_OF_COMMA = 0.35

export function carried(parts: Parts, draw: Draw): string {
  const named = { ...parts, noun: spelled(nounOf(parts, draw), draw) }
  const alone = parts.generic && parts.before.length > 0 && draw() < CHANCE_ALONE
  const forms = alone ? ALONE : parts.before.length > 0 ? WITH_ADJECTIVES : WITHOUT
  const front = forms[Math.min(forms.length - 1, Math.floor(draw() * forms.length))]?.(named) ?? named.noun
  const comma = alone || draw() < CHANCE_OF_COMMA
  return [front, listed(parts.behind)].filter((text) => text !== '').join(comma ? ', ' : ' ')
}

function nounOf({ noun, generic, bare }: Parts, draw: Draw): string {
  const chance = draw()
  if (generic || bare || chance >= CHANCE_OF_SOUND_NOUN) return noun
  const more = SOUND_NOUNS[Math.floor((chance / CHANCE_OF_SOUND_NOUN) * SOUND_NOUNS.length)] ?? ''
  return noun.endsWith(` ${more}`) ? noun : `${noun} ${more}`
}

/** Some write hi-hat, some hi hat. */
const spelled = (noun: string, draw: Draw): string =>
  draw() < CHANCE_OF_HYPHEN
    ? noun.replace(/\b(hi|high|tom|rim|wood|e|tam|two|one) (hat|tom|shot|block|piano|tam|shot)/, '$1-$2')
    : noun

const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`

function withArticle(text: string, bare: boolean): string {
  if (bare) return text
  return `${/^(?:[aeiou8](?!ne\b)|hour)/i.test(text) ? 'an' : 'a'} ${text}`
}
