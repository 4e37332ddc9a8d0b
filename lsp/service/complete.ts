/** What may stand at the cursor: from the language's own tables, and the names of the file. */

import type { File } from '../../language/ast.ts'
import { parse } from '../../language/parse.ts'
import { HEADS, PROPERTIES } from '../../language/vocabulary.ts'
import type { Completion } from './answers.ts'
import { cellsFor } from './complete-cells.ts'
import { behindImport, type Foreign, importedPaths, inImportBraces } from './complete-imports.ts'
import { givenIn, propertiesOf } from './complete-properties.ts'
import { chordsInBars, wordsInPrompt } from './complete-quoted.ts'
import { inScenario } from './complete-scenario.ts'
import { nextIn } from './complete-statement.ts'
import { numberBefore } from './complete-units.ts'
import { behindProperty, type Names } from './complete-values.ts'
import { item, name, word } from './complete-words.ts'
import { namesOf } from './declared.ts'
import { placeAt } from './enclosing.ts'
import { statementBefore } from './statement.ts'
import { numberedStops } from './stops.ts'

/** What other files have; an editor that knows one file has none. */
export interface Elsewhere {
  /** Names by what they are, each with the import that brings it. */
  readonly names: Names
  /** What an import may bring. */
  foreign(): readonly Foreign[]
  /** And from where. */
  paths(): readonly string[]
}

const NOTHING: Elsewhere = { names: () => [], foreign: () => [], paths: () => [] }

export function completionsAt(
  text: string,
  offset: number,
  elsewhere: Elsewhere = NOTHING,
  /** What the text reads as, of who has read it already. */
  read?: File,
): readonly Completion[] {
  const before = text.slice(0, offset)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (insideComment(line)) return []
  if (insideString(line)) return importedPaths(line, text, offset, elsewhere.paths) ?? wordsInPrompt(line)
  const file = read ?? parse(text).file
  if (inStrokes(line)) return []
  if (insideBars(line)) return chordsInBars(file, text, offset)
  const statement = statementBefore(text, offset)
  const { words } = statement
  const brought = words[0] === 'import' ? words : inImportBraces(before, statement.typed)
  if (brought !== null) return behindImport(text, offset, brought, elsewhere.foreign)
  const number = numberBefore(line, words)
  if (number?.touches === true) return number.units
  const unit = number?.units ?? []
  // What is measured is a number like any other; a slot's wants its range.
  if (unit.length > 0 && /^(let|reward|timbre)$/.test(words[0] ?? '') && !words.includes('learn')) return unit
  const ranged = words.includes('learn') && words.at(-2) === '..' ? [item('log', 'keyword'), word('by')] : []
  const place = placeAt(file, text, offset)
  const { context, block, property } = place
  if (property !== null && context === 'scenario' && property.key.text !== 'bars') {
    const since = words.slice(words.lastIndexOf(property.key.text))
    return number === null ? inScenario(since, () => namesOf(file, ['member'])) : unit
  }
  const next = nextIn(statement, file, elsewhere.names)
  if (next !== null) return unique([...unit, ...ranged, ...next])
  const isFile = context === 'file'
  const known = propertiesOf(context, isFile ? settingsOf(file, offset) : givenIn(place, offset))
  if (property !== null) {
    const { values, modifiers, isFull, isBegun } = behindProperty(
      { file, context, property, words, begins: offset - statement.typed.length },
      elsewhere.names,
    )
    const takes = number === null ? values() : []
    return unique([
      ...unit,
      ...ranged,
      // The first value comes before anything else; a second is rare.
      ...(isBegun ? [...modifiers, ...takes] : [...takes, ...modifiers]),
      ...(isFull && block !== null && isOneLine(text, block.start, offset) ? known : []),
    ])
  }
  if (number !== null) return unit
  if (context === 'section') return [...known, ...namesOf(file, ['member']).map(name)]
  if (!isFile) return known
  if (block !== null) return []
  const has = settingsOf(file, offset)
  const isSet = ({ label }: Completion): boolean => has.has(label)
  const heads = HEADS.filter((head) => !(head in PROPERTIES.file)).map(headItem)
  return [...known.filter((one) => !isSet(one)), ...heads, ...known.filter(isSet)]
}

/** What a file has set, but for the word that is being written. */
const settingsOf = ({ items }: File, offset: number): ReadonlySet<string> =>
  new Set(
    items.flatMap((item) => {
      if (item.kind !== 'setting') return []
      const { text, start, end } = item.property.key
      return start <= offset && offset <= end ? [] : text
    }),
  )

/** A block on one line: behind a property that has all it takes the next one may stand. */
const isOneLine = (text: string, start: number, offset: number): boolean =>
  !/[\r\n]/.test(text.slice(start, offset))

function unique(items: readonly Completion[]): readonly Completion[] {
  const seen = new Set<string>()
  return items.filter(({ label }) => !seen.has(label) && seen.add(label))
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
    'drummer «kit» {\n  kick   |«x... .... x... ....»|\n  snare  |«.... x... .... x...»|\n  hat    |«x.x. x.x. x.x. x.x.»|\n}',
  bassist: 'bassist «bass» follows «kit» {\n  line |«1 - 5 .»|\n}',
  pianist: 'pianist «keys» follows «kit» {\n  comp |«. x . x»|\n}',
  guitarist: 'guitarist «guitar» follows «kit» {\n  comp |«x x x x»|\n}',
  section: 'section «head» {\n  bars «8»\n  chords | «C» | «G7» |\n}',
  rule: 'rule «quiet» when «player.silent» for «2 bars» {\n  «mute click»\n}',
  train: 'train «practice» {\n  explore «10%»\n}',
  scenario: 'scenario "«a steady player»" {\n  player «steady»\n  expect tempo within «2%» of «96 bpm»\n}',
}

/** Strokes stand between two `|`; chords go on behind each of them. */
const insideBars = (line: string): boolean =>
  (withoutStrings(line).match(/\|/g)?.length ?? 0) % 2 === 1 || /\bchords\b[^"{}]*\|/.test(line)

/** Bars whose cells are strokes or notes. */
const inStrokes = (line: string): boolean => insideBars(line) && !/\bchords\b[^"{}]*\|/.test(line)

/** The cells of a bar, for who asks for them: nobody wants them while typing. */
export function cellsAt(text: string, offset: number): readonly Completion[] {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const isThere = !insideComment(line) && !insideString(line) && inStrokes(line)
  return isThere ? cellsFor(line) : []
}

const insideString = (line: string): boolean => (line.match(/"/g)?.length ?? 0) % 2 === 1

export const isInQuotes = (text: string, offset: number): boolean =>
  insideString(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))

const insideComment = (line: string): boolean => withoutStrings(line).includes('//')

const withoutStrings = (line: string): string => line.replace(/"[^"]*"/g, '""')
