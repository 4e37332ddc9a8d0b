/** What may stand inside quotes and bars: words that a timbre's prompt knows, and chords. */

import type { File } from '../../language/ast.ts'
import { COMMON_ENDINGS } from '../../runtime/theory/chord-spelling.ts'
import { knownSpellings } from '../../runtime/timbre/lexicon.ts'
import type { Completion } from './answers.ts'
import { chordsOfKey, chordTones } from './chords.ts'
import { item, TONICS, value } from './complete-words.ts'
import { placeAt } from './enclosing.ts'

const BASSES = TONICS.map(({ label }) => label)

/** @param line the cursor's line, up to the cursor */
export function wordsInPrompt(line: string): readonly Completion[] {
  const opening = line.lastIndexOf('"')
  // A path, a title: nobody knows what stands there.
  return /(?:\btimbre\b|\bnear|\bmix\s*\()[^"]*(?:"[^"]*"[^"]*)*$/.test(line.slice(0, opening)) &&
    !/\bsample\s*$/.test(line.slice(0, opening))
    ? PROMPT_WORDS
    : []
}

/** As people write them; the lexicon reads a hyphen as a blank. */
const HYPHENED =
  /^(hi|lo|low|high|half|cross|bell|tam|tom|honky|rim|side) (hat|fi|pitched|open|stick|like|tam|tom|tonk)$/

const PROMPT_WORDS: readonly Completion[] = knownSpellings().map((spelling) =>
  value(spelling.replace(HYPHENED, '$1-$2')),
)

/** Chords where bars hold chords: those of the key, or all on the root that has been typed. */
export function chordsInBars(file: File, text: string, offset: number): readonly Completion[] {
  const { context, property } = placeAt(file, text, offset)
  if (context !== 'section' || property?.key.text !== 'chords') return []
  const typed = /[^\s|[\]]*$/.exec(text.slice(0, offset))?.[0] ?? ''
  const rest = /^[^\s|[\]]*/.exec(text.slice(offset))?.[0] ?? ''
  // The chord as a whole: what stands behind the cursor is not doubled.
  const replace = { start: offset - typed.length, end: offset + rest.length }
  const over = /^(.+)\/[A-G]?[#b♯♭]?$/.exec(typed)?.[1]
  if (over !== undefined) return BASSES.map((bass) => ({ ...chord(`${over}/${bass}`), replace }))
  const root = /^[A-G][#b♯♭]?/.exec(typed)?.[0]
  if (root !== undefined) return COMMON_ENDINGS.map((ending) => ({ ...chord(`${root}${ending}`), replace }))
  const setting = file.items.find((one) => one.kind === 'setting' && one.property.key.text === 'key')
  const key =
    setting === undefined ? 'C major' : text.slice(setting.start, setting.end).replace(/^key\s+/, '')
  return [
    ...chordsOfKey(key).map(chord),
    item('%', 'value', 'the bar before, once more'),
    item('N.C.', 'value', 'nobody plays chords'),
  ]
}

const chord = (name: string): Completion => item(name, 'value', chordTones(name)?.join(' ') ?? '')
