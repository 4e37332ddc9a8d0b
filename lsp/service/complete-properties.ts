/** What a block may say, what is its own first, and last what it has said already. */

import {
  MEMBER_KINDS,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
} from '../../language/vocabulary.ts'
import type { Completion } from './answers.ts'
import { propertyItem } from './complete-words.ts'
import type { Place } from './enclosing.ts'

/** What may stand twice. */
const AGAIN: ReadonlySet<string> = new Set(['timbre', 'player', 'expect', 'guard'])

export function propertiesOf(
  context: PropertyContext,
  given: ReadonlySet<string> = new Set(),
): readonly Completion[] {
  const isMember = MEMBER_KINDS.some((kind) => kind === context)
  const rank = ([key, spec]: readonly [string, PropertySpec]): number => {
    if (given.has(key) && !AGAIN.has(key)) return 3
    // A pattern is what a member is there for.
    if (spec.modifiers.loop !== undefined) return 0
    return isMember && key in PROPERTIES.metronome ? 2 : 1
  }
  return Object.entries(PROPERTIES[context])
    .sort((a, b) => rank(a) - rank(b))
    .map(propertyItem)
}

/** What a block has, but for the word that is being written. */
export function givenIn({ block, context }: Place, offset: number): ReadonlySet<string> {
  const properties = block?.kind === 'block' && context !== 'actions' ? block.properties : []
  return new Set(properties.flatMap(({ key }) => (key.start <= offset && offset <= key.end ? [] : key.text)))
}
