/** What may stand at the cursor: from the language's own tables, and the names of the file. */

import type { File } from '../../language/ast.ts'
import { parse } from '../../language/parse.ts'
import {
  BLOCK_KINDS,
  HEADS,
  MEMBER_PROPERTIES,
  PROPERTIES,
  type PropertySpec,
} from '../../language/vocabulary.ts'
import type { Completion } from './answers.ts'
import { placeAt } from './enclosing.ts'
import { numberedStops } from './stops.ts'

export function completionsAt(text: string, offset: number): readonly Completion[] {
  const { file } = parse(text)
  const before = text.slice(0, offset)
  if (insideBars(before) || insideString(before)) return []
  const unit = unitsAfter(before)
  if (unit.length > 0) return unit
  const { context, block, property } = placeAt(file, text, offset)
  if (property !== null) {
    const spec = PROPERTIES[context][property.key.text] ?? MEMBER_PROPERTIES[property.key.text]
    // Behind a modifier its values come first.
    const behind = property.modifiers.findLast(({ key }) => key.end < offset)?.key.text
    const key = behind ?? property.key.text
    return [...(WORDS[key] ?? []).map(value), ...names(file, key), ...modifiers(spec)]
  }
  const known = Object.entries(PROPERTIES[context])
  if (context === 'section') return [...known.map(propertyItem), ...names(file, 'mute')]
  if (context !== 'file') return known.map(propertyItem)
  if (block !== null) return []
  const settings = new Set(known.map(([name]) => name))
  return [...known.map(propertyItem), ...HEADS.filter((head) => !settings.has(head)).map(headItem)]
}

/** Words that a property knows, where they are few. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  curve: ['smooth', 'classic'],
  expect: ['player', 'grid'],
  track: ['one', 'many'],
  voicing: ['rootless', 'shell', 'spread', 'drop2', 'close'],
  approach: ['chromatic', 'scale', 'dominant'],
  feel: ['behind', 'ahead'],
  count: ['player', '1 bar'],
  line: ['walk'],
  unit: ['session', 'user-week'],
  rest: ['every'],
  fill: ['every'],
  dynamics: ['follow player'],
}

const NAMED: Readonly<Record<string, (file: File) => readonly string[]>> = {
  timbre: (file) => declared(file, 'timbre'),
  zones: (file) => blocksOf(file, ['zones']),
  mute: (file) => blocksOf(file, BLOCK_KINDS.slice(2, 7)),
  unmute: (file) => blocksOf(file, BLOCK_KINDS.slice(2, 7)),
  level: (file) => blocksOf(file, BLOCK_KINDS.slice(2, 7)),
  section: (file) => blocksOf(file, ['section']),
}

function names(file: File, key: string): readonly Completion[] {
  const found = [...(NAMED[key]?.(file) ?? []), ...(key === 'mute' ? [] : declared(file, 'let'))]
  return [...new Set(found)].map((label) => item(label, 'name', '', ''))
}

function blocksOf(file: File, kinds: readonly string[]): readonly string[] {
  return file.items.flatMap((one) =>
    one.kind === 'block' && kinds.includes(one.block) && one.name !== null && one.name.text !== ''
      ? [one.name.text]
      : [],
  )
}

/** Declared here, or imported: what an import brings may be anything. */
function declared(file: File, kind: 'timbre' | 'let'): readonly string[] {
  return file.items.flatMap((one) => {
    if (one.kind === 'import') return one.names.map(({ name, alias }) => (alias ?? name).text)
    return one.kind === kind && one.name.text !== '' ? [one.name.text] : []
  })
}

function propertyItem([name, spec]: readonly [string, PropertySpec]): Completion {
  return item(name, 'property', spec.expects, spec.doc, `${name} `)
}

function modifiers(spec: PropertySpec | undefined): readonly Completion[] {
  return Object.keys(spec?.modifiers ?? {}).map((name) => item(name, 'keyword', 'modifier', '', `${name} `))
}

const value = (label: string): Completion => item(label, 'value', '', '')

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
function unitsAfter(before: string): readonly Completion[] {
  if (!/(?:^|[\s(.])-?\d+(?:\.\d+)? +[a-zA-Z]*$/.test(before)) return []
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const units = /\btempo\b/.test(line) ? ['bpm'] : ['ms', 's', 'bars', 'beats', 'bpm', 'dB']
  return units.map((unit) => item(unit, 'unit', 'unit', ''))
}

function insideBars(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return (line.match(/\|/g)?.length ?? 0) % 2 === 1
}

function insideString(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return (line.match(/"/g)?.length ?? 0) % 2 === 1 || line.includes('//')
}

function item(
  label: string,
  kind: Completion['kind'],
  detail: string,
  doc: string,
  insert = label,
): Completion {
  return { label, kind, detail, doc, insert }
}
