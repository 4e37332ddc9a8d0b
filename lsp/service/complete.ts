/** What may stand at the cursor: from the language's own tables, and the names of the file. */

import type { File } from '../../language/ast.ts'
import { parse } from '../../language/parse.ts'
import { HEADS, MEMBER_PROPERTIES, PROPERTIES, type PropertySpec } from '../../language/vocabulary.ts'
import type { Completion } from './answers.ts'
import { chordsInBars, wordsInPrompt } from './complete-quoted.ts'
import { nextIn } from './complete-statement.ts'
import { item, LEARN, name, value, WORDS } from './complete-words.ts'
import { type Declaration, namesOf } from './declared.ts'
import { placeAt } from './enclosing.ts'
import { statementBefore } from './statement.ts'
import { numberedStops } from './stops.ts'

/** Names that other files have, by what they are; an editor that knows one file has none. */
export type Elsewhere = (kinds: readonly Declaration[]) => readonly Completion[]

export function completionsAt(
  text: string,
  offset: number,
  elsewhere: Elsewhere = () => [],
  /** What the text reads as, of who has read it already. */
  read?: File,
): readonly Completion[] {
  const before = text.slice(0, offset)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (insideComment(line)) return []
  if (insideString(line)) return wordsInPrompt(line)
  const file = read ?? parse(text).file
  if (insideBars(line)) return chordsInBars(file, text, offset)
  const unit = unitsAfter(line)
  const statement = statementBefore(text, offset)
  const next = nextIn(statement, file, restOfLine(text, offset), elsewhere)
  if (next !== null) return unique([...unit, ...next])
  const { context, block, property } = placeAt(file, text, offset)
  const known = Object.entries(PROPERTIES[context])
  if (property !== null) {
    const spec = PROPERTIES[context][property.key.text] ?? MEMBER_PROPERTIES[property.key.text]
    // Behind a modifier its values come first.
    const behind = property.modifiers.findLast(({ key }) => key.end < offset)?.key.text
    const key = behind ?? property.key.text
    const isFull = spec !== undefined && property.values.filter(({ end }) => end < offset).length >= spec.max
    return unique([
      ...unit,
      ...(isFull && behind === undefined
        ? []
        : [...(WORDS[key] ?? []).map(value), LEARN, ...names(file, key, elsewhere)]),
      ...modifiers(spec),
      ...(isFull && block !== null && isOneLine(text, block.start, offset) ? known.map(propertyItem) : []),
      // A `let` may stand wherever a quantity may: those of other files come last, or they would drown what belongs here.
      ...(isFull && behind === undefined ? [] : letsElsewhere(key, elsewhere)),
    ])
  }
  if (unit.length > 0) return unit
  if (context === 'section') return [...known.map(propertyItem), ...names(file, 'mute', elsewhere)]
  if (context !== 'file') return known.map(propertyItem)
  if (block !== null) return []
  const settings = new Set(known.map(([name]) => name))
  return [...known.map(propertyItem), ...HEADS.filter((head) => !settings.has(head)).map(headItem)]
}

/** A block on one line: behind a property that has all it takes the next one may stand. */
const isOneLine = (text: string, start: number, offset: number): boolean =>
  !/[\r\n]/.test(text.slice(start, offset))

const restOfLine = (text: string, offset: number): string => /^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? ''

function unique(items: readonly Completion[]): readonly Completion[] {
  const seen = new Set<string>()
  return items.filter(({ label }) => !seen.has(label) && seen.add(label))
}

const NAMED: Readonly<Record<string, Declaration>> = {
  timbre: 'timbre',
  zones: 'zones',
  mute: 'member',
  unmute: 'member',
  level: 'member',
  section: 'section',
}

function names(file: File, key: string, elsewhere: Elsewhere): readonly Completion[] {
  const kind = NAMED[key]
  const own = namesOf(file, [
    ...(kind === undefined ? [] : [kind]),
    ...(key === 'mute' ? [] : ['let' as const]),
  ]).map(name)
  return kind === undefined ? own : [...own, ...elsewhere([kind])]
}

/** Not where names of something else stand. */
function letsElsewhere(key: string, elsewhere: Elsewhere): readonly Completion[] {
  return NAMED[key] === undefined || key === 'level' ? elsewhere(['let']) : []
}

function propertyItem([name, spec]: readonly [string, PropertySpec]): Completion {
  return item(name, 'property', spec.expects, spec.doc, `${name} `)
}

function modifiers(spec: PropertySpec | undefined): readonly Completion[] {
  return Object.keys(spec?.modifiers ?? {}).map((name) => item(name, 'keyword', 'modifier', '', `${name} `))
}

function headItem(head: string): Completion {
  const snippet = SNIPPETS[head]
  if (snippet === undefined) return item(head, 'keyword', '', '', `${head} `)
  return item(head, 'snippet', 'block', '', numberedStops(snippet))
}

/** «…» is what the author will want to write over, in this order. */
export const SNIPPETS: Readonly<Record<string, string>> = {
  zones: 'zones «pocket» {\n  snap   «20 ms»\n  follow «100 ms»  strength 0.5\n  limit  «200 ms»\n}',
  player: 'player {\n  zones «pocket»\n}',
  metronome: 'metronome «click» {\n  beat |«X x x x»|\n}',
  drummer:
    'drummer «kit» {\n  kick  |«x... .... x... ....»|\n  snare |«.... x... .... x...»|\n  hat   |«x.x. x.x. x.x. x.x.»|\n}',
  bassist: 'bassist «bass» follows «kit» {\n  line |«1 - 5 .»|\n}',
  pianist: 'pianist «keys» follows «kit» {\n  comp |«. x . x»|\n}',
  guitarist: 'guitarist «guitar» follows «kit» {\n  comp |«x x x x»|\n}',
  section: 'section «head» {\n  bars «8»\n  chords | «C» | «G7» |\n}',
  rule: 'rule «quiet» when «player.silent» for «2 bars» {\n  «mute click»\n}',
}

/** Behind a number that stands alone. */
function unitsAfter(line: string): readonly Completion[] {
  if (!/(?:^|[\s(.])-?\d+(?:\.\d+)? +[a-zA-Z]*$/.test(line)) return []
  const units = /\btempo\b/.test(line) ? ['bpm'] : ['ms', 's', 'bars', 'beats', 'bpm', 'dB']
  return units.map((unit) => item(unit, 'unit', 'unit', ''))
}

/** Strokes stand between two `|`; chords go on behind each of them. */
const insideBars = (line: string): boolean =>
  (withoutStrings(line).match(/\|/g)?.length ?? 0) % 2 === 1 || /\bchords\b[^"{}]*\|/.test(line)

const insideString = (line: string): boolean => (line.match(/"/g)?.length ?? 0) % 2 === 1

const insideComment = (line: string): boolean => withoutStrings(line).includes('//')

const withoutStrings = (line: string): string => line.replace(/"[^"]*"/g, '""')
