/** Behind a property: its values, then its modifiers and theirs, as the vocabulary has them. */

import type { File, Property } from '../../language/ast.ts'
import {
  MEMBER_PROPERTIES,
  NOT_OF_VOICES,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
} from '../../language/vocabulary.ts'
import type { Completion } from './answers.ts'
import { FIRST, item, LEARN, name, value, WORDS, word } from './complete-words.ts'
import { type Declaration, namesOf } from './declared.ts'

const NAMED: Readonly<Record<string, Declaration>> = {
  timbre: 'timbre',
  zones: 'zones',
  mute: 'member',
  unmute: 'member',
  section: 'section',
}

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
  elsewhere: (kinds: readonly Declaration[]) => readonly Completion[],
): Offered {
  const spec = PROPERTIES[context][property.key.text] ?? MEMBER_PROPERTIES[property.key.text]
  // Behind a modifier its values come first.
  const its = property.modifiers.findLast(({ key }) => key.end < begins)
  const key = (its ?? property).key.text
  // Behind a sign a value goes on.
  const goesOn = /^(->|\.\.|[-+*/,(=])$/.test(words.at(-1) ?? '')
  const stand = goesOn ? 0 : (its ?? property).values.filter(({ start }) => start < begins).length
  const isFull = spec !== undefined && stand >= ((its === undefined ? spec.max : spec.modifiers[key]) ?? 1)
  function values(): readonly Completion[] {
    if (isFull) return []
    // `level` in a rule says whose.
    const named = context === 'actions' && key === 'level' ? 'member' : NAMED[key]
    if (named !== undefined)
      return [...namesOf(file, [named]).map(name), ...(named === 'member' ? [] : elsewhere([named]))]
    const isNumber = LEARNED.has(key) || NAMED_NUMBERS.has(key)
    return [
      ...(stand === 0 ? (WORDS[key] ?? []) : []).map(value),
      ...(LEARNED.has(key) || CHOICES.has(key) ? [LEARN] : []),
      ...(isNumber ? namesOf(file, ['let']).map(name) : []),
      ...(stand === 0 && FIRST[key] !== undefined ? [word(FIRST[key])] : []),
      // Those of other files come last, or they would drown what belongs here.
      ...(isNumber ? elsewhere(['let']) : []),
    ]
  }
  return {
    values,
    modifiers: stand > 0 || isFull ? modifiersOf(spec, property) : [],
    isFull,
    isBegun: stand > 0,
  }
}

/** Those that are not there yet. What no voice has by itself is known only so that it can be answered. */
function modifiersOf(spec: PropertySpec | undefined, { modifiers }: Property): readonly Completion[] {
  const its = modifiers.map(({ key }) => key.text)
  const isVoice = spec?.modifiers.loop !== undefined
  return Object.keys(spec?.modifiers ?? {})
    .filter((one) => !its.includes(one))
    .filter((one) => !isVoice || !(NOT_OF_VOICES.has(one) || (one === 'on' && !its.includes('timbre'))))
    .map((one) => item(one, 'keyword', 'modifier', '', spec?.modifiers[one] === 0 ? one : `${one} `))
}
