/** What stands behind a property on its line, and is neither modifier nor the next one. */

import type { Property } from '../ast.ts'
import { isLineBreak } from '../characters.ts'
import { nearest } from '../nearest.ts'
import {
  begins,
  isHead,
  isLeftBrace,
  isRightBrace,
  isVoice,
  isWord,
  type Known,
  type Mutable,
  missingCommas,
  quote,
  type Reader,
  skipLine,
  skipWhile,
  spanOf,
  startsProperty,
  takesNames,
  UNKNOWN,
} from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'
import { NOT_OF_VOICES } from '../vocabulary.ts'
import { readBehindBars, readLastRepeat } from './behind-bars.ts'
import { isCountedBars, isPlaceOfPlayer } from './counted-bars.ts'
import { isEvery, readEvery } from './every.ts'
import { readFillWritten } from './fills.ts'
import { readLevelAstray } from './level-forms.ts'
import { readMuteBehind } from './mutes.ts'
import { readPickupInNotes } from './pickups.ts'
import { isSeparator } from './separators.ts'
import { readTempoAstray } from './tempo-forms.ts'

/** What still stands on the property's line and is neither modifier nor next property. */
export function skipPropertyJunk(r: Reader, property: Mutable<Property>, known: Known): void {
  const isBar =
    property.values[property.values.length - 1]?.kind === 'bars' && property.modifiers.length === 0
  if (isBar && readLastRepeat(r, property)) return
  // The checker tells of the words before it.
  if (property.key.text === 'player' && property.modifiers.length === 0 && isPlaceOfPlayer(r)) r.take()
  const next = r.peek(1)
  if (begins(r, next) || r.kind(next) === t.End || isRightBrace(r, next)) return
  const isMark = isSeparator(r, takesNames(known))
  if (isMark && (r.context !== 'file' || begins(r, r.peek(2)))) return
  if ((startsProperty(r) && r.context !== 'file') || isCountedBars(r)) return
  skipJunk(r, property, known, next, isBar)
}

/** Right text has none, and loads nothing of what is said of it. */
function skipJunk(r: Reader, property: Mutable<Property>, known: Known, next: Token, isBar: boolean): void {
  if (r.context === 'actions' && isEvery(r)) {
    readEvery(r)
    return
  }
  if (r.context === 'file' && (startsProperty(r) || isHead(r, next) || isSeparator(r, false))) {
    tellSetting(r)
    return
  }
  if (isWord(r, next) && misspelt(r, next, known)) return
  if (isBar && !UNKNOWN.modifiers.has(r.image(next)) && readBehindBars(r, property, known)) return
  if (property.key.text === 'band' && isLeftBrace(r, next)) {
    const span = spanOf(r, r.take())
    const expected = 'there are no braces around a piece, its blocks stand side by side'
    const fixes = [{ title: 'Leave out {', edits: [{ span, newText: '' }] }]
    r.report('SIL0101', span, { found: '`{`', expected }, { fixes })
    return
  }
  if (property.key.text === 'mute' && readMuteBehind(r, property)) return
  if (takesNames(known) && isWord(r, next) && t.RESERVED_WORDS[r.kind(next)] !== 1) {
    skipNames(r, known)
    return
  }
  if (property.key.text === 'tempo' && readTempoAstray(r, property)) return
  if (property.key.text === 'level' && r.context !== 'actions' && readLevelAstray(r, property)) return
  if (property.key.text === 'fill' && readFillWritten(r)) return
  if (property.key.text === 'pickup' && readPickupInNotes(r, property)) return
  const names = [...known.modifiers.keys()].filter((name) => !isVoice(known) || !NOT_OF_VOICES.has(name))
  const expected =
    names.length === 0 || known === UNKNOWN
      ? `${quote(property.key.text)} ends here`
      : `after ${quote(property.key.text)} may follow ${names.join(', ')}`
  const hint =
    property.key.text === 'meter'
      ? /^accent/.test(r.image(next))
        ? ACCENTS
        : METERS
      : r.context === 'actions'
        ? OF_RULES.get(r.image(next))
        : isVoice(known)
          ? (OF_VOICES.get(r.image(next)) ??
            (/^\d+(?:st|nd|rd|th)s?$/.test(r.image(next)) ? OF_CELLS : undefined))
          : property.key.text === 'mute' && r.context === 'section'
            ? SAME_ALL_ALONG
            : undefined
  // `bars 8 repeat 2 chords | C |`: a property that nobody knows, and what stands behind it is read.
  if (r.context === 'section' && !isVoice(known) && isUnknownProperty(r, next, property, known)) return
  if (known === UNKNOWN && property.key.text !== '') {
    // That nobody knows the property is told by the checker: of what stands behind it nothing is said besides.
    skipSilently(r, junkOfLine(r))
    return
  }
  skipWhile(r, junkOfLine(r), expected, true, hint)
}

function skipSilently(r: Reader, isJunk: (token: Token) => boolean): void {
  do r.take()
  while (r.kind(r.peek(1)) !== t.End && isJunk(r.peek(1)))
}

/** A word that no section knows, or `kit` and a dot, with a value behind it; or by itself where the property before is whole: `bars 4 vamp`. */
function isUnknownProperty(r: Reader, word: Token, { values }: Property, known: Known): boolean {
  if (r.kind(word) !== t.Identifier) return false
  const isWhole = values.length > 0 && known.spec.max === values.length && known.modifiers.size === 0
  return isWhole || (VALUE[r.kind(r.peek(2))] === 1 && !begins(r, r.peek(2)))
}

const VALUE = t.kindSet(t.Quantity, t.BadQuantity, t.Plus, t.Minus, t.Identifier, t.Dot)

/** `tempo 96 bpm meter 3/4`, with or without a comma between: the second is read as if it stood on a line of its own. */
function tellSetting(r: Reader): void {
  const start = r.end(r.peek(0))
  if (r.kind(r.peek(1)) === t.Comma) r.take()
  const word = r.peek(1)
  const name = quote(r.image(word))
  const gap = { start, end: r.start(word) }
  const isPlain = /^[\s,]*$/.test(r.text.slice(gap.start, gap.end))
  const fixes = [{ title: `Put ${name} on a line of its own`, edits: [{ span: gap, newText: '\n' }] }]
  const args = { found: name, expected: 'each setting of the piece stands on a line of its own' }
  r.report('SIL0101', spanOf(r, word), args, { fixes: isPlain ? fixes : [] })
}

/** To the end of the line; what opens on it closes in the same junk, and not the block around it. */
function junkOfLine(r: Reader): (token: Token) => boolean {
  let open = isLeftBrace(r, r.peek(1)) && bracesClose(r, 2) ? 1 : 0
  let isOdd = open === 0 && isLeftBrace(r, r.peek(1))
  return (token) => {
    if (open > 0) {
      if (isLeftBrace(r, token)) open++
      else if (isRightBrace(r, token)) open--
      return true
    }
    if (begins(r, token) || isRightBrace(r, token)) return false
    if (!isOdd && isLeftBrace(r, token)) {
      if (bracesClose(r, 2)) open = 1
      else isOdd = true
    }
    return true
  }
}

/** Tokens between braces that are looked at. */
const MOST_IN_BRACES = 200

/** Do the braces that have just been opened close, and those around them as well, before something else is declared? */
function bracesClose(r: Reader, from: number): boolean {
  const around = r.context === 'file' ? 0 : 1
  let open = 1
  for (let ahead = from; ahead < MOST_IN_BRACES; ahead++) {
    const token = r.peek(ahead)
    if (r.kind(token) === t.End) return false
    if (isLeftBrace(r, token)) open++
    else if (isRightBrace(r, token) && --open + around <= 0) return true
    if (begins(r, token) && isHead(r, token) && isFirstColumn(r, token)) return false
  }
  return open <= 0
}

function isFirstColumn(r: Reader, token: Token): boolean {
  const start = r.start(token)
  return start === 0 || isLineBreak(r.text.charCodeAt(start - 1))
}

/** `mute kit in bar 16`, `last bar: kit fill` */
export const SAME_ALL_ALONG =
  'A section is the same from its first bar to its last. What changes in it is a section of its own, as in: section stop { bars 1  mute kit }'

const METERS =
  'Bars that take turns may be one bar in groups, as in: meter 12/8 (2+2+3+3+2). A bar of another metre is a section’s, as in: section b { bars 1  meter 5/8 }'
const ACCENTS =
  'Groups say where the beats of a bar are, as in: meter 12/8 (3+3+2+2+2). An accent is a cell: |..X..X.X.X.X|'

const LOOP =
  'A pattern’s own length is a loop, across the bars: loop 3 beats, or loop 3 steps, which are 16ths'
const PITCHES = 'Chords and pitches are written as they sound, with any capo and in any tuning.'
/** `kick |xxxx xxxx xxxx xxxx| 16ths` */
const OF_CELLS = 'How long a cell is says their number: 16 in a bar of 4/4 are 16ths.'

/** What people write behind a pattern. */
const OF_VOICES: ReadonlyMap<string, string> = new Map([
  ['swing', 'Swing is the piece’s, on a line of its own, or a section’s.'],
  ['every', 'Bars that come once in four are written with the three others: |X...|.|.|.|'],
  ['accent', 'X is an accent.'],
  ['accents', 'X is an accent.'],
  ['ghost', 'g is a ghost, in the bars: |x..g|'],
  ...['polymeter', 'polymetre', 'polyrhythm', 'length', 'meter', 'cycle'].map(
    (word) => [word, LOOP] as const,
  ),
  ...['capo', 'tuning'].map((word) => [word, PITCHES] as const),
  ...['behind', 'late', 'delay'].map((word) => [word, 'As in: feel behind 8 ms'] as const),
  ...['ahead', 'early', 'push'].map((word) => [word, 'As in: feel ahead 8 ms'] as const),
  [
    'sample',
    'A recording is a timbre with a name: timbre thud = sample "thud.wav" outside of blocks, and here: timbre thud',
  ],
  ['follows', 'It stands before the brace, as in: bassist bass follows kit { … }'],
])

/** What people write behind an action. */
const OF_RULES: ReadonlyMap<string, string> = new Map([
  [
    'for',
    'An action lasts as long as its condition. How long that must have held stands behind it: when player.silent for 2 bars',
  ],
  ['over', 'Levels and the tempo move over a time; all else is done at once.'],
])

/** `mute kit keys` */
function skipNames(r: Reader, known: Known): void {
  const bare: Token[] = []
  for (let next = r.peek(1); isWord(r, next) && !begins(r, next); next = r.peek(1)) {
    if (known.modifiers.has(r.image(next)) || startsProperty(r) || t.RESERVED_WORDS[r.kind(next)] === 1) break
    bare.push(r.take())
  }
  missingCommas(r, bare, 'names')
}

/** `strenght 0.4`, `tmbre "dry"`: nearly a modifier. The rest of the line is read over. */
function misspelt(r: Reader, word: Token, known: Known): boolean {
  // A word of the language is written well, only not here.
  const isWritten = known === UNKNOWN || UNKNOWN.modifiers.has(r.image(word))
  const meant = isWritten ? null : nearest(r.image(word), known.modifiers.keys())
  if (meant === null) return false
  const args = { found: quote(r.image(word)), expected: `perhaps ${quote(meant)} is meant` }
  const fixes = [{ title: `Write ${meant}`, edits: [{ span: spanOf(r, word), newText: meant }] }]
  r.report('SIL0101', spanOf(r, word), args, { fixes })
  skipLine(r)
  return true
}
