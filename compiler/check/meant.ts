/** What is meant by a property that its block does not know. */

import type { Property } from '../../language/ast.ts'
import type { Fix } from '../../language/diagnostics.ts'
import { MEMBER_KINDS, PROPERTIES, type PropertyContext } from '../../language/vocabulary.ts'
import { rewrite } from './context.ts'
import { PLACES, RENAMES, SAID, SAID_OF_MEMBERS } from './other-words.ts'

interface Meant {
  readonly hint: string
  readonly fixes: readonly Fix[]
}

/** Null where nobody can say. */
export function meantBy(property: Property, context: PropertyContext): Meant | null {
  const { key, target, values } = property
  const word = key.text.toLowerCase().replaceAll('_', '')
  if (target !== null && word === 'chords') {
    const alone = rewrite({ start: target.start, end: key.start }, '', 'Write chords alone')
    return { hint: 'Chords are the section’s, for all who play.', fixes: [alone] }
  }
  if (context === 'bassist' && values.length === 0 && (word === 'walk' || word === 'walking')) {
    return { hint: 'Did you mean `line walk`?', fixes: [rewrite(key, 'line walk')] }
  }
  const renamed = renamedTo(word, context)
  if (renamed !== undefined) return { hint: `Did you mean \`${renamed}\`?`, fixes: [rewrite(key, renamed)] }
  const said =
    saidOf(SAID[context], word) ??
    (isMember(context) ? saidOf(SAID_OF_MEMBERS, word) : undefined) ??
    saidOf(PLACES, word) ??
    placeOf(word, context)
  return said === undefined ? null : { hint: said, fixes: [] }
}

function renamedTo(word: string, context: PropertyContext): string | undefined {
  return Object.entries(RENAMES[context] ?? {}).find(([, others]) => others.includes(word))?.[0]
}

/** Words come from the file: `constructor` is none of the table's. */
function saidOf<T>(table: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined
}

function isMember(context: string): boolean {
  return MEMBER_KINDS.some((kind) => kind === context)
}

/** The blocks that know the word. */
function placeOf(word: string, context: PropertyContext): string | undefined {
  const kinds = Object.entries(PROPERTIES)
    .filter(([kind, table]) => kind !== 'file' && kind !== 'actions' && Object.hasOwn(table, word))
    .map(([kind]) => kind)
  if (kinds.length === 0) return undefined
  if (context === 'section' && kinds.some(isMember))
    return `As in: NAME.${word} …, for the member of that name`
  if (MEMBER_KINDS.every((kind) => kinds.includes(kind))) return 'It stands in the block of a member.'
  const last = kinds.at(-1) ?? ''
  const before = kinds.slice(0, -1).map((kind) => `\`${kind}\``)
  return `It stands in a ${[...(before.length > 0 ? [before.join(', ')] : []), `\`${last}\``].join(' or ')} block.`
}
