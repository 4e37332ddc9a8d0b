/** The properties of a block, by the vocabulary: which it knows, each once, with modifiers that fit. */

import type { Modifier, Property } from '../../language/ast.ts'
import {
  MEMBER_KINDS,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
} from '../../language/vocabulary.ts'
import { use } from '../resolve.ts'
import {
  bareName,
  type FileContext,
  nearestOf,
  nearHint,
  related,
  rewrite,
  sourceOf,
  withBlanksBefore,
} from './context.ts'
import { meantBy } from './meant.ts'
import { words } from './read.ts'

/** Properties that may stand more than once. */
const REPEATABLE: Readonly<Partial<Record<PropertyContext, ReadonlySet<string>>>> = {
  metronome: new Set(['timbre']),
  drummer: new Set(['timbre']),
  bassist: new Set(['timbre']),
  pianist: new Set(['timbre']),
  guitarist: new Set(['timbre']),
  train: new Set(['guard']),
  scenario: new Set(['player', 'expect']),
  actions: new Set(['mute', 'unmute', 'level', 'section', 'tempo']),
}

const TABLES: ReadonlyMap<string, ReadonlyMap<string, PropertySpec>> = new Map(
  Object.entries(PROPERTIES).map(([context, table]) => [context, new Map(Object.entries(table))]),
)

/** What is a block's own stands first, and of that what it plays: a list is shown as far as it is not too long. */
const KNOWN_KEYS: ReadonlyMap<string, readonly string[]> = new Map(
  [...TABLES].map(([context, table]) => {
    const rank = (key: string): number => {
      if (MEMBER_KINDS.every((kind) => Object.hasOwn(PROPERTIES[kind], key))) return 2
      return table.get(key)?.expects.startsWith('bars') === true ? 0 : 1
    }
    return [context, [...table.keys()].sort((a, b) => rank(a) - rank(b))]
  }),
)

/** In the order of the file; each key once, but for those that may repeat. */
export type Properties = readonly Property[]

/** Lists longer than this are looked through by a table: a stranger's block may have thousands. */
const SHORT = 12

/** The properties of a block; unknown ones, repetitions and modifiers that do not fit are reported and left out. */
export function sortProperties(
  ctx: FileContext,
  properties: readonly Property[],
  context: PropertyContext,
): Properties {
  const isTaken = takenIn(properties, context)
  // Of most blocks all are kept, or the first ones.
  let sorted: Property[] | null = null
  for (let i = 0; i < properties.length; i++) {
    const property = properties[i]
    if (property === undefined) continue
    let known: Property | null = property
    if (!isOwn(ctx, property, context)) known = null
    else if (!isKnown(ctx, property, context)) known = understood(ctx, property, context, isTaken)
    if (known !== property) sorted ??= properties.slice(0, i)
    if (known !== null) sorted?.push(known)
  }
  return withoutRepeats(ctx, sorted ?? properties, context)
}

/** Does the property speak of its block? Of a section's, some are overrides of members, which are read with their kind. */
function isOwn(ctx: FileContext, property: Property, context: PropertyContext): boolean {
  const { key, target } = property
  if (key.text === '') return false
  if (target === null) return true
  if (context !== 'section') {
    const prefix = { start: target.start, end: key.start }
    const fixes = [rewrite(prefix, '', `Write ${key.text} alone`)]
    ctx.report('SIL0216', property, { target: target.text, property: key.text }, { fixes })
  }
  return false
}

/** A section's overrides of one member; reads like the member's own block. */
export function sortOverrides(
  ctx: FileContext,
  properties: readonly Property[],
  context: PropertyContext,
): Properties {
  const isTaken = takenIn(properties, context)
  let known: Property[] | null = null
  for (let i = 0; i < properties.length; i++) {
    const property = properties[i]
    if (property === undefined) continue
    let own: Property | null = property
    if (property.key.text === '') own = null
    else if (!isKnown(ctx, property, context)) own = understood(ctx, property, context, isTaken)
    if (own !== property) known ??= properties.slice(0, i)
    if (own !== null) known?.push(own)
  }
  return withoutRepeats(ctx, known ?? properties, context)
}

/** Is there such a one? Its modifiers are looked at, too. */
function isKnown(ctx: FileContext, property: Property, context: PropertyContext): boolean {
  if (TABLES.get(context)?.has(property.key.text) !== true) return false
  checkModifiers(ctx, property, context)
  return true
}

/** By another name it is told of, and read as what is meant, unless another of the block's is that already. */
function understood(
  ctx: FileContext,
  property: Property,
  context: PropertyContext,
  isTaken: (key: string) => boolean,
): Property | null {
  const meant = reportUnknown(ctx, property, context, isTaken)
  if (meant === null) return null
  return { ...property, key: { ...property.key, text: meant } }
}

/**
 * Does another line of the block say it already, or is one guessed to? Two that are meant to say one thing would be one too many.
 * Which properties a block has is found out when somebody asks.
 */
function takenIn(properties: readonly Property[], context: PropertyContext): (key: string) => boolean {
  let keys: Set<string> | null = null
  return (key) => {
    if (REPEATABLE[context]?.has(key) === true) return false
    keys ??= new Set(properties.map((property) => property.key.text))
    if (keys.has(key)) return true
    keys.add(key)
    return false
  }
}

function withoutRepeats(
  ctx: FileContext,
  properties: readonly Property[],
  context: PropertyContext,
): Properties {
  const firsts = properties.length > SHORT ? new Map<string, Property>() : null
  let repeats: Set<Property> | null = null
  for (let i = 0; i < properties.length; i++) {
    const property = properties[i]
    if (property === undefined) continue
    const { text } = property.key
    const before = firsts === null ? earlier(properties, i, text) : (firsts.get(text) ?? null)
    if (before === null) firsts?.set(text, property)
    else if (REPEATABLE[context]?.has(text) !== true) {
      reportTwice(ctx, property, before)
      repeats ??= new Set()
      repeats.add(property)
    }
  }
  const again = repeats
  return again === null ? properties : properties.filter((property) => !again.has(property))
}

function earlier(properties: readonly Property[], end: number, key: string): Property | null {
  for (let i = 0; i < end; i++) {
    const property = properties[i]
    if (property?.key.text === key) return property
  }
  return null
}

function reportTwice(ctx: FileContext, second: Property, first: Property): void {
  // A name that was not written was guessed, and told of.
  if (second.key.start === second.key.end || first.key.start === first.key.end) return
  const said = ({ key, end }: Property): string => sourceOf(ctx, { start: key.end, end }).replace(/\s+/g, ' ')
  // Of two that differ nobody knows which one is meant.
  const isSame = said(first) === said(second)
  ctx.report(
    'SIL0205',
    second.key,
    { name: second.key.text },
    {
      related: [related(ctx, first.key, 'given here')],
      fixes: isSame ? [rewrite(withBlanksBefore(ctx, second), '', 'Leave this one out')] : [],
    },
  )
}

/** The vocabulary's entry for a property; null (and a report) for an unknown one. */
export function specOf(ctx: FileContext, property: Property, context: PropertyContext): PropertySpec | null {
  const spec = TABLES.get(context)?.get(property.key.text)
  if (spec === undefined) reportUnknown(ctx, property, context)
  return spec ?? null
}

/** What it is by another name, where that is known and no other line of the block is that already. */
function reportUnknown(
  ctx: FileContext,
  property: Property,
  context: PropertyContext,
  taken: (name: string) => boolean = () => false,
): string | null {
  const { text } = property.key
  // What is said in the wrong place is said: nobody shall be told that nothing uses it.
  for (const value of property.values) {
    const name = bareName(value)
    const binding = name === null ? undefined : ctx.scope.bindings.get(name.text)
    if (name !== null && binding !== undefined) use(binding, name)
  }
  const known = KNOWN_KEYS.get(context) ?? []
  const meant = meantBy(ctx, property, context)
  // What stands before bars is a word that bars stand behind.
  const spec = TABLES.get(context)
  const likely =
    property.values[0]?.kind === 'bars'
      ? known.filter((key) => spec?.get(key)?.expects.startsWith('bars') === true)
      : known
  const near = meant === null ? nearestOf(ctx, text, likely) : null
  const guess = meant?.renamed ?? near
  const isOver = guess !== null && taken(guess)
  const help = isOver
    ? meant === null
      ? {}
      : { hint: `It is \`${guess}\` here, which another line of the block is already.` }
    : (meant ?? nearHint(property.key, near))
  const block = context === 'file' ? 'The piece' : context === 'actions' ? 'A rule' : `A \`${context}\` block`
  ctx.report('SIL0204', property.key, { block, name: text, known: words(known) }, help)
  return isOver ? null : guess
}

/** Modifiers of a property: known ones, each once (a voice may have several timbres). */
export function checkModifiers(ctx: FileContext, property: Property, context: PropertyContext): void {
  const { modifiers } = property
  if (modifiers.length === 0) return
  const spec = TABLES.get(context)?.get(property.key.text)
  if (spec === undefined) return
  const seen = new Map<string, Modifier>()
  for (const m of modifiers) {
    const { text } = m.key
    if (!Object.hasOwn(spec.modifiers, text)) {
      const known = Object.keys(spec.modifiers)
      const near = nearestOf(ctx, text, known)
      ctx.report(
        'SIL0206',
        m.key,
        {
          modifier: text,
          property: property.key.text,
          known: known.length === 0 ? 'no modifiers' : words(known),
        },
        nearHint(m.key, near),
      )
      continue
    }
    if (text === 'timbre' || text === 'on') continue
    const before = seen.get(text)
    if (before === undefined) seen.set(text, m)
    else {
      ctx.report('SIL0205', m.key, { name: text }, { related: [related(ctx, before.key, 'given here')] })
    }
  }
}

/** The only property of a key, if it is written. */
export function only(properties: Properties, key: string): Property | null {
  // By index, here and where else a check runs for each section: an iterator is an object, and there are many.
  for (let i = 0; i < properties.length; i++) {
    const property = properties[i]
    if (property?.key.text === key) return property
  }
  return null
}

/** All properties of a key that may repeat. */
export function all(properties: Properties, key: string): readonly Property[] {
  return properties.filter((property) => property.key.text === key)
}
