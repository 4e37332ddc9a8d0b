/** What stands between bars of chords and is no chord: written as other books and other programs write it. */

import type { Cell, Span } from '../ast.ts'
import type { Edit, Fix } from '../diagnostics.ts'
import { quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'
import { repeatSigns } from './repeat-signs.ts'

export const CHORD_CELLS =
  'Between these | stand chords, N.C., - where a chord goes on, and % for the bar before.'

/** What bars of chords are made of. */
export const OF_CHORDS = t.kindSet(t.BarSep, t.Count, t.Tie, t.BarName, t.NoChord, t.Repeat)

/** What may touch in one of these: `c2:m7.5-` is eight tokens. */
const CELLS = t.kindSet(
  t.Count,
  t.Hit,
  t.Rest,
  t.Tie,
  t.Maybe,
  t.Degree,
  t.BarName,
  t.NoChord,
  t.Repeat,
  t.BadCell,
)

/** How a chord is meant that is written in small letters and so in cells of other bars, `d7`; null where none is. */
export function smallChord(text: string): { readonly meant: string; readonly hint: string } | null {
  return SMALL.test(text) ? { meant: capital(text), hint: WAYS.small.hint } : null
}

interface Way {
  readonly hint: string
  /** Of the chord or the sign that is meant. */
  readonly meant: ((text: string) => string) | null
}

const WAYS = {
  slash: { hint: 'A chord goes on with -, as in | C - G - |.', meant: () => '-' },
  german: {
    hint: 'The German H is B here, and the German B is Bb.',
    meant: (text) => `B${spelt(text.slice(1))}`,
  },
  dutch: {
    hint: 'A flat is written b and a sharp #, as in Bb, Ebm7 and F#.',
    meant: (text) => text.replace(DUTCH_BASS, signed).replace(DUTCH, signed),
  },
  comma: {
    hint: 'In a chord stands no comma: each tone has its own brackets, as in C7(b9)(13).',
    meant: (text) => text.replaceAll(',', ')('),
  },
  numeral: {
    hint: 'Numbers and numerals leave open which key: write each chord by its root, as in Dm7.',
    meant: null,
  },
  small: {
    hint: 'A chord begins with a capital, and what kind it is touches that, as in Cm7 or F#maj7.',
    meant: capital,
  },
} as const satisfies Record<string, Way>

/** Reads on over what touches the token; null where it is a chord, or belongs to others. */
export function readNoChord(token: Token, r: Reader): Cell | null {
  const kind = r.kind(token)
  if (CELLS[kind] !== 1 || kind === t.Tie || kind === t.Repeat || kind === t.NoChord) return null
  const run = runFrom(token, r)
  const text = r.text.slice(run.start, run.end)
  // Most chords are asked no further.
  if (!run.wrong && run.last === token && PLAIN.test(text)) return null
  // The 7 of `d7` is no number.
  const isOwn = /[\s|:[]/.test(r.text.charAt(run.start - 1))
  const way = wayOf(text)
  const said = way ?? text
  // Strokes and degrees are cells, only not of chords: that is for the compiler to say.
  if (!run.wrong && way !== 'dutch' && !(isOwn && way === 'numeral') && !r.wrongCells.has(said)) return null
  r.skip(run.last)
  if (!r.wrongCells.has(said)) {
    // Whoever writes one so writes them all.
    r.wrongCells.add(said)
    const help = repeatSigns(token, r) ?? {
      hint: way === null ? CHORD_CELLS : WAYS[way].hint,
      fixes: way === null ? [] : fixesOf(way, run, r),
    }
    r.report('SIL0124', span(run), { text: quote(text), what: 'a chord' }, help)
  }
  return { kind: 'bad', ...span(run), text }
}

/** No chord is written that long, and a line of a megabyte must not be looked through from each cell. */
const LONGEST = 40

interface Run extends Span {
  readonly last: Token
  /** Does something stand in it that no bars know? */
  readonly wrong: boolean
}

const span = ({ start, end }: Span): Span => ({ start, end })

function runFrom(token: Token, r: Reader): Run {
  let last = token
  let wrong = r.kind(token) === t.BadCell
  const enough = r.start(token) + LONGEST
  for (let next = look(r, last + 1); CELLS[r.kind(next)] === 1 && r.start(next) === r.end(last); ) {
    if (r.start(next) > enough) break
    last = next
    wrong ||= r.kind(last) === t.BadCell || r.kind(last) === t.Count
    next = look(r, last + 1)
  }
  return { start: r.start(token), end: r.end(last), last, wrong }
}

/** What is looked at is noted. */
const look = (r: Reader, token: Token): Token => r.peek(token - r.peek(1) + 1)

/** A root in its English name with its kind, and no bass. */
const PLAIN = /^[A-G](?![eis])[^/:]*$/

function wayOf(text: string): keyof typeof WAYS | null {
  if (/^\/+$/.test(text)) return 'slash'
  if (GERMAN.test(text)) return 'german'
  if (DUTCH.test(text) || DUTCH_BASS.test(text)) return 'dutch'
  if (NUMERAL.test(text)) return 'numeral'
  if (COMMA.test(text)) return 'comma'
  return SMALL.test(text) || COLON.test(text) ? 'small' : null
}

const GERMAN = /^H(?=$|[mM\d(+/°øΔ^:#b-]|dim|aug|sus|add)/
/** `Bes`, `Fis`, and `As`, which `Asus4` is not. */
const DUTCH = /^([A-G])(isis|is|eses|es|(?<=[AE])s)(?=$|[mM\d(+/°øΔ^-]|dim|aug|sus|add)/
const DUTCH_BASS = /(?<=\/)([A-G])(isis|is|eses|es|(?<=[AE])s)$/
const COMMA = /^[A-G][^(]*\([^()]*,[^()]+\)/
const NUMERAL =
  /^(?:[1-7]|[b#♭♯]?(?:i{1,3}|iv|vi{0,2}|I{1,3}|IV|VI{0,2}))(?=$|[mM\d(+/°øΔ^-]|dim|aug|sus|add)/
/** A root in small letters, by its Dutch and German names too, how long it lasts, and what kind of chord. */
const SMALL =
  /^([a-h])(isis|is|eses|es|(?<=[ae])s(?!us)|#|♯|b|♭)?(\d*\.*:)?(?=$|[mM\d(+/°øΔ^-]|dim|aug|sus|add)(.*)$/
const COLON = /^[A-G][^:]*:/

function capital(text: string): string {
  const small = SMALL.exec(text)
  if (small === null) return spelt(text)
  const [, letter = '', sign = '', , kind = ''] = small
  return `${letter === 'h' ? 'B' : letter.toUpperCase()}${SIGNS[sign] ?? sign}${spelt(kind)}`
}

function signed(_: string, letter: string, sign: string): string {
  return `${letter}${SIGNS[sign] ?? ''}`
}

const SIGNS: Readonly<Record<string, string>> = { is: '#', isis: '##', es: 'b', eses: 'bb', s: 'b' }

/** `m7.5-` is `m7b5`. */
function spelt(kind: string): string {
  return kind
    .replaceAll(':', '')
    .replace(/\.?(\d+)([-+])/g, (_, step: string, sign: string) => `${sign === '-' ? 'b' : '#'}${step}`)
    .replaceAll('.', '')
}

/** For all that follow and are written in the same way. */
function fixesOf(way: keyof typeof WAYS, first: Run, r: Reader): readonly Fix[] {
  const { meant } = WAYS[way]
  if (meant === null) return []
  const edits: Edit[] = []
  for (let run = first; ; ) {
    const text = r.text.slice(run.start, run.end)
    if (wayOf(text) === way) edits.push({ span: span(run), newText: meant(text) })
    let next = look(r, run.last + 1)
    while (BETWEEN[r.kind(next)] === 1) next = look(r, next + 1)
    if (CELLS[r.kind(next)] !== 1) break
    run = runFrom(next, r)
  }
  const written = [...new Set(edits.map(({ newText }) => newText))]
  const title = `Write ${written.slice(0, MOST_SHOWN).join(', ')}${written.length > MOST_SHOWN ? ' …' : ''}`
  return [{ title, edits }]
}

/** Of a fix that writes many. */
const MOST_SHOWN = 4

const BETWEEN = t.kindSet(t.BarSep, t.LBracket, t.RBracket)
