/** Behind a property: its values, then its modifiers and theirs, as the vocabulary has them. */

import type { Expr, File, LetDecl, Property } from '../../language/ast.ts'
import {
  MEMBER_PROPERTIES,
  NOT_OF_VOICES,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
} from '../../language/vocabulary.ts'
import type { Completion } from './answers.ts'
import { fitting } from './complete-units.ts'
import { choice, FIRST, item, LEARN, name, WORDS, word } from './complete-words.ts'
import { type Declaration, namesOf } from './declared.ts'

const NAMED: Readonly<Record<string, Declaration>> = {
  timbre: 'timbre',
  zones: 'zones',
  mute: 'member',
  unmute: 'member',
  section: 'section',
}

/** A second value has a sign before it, or another word. */
const ONE: ReadonlySet<string> = new Set(['tempo', 'swing', 'pan'])
const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Where a choice of words can be learned, */
const CHOICES = setOf('curve expect track voicing approach')
/** and where a number can. */
const LEARNED = setOf(
  'tempo swing snap follow limit strength adapt level pan feel human dynamics within length chance strum density to by',
)
/** And where else a name may stand for a number. */
const NAMED_NUMBERS = setOf('seed bars pickup loop trade count in every explore gate range over')

export interface Behind {
  readonly file: File
  readonly context: PropertyContext
  readonly property: Property
  /** Of the statement, up to the cursor. */
  readonly words: readonly string[]
  /** Where the word at the cursor begins. */
  readonly begins: number
}

/** Names of other files by what they are, and of lets those that fit. */
export type Names = (
  kinds: readonly Declaration[],
  fits?: (item: LetDecl) => boolean,
) => readonly Completion[]

export interface Offered {
  values(): readonly Completion[]
  readonly modifiers: readonly Completion[]
  /** It has all that it takes. */
  readonly isFull: boolean
  /** It has a value. */
  readonly isBegun: boolean
}

export function behindProperty(
  { file, context, property, words, begins }: Behind,
  elsewhere: Names,
): Offered {
  const spec = PROPERTIES[context][property.key.text] ?? MEMBER_PROPERTIES[property.key.text]
  // Behind a modifier its values come first.
  const its = property.modifiers.findLast(({ key }) => key.end < begins)
  const key = (its ?? property).key.text
  // Behind a sign a value goes on.
  const goesOn = /^(->|\.\.|[-+*/,(=])$/.test(words.at(-1) ?? '')
  const stand = goesOn ? 0 : (its ?? property).values.filter(({ start }) => start < begins).length
  const isFull = spec !== undefined && stand >= ((its === undefined ? spec.max : spec.modifiers[key]) ?? 1)
  const fits = fitting(words)
  function values(): readonly Completion[] {
    if (isFull || (stand > 0 && ONE.has(key))) return []
    // `level` in a rule says whose.
    const named = context === 'actions' && key === 'level' ? 'member' : NAMED[key]
    if (named !== undefined)
      return [...namesOf(file, [named]).map(name), ...(named === 'member' ? [] : elsewhere([named]))]
    const isFirst = stand === 0 && !goesOn
    const isNumber = LEARNED.has(key) || NAMED_NUMBERS.has(key)
    return [
      ...(isFirst ? (WORDS[key === 'every' ? `${property.key.text} every` : key] ?? []) : []).map((one) =>
        choice(key, one),
      ),
      ...(LEARNED.has(key) || CHOICES.has(key) ? [LEARN] : []),
      ...(isNumber ? namesOf(file, ['let'], fits).map(name) : []),
      ...(isFirst && FIRST[key] !== undefined ? [word(FIRST[key])] : []),
      // Those of other files come last, or they would drown what belongs here.
      ...(isNumber ? elsewhere(['let'], fits) : []),
    ]
  }
  return {
    values,
    modifiers: stand > 0 || isFull ? modifiersOf(spec, property, words) : [],
    isFull,
    isBegun: stand > 0,
  }
}

/** Those that are not there yet. What no voice has by itself is known only so that it can be answered. */
function modifiersOf(
  spec: PropertySpec | undefined,
  { key, values, modifiers }: Property,
  words: readonly string[],
): readonly Completion[] {
  const its = modifiers.map(({ key }) => key.text)
  const isVoice = spec?.modifiers.loop !== undefined
  // In a rule a tempo goes `by` or `to`, and has no forms.
  const form = key.text === 'tempo' && spec?.modifiers.to === undefined ? tempoForm(words, values[0]) : null
  return (form ?? Object.keys(spec?.modifiers ?? {}))
    .filter((one) => !its.includes(one))
    .filter((one) => !isVoice || !(NOT_OF_VOICES.has(one) || (one === 'on' && !its.includes('timbre'))))
    .map((one) => item(one, 'keyword', 'modifier', '', spec?.modifiers[one] === 0 ? one : `${one} `))
}

/** A ladder climbs by so much every so often, a ramp lasts, a share is one of something. */
function tempoForm(words: readonly string[], first: Expr | undefined): readonly string[] {
  if (first?.kind === 'number' && first.unit === '%') return ['of']
  if (words.includes('ladder')) return [words.includes('by') ? 'every' : 'by', 'in', 'on']
  if (words.includes('->')) return ['over', 'in', 'on']
  return ['in', 'on', '->']
}
