/** What is meant by a property that its block does not know. */

import type { Property } from '../../language/ast.ts'
import { lineStart } from '../../language/characters.ts'
import type { Fix } from '../../language/diagnostics.ts'
import { MEMBER_KINDS, PROPERTIES, type PropertyContext } from '../../language/vocabulary.ts'
import {
  bareName,
  type FileContext,
  itemsForSlip,
  namesOf,
  nearestOf,
  rewrite,
  withBlanksBefore,
} from './context.ts'
import { PLACES, RENAMES, SAID, SAID_OF_MEMBERS } from './other-words.ts'
import { LOUDNESS, OF_LEVELS } from './spoken.ts'

interface Meant {
  readonly hint: string
  readonly fixes: readonly Fix[]
  /** It is this one by another name. */
  readonly renamed?: string
}

/** Null where nobody can say. */
export function meantBy(ctx: FileContext, property: Property, context: PropertyContext): Meant | null {
  const { key, target, values } = property
  const word = key.text.toLowerCase().replaceAll(/[_ ]/g, '')
  if (target !== null && word === 'chords') {
    const alone = rewrite({ start: target.start, end: key.start }, '', 'Write chords alone')
    return { hint: 'Chords are the section’s, for all who play.', fixes: [alone] }
  }
  if (context === 'bassist' && values.length === 0 && (word === 'walk' || word === 'walking')) {
    return { hint: 'Did you mean `line walk`?', fixes: [rewrite(key, 'line walk')] }
  }
  if (isMember(context) && (word === 'behind' || word === 'ahead') && values.length > 0) {
    return { hint: `Did you mean \`feel ${word}\`?`, fixes: [rewrite(key, `feel ${word}`)] }
  }
  const share = { staccato: 'length 40%', legato: 'length 100%' }[word]
  if (share !== undefined && values.length === 0 && context !== 'drummer' && isMember(context)) {
    return { hint: `Did you mean \`${share}\`?`, fixes: [rewrite(key, share)] }
  }
  if (context === 'section' && target === null && word === 'dynamics') return loudnessOfMembers(ctx, property)
  const ofPlayer = context === 'file' ? playersOwn(ctx, property, word) : null
  if (ofPlayer !== null) return ofPlayer
  const isStruck = context === 'pianist' && word === 'strum' && values[0]?.kind === 'bars'
  // `roots` are no line, before they stand in bars.
  const isLine = values[0]?.kind === 'bars' || !/^roots?$/.test(word)
  // Nor is `fade out` the level of somebody, nor `fade kit`, which says no level.
  const isName = isLine && !(word === 'fade' && !saysLevel(property))
  if (context === 'section' && target === null && OUT.has(bareName(values[0])?.text ?? '')) {
    const whose = memberNamed(ctx, { kind: 'ref', start: key.start, end: key.end, path: [key] })
    const written = `mute ${whose}`
    if (whose !== null) return { hint: `Did you mean \`${written}\`?`, fixes: [rewrite(property, written)] }
  }
  if (context === 'section' && values.length === 0 && renamedTo(word, context) === 'mute') {
    const [first = 'kit'] = namesOf(ctx, 'member')
    return { hint: `Who is silent stands behind it, as in: mute ${first}`, fixes: [] }
  }
  const renamed = isStruck ? 'comp' : isName ? renamedTo(word, context) : undefined
  if (renamed !== undefined)
    return { hint: `Did you mean \`${renamed}\`?`, fixes: [rewrite(key, renamed)], renamed }
  if (context === 'file' && FORMS.has(word)) {
    return { hint: 'Did you mean `form`?', fixes: [rewrite(key, 'form')] }
  }
  if (context === 'drummer' && isInstrument(ctx, word) && values[0]?.kind === 'bars') {
    return { hint: `${DRUMS} As in: rim |x.x.|  timbre "${key.text}"`, fixes: [] }
  }
  const named =
    context === 'section' && target === null
      ? (ofOneMember(ctx, property, word) ?? ofNamedMember(ctx, property, word) ?? alone(ctx, property, word))
      : null
  if (named !== null) return named
  const said =
    saidOf(SAID[context], word) ??
    (isMember(context) ? saidOf(SAID_OF_MEMBERS, word) : undefined) ??
    saidOf(PLACES, word) ??
    placeOf(word, context)
  if (said === undefined) return null
  if (context !== 'section' || said !== saidOf(SAID.section, word)) return { hint: said, fixes: [] }
  const [first = 'NAME'] = namesOf(ctx, 'member')
  // `fade in bass`
  const up = word === 'fade' ? property.modifiers.find((modifier) => modifier.key.text === 'in') : undefined
  const whose = memberNamed(ctx, values[0]) ?? memberNamed(ctx, up?.values[0]) ?? first
  return {
    hint: (up !== undefined ? (saidOf(SAID.section, 'fadein') ?? said) : said).replace('NAME', whose),
    fixes: [],
  }
}

/** `fade kit to -12 dB` */
function saysLevel({ modifiers }: Property): boolean {
  return modifiers.some(({ key }) => key.text === 'to' || key.text === 'by')
}

/** The name, where it is a member's. */
function memberNamed(ctx: FileContext, value: Property['values'][number] | undefined): string | null {
  const name = bareName(value)
  return name !== null && ctx.scope.bindings.get(name.text)?.target?.kind === 'member' ? name.text : null
}

/** `level kit -20 dB`: what all members have, and whose it is. */
function ofNamedMember(ctx: FileContext, { key, values }: Property, word: string): Meant | null {
  const [value] = values
  if (value === undefined || !Object.hasOwn(PROPERTIES.metronome, word)) return null
  // `kit -20 dB` reads like a difference.
  const whose = value.kind === 'binary' && value.op === '-' ? value.left : value
  const name = memberNamed(ctx, whose)
  if (name === null || (whose === value && values.length === 1)) return null
  const written = `${name}.${word}`
  const span = { start: key.start, end: whose.end }
  return { hint: `Did you mean \`${written}\`?`, fixes: [rewrite(span, written)] }
}

/** `bass out`: no more than that, as `fade out` is a fade. */
const OUT: ReadonlySet<string> = new Set(['out', 'stops', 'rests'])
const ALONE: ReadonlySet<string> = new Set(['solo', 'only', 'just', 'play', 'alone'])

/** `solo kit`, `only kit, bass`: the others are muted. */
function alone(ctx: FileContext, property: Property, word: string): Meant | null {
  const [value] = property.values
  if (!ALONE.has(word) || value === undefined || value.kind === 'bars') return null
  const names = (value.kind === 'list' ? value.items : [value]).map((item) => memberNamed(ctx, item))
  const others: string[] = []
  for (const name of namesOf(ctx, 'member')) {
    if (!names.includes(name) && others.push(name) > MOST_MEMBERS) return null
  }
  const hint = 'Who is not muted plays.'
  if (names.includes(null) || others.length === 0) return { hint: `${hint} As in: mute kit, keys`, fixes: [] }
  const written = `mute ${others.join(', ')}`
  return { hint: `${hint} As in: ${written}`, fixes: [rewrite(property, written)] }
}

/** What a form is called where it is written as one. */
const FORMS: ReadonlySet<string> = new Set(['arrangement', 'structure', 'order', 'sequence'])

const DRUMS = `A drummer has ${Object.keys(PROPERTIES.drummer)
  .filter((key) => PROPERTIES.drummer[key]?.expects.startsWith('bars, as in |') === true)
  .join(', ')}. What else sounds takes one of these, and a timbre says how.`

/** No word of another kind, and no voice that is nearly written. */
function isInstrument(ctx: FileContext, word: string): boolean {
  return (
    !Object.hasOwn(SAID.drummer ?? {}, word) && nearestOf(ctx, word, Object.keys(PROPERTIES.drummer)) === null
  )
}

/** `snare |…|` in a section: of the one who has it; of what all have, how loud it is said to be. */
function ofOneMember(ctx: FileContext, { key, values, modifiers }: Property, word: string): Meant | null {
  const kinds = MEMBER_KINDS.filter((kind) => Object.hasOwn(PROPERTIES[kind], word))
  // `fill every 8 bars` has no value.
  const isSilent = SILENT.has(bareName(values[0])?.text ?? '')
  const isWhole = values[0]?.kind === 'bars' || isSilent || (values.length === 0 && modifiers.length > 0)
  if (kinds.length === 0 || kinds.length === MEMBER_KINDS.length || !isWhole) return null
  const owners = (itemsForSlip(ctx) ?? []).filter(
    (item) => item.kind === 'block' && kinds.some((kind) => kind === item.block),
  )
  const [owner] = owners
  if (owner?.kind !== 'block' || owner.name === null || owners.length > 1) return null
  const written = `${owner.name.text}.${word}`
  if (isSilent) {
    // `fill off` is another matter.
    if (PROPERTIES[owner.block][word]?.expects.startsWith('bars') !== true) return null
    const silence = `${written} |.|`
    const span = { start: key.start, end: values[0]?.end ?? key.end }
    return { hint: `Did you mean \`${silence}\`?`, fixes: [rewrite(span, silence)] }
  }
  return { hint: `Did you mean \`${written}\`?`, fixes: [rewrite(key, written)] }
}

/** `kick off` */
const SILENT: ReadonlySet<string> = new Set(['off', 'out', 'silent', 'tacet', 'muted'])

/** `count 2 bars` outside of blocks: into the player's, which is made where there is none. */
function playersOwn(ctx: FileContext, property: Property, word: string): Meant | null {
  const key = word === 'countin' || word === 'countoff' ? 'count' : word
  if (key === 'zones' || !Object.hasOwn(PROPERTIES.player, key) || property.values.length === 0) return null
  const hint = 'It stands in a `player` block.'
  const written = `${key} ${ctx.file.text.slice(property.values[0]?.start, property.end)}`
  const items = itemsForSlip(ctx)
  if (items === null) return { hint, fixes: [] }
  const player = items.find((item) => item.kind === 'block' && item.block === 'player')
  if (player?.kind !== 'block') return { hint, fixes: [rewrite(property, `player { ${written} }`)] }
  const brace = ctx.file.text.indexOf('{', player.head.end)
  if (!player.closed || brace < 0 || player.properties.some((own) => own.key.text === key))
    return { hint, fixes: [] }
  const [first] = player.properties
  const gap = first === undefined ? ' ' : ctx.file.text.slice(brace + 1, first.start)
  const newText = /[\r\n]/.test(gap) ? `\n${gap.replace(/^.*[\r\n]/s, '')}${written}` : ` ${written} `
  const edits = [
    { span: { start: brace + 1, end: brace + 1 }, newText },
    { span: withBlanksBefore(ctx, property), newText: '' },
  ]
  return { hint, fixes: [{ title: 'Put it into the player’s block', edits }] }
}

/** `dynamics mp` in a section: how loud its members are. */
function loudnessOfMembers(ctx: FileContext, property: Property): Meant {
  const [value, more] = property.values
  const level = more === undefined ? LOUDNESS.get(bareName(value)?.text.toLowerCase() ?? '') : undefined
  const members: string[] = []
  for (const name of namesOf(ctx, 'member')) if (members.push(name) > MOST_MEMBERS) break
  const lines = members.map((name) => `${name}.level ${level ?? '-4 dB'}`)
  const shown =
    lines.length === 0 ? `NAME.level ${level ?? '-4 dB'}` : lines.slice(0, MOST_MEMBERS).join(', ')
  const hint = `A section says how loud each member is, as in: ${shown}. ${OF_LEVELS}`
  const isKnown = level !== undefined && lines.length > 0 && lines.length <= MOST_MEMBERS
  const { text } = ctx.file
  const before = text.slice(lineStart(text, property.start, LONGEST), property.start)
  const indent = before.trim() === '' ? before : `${/^[ \t]*/.exec(before)?.[0] ?? ''}  `
  return { hint, fixes: isKnown ? [rewrite(property, lines.join(`\n${indent}`), 'Write levels')] : [] }
}

/** Of a small band. */
const MOST_MEMBERS = 6
/** Of a line: one of a megabyte is not looked through for each word. */
const LONGEST = 1000

/** By the words of others, made with the first that is asked: a file may be full of them. */
const renames = new Map<PropertyContext, ReadonlyMap<string, string>>()

function renamedTo(word: string, context: PropertyContext): string | undefined {
  let known = renames.get(context)
  if (known === undefined) {
    // The first that knows a word is meant by it.
    const pairs = Object.entries(RENAMES[context] ?? {}).flatMap(([own, others]) =>
      others.map((other) => [other, own] as const),
    )
    known = new Map(pairs.reverse())
    renames.set(context, known)
  }
  return known.get(word)
}

/** Words come from the file: `constructor` is none of the table's. */
function saidOf<T>(table: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined
}

function isMember(context: string): boolean {
  return MEMBER_KINDS.some((kind) => kind === context)
}

const kindsByWord = new Map<string, readonly string[]>()

/** The blocks that know a word. */
function kindsOf(word: string): readonly string[] {
  if (kindsByWord.size === 0)
    for (const [kind, table] of Object.entries(PROPERTIES)) {
      if (kind === 'file' || kind === 'actions') continue
      for (const own of Object.keys(table)) kindsByWord.set(own, [...(kindsByWord.get(own) ?? []), kind])
    }
  return kindsByWord.get(word) ?? []
}

/** Where the word has its place. */
function placeOf(word: string, context: PropertyContext): string | undefined {
  const kinds = kindsOf(word)
  if (kinds.length === 0) return undefined
  if (context === 'section' && kinds.some(isMember))
    return `As in: NAME.${word} …, for the member of that name`
  if (MEMBER_KINDS.every((kind) => kinds.includes(kind))) return 'It stands in the block of a member.'
  const last = kinds.at(-1) ?? ''
  const before = kinds.slice(0, -1).map((kind) => `\`${kind}\``)
  return `It stands in a ${[...(before.length > 0 ? [before.join(', ')] : []), `\`${last}\``].join(' or ')} block.`
}
