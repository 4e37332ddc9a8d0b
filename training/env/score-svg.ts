/**
 * An episode so far as a picture: the sheet with what the agent made of it, and under it how near to each beat the person was.
 *
 * Hollow: what is written. Filled: what the agent sounded. A short bar above the line: silence where it was chosen. Below, a dot a beat:
 * left of its tick early, right late, in the colour of the zone that answered; a cross where nobody played.
 */

import type { ResponseMode } from '../../runtime/score/beat.ts'
import { noteName } from '../../runtime/theory/pitch.ts'
import type { Midi, Seconds } from '../../runtime/units.ts'
import { type Chart, type ChartBeat, pitchOf } from './chart.ts'
import type { Choice } from './versions.ts'

export interface PlayedBeat {
  readonly choice: Choice
  readonly time: Seconds
  readonly length: Seconds
  /** null where the person played none. */
  readonly onset: Seconds | null
  readonly mode: ResponseMode
}

const BARS_A_LINE = 4
const LEFT = 56
const BEAT = 46
/** Half the distance of two lines: a step of the scale. */
const HALF = 5
const STAFF = 70
const TIMELINE = 148
const LINE_HEIGHT = 190
const TOP = 44
/** A beat late is drawn this far right of its tick. */
const SPREAD = 2 * BEAT
const FURTHEST = BEAT / 2 - 3
const COLOURS: Readonly<Record<ResponseMode, string>> = {
  snap: '#2a7f4f',
  follow: '#b26a00',
  limit: '#b3261e',
}
/** Steps of the scale from C, by pitch class spelled with flats. */
const LETTERS = 'CDEFGAB'
const OCTAVE = 7

/** Coordinates with a digit after the point: what a picture needs. */
const at = (value: number): string => String(Math.round(value * 10) / 10)

export function scoreSvg(chart: Chart, played: readonly PlayedBeat[], title: string): string {
  const lines = linesOf(chart, Math.max(1, played.length))
  const width = LEFT + BEAT * Math.max(...lines.map((line) => line.length)) + 24
  const height = TOP + LINE_HEIGHT * lines.length + 8
  const clef = clefOf(chart)
  let row = 0
  const drawn = lines.map((line, index) => {
    const from = row
    row += line.length
    return `<g transform="translate(0 ${TOP + LINE_HEIGHT * index})">${drawLine(line, played.slice(from, row), chart, clef)}</g>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(`${title}: ${chart.member}, ${played.length} beats`)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="16" y="24" font-size="16" font-weight="bold">${escaped(title)}</text>`,
    `<text x="${width - 16}" y="24" text-anchor="end" fill="#555">${escaped(chart.member)}, ${played.length} of ${chart.beats.length} beats</text>`,
    ...drawn,
    '</svg>',
  ].join('\n')
}

interface Clef {
  readonly name: string
  /** Step of the scale on the lowest line, counted from C0; null for one line without pitches. */
  readonly lowest: number | null
}

function clefOf({ pitched, beats }: Chart): Clef {
  if (!pitched) return { name: 'hits', lowest: null }
  const low = Math.min(...beats.map((beat) => beat.low))
  // G2 and E4 lie on the lowest line; a bass is written an octave above what it sounds.
  if (low < 40) return { name: 'bass 8vb', lowest: stepOf(43) - OCTAVE }
  return low < 52 ? { name: 'bass', lowest: stepOf(43) } : { name: 'treble', lowest: stepOf(64) }
}

/** Bars in lines of so many, as far as the episode got. */
function linesOf({ beats }: Chart, count: number): readonly (readonly ChartBeat[])[] {
  const lines: ChartBeat[][] = []
  const last = beats[Math.min(count, beats.length) - 1]?.measure ?? 1
  for (const beat of beats) {
    if (beat.measure > last) break
    const line = Math.floor((beat.measure - 1) / BARS_A_LINE)
    lines[line] ??= []
    lines[line].push(beat)
  }
  return lines
}

function drawLine(
  line: readonly ChartBeat[],
  played: readonly PlayedBeat[],
  chart: Chart,
  { name, lowest }: Clef,
): string {
  const end = LEFT + BEAT * line.length
  const lines = lowest === null ? [STAFF] : [0, 2, 4, 6, 8].map((step) => STAFF + (4 - step) * HALF)
  const parts = [
    ...lines.map((y) => `<line x1="16" x2="${end}" y1="${y}" y2="${y}" stroke="#999"/>`),
    `<text x="18" y="${STAFF - 30}" fill="#555" font-size="10">${name}</text>`,
    `<line x1="16" x2="${end}" y1="${TIMELINE}" y2="${TIMELINE}" stroke="#ddd"/>`,
    `<text x="18" y="${TIMELINE - 10}" fill="#555" font-size="10">player</text>`,
    `<line x1="${end}" x2="${end}" y1="${STAFF - 4 * HALF}" y2="${STAFF + 4 * HALF}" stroke="#333"/>`,
  ]
  let symbol = ''
  for (const [index, beat] of line.entries()) {
    const x = LEFT + BEAT * (index + 0.5)
    if (beat.beatInBar === 0) {
      const bar = LEFT + BEAT * index
      parts.push(
        `<line x1="${bar}" x2="${bar}" y1="${STAFF - 4 * HALF}" y2="${STAFF + 4 * HALF}" stroke="#333"/>`,
        `<text x="${bar + 3}" y="${STAFF - 4 * HALF - 4}" font-size="9" fill="#777">${beat.measure}</text>`,
      )
    }
    if (beat.chord.symbol !== symbol) {
      symbol = beat.chord.symbol
      parts.push(`<text x="${at(x - 8)}" y="18" font-weight="bold">${escaped(symbol)}</text>`)
    }
    if (beat.degree > 0) parts.push(drawHead(x, beat, beat.degree, lowest, 0, 'written'))
    const own = played[index]
    if (own !== undefined) parts.push(drawChoice(x, beat, own, chart, lowest), drawOnset(x, own))
  }
  return parts.join('')
}

function drawChoice(
  x: number,
  beat: ChartBeat,
  { choice }: PlayedBeat,
  { pitched }: Chart,
  lowest: number | null,
): string {
  if (choice.degree === 0) {
    const y = STAFF - 4
    return `<rect x="${at(x - 5)}" y="${y}" width="10" height="4" fill="#222"><title>silence</title></rect>`
  }
  return drawHead(x, beat, choice.degree, pitched ? lowest : null, choice.cents ?? 0, 'played')
}

function drawHead(
  x: number,
  beat: ChartBeat,
  degree: number,
  lowest: number | null,
  cents: number,
  as: 'written' | 'played',
): string {
  const look = as === 'written' ? 'fill="none" stroke="#888" stroke-width="1.5"' : 'fill="#222"'
  const [rx, ry] = as === 'written' ? [8, 6.5] : [5.5, 4.2]
  const head = (y: number, name: string): string =>
    `<ellipse cx="${at(x)}" cy="${at(y)}" rx="${rx}" ry="${ry}" ${look}><title>${as}: ${name}</title></ellipse>`
  if (lowest === null || beat.chord.root < 0) return head(STAFF, `degree ${degree}`)
  const pitch = pitchOf(beat, degree)
  const step = stepOf(pitch) - lowest
  const y = STAFF + (4 - step) * HALF
  const name = noteName(pitch)
  const parts = [...ledgers(x, step), head(y, `${name}${cents === 0 ? '' : ` ${at(cents)} cents`}`)]
  if (as === 'played' && name.length > 1) parts.push(`<text x="${at(x - 17)}" y="${at(y + 4)}">♭</text>`)
  if (as === 'played' && cents !== 0)
    parts.push(
      `<text x="${at(x + 9)}" y="${at(y - 5)}" font-size="8" fill="#555">${cents > 0 ? '+' : ''}${Math.round(cents)}</text>`,
    )
  return parts.join('')
}

/** Lines beyond the five. */
function ledgers(x: number, step: number): readonly string[] {
  const lines: string[] = []
  const draw = (line: number): void => {
    const y = STAFF + (4 - line) * HALF
    lines.push(`<line x1="${at(x - 10)}" x2="${at(x + 10)}" y1="${y}" y2="${y}" stroke="#999"/>`)
  }
  for (let line = -2; line >= step; line -= 2) draw(line)
  for (let line = 10; line <= step; line += 2) draw(line)
  return lines
}

function drawOnset(x: number, { onset, time, length, mode }: PlayedBeat): string {
  const tick = `<line x1="${at(x)}" x2="${at(x)}" y1="${TIMELINE - 6}" y2="${TIMELINE + 6}" stroke="#aaa"/>`
  if (onset === null)
    return `${tick}<path d="M${at(x - 3)} ${TIMELINE - 3}l6 6m0 -6l-6 6" stroke="#aaa"><title>nobody played</title></path>`
  const off = Math.max(-FURTHEST, Math.min(FURTHEST, ((onset - time) / length) * SPREAD))
  const words = `${Math.round(1000 * (onset - time))} ms, ${mode}`
  return `${tick}<circle cx="${at(x + off)}" cy="${TIMELINE}" r="4" fill="${COLOURS[mode]}"><title>${words}</title></circle>`
}

/** Steps of the scale from C0. */
function stepOf(pitch: Midi): number {
  return LETTERS.indexOf(noteName(pitch).charAt(0)) + OCTAVE * (Math.floor(Math.round(pitch) / 12) - 1)
}

/** What stands in a file may be anything: control characters have no place in XML. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;')
}
